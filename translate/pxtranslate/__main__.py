"""`python -m pxtranslate` is the command `pxtranslate`."""

from pxtranslate.cli import main

main()

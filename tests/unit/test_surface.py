"""What the outside sees: the layout, and a package whose import does nothing heavy."""

import subprocess
import sys

from tests.places import ROOT


def test_translate_is_a_source_root_not_a_package() -> None:
    # A package called `translate` would clash with two published projects of that import name.
    assert not (ROOT / "translate" / "__init__.py").exists()


def test_importing_the_command_line_loads_no_model_library() -> None:
    code = (
        "import sys, pxtranslate.cli; "
        "print(*{'torch', 'transformers', 'ctranslate2'} & set(sys.modules))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == ""

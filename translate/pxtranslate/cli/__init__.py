"""The command line: one file a command; parse, call the library, print.

Errors become exit codes here and nowhere else. Nothing heavy is imported at the top of any file in
this folder: `--help` must not load torch.
"""

import os
import sys

import typer

from pxtranslate import __version__
from pxtranslate.cli import config, finetune, glossary, models
from pxtranslate.cli.align import align
from pxtranslate.cli.batch import batch
from pxtranslate.cli.check import check
from pxtranslate.cli.doctor import doctor
from pxtranslate.cli.progress import json_event
from pxtranslate.cli.retry import retry
from pxtranslate.cli.split import split
from pxtranslate.cli.translate import translate
from pxtranslate.errors import ConfigError, PxError, RetryableError
from pxtranslate.text import visible

OUT_OF_MEMORY = (
    "out of memory; close other programs or choose a smaller model, then run the same command "
    "again: finished work is kept"
)

app = typer.Typer(
    help="Chinese news in, aligned Chinese–English text and summaries out.",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    rich_markup_mode="markdown",  # or [checks] in a help text is taken for markup
    pretty_exceptions_enable=False,
)


def _version(wanted: bool) -> None:
    if wanted:
        print(f"pxtranslate {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: bool = typer.Option(
        False, "--version", callback=_version, is_eager=True, help="Print the version and leave."
    ),
) -> None:
    pass


app.command()(batch)
app.command()(retry)
app.command()(split)
app.command()(translate)
app.command()(check)
app.command()(align)
app.command()(doctor)
app.add_typer(models.app, name="models")
app.add_typer(config.app, name="config")
app.add_typer(glossary.app, name="glossary")
app.add_typer(finetune.app, name="finetune")


def main() -> None:
    """Run the command line; the one place where errors become exit codes."""
    try:
        app()
    except (PxError, MemoryError) as error:
        told = error if isinstance(error, PxError) else RetryableError(OUT_OF_MEMORY)
        # File names and what parsers say may hold anything; only the config's problems are many.
        lines = str(told).split("\n") if isinstance(told, ConfigError) else [str(told)]
        said = "\n".join(map(visible, lines))
        if "--json" in sys.argv:
            print(json_event("error", text=said, exit_code=told.exit_code), file=sys.stderr)
        else:
            print("pxtranslate:", said, file=sys.stderr)
        sys.stdout.flush()
        # Not sys.exit: a batch left behind by Ctrl-C may sit in native code for another minute.
        os._exit(told.exit_code)

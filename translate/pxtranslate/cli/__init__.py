"""The command line: one file a command; parse, call the library, print.

Errors become exit codes here and nowhere else. Nothing heavy is imported at the top of any file in
this folder: `--help` must not load torch.
"""

import logging
import os
import shlex
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NoReturn

import typer
from typer.core import TyperGroup

from pxtranslate import __version__
from pxtranslate.cli import config, corrections, evaluate, finetune, glossary, memory, models
from pxtranslate.cli.align import align
from pxtranslate.cli.batch import batch
from pxtranslate.cli.check import check
from pxtranslate.cli.doctor import doctor
from pxtranslate.cli.progress import json_event
from pxtranslate.cli.retry import retry
from pxtranslate.cli.review import review
from pxtranslate.cli.say import flush, log, open_streams, say
from pxtranslate.cli.serve import serve
from pxtranslate.cli.split import split
from pxtranslate.cli.translate import translate
from pxtranslate.cli.validate import validate
from pxtranslate.errors import ConfigError, PxError, RetryableError
from pxtranslate.state.crash import report
from pxtranslate.text import visible

_log = logging.getLogger(__name__)
BROKEN_PIPE = 141
"""Nobody reads on (`… | head -1`): what a shell tells of other programs that end so, by SIGPIPE."""
OUT_OF_MEMORY = (
    "out of memory; close other programs or choose a smaller model, then run the same command "
    "again: finished work is kept"
)


class _Commands(TyperGroup):
    """The commands; what is told of a wrong one has nothing that steers a terminal."""

    def make_context(self, *given: Any, **named: Any) -> Any:
        with _shown():
            return super().make_context(*given, **named)

    def invoke(self, ctx: Any) -> Any:
        with _shown():
            return super().invoke(ctx)


@contextmanager
def _shown() -> Iterator[None]:
    try:
        yield
    except Exception as error:
        # Typer names what was given: it shows controls by itself, but not marks of direction.
        message = getattr(error, "message", None)
        if isinstance(message, str):
            error.message = visible(message)  # type: ignore[attr-defined]
        raise


app = typer.Typer(
    cls=_Commands,
    help="Chinese news in, aligned Chinese–English text and summaries out.",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    rich_markup_mode="markdown",  # or [checks] in a help text is taken for markup
    pretty_exceptions_enable=False,
)


def _version(wanted: bool) -> None:
    if wanted:
        say(f"pxtranslate {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: bool = typer.Option(
        False, "--version", callback=_version, is_eager=True, help="Print the version and leave."
    ),
    verbose: bool = typer.Option(
        False, "--verbose", "-v", help="Tell on stderr what goes on inside."
    ),
) -> None:
    if verbose:
        handler = logging.StreamHandler()
        handler.setFormatter(_Visible("%(name)s: %(message)s"))
        logging.getLogger("pxtranslate").addHandler(handler)
        logging.getLogger("pxtranslate").setLevel(logging.DEBUG)


class _Visible(logging.Formatter):
    """A formatter that lets nothing steer a terminal; a trace keeps its lines."""

    def format(self, record: logging.LogRecord) -> str:
        return "\n".join(map(visible, super().format(record).split("\n")))


app.command()(batch)
app.command()(retry)
app.command()(split)
app.command()(translate)
app.command()(check)
app.command()(align)
app.command()(validate)
app.command()(review)
app.command()(serve)
app.command()(doctor)
app.add_typer(models.app, name="models")
app.add_typer(config.app, name="config")
app.add_typer(glossary.app, name="glossary")
app.add_typer(corrections.app, name="corrections")
app.add_typer(memory.app, name="memory")
app.add_typer(finetune.app, name="finetune")
app.add_typer(evaluate.app, name="evaluate")


def main() -> None:
    """Run the command line; the one place where errors become exit codes."""
    open_streams()
    try:
        try:
            app()
        except SystemExit as end:
            if isinstance(end.__context__, BrokenPipeError):  # what click makes of it
                _leave(BROKEN_PIPE)
            flush()
            raise
    except BrokenPipeError:
        _leave(BROKEN_PIPE)
    except (PxError, MemoryError) as error:
        _end(error if isinstance(error, PxError) else RetryableError(OUT_OF_MEMORY))
    except Exception as error:  # ours, and the only trace of it
        _log.debug("failed", exc_info=True)
        log(f"pxtranslate: {report(Path(), shlex.join(sys.argv[1:]), error)}")
        _leave(PxError.exit_code)


def _end(error: PxError) -> NoReturn:
    # File names and what parsers say may hold anything; only the config's problems are many.
    lines = error.lines if isinstance(error, ConfigError) else [str(error)]
    if "--json" in sys.argv:
        event = json_event("error", text=" ".join(map(visible, lines)), exit_code=error.exit_code)
        with suppress(OSError):
            print(event, file=sys.stderr, flush=True)
    else:
        for number, line in enumerate(lines):
            log(line if number else f"pxtranslate: {line}")
    with suppress(PxError, BrokenPipeError):
        flush()
    _leave(error.exit_code)


def _leave(code: int) -> NoReturn:
    # Not sys.exit: a batch left behind by Ctrl-C may sit in native code for another minute.
    os._exit(code)

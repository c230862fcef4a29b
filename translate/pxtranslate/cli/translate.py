"""`pxtranslate translate`: one line in, one line out."""

import shlex
import sys
from pathlib import Path
from typing import Annotated

import typer

from pxtranslate.cli.options import (
    Config,
    Engine,
    Glossary,
    Json,
    Memory,
    Model,
    Offline,
    Profile,
    Quiet,
    Tm,
    resolved,
)
from pxtranslate.cli.progress import display, style_of
from pxtranslate.cli.say import log, write
from pxtranslate.errors import NOT_ALL_WELL, InputError
from pxtranslate.reading.encoding import han
from pxtranslate.reading.formats import FORMATS

TABLES = (".csv", ".tsv", ".tab")
"""Files of which a column is translated."""


def translate(
    file: Annotated[
        str, typer.Argument(help="A text file, or a CSV or TSV; - or nothing reads stdin.")
    ] = "-",
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="Where to write; else stdout.")
    ] = None,
    column: Annotated[
        str | None,
        typer.Option(help="Which column of a table; else the one called zh, source, text …"),
    ] = None,
    config: Config = None,
    profile: Profile = None,
    model: Model = None,
    engine: Engine = None,
    glossary: Glossary = None,
    memory: Memory = None,
    tm: Tm = None,
    offline: Offline = None,
    quiet: Quiet = False,
    json: Json = False,
) -> None:
    """Translate line by line: as many lines come out as go in, in the same order.

    An empty line stays empty; a line that could not be translated comes out empty and is named on
    stderr, and the exit code is 3. Of a table a column is translated, a line a row, without the
    first, which names the columns.

    Example: pxtranslate translate lines.txt -o lines.en
    """
    settings = resolved(
        config,
        {
            "profile": profile,
            "model.id": model,
            "model.engine": engine,
            "model.offline": offline,
            "names.glossary": glossary,
            "memory.path": memory,
            "memory.tm": tm,
        },
    )
    from pxtranslate.api import remembering, translate_lines
    from pxtranslate.engines import choose, choose_second
    from pxtranslate.names.glossary import load_if_named
    from pxtranslate.reading.encoding import decode
    from pxtranslate.reading.formats.pairs import cells
    from pxtranslate.state.named import named, refuse_input, require_writable

    if out:
        refuse_input(
            out,
            filter(None, (file, settings.names.glossary, settings.memory.tm, settings.memory.path)),
        )
    data = sys.stdin.buffer.read() if file == "-" else _read(file)
    text = decode(data).text if data else ""
    if column is not None or Path(file).suffix.lower() in TABLES:
        lines = list(cells(text, column, file))
    else:  # only \n ends a line: other tools count the same way
        lines = text.removesuffix("\n").split("\n") if text else []
    if out:
        require_writable(out)
    terms = load_if_named(settings.names.glossary)
    with display(style_of(quiet, json)) as shown:
        shown.total(sum(map(len, lines)))
        second = choose_second(settings, shown.say)
        ready = choose(settings.model, shown.say)
        with remembering(ready, settings.memory) as (chosen, people):
            done = translate_lines(lines, chosen, settings, terms, shown.advance, second, people)
    targets = [one.target for one in done]
    text = "".join(f"{target or ''}\n" for target in targets)
    if out:
        with named(out) as kept:
            kept.write(text.encode("utf-8", "replace"))
    else:
        write(text)
    failed = [i for i, target in enumerate(targets, start=1) if target is None]
    for number in failed:
        log(f"pxtranslate: {file}:{number}: could not be translated")
    if failed:
        raise typer.Exit(NOT_ALL_WELL)


def _read(file: str) -> bytes:
    """The bytes of a file of lines; says what to do instead for what is none."""
    from pxtranslate.regular import read_regular

    suffix = Path(file).suffix.lower()
    if suffix in FORMATS and suffix not in (".txt", *TABLES):
        raise InputError(
            f"{file}: is not a file of lines; run: pxtranslate batch {shlex.quote(file)} -o output/"
        )
    try:
        return read_regular(Path(file))
    except FileNotFoundError as error:
        hint = (
            f"; to translate a sentence: echo {shlex.quote(file)} | pxtranslate translate"
            if han(file)
            else ""
        )
        raise InputError(f"{file}: no such file{hint}") from error
    except OSError as error:
        raise InputError(f"{file}: cannot be read ({error.strerror})") from error

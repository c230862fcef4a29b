"""`pxtranslate translate`: one line in, one line out."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from pxtranslate.cli.options import Config, Json, Quiet, resolved
from pxtranslate.cli.progress import Style, display
from pxtranslate.errors import InputError


def translate(
    file: Annotated[str, typer.Argument(help="A text file; - or nothing reads stdin.")] = "-",
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="Where to write; else stdout.")
    ] = None,
    config: Config = None,
    model: Annotated[
        str | None, typer.Option(help="A card's id, a model folder, or a GGUF file.")
    ] = None,
    engine: Annotated[str | None, typer.Option(help="auto, ct2, hf, or echo.")] = None,
    offline: Annotated[bool | None, typer.Option("--offline", help="Open no socket.")] = None,
    quiet: Quiet = False,
    json: Json = False,
) -> None:
    """Translate line by line: as many lines come out as go in, in the same order.

    An empty line stays empty; a line that could not be translated comes out empty and is named on
    stderr, and the exit code is 3.

    Example: pxtranslate translate lines.txt -o lines.en
    """
    settings = resolved(
        config, {"model.id": model, "model.engine": engine, "model.offline": offline}
    )
    from pxtranslate.api import translate_lines
    from pxtranslate.engines import choose, choose_second
    from pxtranslate.names import glossary
    from pxtranslate.reading.encoding import decode

    if file == "-":
        data = sys.stdin.buffer.read()
    else:
        try:
            data = Path(file).read_bytes()
        except OSError as error:
            raise InputError(f"{file}: cannot be read ({error.strerror})") from error
    # Only \n ends a line here: other tools count the same way.
    lines = decode(data).text.removesuffix("\n").split("\n") if data else []
    terms = glossary.load_if_named(settings.names.glossary)
    style: Style = "quiet" if quiet else "json" if json else "auto"
    with display(style) as shown:
        shown.total(sum(map(len, lines)))
        second = choose_second(settings, shown.say)
        with choose(settings.model, shown.say) as chosen:
            targets = translate_lines(lines, chosen, settings, terms, shown.advance, second)
    text = "".join(f"{target or ''}\n" for target in targets)
    if out:
        out.write_text(text, encoding="utf-8")
    else:
        sys.stdout.buffer.write(text.encode("utf-8", "replace"))
    failed = [i for i, target in enumerate(targets, start=1) if target is None]
    for number in failed:
        print(f"pxtranslate: {file}:{number}: could not be translated", file=sys.stderr)
    if failed:
        raise typer.Exit(3)

"""`pxtranslate glossary`: propose terms from a corpus, and check a glossary against one."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from pxtranslate.cli.say import log, say, write
from pxtranslate.errors import NOT_ALL_WELL, InputError
from pxtranslate.text import visible

app = typer.Typer(
    help="Your terms: propose some, check the file.",
    no_args_is_help=True,
    rich_markup_mode="markdown",
)

Inputs = Annotated[list[Path], typer.Argument(help="Chinese files or folders.")]


@app.command("suggest")
def suggest(
    inputs: Inputs,
    known: Annotated[
        Path | None, typer.Option("--glossary", help="Leave out what this glossary has.")
    ] = None,
    least: Annotated[
        int, typer.Option("--least", min=1, help="How often a group of words must come.")
    ] = 3,
) -> None:
    """Print a glossary to start from: term, English where we have one, count and example.

    Lines without English open with "#": fill in the second column and take the mark away.

    Example: pxtranslate glossary suggest input/ > terms.tsv
    """
    from pxtranslate.names import glossary
    from pxtranslate.names.suggest import suggest as propose

    terms = glossary.load(known) if known else glossary.Glossary()
    write("zh\ten\tnote\n")
    for one in propose(_texts(inputs), terms, least):
        mark = "" if one.en else "# "
        cells = (f"{mark}{one.zh}", one.en, f"{one.count}× {one.example}")
        write("\t".join(map(visible, cells)) + "\n")


@app.command("check")
def check(
    file: Annotated[Path, typer.Argument(help="The glossary: TSV, TOML or TBX.")],
    inputs: Annotated[
        list[Path] | None, typer.Argument(help="Chinese files or folders to look for it in.")
    ] = None,
) -> None:
    """Report wrong lines, conflicts and, given a corpus, entries it never uses.

    Exit code 2 if the file is wrong, 3 if entries conflict.

    Example: pxtranslate glossary check terms.tsv input/
    """
    from pxtranslate.names import glossary

    terms = glossary.load(file)
    for conflict in terms.conflicts:
        say(f"conflict: {conflict}")
    unused = terms.unused(_texts(inputs)) if inputs else []
    for entry in unused:
        say(f"unused: {entry.zh} = {entry.en} (line {entry.line})")
    used = f", {len(terms.entries) - len(unused)} used" if inputs else ""
    say(f"{len(terms.entries)} terms{used}, {len(terms.conflicts)} conflicts")
    if terms.conflicts:
        raise typer.Exit(NOT_ALL_WELL)


def _texts(inputs: list[Path]) -> Iterator[str]:
    """The paragraphs of every readable file; the others are named on stderr."""
    from pxtranslate.articles.split import split
    from pxtranslate.reading.inputs import find_inputs
    from pxtranslate.reading.read import read

    found = find_inputs(inputs)
    for one in found:
        try:
            document = split(read(one), keep_order=True)
        except InputError as error:
            if len(found) == 1:
                raise
            log(f"skipped {error}")
            continue
        for article in document.articles:
            yield from (paragraph.text for paragraph in article.paragraphs)
            if article.title:
                yield article.title.text

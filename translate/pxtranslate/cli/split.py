"""`pxtranslate split`: the articles of files in reading order, no model needed."""

from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pxtranslate.cli import stdin
from pxtranslate.cli.options import Config, KeepOrder, Workers, resolved
from pxtranslate.cli.say import log, say, write
from pxtranslate.errors import NOT_ALL_WELL, InputError
from pxtranslate.text import visible

if TYPE_CHECKING:
    from pxtranslate.reading.inputs import Input
    from pxtranslate.records import Article, Document, Paragraph

TOGETHER = 8
"""Files that a process takes in hand together."""
WORTH_A_PROCESS = 1_000_000
"""Input bytes below which one process has read all before a second is ready."""
_OPENING = 44
"""Characters of a paragraph that the outline shows; enough to know it again."""
_ENDING = 10
_DOUBTFUL = 0.8
"""A join less sure than this is worth a look: of those on dev pages, decisions/0022."""


def split(
    files: Annotated[
        list[Path], typer.Argument(help="Files or folders that batch reads; - reads stdin.")
    ],
    json: Annotated[
        bool, typer.Option("--json", help="One JSON object a line and file: source and articles.")
    ] = False,
    keep_order: KeepOrder = None,
    config: Config = None,
    workers: Workers = 0,
) -> None:
    """Show how files fall into articles; columns out of order are put right.

    The outline marks each place where text was joined that stood apart, with how sure that is. Of
    several files, those that cannot be read are told at their place and the others go on; the exit
    code is then 3.

    Example: pxtranslate split page.txt --json > page.json
    """
    settings = resolved(config, {"pages.keep_order": keep_order})
    from pxtranslate.reading.inputs import find_inputs

    if len(files) > 1 and Path("-") in files:
        raise InputError("-: stdin is read alone; name files, or nothing but -")
    with stdin.as_file(files[0], stdin.article) as path:
        found = find_inputs([path, *files[1:]])
        if path != files[0]:
            found = [replace(found[0], shown=str(files[0]))]
        failed = False
        for lines, error in _read(found, settings.pages.keep_order, json, workers):
            if error and len(found) == 1:
                raise InputError(error)
            if error:
                failed = True
                log(f"pxtranslate: {error}")
            for line in lines:
                if json:
                    write(f"{line}\n")
                else:
                    say(line)
    if failed:
        raise typer.Exit(NOT_ALL_WELL)


def _read(
    found: "Sequence[Input]", keep_order: bool, json: bool, workers: int
) -> Iterator[tuple[list[str], str]]:
    """What is printed of each input, and why there is nothing, in their order."""
    from pxtranslate.runners.local import cores, here, in_order, processes, same
    from pxtranslate.translation.interrupt import Stop

    workers = workers or cores()
    worth = workers > 1 and sum(item.size for item in found) > WORTH_A_PROCESS
    with processes(workers, Stop()) if worth else nullcontext(here) as each:
        chunks = (found[at : at + TOGETHER] for at in range(0, len(found), TOGETHER))
        jobs = (((number, number), chunk) for number, chunk in enumerate(chunks))
        for _, texts in in_order(each(partial(_printed, keep_order, json), jobs, same)):
            yield from texts


def _printed(keep_order: bool, json: bool, items: "Sequence[Input]") -> list[tuple[list[str], str]]:
    return [_one(item, keep_order, json) for item in items]


def _one(item: "Input", keep_order: bool, json: bool) -> tuple[list[str], str]:
    from pxtranslate.articles.split import split as rebuild
    from pxtranslate.reading.read import read

    try:
        document = rebuild(read(item), keep_order)
    except InputError as error:
        return [], str(error)
    return [_json(document)] if json else list(_outline(document)), ""


def _json(document: "Document") -> str:
    from pxtranslate.output.jsonl import articles_rows, line

    source = {
        "path": document.path,
        "encoding": document.encoding,
        "sha256": document.sha256,
        "characters": len(document.text),
    }
    return line({"source": source, "articles": list(articles_rows(document))})


def _outline(document: "Document") -> Iterator[str]:
    articles = document.articles
    joins = [join for article in articles for join in article.joins]
    doubtful = sum(join.confidence < _DOUBTFUL for join in joins)
    yield (
        f"{document.path}: {document.encoding}, {len(document.text)} characters, "
        f"{len(articles)} articles, {len(joins)} joins ({doubtful} doubtful)"
    )
    for note in document.notes:
        yield f"note: {note}"
    for article in articles:
        yield ""
        yield from _article(article)


def _article(article: "Article") -> Iterator[str]:
    title = visible(article.title.text) if article.title else f"({article.kind})"
    yield f"{article.id}  {title}"
    for paragraph in article.paragraphs:
        for join in article.joins:
            if join.paragraph == paragraph.id and join.at == 0:
                yield f"      ~ brought here ({join.confidence:.0%} sure)"
        yield f"    {paragraph.role:<8}{_shown(paragraph)}"
        for join in article.joins:
            if join.paragraph == paragraph.id and join.at > 0:
                left = visible(paragraph.text[max(0, join.at - _ENDING) : join.at])
                right = visible(paragraph.text[join.at : join.at + _ENDING])
                yield f"      ~ joined …{left}|{right}… ({join.confidence:.0%} sure)"


def _shown(paragraph: "Paragraph") -> str:
    text = paragraph.text
    if len(text) > _OPENING + _ENDING + 1:
        text = f"{text[:_OPENING]}…{text[-_ENDING:]}"
    return visible(text)

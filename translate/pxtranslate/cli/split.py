"""`pxtranslate split`: the articles of a file in reading order, no model needed."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pxtranslate.cli import stdin
from pxtranslate.cli.options import Config, KeepOrder, resolved
from pxtranslate.cli.say import say, write
from pxtranslate.errors import InputError
from pxtranslate.text import visible

if TYPE_CHECKING:
    from pxtranslate.records import Article, Document, Paragraph

_OPENING = 44
"""Characters of a paragraph that the outline shows; enough to know it again."""
_ENDING = 10
_DOUBTFUL = 0.8
"""A join less sure than this is worth a look: of those on dev pages, decisions/0022."""


def split(
    file: Annotated[
        Path, typer.Argument(help="A file of any format that batch reads; - reads stdin.")
    ],
    json: Annotated[
        bool, typer.Option("--json", help="One JSON object on one line: source and articles.")
    ] = False,
    keep_order: KeepOrder = None,
    config: Config = None,
) -> None:
    """Show how a file falls into articles; columns out of order are put right.

    The outline marks each place where text was joined that stood apart, with how sure that is.

    Example: pxtranslate split page.txt --json > page.json
    """
    settings = resolved(config, {"pages.keep_order": keep_order})
    from pxtranslate.articles.split import split as rebuild
    from pxtranslate.reading.inputs import find_inputs
    from pxtranslate.reading.read import read

    with stdin.as_file(file, stdin.article) as path:
        found = find_inputs([path])
        if len(found) > 1:
            raise InputError(
                f"{file}: holds {len(found)} files; split shows one, batch does them all"
            )
        document = rebuild(read(found[0]), settings.pages.keep_order)
    if path != file:
        document = replace(document, path=str(file))
    if json:
        write(_json(document) + "\n")
        return
    for line in _outline(document):
        say(line)


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

"""Translate lines of text: as many come out as go in. No articles, no files, no state.

A line is cut into sentences for the model and its translations are joined by spaces; batches cross
lines. Everything else is as for a batch: figures, names, checks, mending.
"""

from collections.abc import Sequence
from functools import cache, partial

from pxtranslate.articles.segment import segment
from pxtranslate.checks.run import check_document
from pxtranslate.config import Settings
from pxtranslate.engines.base import Engine
from pxtranslate.mending.mend import mend
from pxtranslate.names import ledger
from pxtranslate.names.glossary import Glossary
from pxtranslate.names.terms import terms
from pxtranslate.records import Article, Document, Paragraph
from pxtranslate.translation.translate import Progress, translate


def translate_lines(
    lines: Sequence[str],
    engine: Engine,
    settings: Settings,
    glossary: Glossary,
    progress: Progress,
    second: Engine | None = None,
) -> list[str | None]:
    """The English of each line, None where a part of it failed; an empty line stays empty."""
    paragraphs = tuple(
        Paragraph(f"l{i}", "body", line, ((0, len(line)),))
        for i, line in enumerate(lines)
        if line.strip()
    )
    article = Article("lines", "article", None, paragraphs)
    whole = Document("", "", "", "", "", articles=(article,))
    documents = [segment(whole, settings.pages.longest)]
    named = cache(partial(terms, glossary=glossary, ledger=ledger.build(documents)))
    documents = translate(documents, engine, settings, named, progress)
    if engine.translates:
        documents = [check_document(one, settings.checks, named) for one in documents]
        documents = mend(documents, engine, settings, named, second)
    parts: dict[str, list[str | None]] = {}
    for part in documents[0].articles[0].segments:
        parts.setdefault(part.paragraph, []).append(part.target)
    return [_joined(parts.get(f"l{i}", [])) for i in range(len(lines))]


def _joined(targets: list[str | None]) -> str | None:
    whole = [target for target in targets if target is not None]
    return " ".join(" ".join(whole).split()) if len(whole) == len(targets) else None

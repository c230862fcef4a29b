"""report.html and index.html: self-contained pages that need no script and run none.

The content policy in each page lets in nothing but its own style sheet. What a report shows is decided
in `report`; how it looks, in style.css.
"""

from pathlib import PurePath

from pxtranslate.output import report
from pxtranslate.output.templates import fill
from pxtranslate.output.view import characters, is_flagged, segments
from pxtranslate.phrases import counted, needs_a_look
from pxtranslate.records import Document
from pxtranslate.text import chinese_script, visible


def render(document: Document, signature: str) -> bytes:
    """Return the report of one document as UTF-8."""
    shown = report.build(document)
    joins = sum(len(article.joins) for article in document.articles)
    facts = [
        counted(len(document.articles), "article"),
        counted(sum(1 for _ in segments(document)), "segment"),
        counted(characters(document), "character"),
        *([f"{counted(joins, 'column break')} joined"] if joins else []),
    ]
    return page(
        "report.html.j2",
        len(shown.filters),
        name=visible(PurePath(document.path).name),
        look=needs_a_look(sum(map(is_flagged, segments(document)))),
        facts=" · ".join(facts),
        notes=[visible(note) for note in document.notes],
        zh=f"zh-{chinese_script(document.text)}",
        report=shown,
        signature=visible(signature),
    )


def page(template: str, filters: int, **values: object) -> bytes:
    """Fill `template`, whose style sheet has rules for that many filters."""
    rules = "".join(
        f":root:has(#show{n}:checked) :is(.f:not(.k{n}),.whole){{display:none}}\n"
        for n in range(1, filters + 1)
    )
    return fill("output", template, rules, **values)

"""report.html and index.html: self-contained pages that need no script and run none.

Every text is escaped by Jinja, and the content policy in each page lets in nothing but its own
style sheet. What a report shows is decided in `report`; how it looks, in style.css.
"""

import base64
import hashlib
from functools import cache
from pathlib import PurePath

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from pxtranslate.output import report
from pxtranslate.output.view import characters, is_flagged, segments
from pxtranslate.records import Document
from pxtranslate.text import chinese_script, counted, needs_a_look, visible


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
    style, policy = _style(filters)
    return _template(template).render(style=style, style_hash=policy, **values).encode("utf-8")


@cache
def _loader() -> PackageLoader:
    return PackageLoader("pxtranslate", "output")


@cache
def _template(name: str) -> Template:
    environment = Environment(
        loader=_loader(),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(name)


@cache
def _style(filters: int) -> tuple[Markup, str]:
    css, _, _ = _loader().get_source(Environment(autoescape=True), "style.css")
    css += "".join(
        f":root:has(#show{n}:checked) :is(.f:not(.k{n}),.whole){{display:none}}\n"
        for n in range(1, filters + 1)
    )
    return Markup(css), digest(css)


def digest(text: str) -> str:
    """What a content policy calls a style sheet or a script."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode(
        "ascii"
    )

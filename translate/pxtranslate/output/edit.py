"""edit.html: a file's sentences to be corrected in a browser, with no server and no network.

A page of its own, since it needs a script and the report runs none. The script is let in by its
hash; texts are escaped as everywhere. What it saves is read by `state.carried`.
"""

from collections import Counter
from functools import cache
from importlib.resources import files
from pathlib import PurePath

from markupsafe import Markup

from pxtranslate.output import report
from pxtranslate.output.html import page
from pxtranslate.output.templates import digest
from pxtranslate.output.view import segments
from pxtranslate.records import Document
from pxtranslate.text import chinese_script, mark, visible, whole


def render(document: Document, signature: str) -> bytes:
    """Return the page as UTF-8."""
    seen: Counter[str] = Counter()
    exact = {}
    for segment in segments(document):
        source = mark(segment.source)
        exact[segment.id] = {
            "source": whole(segment.source),
            "nth": seen[source],
            "target": whole(segment.target or ""),
        }
        seen[source] += 1
    return page(
        "edit.html.j2",
        0,
        name=visible(PurePath(document.path).name),
        folder=whole(document.name),
        zh=f"zh-{chinese_script(document.text)}",
        report=report.build(document),
        exact=exact,
        script=Markup(_script()),
        script_hash=digest(_script()),
        signature=signature,
    )


@cache
def _script() -> str:
    return (files("pxtranslate.output") / "edit.js").read_text("utf-8")

"""From an HTML tree to runs, everything kept in the order it stands: for EPUB and HTML fragments.

Knows which elements are blocks, headings or not for reading; does not look for the main story of a
web page, which is the business of `html`.
"""

from collections.abc import Iterator

from lxml import etree, html

from pxtranslate.reading.base import CELL_GAP, Run, one_line
from pxtranslate.records import Role

_UNREAD = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "head",
        "title",
        "nav",
        "iframe",
        "object",
        "svg",
        "math",
        "form",
        "button",
        "select",
        "textarea",
        "rt",
        "rp",
        "audio",
        "video",
    ]
)
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "cite",
        "code",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "img",
        "ins",
        "kbd",
        "label",
        "mark",
        "q",
        "ruby",
        "rb",
        "s",
        "samp",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
    ]
)
_ROLES: dict[str, Role] = {
    "h1": "title",
    **{f"h{n}": "heading" for n in range(2, 7)},
    "figcaption": "caption",
    "caption": "caption",
}


def parse_tree(markup: str) -> html.HtmlElement:
    """Parse a page or fragment. The HTML parser knows no entities of its own making."""
    parser = html.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True
    )
    # As bytes, so that an encoding declared inside, or none, is not believed.
    return html.document_fromstring(markup.encode("utf-8", "replace"), parser=parser)


def runs(root: etree._Element) -> Iterator[Run]:
    """The text under an element, one run a block; table rows are one run, cells told apart."""
    text: list[str] = []
    yield from _walk(root, None, text)
    yield from _flush(text, None)


def _walk(element: etree._Element, role: Role | None, text: list[str]) -> Iterator[Run]:
    tag = element.tag if isinstance(element.tag, str) else ""
    if tag in _UNREAD or _hidden(element):
        return
    if tag == "br":
        yield from _flush(text, role)
        return
    block = tag not in _INLINE and tag not in ("td", "th")
    mine = _ROLES.get(tag, role)
    if block:
        yield from _flush(text, role)
    elif tag in ("td", "th") and text:
        text.append(CELL_GAP)
    text.append(element.text or "")
    for child in element:
        yield from _walk(child, mine, text)
        text.append(child.tail or "")
    if block:
        yield from _flush(text, mine)


def _flush(text: list[str], role: Role | None) -> Iterator[Run]:
    run = one_line("".join(text)).strip(CELL_GAP)
    text.clear()
    if run:
        yield Run(run, role)


def _hidden(element: etree._Element) -> bool:
    """Not shown to a reader of the page; text that hides is no news."""
    style = element.get("style", "").replace(" ", "").lower()
    return (
        element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or "display:none" in style
        or "visibility:hidden" in style
    )

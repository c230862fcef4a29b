"""Web pages: the story without menus and footers, found by trafilatura; nothing is downloaded."""

from collections.abc import Iterator

import trafilatura
from lxml import etree

from pxtranslate.errors import InputError
from pxtranslate.readers import flow
from pxtranslate.readers.base import CELL_GAP, Limits, Parsed, Run, compose, one_line
from pxtranslate.readers.encoding import decode, han


def parse(data: bytes, limits: Limits) -> Parsed:
    """Read the main story; the whole page, with a note, where none stands out."""
    decoded = decode(data)
    try:
        tree = flow.parse_tree(decoded.text)
    except etree.LxmlError as error:
        raise InputError(f"is no HTML page ({error})") from error
    everything = list(flow.runs(tree))
    found = trafilatura.bare_extraction(decoded.text, include_comments=False, with_metadata=True)
    if not isinstance(found, trafilatura.settings.Document) or not len(found.body):
        note = "no main story stands out: the whole page was taken"
        return compose(everything, decoded.encoding, (*decoded.notes, note))
    runs = [Run(one_line(run.text), run.role) for run in _story(found.body, found.title or "")]
    text = "".join(run.text for run in runs)
    if found.title and found.title not in text:
        runs.insert(0, Run(found.title, "title"))
    runs += [run for run in everything if run.role == "caption" and run.text not in text]
    notes = list(decoded.notes)
    left = sum(han(run.text) for run in everything) - sum(han(run.text) for run in runs)
    if left > 0:
        notes.append(f"{left} Chinese characters of the page were left out as menus and the like")
    return compose(runs, decoded.encoding, notes)


def _story(body: etree._Element, title: str) -> Iterator[Run]:
    """Runs of the tree that trafilatura gives: head, p, list, quote, table."""
    for element in body:
        if element.tag == "table":
            for row in element.iter("row"):
                cells = (one_line("".join(cell.itertext())) for cell in row.iter("cell"))
                yield Run(CELL_GAP.join(cell for cell in cells if cell))
        elif element.tag == "list":
            for item in element.iter("item"):
                yield from _lines(item)
        elif element.tag == "head":
            text = "".join(element.itertext()).strip()
            main = text == title or element.get("rend") == "h1"
            yield Run(text, "title" if main else "heading")
        else:
            yield from _lines(element)
        if element.tail and element.tail.strip():
            yield Run(element.tail)


def _lines(element: etree._Element) -> Iterator[Run]:
    """One run for each line that the page itself broke with `<br>` or a paragraph inside."""
    text = element.text or ""
    for child in element:
        if child.tag in ("lb", "p", "item", "list", "quote"):
            yield Run(text)
            text = ""
            if child.tag not in ("lb", "item"):
                yield from _lines(child)
        else:
            text += "".join(child.itertext())
        text += child.tail or ""
    yield Run(text)

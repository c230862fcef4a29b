"""Web pages: the story without menus and footers, found by trafilatura; nothing is downloaded."""

from copy import deepcopy

import trafilatura
from lxml import etree
from trafilatura.settings import DEFAULT_CONFIG, Document

from pxtranslate.errors import InputError
from pxtranslate.reading.base import Limits, Parsed, Run, compose
from pxtranslate.reading.encoding import decode, han
from pxtranslate.reading.formats import flow

_LEAST_STORY = "20"
"""Characters; below this trafilatura gives up on structure and takes all text as one paragraph.
Its 250 suits languages with words: a short Chinese item has 100."""
_TAGS = {"lb": "br", "row": "tr", "cell": "td", "list": "ul", "item": "li", "quote": "blockquote"}


def parse(data: bytes, limits: Limits) -> Parsed:
    """Read the main story; the whole page, with a note, where none stands out."""
    decoded = decode(data)
    try:
        tree = flow.parse_tree(decoded.text)
    except etree.LxmlError as error:
        raise InputError(f"is no HTML page ({error})") from error
    everything = list(flow.runs(tree))
    config = deepcopy(DEFAULT_CONFIG)
    config.set("DEFAULT", "MIN_EXTRACTED_SIZE", _LEAST_STORY)
    found = trafilatura.bare_extraction(
        decoded.text, include_comments=False, with_metadata=True, config=config
    )
    runs = _story(found.body, found.title) if isinstance(found, Document) else []
    if not runs:
        note = "no main story stands out: the whole page was taken"
        return compose(everything, decoded.encoding, (*decoded.notes, note))
    text = "".join(run.text for run in runs)
    if isinstance(found, Document) and found.title and found.title not in text:
        runs.insert(0, Run(found.title, "title"))
    runs += [run for run in everything if run.role == "caption" and run.text not in text]
    notes = list(decoded.notes)
    left = sum(han(run.text) for run in everything) - sum(han(run.text) for run in runs)
    if left > 0:
        notes.append(f"{left} Chinese characters of the page were left out as menus and the like")
    return compose(runs, decoded.encoding, notes)


def _story(body: etree._Element, title: str | None) -> list[Run]:
    """The runs of the tree that trafilatura gives, its tags made HTML's again."""
    body.tag = "body"
    for element in body.iter("head", *_TAGS):
        if element.tag == "head":
            is_title = "".join(element.itertext()).strip() == title
            element.tag = "h1" if is_title else str(element.get("rend") or "h2")
        else:
            element.tag = _TAGS[str(element.tag)]
    return list(flow.runs(body))

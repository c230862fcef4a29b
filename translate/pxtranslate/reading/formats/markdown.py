"""Markdown: its plain text, with the headings it marks."""

import re
from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from pxtranslate.reading.base import CELL_GAP, Limits, Parsed, Run, compose, one_line
from pxtranslate.reading.encoding import decode
from pxtranslate.reading.formats import flow, raised
from pxtranslate.records import Role

_FRONT = re.compile(r"\A---\n(.*?)\n(?:---|\.\.\.)(?:\n|\Z)", re.DOTALL)
_FRONT_TITLE = re.compile(r"^title:(.+)$", re.MULTILINE)
_MARKER = r"[ \t]*+(?:>|(?:[-*+]|\d{1,9}[.)])[ \t])"
_DEEP = re.compile(
    rf"^((?:{_MARKER}){{8}})(?:{_MARKER})++|^((?: {{1,4}}|\t){{4}})[ \t]++", re.MULTILINE
)
"""Lists and quotations in one another: what lies deeper than 20 levels, two a list, the parser drops."""
_QUOTED = re.compile(r"(?s)\A([\"'])(.+)\1\Z")


def parse(data: bytes, limits: Limits) -> Parsed:
    """Read the blocks; `#` is a title, deeper headings are headings, a table row is one run."""
    decoded = decode(data)
    notes = list(decoded.notes)
    text = decoded.text
    runs: list[Run] = []
    if front := _FRONT.match(text):
        text = text[front.end() :]
        if title := _FRONT_TITLE.search(front.group(1)):
            bare = title.group(1).strip()
            quoted = _QUOTED.match(bare)
            runs.append(Run(quoted.group(2) if quoted else bare, "title"))
        notes.append("front matter left out, but for its title")
    text = _DEEP.sub(lambda found: found[1] or found[2], text)
    runs += _runs(MarkdownIt("commonmark").enable("table").parse(text))
    return compose(runs, decoded.encoding, notes)


def _runs(tokens: Sequence[Token]) -> Iterator[Run]:
    role: Role | None = None
    row: list[str] | None = None
    for token in tokens:
        if token.type == "heading_open":
            role = "title" if token.tag == "h1" else "heading"
        elif token.type == "heading_close":
            role = None
        elif token.type == "tr_open":
            row = []
        elif token.type == "tr_close" and row is not None:
            yield Run(CELL_GAP.join(filter(None, row)))
            row = None
        elif token.type == "inline" and row is not None:
            row.append(" ".join(run.text for run in _lines(token.children or ())))
        elif token.type == "inline":
            yield from (Run(run.text, run.role or role) for run in _lines(token.children or ()))
        elif token.type in ("fence", "code_block"):
            yield from map(Run, token.content.split("\n"))
        elif token.type == "html_block" and token.content.strip():
            tree = flow.parse_tree(f"<div>{token.content}")  # a comment alone is no document
            raised.take(tree)
            yield from flow.runs(tree)


def _lines(tokens: Sequence[Token]) -> Iterator[Run]:
    """The lines of a paragraph where the author broke them by intent; pictures as captions."""
    text = ""
    pictures: list[str] = []
    for token in tokens:
        if token.type == "softbreak":
            text += "\n"
        elif token.type == "hardbreak" or token.content.lower().startswith("<br"):
            yield Run(one_line(text))
            text = ""
        elif token.type == "image":
            pictures.append(token.content)
        elif token.type in ("text", "code_inline"):
            text += token.content
    yield Run(one_line(text))
    yield from (Run(one_line(alt), "caption") for alt in pictures)

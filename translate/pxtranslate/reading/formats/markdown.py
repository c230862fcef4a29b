"""Markdown: its plain text, with the headings it marks.

What a renderer would hide is text here unless it is surely markup: a definition that no link uses
(`[注]: 以上信息`), the `*` between figures. Struck-out text is left out; lists have the numbers that were written.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from pxtranslate.reading.base import CELL_GAP, Limits, Parsed, Run, compose, one_line
from pxtranslate.reading.encoding import decode
from pxtranslate.reading.formats import flow, raised, struck
from pxtranslate.reading.formats.markup import plain
from pxtranslate.records import Role

_FRONT = re.compile(r"\A---\n(.*?)\n(?:---|\.\.\.)(?:\n|\Z)", re.DOTALL)
_FRONT_TITLE = re.compile(r"^title:(.+)$", re.MULTILINE)
_MARKER = r"[ \t]*+(?:>|(?:[-*+]|\d{1,9}[.)])[ \t])"
_DEEP = re.compile(
    rf"^((?:{_MARKER}){{8}})(?:{_MARKER})++|^((?: {{1,4}}|\t){{4}})[ \t]++", re.MULTILINE
)
"""Lists and quotations in one another: what lies deeper than 20 levels, two a list, the parser drops."""
_FOOTNOTE = re.compile(r"^ {0,3}\[\^([^\]\s]+)\]:[ \t]*", re.MULTILINE)
_FOOTNOTE_MARK = re.compile(r"\[\^([^\]\s]+)\]")
_TIMES = re.compile(r"(?<=\d)\*+(?=\d)")
_TELLING = re.compile(r"</?(?:sup|sub|del|s|strike)\b", re.IGNORECASE)
"""Tags of HTML in a line that say what their text is."""
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
    text, marks = _without_marks(_DEEP.sub(lambda found: found[1] or found[2], text))
    if marks:
        notes.append(f"{marks} note marks left out")
    parser = MarkdownIt("commonmark", {"inline_definitions": True, "store_labels": True})
    parser.enable(["table", "strikethrough"]).inline.ruler.before("emphasis", "times", _times)
    tokens = parser.parse(text)
    notes += struck.note(sum(_strike(token) for token in tokens))
    lines = text.split("\n")
    for definition in _unused(tokens):
        first, end = definition.map or (0, 0)
        definition.content = "\n".join(line.lstrip("> \t") for line in lines[first:end])
    body = list(_numbered(tokens))
    heading = next((run for run in body if run.role in ("title", "heading")), None)
    if heading is not None and [heading.text.split()] == [run.text.split() for run in runs]:
        body.remove(heading)  # Hugo and Hexo take the title, other programs the heading
    return compose([*runs, *body], decoded.encoding, notes)


def _without_marks(text: str) -> tuple[str, int]:
    """The text with its footnotes as paragraphs, without the marks of these; how many there were."""
    named = set(_FOOTNOTE.findall(text))
    marks = 0

    def look(mark: re.Match[str]) -> str:
        nonlocal marks
        marks += mark[1] in named
        return "" if mark[1] in named else mark[0]

    return _FOOTNOTE_MARK.sub(look, _FOOTNOTE.sub("\n", text)), marks


def _times(state: StateInline, silent: bool) -> bool:
    """A rule of the parser: `*` between figures, as in 3*4*5, is what it says and no emphasis."""
    found = _TIMES.match(state.src, state.pos)
    if found is None:
        return False
    if not silent:
        state.pending += found[0]
    state.pos = found.end()
    return True


def _strike(block: Token) -> int:
    """Take out what a block strikes through (`~~12~~`); how many pieces there were."""
    kept: list[Token] = []
    depth = pieces = 0
    for token in block.children or ():
        if token.type == "s_open":
            pieces += not depth
            depth += 1
        elif token.type == "s_close":
            depth -= 1
        elif not depth:
            kept.append(token)
    if pieces:
        block.children = kept
    return pieces


def _unused(tokens: Sequence[Token]) -> Iterator[Token]:
    """Definitions that no link or picture goes by: paragraphs that only look like definitions."""
    used = {
        child.meta["label"]
        for token in tokens
        for child in token.children or ()
        if "label" in child.meta
    }
    for token in tokens:
        if token.type == "definition":
            if token.meta["id"] not in used:
                yield token
            used.discard(token.meta["id"])  # a second one of the same name defines nothing


def _numbered(tokens: Sequence[Token]) -> Iterator[Run]:
    """The runs, each item of a list that has numbers with its own."""
    items = ("list_item_open", "list_item_close")
    cuts = [n for n, token in enumerate(tokens) if token.type in items]
    for begin, end in pairwise((0, *cuts, len(tokens))):
        runs = [run for run in _runs(tokens[begin:end]) if run.text.strip()]
        if begin in cuts and tokens[begin].info:
            first, *runs = runs or [Run("")]
            number = f"{tokens[begin].info}{tokens[begin].markup}"
            yield replace(first, text=f"{number} {first.text}")
        yield from runs


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
        elif token.type in ("fence", "code_block", "definition"):
            yield from map(Run, token.content.split("\n"))
        elif token.type == "html_block" and token.content.strip():
            tree = flow.parse_tree(f"<div>{token.content}")  # a comment alone is no document
            struck.take(tree)
            raised.take(tree)
            yield from flow.runs(tree)


def _lines(tokens: Sequence[Token]) -> Iterator[Run]:
    """The lines of a paragraph where the author broke them by intent; pictures as captions."""
    text = ""
    pictures: list[str] = []
    tags = any(t.type == "html_inline" and _TELLING.match(t.content) for t in tokens)
    shown = plain if tags else str  # a tag in a piece of code is text
    for token in tokens:
        if token.type == "softbreak":
            text += "\n"
        elif token.type == "hardbreak" or token.content.lower().startswith("<br"):
            yield Run(one_line(shown(text)))
            text = ""
        elif token.type == "image":
            pictures.append(token.content)
        elif token.type in ("text", "code_inline") or _TELLING.match(token.content):
            text += token.content
    yield Run(one_line(shown(text)))
    yield from (Run(one_line(alt), "caption") for alt in pictures)

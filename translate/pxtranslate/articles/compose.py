"""From an order of blocks to articles: paragraphs, pieces, bylines, joins, ids.

Knows offsets and records; the order itself, and which blocks form one paragraph, is given. Every
non-space character of a block goes into exactly one piece.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pxtranslate.articles.furniture import is_date, is_furniture, writers
from pxtranslate.articles.looks import Unit
from pxtranslate.records import Article, Byline, Join, Kind, Paragraph, Piece, Role
from pxtranslate.script import plain

_BREAK = r"\r\n\v\f\x1c-\x1e\x85\u2028\u2029"
_BREAKS = re.compile(rf"(?<!\s)(?=[^\S{_BREAK}]*+[{_BREAK}])\s++")
_BRACKETED = re.compile(r"[（(【\[]([^（()）】\]]+)[)）】\]]\s*$")
_EDITORS = re.compile(
    r"完$|未完待续$|据|(?:责任编辑|责编|编辑|编审|校对|校检|版式|美编|审核|终审|监制|(?:消息)?来源|稿源)\s*[:：/丨|]"
)
_BULLETS = "□■●◎▲ \u3000"
_IN_ADDRESS = re.compile(r"[\w.:/@?=&%#~+\r\n-]*", re.ASCII)
_ADDRESS = re.compile(
    r"(?<![\w.+-])(?:https?://)?(?:[\w.+-]+@)?[\w-]+(?:\.[\w-]+)*"
    r"\.(?:com|cn|net|org|gov|edu|tw|hk|mo|cc|info|top|vip|io)(?::\d+)?(?:[/?][\w.:/@?=&%#~+-]*)?",
    re.ASCII,
)
_LONGEST_ADDRESS = 200  # characters before a break


@dataclass(frozen=True, slots=True)
class Step:
    """One block in the reading order of an item, and how it follows the one before."""

    unit: int
    role: Role
    glued: bool = False
    """It continues the paragraph of the step before."""
    confidence: float | None = None
    """Set where the two were apart in the source."""


Item = tuple[Kind, tuple[Step, ...]]
"""A future article: its kind and its steps; steps of role title come first."""


def compose(
    text: str, units: Sequence[Unit], items: Sequence[Item], wrapped: bool
) -> tuple[Article, ...]:
    """Build the articles, ids a1, a2… in the order of the items.

    `wrapped`: a line break inside a block is where the page was too narrow, not what somebody set.
    """
    return tuple(
        _article(text, units, wrapped, f"a{number}", kind, steps)
        for number, (kind, steps) in enumerate(items, 1)
    )


def _article(
    text: str, units: Sequence[Unit], wrapped: bool, name: str, kind: Kind, steps: tuple[Step, ...]
) -> Article:
    drafts: list[tuple[Role, list[Piece]]] = []
    lengths: list[int] = []
    joins: list[tuple[int, int, float]] = []
    credits: list[str] = []
    for step in steps:
        marks = units[step.unit].marks
        first = int(marks.since and marks.head > 0)  # the part below “上接第一版”
        for part, (role, piece) in enumerate(_parts(units[step.unit], step.role)):
            half = _half(drafts, role) if part == first and step.glued else None
            if part == first and step.confidence is not None and drafts:
                at = 0 if half is None else lengths[half]
                joins.append((len(drafts) if half is None else half, at, step.confidence))
            pieces = _pieces(text, piece, wrapped)
            if half is None:
                drafts.append((role, pieces))
                lengths.append(_length(pieces))
            else:
                drafts[half][1].extend(pieces)
                lengths[half] += _length(pieces)
            if role == "byline" and not units[step.unit].running:
                credits.append("".join(text[a:b] for a, b in pieces))
    title: Paragraph | None = None
    paragraphs: list[Paragraph] = []
    names: list[str] = []
    for role, pieces in drafts:
        is_title = role == "title" and title is None and not paragraphs
        label = f"{name}.t" if is_title else f"{name}.p{len(paragraphs) + 1}"
        joined = "".join(text[a:b] for a, b in pieces)
        paragraph = Paragraph(label, role, joined, tuple(pieces))
        names.append(label)
        if is_title:
            title = paragraph
        else:
            paragraphs.append(paragraph)
    return Article(
        id=name,
        kind=kind,
        title=title,
        paragraphs=tuple(paragraphs),
        byline=_byline(credits),
        joins=tuple(Join(names[draft], at, confidence) for draft, at, confidence in joins),
    )


def _half(drafts: Sequence[tuple[Role, list[Piece]]], role: Role) -> int | None:
    """The draft that goes on in a glued part: the last but for “下转第三版” and numbers of pages."""
    last = next((n for n in range(len(drafts) - 1, -1, -1) if drafts[n][0] != "byline"), None)
    return last if last is not None and drafts[last][0] == role else None


def _byline(credits: Sequence[str]) -> Byline | None:
    """The names in the bylines of an article; who edited it or where it came from is not asked."""
    names = []
    for credit in credits:
        if is_furniture(credit) or is_date(credit):
            names += writers(credit)
            continue
        inner = _BRACKETED.search(credit)
        bare = (inner.group(1) if inner else credit).strip(_BULLETS)
        if not _EDITORS.match(plain(bare)):
            names.append(bare)
    return Byline(zh=" ".join(names), en="") if names else None


def _parts(unit: Unit, role: Role) -> list[tuple[Role, Piece]]:
    """The block cut into byline, core, byline, in order; spans in the document's code points."""
    start, marks, size = unit.block.start, unit.marks, len(unit.block.text)
    cuts: tuple[tuple[Role, int, int], ...] = (
        ("byline", 0, marks.head),
        (role, marks.head, marks.tail),
        ("byline", marks.tail, size),
    )
    return [
        (part, (start + left, start + right))
        for part, left, right in cuts
        if unit.block.text[left:right].strip()
    ]


def _pieces(text: str, span: Piece, wrapped: bool) -> list[Piece]:
    """The span without its line breaks; a break between two Latin words stays, as their space.

    Where a page was too narrow, that breaks a figure or an address anywhere.
    """
    start, end = span
    pieces: list[Piece] = []
    for match in _BREAKS.finditer(text, start, end):
        words = _latin(text, match.start() - 1) and _latin(text, match.end())
        if words and match.start() > start and not (wrapped and _runs_on(text, match)):
            continue
        if text[start : match.start()].strip():
            pieces.append((start, match.start()))
        start = match.end()
    if text[start:end].strip():
        pieces.append((start, end))
    first, last = pieces[0][0], pieces[-1][1]
    first += len(text[first : pieces[0][1]]) - len(text[first : pieces[0][1]].lstrip())
    last -= len(text[pieces[-1][0] : last]) - len(text[pieces[-1][0] : last].rstrip())
    pieces[0] = (first, pieces[0][1])
    pieces[-1] = (pieces[-1][0], last)
    return pieces


def _latin(text: str, at: int) -> bool:
    return 0 <= at < len(text) and text[at].isascii() and text[at].isalnum()


def _runs_on(text: str, broken: re.Match[str]) -> bool:
    """Whether a figure or an address goes on after a line break between two Latin characters."""
    if text[broken.start() - 1].isdigit() and text[broken.end()].isdigit():
        return True
    near = text[max(0, broken.start() - _LONGEST_ADDRESS) : broken.start()]
    before, after = (
        _IN_ADDRESS.match(near[::-1]),
        _IN_ADDRESS.match(text, broken.end(), broken.end() + _LONGEST_ADDRESS),
    )
    left = "".join(before.group()[::-1].split()) if before else ""
    right = "".join(after.group().split()) if after else ""
    if right.startswith(("www.", "http")):
        return False
    found = _ADDRESS.finditer(left + right)
    return any(address.start() < len(left) < address.end() for address in found)


def _length(pieces: list[Piece]) -> int:
    return sum(end - start for start, end in pieces)

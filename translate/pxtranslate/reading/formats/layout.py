"""Pages of lines to paragraphs: wrapped lines joined, running heads dropped, headlines told by size.

Takes what `columns` puts in order and knows nothing of PDF or OCR. What cannot be told from
geometry (an article that goes on elsewhere on the page) is left for `split`.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import median

from pxtranslate.reading.base import CELL_GAP, Run, is_wide, one_line
from pxtranslate.reading.formats import caps
from pxtranslate.reading.formats.columns import HANGING, Column, Line, alike, bands
from pxtranslate.reading.running import goes_with_heads, is_running_head

_INDENT = (0.8, 4.5)
"""Ems from the column's edge that begin a paragraph; two are usual, centred lines have more."""
_SHORT = 2.4
"""A line that ends so many ems before its column does ends its paragraph; marks that may not open
a line push up to two characters over."""
_UNBROKEN = re.compile(r"([“‘（《〈「『【〔]*)([!-~‰°¥€]+|.)([，。；、：！？）”’》〉」』】〕%‰℃]*)")
"""What is not broken over two lines: a figure, a Latin word or a Chinese character, with the marks
before and behind it."""
_LATIN, _LARGE = 0.6, 0.8
"""Ems of a figure or letter, and of a capital or %."""
_JUSTIFIED = 0.5
"""Ems that a line may end before its column for space that is drawn out or together."""
_HEADING = 1.1
_TITLE = 1.3
"""Sizes from which on a short line is a heading or title, in body sizes."""
_LONGEST_TITLE = 60
_SENTENCE_END = "。！？!?…”’」』）)】"
_STOPPED = re.compile(r"[。！？!?…][”’」』）)】]*\s*$")
_MARGIN = 0.09
"""Share of the page's height at top and bottom where running heads stand."""
_TWICE, _THRICE = 2, 3
"""Pages on which the same line is a running head."""
_PAGE_NUMBER = re.compile(
    r"\A[\s\-–—·•|/]*+(?:(?:第\s*+)?[A-Z]?\d{1,4}(?:\s*+[页頁版])?"
    r"(?:\s*+(?:[/／]\s*+)?(?:共\s*+)?\d{1,4}(?:\s*+[页頁])?)?"
    r"|第?[一二三四五六七八九十百]{1,4}[页頁版])[\s\-–—·•|/]*"
)
_BROKEN_NUMBER = re.compile(r"(?<=\d)\n(?=[\d.,%])|(?<=[.,])\n(?=\d)")
"""Chinese lines break anywhere, in a number too."""
_PRINTED = re.compile(
    r"\s*(?:\d{1,4}[/.\-年]\d{1,2}[/.\-月]\d{1,4}日?[,，]?\s*(?:[上下]午)?\s*\d{1,2}[:：]\d{2}(?:[:：]\d{2})?(?:\s*[AP]M)?.*"
    r"|(?:https?|file)://\S+.*)",
    re.IGNORECASE,
)
"""What browsers print in the margins: the time of printing, the page's address."""
_DATELINE = re.compile(r"日[\s\u3000]*(?:星期|周)[一二三四五六日天]")
"""A date with its weekday stands in the head of a newspaper page, nowhere else in a margin."""


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of a page in any order, where the page begins and ends, and the lines of each footnote."""

    lines: tuple[Line, ...]
    top: float
    bottom: float
    notes: tuple[tuple[Line, ...], ...] = ()


def runs(pages: Sequence[Page]) -> tuple[list[Run], list[str]]:
    """Paragraphs of all pages in reading order, and what was dropped, once where only figures differ:
    running heads and page numbers.
    """
    body = _body_size(pages)
    heads = _running_heads(pages, body)
    dropped: dict[str, str] = {}
    paragraphs: list[Column] = []
    below: list[tuple[int, list[Column]]] = []
    before: Column = []
    across = 0
    for number, page in enumerate(pages):
        kept = []
        for line in page.lines:
            if (number, line) in heads:
                dropped.setdefault(_without_digits(line.text), line.text.strip())
            else:
                kept.append(line)
        notes = [[line for line in note if line in kept] for note in page.notes]
        text = [line for line in kept if not any(line in note for note in notes)]
        regions = list(bands(caps.joined(text)))
        # A page of one column goes on with the page before; of several, where a sentence is cut.
        flows = all(len(columns) == 1 for columns in regions)
        cut = bool(before) and before[-1].text.rstrip()[-1:] not in _SENTENCE_END
        alike_set = bool(regions) and across == len(regions[0])
        before = before if (flows and across <= 1) or (cut and alike_set) else []
        for columns in regions:
            for column in columns:
                _add(paragraphs, column, before, body)
                before = column
            before = []
        before = regions[-1][-1] if regions else []
        across = len(regions[-1]) if regions else 0
        below.append((len(paragraphs), [note for note in notes if note]))
    for number, notes in reversed(below):  # the text may go on behind them
        paragraphs[number:number] = notes
    return _with_roles(paragraphs, body), list(dropped.values())


def notes(dropped: Sequence[str]) -> list[str]:
    """What a person should know of the lines that were dropped."""
    return [f"running heads and page numbers left out: {' / '.join(dropped)}"] if dropped else []


def _body_size(pages: Iterable[Page]) -> float:
    """The size that most characters have."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            sizes[round(line.size * 2) / 2] += len(line.text)
    return sizes.most_common(1)[0][0] or 1.0 if sizes else 1.0


def _running_heads(pages: Sequence[Page], body: float) -> set[tuple[int, Line]]:
    """Lines in the margins, or first or last of their page, that repeat from page to page, or share a
    row with what heads have.

    A headline may be printed twice, so large type must come on a third page to be a head.
    """
    edges = [_edges(page) for page in pages]
    seen: Counter[str] = Counter()
    for lines in edges:
        seen.update({_without_digits(line.text) for line in lines})
    often = 0.4 * len(pages)
    found = set()
    for number, lines in enumerate(edges):
        margin = [line for line in lines if _in_margin(line, pages[number])]
        for line in lines:
            row = [other for other in margin if abs(other.middle - line.middle) < line.size / 2]
            headed = any(_is_head(other.text) for other in row) or all(
                goes_with_heads(other.text) for other in row
            )
            outermost = bool(row) and (
                min(lines, key=_top) in row or max(lines, key=_bottom) in row
            )
            plain = line in margin and line.size < _TITLE * body
            again = seen[_without_digits(line.text)] >= max(_TWICE if plain else _THRICE, often)
            if (headed and outermost) or again:
                found.add((number, line))
    return found


def _edges(page: Page) -> list[Line]:
    """The lines in a page's margins, and those of its first and last row."""
    top = min(map(_top, page.lines), default=0.0)
    bottom = max(map(_bottom, page.lines), default=0.0)
    return [
        line
        for line in page.lines
        if _in_margin(line, page)
        or line.middle < top + line.size
        or line.middle > bottom - line.size
    ]


def _in_margin(line: Line, page: Page) -> bool:
    depth = (page.bottom - page.top) * _MARGIN
    return line.bottom < page.top + depth or line.top > page.bottom - depth


def _is_head(text: str) -> bool:
    known = _PAGE_NUMBER.fullmatch(text) or _PRINTED.fullmatch(text) or _DATELINE.search(text)
    return bool(known) or is_running_head(text)


def _top(line: Line) -> float:
    return line.top


def _bottom(line: Line) -> float:
    return line.bottom


def _without_digits(text: str) -> str:
    return re.sub(r"[\d\s]+", "#", text)


def _add(paragraphs: list[Column], column: Column, before: Column, body: float) -> None:
    """Group the lines of a column into paragraphs; the last one of `before` may go on in it."""
    gaps = [low.top - high.bottom for high, low in pairwise(column)]
    usual = median(gaps) if gaps else 0.0
    indents = any(_is_indented(line, part) for part in (before, column) for line in part)
    for index, line in enumerate(column):
        last = column[index - 1] if index else before[-1] if before else None
        if last is None or not alike(last, line) or CELL_GAP in last.text + line.text:
            goes_on = False
        elif index == 0:
            whole = last.text.rstrip()[-1:] in _SENTENCE_END and not indents
            goes_on = _is_full(last, before, line) and not _is_indented(line, column) and not whole
        elif line.top - last.bottom > max(usual, 0.0) + 0.6 * line.size:
            goes_on = False
        else:
            big = line.size >= _TITLE * body
            stops = _STOPPED.search(last.text) is not None and not indents
            full = _reaches(last, column) if stops else _is_full(last, column, line)
            goes_on = big or (full and not _is_indented(line, column))
        if goes_on:
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])


def _is_indented(line: Line, column: Column) -> bool:
    left = min(other.left for other in _peers(line, column))
    return _INDENT[0] * line.size <= line.left - left <= _INDENT[1] * line.size


def _is_full(line: Line, column: Column, below: Line) -> bool:
    """Does a line end at the edge, or where the first word of the line below had no more room?

    Lines of one word each are a list.
    """
    alone = line.text.isascii() and len(line.text.split()) == 1
    room = 0.0 if alone else _width(below.text) + _JUSTIFIED
    return _reaches(line, column, max(_SHORT, room))


def _reaches(line: Line, column: Column, room: float = _JUSTIFIED) -> bool:
    """Whether a line ends at the edge of its column, or so many ems before it."""
    return line.right >= _edge(line, column) - room * line.size


def _width(text: str) -> float:
    """Ems of what is not broken at the beginning of a line."""
    unbroken = _UNBROKEN.match(text)
    if not unbroken:
        return 0.0
    before, word, behind = unbroken.groups()
    letters = sum(_LARGE if char.isupper() or char == "%" else _LATIN for char in word)
    return len(before) + (1 if is_wide(word) else letters) + len(behind)


def _edge(line: Line, column: Column) -> float:
    """Where the lines of a column end; a mark may hang over it."""
    marked, plain = [line.left], [line.left]
    for other in _peers(line, column):
        (marked if other.text.endswith(HANGING) else plain).append(other.right)
    hangs = max(marked) - max(plain) <= (1 + _JUSTIFIED) * line.size
    return max(plain) if hangs else max(marked)


def _peers(line: Line, column: Column) -> Iterator[Line]:
    """The lines of a column in the size of one of them."""
    return (other for other in column if alike(other, line))


def _with_roles(paragraphs: Sequence[Column], body: float) -> list[Run]:
    """The text of each paragraph, and what the size of its type says it is."""
    sized = []
    for lines in paragraphs:
        text = one_line(_BROKEN_NUMBER.sub("", "\n".join(line.text for line in lines)))
        ratio = median(line.size for line in lines) / body
        short = len(text) <= _LONGEST_TITLE and not text.endswith(("。", "；", "，"))
        sized.append((text, ratio if short and ratio >= _HEADING else 0.0))
    found = []
    for large, group in groupby(sized, key=lambda one: one[1] > 0):
        members = list(group)
        found += _headlines(members) if large else [Run(text) for text, _ in members]
    return found


def _headlines(group: Sequence[tuple[str, float]]) -> list[Run]:
    """Of large short paragraphs in a row the largest is the title.

    A kicker above it is put below, where it stays with its article.
    """
    largest = max(ratio for _, ratio in group)
    runs = [
        Run(text, "title" if ratio == largest >= _TITLE else "heading") for text, ratio in group
    ]
    title = next((index for index, run in enumerate(runs) if run.role == "title"), 0)
    return [runs[title], *runs[:title], *runs[title + 1 :]]

"""From plain text to blocks: one block a paragraph, hard-wrapped lines brought together.

Knows line widths, indents and blank lines; knows nothing of headlines, articles or languages beyond
which characters end a sentence. Only offsets are decided here, no character is changed.
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from pxtranslate.articles.heads import running_heads
from pxtranslate.articles.lists import GAP
from pxtranslate.articles.verse import is_verse, may_be_verse
from pxtranslate.records import Block, Piece

_LINE = re.compile(r"[^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
# A dump often keeps a paragraph's break only as its indent: “……。　　近日”.
_INNER_BREAK = re.compile(r"(?<=[。！？”…）)])(?=\s*?(?:\u3000\u3000| {4}))\s++(?=\S)")
_CLOSING = "。！？!?…”’）)：:；;"
_LEAST_LINES = 6
_FEW = 3
_RAGGED = 0.8  # of the widest; a word, a figure or a mark that must not break goes to the next line
_INDENTED = 2  # columns from which on a line begins a paragraph
_LONG = 0.1  # of the lines, at most, may be headlines or captions that nothing wrapped
_SLACK = 4  # half-width columns: a line may end early for a mark or a figure that must not break
_NARROWEST, _WIDEST = 12, 80  # characters
_FULL = 0.4  # of the lines followed by another; a paragraph of three lines has two that are full
_BROKEN = 0.6  # of the full lines; by chance one in seven ends a sentence


def text_blocks(text: str) -> tuple[Block, ...]:
    """Cut text into blocks: its non-empty lines, or paragraphs where those are hard-wrapped.

    The blocks are in text order, do not overlap, start and end with a non-space character and hold
    every such character.
    """
    lines = [found.span() for found in _LINE.finditer(text)]
    return tuple(
        _blocks(text, _unwrap(text, [span for span in lines if text[slice(*span)].strip()]))
    )


def _blocks(text: str, spans: Sequence[Piece]) -> list[Block]:
    blocks = []
    for start, end in spans:
        cuts = [
            start,
            *(at for m in _INNER_BREAK.finditer(text, start, end) for at in m.span()),
            end,
        ]
        for left, right in zip(cuts[::2], cuts[1::2], strict=True):
            body = text[left:right]
            blocks.append(Block(body.strip(), left + len(body) - len(body.lstrip())))
    return blocks


def _unwrap(text: str, lines: Sequence[Piece]) -> list[Piece]:
    """Spans of lines that belong together; the lines themselves if the text is not hard-wrapped."""
    margin = _margin(text, lines)
    breaks = [_breaks(text, left, right) for left, right in pairwise(lines)]
    # Some exports put an empty line under every line.
    spacing = 2 if breaks.count(1) <= _LONG * len(breaks) else 1
    apart = running_heads(text, lines) | _rows(text, lines)
    touching = [count == spacing and not {at, at + 1} & apart for at, count in enumerate(breaks)]
    full = _full_lines([text[start:end].rstrip() for start, end in lines], touching)
    if not full and sum(touching) < _LEAST_LINES:
        full = _few_full(text, lines, touching, margin)
    if not full:
        return list(lines)
    full -= _verse(text, lines, touching)
    spans = [lines[0]]
    for index, joined in enumerate(touching):
        start, end = lines[index + 1]
        if joined and index in full and _indent(text, lines[index + 1]) < margin + _INDENTED:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return spans


def _rows(text: str, lines: Sequence[Piece]) -> set[int]:
    """Rows of tables whose cells are parted by space."""
    parted = [GAP.search(text[slice(*line)].strip()) is not None for line in lines]
    return {
        n
        for n in range(len(lines))
        if parted[n] and (parted[n - 1 : n] == [True] or parted[n + 1 : n + 2] == [True])
    }


def _verse(text: str, lines: Sequence[Piece], touching: Sequence[bool]) -> set[int]:
    """Lines of verse: they end where the poet says."""
    found: set[int] = set()
    run: list[int] = []
    for index in range(len(lines)):
        run.append(index)
        if index == len(touching) or not touching[index]:
            stanza = [text[slice(*lines[at])].strip() for at in run]
            if all(map(may_be_verse, stanza)) and is_verse(stanza):
                found.update(run)
            run = []
    return found


def _margin(text: str, lines: Sequence[Piece]) -> int:
    """Columns of white space before lines that begin no paragraph; a headline may have less."""
    indents = sorted(_indent(text, line) for line in lines)
    return indents[len(indents) // 10] if indents else 0


def _indent(text: str, line: Piece) -> int:
    found = text[slice(*line)]
    return _columns(found[: len(found) - len(found.lstrip())].expandtabs(4))


def _full_lines(lines: Sequence[str], touching: Sequence[bool]) -> set[int]:
    """Which lines were broken at the width of the page; none if the text was not wrapped.

    Wrapped text has many touching lines, a good part of them as wide as the widest (in columns or
    in characters, whichever tool wrapped it), and most of those broken where no sentence ends. A
    list of headlines is ragged; a page of paragraphs ends in full stops.
    """
    followed = [index for index, joined in enumerate(touching) if joined]
    best: set[int] = set()
    if len(followed) < _LEAST_LINES:
        return best
    columns, characters = [_columns(line) for line in lines], [len(line) for line in lines]
    for widths, slack, scale in ((columns, _SLACK, 2), (characters, 1, 1)):
        measure = sorted(widths[index] for index in followed)[int((len(followed) - 1) * 0.9)]
        long = {index for index, width in enumerate(widths) if width > measure + 2 * slack}
        if not _NARROWEST * scale <= measure <= _WIDEST * scale or len(long) > max(
            1, _LONG * len(lines)
        ):
            continue
        full = {
            index
            for index in followed
            if widths[index] >= measure - slack and not long & {index, index + 1}
        }
        broken = sum(lines[index][-1] not in _CLOSING for index in full)
        if _all_alike(lines, widths, full, measure - slack):
            continue
        if len(full) >= max(_FULL * len(followed), len(best) + 1) and broken >= _BROKEN * len(full):
            best = full
    return best


def _few_full(text: str, lines: Sequence[Piece], touching: Sequence[bool], margin: int) -> set[int]:
    """Which lines of a short text were broken at its width: where an indent begins each paragraph,
    a sentence ends each, and none ends a line before.
    """
    found: set[int] = set()
    inner: set[int] = set()
    for index, line in enumerate(lines):
        starts = _indent(text, line) >= margin + _INDENTED
        if starts and inner:
            return set()  # the paragraph above has no end
        if not (starts or inner):
            continue
        if text[slice(*line)].rstrip()[-1] in _CLOSING:
            found |= inner
            inner = set()
        elif index < len(touching) and touching[index]:
            inner.add(index)
        else:
            return set()
    widths = [_columns(text[slice(*lines[index])].rstrip()) for index in found]
    if inner or len(found) < _FEW or min(widths) < 2 * _NARROWEST:
        return set()
    return found if max(widths) <= 2 * _WIDEST and min(widths) >= _RAGGED * max(widths) else set()


def _all_alike(lines: Sequence[str], widths: Sequence[int], full: set[int], narrowest: int) -> bool:
    """Whether full lines are as long as each other because they say alike: a list, couplets.

    Paragraphs end in the middle of a line, and have their marks now here, now there.
    """
    shapes = Counter(_shape(lines[index]) for index in full)
    shape, times = shapes.most_common(1)[0] if shapes else ("", 0)
    if times <= len(full) / 2:
        return False
    return set(shape) != {"字"} or all(widths[index + 1] >= narrowest for index in full)


def _shape(line: str) -> str:
    return re.sub(r"\d+", "0", re.sub(r"[^\W\d_]", "字", line))


def _breaks(text: str, left: Piece, right: Piece) -> int:
    """How many line breaks stand between two lines; with one they touch."""
    between = text[left[1] : right[0]].replace("\r\n", "\n")
    return sum(char in "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029" for char in between)


def _columns(line: str) -> int:
    return sum(2 if char >= "\u1100" else 1 for char in line)

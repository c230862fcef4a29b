"""What every reader is given and gives back.

A reader is a module with a function `parse(data: bytes, limits: Limits) -> Parsed`. It gets the
bytes of one file and knows nothing of paths, folders or processes; it raises InputError with a
reason that does not name the file, which `pxtranslate.reading.read` puts in front.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pxtranslate.errors import InputError
from pxtranslate.records import Block, Columns, Role

PARAGRAPH_BREAK = "\n\n"
CELL_GAP = " | "
"""Between the cells of a table row."""
LAYOUT_CELL = 40
"""Characters from which on a cell holds running text: such a table only lays out the page."""
_SPACE = re.compile(r"\s+")
_WIDE = (
    "[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffee"
    "\U00020000-\U0003ffff]"
)
_WIDE_ONE = re.compile(_WIDE)
_QUOTED = _WIDE[:-1] + "“”‘’…—]"
_BREAK = r"[^\S\n\u3000]*\n\s*"
_QUOTED_ONE = re.compile(_QUOTED)
# Chinese lines break anywhere, in a figure too: “投资1.⏎2亿元”, “共86⏎00平方米”.
_BREAK_IN_FIGURE = re.compile(
    rf"(?<=\d[.,]){_BREAK}(?=\d)|(?<=\d){_BREAK}(?=[.,]\d|[%％‰])"
    rf"|(?<={_WIDE}\d){_BREAK}(?=\d+{_WIDE})|(?<={_WIDE}\d\d){_BREAK}(?=\d+{_WIDE})"
    rf"|(?<={_WIDE}\d\d\d){_BREAK}(?=\d+{_WIDE})"
)


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost. The defaults are far above any page, book or feed we have seen."""

    file_bytes: int = 100 << 20
    unpacked_bytes: int = 256 << 20
    """Of all parts of a DOCX or EPUB, or all members of an archive, together."""
    members: int = 10_000
    ratio: int = 200
    """Most bytes out of one byte of a compressed part that is larger than 1 MiB."""
    pages: int = 2_000
    seconds: float = 120.0
    """Wall and CPU time of the child process for one file."""
    seconds_a_scan: float = 180.0
    """The same for each page that OCR reads; a broadsheet takes a minute of two cores."""
    memory_bytes: int = 4 << 30
    """Address space of the child process."""
    title_fields: tuple[str, ...] = ("title", "headline", "标题", "題目", "题目", "標題")
    text_fields: tuple[str, ...] = ("text", "content", "body", "正文", "内容", "內容")
    byline_fields: tuple[str, ...] = ("byline", "author", "authors", "作者", "记者", "記者")
    """Names of the JSONL keys and CSV columns that hold an article, the first filled one wins;
    upper and lower case are the same."""


class Scanned(InputError):  # noqa: N818 - named for what was found
    """A document whose pages are pictures, for OCR to read."""

    def __init__(self, reason: str, pages: int) -> None:
        super().__init__(reason)
        self.pages = pages


class Crashed(InputError):  # noqa: N818 - named for what happened
    """A file at which its reader crashed, hung, or ran out of memory."""


@dataclass(frozen=True, slots=True)
class Run:
    """A block before it has a place: its text, and what the format says of it."""

    text: str
    role: Role | None = None
    article: int | None = None
    target: str | None = None


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a reader found in one file. Each block's text is `text[start : start + len]`."""

    text: str
    blocks: tuple[Block, ...]
    encoding: str
    notes: tuple[str, ...] = ()
    columns: tuple[Columns, ...] = ()
    """By the `article` of blocks: what else its row held."""


def compose(runs: Iterable[Run], encoding: str, notes: Iterable[str] = ()) -> Parsed:
    """Lay runs one below the other, an empty line between; runs of nothing but space are left out.

    This is how formats without a plain text of their own get one for offsets to refer to.
    """
    blocks: list[Block] = []
    start = 0
    for run in runs:
        text = run.text.strip()
        if text:
            blocks.append(Block(text, start, run.role, run.article, run.target))
            start += len(text) + len(PARAGRAPH_BREAK)
    joined = PARAGRAPH_BREAK.join(block.text for block in blocks)
    return Parsed(joined, tuple(blocks), encoding, tuple(notes))


def lines(text: str, role: Role | None) -> Iterator[Run]:
    """A paragraph with line breaks in it, a run a line; a headline in two lines is one headline."""
    if role in ("title", "heading"):
        text = " ".join(filter(None, map(str.strip, text.split("\n"))))
    yield from (Run(line, role) for line in text.split("\n"))


def row(cells: Sequence[Sequence[Run]]) -> Iterator[Run]:
    """A row of a table is one run, its cells told apart; cells of running text are read like the body."""
    if any(len(run.text) >= LAYOUT_CELL for cell in cells for run in cell):
        yield from (run for cell in cells for run in cell)
    else:
        texts = (" ".join(run.text.strip() for run in cell) for cell in cells)
        yield Run(CELL_GAP.join(text for text in texts if text.strip()))


def one_line(text: str) -> str:
    """Text that was broken into lines, on one: no space where a Chinese character stands by.

    So browsers set it (CSS Text 3, segment break transformation), and we go on within a figure.
    """
    return _SPACE.sub(_kept_space, _BREAK_IN_FIGURE.sub("", text.strip()))


def _kept_space(space: re.Match[str]) -> str:
    """What a run of space becomes: nothing where a line breaks at a Chinese character.

    A full-width space is a mark of its own (刘备　关羽); any other run of space is one space.
    """
    run, text = space.group(), space.string
    broken = "\n" in run and "\u3000" not in run[: run.index("\n")]
    if broken and any(map(_QUOTED_ONE.match, (text[space.start() - 1], text[space.end()]))):
        return ""
    return "\u3000" if "\u3000" in run else " "


def is_wide(char: str) -> bool:
    """Whether a character takes a full square, as Chinese ones and their punctuation do."""
    return _WIDE_ONE.match(char) is not None

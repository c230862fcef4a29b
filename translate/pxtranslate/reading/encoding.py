"""From bytes to text: which encoding it is, decided by evidence, and what looks wrong in it.

The ladder: byte order mark, strict UTF-8, then GB18030, Big5-HKSCS and UTF-16 side by side, each
scored by how ordinary its characters are. A file that is no UTF-8 though some of its lines are is
read line by line. Nothing is repaired; what a person should know is said in notes. Knows nothing of files and formats.
"""

import codecs
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from pxtranslate.errors import InputError
from pxtranslate.text import HAN

# UTF-32 before UTF-16: its little-endian mark begins with UTF-16's.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_CANDIDATES = ("utf-8", "gb18030", "big5hkscs", "utf-16-le", "utf-16-be")
_SAMPLE = 1 << 16
"""Bytes that candidates are scored on: 20,000 characters decide as well as all of them."""
_LEAST_PADDING = 8
"""NUL bytes at the end from which on they fill up a block of a disk; no text ends so."""
_LEAST_PAIRS = 5
"""One GB pair in eight is valid UTF-8, five in a row are one in thirty thousand."""
_PLENTY = 40
_CLEAR = 0.9
"""Bytes beyond ASCII and score from which on GB18030 needs no comparing: Big5 and UTF-16 read so
score below 0.6 (2,000 excerpts), and most old files are GB."""
_WORST = 0.5
"""Lowest score of a text: random bytes score below 0.2 from 50 on (400 tries of each length), lines
of news above 0.9 (871)."""
_MOST_NAMED = 20
"""Lines of another encoding, or stretches of them, that a note names; there may be thousands."""
_MOST_REPLACED = 0.02
"""Share of damaged characters above which a file is called binary and not damaged text."""
# Letters of the Chinese script and the marks that go with it, from punctuation to full width.
_HAN = re.compile(f"[{HAN}]")
_HAN_RUN = re.compile(f"[{HAN}]+")
_MARKS_OF_PROSE = re.compile("[\u00b7\u2013-\u2027\u3000-\u3017\uff01-\uff5e\u20ac]")
_LINE_END = re.compile(r"\r\n?")
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_CONTROL = re.compile("[\x01-\x08\x0e-\x1f\x7f]")
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with `\\n` line ends and without byte order marks, and how it was got."""

    text: str
    encoding: str
    notes: tuple[str, ...]


def decode(data: bytes) -> Decoded:
    """Decode bytes of unknown encoding. Raises InputError if they are no text at all."""
    notes = []
    if mixed := _mixed(data):
        return mixed
    bare = data.rstrip(b"\0")
    padding = len(data) - len(bare) if bare else 0
    if padding < _LEAST_PADDING:
        encoding = _name(data)
        text, replaced, euros = _read(data, encoding)
    else:
        encoding = _name(bare)
        text, replaced, euros = _read(
            data, encoding
        )  # the last letter of UTF-16 may end with a NUL
        text = text.rstrip("\0")
        notes.append(f"{padding} NUL bytes at the end left out")
    if lost := text.count("\ufffd") - replaced:
        notes.append(f"{lost} \ufffd in the file: characters that an earlier program lost")
    if replaced > max(1, _MOST_REPLACED * len(text)) or _is_binary(text):
        raise InputError("is not text in any encoding we know (UTF-8, UTF-16, GB18030, Big5)")
    if replaced:
        notes.append(f"{replaced} damaged character{'s' * (replaced > 1)} shown as \ufffd")
    text, more = clean(text)
    return Decoded(text, "cp936" if euros else encoding, (*notes, *more))


def _mixed(data: bytes) -> Decoded | None:
    """Text in UTF-8 with lines in GB18030, or the other way round; None if it is not surely both.

    A line that fits neither, or both, is read as most lines are, and named in a note.
    """
    mark, marked = byte_order_mark(data)
    body = data.removeprefix(codecs.BOM_UTF8)
    if (mark and marked != "utf-8") or b"\0" in data or _fits(body, "utf-8"):
        return None
    lines = body.split(b"\n")
    kinds = [_kind(line) for line in lines]
    sizes = {
        kind: sum(len(line) for line, one in zip(lines, kinds, strict=True) if one == kind)
        for kind in ("utf-8", "gb18030", "")
    }
    if not sizes["utf-8"] or not sizes["gb18030"] or 2 * sizes[""] > sum(sizes.values()):
        return None
    most, other = sorted(("utf-8", "gb18030"), key=lambda kind: -sizes[kind])
    text = "\n".join(
        line.decode(kind or most, "replace") for line, kind in zip(lines, kinds, strict=True)
    )
    text, more = clean(text)
    notes = [f"two encodings in one file: read as {other}, not {most}: {_named(kinds, other)}"]
    if "" in kinds:
        notes.append(f"may be wrong, as they fit neither encoding alone: {_named(kinds, '')}")
    return Decoded(text, most, (*notes, *more))


def _fits(line: bytes, encoding: str) -> bool:
    try:
        line.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _kind(line: bytes) -> str | None:
    """The encoding of a line of Chinese, None if it is plain ASCII, "" if it may be either or none."""
    if line.isascii():
        return None
    fit = {name: _fits(line, name) for name in ("utf-8", "gb18030")}
    good = {name: score(line.decode(name), 0) if fits else -1.0 for name, fits in fit.items()}
    best, other = sorted(good, key=lambda name: -good[name])
    return best if good[best] >= _CLEAR and good[other] < _CLEAR else ""


def _named(kinds: list[str | None], kind: str) -> str:
    """The numbers of the lines of a kind; lines of plain ASCII between them count among them."""
    spans: list[list[int]] = []
    last: str | None = None
    for number, one in enumerate(kinds, 1):
        if one == kind:
            if last == kind:
                spans[-1][1] = number
            else:
                spans.append([number, number])
        last = last if one is None else one
    shown = [f"{a}" if a == b else f"{a}–{b}" for a, b in spans[:_MOST_NAMED]]
    more = f" and {len(spans) - _MOST_NAMED} more" if len(spans) > _MOST_NAMED else ""
    return f"line{'s' * (len(spans) > 1 or '–' in shown[0])} {', '.join(shown)}{more}"


def clean(text: str) -> tuple[str, tuple[str, ...]]:
    """Make line ends `\\n`, drop byte order marks, and note what else a person should know.

    NUL and lone surrogates, which no output format can carry, become U+FFFD, one for one.
    """
    if text.replace("\n", "").replace("\u3000", "").isprintable():  # nearly all text is
        return text, ()
    text = _LINE_END.sub("\n", text.replace("\ufeff", ""))
    notes = []
    for what, pattern in (("NUL byte", re.compile("\0")), ("lone surrogate", _SURROGATE)):
        text, count = pattern.subn("\ufffd", text)
        if count:
            notes.append(f"{count} {what}{'s' * (count > 1)} shown as \ufffd")
    for what, pattern in (
        ("bidirectional control character", _BIDI),
        ("control character", _CONTROL),
    ):
        count = len(pattern.findall(text))
        if count:
            notes.append(f"{count} {what}{'s' * (count > 1)} in the text")
    return text, tuple(notes)


def byte_order_mark(data: bytes) -> tuple[bytes, str]:
    """The mark a file begins with and the encoding it stands for; two times nothing without one."""
    return next(((mark, name) for mark, name in _MARKS if data.startswith(mark)), (b"", ""))


def han(text: str) -> int:
    """How many characters are Chinese."""
    return len(text) - len(_HAN_RUN.sub("", text))


def _name(data: bytes) -> str:
    """The encoding of `data` by mark, else by evidence."""
    _, marked = byte_order_mark(data)
    if marked:
        return marked
    if _is_utf8(data):
        return "utf-8"
    sample = data[:_SAMPLE]
    beyond_ascii = len(sample.translate(None, bytes(range(0x80))))
    if beyond_ascii >= _PLENTY and score(*_read(sample, "gb18030")[:2]) >= _CLEAR:
        return "gb18030"
    scores = {name: score(*_read(sample, name)[:2]) for name in _CANDIDATES}
    best = max(scores, key=lambda name: scores[name])
    if scores[best] < _WORST:
        raise InputError("is not text in any encoding we know (UTF-8, UTF-16, GB18030, Big5)")
    return best


def _is_utf8(data: bytes) -> bool:
    """Strictly valid, and not only by chance.

    GB18030 pairs such as 一些 (D2 BB D0 A9) are valid two-byte UTF-8; three bytes in a row that fit
    are not chance, nor are several pairs. Many NULs mean UTF-16 of mostly Latin text.
    """
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    if text.count("\0") > len(text) // 100:
        return False
    wide = text.isascii() or max(text) >= "\u0800"
    return wide or sum(not char.isascii() for char in text[:1000]) >= _LEAST_PAIRS


def _read(data: bytes, encoding: str) -> tuple[str, int, int]:
    """Decode, with U+FFFD for what does not fit; how many places did not, and how many were euros.

    A lone 0x80 in GB text is the euro sign of Windows code page 936. A last character cut off by
    a truncated file is one damaged place.
    """
    replaced = euros = 0

    def replace(error: UnicodeError) -> tuple[str, int]:
        nonlocal replaced, euros
        if not isinstance(error, UnicodeDecodeError):  # encoding or translating: not our business
            raise error
        if encoding == "gb18030" and error.object[error.start] == 0x80:
            euros += 1
            return "€", error.start + 1
        replaced += 1
        return "\ufffd", error.end

    handler: Callable[[UnicodeError], tuple[str, int]] = replace
    codecs.register_error("pxtranslate-note", handler)
    return data.decode(encoding, "pxtranslate-note").removeprefix("\ufeff"), replaced, euros


def score(text: str, replaced: int) -> float:
    """How ordinary the characters beyond ASCII are: 1 is plain Chinese, 0 or less is noise.

    A common character counts 1, a rarer Chinese one a quarter, any other takes a half away, a
    damaged place two; ASCII counts nothing either way unless there is nothing else.
    """
    times_of = Counter(text)
    rare = set(times_of) - _common()
    counted = good = float(len(text) - sum(times_of[char] for char in rare))
    for char in rare:
        times = times_of[char]
        if char.isascii():
            if char.isprintable() or char in "\t\n\r\f":
                continue
            good -= times
        elif _HAN.match(char):
            good += 0.25 * times
        elif char != "\ufffd":
            good -= 0.5 * times
        counted += times
    if not counted:
        return 1.0 if text else 0.0
    return (good - 2 * replaced) / counted


@cache
def _common() -> frozenset[str]:
    """The everyday characters of both scripts, and the punctuation that goes with them.

    GB 2312 level 1 and Big5 level 1 come from Python's own codecs: 6,600 characters.
    """
    gb = bytes(b for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF) for b in (row, cell))
    trails = (*range(0x40, 0x7F), *range(0xA1, 0xFF))
    big5 = bytes(b for row in range(0xA4, 0xC7) for cell in trails for b in (row, cell))
    known = gb.decode("gb2312", "ignore") + big5.decode("big5", "ignore")
    return frozenset(known) | frozenset(filter(_MARKS_OF_PROSE.match, map(chr, range(0x10000))))


def _is_binary(text: str) -> bool:
    """More than one in fifty characters is a control character."""
    controls = len(_CONTROL.findall(text)) + text.count("\0")
    return controls > max(3, len(text) // 50)

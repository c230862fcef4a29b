"""Rich Text (.rtf): its paragraphs, by striprtf; footnotes, headers and pictures are left out.

striprtf knows no character formatting, so the file is first written such that it need not: tracked
changes accepted, hidden and struck-out text left out, raised figures as such, text boxes below their paragraph, cells and the paragraphs in them told apart.
Control words are those of the RTF specification 1.9.1.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from striprtf.striprtf import (
    destinations,
    remove_pict_groups,
    rtf_to_text,
    sectionchars,
    specialchars,
)

from pxtranslate.errors import InputError
from pxtranslate.reading.base import Limits, Parsed, Run, compose, row
from pxtranslate.reading.encoding import clean
from pxtranslate.reading.formats import raised, struck

_UNREAD = (
    (re.compile(rb"\\footnote(?![a-z])"), "footnotes"),
    (re.compile(rb"\\header[lrf]?(?![a-z])"), "headers"),
    (re.compile(rb"\\footer[lrf]?(?![a-z])"), "footers"),
    (re.compile(rb"\\annotation(?![a-z])"), "comments"),
)
_TOKEN = re.compile(
    r"\\(?P<word>[a-z]{1,32})(?P<number>-?\d{1,10})?[ ]?|(?P<byte>\\'[0-9a-f]{2})|(?P<sign>\\[^a-z])"
    r"|(?P<brace>[{}])|(?P<plain>[^\\{}]+)",
    re.IGNORECASE | re.DOTALL,
)
_DELETED = ("deleted", "mvf")
"""Tracked deletions, and the place that a tracked move left."""
_SHAPES = ("shp", "shpinst", "shpgrp", "do")
_BOXES = ("shptxt", "dptxbxtext")
_CHARACTERS = {*specialchars, "u"} - {"cell", "nestcell", "row"}
"""Control words that stand for text; a cell ends whatever is in it."""
_CELL_ENDS, _LINE_ENDS = ("cell", "nestcell"), ("par", "line")
_CELL, _LINE = "\x1f", "\x1e"
"""What stands for these in a table; no text holds the characters themselves."""


def parse(data: bytes, limits: Limits) -> Parsed:
    """Read the text; what each paragraph is, `split` finds."""
    if not data.lstrip().startswith(b"{\\rtf"):
        raise InputError("is no RTF file; if another program opens it, save it from there as .docx")
    # RTF is ASCII: characters beyond it are escaped, in the code page that the file names.
    whole: str = remove_pict_groups(data.decode("latin-1"))  # type: ignore[no-untyped-call]
    source, hides, pieces = _shown(whole)
    plain: str = rtf_to_text(source, errors="replace")  # type: ignore[no-untyped-call]
    text, notes = clean("\n".join(_lines(plain.replace("\x00", ""))))
    left = [what for mark, what in _UNREAD if mark.search(data)]
    left += ["hidden text"] if hides else []
    lost = (f"{', '.join(left)} left out",) if left else ()
    return compose(
        (Run(line.replace("\u2011", "-")) for line in text.split("\n")),
        "rtf",
        (*notes, *lost, *struck.note(pieces)),
    )


def _lines(plain: str) -> Iterator[str]:
    """The lines of a text, of each row of a table what it is read as."""
    for line in plain.split("\n"):
        if _CELL in line:
            cells = [filter(str.strip, cell.split(_LINE)) for cell in line.split(_CELL)]
            yield from (run.text for run in row([list(map(Run, cell)) for cell in cells]))
        else:
            yield from line.split(_LINE)


@dataclass(frozen=True, slots=True)
class _Look:
    """How the text of a group is shown."""

    deleted: bool = False
    hidden: bool = False
    struck: bool = False
    raised: bool = False
    unread: bool = False
    """No text of the body, as a font's name or a footnote."""
    box: bool = False
    """The group itself is a text box."""
    table: bool = False
    fallback: int = 1
    """Characters after each `\\u` for programs that do not know it."""


def _shown(source: str) -> tuple[str, bool, int]:
    """The file with all its text shown alike, whether it hides some, how many pieces it strikes out."""
    kept: list[list[str]] = [[]]  # of the body, and of the text boxes that we are in
    boxes: list[str] = []  # of this paragraph
    groups: list[_Look] = []
    look = _Look()
    skipped = 0  # what is left of a fallback
    starred = hides = was_struck = False
    pieces = 0
    for token in _TOKEN.finditer(source):
        text, word = token[0], (token["word"] or "").lower()
        if token["brace"] == "{":
            groups.append(look)
            look = replace(look, box=False)
        elif token["brace"]:
            if look.box:
                boxes.append("".join(kept.pop()))
            look = groups.pop() if groups else _Look()
            if not groups:
                kept[-1] += map(_below, boxes)
                boxes.clear()
        elif word:
            before, look = look, _after(word, token["number"], look, starred)
            if look.box and not before.box:
                kept.append([])
                continue
        is_text = token["plain"] or token["byte"] or word in _CHARACTERS
        gone = look.deleted or look.hidden
        # What ends a paragraph ends it, struck or not.
        strikes = look.struck and not gone and word not in sectionchars
        if is_text and not look.unread and text.strip():
            pieces += strikes and not was_struck
            was_struck = strikes
        if is_text and not look.unread and (gone or strikes):
            hides |= look.hidden and not look.deleted and bool(text.strip())
        elif token["plain"] and look.raised and not look.unread:
            kept[-1] += [text[:skipped], _raised(text[skipped:])]
        elif word in _CELL_ENDS and not look.unread:
            kept[-1].append(_written(_CELL))
        elif word in _LINE_ENDS and look.table and not look.unread:
            kept[-1].append(_written(_LINE))
        else:
            kept[-1].append(text)
            if word == "par" and not look.unread and len(kept) == 1:
                kept[-1] += map(_below, boxes)
                boxes.clear()
        if word == "u":
            skipped = look.fallback
        else:
            passed = len(text) if token["plain"] else 1 if token["byte"] else skipped
            skipped = max(0, skipped - passed)
        starred = token["sign"] == r"\*"
    return "".join(text for part in kept for text in part), hides, pieces


def _after(word: str, number: str | None, look: _Look, starred: bool) -> _Look:
    """How text is shown after a control word."""
    on = number != "0"
    if word in _BOXES and not look.unread:
        return replace(look, box=True)
    if word not in _SHAPES and (starred or word in destinations):
        return replace(look, unread=True)
    if word in _DELETED:
        return replace(look, deleted=on)
    if word == "v":
        return replace(look, hidden=on)
    if word in ("strike", "striked"):
        return replace(look, struck=on)
    if word in ("super", "sub", "nosupersub"):
        return replace(look, raised=on and word == "super")
    if word == "plain":
        return replace(look, deleted=False, hidden=False, struck=False, raised=False)
    if word in ("pard", "intbl"):
        return replace(look, table=word == "intbl")
    if word == "uc":
        return replace(look, fallback=int(number or 1))
    return look


def _below(box: str) -> str:
    return rf"{{\par\pard\plain {box}\par}}"


def _raised(text: str) -> str:
    """Raised text, a figure in raised characters."""
    bare = text.strip()
    if not (bare.isascii() and bare.isdigit()):
        return text
    return _written(raised.exponent(bare))


def _written(text: str) -> str:
    """Characters in a group of their own, which keeps the count of fallbacks as it was."""
    return r"{\uc1 " + "".join(rf"\u{ord(sign)}?" for sign in text) + "}"

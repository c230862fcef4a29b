"""What bilingual files have in common: slots, each a source and the place of its target.

A file is filled by putting bytes into it; all that is not put there stays as it was, whatever it
means to the tool that wrote it. Knows no format.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, Self

from pxtranslate.errors import InputError
from pxtranslate.phrases import counted
from pxtranslate.reading.base import Parsed, Run, compose

_LANGUAGES = {"zho": "zh", "chi": "zh", "cmn": "zh", "chinese": "zh", "eng": "en", "english": "en"}
"""ISO 639-2 and -3 codes, and names, for what BCP 47 writes in two letters."""


@dataclass(frozen=True, slots=True)
class Edit:
    """Bytes to be put in the place of `[start, end)` of a file."""

    start: int
    end: int
    new: bytes


@dataclass(frozen=True, slots=True)
class Code:
    """An inline element of a source: a stretch `[start, end)` of its text, or a point in it."""

    start: int
    end: int
    opening: bytes
    closing: bytes = b""
    """Empty for what is a point: a line break, a picture, half of a pair."""
    needed: bool = True
    """Whether tools miss it where a target has none; not so of remarks and of terms marked."""
    inner: tuple[Self, ...] = ()


@dataclass(frozen=True, slots=True)
class Notes:
    """Where notes on a target go."""

    at: int
    kind: Literal["xliff1", "xliff2", "tmx", "cell"]
    prefix: str = ""
    """Of the namespace, with its colon; of a cell, what parts it from those before."""
    wrap: bool = False
    """Whether there is no list of notes there yet, and one is wanted."""
    also: tuple[Edit, ...] = ()
    """What the file must say once it has any note."""
    gap: bytes = b""
    """The line end and indent of what stands there."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A source, and where its target stands or would stand in the file."""

    source: str
    target: str
    """Empty: to be filled."""
    start: int
    end: int
    """What the target takes the place of."""
    before: bytes = b""
    after: bytes = b""
    """Tags to write round it, where they are not there yet."""
    codes: tuple[Code, ...] = ()
    there: tuple[Code, ...] = ()
    """The inline elements of the target, by offset into it."""
    state: Edit | None = None
    """The start tag that tells the state of the target, written as it was."""
    also: tuple[Edit, ...] = ()
    """What the file must say once any of its targets is filled."""
    notes: Notes | None = None
    article: int | None = None
    shared: bool = False
    """Whether `before` and `after` hold what other slots of the same target need."""
    locked: bool = False
    """Whether somebody wants it left as it is."""


@dataclass(frozen=True, slots=True)
class Bilingual:
    """A bilingual file as UTF-8, in which the offsets of slots are counted, and its slots."""

    data: bytes
    encoding: str
    mark: bytes = b""
    """Byte order mark of the original."""
    slots: tuple[Slot, ...] = ()
    left: int = 0
    """How many sources are no slots, being locked without English, or not to be translated."""
    delimiter: str = ""
    """Between the cells of a table; empty: the file is XML."""
    quoted: bool = False
    """Whether cells of the table that hold a quotation mark are quoted."""

    def written(self, edits: Iterable[Edit]) -> bytes:
        """The file in its own encoding with these edits, those at one place in their order."""
        parts, at = [], 0
        for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
            parts += [self.data[at : edit.start], edit.new]
            at = edit.end
        text = b"".join([*parts, self.data[at:]]).decode()
        return self.mark + text.encode(self.encoding, "xmlcharrefreplace")


def as_utf8(data: bytes, encoding: str, mark: bytes) -> Bilingual:
    """The file in UTF-8. Raises InputError if it could not be written again as it is."""
    try:
        text = data[len(mark) :].decode(encoding)
        same = text.encode(encoding) == data[len(mark) :]
    except (UnicodeError, LookupError) as error:
        raise InputError(
            f"is not in {encoding}, as it seems ({error}); save it as UTF-8"
        ) from error
    if not same:  # some encodings have two ways to write one character
        raise InputError(f"cannot be written again in {encoding} as it is; save it as UTF-8")
    return Bilingual(text.encode(), encoding, mark)


def parsed(file: Bilingual) -> Parsed:
    """The sources as blocks, each with the target that is there."""
    open_ = [slot for slot in file.slots if not slot.locked]
    locked = file.left + len(file.slots) - len(open_)
    note = f"left alone, as locked or not to be translated: {counted(locked, 'segment')}"
    if not file.slots:
        raise InputError(
            "holds no Chinese text that is to be translated into English"
            + (f" ({note})" if locked else "")
        )
    runs = [Run(slot.source, None, slot.article, slot.target) for slot in file.slots]
    done = sum(bool(slot.target) for slot in open_)
    kept = f"{done} of {len(open_)} targets were there and are kept"
    return compose(runs, file.encoding, [f"{kept}; {note}" if locked else kept])


def language(tag: str) -> str:
    """The language of a tag as tools write them: zh-Hans-CN, zh_CN, ZHO, eng-US."""
    primary = tag.strip().replace("_", "-").partition("-")[0].lower()
    return _LANGUAGES.get(primary, primary)


def is_locked(said: str) -> bool:
    """Whether a tool's `locked` says so: `locked` (memoQ), `true` (Trados, Phrase)."""
    return said.strip().lower() not in ("", "no", "false", "0", "unlocked")


def require_from_chinese(source: str, target: str) -> None:
    """Raise InputError if a file says that it goes another way; what it does not say may be."""
    if language(source) not in ("", "zh") or language(target) not in ("", "en"):
        raise InputError(
            f"is to be translated from {source or 'a language it does not name'} into"
            f" {target or 'another'}; this program translates Chinese into English"
        )

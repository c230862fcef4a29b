"""Read: from an input to a document with blocks.

What there is to read is the business of `reading.inputs`, what a format looks like inside that of `pxtranslate.reading.formats`; what the blocks mean is that of `split`.
"""

import hashlib
import importlib
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from pxtranslate.errors import InputError
from pxtranslate.reading import formats, sandbox
from pxtranslate.reading.archive import name_of, open_zip, unpack
from pxtranslate.reading.base import Crashed, Limits, Parsed, Scanned
from pxtranslate.reading.encoding import han
from pxtranslate.reading.files import archive, load
from pxtranslate.reading.formats import ARCHIVES, FILLED, FORMATS, PICTURES, ocr
from pxtranslate.reading.inputs import Input, is_document, kinds, unreadable
from pxtranslate.reading.mojibake import suspect
from pxtranslate.records import Document

_KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa]")
_LETTER = re.compile(r"[^\W\d_]")
_MOST_NOTES = 20
_LEAST_HAN = 0.05
"""Share of letters that must be Chinese; an English story with a few names in it has less."""
_MOST_KANA = 0.1
"""Share of kana among Han and kana; Japanese news has half, Chinese news a の in a brand name."""


def read(
    item: Input,
    limits: Limits = Limits(),  # noqa: B008 - frozen
    *,
    apart: bool = False,
    chinese: bool = True,
) -> Document:
    """Read one input. Raises InputError with one line that names the file and the reason.

    Crashed, an InputError, if it made its reader crash or hang. `apart`: in the child process,
    whatever the format. `chinese`: a file without Chinese is refused.
    """
    try:
        data = _content(item, limits)
        parsed = _parse(item, data, limits, apart)
        suspicion = suspect(parsed.text)
        if chinese:
            _require_chinese(parsed.text, suspicion)
    except InputError as error:
        # What parsers and field names bring along may have line ends.
        kind = Crashed if isinstance(error, Crashed) else InputError
        raise kind(f"{item.shown}: {' '.join(str(error).split())}") from error
    return Document(
        path=item.shown,
        name=item.name,
        sha256=hashlib.sha256(data).hexdigest(),
        encoding=parsed.encoding,
        text=parsed.text,
        blocks=parsed.blocks,
        columns=parsed.columns,
        notes=_few([suspicion, *parsed.notes] if suspicion else parsed.notes),
        original=data if _is_filled(item, parsed) else b"",
    )


def _suffix(item: Input) -> str:
    """The ending that tells the format; what is shown by another name, as stdin, has its file's."""
    shown = Path(item.shown).suffix
    return (item.path.suffix if item.member is None and not shown else shown).lower()


def _is_filled(item: Input, parsed: Parsed) -> bool:
    """Whether a file is bilingual and of a kind that is written again."""
    bilingual = any(block.target is not None for block in parsed.blocks)
    return bilingual and _suffix(item) in FILLED


def digest(item: Input, limits: Limits = Limits()) -> str:  # noqa: B008 - frozen
    """SHA-256 of an input's bytes, unparsed. Raises InputError as `read` does."""
    try:
        return hashlib.sha256(_content(item, limits)).hexdigest()
    except InputError as error:
        # What parsers and field names bring along may have line ends.
        raise InputError(f"{item.shown}: {' '.join(str(error).split())}") from error


def _content(item: Input, limits: Limits) -> bytes:
    """The bytes of the file or member."""
    if is_document(item.shown):
        raise InputError(unreadable(item.shown))
    if item.member is None:
        data = load(item.path, limits)
    else:
        opened = archive(item.path, limits)
        infos = opened.infolist()[item.member : item.member + 1]
        if not infos or not item.shown.endswith(f"/{name_of(infos[0])}"):
            raise InputError("has gone from its archive since the run began; run it again")
        data = unpack(opened, infos[0])
    if not data:
        raise InputError("is empty (0 bytes)")
    return data


def _parse(item: Input, data: bytes, limits: Limits, apart: bool) -> Parsed:
    suffix = _suffix(item)
    if suffix in ARCHIVES and item.member is not None:
        raise InputError("is an archive inside an archive; unpack it by hand")
    if suffix in ARCHIVES:
        open_zip(data, limits)
        raise InputError(f"holds no file to read (looked for {kinds()})")
    if suffix not in FORMATS:
        raise InputError(unreadable(item.shown))
    evident = formats.evident(data) or suffix
    if FORMATS[evident] != FORMATS[suffix]:
        parsed = _parse_as(evident, data, limits, apart)
        return replace(
            parsed, notes=(f"read as {evident}, which it is by its content", *parsed.notes)
        )
    return _parse_as(suffix, data, limits, apart)


def _parse_as(suffix: str, data: bytes, limits: Limits, apart: bool) -> Parsed:
    form = FORMATS[suffix]
    if suffix in PICTURES:
        limits = replace(limits, seconds=limits.seconds_a_scan)
    if form.child or apart:
        try:
            return sandbox.parse(form.module, data, limits)
        except Scanned as error:
            if not ocr.installed():
                raise InputError(f"{error}; {ocr.HOW_TO_INSTALL}") from error
            limits = replace(limits, seconds=limits.seconds_a_scan * error.pages)
            try:
                return sandbox.parse("scan", data, limits)
            except Crashed:
                raise
            except InputError as scanned:
                raise InputError(f"{error}; OCR: {scanned}") from scanned
    parsed: Parsed = importlib.import_module(f"{formats.__name__}.{form.module}").parse(
        data, limits
    )
    return parsed


def _few(notes: Sequence[str]) -> tuple[str, ...]:
    """The first notes, and how many more there were: a broken feed has one for every line."""
    more = len(notes) - _MOST_NOTES
    return (*notes[:_MOST_NOTES], f"and {more} more notes like these") if more > 0 else (*notes,)


def _require_chinese(text: str, suspicion: str | None) -> None:
    """Raise InputError if there is no Chinese to translate."""
    if not text.strip():
        raise InputError("holds no text but space")
    chinese = han(text)
    kana = _KANA.subn("", text)[1]
    if kana > _MOST_KANA * (chinese + kana):
        raise InputError("holds no Chinese text: it looks Japanese")
    if chinese and chinese >= _LEAST_HAN * len(text):  # letters are no more than characters
        return
    letters = _LETTER.subn("", text)[1]
    if not chinese or chinese < _LEAST_HAN * letters:
        reason = suspicion or f"{chinese} of its {letters} letters are Chinese"
        raise InputError(f"holds no Chinese text: {reason}")

"""Zip archives, and the zip files that DOCX and EPUB are: never extracted, never trusted.

`zipfile` reads at most the size that an entry claims and checks it against the sum of its bytes, so
what all entries claim together bounds what can come out. Knows nothing of what members mean.
"""

import io
import lzma
import zipfile
import zlib
from dataclasses import dataclass

from pxtranslate.errors import InputError
from pxtranslate.reading.base import Limits
from pxtranslate.reading.encoding import decode

_UNPACK_ERRORS = (
    zipfile.BadZipFile,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,  # a method of packing that Python has not
    zlib.error,
    lzma.LZMAError,
)
_SMALL = 1 << 20
"""Below this many bytes a ratio says nothing: a page of one character packs 1000 to 1."""


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive; `index` tells apart members that bear the same name."""

    index: int
    name: str
    """Readable, with `/` between folders, no leading `/` and no `..`."""
    size: int


def open_zip(data: bytes, limits: Limits) -> zipfile.ZipFile:
    """Open an archive. Raises InputError if it is none, or could be a bomb."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _UNPACK_ERRORS as error:
        raise InputError(f"is damaged or no zip archive ({error})") from error
    infos = archive.infolist()
    if len(infos) > limits.members:
        raise InputError(f"holds {len(infos)} members, more than {limits.members}")
    total = sum(info.file_size for info in infos)
    if total > limits.unpacked_bytes:
        raise InputError(
            f"would unpack to {total >> 20} MiB, more than {limits.unpacked_bytes >> 20} MiB"
        )
    for info in infos:
        if info.file_size > max(_SMALL, limits.ratio * info.compress_size):
            raise InputError(f"is packed more than {limits.ratio} to 1, as only zip bombs are")
    return archive


def unpack(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """The bytes of one member. Raises InputError if it is encrypted, damaged or oddly packed."""
    if info.flag_bits & 0x1:
        raise InputError("is password-protected; unpack it by hand and give the files")
    try:
        return archive.read(info)
    except _UNPACK_ERRORS as error:
        raise InputError(f"is damaged inside its archive ({error})") from error


def members(archive: zipfile.ZipFile) -> list[Member]:
    """The files in an archive that are not hidden, sorted by name."""
    found = []
    for index, info in enumerate(archive.infolist()):
        name = name_of(info)
        hidden = any(part.startswith(".") or part == "__MACOSX" for part in name.split("/"))
        if name and not hidden and not info.is_dir():
            found.append(Member(index, name, info.file_size))
    return sorted(found, key=lambda member: (member.name, member.index))


def name_of(info: zipfile.ZipInfo) -> str:
    """A member's name, readable, with `/` between folders, no leading `/` and no `..`."""
    parts = _name(info).replace("\\", "/").split("/")
    return "/".join(part for part in parts if part not in ("", ".", ".."))


def _name(info: zipfile.ZipInfo) -> str:
    """The name as it stands. Chinese Windows packs GBK names, which `zipfile` shows as code page 437."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        return decode(info.filename.encode("cp437")).text
    except (UnicodeEncodeError, InputError):
        return info.filename


def refuse_doctype(archive: zipfile.ZipFile) -> None:
    """Raise InputError if an XML part declares a document type: Office never does, bombs must."""
    for info in archive.infolist():
        # Without NULs so that UTF-16 does not hide it.
        if info.filename.lower().endswith((".xml", ".rels")) and (
            b"<!DOCTYPE" in unpack(archive, info).replace(b"\0", b"").upper()
        ):
            raise InputError("declares XML entities, as only harmful files do")

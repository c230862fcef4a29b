"""Which folder each input's results lie in: given once and for good, and never to a second input.

An input is known by its path, or by its content where the path is new and the one that had this
content is gone: it was renamed or moved. Knows nothing of SQLite.
"""

import hashlib
import os
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pxtranslate.reading.inputs import MEMBER, Input

RESERVED = ("index.html", "summary.md", "manifest.json", "glossary.tsv", "corrections.json")
"""What lies beside the result folders."""
_PAGE = re.compile(r"index-\d+\.html")
"""And what may."""
_DIGITS = 6
"""Hexadecimal digits of the hash that tells apart what bears one name."""


@dataclass(frozen=True, slots=True)
class Folder:
    """A result folder and whose it is."""

    name: str
    owner: str
    """`Input.owner` of its input."""
    sha256: str
    """Of the input's bytes when they were last read; empty if they never were."""


def assign(
    inputs: Sequence[tuple[Input, str]], known: Iterable[Folder], left: Mapping[str, str]
) -> list[Folder]:
    """The folder of each input (given with the SHA-256 of its bytes), in the same order.

    `known`: the folders given so far, which nobody else gets. `left`: shown path of an input to the
    folder an earlier run gave it, where only that is remembered.
    """
    known = list(known)
    owned = {folder.owner: folder for folder in known}
    taken = {fold(folder.name) for folder in known} | set(map(fold, (*RESERVED, *left.values())))
    moved = _gone(known, {item.owner for item, _ in inputs})
    unclaimed = dict(left)
    given = []
    for item, sha256 in inputs:
        if item.owner in owned:
            folder = owned[item.owner]
            given.append(Folder(folder.name, item.owner, sha256 or folder.sha256))
            continue
        if item.shown in unclaimed:
            name = unclaimed.pop(item.shown)
        elif sha256 and moved.get(sha256):
            name = _nearest(moved[sha256], item.name)
        else:
            name = _free(item, taken)
        taken.add(fold(name))
        given.append(Folder(name, item.owner, sha256))
    return given


def fold(name: str) -> str:
    """A name as the least particular file system sees it: neither case nor Unicode form matter."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def _gone(known: Iterable[Folder], present: set[str]) -> dict[str, list[str]]:
    """Content to the folders whose input had it and is no longer there."""
    gone: dict[str, list[str]] = {}
    for folder in known:
        path = folder.owner.partition(MEMBER)[0]
        # Of an archive that is still there, a member may only not have been asked for.
        if folder.owner not in present and not os.path.lexists(path):
            gone.setdefault(folder.sha256, []).append(folder.name)
    return gone


def _nearest(names: list[str], stem: str) -> str:
    """Take the folder of that stem out of `names`, else the first."""
    name = next((one for one in names if fold(one) == fold(stem)), min(names))
    names.remove(name)
    return name


def _free(item: Input, taken: set[str]) -> str:
    """The file's own name, else with a hash of its path, else with a number too."""
    if fold(item.name) not in taken and not _PAGE.fullmatch(fold(item.name)):
        return item.name
    hashed = f"{item.name}-{_short_hash(item.shown, item.member)}"
    name, number = hashed, 1
    while fold(name) in taken:
        number += 1
        name = f"{hashed}-{number}"
    return name


def _short_hash(shown: str, member: int | None) -> str:
    return hashlib.sha256(f"{shown}\0{member}".encode()).hexdigest()[:_DIGITS]

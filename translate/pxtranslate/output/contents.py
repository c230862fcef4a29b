"""The files of the front page by the folder they came from: its contents, and what it can show alone."""

import os
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from pxtranslate.output.entries import Entry
from pxtranslate.text import visible

MOST_CHOICES = 24
"""Folders from which on the page offers none of them alone: their row would be longer than it helps."""


@dataclass(frozen=True, slots=True)
class Group:
    """The files of one folder."""

    name: str
    """Below the folder that all have in common; "" where all lie in one."""
    entries: list[Entry]


@dataclass(frozen=True, slots=True)
class Choice:
    """What can be shown alone: a name, and the result folders of its files."""

    name: str
    folders: frozenset[str]

    @property
    def count(self) -> int:
        """How many files."""
        return len(self.folders)


def groups(entries: Iterable[Entry]) -> list[Group]:
    """The entries by folder, in the order in which those first come."""
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        found.setdefault(str(PurePath(entry.path).parent), []).append(entry)
    try:
        common = os.path.commonpath(found) if len(found) > 1 else ""
    except ValueError:  # some paths are absolute, others not
        common = ""
    if len(found) == 1:
        return [Group("", entries) for entries in found.values()]
    return [
        Group(visible(os.path.relpath(folder, common) if common else folder), entries)
        for folder, entries in found.items()
    ]


def choices(entries: Sequence[Entry], found: Sequence[Group], new: Collection[str]) -> list[Choice]:
    """What is new, what needs a look, and each folder, where that is not all or nothing."""
    some = [
        Choice("New since the last run", _folders(one for one in entries if one.folder in new)),
        Choice("Files that need a look", _folders(one for one in entries if one.flagged)),
    ]
    if 1 < len(found) <= MOST_CHOICES:
        some += [Choice(group.name, _folders(group.entries)) for group in found]
    return [one for one in some if one.count and (one is some[0] or one.count < len(entries))]


def _folders(entries: Iterable[Entry]) -> frozenset[str]:
    return frozenset(entry.folder for entry in entries)

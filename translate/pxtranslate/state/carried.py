"""Corrections in a small file of their own, as the page without a server saves them.

    {"pxtranslate": "corrections", "version": 1, "folder": "news", "saved": 1764282000000,
     "corrections": [{"source": "…", "nth": 0, "target": "…"}, …]}

`nth` counts equal sources of the document from 0, `saved` the milliseconds since 1970. The file is carried by hand: on a stick, by mail.
"""

import json
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from textwrap import shorten
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from pxtranslate.errors import InputError
from pxtranslate.phrases import counted
from pxtranslate.regular import read_regular
from pxtranslate.state.corrections import Key, sources
from pxtranslate.state.journal import Change, Journal
from pxtranslate.state.named import named
from pxtranslate.state.place import keep_beside
from pxtranslate.state.reviewed import HUMAN, MACHINE
from pxtranslate.text import mark, one_line

BEGINNING, ENDING = "corrections", ".json"
"""Of the names under which a run looks for them in its output folder."""
_UNKNOWN: list[str | None] = [MACHINE, None]
"""What a carried correction was made upon: a text that only the machine knows."""
LARGEST = 50_000_000
"""Bytes."""
_NAMED, _SHOWN = 3, 60
"""Corrections that a message names, and characters of each."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Correction(_Strict):
    """What one sentence is to read."""

    source: str
    nth: Annotated[int, Field(ge=0, le=10**9)] = 0  # SQLite keeps no number beyond 64 bits
    target: Annotated[str, Field(min_length=1)]


class Carried(_Strict):
    """The corrections of one result folder."""

    pxtranslate: Literal["corrections"]
    version: Literal[1]
    folder: str
    saved: Annotated[int, Field(ge=0)] | None = None
    """When the page saved it; None in files of pages that did not say so."""
    corrections: list[Correction]


def read(path: Path) -> Carried:
    """Read a file of corrections. Raises InputError."""
    try:
        if path.stat().st_size > LARGEST:
            raise InputError(f"{path}: larger than {LARGEST:,} bytes; no file of corrections")
        return Carried.model_validate_json(read_regular(path))
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror})") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise InputError(
            f"{path}: no file of corrections ({where + ': ' if where else ''}{first['msg']}); "
            "save it again from edit.html"
        ) from error


def take(
    carried: Carried, out: Path, journal: Journal, person: str = ""
) -> tuple[int, list[Correction]]:
    """Put corrections into the journal of a review, in one action; how many were new.

    With them those that fit no sentence of the folder, which are not put there.
    """
    known, there = journal.reviewed(carried.folder), sources(out / carried.folder)
    changes: dict[Key, Change] = {}
    left: list[Correction] = []
    for one in carried.corrections:
        key, text = (mark(one.source), one.nth), one_line(one.target)
        said = known.get(key)
        if key not in there:
            left.append(one)
        elif text and not (said and said.origin == HUMAN and said.target == text):
            version = said.version if said else 0
            changes[key] = Change(carried.folder, key, "target", [HUMAN, text], version, _UNKNOWN)
    if changes:
        journal.make(list(changes.values()), person)
    return len(changes), left


def keep_unmatched(out: Path, folder: str, left: Sequence[Correction]) -> str:
    """Keep corrections that fit no sentence of a folder any more in a file; what to tell of them."""
    kept = Carried(pxtranslate="corrections", version=1, folder=folder, corrections=list(left))
    text = kept.model_dump_json(indent=1, exclude_none=True) + "\n"
    path = out / f"{BEGINNING}-{mark(text)}.unmatched"  # the same ones, told again, are kept once
    with named(path) as file:
        file.write(text.encode())
    shown = ", ".join(f"“{shorten(one.target, _SHOWN, placeholder='…')}”" for one in left[:_NAMED])
    return (
        f"{counted(len(left), 'correction')} {'fits' if len(left) == 1 else 'fit'} no sentence of"
        f" {folder} any more ({shown}{' …' if len(left) > _NAMED else ''}); kept as {path}"
    )


def take_files(out: Path, journal: Journal, say: Callable[[str], None]) -> None:
    """Take what lies in an output folder, the last saved last; it is renamed so that it is taken once."""
    found = []
    for path in files_in(out):
        try:
            found.append((read(path), path))
        except InputError as error:
            if not _is_of_others(path):
                say(f"{error}; it is kept as {keep_beside(path)}")
    for carried, path in sorted(found, key=_when):
        number, left = take(carried, out, journal)
        if left:
            say(f"{path.name}: {keep_unmatched(out, carried.folder, left)}")
        told = f"{counted(number, 'correction')} for {carried.folder}"
        say(f"{path.name}: {told}; kept as {keep_beside(path, 'taken')}")


def _when(one: tuple[Carried, Path]) -> tuple[int, list[str | int]]:
    """What came first: by the time that a file tells, else its own, then as people count names."""
    carried, path = one
    saved = carried.saved if carried.saved is not None else path.stat().st_mtime_ns // 1_000_000
    parts = re.split(r"(\d+)", path.stem)
    return saved, [int(part) if at % 2 else part for at, part in enumerate(parts)]


def _is_of_others(path: Path) -> bool:
    """Whether a file that only bears such a name is another program's, to be left where it is."""
    try:
        if path.stat().st_size > LARGEST:
            return True
        found = json.loads(read_regular(path))
    except (OSError, ValueError, RecursionError):  # damaged, perhaps ours
        return False
    return isinstance(found, dict) and "pxtranslate" not in found


def files_in(out: Path) -> list[Path]:
    """The files of corrections in an output folder: corrections.json, `corrections (1).json` …"""
    if not out.is_dir():
        return []
    return sorted(
        path
        for path in out.iterdir()
        if path.name.startswith(BEGINNING) and path.suffix == ENDING and path.is_file()
    )

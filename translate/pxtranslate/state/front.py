"""The front page of an output folder and its manifest, whose presence says that a run is done."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pxtranslate import __version__
from pxtranslate.config import Settings
from pxtranslate.output import whole
from pxtranslate.output.entries import Entry, counts, from_json
from pxtranslate.output.render import render_index
from pxtranslate.reading.inputs import Skipped
from pxtranslate.regular import read_regular
from pxtranslate.state.place import fresh, keep_beside, place, remove
from pxtranslate.state.rescue import MANIFEST, is_manifest, make_way, sha256
from pxtranslate.state.stage import retire, settle, stage
from pxtranslate.state.state import Hashes, Known, State

FRONT_PAGE = ""
"""The name under which the state knows the files of the output folder itself."""

Listed = Sequence[tuple[str, str]]
"""Folder and shown path of all that the front page tells of."""


@dataclass(frozen=True, slots=True)
class Run:
    """What the front page and the manifest tell."""

    entries: Sequence[Entry]
    """Of the inputs of this run."""
    earlier: Mapping[str, Entry]
    """By folder: what earlier runs left and this one was not asked about."""
    listed: Listed
    settings: Settings
    signature: str
    skipped: Sequence[Skipped] = ()


def earlier(out: Path, before: Mapping[str, Known], found: Mapping[str, Known]) -> dict[str, Entry]:
    """What earlier runs left in the folder and this one was not asked about: it is still there."""
    return {
        name: from_json(known.entry)
        for name, known in sorted(before.items())
        if name not in found and name != FRONT_PAGE and known.files and (out / name).is_dir()
    }


def retire_manifest(out: Path, state: State) -> None:
    """Take the manifest away, which says that all is done; one that is not ours is kept aside."""
    path = out / MANIFEST
    try:
        data = read_regular(path)
    except OSError:
        return
    ours = [one.get(MANIFEST) for one in state.hashes([FRONT_PAGE])[FRONT_PAGE]]
    if sha256(data) in ours or is_manifest(data):
        remove(path)
    else:
        keep_beside(path, "edited")


def stands(out: Path, page: Known | None, listed: Listed, skipped: Sequence[Skipped] = ()) -> bool:
    """Whether the front page is there, untouched, and tells of just this."""
    told = json.dumps(listed), _as_entry(skipped)
    return page is not None and (page.digest, page.entry) == told and fresh(out, page.files)


def _as_entry(skipped: Sequence[Skipped]) -> str:
    """What the state keeps of what was skipped; as ever where nothing was."""
    return json.dumps(skipped) if skipped else ""


def write(
    run: Run, before: Known | None, out: Path, state: State, say: Callable[[str], None]
) -> None:
    """Write the front page, then the manifest. `before`: the page of the last run."""
    listed = run.listed
    old = {name for name, _ in (json.loads(before.digest) if before else listed)}
    new = {name for name, _ in listed} - old
    page = render_index([*run.entries, *run.earlier.values()], new, run.skipped)
    done = [(name, path) for name, path in listed if (out / name).is_dir()]
    formats = run.settings.output.formats
    staged = stage(out, whole.writers(out, done, formats, run.signature))
    hashes = {name: sha256(data) for name, data in page.items()} | staged
    manifest = _manifest(run, state.hashes([name for name, _ in listed]), hashes)
    hashes[MANIFEST] = sha256(manifest)
    stamps = before.files if before else {}
    make_way(out, hashes, stamps, state.hashes([FRONT_PAGE])[FRONT_PAGE], say)
    state.intend({}, {FRONT_PAGE: hashes})
    placed = place(out, page) | settle(out, staged) | place(out, {MANIFEST: manifest})
    known = Known(json.dumps(listed), "done", _as_entry(run.skipped), placed)
    state.record({FRONT_PAGE: known}, {}, {FRONT_PAGE: hashes})
    retire(out, stamps, placed)


def _manifest(run: Run, hashes: Mapping[str, Sequence[Hashes]], page: Hashes) -> bytes:
    manifest = {
        "signature": run.signature,
        "version": __version__,
        "settings": run.settings.model_dump(mode="json"),
        "files": page,
        "mended": counts(entry.mended for entry in run.entries),
        "tried": counts(entry.tried for entry in run.entries),
        "inputs": [
            {
                "path": entry.path,
                "folder": entry.folder,
                "articles": len(entry.stories),
                "segments": entry.segments,
                "failed": entry.failed,
                "flagged": entry.flagged,
                "error": entry.error,
                "files": hashes[entry.folder][0] if hashes.get(entry.folder) else {},
            }
            for entry in run.entries
        ],
        "skipped": [{"path": path, "reason": reason} for path, reason in run.skipped],
    }
    return (json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()

"""A whole run: what is to be done, shard after shard, then the front page and the manifest.

What is done stays done: answers are durable when their batch ends, a file's row is written after
its output is in place, the manifest comes last. What happens to a file is the business of
`pxtranslate.pipeline`.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from pxtranslate import __version__
from pxtranslate.config import Settings
from pxtranslate.engines.base import Engine
from pxtranslate.names import glossary
from pxtranslate.names.glossary import Glossary
from pxtranslate.output import jsonl, table
from pxtranslate.output.entries import Entry, counts, from_json
from pxtranslate.output.render import render_index
from pxtranslate.pipeline import Observer, Run, expected, run_shard
from pxtranslate.reading.inputs import Input
from pxtranslate.regular import read_regular
from pxtranslate.state.folders import assign
from pxtranslate.state.foreign import refuse_foreign
from pxtranslate.state.place import FOLDER, fresh, place, remove, set_aside, sweep
from pxtranslate.state.plan import Task, contents, shards, sort
from pxtranslate.state.recall import recalled
from pxtranslate.state.rescue import MANIFEST, is_manifest, make_way, recover, sha256
from pxtranslate.state.shared import shared
from pxtranslate.state.state import Command, Hashes, Known, State
from pxtranslate.translation.interrupt import Interruptible
from pxtranslate.translation.memory import Memory

FRONT_PAGE = ""
"""The name under which the state knows the files of the output folder itself."""


@dataclass
class Outcome:
    """What a run came to."""

    entries: list[Entry] = field(default_factory=list)
    kept: int = 0
    """Inputs that were done before and are unchanged."""
    told_before: set[str] = field(default_factory=set)
    """Paths of the inputs that came to nothing in an earlier run, for the same reason."""

    @property
    def failed(self) -> bool:
        """Whether an input or a segment has no result."""
        return any(entry.error or entry.failed for entry in self.entries)


def run(
    inputs: Sequence[Input],
    out: Path,
    settings: Settings,
    engine: Engine,
    observer: Observer | None = None,
    command: Command | None = None,
    *,
    again: bool = False,
    second: Engine | None = None,
    writer: Engine | None = None,
) -> Outcome:
    """Translate inputs into result folders under `out`, and write its index and manifest.

    `second` is the stronger model of `mend.second_model`, loaded only when something needs it;
    `writer` the model of `summary.model`, where summaries are not written by `engine`.
    Unreadable inputs are reported in the outcome, the others go on. `command` is kept for a later
    `again`, which does what came to nothing, and no other. Raises PxError when the run as a whole
    cannot go on; what was finished is kept, and the same call goes on from there.
    """
    observer = observer or Observer()
    known_terms = glossary.load_if_named(settings.names.glossary)
    signature = sign(settings, engine, second, writer, known_terms)
    if not (out / FOLDER).exists():
        refuse_foreign(out, [item.name for item in inputs], front=True)
    with State(out) as state, shared(settings.memory.path) as others, ExitStack() as loaded:

        def remembering(one: Engine, what: str) -> Memory:
            patient = Interruptible(one, observer.stop)
            loading = partial(observer.say, f"loading {what}")
            return loaded.enter_context(Memory(patient, state.answers, others, loading))

        if command:
            state.remember(command)
        sweep(out)
        named = _named(contents(inputs), out, state)
        inputs = [item for item, _ in named]
        before = state.known()
        pairs = others.pairs if others and others.pairs else None
        known_pairs = recalled(state.placed(list(before)), pairs) if pairs else {}
        kept, waiting = sort(named, out, before, signature, again, known_pairs)
        _refuse_foreign(waiting, before, out, state)
        if waiting:
            _retire_manifest(out, state)
        if outdated := [task.item.name for task in waiting if task.outdated]:
            state.outdate(outdated)
        observer.total(expected(waiting))
        memory = remembering(engine, "the model")
        run_of = Run(
            out,
            settings,
            memory,
            remembering(second, "the second model") if second else None,
            remembering(writer, "the model that writes summaries") if writer else memory,
            state,
            signature,
            known_terms,
            pairs,
            observer,
        )
        found = dict(kept)
        for shard in shards(waiting, quick=engine.room is None):
            done = run_shard(shard, run_of)
            found |= done
            for known in done.values():
                observer.finished(from_json(known.entry))
        outcome = Outcome(
            _entries(inputs, found, state),
            len(kept),
            {
                item.shown
                for item in inputs
                if _told_before(before.get(item.name), found[item.name])
            },
        )
        listed = [(item.name, item.shown) for item in inputs]
        earlier = _earlier(out, before, found)
        listed += [(name, entry.path) for name, entry in earlier.items()]
        last = before.get(FRONT_PAGE)
        if waiting or not _stands(out, last, listed):
            _write_front_page(run_of, outcome, list(earlier.values()), listed, last)
    return outcome


def _told_before(before: Known | None, now: Known) -> bool:
    return before is not None and before.entry == now.entry and not now.files


def _refuse_foreign(
    waiting: Sequence[Task], before: Mapping[str, Known], out: Path, state: State
) -> None:
    """Raise ConfigError if somebody else's file or folder is where results would go."""
    hashes = state.hashes([FRONT_PAGE, *(task.item.name for task in waiting)])
    unknown = {name for name, ours in hashes.items() if not ours and name not in before}
    refuse_foreign(out, unknown - {FRONT_PAGE}, FRONT_PAGE in unknown)


def _earlier(
    out: Path, before: Mapping[str, Known], found: Mapping[str, Known]
) -> dict[str, Entry]:
    """What earlier runs left in the folder and this one was not asked about: it is still there."""
    return {
        name: from_json(known.entry)
        for name, known in sorted(before.items())
        if name not in found and name != FRONT_PAGE and known.files and (out / name).is_dir()
    }


def _named(inputs: Sequence[tuple[Input, str]], out: Path, state: State) -> list[tuple[Input, str]]:
    """The inputs, with the SHA-256 of their bytes, under the names of their folders."""
    folders = assign(inputs, state.folders(), recover(out, state))
    state.give(folders)
    return [
        (replace(item, name=folder.name), sha256)
        for (item, sha256), folder in zip(inputs, folders, strict=True)
    ]


def _entries(inputs: Sequence[Input], found: Mapping[str, Known], state: State) -> list[Entry]:
    """What the front page tells of each input, under the path that it has now."""
    try:
        entries = [from_json(found[item.name].entry) for item in inputs]
    except (ValueError, TypeError, LookupError, AttributeError) as error:
        raise state.damaged(error) from error
    return [replace(one, path=item.shown) for one, item in zip(entries, inputs, strict=True)]


def _retire_manifest(out: Path, state: State) -> None:
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
        set_aside(path, "edited")


Listed = Sequence[tuple[str, str]]
"""Folder and shown path of all that the front page tells of."""


def _stands(out: Path, page: Known | None, listed: Listed) -> bool:
    """Whether the front page is there, untouched, and tells of just these results."""
    return page is not None and page.digest == json.dumps(listed) and fresh(out, page.files)


def sign(
    settings: Settings,
    engine: Engine,
    second: Engine | None = None,
    writer: Engine | None = None,
    known_terms: Glossary = Glossary(),  # noqa: B008 - frozen
) -> str:
    """What made an output, in a line: version, engines, a hash of the settings that matter.

    The terms of the user's glossary are among them, wherever its file lies.
    """
    mattering = settings.model_dump_json(exclude={"model", "profile", "memory", "names"})
    told = "\n".join(f"{entry.zh}\t{entry.en}" for entry in known_terms.entries)
    hashed = hashlib.sha256(f"{mattering}\n{told}".encode()).hexdigest()[:12]
    stronger = f"|2nd:{second.fingerprint}" if second else ""
    stronger += f"|sum:{writer.fingerprint}" if writer else ""
    return f"px:{__version__}|eng:{engine.fingerprint}{stronger}|cfg:{hashed}"


def _write_front_page(
    run_of: Run,
    outcome: Outcome,
    earlier: Sequence[Entry],
    listed: Listed,
    before: Known | None,
) -> None:
    """Write the front page, then the manifest, whose presence says that the run is done."""
    out, state = run_of.out, run_of.state
    old = {name for name, _ in (json.loads(before.digest) if before else listed)}
    page = render_index([*outcome.entries, *earlier], {name for name, _ in listed} - old)
    if "jsonl" in run_of.settings.output.formats:
        done = [(name, path) for name, path in listed if (out / name).is_dir()]
        page["segments.jsonl"] = jsonl.lines(table.rows(out, done))
    hashes = {name: sha256(data) for name, data in page.items()}
    manifest = _manifest(run_of, outcome, state.hashes([name for name, _ in listed]), hashes)
    files = page | {MANIFEST: manifest}
    hashes[MANIFEST] = sha256(manifest)
    stamps = before.files if before else {}
    make_way(out, files, stamps, state.hashes([FRONT_PAGE])[FRONT_PAGE], run_of.observer.say)
    state.intend({}, {FRONT_PAGE: hashes})
    placed = place(out, page) | place(out, {MANIFEST: manifest})
    known = Known(json.dumps(listed), "done", "", placed)
    state.record({FRONT_PAGE: known}, {}, {FRONT_PAGE: hashes}, [])


def _manifest(
    run_of: Run, outcome: Outcome, hashes: Mapping[str, Sequence[Hashes]], page: Hashes
) -> bytes:
    manifest = {
        "signature": run_of.signature,
        "version": __version__,
        "settings": run_of.settings.model_dump(mode="json"),
        "files": page,
        "mended": counts(entry.mended for entry in outcome.entries),
        "tried": counts(entry.tried for entry in outcome.entries),
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
            for entry in outcome.entries
        ],
    }
    return (json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()

"""How the results of a shard come to lie in the output folder, and what people changed there before.

What people changed is read back before anything is written over it; a file's row is written after
its output is in place.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pxtranslate.errors import InputError
from pxtranslate.output.entries import Entry, to_json
from pxtranslate.output.filled import NAME
from pxtranslate.output.moved import read
from pxtranslate.phrases import counted
from pxtranslate.reading.formats import MARKED_UP
from pxtranslate.records import Document
from pxtranslate.regular import read_regular
from pxtranslate.state.carried import Correction, keep_unmatched
from pxtranslate.state.corrections import READ_AS_THEY_ARE, Key, places, read_back, sources
from pxtranslate.state.journal import Journal
from pxtranslate.state.place import Stamp, place, stamp
from pxtranslate.state.plan import Task, made
from pxtranslate.state.rescue import make_way, sha256
from pxtranslate.state.reviewed import Reviewed, targets, withdrawn
from pxtranslate.state.stage import retire
from pxtranslate.state.state import Hashes, Known, State

Say = Callable[[str], None]
Edits = Mapping[Key, Reviewed]


@dataclass(frozen=True, slots=True)
class Result:
    """A document as it is to be written and remembered."""

    name: str
    sha256: str
    """Of the input's bytes."""
    entry: Entry
    files: Mapping[str, bytes]
    marks: str
    """See `corrections.marks`."""
    recalled: str
    """What a memory had for it, in short; see `recall.recalled`."""


def take_corrections(
    tasks: Sequence[Task],
    out: Path,
    state: State,
    reviewed: Mapping[str, Edits],
    say: Say,
    document: Callable[[str], Document],
    journal: Journal | None = None,
) -> bool:
    """Keep what people changed in the files that these inputs will overwrite; whether any is new.

    `document`: what an input was read as, by name.

    `reviewed`: what they did in the review, by folder; what of it no file tells yet holds where
    a file says otherwise. The rest was before that file, and the `journal` is told so.
    """
    new = False
    placed = state.placed([task.item.name for task in tasks])
    for task in tasks:
        name = task.item.name
        files = task.before.files if task.before else {}
        new |= _take_moved(task, out, state, say, document)
        found = read_back(out / name, files, placed[name], say)
        written = targets(reviewed.get(name, {}))
        texts = found.targets | written
        taken = state.correct(name, texts)
        there = taken & places(document(name)) if taken else taken
        _keep_lost(name, {key: texts[key] for key in taken - there if texts[key]}, out, say)
        files_of = [found.files.get(key, "") if key not in written else "" for key in there]
        for file, number in sorted(Counter(files_of).items()):
            say(f"{name}: {counted(number, 'correction')} taken from {file or 'the review'}")
        if journal and found.targets:
            journal.overtake(name, found.targets)
        taken |= state.withdraw(name, withdrawn(reviewed.get(name, {})) - set(found.targets))
        new |= bool(taken)
    return new


def _keep_lost(name: str, lost: Mapping[Key, str], out: Path, say: Say) -> None:
    """Keep apart what people wrote of sentences that the input no longer has, and tell it."""
    if lost:
        before = sources(out / name)
        left = [
            Correction(source=before.get(key, ""), nth=key[1], target=text)
            for key, text in sorted(lost.items())
        ]
        say(keep_unmatched(out, name, left))


def _take_moved(
    task: Task, out: Path, state: State, say: Say, document: Callable[[str], Document]
) -> bool:
    """Keep where people put inline elements of a filled file; whether any of it is new.

    What cannot be read was kept beside with the words in it.
    """
    name, suffix = task.item.name, Path(task.item.shown).suffix.lower()
    if suffix not in MARKED_UP:
        return False
    path = out / name / (NAME + suffix)
    try:
        if stamp(str(path)) == (task.before.files if task.before else {}).get(path.name):
            return False
        found = read(document(name).original, read_regular(path), path.name)
    except (OSError, InputError):
        return False
    number, new = state.moved.put(name, found)
    if number:
        say(f"{name}: inline tags of {counted(number, 'target')} taken from {path.name}")
    return new


def write(
    tasks: Sequence[Task],
    results: Sequence[Result],
    signature: str,
    out: Path,
    state: State,
    say: Say,
) -> dict[str, Known]:
    """Put every document's files in place, then note them as done; what is known of each, by name."""
    hashes = {one.name: {file: sha256(data) for file, data in one.files.items()} for one in results}
    _make_way(tasks, hashes, out, state, say)
    marks = {one.name: one.marks for one in results}
    state.intend(marks, hashes)
    files = {f"{one.name}/{file}": data for one in results for file, data in one.files.items()}
    placed: dict[str, dict[str, Stamp]] = {one.name: {} for one in results}
    for path, as_put in place(out, files).items():
        folder, _, name = path.rpartition("/")
        placed[folder][name] = as_put
    known = {
        one.name: Known(
            made(one.sha256, signature, one.recalled),
            "failed" if one.entry.failed else "done",
            to_json(one.entry),
            placed[one.name],
        )
        for one in results
    }
    state.record(known, marks, hashes)
    for task in tasks:
        if task.before and task.item.name in placed:
            retire(out / task.item.name, task.before.files, placed[task.item.name])
    return known


def _make_way(
    tasks: Sequence[Task], hashes: Mapping[str, Hashes], out: Path, state: State, say: Say
) -> None:
    """Set aside what lies where files will be put, is not ours, and was not read back."""
    placed, ours = state.placed(hashes), state.hashes(hashes)
    before = {task.item.name: task.before.files for task in tasks if task.before}
    for name, files in hashes.items():
        read = READ_AS_THEY_ARE if placed[name] else ()
        unread = {file: digest for file, digest in files.items() if file not in read}
        make_way(out / name, unread, before.get(name, {}), ours[name], say)

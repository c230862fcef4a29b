"""The straight path, from files to result folders.

    files -> read -> split -> segment -> translate -> check -> mend -> summarize -> write

`run` does a whole batch; `run_shard` does as many files as fill a few batches of the engine, which
keeps memory flat however long the folder is. What is done stays done: answers are durable when
their batch ends, a file's row is written after its output is in place, the manifest comes last.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path

from pxtranslate import __version__
from pxtranslate.ask import Progress
from pxtranslate.check import check_document
from pxtranslate.config import Settings
from pxtranslate.engines.base import Engine
from pxtranslate.errors import InputError, PxError
from pxtranslate.formats import index
from pxtranslate.interrupt import Interruptible, Stop
from pxtranslate.memory import Memory
from pxtranslate.mend import mend
from pxtranslate.names import glossary, ledger
from pxtranslate.names.glossary import Glossary
from pxtranslate.names.ledger import Ledger
from pxtranslate.names.terms import terms
from pxtranslate.read import Input, digest, read
from pxtranslate.records import Document
from pxtranslate.segment import segment
from pxtranslate.split import split
from pxtranslate.state import Known, State, fresh, stamp
from pxtranslate.summarize import summarize
from pxtranslate.translate import translate, translate_texts
from pxtranslate.write import place, render, render_index

SHARD_BYTES = 40_000
"""Input bytes of a shard, some 13,000 characters of Chinese: five batches of the default model."""

Entry = index.Entry


@dataclass(frozen=True)
class Observer:
    """Who is told how a run goes; each does nothing unless set."""

    say: Callable[[str], None] = lambda line: None
    total: Progress = lambda characters: None
    advance: Progress = lambda characters: None
    stop: Stop = field(default_factory=Stop)
    """Looked at between batches and files."""


@dataclass
class Outcome:
    """What a run came to."""

    entries: list[Entry] = field(default_factory=list)
    kept: int = 0
    """Inputs that were done before and are unchanged."""
    answers_remembered: int = 0
    answers_new: int = 0

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
) -> Outcome:
    """Translate inputs into result folders under `out`, and write its index and manifest.

    Unreadable inputs are reported in the outcome, the others go on. Raises PxError when the run as
    a whole cannot go on; what was finished is kept, and the same call goes on from there.
    """
    observer = observer or Observer()
    outcome = Outcome()
    signature = sign(settings, engine)
    patient = Interruptible(engine, observer.stop)
    loading = partial(observer.say, "loading the model")
    with State(out) as state, Memory(patient, state, loading) as memory:
        known, waiting = _sort(inputs, out, state, signature)
        outcome.kept = len(known)
        found: dict[str, Entry] = dict(known)
        observer.total(sum(item.size for item, _ in waiting) // 3)
        run_of = Run(
            out,
            settings,
            memory,
            state,
            signature,
            glossary.load_if_named(settings.names.glossary),
            observer,
        )
        for shard in shards(waiting):
            found |= run_shard(shard, run_of)
        outcome.entries = [found[item.name] for item in inputs]
        outcome.answers_remembered, outcome.answers_new = memory.hits, memory.misses
        _write_front_page(out, outcome, settings, signature)
    return outcome


@dataclass(frozen=True)
class Run:
    """What the shards of a run share."""

    out: Path
    settings: Settings
    engine: Engine
    state: State
    signature: str
    glossary: Glossary
    observer: Observer


def run_shard(shard: Sequence[tuple[Input, str]], run: Run) -> dict[str, Entry]:
    """Take some inputs (each with its digest) all the way; their entries by name."""
    settings, engine = run.settings, run.engine
    documents, entries = _read(shard, run)
    known = ledger.build(documents, ledger.from_rows(run.state.names()))
    named = cache(partial(terms, glossary=run.glossary, ledger=known))
    documents = translate(documents, engine, settings, named, run.observer.advance)
    if engine.translates:
        documents = [check_document(one, settings.checks, named) for one in documents]
        documents = mend(documents, engine, settings, named)
    english = partial(translate_texts, engine=engine, settings=settings, terms=named)
    documents = summarize(documents, settings.summary, engine, english)
    _write(documents, {item.name: made for item, made in shard}, entries, known, run)
    return entries


def _read(shard: Sequence[tuple[Input, str]], run: Run) -> tuple[list[Document], dict[str, Entry]]:
    documents: list[Document] = []
    unreadable: dict[str, Entry] = {}
    for item, _ in shard:
        run.observer.stop.check()
        try:
            document = split(read(item), run.settings.pages.keep_order)
            documents.append(segment(document, run.settings.pages.longest))
        except InputError as error:
            run.observer.say(str(error))
            unreadable[item.name] = Entry(path=item.shown, error=str(error))
    return documents, unreadable


def _write(
    documents: Sequence[Document],
    digests: Mapping[str, str],
    entries: dict[str, Entry],
    known: Ledger,
    run: Run,
) -> None:
    """Put every document's files in place, then note them, and the names, as done."""
    rows: dict[str, Known] = {}
    for document in documents:
        run.observer.stop.check()
        folder = run.out / document.name
        files = render(document, run.settings.output.formats, run.signature)
        place(folder, files)
        entry = entries[document.name] = index.entry(document)
        rows[document.name] = Known(
            digests[document.name],
            "failed" if entry.failed else "done",
            {name: stamp(folder / name) for name in files},
            index.to_json(entry),
        )
    run.state.record(rows, known.to_rows())


def sign(settings: Settings, engine: Engine) -> str:
    """What made an output, in a line: version, engine, and a hash of the settings that matter."""
    mattering = settings.model_dump_json(exclude={"model", "profile"})
    hashed = hashlib.sha256(mattering.encode()).hexdigest()[:12]
    return f"px:{__version__}|eng:{engine.fingerprint}|cfg:{hashed}"


def shards(waiting: Sequence[tuple[Input, str]]) -> Iterator[list[tuple[Input, str]]]:
    """Cut the work into runs of inputs of about SHARD_BYTES; one larger input is its own."""
    shard: list[tuple[Input, str]] = []
    size = 0
    for item, made in waiting:
        if shard and size + item.size > SHARD_BYTES:
            yield shard
            shard, size = [], 0
        shard.append((item, made))
        size += item.size
    if shard:
        yield shard


def _sort(
    inputs: Sequence[Input], out: Path, state: State, signature: str
) -> tuple[dict[str, Entry], list[tuple[Input, str]]]:
    """Tell the inputs whose output is there and unchanged from those that are to be done."""
    known: dict[str, Entry] = {}
    waiting: list[tuple[Input, str]] = []
    for item in inputs:
        made = _made_of(item, signature)
        before = state.known(item.name)
        if before and before.digest == made and fresh(out / item.name, before.files):
            known[item.name] = index.from_json(before.entry)
        else:
            waiting.append((item, made))
    return known, waiting


def _made_of(item: Input, signature: str) -> str:
    """Hash of all that decides an input's output; empty if it cannot be read, as `read` will say."""
    try:
        return hashlib.sha256(f"{digest(item)}|{signature}".encode()).hexdigest()
    except InputError:
        return ""


def _write_front_page(out: Path, outcome: Outcome, settings: Settings, signature: str) -> None:
    manifest = {
        "signature": signature,
        "version": __version__,
        "settings": settings.model_dump(mode="json"),
        "inputs": [
            {
                "path": entry.path,
                "folder": entry.folder,
                "articles": len(entry.stories),
                "segments": entry.segments,
                "failed": entry.failed,
                "flagged": entry.flagged,
                "error": entry.error,
            }
            for entry in outcome.entries
        ],
    }
    place(out, render_index(outcome.entries))
    text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    place(out, {"manifest.json": text.encode()})


__all__ = ["Observer", "Outcome", "PxError", "run", "run_shard", "shards", "sign"]

"""The straight path, from files to result folders.

    files -> read -> split -> segment -> translate -> check -> mend -> summarize -> write

`run` does a whole batch; `run_shard` does as many files as fill a few batches of the engine, which
keeps memory flat however long the folder is. What is done stays done: answers are durable when
their batch ends, a file's row is written after its output is in place, the manifest comes last.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from pxtranslate import __version__
from pxtranslate.ask import Progress
from pxtranslate.check import check_document
from pxtranslate.config import Settings
from pxtranslate.engines.base import Engine
from pxtranslate.errors import InputError, PxError
from pxtranslate.formats import index
from pxtranslate.memory import Memory
from pxtranslate.mend import mend
from pxtranslate.names.gazetteer import find_places
from pxtranslate.prepare import Terms
from pxtranslate.read import Input, digest, read
from pxtranslate.records import Document
from pxtranslate.segment import segment
from pxtranslate.split import split
from pxtranslate.state import Known, State, fresh, stamp
from pxtranslate.summarize import summarize
from pxtranslate.translate import translate, translate_texts
from pxtranslate.write import place, render, render_index

SHARD_BYTES = 120_000
"""Input bytes of a shard, some 40,000 characters of Chinese: ten batches, a minute's memory."""

Entry = index.Entry


@dataclass(frozen=True)
class Observer:
    """Who is told how a run goes; each does nothing unless set."""

    say: Callable[[str], None] = lambda line: None
    total: Progress = lambda characters: None
    advance: Progress = lambda characters: None


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
    with State(out) as state, Memory(engine, state, lambda: observer.say("loading the model")) as m:
        known, waiting = _sort(inputs, out, state, signature)
        outcome.kept = len(known)
        found: dict[str, Entry] = dict(known)
        observer.total(sum(item.size for item, _ in waiting) // 3)
        terms = load_terms(settings.names.glossary)
        for shard in shards(waiting):
            for item, done in run_shard(shard, out, state, settings, m, terms, signature, observer):
                found[item.name] = done
        outcome.entries = [found[item.name] for item in inputs]
        outcome.answers_remembered, outcome.answers_new = m.hits, m.misses
        _write_front_page(out, outcome, settings, signature)
    return outcome


def run_shard(
    shard: Sequence[tuple[Input, str]],
    out: Path,
    state: State,
    settings: Settings,
    engine: Engine,
    terms: Terms,
    signature: str,
    observer: Observer,
) -> list[tuple[Input, Entry]]:
    """Take some inputs (each with its digest) all the way; their entries, in order."""
    entries: dict[str, Entry] = {}
    documents: list[Document] = []
    for item, _ in shard:
        try:
            documents.append(_articles(item, settings))
        except InputError as error:
            observer.say(str(error))
            entries[item.name] = Entry(path=item.shown, error=str(error))
    documents = translate(documents, engine, settings, terms, observer.advance)
    documents = [_checked(document, settings, terms) for document in documents]
    documents = mend(documents, engine, settings, terms)
    english = partial(translate_texts, engine=engine, settings=settings, terms=terms)
    documents = summarize(documents, settings.summary, english)
    rows: dict[str, Known] = {}
    digests = {item.name: made for item, made in shard}
    for document in documents:
        folder = out / document.name
        files = render(document, settings.output.formats, signature)
        place(folder, files)
        entries[document.name] = index.entry(document)
        rows[document.name] = Known(
            digests[document.name],
            "failed" if entries[document.name].failed else "done",
            {name: stamp(folder / name) for name in files},
            index.to_json(entries[document.name]),
        )
    state.record(rows)
    return [(item, entries[item.name]) for item, _ in shard]


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


def _checked(document: Document, settings: Settings, terms: Terms) -> Document:
    expected = {
        segment.id: terms(segment.source)
        for article in document.articles
        for segment in article.segments
    }
    return check_document(document, settings.checks, expected)


def load_terms(glossary: str) -> Terms:
    return lambda text: tuple(dict.fromkeys((m.zh, m.en) for m in find_places(text)))[:8]


def _articles(item: Input, settings: Settings) -> Document:
    document = split(read(item), settings.pages.keep_order)
    return segment(document, settings.pages.longest)


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

"""The straight path, from files to result folders.

    files -> read -> split -> segment -> translate -> check -> mend -> summarize -> write

A digest drafts the summaries before it translates, and translates only what they tell.
`run` does a whole batch; `run_shard` does as many files as fill a few batches of the engine, which
keeps memory flat however long the folder is. What is done stays done: answers are durable when
their batch ends, a file's row is written after its output is in place, the manifest comes last.
"""

import hashlib
import json
import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, partial
from pathlib import Path

from pxtranslate import __version__
from pxtranslate.answers import shared
from pxtranslate.check import Terms, check_document
from pxtranslate.config import Settings
from pxtranslate.corrections import correct, marks, read_back
from pxtranslate.engines.base import Engine
from pxtranslate.errors import InputError, PxError
from pxtranslate.formats import index
from pxtranslate.interrupt import Interruptible, Stop
from pxtranslate.leave_out import asked, leave_out
from pxtranslate.memory import Memory
from pxtranslate.mend import mend
from pxtranslate.names import glossary, ledger
from pxtranslate.names.glossary import Glossary
from pxtranslate.names.ledger import Row
from pxtranslate.names.terms import terms
from pxtranslate.plan import Task, made, shards, sort
from pxtranslate.read import Crashed, Input, read
from pxtranslate.records import Document
from pxtranslate.segment import segment
from pxtranslate.split import split
from pxtranslate.state import Command, Known, State, Status
from pxtranslate.summarize import draft, tell
from pxtranslate.translate import Progress, translate, translate_texts
from pxtranslate.write import Stamp, fresh, place, remove, render, render_index, sweep

_log = logging.getLogger(__name__)

Entry = index.Entry

MANIFEST = "manifest.json"
FRONT_PAGE = ""
"""The name under which the state knows the files of the output folder itself."""


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
    patient = Interruptible(engine, observer.stop)
    loading = partial(observer.say, "loading the model")
    with State(out) as state, shared(settings.memory.path) as others:
        if command:
            state.remember(command)
        before = state.known()
        kept, waiting = sort(inputs, out, before, signature, again)
        for name in state.begun():
            sweep(out / name)
        if waiting:
            remove(out / MANIFEST)
        if outdated := [task.item.name for task in waiting if task.outdated]:
            state.outdate(outdated)
        observer.total(_expected(waiting))
        with Memory(patient, state.answers, others, loading) as memory:
            loading = partial(observer.say, "loading the second model")
            stronger = second and Memory(
                Interruptible(second, observer.stop), state.answers, others, loading
            )
            loading = partial(observer.say, "loading the model that writes summaries")
            writing = writer and Memory(
                Interruptible(writer, observer.stop), state.answers, others, loading
            )
            run_of = Run(
                out,
                settings,
                memory,
                stronger,
                writing or memory,
                state,
                signature,
                known_terms,
                observer,
            )
            found = kept | {
                name: known
                for shard in shards(waiting)
                for name, known in run_shard(shard, run_of).items()
            }
        entries = [index.from_json(found[item.name].entry) for item in inputs]
        outcome = Outcome(entries, len(kept), memory.hits, memory.misses)
        if waiting or not _stands(out, before.get(FRONT_PAGE), inputs):
            files = _write_front_page(out, outcome, settings, signature)
            listed = json.dumps([item.name for item in inputs])
            state.record({FRONT_PAGE: Known(listed, "done", "", files)}, {}, [])
    return outcome


def _stands(out: Path, page: Known | None, inputs: Sequence[Input]) -> bool:
    """Whether the front page is there, untouched, and tells of just these inputs."""
    listed = json.dumps([item.name for item in inputs])
    return page is not None and page.digest == listed and fresh(out, page.files)


@dataclass(frozen=True)
class Run:
    """What the shards of a run share."""

    out: Path
    settings: Settings
    engine: Engine
    second: Engine | None
    writer: Engine
    state: State
    signature: str
    glossary: Glossary
    observer: Observer


def run_shard(shard: Sequence[Task], run: Run) -> dict[str, Known]:
    """Take some inputs all the way; what became of each, by name."""
    settings, engine = run.settings, run.engine
    _keep_corrections(shard, run)
    documents, lost = _read(shard, run)
    run.observer.total(_characters(documents) - _expected(shard))
    number = shard[0].shard or run.state.next_shard()
    documents = [correct(one, run.state.corrections(one.name)) for one in documents]
    named, names = _names(documents, number, run)
    wanted = asked(settings)
    if wanted != "all":
        documents = draft(documents, settings.summary, run.writer)
        documents = leave_out(documents, wanted)
    documents = translate(documents, engine, settings, named, run.observer.advance)
    if engine.translates:
        documents = [check_document(one, settings.checks, named) for one in documents]
        documents = mend(documents, engine, settings, named, run.second)
    english = partial(translate_texts, engine=engine, settings=settings, terms=named)
    if wanted == "all":
        documents = draft(documents, settings.summary, run.writer)
    bilingual = wanted != "headlines" and settings.summary.language != "zh"
    documents = tell(documents, english if wanted != "nothing" else None, sentences=bilingual)
    if _keep_corrections(shard, run):  # somebody edited one of the files meanwhile
        return run_shard(shard, run)
    return _write(documents, lost, names, number, run)


def _keep_corrections(shard: Sequence[Task], run: Run) -> bool:
    """Keep what people changed in the files that this shard will overwrite; whether any is new."""
    new = False
    for task in shard:
        name = task.item.name
        files = task.before.files if task.before else {}
        placed = run.state.placed(name)
        found = read_back(run.out / name, files, placed, run.observer.say)
        new |= run.state.correct(name, found)
    return new


def _expected(tasks: Sequence[Task]) -> int:
    """About how many characters some inputs hold, by their size; corrected as each is read."""
    return sum(task.size // 3 for task in tasks)


def _characters(documents: Sequence[Document]) -> int:
    return sum(
        len(part.source)
        for document in documents
        for article in document.articles
        for part in article.segments
    )


def _read(shard: Sequence[Task], run: Run) -> tuple[list[Document], dict[str, Known]]:
    """The documents of a shard; and what is to be told of the inputs that give none."""
    documents: list[Document] = []
    lost: dict[str, Known] = {}
    died = run.state.begin({task.item.name: task.digest for task in shard})
    for task in shard:
        run.observer.stop.check()
        status: Status = "unreadable"
        try:
            document = split(
                _patiently(task.item, task.item.name in died), run.settings.pages.keep_order
            )
            documents.append(segment(document, run.settings.pages.longest))
            continue
        except Crashed as error:
            status, reason = "quarantined", str(error)
        except InputError as error:
            reason = str(error)
        except MemoryError:
            status, reason = "quarantined", f"{task.item.shown}: needs more memory than there is"
        except Exception as error:  # our bug, but it costs one document, not the run
            _log.debug("%s", task.item.shown, exc_info=True)
            kind = type(error).__name__
            status = "quarantined"
            reason = f"{task.item.shown}: made pxtranslate fail ({kind}); please report it"
        if status == "quarantined":
            reason += f"; set aside (sha256 {task.sha256[:12]}…) until `pxtranslate retry`"
        run.observer.say(reason)
        entry = Entry(path=task.item.shown, error=reason)
        lost[task.item.name] = Known(task.digest, status, index.to_json(entry))
    return documents, lost


def _patiently(item: Input, died: bool) -> Document:
    """Read an input; a reader that crashes or hangs has a second try, the machine may be to blame.

    In a child process if an earlier run `died` while it was read: then it costs this file only.
    """
    try:
        return read(item, apart=died)
    except Crashed:
        return read(item, apart=died)


def _names(documents: Iterable[Document], number: int, run: Run) -> tuple[Terms, list[Row]]:
    """What names a text's terms, and the rows of the ledger that are new with these documents.

    The ledger is that of the shards before this one: a run that was stopped, or one that mends a
    damaged file, sees the names that were seen the first time.
    """
    if not run.engine.translates:
        return lambda text: (), []
    before = run.state.names(until=number)
    known = ledger.build(documents, ledger.from_rows(before))
    old = {row[0]: row for row in before}
    new = [row for row in known.to_rows() if _matter(row) != _matter(old.get(row[0]))]
    return cache(partial(terms, glossary=run.glossary, ledger=known)), new


def _matter(row: Row | None) -> tuple[object, ...] | None:
    """A ledger row but for how often its name was seen."""
    return row and (*row[:5], *row[6:])


def _write(
    documents: Sequence[Document],
    lost: dict[str, Known],
    names: Sequence[Row],
    number: int,
    run: Run,
) -> dict[str, Known]:
    """Put every document's files in place, then note them, and the names, as done."""
    files: dict[str, bytes] = {}
    results = dict(lost)
    for document in documents:
        run.observer.stop.check()
        language = run.settings.summary.language
        rendered = render(document, run.settings.output.formats, run.signature, language)
        files |= {f"{document.name}/{name}": data for name, data in rendered.items()}
        entry = index.entry(document, language)
        results[document.name] = Known(
            made(document.sha256, run.signature),
            "failed" if entry.failed else "done",
            index.to_json(entry),
            shard=number,
        )
    marked = {document.name: marks(document) for document in documents}
    run.state.intend(marked)
    for path, stamp in place(run.out, files).items():
        folder, _, name = path.rpartition("/")
        known = results[folder]
        results[folder] = replace(known, files={**known.files, name: stamp})
    run.state.record(results, marked, names)
    return results


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
    out: Path, outcome: Outcome, settings: Settings, signature: str
) -> dict[str, Stamp]:
    """Write the front page, then the manifest, whose presence says that the run is done."""
    manifest = {
        "signature": signature,
        "version": __version__,
        "settings": settings.model_dump(mode="json"),
        "mended": index.counts(entry.mended for entry in outcome.entries),
        "tried": index.counts(entry.tried for entry in outcome.entries),
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
    text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    files = place(out, render_index(outcome.entries))
    return files | place(out, {MANIFEST: text.encode()})


__all__ = ["Observer", "Outcome", "PxError", "run", "run_shard", "sign"]

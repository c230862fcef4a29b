"""The straight path, from files to result folders.

    files -> read -> split -> segment -> translate -> check -> mend -> summarize -> write

A digest drafts the summaries before it translates, and translates only what they tell.
`run_shard` does as many files as fill a few batches of the engine, which keeps memory flat however
long the folder is; `pxtranslate.run` does one after the other. A file's row is written after its
output is in place.
"""

import logging
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, partial
from pathlib import Path

from pxtranslate.articles.segment import segment
from pxtranslate.articles.split import split
from pxtranslate.budget import A_DOCUMENT, Overdue, budget
from pxtranslate.checks.run import check_document
from pxtranslate.config import Settings
from pxtranslate.engines.base import Engine
from pxtranslate.errors import InputError
from pxtranslate.mending.mend import mend
from pxtranslate.names import ledger
from pxtranslate.names.glossary import Glossary
from pxtranslate.names.ledger import Row
from pxtranslate.names.terms import terms
from pxtranslate.output.entries import Entry, entry_of, to_json
from pxtranslate.output.render import render
from pxtranslate.reading.base import Crashed
from pxtranslate.reading.inputs import Input
from pxtranslate.reading.read import read
from pxtranslate.records import Document, Terms
from pxtranslate.state.corrections import READ_BACK, correct, marks, read_back
from pxtranslate.state.crash import report
from pxtranslate.state.pairs import Pairs
from pxtranslate.state.place import FOLDER, Stamp, place
from pxtranslate.state.plan import Task, made
from pxtranslate.state.recall import recall, recalled
from pxtranslate.state.rescue import make_way, sha256
from pxtranslate.state.state import Known, State, Status
from pxtranslate.summaries.leave_out import asked, leave_out
from pxtranslate.summaries.stage import draft, tell
from pxtranslate.text import counted
from pxtranslate.translation.interrupt import Stop
from pxtranslate.translation.translate import Progress, translate, translate_texts

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Observer:
    """Who is told how a run goes; each does nothing unless set."""

    say: Callable[[str], None] = lambda line: None
    total: Progress = lambda characters: None
    advance: Progress = lambda characters: None
    finished: Callable[[Entry], None] = lambda entry: None
    stop: Stop = field(default_factory=Stop)
    """Looked at between batches and files."""
    said: set[str] = field(default_factory=set)
    """What need not be said again: see `say_once`."""

    def say_once(self, line: str) -> None:
        """Say what is so of every shard only for the first."""
        if line not in self.said:
            self.said.add(line)
            self.say(line)


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
    pairs: Pairs | None
    """What people translated elsewhere, where there is any."""
    observer: Observer


def run_shard(shard: Sequence[Task], run: Run) -> dict[str, Known]:
    """Take some inputs all the way; what became of each, by name."""
    _keep_corrections(shard, run)
    documents, lost = _read(shard, run)
    run.observer.total(_characters(documents) - expected(shard))
    number = shard[0].shard or run.state.next_shard()
    named, names = _names(documents, number, run)
    # Before they are used: what is imported meanwhile is seen by the next run.
    placed = {one.name: [marks(one)] for one in documents}
    known_pairs = recalled(placed, run.pairs) if run.pairs else {}
    done = _through(documents, named, run)
    while _keep_corrections(shard, run):  # somebody edited one of the files meanwhile
        done = _through(documents, named, _unseen(run))
    return _write(shard, done, lost, names, known_pairs, number, run)


def _through(documents: Sequence[Document], named: Terms, run: Run) -> list[Document]:
    """From segments to summaries; what people wrote is taken from the state and the memory."""
    settings, engine = run.settings, run.engine
    documents = [correct(one, run.state.corrections(one.name)) for one in documents]
    if run.pairs:
        documents = [recall(one, run.pairs) for one in documents]
    wanted = asked(settings)
    if wanted != "all":
        documents = _drafted(documents, run)
        documents = leave_out(documents, wanted)
    documents = translate(documents, engine, settings, named, run.observer.advance)
    if engine.translates:
        documents = [check_document(one, settings.checks, named) for one in documents]
        documents = mend(documents, engine, settings, named, run.second, run.observer.say)
    english = partial(translate_texts, engine=engine, settings=settings, terms=named)
    if wanted == "all":
        documents = _drafted(documents, run)
    bilingual = wanted != "headlines" and settings.summary.language != "zh"
    return tell(documents, english if wanted != "nothing" else None, sentences=bilingual)


def _drafted(documents: Sequence[Document], run: Run) -> list[Document]:
    batch = run.settings.decoding.batch
    return draft(documents, run.settings.summary, run.writer, batch, run.observer.say_once)


def _unseen(run: Run) -> Run:
    """The run for work that is done again from memory: its characters are counted already."""
    told = run.observer
    return replace(run, observer=Observer(told.say, stop=told.stop, said=told.said))


def _keep_corrections(shard: Sequence[Task], run: Run) -> bool:
    """Keep what people changed in the files that this shard will overwrite; whether any is new."""
    new = False
    placed = run.state.placed([task.item.name for task in shard])
    for task in shard:
        name = task.item.name
        files = task.before.files if task.before else {}
        found = read_back(run.out / name, files, placed[name], run.observer.say)
        taken = run.state.correct(name, found.targets)
        for file, number in Counter(found.files[key] for key in taken & set(found.files)).items():
            run.observer.say(f"{name}: {counted(number, 'correction')} taken from {file}")
        new |= bool(taken)
    return new


def expected(tasks: Sequence[Task]) -> int:
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
            with budget(A_DOCUMENT):
                document = split(
                    _patiently(task.item, task.item.name in died), run.settings.pages.keep_order
                )
                documents.append(segment(document, run.settings.pages.longest))
            continue
        except Crashed as error:
            status, reason = "quarantined", str(error)
        except Overdue as error:
            status, reason = "quarantined", f"{task.item.shown}: {error}"
        except InputError as error:
            reason = str(error)
        except MemoryError:
            status, reason = "quarantined", f"{task.item.shown}: needs more memory than there is"
        except Exception as error:  # our bug, but it costs one document, not the run
            _log.debug("%s", task.item.shown, exc_info=True)
            status = "quarantined"
            reason = report(run.out / FOLDER, task.item.shown, error)
        if status == "quarantined":
            reason += f"; set aside (sha256 {task.sha256[:12]}…) until `pxtranslate retry`"
        entry = Entry(path=task.item.shown, error=reason)
        if not (task.before and task.before.entry == to_json(entry)):  # told once, then counted
            run.observer.say(reason)
        lost[task.item.name] = Known(task.digest, status, to_json(entry))
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
    told = {row._replace(seen=0) for row in before}  # how often a name was seen does not matter
    new = [row for row in known.to_rows() if row._replace(seen=0) not in told]
    return cache(partial(terms, glossary=run.glossary, ledger=known)), new


def _write(
    shard: Sequence[Task],
    documents: Sequence[Document],
    lost: dict[str, Known],
    names: Sequence[Row],
    known_pairs: Mapping[str, str],
    number: int,
    run: Run,
) -> dict[str, Known]:
    """Put every document's files in place, then note them, and the names, as done."""
    language = run.settings.summary.language
    rendered: dict[str, dict[str, bytes]] = {}
    results = dict(lost)
    for document in documents:
        run.observer.stop.check()
        rendered[document.name] = render(
            document, run.settings.output.formats, run.signature, language
        )
        entry = entry_of(document, language)
        results[document.name] = Known(
            made(document.sha256, run.signature, known_pairs.get(document.name, "")),
            "failed" if entry.failed else "done",
            to_json(entry),
            shard=number,
        )
    _make_way(shard, rendered, run)
    hashes = {
        name: {file: sha256(data) for file, data in files.items()}
        for name, files in rendered.items()
    }
    files = {f"{name}/{file}": data for name, one in rendered.items() for file, data in one.items()}
    marked = {document.name: marks(document) for document in documents}
    run.state.intend(marked, hashes)
    placed: dict[str, dict[str, Stamp]] = {}
    for path, stamp in place(run.out, files).items():
        folder, _, name = path.rpartition("/")
        placed.setdefault(folder, {})[name] = stamp
    results |= {name: replace(results[name], files=stamps) for name, stamps in placed.items()}
    run.state.record(results, marked, hashes, names)
    return results


def _make_way(shard: Sequence[Task], rendered: Mapping[str, Mapping[str, bytes]], run: Run) -> None:
    """Set aside what lies where files will be put, is not ours, and was not read back."""
    placed, ours = run.state.placed(rendered), run.state.hashes(rendered)
    before = {task.item.name: task.before.files for task in shard if task.before}
    for name, files in rendered.items():
        read = READ_BACK if placed[name] else ()
        unread = {file: data for file, data in files.items() if file not in read}
        make_way(run.out / name, unread, before.get(name, {}), ours[name], run.observer.say)

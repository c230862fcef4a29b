"""The straight path, from files to the files of results, in two passes of pure functions.

    prepare   files -> read -> split -> segment -> names          every input once, no model
    finish    -> correct -> translate -> check -> mend -> summarize -> render

Between the two lies the ledger: a name seen surely in one file is known in all. A digest drafts the
summaries before it translates, and translates only what they tell. What goes in and comes out of
each is data; state and output folder are the business of `pxtranslate.run`, which calls them.
"""

import logging
import pickle
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path

from pxtranslate.articles.segment import segment
from pxtranslate.articles.split import split
from pxtranslate.budget import A_DOCUMENT, Overdue, budget
from pxtranslate.checks.run import check_document
from pxtranslate.config import Pages, Settings
from pxtranslate.engines.base import Engine
from pxtranslate.errors import InputError
from pxtranslate.mending.mend import mend
from pxtranslate.mending.one_form import one_form
from pxtranslate.names import ledger
from pxtranslate.names.glossary import Glossary
from pxtranslate.names.ledger import Ledger
from pxtranslate.names.terms import terms
from pxtranslate.output.entries import Entry, entry_of
from pxtranslate.output.moved import Moved
from pxtranslate.output.render import render
from pxtranslate.reading.base import Crashed
from pxtranslate.reading.inputs import Input
from pxtranslate.reading.read import read
from pxtranslate.records import Document, Terms
from pxtranslate.state.corrections import Key, correct, marks
from pxtranslate.state.crash import report
from pxtranslate.state.results import Result
from pxtranslate.state.reviewed import Reviewed, confirmed, settle_all
from pxtranslate.state.state import Status
from pxtranslate.summaries.leave_out import asked, leave_out
from pxtranslate.summaries.stage import draft, tell
from pxtranslate.translation.interrupt import Stop
from pxtranslate.translation.translate import Latest, Progress, translate, translate_texts

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Observer:
    """Who is told how a run goes; each does nothing unless set."""

    say: Callable[[str], None] = lambda line: None
    total: Progress = lambda characters: None
    advance: Progress = lambda characters: None
    latest: Latest = lambda english: None
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


Packed = bytes
"""A document on its way between the passes: pickled, in this run and for it."""


def pack(document: Document) -> Packed:
    """The document as bytes."""
    return pickle.dumps(document, pickle.HIGHEST_PROTOCOL)


def unpack(packed: Packed) -> Document:
    """Undo `pack`; only for what was never where a stranger could write."""
    document: Document = pickle.loads(packed)
    return document


@dataclass(frozen=True, slots=True)
class Chunk:
    """Inputs that are read together."""

    inputs: tuple[Input, ...]
    died: frozenset[str] = frozenset()
    """Names of those with which an earlier run died: they are read in a child process."""
    named: bool = True
    """Whether their names are collected."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """What the first pass made of some inputs."""

    documents: Mapping[str, Packed]
    """By name."""
    characters: int
    """Of all their segments."""
    names: Ledger
    """Of these inputs alone."""
    lost: Mapping[str, tuple[Status, str]]
    """What is to be told of the inputs that give no document, and why."""


def prepare(pages: Pages, crashes: Path, stop: Stop, chunk: Chunk) -> Prepared:
    """Read some inputs, cut them into segments, and collect their names.

    Our own failures are described in the folder `crashes`. Raises Interrupted.
    """
    documents: list[Document] = []
    lost: dict[str, tuple[Status, str]] = {}
    for item in chunk.inputs:
        stop.check()
        status: Status = "quarantined"
        try:
            with budget(A_DOCUMENT):
                document = split(_patiently(item, item.name in chunk.died), pages.keep_order)
                documents.append(segment(document, pages.longest))
            continue
        except Crashed as error:
            reason = str(error)
        except Overdue as error:
            reason = f"{item.shown}: {error}"
        except InputError as error:
            status, reason = "unreadable", str(error)
        except MemoryError:
            reason = f"{item.shown}: needs more memory than there is"
        except Exception as error:  # our bug, but it costs one document, not the run
            _log.debug("%s", item.shown, exc_info=True)
            reason = report(crashes, item.shown, error)
        lost[item.name] = status, reason
    return Prepared(
        {one.name: pack(one) for one in documents},
        sum(map(_characters, documents)),
        ledger.build(documents) if chunk.named else Ledger(),
        lost,
    )


def _patiently(item: Input, died: bool) -> Document:
    """Read an input; a reader that crashes or hangs has a second try, the machine may be to blame.

    In a child process if an earlier run `died` while it was read: then it costs this file only.
    """
    try:
        return read(item, apart=died)
    except Crashed:
        return read(item, apart=died)


def _characters(document: Document) -> int:
    return sum(len(part.source) for article in document.articles for part in article.segments)


@dataclass(frozen=True, slots=True)
class Shard:
    """Documents that are taken all the way together, and all that is known of them."""

    documents: tuple[Packed, ...]
    corrections: Mapping[str, Mapping[Key, str]]
    """What people wrote, by the name of the document."""
    recalled: Mapping[str, str]
    """What they wrote elsewhere, and stands in the documents already, in short."""
    names: Ledger
    reviewed: Mapping[str, Mapping[Key, Reviewed]] = field(default_factory=dict)
    """What people said of segments in the review, by the name of the document."""
    again: bool = False
    """It was done before, and its characters are counted."""
    moved: Mapping[str, Mapping[Key, Moved]] = field(default_factory=dict)
    """Where people put inline elements of bilingual files, by the name of the document."""


@dataclass(frozen=True)
class Tools:
    """What all shards of a run are finished with."""

    settings: Settings
    engine: Engine
    second: Engine | None
    writer: Engine
    glossary: Glossary
    signature: str
    """What made the output, see `run.sign`."""


def finish(tools: Tools, observer: Observer, shard: Shard) -> list[Result]:
    """Take documents from segments to files. The same shard gives the same bytes, wherever.

    Raises PxError where the engine as a whole fails.
    """
    documents = [unpack(packed) for packed in shard.documents]
    settings = tools.settings
    language = settings.summary.language
    if shard.again:
        observer = Observer(observer.say, stop=observer.stop, said=observer.said)
    documents = _through(documents, shard, tools, observer)
    done = []
    for document in documents:
        observer.stop.check()
        done.append(
            Result(
                document.name,
                document.sha256,
                entry_of(document, language),
                render(
                    document,
                    settings.output.formats,
                    tools.signature,
                    language,
                    shard.moved.get(document.name, {}),
                ),
                marks(document),
                shard.recalled.get(document.name, ""),
            )
        )
    return done


@dataclass(frozen=True, slots=True)
class Apart:
    """What `finish` gave where nobody looked on, and what an observer would have been told."""

    results: list[Result]
    said: list[str] = field(default_factory=list)
    characters: int = 0
    lost: tuple[int, ...] = ()
    """Numbers of the documents that twice ended the process they were finished in."""


def finish_apart(tools: Tools, shard: Shard) -> Apart:
    """Finish a shard in another process than the one that is told of it."""
    said: list[str] = []
    characters: list[int] = []
    results = finish(tools, Observer(said.append, advance=characters.append), shard)
    return Apart(results, said, sum(characters))


def _through(
    documents: Sequence[Document], shard: Shard, tools: Tools, observer: Observer
) -> list[Document]:
    """From segments to summaries."""
    settings, engine = tools.settings, tools.engine
    named = _terms(shard.names, tools)
    documents = [correct(one, shard.corrections.get(one.name, {})) for one in documents]
    wanted = asked(settings)
    if wanted != "all":
        documents = leave_out(_drafted(documents, tools, observer), wanted)
    documents = translate(documents, engine, settings, named, observer.advance, observer.latest)
    if engine.translates:
        documents = [check_document(one, settings.checks, named) for one in documents]
        documents = mend(documents, engine, settings, named, tools.second, observer.say)
        kept = {
            (number, segment)
            for number, one in enumerate(documents)
            for segment in confirmed(one, shard.reviewed.get(one.name, {}))
        }
        documents = one_form(documents, engine, settings, named, kept, observer.say)
    documents = [settle_all(one, shard.reviewed.get(one.name, {})) for one in documents]
    english = partial(translate_texts, engine=engine, settings=settings, terms=named)
    if wanted == "all":
        documents = _drafted(documents, tools, observer)
    bilingual = wanted != "headlines" and settings.summary.language != "zh"
    return tell(
        documents,
        english if wanted != "nothing" else None,
        sentences=bilingual,
        checked=engine.translates,
    )


def _terms(names: Ledger, tools: Tools) -> Terms:
    """What names a text's terms; an engine that does not translate is told none."""
    if not tools.engine.translates:
        return lambda text: ()
    return cache(partial(terms, glossary=tools.glossary, ledger=names))


def _drafted(documents: Sequence[Document], tools: Tools, observer: Observer) -> list[Document]:
    batch = tools.settings.decoding.batch
    return draft(documents, tools.settings.summary, tools.writer, batch, observer.say_once)

"""A whole run: what is to be done, the two passes over it, then the front page and the manifest.

The head of the run, which alone sees its state and its output. What happens to a file is the
business of `pxtranslate.pipeline`, in which process it happens that of `pxtranslate.runners`.

What is done stays done: what a survey found is kept before the first answer is asked for, answers
are durable when their batch ends, a file's row is written after its output is in place, the
manifest comes last.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from pxtranslate import __version__
from pxtranslate.config import Settings
from pxtranslate.engines.base import Engine
from pxtranslate.head import Elsewhere, Finisher, Head
from pxtranslate.names import glossary
from pxtranslate.names.glossary import Glossary
from pxtranslate.output import whole
from pxtranslate.output.entries import Entry, from_json
from pxtranslate.pipeline import Observer, Tools
from pxtranslate.reading.inputs import Input, Skipped
from pxtranslate.runners.desk import Left, Which
from pxtranslate.runners.worker import Plan, engines
from pxtranslate.state import front
from pxtranslate.state.answers import Answers
from pxtranslate.state.carried import files_in, take_files
from pxtranslate.state.folders import assign
from pxtranslate.state.foreign import refuse_foreign
from pxtranslate.state.front import FRONT_PAGE, Run
from pxtranslate.state.journal import Journal, path_of
from pxtranslate.state.place import FOLDER, sweep
from pxtranslate.state.plan import Task, contents, sort
from pxtranslate.state.recall import recalled
from pxtranslate.state.rescue import recover
from pxtranslate.state.shared import SharedMemory, given, layers, shared
from pxtranslate.state.spill import Spill
from pxtranslate.state.state import Command, Known, State
from pxtranslate.translation.interrupt import Interruptible
from pxtranslate.translation.memory import Memory

Join = Callable[
    [Plan, Mapping[Which, Path], Callable[[Left], None], Observer],
    AbstractContextManager[Finisher],
]
"""Joins a cluster, as `runners.cluster` does, and gives what finishes shards there."""


@dataclass
class Outcome:
    """What a run came to."""

    entries: list[Entry] = field(default_factory=list)
    kept: int = 0
    """Inputs that were done before and are unchanged."""
    reported_before: set[str] = field(default_factory=set)
    """Paths of the inputs that came to nothing in an earlier run, for the same reason."""
    skipped: Sequence[Skipped] = ()
    """What folders and archives hold besides, and why it is not read; no failure."""

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
    workers: int = 1,
    cluster: Join | None = None,
    skipped: Sequence[Skipped] = (),
) -> Outcome:
    """Translate inputs into result folders under `out`, and write its index and manifest.

    `second` is the stronger model of `mend.second_model`, loaded only when something needs it;
    `writer` the model of `summary.model`, where summaries are not written by `engine`. `workers`:
    processes for what needs no model; a program that asks for more than one guards its main module
    as `multiprocessing` wants it. `cluster`: where the second pass is done, see `runners.cluster`.
    `skipped`: what `find_inputs` told, for the front page and the manifest.

    Unreadable inputs are reported in the outcome, the others go on. `command` is kept for a later
    `again`, which does what came to nothing, and no other. Raises PxError when the run as a whole
    cannot go on; what was finished is kept, and the same call goes on from there.
    """
    observer = observer or Observer()
    whole.require(settings.output.formats)
    own = out / glossary.OWN
    terms_file = settings.names.glossary or (str(own) if own.is_file() else "")
    known_terms = glossary.load_if_named(terms_file)
    signature = sign(settings, engine, second, writer, known_terms)
    if not (out / FOLDER).exists():
        refuse_foreign(out, [item.name for item in inputs], front=True)
    with (
        given(settings.memory.tm) as mine,
        State(out) as state,
        shared(settings.memory.path) as others,
        ExitStack() as loaded,
    ):

        def remembering(one: Engine, what: str) -> Engine:
            if one.room is None and others is None:
                return one  # it answers sooner than any memory
            patient = Interruptible(one, observer.stop)
            loading = partial(observer.say, f"loading {what}")
            return loaded.enter_context(Memory(patient, state.answers, others, loading))

        if command:
            state.remember(command)
        sweep(out)
        named = _named(contents(inputs), out, state)
        inputs = [item for item, _ in named]
        before = state.known()
        people = layers(mine, others)
        known_pairs = recalled(state.placed(list(before)), people) if people else {}
        reviewed = path_of(out).exists() or files_in(out)
        journal = loaded.enter_context(Journal(out)) if reviewed else None
        if journal:
            take_files(out, journal, observer.say)
        edited = journal.unwritten() if journal else {}
        kept, waiting = sort(
            named, out, before, state.surveyed(), signature, again, known_pairs, edited
        )
        _refuse_foreign(waiting, before, out, state)
        if waiting:
            front.retire_manifest(out, state)
        first = remembering(engine, "the model")
        tools = Tools(
            settings,
            first,
            remembering(second, "the second model") if second else None,
            remembering(writer, "the model that writes summaries") if writer else first,
            known_terms,
            signature,
        )
        with Spill(out / FOLDER) as spill:
            head = Head(out, tools, state, observer, spill, people, journal)
            elsewhere = _elsewhere(cluster, tools, state, others, observer) if cluster else None
            found = head.work(waiting, workers, elsewhere)
        found |= kept
        outcome = Outcome(
            _entries(inputs, found, state),
            len(kept),
            {
                item.shown
                for item in inputs
                if _is_reported(before.get(item.name), found[item.name])
            },
            skipped,
        )
        earlier = front.earlier(out, before, found)
        listed = [(item.name, item.shown) for item in inputs]
        listed += [(name, entry.path) for name, entry in earlier.items()]
        last = before.get(FRONT_PAGE)
        if waiting or not front.stands(out, last, listed, skipped):
            results = Run(outcome.entries, earlier, listed, settings, signature, skipped)
            front.write(results, last, out, state, observer.say)
    return outcome


def _elsewhere(
    cluster: Join, tools: Tools, state: State, others: SharedMemory | None, observer: Observer
) -> Elsewhere:
    """The cluster, told what to do there and what was answered before."""
    shares = others is not None
    plan = Plan(tools.settings, tools.glossary, tools.signature, shares, sign, engines)
    files: dict[Which, Path] = {"own": state.file}
    if others:
        files["shared"] = others.file
    take = partial(_take, own=state.answers, shared=others, observer=observer)
    return partial(cluster, plan, files, take, observer)


def _take(left: Left, own: Answers, shared: Answers | None, observer: Observer) -> None:
    """Keep and tell what workers left."""
    if left.answers["own"]:
        own.put(left.answers["own"])
    if shared and left.answers["shared"]:
        shared.put(left.answers["shared"])
    if left.characters:
        observer.advance(left.characters)
    for line in left.said:
        observer.say_once(line)


def _is_reported(before: Known | None, now: Known) -> bool:
    return before is not None and before.entry == now.entry and not now.files


def _refuse_foreign(
    waiting: Sequence[Task], before: Mapping[str, Known], out: Path, state: State
) -> None:
    """Raise ConfigError if somebody else's file or folder is where results would go."""
    hashes = state.hashes([FRONT_PAGE, *(task.item.name for task in waiting)])
    unknown = {name for name, ours in hashes.items() if not ours and name not in before}
    refuse_foreign(out, unknown - {FRONT_PAGE}, FRONT_PAGE in unknown)


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


def sign(
    settings: Settings,
    engine: Engine,
    second: Engine | None = None,
    writer: Engine | None = None,
    known_terms: Glossary = Glossary(),  # noqa: B008 - frozen
) -> str:
    """What made an output, in a line: version, engines, a hash of the settings that matter.

    The terms of the user's glossary are among them, wherever it lies; what people translated is not:
    it is told apart (`state.recall`), and changes the files alone that hold it.
    """
    mattering = settings.model_dump_json(exclude={"model", "profile", "memory", "names"})
    texts = "\n".join(f"{entry.zh}\t{entry.en}" for entry in known_terms.entries)
    hashed = hashlib.sha256(f"{mattering}\n{texts}".encode()).hexdigest()[:12]
    stronger = f"|2nd:{second.fingerprint}" if second else ""
    stronger += f"|sum:{writer.fingerprint}" if writer else ""
    return f"px:{__version__}|eng:{engine.fingerprint}{stronger}|cfg:{hashed}"

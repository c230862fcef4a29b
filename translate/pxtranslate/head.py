"""The two passes over what a run has to do, as its head sees them.

Chunks and shards of inputs go out, what was made of them comes back in any order, and only here is
any of it remembered or written. How a document is made is the business of `pxtranslate.pipeline`.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from pxtranslate.names import ledger
from pxtranslate.names.ledger import Ledger
from pxtranslate.output.entries import Entry, from_json, to_json
from pxtranslate.pipeline import (
    Apart,
    Chunk,
    Observer,
    Prepared,
    Shard,
    Tools,
    finish,
    finish_apart,
    pack,
    prepare,
    unpack,
)
from pxtranslate.records import Document
from pxtranslate.runners.local import Each, here, processes, same
from pxtranslate.state.corrections import Key, correct
from pxtranslate.state.journal import Journal
from pxtranslate.state.place import FOLDER
from pxtranslate.state.plan import CHUNK_BYTES, Task, cut, shards
from pxtranslate.state.recall import Layers, in_short, look_up, recall
from pxtranslate.state.results import Result, take_corrections, write
from pxtranslate.state.reviewed import Reviewed
from pxtranslate.state.spill import Spill
from pxtranslate.state.state import Known, State

WORTH_A_PROCESS = 8 * CHUNK_BYTES
"""Input bytes below which one process has done all before a second has begun."""


Finisher = Callable[[Iterable[tuple[list[Task], Shard]]], Iterator[tuple[list[Task], Apart]]]
"""Finishes shards in other processes; the results come in any order, with the tasks."""
Elsewhere = Callable[[], AbstractContextManager[Finisher]]


@dataclass
class Head:
    """What both passes share."""

    out: Path
    tools: Tools
    state: State
    observer: Observer
    spill: Spill
    """The documents between the passes."""
    layers: Layers = ()
    """What people translated elsewhere."""
    journal: Journal | None = None
    """What was done in the review, if there was one."""
    seen: dict[str, int] = field(default_factory=dict)
    """The last edit of the review that was seen, by folder."""

    def work(
        self, tasks: Sequence[Task], workers: int, elsewhere: Elsewhere | None
    ) -> dict[str, Known]:
        """Do all there is to do; what became of each input, by name.

        In up to so many processes of this machine; the second pass, where most of the work is,
        perhaps `elsewhere`.
        """
        apart = workers > 1 and sum(task.item.size for task in tasks) > WORTH_A_PROCESS
        at_once = self.tools.engine.room is None and not self.tools.settings.memory.path
        with processes(workers, self.observer.stop) if apart else nullcontext(here) as each:
            surveyed, lost = self.survey(tasks, each)
            if apart and at_once and not elsewhere:
                return lost | self.finish(surveyed, partial(_each_shard, each, self.tools))
        if elsewhere and surveyed:
            with elsewhere() as finisher:
                return lost | self.finish(surveyed, finisher)
        return lost | self.finish(surveyed)  # a model fills the machine by itself

    def survey(self, tasks: Sequence[Task], each: Each) -> tuple[list[Task], dict[str, Known]]:
        """Read all inputs and collect the names of the new ones.

        Gives those of which there is a document, each with the number of its survey, and what is
        known of the others.
        """
        lost: dict[str, Known] = {}
        for _ in self._read([task for task in tasks if task.survey], each, lost):
            pass
        new = [task for task in tasks if not task.survey]
        if new:
            self.state.outdate(task.item.name for task in new)
        before = self.state.names()
        found = ledger.joined(self._read(new, each, lost), ledger.from_rows(before))
        there = [task for task in tasks if task.item.name in self.spill]
        digests = {task.item.name: task.digest for task in there if not task.survey}
        if not digests:
            return there, lost
        known = {row._replace(seen=0) for row in before}  # how often does not matter
        rows = [row for row in found.to_rows() if row._replace(seen=0) not in known]
        number = self.state.survey(digests, rows)
        return [task if task.survey else replace(task, survey=number) for task in there], lost

    def _read(self, tasks: Sequence[Task], each: Each, lost: dict[str, Known]) -> Iterator[Ledger]:
        """Read inputs chunk by chunk and give the names of each; what comes to nothing is `lost`."""
        jobs = ((chunk, self._chunk(chunk)) for chunk in cut(tasks, CHUNK_BYTES))
        work = partial(prepare, self.tools.settings.pages, self.out / FOLDER, self.observer.stop)
        for chunk, prepared in each(work, jobs, _apart):
            for name, packed in prepared.documents.items():
                self.spill.put(name, packed)
            found = dict(self._lost(chunk, prepared))
            self.state.end([task.item.name for task in chunk], found)
            lost |= found
            self.observer.total(prepared.characters)
            for known in found.values():
                self.observer.finished(from_json(known.entry))
            yield prepared.names

    def _chunk(self, tasks: Sequence[Task]) -> Chunk:
        died = self.state.begin({task.item.name: task.digest for task in tasks})
        named = self.tools.engine.translates and not tasks[0].survey
        return Chunk(tuple(task.item for task in tasks), frozenset(died), named)

    def _lost(self, tasks: Sequence[Task], prepared: Prepared) -> Iterator[tuple[str, Known]]:
        """What is to be remembered of the inputs that gave no document; people are told."""
        for task in tasks:
            if task.item.name not in prepared.lost:
                continue
            status, reason = prepared.lost[task.item.name]
            if status == "quarantined":
                reason += _retry_hint(task)
            entry = to_json(Entry(path=task.item.shown, error=reason))
            if not (task.before and task.before.entry == entry):  # told once, then counted
                self.observer.say(reason)
            yield task.item.name, Known(task.digest, status, entry)

    def finish(self, tasks: Sequence[Task], finisher: Finisher | None = None) -> dict[str, Known]:
        """Take all documents from segments to files; by the `finisher`, not here, if there is one."""
        done: dict[str, Known] = {}
        quick = self.tools.engine.room is None
        formats = len(self.tools.settings.output.formats)
        waiting: Iterable[list[Task]] = shards(tasks, quick=quick, formats=formats)
        again = False
        while waiting:
            edited = []
            for shard, results in self._finished(waiting, again, finisher, done):
                if self._corrected(shard):  # somebody edited one of the files meanwhile
                    edited.append(shard)
                    continue
                known = write(
                    shard, results, self.tools.signature, self.out, self.state, self.observer.say
                )
                if self.journal:
                    self.journal.wrote({n: self.seen[n] for n in known if n in self.seen})
                done |= known
                for result in results:
                    self.observer.finished(result.entry)
            waiting, again = edited, True
        return done

    def _finished(
        self,
        waiting: Iterable[list[Task]],
        again: bool,
        finisher: Finisher | None,
        done: dict[str, Known],
    ) -> Iterator[tuple[list[Task], list[Result]]]:
        jobs = self._shards(waiting, again)
        if finisher is None:
            yield from here(partial(finish, self.tools, self.observer), jobs, same)
            return
        for shard, apart in finisher(jobs):
            for line in apart.said:
                self.observer.say_once(line)
            self.observer.advance(apart.characters)
            done |= self._quarantine([shard[at] for at in apart.lost])
            yield shard, apart.results

    def _quarantine(self, tasks: Sequence[Task]) -> dict[str, Known]:
        """Remember inputs that twice ended the process they were finished in."""
        reasons = {
            task.item.name: f"{task.item.shown}: two workers died of it{_retry_hint(task)}"
            for task in tasks
        }
        found = {
            task.item.name: Known(
                task.digest,
                "quarantined",
                to_json(Entry(path=task.item.shown, error=reasons[task.item.name])),
            )
            for task in tasks
        }
        if found:
            self.state.end([], found)
        for name, known in found.items():
            self.observer.say(reasons[name])
            self.observer.finished(from_json(known.entry))
        return found

    def _shards(
        self, waiting: Iterable[list[Task]], again: bool
    ) -> Iterator[tuple[list[Task], Shard]]:
        survey, names = 0, Ledger()
        for tasks in waiting:
            self._corrected(tasks)
            if tasks[0].survey != survey:
                survey = tasks[0].survey
                names = ledger.from_rows(self.state.names(until=survey))
            every = [task.item.name for task in tasks]
            documents = {name: self.spill.get(name) for name in every}
            corrections = {name: self.state.corrections(name) for name in every}
            known: dict[str, str] = {}
            if self.layers:
                opened = [correct(unpack(documents[name]), corrections[name]) for name in every]
                # At one moment: what is imported meanwhile is seen by the next run.
                found = look_up(opened, self.layers)
                opened = [recall(one, found, self.layers) for one in opened]
                known = {one.name: in_short(one, found) for one in opened}
                documents = {one.name: pack(one) for one in opened}
            reviewed = self._reviewed(every)
            packed = tuple(documents.values())
            moved = {name: self.state.moved.get(name) for name in every}
            yield tasks, Shard(packed, corrections, known, names, reviewed, again, moved)

    def _corrected(self, tasks: Sequence[Task]) -> bool:
        """Keep what people changed, in the files or in the review; whether any of it is new."""
        every = {task.item.name for task in tasks}
        last = self.journal.unwritten() if self.journal else {}
        edits = {name: edit for name, edit in last.items() if name in every}
        seen, self.seen = self.seen, self.seen | edits
        say = self.observer.say
        reviewed = self._reviewed(edits)
        new = take_corrections(
            tasks, self.out, self.state, reviewed, say, self._document, self.journal
        )
        return new or any(seen.get(name) != edit for name, edit in edits.items())

    def _document(self, name: str) -> Document:
        return unpack(self.spill.get(name))

    def _reviewed(self, names: Iterable[str]) -> dict[str, dict[Key, Reviewed]]:
        return {name: self.journal.reviewed(name) for name in names} if self.journal else {}


def _each_shard(
    each: Each, tools: Tools, jobs: Iterable[tuple[list[Task], Shard]]
) -> Iterator[tuple[list[Task], Apart]]:
    return each(partial(finish_apart, tools), jobs, same)


def _retry_hint(task: Task) -> str:
    return f"; set aside (sha256 {task.sha256[:12]}…) until `pxtranslate retry`"


def _apart(chunk: Chunk) -> Chunk:
    """The chunk with all its inputs read in a child process: one of them ended this one."""
    return replace(chunk, died=frozenset(item.name for item in chunk.inputs))

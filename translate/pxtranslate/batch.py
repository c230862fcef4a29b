"""A whole run: what is to be done, shard after shard, then the front page and the manifest.

What is done stays done: answers are durable when their batch ends, a file's row is written after
its output is in place, the manifest comes last. What happens to a file is the business of
`pxtranslate.pipeline`.
"""

import hashlib
import json
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from pxtranslate import __version__
from pxtranslate.config import Settings
from pxtranslate.engines.base import Engine
from pxtranslate.names import glossary
from pxtranslate.names.glossary import Glossary
from pxtranslate.output.entries import Entry, counts, from_json
from pxtranslate.output.render import FILES, render_index
from pxtranslate.pipeline import Observer, Run, expected, run_shard
from pxtranslate.reading.inputs import Input
from pxtranslate.state.answers import shared
from pxtranslate.state.place import Stamp, fresh, place, remove, sweep
from pxtranslate.state.plan import shards, sort
from pxtranslate.state.state import Command, Known, State
from pxtranslate.translation.interrupt import Interruptible
from pxtranslate.translation.memory import Memory

MANIFEST = "manifest.json"
FRONT_PAGE = ""
"""The name under which the state knows the files of the output folder itself."""


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
    with State(out) as state, shared(settings.memory.path) as others, ExitStack() as loaded:

        def remembering(one: Engine, what: str) -> Memory:
            patient = Interruptible(one, observer.stop)
            loading = partial(observer.say, f"loading {what}")
            return loaded.enter_context(Memory(patient, state.answers, others, loading))

        if command:
            state.remember(command)
        before = state.known()
        kept, waiting = sort(inputs, out, before, signature, again)
        for name in state.begun():
            sweep(out / name, FILES)
        if waiting:
            remove(out / MANIFEST)
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
            observer,
        )
        found = kept | {
            name: known
            for shard in shards(waiting, quick=engine.room is None)
            for name, known in run_shard(shard, run_of).items()
        }
        entries = [from_json(found[item.name].entry) for item in inputs]
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
            }
            for entry in outcome.entries
        ],
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    files = place(out, render_index(outcome.entries))
    return files | place(out, {MANIFEST: text.encode()})

"""`pxtranslate batch`: the main job."""

import gc
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pxtranslate.cli.options import (
    Address,
    Config,
    Engine,
    Formats,
    Glossary,
    Json,
    KeepOrder,
    Memory,
    Model,
    Offline,
    Profile,
    Quiet,
    Runner,
    RunnerName,
    Tm,
    Workers,
    resolved,
)
from pxtranslate.cli.progress import Style, display, style_of
from pxtranslate.cli.say import log, say
from pxtranslate.config import Settings, resolve
from pxtranslate.errors import NOT_ALL_WELL
from pxtranslate.phrases import counted

if TYPE_CHECKING:
    from pxtranslate.output.entries import Entry
    from pxtranslate.run import Join, Outcome

DIGEST_SENTENCES = 2
"""What --digest tells of a story unless `summary.sentences` says otherwise: with three it is not
four times as fast as the whole."""


def batch(
    inputs: Annotated[
        list[Path], typer.Argument(help="Files, folders, zip archives of them, or bilingual files.")
    ],
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder for the results.")] = Path(
        "output"
    ),
    config: Config = None,
    profile: Profile = None,
    model: Model = None,
    engine: Engine = None,
    glossary: Glossary = None,
    memory: Memory = None,
    tm: Tm = None,
    formats: Formats = None,
    digest: Annotated[
        bool,
        typer.Option(
            "--digest", help="Translate headlines and two sentences a story, much faster."
        ),
    ] = False,
    keep_order: KeepOrder = None,
    offline: Offline = None,
    workers: Workers = 0,
    runner: Runner = "local",
    address: Address = None,
    quiet: Quiet = False,
    json: Json = False,
) -> None:
    """Translate files into aligned Chinese–English text with summaries.

    Each file gets a folder in OUT; OUT/index.html is the page to open. Run it again and only what
    is new or changed is done.

    A bilingual file (XLIFF, TMX, TSV or CSV with zh and en) comes back in its folder as
    translated.xlf (….tmx, …) with its empty targets filled and all else as it was.

    Example: pxtranslate batch input/ -o output/

    Example: pxtranslate batch story.xlf --tm mine.tmx -o output/
    """
    given: dict[str, object] = {
        "profile": profile,
        "model.id": model,
        "model.engine": engine,
        "model.offline": offline,
        "names.glossary": glossary,
        "memory.path": memory,
        "memory.tm": tm,
        "output.formats": formats,
        "pages.keep_order": keep_order,
    }
    if digest:
        given |= {"output.english": "summaries", **_sentences(config)}
    settings = resolved(config, given)
    cluster = cluster_of(runner, address, workers)
    perform(inputs, out, settings, style_of(quiet, json), workers=workers, cluster=cluster)


def _sentences(config: Path | None) -> dict[str, int]:
    """Few sentences a story, unless a number was chosen."""
    chosen = resolve(config)
    set_already = "summary.sentences" in chosen.origins
    return {} if set_already else {"summary.sentences": DIGEST_SENTENCES}


def cluster_of(runner: RunnerName, address: str | None, workers: int) -> "Join | None":
    """The cluster on which the work is done, if on one. Raises ConfigError if Ray is not there."""
    from pxtranslate.errors import ConfigError

    if runner == "local":
        if address:
            raise ConfigError("--address: is for --runner ray; add it, or leave the address out")
        return None
    try:
        from pxtranslate.runners.cluster import cluster
    except ImportError as error:
        raise ConfigError(
            f"--runner ray: {error}; install it: pip install 'pxtranslate[ray]'"
        ) from error
    return partial(cluster, address, workers)


def perform(
    inputs: Sequence[Path],
    out: Path,
    settings: Settings,
    style: Style,
    *,
    again: bool = False,
    workers: int = 0,
    cluster: "Join | None" = None,
) -> None:
    """Run, show how it goes, and tell what it came to; `again`: only what came to nothing."""
    from pxtranslate.engines import choose, choose_second, choose_writer
    from pxtranslate.output.entries import mending
    from pxtranslate.pipeline import Observer
    from pxtranslate.reading.inputs import Skipped, find_inputs
    from pxtranslate.run import run
    from pxtranslate.runners.local import cores
    from pxtranslate.state.state import Command
    from pxtranslate.translation.interrupt import stoppable

    # Records hold no circles: to look for garbage in them as often as is usual took 4 % of the
    # CPU time of 10,000 articles with the echo engine.
    gc.set_threshold(10_000)
    command = Command(str(Path.cwd()), tuple(map(str, inputs)), settings.model_dump_json())
    skipped: list[Skipped] = []
    with display(style) as shown:

        def skip(path: str, reason: str) -> None:
            skipped.append((path, reason))
            shown.say(f"skipped {path}: {reason}")

        found = find_inputs(inputs, skip, out)
        shown.event("start", inputs=len(found), out=str(out))
        # Fetching is stopped at once, by KeyboardInterrupt; a run between batches.
        chosen = choose(settings.model, shown.say)
        second = choose_second(settings, shown.say)
        writer = choose_writer(settings, shown.say)

        def finished(entry: "Entry") -> None:
            shown.event("file", **_facts(entry))

        with stoppable() as stop:
            outcome = run(
                found,
                out,
                settings,
                chosen,
                Observer(shown.say, shown.total, shown.advance, shown.latest, finished, stop),
                command,
                again=again,
                second=second,
                writer=writer,
                workers=cores() if cluster else workers or cores(),
                cluster=cluster,
                skipped=skipped,
            )
        code = NOT_ALL_WELL if outcome.failed else 0
        shown.event("end", **_counts(outcome), exit_code=code)
    if style == "quiet":
        _tell_failures(outcome)
    elif style != "json":
        entries, came_to = outcome.entries, _counts(outcome)
        say(
            f"{came_to['read']} of {len(entries)} files, {came_to['segments']} segments, "
            f"{came_to['flagged']} need a look"
            + (f"; {outcome.kept} files unchanged" if outcome.kept else "")
            + (f"; {mended}" if (mended := mending(entries)) else "")
        )
        say(f"Open {out / 'index.html'}")
    if code:
        raise typer.Exit(code)


def _facts(entry: "Entry") -> dict[str, object]:
    """What the event of one file tells."""
    return {
        "path": entry.path,
        "folder": entry.folder,
        "articles": len(entry.stories),
        "segments": entry.segments,
        "failed": entry.failed,
        "flagged": entry.flagged,
        "error": entry.error,
    }


def _counts(outcome: "Outcome") -> dict[str, int]:
    """What the last event tells, but for the exit code."""
    entries = outcome.entries
    return {
        "files": len(entries),
        "read": sum(not entry.error for entry in entries),
        "unchanged": outcome.kept,
        "skipped": len(outcome.skipped),
        "segments": sum(entry.segments for entry in entries),
        "failed": sum(entry.failed for entry in entries),
        "flagged": sum(entry.flagged for entry in entries),
    }


def _tell_failures(outcome: "Outcome") -> None:
    """On stderr, why the run ends with another code than 0; what was told before is counted."""
    for entry in outcome.entries:
        if entry.error and entry.path not in outcome.reported_before:
            log(f"pxtranslate: {entry.error}")
        if entry.failed:
            number = counted(entry.failed, "segment")
            log(f"pxtranslate: {entry.path}: {number} not translated")
    if outcome.reported_before:
        number = counted(len(outcome.reported_before), "file")
        log(f"pxtranslate: {number} still cannot be read, as told before")

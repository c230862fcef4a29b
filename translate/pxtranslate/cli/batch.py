"""`pxtranslate batch`: the main job."""

import gc
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from pxtranslate.cli.options import Config, Json, Quiet, resolved
from pxtranslate.cli.progress import Style, display
from pxtranslate.config import Settings

DIGEST_SENTENCES = 2
"""What --digest tells of a story at most: with three it is not four times as fast as the whole."""


def batch(
    inputs: Annotated[list[Path], typer.Argument(help="Files, folders, or zip archives of them.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder for the results.")] = Path(
        "output"
    ),
    config: Config = None,
    profile: Annotated[
        str | None, typer.Option(help="A set of defaults: default, fast or best.")
    ] = None,
    model: Annotated[
        str | None, typer.Option(help="A card's id, a model folder, or a GGUF file.")
    ] = None,
    engine: Annotated[
        str | None, typer.Option(help="auto, ct2, hf, or echo (no model: marks the text).")
    ] = None,
    glossary: Annotated[
        str | None, typer.Option(help="Your terms: a TSV, TOML or TBX file.")
    ] = None,
    digest: Annotated[
        bool,
        typer.Option(
            "--digest", help="Translate headlines and two sentences a story, much faster."
        ),
    ] = False,
    keep_order: Annotated[
        bool | None, typer.Option("--keep-order", help="No page rebuilding.")
    ] = None,
    offline: Annotated[bool | None, typer.Option("--offline", help="Open no socket.")] = None,
    quiet: Quiet = False,
    json: Json = False,
) -> None:
    """Translate files into aligned Chinese–English text with summaries.

    Each file gets a folder in OUT; OUT/index.html is the page to open. Run it again and only what
    is new or changed is done.

    Example: pxtranslate batch input/ -o output/
    """
    settings = resolved(
        config,
        {
            "profile": profile,
            "model.id": model,
            "model.engine": engine,
            "model.offline": offline,
            "names.glossary": glossary,
            "pages.keep_order": keep_order,
            "output.english": "summaries" if digest else None,
            "summary.sentences": DIGEST_SENTENCES if digest else None,
        },
    )
    perform(inputs, out, settings, "quiet" if quiet else "json" if json else "auto")


def perform(
    inputs: Sequence[Path], out: Path, settings: Settings, style: Style, *, again: bool = False
) -> None:
    """Run, show how it goes, and tell what it came to; `again`: only what came to nothing."""
    from pxtranslate.batch import run
    from pxtranslate.engines import choose, choose_second, choose_writer
    from pxtranslate.output.entries import mending
    from pxtranslate.pipeline import Observer
    from pxtranslate.reading.inputs import find_inputs
    from pxtranslate.state.state import Command
    from pxtranslate.translation.interrupt import stoppable

    # Records hold no circles: to look for garbage in them as often as is usual took 4 % of the
    # CPU time of 10,000 articles with the echo engine.
    gc.set_threshold(10_000)
    found = find_inputs(inputs, out=out)
    command = Command(str(Path.cwd()), tuple(map(str, inputs)), settings.model_dump_json())
    with display(style) as shown:
        # Fetching is stopped at once, by KeyboardInterrupt; a run between batches.
        chosen = choose(settings.model, shown.say)
        second = choose_second(settings, shown.say)
        writer = choose_writer(settings, shown.say)
        with stoppable() as stop:
            outcome = run(
                found,
                out,
                settings,
                chosen,
                Observer(shown.say, shown.total, shown.advance, stop),
                command,
                again=again,
                second=second,
                writer=writer,
            )
    entries = outcome.entries
    flagged = sum(entry.flagged for entry in entries)
    failed = sum(bool(entry.error) for entry in entries)
    segments = sum(entry.segments for entry in entries)
    if style != "quiet":
        print(
            f"{len(entries) - failed} of {len(entries)} files, {segments} segments, "
            f"{flagged} need a look"
            + (f"; {outcome.kept} files unchanged" if outcome.kept else "")
            + (f"; {told}" if (told := mending(entries)) else "")
        )
        print(f"Open {out / 'index.html'}")
    if outcome.failed:
        raise typer.Exit(3)

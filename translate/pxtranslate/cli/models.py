"""`pxtranslate models`: the cards, and what of them is on this disk."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from pxtranslate.cli.options import Config, Offline, Quiet, resolved
from pxtranslate.cli.progress import display, style_of
from pxtranslate.cli.say import say
from pxtranslate.text import visible

app = typer.Typer(
    help="The models that are known, and what of them is on this disk.",
    no_args_is_help=True,
    rich_markup_mode="markdown",
)

Model = Annotated[
    str,
    typer.Argument(help="A card's id, a model folder, or a GGUF file; else the configured one."),
]
Folder = Annotated[
    Path | None, typer.Option(help="Where models are kept; else model.folder of the config.")
]

STATES = {
    "absent": "not here",
    "partial": "half fetched",
    "fetched": "fetched; converted at first use",
    "ready": "ready",
}


@app.command("list")
def list_models(config: Config = None, folder: Folder = None) -> None:
    """List the cards: size, memory, licence, engines, and whether the model is here.

    Example: pxtranslate models list
    """
    from pxtranslate.models.cards import cards, models_folder
    from pxtranslate.models.registry import state, tuned

    settings = resolved(config, {"model.folder": folder and str(folder)}).model
    place = models_folder(settings.folder)
    rows = [("model", "size", "memory", "engines", "licence", "run by us", "here")]
    own = tuned(place)
    for card in (*cards().values(), *own):
        size = sum(file.size or 0 for file in card.files)
        rows.append(
            (
                card.id + (" *" if card.id == settings.id else ""),
                f"{size / 1e9:.1f} GB" if size else "?",
                f"{card.memory_mib / 1024:.1f} GiB",
                " ".join(card.engines),
                card.licence + ("" if card.commercial else " (NON-COMMERCIAL)"),
                "yes" if card.ran_here else "no",
                STATES[state(card, place)],
            )
        )
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        say("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
    for card in own:
        say(f"{card.id}: tuned from {card.base or 'a base'}; {card.verdict or card.comparison}")
    say(
        f"* is used when none is named. Models are kept in {place}/; a folder of your own works too."
    )


@app.command()
def recommend(config: Config = None, folder: Folder = None, offline: Offline = None) -> None:
    """Name the best model for this machine: by memory, GPU, licence, and whether the hub answers.

    Asks the hub for a sign of life, unless --offline; fetches nothing.

    Example: pxtranslate models recommend
    """
    from pxtranslate.models import machine
    from pxtranslate.models.cards import cards, models_folder
    from pxtranslate.models.recommend import Machine
    from pxtranslate.models.recommend import recommend as advise
    from pxtranslate.models.registry import state
    from pxtranslate.models.sources import answers

    given = {"model.folder": folder and str(folder), "model.offline": offline}
    settings = resolved(config, given).model
    place = models_folder(settings.folder)
    known = list(cards().values())
    here = frozenset(card.id for card in known if state(card, place) in ("ready", "fetched"))
    hub = not settings.offline and answers()
    meets = Machine(machine.total_memory_mib(), machine.gpus_mib(), hub)
    gpus = ", ".join(f"{mib:,} MiB" for mib in meets.gpus) or "none"
    reached = "not asked" if settings.offline else "answers" if hub else "does not answer"
    say(f"memory {meets.memory_mib:,} MiB; CUDA GPUs {gpus}; model hub {reached}")
    advice = advise(known, here, meets)
    best = next((one.card for one in advice if not one.against), None)
    for one in advice:
        card = one.card
        mark = "->" if card is best else "  "
        why = one.against or f"{card.licence}{'' if card.ran_here else '; not run by this project'}"
        say(f"{mark} {card.id:<28} {why}")
        for figure in card.published if card is best else ():
            say(f"   {figure.scores} ({figure.source})")
    if best is None:
        say("none fits this machine's memory; see: pxtranslate models list")
    elif best.id == settings.id:
        say(f"Next: nothing; {best.id} is what is used")
    else:
        say(f"Next: pxtranslate batch input/ -o output/ --model {best.id}")


@app.command()
def show(model: Model = "", config: Config = None, folder: Folder = None) -> None:
    """Show what is known of one model: licence and limits, sources, files, hashes.

    Example: pxtranslate models show quickmt-zh-en
    """
    from pxtranslate.models.cards import HubSource, models_folder
    from pxtranslate.models.pull import expected
    from pxtranslate.models.registry import conversions, find, state

    settings = resolved(config, {"model.folder": folder and str(folder)}).model
    place = models_folder(settings.folder)
    card = find(model or settings.id, place)
    facts = {
        "model": card.id,
        "publisher": card.publisher,
        "licence": card.licence,
        "limits": card.limits,
        "family": card.family,
        "prompt": card.prompt,
        "does": {"both": "translates and summarizes"}.get(card.task, f"{card.task}s only"),
        "engines": ", ".join(card.engines),
        "memory": f"{card.memory_mib} MiB",
        "run by us": "yes" if card.ran_here else "no: known from its publisher's papers only",
        "base": card.base,
        "trained on": card.adapter.trained_on if card.adapter else "",
        "scores": card.comparison,
        "verdict": card.verdict,
        "published": "; ".join(f"{one.scores} ({one.source})" for one in card.published),
        "note": card.note,
        "here": STATES[state(card, place)],
        "folder": str(card.folder(place)),
    }
    for name, value in facts.items():
        if value:
            say(f"{name + ':':<11}{value}")
    if card.adapter:
        say(f"{'adapter:':<11}{card.adapter.file}, sha256 {card.adapter.sha256}")
    for file in expected(card, place):
        size = f"{file.size:,} bytes" if file.size is not None else "size not known before"
        say(f"{'file:':<11}{file.name}, {size}, sha256 {file.sha256 or 'not known before'}")
    for source in card.sources:
        if isinstance(source, HubSource):
            pinned = "" if source.pinned else " (not pinned: whatever is newest)"
            say(f"{'source:':<11}hub {source.repo} at {source.revision}{pinned}")
        else:
            name = source.project.format(f"1…{source.parts}")
            say(f"{'source:':<11}package index {name} {source.version}, parts of the file")
    for path in conversions(card, place):
        say(f"{'converted:':<11}{path}")


@app.command()
def pull(
    model: Model = "",
    config: Config = None,
    folder: Folder = None,
    offline: Offline = None,
    quiet: Quiet = False,
) -> None:
    """Fetch a model and verify it. What was interrupted goes on where it stopped.

    Example: pxtranslate models pull qwen2.5-coder-0.5b-instruct
    """
    from pxtranslate.models.cards import models_folder
    from pxtranslate.models.pull import damage
    from pxtranslate.models.pull import pull as fetch
    from pxtranslate.models.registry import find

    given = {"model.folder": folder and str(folder), "model.offline": offline}
    settings = resolved(config, given).model
    place = models_folder(settings.folder)
    card = find(model or settings.id, place)
    with _bytes(quiet) as (say, progress):
        fetch(card, place, offline=settings.offline, say=say, progress=progress)
    _judge(damage(card, place), card.id)
    if not quiet:
        say(f"{card.id} is in {card.folder(place)}, verified")


@app.command()
def verify(
    models: Annotated[
        list[str] | None, typer.Argument(help="Cards' ids; else all models that are here.")
    ] = None,
    config: Config = None,
    folder: Folder = None,
    quiet: Quiet = False,
) -> None:
    """Read every byte of the models that are here and compare hashes. Opens no socket.

    Example: pxtranslate models verify
    """
    from pxtranslate.models import convert
    from pxtranslate.models.cards import cards, models_folder
    from pxtranslate.models.hashes import sha256_of
    from pxtranslate.models.pull import damage, present
    from pxtranslate.models.registry import conversions, find

    place = models_folder(resolved(config, {"model.folder": folder and str(folder)}).model.folder)
    wanted = [find(model, place) for model in models or ()]
    here = [card for card in cards().values() if present(card, place) or conversions(card, place)]
    for card in wanted or here:
        made = conversions(card, place)
        found = damage(card, place, again=True) if present(card, place) or not made else []
        for path in made:
            for name, digest in convert.converted_files(path).items():
                if not (path / name).is_file() or sha256_of(path / name) != digest:
                    found.append(f"{path / name} is missing or damaged: delete {path}")
        _judge(found, card.id)
        if not quiet:
            known = all(file.sha256 for file in card.files)
            against = "its card" if known else "what first arrived; its card knows no hashes"
            say(f"{card.id}: as it should be, by {against}")
    if not wanted and not here and not quiet:
        say(f"no models in {place}; run: pxtranslate models pull")


@app.command()
def remove(
    model: Annotated[str, typer.Argument(help="A card's id, or the path of a local model.")],
    config: Config = None,
    folder: Folder = None,
    quiet: Quiet = False,
) -> None:
    """Delete a model's files and conversions from the models folder; never a folder of your own.

    Example: pxtranslate models remove qwen2.5-coder-0.5b-instruct
    """
    import shutil

    from pxtranslate.models.cards import models_folder
    from pxtranslate.models.registry import find, kept_in

    place = models_folder(resolved(config, {"model.folder": folder and str(folder)}).model.folder)
    where = kept_in(find(model, place), place)
    size = sum(path.stat().st_size for path in where.rglob("*") if path.is_file())
    if where.is_dir():
        shutil.rmtree(where)
    if not quiet:
        say(f"removed {where} ({size / 1e9:.1f} GB)" if size else f"nothing of it is in {place}")


@app.command()
def export(
    model: Annotated[str, typer.Argument(help="A tuned model's name or folder, or a card's id.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="The folder to write; it must be new.")],
    config: Config = None,
    folder: Folder = None,
    offline: Offline = None,
    quiet: Quiet = False,
) -> None:
    """Write a model, its adapter merged in, as a folder of safetensors for other tools.

    Such a folder is a model like any other: `--model FOLDER`; GGUF is made of it with llama.cpp's
    convert_hf_to_gguf.py.

    Example: pxtranslate models export my-news -o my-news-merged
    """
    from pxtranslate.models.cards import models_folder
    from pxtranslate.models.registry import export as write
    from pxtranslate.models.registry import find

    given = {"model.folder": folder and str(folder), "model.offline": offline}
    settings = resolved(config, given).model
    place = models_folder(settings.folder)
    with display(style_of(quiet)) as shown:
        write(find(model, place), place, out, offline=settings.offline, say=shown.say)
    if not quiet:
        say(f"wrote {out}")


def _judge(found: list[str], model: str) -> None:
    if found:
        from pxtranslate.errors import ModelError

        raise ModelError(
            f"{found[0]}; run: pxtranslate models remove {model} && pxtranslate models pull {model}"
        )


@contextmanager
def _bytes(
    quiet: bool,
) -> Iterator[tuple[Callable[[str], None], Callable[[int, int], None] | None]]:
    """Where lines and bytes are shown: a bar on a terminal, plain lines elsewhere."""
    import sys

    if quiet or not sys.stderr.isatty():
        with display(style_of(quiet)) as shown:
            yield shown.say, None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        DownloadColumn,
        Progress,
        TimeRemainingColumn,
        TransferSpeedColumn,
    )

    columns = (BarColumn(), DownloadColumn(), TransferSpeedColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task("", total=None)
        yield (
            lambda line: bar.console.print(visible(line), markup=False, highlight=False),
            lambda now, total: bar.update(task, completed=now, total=total or None),
        )

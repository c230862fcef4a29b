"""`pxtranslate evaluate`: models and settings side by side, scored, timed and checked."""

from pathlib import Path
from typing import Annotated, Any

import typer

from pxtranslate.cli.options import Config, Json, Offline, Quiet, resolved
from pxtranslate.cli.progress import display, style_of
from pxtranslate.cli.say import say
from pxtranslate.errors import NOT_ALL_WELL
from pxtranslate.evaluation import DEFAULT

app = typer.Typer(
    help="Score, time and check models and settings side by side.", invoke_without_command=True
)

Testset = Annotated[
    str,
    typer.Option(
        help="TSV, CSV, JSONL, TMX or XLIFF with references; or a set that ships: news, regional,"
        " newsroom or desk."
    ),
]
Out = Annotated[
    Path, typer.Option("--out", "-o", help="Where results are kept and the report is written.")
]
Segments = Annotated[int | None, typer.Option(min=1, help="The first so many sentences.")]
Again = Annotated[bool, typer.Option("--again", help="Measure anew what is kept.")]


@app.callback()
def evaluate(
    context: typer.Context,
    testset: Testset = DEFAULT,
    models: Annotated[
        str | None, typer.Option(help="Cards' ids, folders or GGUF files, commas between.")
    ] = None,
    against: Annotated[
        list[str] | None,
        typer.Option(help="Other systems' outputs: a line a sentence (.en), or bilingual files."),
    ] = None,
    configs: Annotated[
        str | None, typer.Option(help="Config files, commas between; each model under each.")
    ] = None,
    out: Out = Path("evaluation"),
    segments: Segments = None,
    again: Again = False,
    offline: Offline = None,
    quiet: Quiet = False,
    json: Json = False,
) -> None:
    """Score, time and check models and settings side by side.

    Each runs in a process of its own. What is finished is kept: killed, the same command goes on,
    and a later run shows what got worse.

    Example: pxtranslate evaluate --models qwen2.5-coder-0.5b-instruct,hy-mt2-1.8b
    """
    if context.invoked_subcommand:
        return
    from pxtranslate.evaluation import run, scores
    from pxtranslate.evaluation.systems import systems
    from pxtranslate.translation.interrupt import stoppable

    scores.require()
    options: dict[str, Any] = {} if offline is None else {"model": {"offline": offline}}
    wanted = systems(_listed(models), [Path(one) for one in _listed(configs)], options)
    others = [Path(one) for each in against or () for one in _listed(each)]
    with display(style_of(quiet, json)) as shown, stoppable() as stop:
        found = run.evaluate(
            testset, segments, wanted, others, out, again=again, say=shown.say,
            total=shown.total, advance=shown.advance, check=stop.check,
        )  # fmt: skip
    if not quiet:
        from pxtranslate.evaluation import table

        for one in found.changes:
            say(table.change(one))
        for line in table.table(table.rows(found)).splitlines():
            say(line)
        say(f"Wrote {out / run.HTML} and {out / run.MARKDOWN}")
    if any(row.failed for row in found.rows):
        raise typer.Exit(NOT_ALL_WELL)


@app.command()
def drift(
    model: Annotated[
        str, typer.Argument(help="A card's id, a folder or a GGUF file; else the configured one.")
    ] = "",
    testset: Testset = DEFAULT,
    config: Config = None,
    out: Out = Path("evaluation"),
    segments: Segments = None,
    again: Again = False,
    offline: Offline = None,
    quiet: Quiet = False,
) -> None:
    """Tell what conversion and rounding do to a model: the published weights beside the form that runs.

    The published ones run in float32, slowly and with four bytes a parameter.

    Example: pxtranslate evaluate drift qwen2.5-coder-0.5b-instruct --segments 20
    """
    from pxtranslate.evaluation import drift as drifting
    from pxtranslate.evaluation import reference, scores
    from pxtranslate.models.cards import models_folder
    from pxtranslate.models.registry import find
    from pxtranslate.state.named import named
    from pxtranslate.translation.interrupt import stoppable

    scores.require()
    settings = resolved(config, {"model.id": model or None, "model.offline": offline})
    card = find(settings.model.id, models_folder(settings.model.folder))
    over = reference.load(testset, segments)
    forms = drifting.forms(card, settings)
    with display(style_of(quiet)) as shown, stoppable() as stop:
        shown.total(over.characters * len(forms))
        found = drifting.drift(
            forms, over, out, again=again, say=shown.say, advance=shown.advance, check=stop.check
        )
    page = drifting.page(found, over)
    path = out / f"drift-{card.id}.md"
    with named(path) as file:
        file.write(page.encode())
    if not quiet:
        for line in page.splitlines():
            say(line)
        say(f"Wrote {path}")


def _listed(names: str | None) -> list[str]:
    return [one.strip() for one in (names or "").split(",") if one.strip()]

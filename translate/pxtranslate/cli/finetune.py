"""`pxtranslate finetune`: a tuned model out of one's own pairs."""

from pathlib import Path
from typing import Annotated

import typer

from pxtranslate.cli.config import write_new
from pxtranslate.cli.options import Json, Offline, Quiet, resolved
from pxtranslate.cli.progress import display, style_of
from pxtranslate.cli.say import say
from pxtranslate.errors import Interrupted
from pxtranslate.finetune import settings as keys

app = typer.Typer(help="Make a tuned model out of your own pairs.", invoke_without_command=True)


@app.callback()
def finetune(
    context: typer.Context,
    config: Annotated[
        Path, typer.Option(help="What to tune, on what and how; `finetune init` writes one.")
    ] = Path(keys.FILE),
    dry_run: Annotated[
        bool,
        typer.Option("--dry-run", help="Print the plan and stop: pairs, tokens, memory, time."),
    ] = False,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Forget what an earlier run of this name has done.")
    ] = False,
    folder: Annotated[
        Path | None,
        typer.Option(
            "--folder", "--models", help="Where models are kept; else model.folder of the config."
        ),
    ] = None,
    offline: Offline = None,
    quiet: Quiet = False,
    json: Json = False,
) -> None:
    """Make a tuned model out of your own pairs.

    Prints a plan first. Killed at any point, the same command goes on where it was. The result is
    a folder with the adapter, what is known of it, and report.html.

    Example: pxtranslate finetune --config finetune.toml --dry-run
    """
    if context.invoked_subcommand:
        return
    tuning = keys.load(config)
    given = {"model.folder": folder and str(folder), "model.offline": offline}
    settings = resolved(None, given)

    from pxtranslate.finetune import base, result, tune
    from pxtranslate.models.cards import models_folder
    from pxtranslate.translation.interrupt import stoppable

    base.use_threads(settings.model.threads)
    out = tuning.out(models_folder(settings.model.folder))
    with display(style_of(quiet, json)) as shown:
        if dry_run:
            tune.plan_only(tuning, settings, say, shown.say)
            return
        if fresh:
            result.begin_anew(out, out / tune.WORK)
        with stoppable() as stop:
            made = tune.tune(tuning, settings, say, shown.say, lambda: stop.signum is not None)
        if made is None:
            raise Interrupted(stop.signum or 0)
    known = result.read_card(made)
    if known:
        say(known["scores"])
        if known["verdict"]:
            say(known["verdict"])
    name = tuning.settings.name if not tuning.settings.out else made
    say(f"{made} is ready: open report.html there, or run: pxtranslate batch input/ --model {name}")


@app.command()
def init(
    path: Annotated[Path, typer.Argument(help="Where to write it.")] = Path(keys.FILE),
    preset: Annotated[
        keys.Preset, typer.Option(help="The machine that the defaults are for.")
    ] = "laptop",
) -> None:
    """Write a config file that explains every key.

    Example: pxtranslate finetune init
    """
    write_new(path, keys.commented(preset))
    say(f"Wrote {path}; name your files under data, then: pxtranslate finetune --dry-run")

"""`pxtranslate retry`: once more what failed."""

import os
from pathlib import Path
from typing import Annotated

import typer

from pxtranslate.cli.batch import perform
from pxtranslate.cli.options import Json, Quiet
from pxtranslate.cli.progress import style_of
from pxtranslate.config import Settings
from pxtranslate.errors import InputError


def retry(
    out: Annotated[Path, typer.Argument(help="The result folder of the run.")] = Path("output"),
    quiet: Quiet = False,
    json: Json = False,
) -> None:
    """Do again what failed, could not be read or was set aside; leave the rest alone.

    Takes the inputs and the settings of the last `batch` into OUT, so nothing needs to be said
    twice. Inputs that the run did not come to are done too.

    Example: pxtranslate retry output/
    """
    from pxtranslate.state.place import FOLDER
    from pxtranslate.state.state import State

    command = None
    if (out / FOLDER).is_dir():
        with State(out) as state:
            command = state.command()
    if command is None:
        raise InputError(f"{out}: no run to retry; run `pxtranslate batch INPUT -o {out}` first")
    out = out.absolute()
    try:
        os.chdir(command.folder)  # paths were given there
    except OSError as error:
        raise InputError(
            f"{command.folder}: the folder where batch was run is gone ({error.strerror}); "
            "run batch again"
        ) from error
    perform(
        [Path(path) for path in command.paths],
        out,
        Settings.model_validate_json(command.settings),
        style_of(quiet, json),
        again=True,
    )

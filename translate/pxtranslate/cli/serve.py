"""`pxtranslate serve`: the front door for people without a terminal."""

from contextlib import ExitStack
from pathlib import Path
from typing import Annotated

import typer

from pxtranslate.cli.options import resolved
from pxtranslate.cli.review import Host, Name, NoBrowser, Port, open_to_browser, require_web
from pxtranslate.errors import ConfigError, PxError


def serve(
    folder: Annotated[
        Path, typer.Argument(help="Where files and results are kept; made if need be.")
    ] = Path("pxtranslate"),
    host: Host = "127.0.0.1",
    port: Port = 0,
    no_browser: NoBrowser = False,
    name: Name = "",
) -> None:
    """Take files in the browser, translate them one job after the other, open the review.

    Prints the address to open, a secret token in it. Jobs are `pxtranslate batch` with the settings
    of this folder's pxtranslate.toml, if there is one, and go on after a restart. Needs the extra
    `web`.

    Example: pxtranslate serve newsroom/
    """
    require_web()
    from pxtranslate.state.jobs import Jobs
    from pxtranslate.web.door import Door
    from pxtranslate.web.second import second_of

    if folder.exists() and not folder.is_dir():
        raise ConfigError(f"{folder}: is not a folder; name one to keep files and results in")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise PxError(f"{folder}: cannot be made ({error.strerror}); name another") from error
    settings = resolved(None, {})
    with ExitStack() as stack, Jobs(folder) as jobs:
        second = second_of(settings)
        if second:
            stack.enter_context(second)
        open_to_browser(Door(folder, jobs, stack, name, second).app(), host, port, no_browser)

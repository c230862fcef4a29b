"""`pxtranslate review`: the results of a run in the browser, to be corrected."""

from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from pxtranslate.cli.options import Config, resolved
from pxtranslate.cli.say import flush, say
from pxtranslate.errors import ConfigError, InputError

Host = Annotated[
    str, typer.Option(help="Address to listen on; any other than this machine's is open to all.")
]
Port = Annotated[int, typer.Option(help="0: any that is free.", min=0, max=65535)]
NoBrowser = Annotated[bool, typer.Option("--no-browser", help="Only print the address.")]
Name = Annotated[str, typer.Option(help="Who corrects; kept with each correction.")]


def review(
    out: Annotated[Path, typer.Argument(help="The result folder of a run.")] = Path("output"),
    host: Host = "127.0.0.1",
    port: Port = 0,
    no_browser: NoBrowser = False,
    read_only: Annotated[
        bool, typer.Option("--read-only", help="Nothing can be changed, by anybody.")
    ] = False,
    name: Name = "",
    config: Config = None,
) -> None:
    """Read and correct the results of a run in the browser.

    Prints the address to open, a secret token in it. What is corrected is saved at once, and every
    output file tells it after the next batch. Suggestions come from `second_model` in [mend] of the
    config file, else from the one the run had. Needs the extra `web`.

    Example: pxtranslate review output/
    """
    require_web()
    from pxtranslate.state.journal import Journal, path_of
    from pxtranslate.web.app import Review
    from pxtranslate.web.results import Results
    from pxtranslate.web.second import second_of

    if not out.is_dir():
        raise InputError(f"{out}: no folder; run: pxtranslate batch INPUT -o {out}")
    settings = resolved(config, {})
    with ExitStack() as stack:
        # To look on leaves no trace in the folder, nor needs the right to write there.
        own = not read_only or path_of(out).exists()
        place = out if own else Path(stack.enter_context(TemporaryDirectory()))
        journal = stack.enter_context(Journal(place))
        results = Results(out, journal, name)
        if not results.names():
            raise InputError(f"{out}: holds no results; run: pxtranslate batch INPUT -o {out}")
        second = None if read_only else second_of(settings, results.settings())
        if second:
            stack.enter_context(second)
        review = Review(results, read_only, second=second)
        open_to_browser(review.app(), host, port, no_browser, read_only)


def require_web() -> None:
    """Raise ConfigError where the extra is not installed."""
    try:
        import pxtranslate.web.server  # noqa: F401
    except ModuleNotFoundError as error:
        raise ConfigError(
            f"the pages in the browser need {error.name}; run: pip install 'pxtranslate[web]'"
        ) from error


def open_to_browser(
    app: object, host: str, port: int, no_browser: bool, read_only: bool = False
) -> None:
    """Serve until stopped; print the address, one line on stdout, and open it."""
    import webbrowser

    from pxtranslate.web.app import guarded, new_token
    from pxtranslate.web.server import listening, serve

    listener = listening(host, port)
    token, at = new_token(), listener.getsockname()[1]
    shown = f"[{host}]" if ":" in host else host
    address = f"http://{shown}:{at}/?token={token}"

    def ready() -> None:
        say(address)
        flush()
        if not no_browser:
            webbrowser.open(address)

    serve(guarded(app, at, shown, token, read_only), listener, ready)  # type: ignore[arg-type]

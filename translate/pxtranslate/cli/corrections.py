"""`pxtranslate corrections`: what people corrected without a server, taken into a run's folder."""

from pathlib import Path
from typing import Annotated

import typer

from pxtranslate.cli.say import say
from pxtranslate.errors import InputError
from pxtranslate.phrases import counted

app = typer.Typer(
    help="Corrections that were made elsewhere.",
    no_args_is_help=True,
    rich_markup_mode="markdown",
)


@app.callback()
def _root() -> None:
    """Corrections that were made elsewhere."""


@app.command("import")
def take(
    file: Annotated[Path, typer.Argument(help="What edit.html saved.")],
    out: Annotated[Path, typer.Argument(help="The result folder of the run.")] = Path("output"),
    name: Annotated[str, typer.Option(help="Who corrected; kept with each correction.")] = "",
) -> None:
    """Take the corrections that edit.html saved; the next batch writes them into every file.

    The same as putting the file into OUT before the next batch. Taken twice, it changes nothing.
    What fits no sentence any more is told and kept in OUT as corrections-….unmatched.

    Example: pxtranslate corrections import corrections-news.json output/
    """
    from pxtranslate.output.reread import FILES
    from pxtranslate.state import carried
    from pxtranslate.state.journal import Journal

    found = carried.read(file)
    names = [path.name for path in out.iterdir()] if out.is_dir() else []
    if found.folder not in names or not (out / found.folder / FILES[0]).is_file():
        raise InputError(
            f"{file}: is for the folder {found.folder}, which {out} does not have; name the OUT of"
            " that run"
        )
    with Journal(out) as journal:
        number, left = carried.take(found, out, journal, name)
    if left:
        say(carried.keep_unmatched(out, found.folder, left))
    if number or not left:
        told = f"{counted(number, 'correction')} for {found.folder}"
        say(f"{told}; run the same batch again to write them")

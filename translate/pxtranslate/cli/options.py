"""Options that several commands share: one name and one meaning each."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from pxtranslate import config
from pxtranslate.config import Settings, nested, resolve

Config = Annotated[
    Path | None, typer.Option(help="Config file; else pxtranslate.toml here, if there is one.")
]
Profile = Annotated[config.Profile | None, typer.Option(help="A set of defaults.")]
Model = Annotated[str | None, typer.Option(help="A card's id, a model folder, or a GGUF file.")]
Engine = Annotated[
    config.EngineName | None,
    typer.Option(help="What runs the model; echo needs none and marks the text."),
]
Glossary = Annotated[str | None, typer.Option(help="Your terms: a TSV, TOML or TBX file.")]
Memory = Annotated[
    str | None, typer.Option(help="A file of translations that runs and folders share.")
]
Tm = Annotated[
    str | None,
    typer.Option(
        help="Your translations (TMX, XLIFF, TSV …): the same sentence takes your words, no model's."
    ),
]
Formats = Annotated[
    str | None,
    typer.Option(
        "--format",
        help="What to add, commas between: tmx, xliff, xliff2, csv, xlsx, markdown, docx, epub, edit in"
        " each folder; jsonl, csv, parquet, xliff-run, xliff2-run for the whole run.",
    ),
]
KeepOrder = Annotated[bool | None, typer.Option("--keep-order", help="Keep the text in its order.")]
Offline = Annotated[bool | None, typer.Option("--offline", help="Open no socket.")]
Workers = Annotated[
    int,
    typer.Option(
        min=0,
        help="Processes for what needs no model; 0: one a core. On Ray, workers that load it;"
        " 0: one a GPU, or a node.",
    ),
]
RunnerName = Literal["local", "ray"]
Runner = Annotated[RunnerName, typer.Option(help="Where: on this machine, or a Ray cluster.")]
Address = Annotated[
    str | None,
    typer.Option(
        help="Of the Ray cluster: auto for the one this machine is in; else one is started here."
    ),
]
Quiet = Annotated[
    bool,
    typer.Option("--quiet", "-q", help="Print only what makes the exit code other than 0."),
]
Json = Annotated[bool, typer.Option("--json", help="JSON lines on stderr, and nothing else.")]


def resolved(config: Path | None, options: Mapping[str, Any]) -> Settings:
    """The settings, with the options that were given (not None) on top."""
    return resolve(config, nested(options)).settings

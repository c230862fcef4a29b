"""Options that several commands share."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from pxtranslate.config import Settings, resolve

Config = Annotated[
    Path | None, typer.Option(help="Config file; else pxtranslate.toml here, if there is one.")
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress, no closing lines.")]
Json = Annotated[bool, typer.Option("--json", help="Progress as JSON lines on stderr.")]


def resolved(config: Path | None, options: Mapping[str, Any]) -> Settings:
    """The settings, with the options that were given (not None) on top."""
    layer: dict[str, Any] = {}
    for key, value in options.items():
        if value is None:
            continue
        section, _, name = key.rpartition(".")
        (layer.setdefault(section, {}) if section else layer)[name] = value
    return resolve(config, layer).settings

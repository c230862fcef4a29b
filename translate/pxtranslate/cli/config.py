"""`pxtranslate config`: write, show and check the settings."""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

import typer

from pxtranslate import config as settings
from pxtranslate.cli.options import Config
from pxtranslate.cli.say import say
from pxtranslate.errors import ConfigError

app = typer.Typer(
    help="Write, show and check the config file.", no_args_is_help=True, rich_markup_mode="markdown"
)


@app.command()
def init(
    path: Annotated[Path, typer.Argument(help="Where to write it.")] = Path(settings.FILE),
) -> None:
    """Write a config file that explains every key; each stands as a comment with its default.

    Example: pxtranslate config init
    """
    write_new(path, commented())
    say(f"Wrote {path}; take the # from the lines you want to change.")


@app.command()
def show(config: Config = None) -> None:
    """Print every setting, its value and where the value came from.

    Example: PXTRANSLATE_DECODING_BEAM=1 pxtranslate config show
    """
    resolved = settings.resolve(config)
    rows = [(key, _value(resolved.settings, key)) for key in settings.fields()]
    width = max(len(f"{key} = {_toml(value)}") for key, value in rows)
    for key, value in rows:
        origin = resolved.origins.get(key, "default")
        say(f"{f'{key} = {_toml(value)}':<{width}}  # {origin}")


@app.command()
def check(
    file: Annotated[Path, typer.Argument(help="The config file.")] = Path(settings.FILE),
) -> None:
    """Read a config file and name each problem with its line; exit code 2 if there are any.

    Example: pxtranslate config check pxtranslate.toml
    """
    settings.resolve(file)
    say(f"{file}: no problems")


def write_new(path: Path, lines: Iterable[str]) -> None:
    """Write a file that is not there yet. Raises ConfigError if it is, PxError."""
    from pxtranslate.state.named import named

    if os.path.lexists(path):
        raise ConfigError(f"{path}: is there already; name another file")
    with named(path) as file:
        file.writelines(f"{line}\n".encode() for line in lines)


def commented() -> list[str]:
    """The lines of a config file that explains every key."""
    lines = [
        "# Settings of pxtranslate. Every key is here with its default; take the # away to change",
        "# one. The environment (PXTRANSLATE_MODEL_ID) and the command line override this file.",
    ]
    current = ""
    defaults = settings.Settings()
    for key, field in settings.fields().items():
        section, _, name = key.rpartition(".")
        if section != current:
            about = (settings.Settings.model_fields[section].annotation.__doc__ or "").strip()
            lines += ["", f"[{section}]  # {about.splitlines()[0]}"]
            current = section
        elif not section:
            lines.append("")
        lines += [f"# {field.description}", f"# {name} = {_toml(_value(defaults, key))}"]
    return lines


def _value(found: Any, key: str) -> Any:
    for part in key.split("."):
        found = getattr(found, part)
    return found


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return "[" + ", ".join(_toml(part) for part in value) + "]"
    return f'"{value}"' if isinstance(value, str) else str(value)

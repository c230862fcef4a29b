"""Where settings come from: layers put on top of each other, and for each value its origin.

Rising order: defaults, the profile's changes, `pxtranslate.toml`, environment variables
(`PXTRANSLATE_MODEL_ID` for `id` in `[model]`), the command line. Only here are config files and the
environment read.
"""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from pxtranslate.config.problems import explain, nearest
from pxtranslate.config.settings import PROFILES, Layer, Settings
from pxtranslate.errors import ConfigError
from pxtranslate.regular import read_regular

FILE = "pxtranslate.toml"
PREFIX = "PXTRANSLATE_"


@dataclass(frozen=True, slots=True)
class Resolved:
    """Settings, and for each dotted key (`model.id`) where its value came from."""

    settings: Settings
    origins: Mapping[str, str]


def resolve(file: Path | None = None, options: Layer | None = None) -> Resolved:
    """Put the layers together.

    `file`: a config file that must exist; None takes `pxtranslate.toml` of this folder if there is
    one. `options`: what the command line set. Raises ConfigError, one line for each problem.
    """
    if file is None and Path(FILE).is_file():
        file = Path(FILE)
    text, from_file = read_toml(file) if file else ("", {})
    from_environment = _environment(os.environ)
    profile = _pick_profile(from_file, from_environment, options or {})
    layers = [
        (f"profile {profile}", PROFILES.get(profile, {})),
        (str(file), from_file),
        ("environment", from_environment),
        ("command line", options or {}),
    ]
    values, origins = _merge(layers)
    try:
        settings = Settings.model_validate(values)
    except ValidationError as error:
        known = fields() | dict.fromkeys(Settings.model_fields)
        raise ConfigError(*explain(error, origins, str(file), text, known)) from None
    return Resolved(settings, origins)


def nested(options: Mapping[str, Any]) -> Layer:
    """The layer of these values by dotted key; None is no value."""
    layer: dict[str, Any] = {}
    for key, value in options.items():
        if value is not None:
            section, _, name = key.rpartition(".")
            (layer.setdefault(section, {}) if section else layer)[name] = value
    return layer


def fields() -> dict[str, Any]:
    """Each dotted key with its pydantic field, in the order of the file."""
    found: dict[str, Any] = {}
    for name, field in Settings.model_fields.items():
        section = field.annotation
        if isinstance(section, type) and issubclass(section, BaseModel):
            found |= {f"{name}.{key}": part for key, part in section.model_fields.items()}
        else:
            found[name] = field
    return found


def read_toml(file: Path) -> tuple[str, Layer]:
    """The text of a config file and its values. Raises ConfigError if it cannot be read."""
    try:
        text = read_regular(file).decode("utf-8-sig")
        return text, tomllib.loads(text)
    except OSError as error:
        raise ConfigError(f"{file}: cannot be read ({error.strerror})") from error
    except ValueError as error:  # not TOML, not UTF-8, or a number of 5,000 digits
        raise ConfigError(f"{file}: not valid TOML: {error}") from error
    except RecursionError as error:
        raise ConfigError(f"{file}: not valid TOML: nested too deep") from error


def _environment(variables: Mapping[str, str]) -> Layer:
    known = {PREFIX + key.replace(".", "_").upper(): key for key in fields()}
    found: dict[str, Any] = {}
    for variable in sorted(variables):
        if not variable.startswith(PREFIX):
            continue
        if variable not in known:
            near = nearest(variable, known)
            raise ConfigError(f"environment variable {variable}: no such setting{near}")
        found[known[variable]] = _value(variables[variable])
    return nested(found)


def _value(text: str) -> Any:
    """A TOML value where the text is one (`true`, `3`, `["tmx"]`), else the text itself."""
    try:
        return tomllib.loads(f"value = {text}")["value"]
    except (ValueError, RecursionError):
        return text


def _pick_profile(*layers: Layer) -> str:
    named = [str(layer["profile"]) for layer in layers if "profile" in layer]
    return named[-1] if named else "default"


def _merge(layers: list[tuple[str, Layer]]) -> tuple[dict[str, Any], dict[str, str]]:
    values: dict[str, Any] = {}
    origins: dict[str, str] = {}
    for origin, layer in layers:
        for name, value in layer.items():
            if isinstance(value, Mapping):
                section = values.setdefault(name, {})
                if isinstance(section, dict):
                    section.update(value)
                origins |= {f"{name}.{key}": origin for key in value}
            else:
                values[name] = value
            origins[name] = origin
    return values, origins

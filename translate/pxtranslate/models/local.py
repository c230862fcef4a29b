"""A card for a model that lies on this disk: a folder, or a GGUF file, named by its path.

What can be told from the files is told; what cannot (licence, publisher) is said to be unknown.
An adapter folder gets the card of its base. Refuses what could run code when it is loaded: pickled weights and `auto_map` in a config.
"""

import json
import struct
from pathlib import Path
from typing import IO, Literal, get_args

from pxtranslate.errors import ModelError
from pxtranslate.models.adapter import CONFIG, open_adapter
from pxtranslate.models.cards import (
    SEQ2SEQ,
    SUMMARIZERS,
    AdapterFile,
    Card,
    CardFile,
    EngineName,
    Family,
    Format,
    cards,
)
from pxtranslate.models.hashes import sha256_of

_FAMILIES: dict[str, Family] = {
    "qwen2": "qwen2",
    "qwen3": "qwen3",
    "gemma": "gemma",
    "gemma2": "gemma",
    "gemma3": "gemma",
    "gemma3_text": "gemma",
    "llama": "llama",
    "mistral": "mistral",
    "hunyuan_v1_dense": "hunyuan",
    "hunyuan-dense": "hunyuan",
    "marian": "marian",
    "m2m_100": "m2m100",
    "mt5": "mt5",
}
_PICKLES = {".bin", ".pt", ".pth", ".pkl", ".ckpt"}
_TOKENIZERS = {".json", ".model", ".spm", ".jinja", ".txt"}
TUNED = "tuned.json"
"""What `finetune` says of the model in a folder: base, data, scores."""
_MANIFEST = "conversion.json"
_GGUF_STRING, _GGUF_ARRAY = 8, 9
_GGUF_SIZES = {0: 1, 1: 1, 2: 2, 3: 2, 4: 4, 5: 4, 6: 4, 7: 1, 10: 8, 11: 8, 12: 8}


def card_of_path(path: Path) -> Card:
    """Derive a card from what lies at a path. Raises ModelError, saying why it cannot be used."""
    if path.is_file():
        return _gguf_card(path)
    names = sorted(entry.name for entry in path.iterdir() if entry.is_file())
    single = [name for name in names if name.endswith(".gguf")]
    if len(single) == 1:
        return _gguf_card(path / single[0])
    if CONFIG in names:
        return _tuned_card(path)
    if "config.json" not in names:
        raise ModelError(f"{path} holds no config.json and no single .gguf file: not a model")
    if "model.bin" in names and is_ct2_model(path / "model.bin"):
        return _ct2_card(path, names)
    return _hf_card(path, names)


def _tuned_card(path: Path) -> Card:
    """The card of an adapter folder: its base's card, with what the folder says of itself on top."""
    adapter = open_adapter(path)
    facts = _facts(path)
    base = _base(str(facts.get("base") or adapter.base), path)
    given = {key: str(facts[key]) for key in ("trained_on", "scores") if facts.get(key)}
    return base.model_copy(
        update={
            "id": path.resolve().name,
            "base": base.id,
            "adapter": AdapterFile(
                file=str(adapter.file),
                sha256=sha256_of(adapter.file),
                trained_on=given.get("trained_on", "not known here: see where you have it from"),
                scores=given.get("scores", ""),
            ),
            "note": f"Tuned from {base.id}; data under: {facts.get('data_licence', 'unknown')}.",
            "ran_here": False,
            "verdict": str(facts.get("verdict") or ""),
        }
    )


def _facts(path: Path) -> dict[str, object]:
    """What `finetune` wrote of the model in a folder. Raises ModelError if it must not be used."""
    facts = _read_config(path / TUNED) if (path / TUNED).is_file() else {}
    if facts.get("fault"):
        raise ModelError(f"{path} must not be used: {facts['fault']}; tune it again")
    return facts


def _base(name: str, path: Path) -> Card:
    """The card of what an adapter was trained on: a card's id, a hub's name of it, or a path."""
    known = cards()
    for each in (name, name.rpartition("/")[2].lower()):
        if each in known and known[each].adapter is None:
            return known[each]
    for place in (Path(name), path / name):
        if name and place.exists():
            return card_of_path(place)
    raise ModelError(
        f"{path} is an adapter for {name or 'a model it does not name'}, which is no card's id and lies"
        f" at no such path; put the path of its base into {path / CONFIG}"
    )


def is_ct2_model(path: Path) -> bool:
    """Whether a model.bin is CTranslate2's: a small version number, then a short class name."""
    with path.open("rb") as file:
        head = file.read(6)
    if len(head) < 6:
        return False
    version, length = struct.unpack("<IH", head)
    return bool(1 <= version < 100 and 1 <= length < 100)


def missing_shards(folder: Path) -> list[str]:
    """Weight files that a sharded model's index names and the folder lacks."""
    index = folder / "model.safetensors.index.json"
    if not index.is_file():
        return []
    named = set(json.loads(index.read_text(encoding="utf-8"))["weight_map"].values())
    return sorted(name for name in named if not (folder / name).is_file())


def refuse_remote_code(folder: Path) -> None:
    """Raise ModelError if a config in the folder asks for code that comes with the model."""
    for name in ("config.json", "tokenizer_config.json"):
        path = folder / name
        if path.is_file() and "auto_map" in _read_config(path):
            raise ModelError(
                f"{path} asks to run code that comes with the model (auto_map), which is never"
                " done here; take a model that transformers supports by itself"
            )


def _gguf_card(path: Path) -> Card:
    architecture = _gguf_architecture(path)
    family = _family(architecture, path)
    if family == "hunyuan":
        raise ModelError(
            f"{path}: transformers cannot read the GGUF form of {architecture};"
            " give the folder with its safetensors instead, or a card's id"
        )
    return _card(path.stem, family, "gguf", path.parent, [path.name])


def _hf_card(path: Path, names: list[str]) -> Card:
    refuse_remote_code(path)
    config = _read_config(path / "config.json")
    family = _family(str(config.get("model_type")), path)
    if family == "m2m100" and "nllb" in f"{config.get('_name_or_path')} {_tokenizer(path)}".lower():
        family = "nllb"
    weights = [name for name in names if name.endswith(".safetensors")]
    pickles = [name for name in names if Path(name).suffix in _PICKLES]
    if not weights and pickles:
        raise ModelError(
            f"{path / pickles[0]} is a pickle, which can run code when it is read; "
            "take the model's .safetensors, or convert the file where that is no danger"
        )
    if absent := missing_shards(path):
        raise ModelError(f"{path} is incomplete: {absent[0]} is missing; fetch the model again")
    if not weights:
        raise ModelError(f"{path} holds no weights (*.safetensors)")
    others = [name for name in names if Path(name).suffix in _TOKENIZERS and name != TUNED]
    card = _card(path.resolve().name, family, "hf", path, weights + others)
    facts = _facts(path)
    return card.model_copy(
        update={
            "verdict": str(facts.get("verdict") or ""),
            "scores": str(facts.get("scores") or ""),
            "base": str(facts.get("base") or ""),
            "licence": f"{facts['base_licence']}, data: {facts['data_licence']}"
            if facts
            else "unknown",
        }
    )


def _ct2_card(path: Path, names: list[str]) -> Card:
    kept = [name for name in names if name == "model.bin" or Path(name).suffix in _TOKENIZERS]
    if "src.spm.model" in names and "tgt.spm.model" in names:
        return _card(path.resolve().name, "quickmt", "ct2", path, kept)
    named = _read_config(path / _MANIFEST).get("family") if _MANIFEST in names else None
    family = next((each for each in get_args(Family) if each == named), None)
    if family is None:
        raise ModelError(
            f"{path} is a CTranslate2 model, and nothing in it says of what family;"
            " give the folder or the GGUF file that it was converted from"
        )
    kept.remove(_MANIFEST)
    return _card(path.resolve().name, family, "ct2", path, kept)


def _card(name: str, family: Family, form: Format, folder: Path, names: list[str]) -> Card:
    files = [CardFile(name=each, size=(folder / each).stat().st_size) for each in names]
    mib = sum(file.size or 0 for file in files) >> 20
    # Q4 becomes int8 (twice as large), bf16 becomes int8 (half); and room to decode.
    need = {"gguf": mib * 2, "hf": mib, "ct2": mib}[form] + 512
    engines: tuple[EngineName, ...] = ("ct2", "hf")
    if form == "ct2":
        engines = ("ct2",)
    elif family == "hunyuan":
        engines = ("hf",)
    prompt: Literal["none", "article", "hy-mt2", "chat-generic"] = "chat-generic"
    task: Literal["translate", "summarize", "both"] = "both"
    if family in SUMMARIZERS:
        prompt, task = "article", "summarize"
    elif family in SEQ2SEQ:
        prompt, task = "none", "translate"
    elif family == "hunyuan":
        prompt, task = "hy-mt2", "translate"
    return Card(
        id=name,
        family=family,
        format=form,
        task=task,
        prompt=prompt,
        licence="unknown",
        limits="not known here: see where you have the model from",
        publisher="unknown",
        engines=engines,
        memory_mib=need,
        ran_here=False,
        files=tuple(files),
        local=folder.resolve(),
    )


def _family(kind: str, path: Path) -> Family:
    family = _FAMILIES.get(kind)
    if family is None:
        known = ", ".join(sorted(set(_FAMILIES.values())))
        raise ModelError(f"{path} is of the kind {kind}, which is not supported ({known} are)")
    return family


def _read_config(path: Path) -> dict[str, object]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise ModelError(f"{path} is not JSON ({error}); fetch the model again") from error
    if not isinstance(found, dict):
        raise ModelError(f"{path} is not a JSON object; fetch the model again")
    return found


def _tokenizer(path: Path) -> str:
    config = path / "tokenizer_config.json"
    return str(_read_config(config).get("tokenizer_class")) if config.is_file() else ""


def _gguf_architecture(path: Path) -> str:
    """`general.architecture`, read from the head of the file.

    The gguf package reads it too, but parses the whole vocabulary on the way: 7 s against 1 ms.
    """
    with path.open("rb") as file:
        try:
            magic, version, _, keys = struct.unpack("<4sIQQ", file.read(24))
            if magic == b"GGUF" and version in (2, 3):
                for _ in range(keys):
                    key = _gguf_string(file)
                    (kind,) = struct.unpack("<I", file.read(4))
                    if key == "general.architecture" and kind == _GGUF_STRING:
                        return _gguf_string(file)
                    _gguf_skip(file, kind)
        except (struct.error, KeyError, UnicodeDecodeError) as error:
            raise ModelError(f"{path} is a damaged or cut-off GGUF file; fetch it again") from error
    raise ModelError(f"{path} is not a GGUF model; give a folder or a .gguf file")


def _gguf_string(file: IO[bytes]) -> str:
    (length,) = struct.unpack("<Q", file.read(8))
    if length > 1 << 20:
        raise struct.error("a name of more than a megabyte")
    return file.read(length).decode()


def _gguf_skip(file: IO[bytes], kind: int) -> None:
    if kind == _GGUF_STRING:
        _gguf_string(file)
    elif kind == _GGUF_ARRAY:
        inner, count = struct.unpack("<IQ", file.read(12))
        for _ in range(count):
            _gguf_skip(file, inner)
    else:
        file.read(_GGUF_SIZES[kind])

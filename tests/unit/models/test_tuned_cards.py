"""Cards of tuned models: a base and an adapter that ships, or a folder that finetune left."""

import hashlib
import json
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file

from pxtranslate.errors import ModelError
from pxtranslate.models import adapter, registry
from pxtranslate.models.cards import cards, read_cards

BASE = "qwen2.5-coder-0.5b-instruct"
CONFIG = {"r": 2, "lora_alpha": 4, "base_model_name_or_path": BASE}


def written(folder: Path) -> Path:
    adapter.write(folder, {"model.layers.0.q": (torch.ones(2, 4), torch.ones(4, 2))}, CONFIG)
    return folder


@pytest.fixture
def card_file(tmp_path: Path) -> Path:
    """A cards.toml with a base and a card tuned from it, its adapter beside it."""
    (tmp_path / "adapters").mkdir()
    file = tmp_path / "adapters" / "news.safetensors"
    adapter.pack(written(tmp_path / "made"), file)
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    base = cards()[BASE]
    table = {
        **base.model_dump(mode="json", exclude={"local", "adapter", "base", "sources", "files"})
    }
    lines = [f"{key} = {json.dumps(value)}" for key, value in table.items()]
    path = tmp_path / "cards.toml"
    path.write_text(
        "[[card]]\n"
        + "\n".join(lines)
        + '\nfiles = [{ name = "base.gguf", sha256 = "'
        + "a" * 64
        + '" }]\n'
        f'[[card]]\nid = "news"\nbase = "{BASE}"\nnote = "Tuned."\n'
        f'adapter = {{ file = "adapters/news.safetensors", sha256 = "{digest}",'
        ' trained_on = "12 pairs", scores = "better" }\n',
        encoding="utf-8",
    )
    return path


def test_a_tuned_card_is_its_bases_with_its_own_fields_on_top(
    card_file: Path, tmp_path: Path
) -> None:
    known = read_cards(card_file)
    tuned, base = known["news"], known[BASE]
    assert (tuned.note, tuned.licence, tuned.files) == ("Tuned.", base.licence, base.files)
    assert tuned.folder(tmp_path) == base.folder(tmp_path), "the base's files are fetched once"
    assert registry.kept_in(tuned, tmp_path) != registry.kept_in(base, tmp_path)
    assert tuned.adapter
    assert adapter.open_adapter(Path(tuned.adapter.file)).scale == 2.0


def test_a_tuned_models_hash_covers_base_and_adapter(card_file: Path, tmp_path: Path) -> None:
    tuned = read_cards(card_file)["news"]
    one = registry._with_adapter(tuned, "a" * 64, tmp_path)
    assert len({one, registry._with_adapter(tuned, "b" * 64, tmp_path), "a" * 64}) == 3
    assert tuned.adapter
    Path(tuned.adapter.file).write_bytes(b"other")
    with pytest.raises(ModelError, match=f"not what the card of news says.*--model {BASE}"):
        registry._with_adapter(tuned, "a" * 64, tmp_path)


def test_an_adapter_folder_gets_its_bases_card(tmp_path: Path) -> None:
    folder = written(tmp_path / "models" / "mine")
    told = {"scores": "chrF 50", "trained_on": "12 pairs", "verdict": "WORSE"}
    (folder / "tuned.json").write_text(json.dumps(told), encoding="utf-8")
    for card in (registry.find(str(folder)), registry.find("mine", tmp_path / "models")):
        assert (card.id, card.base, card.family, card.verdict) == ("mine", BASE, "qwen2", "WORSE")
        assert (card.comparison, card.adapter and card.adapter.trained_on) == (
            "chrF 50",
            "12 pairs",
        )
    assert [card.id for card in registry.tuned(tmp_path / "models")] == ["mine"]


def test_peft_names_the_hubs_model(tmp_path: Path) -> None:
    folder = written(tmp_path / "mine")
    config = {**CONFIG, "base_model_name_or_path": "Qwen/Qwen2.5-Coder-0.5B-Instruct"}
    (folder / adapter.CONFIG).write_text(json.dumps(config), encoding="utf-8")
    assert registry.find(str(folder)).base == BASE
    config["base_model_name_or_path"] = "Someone/Else"
    (folder / adapter.CONFIG).write_text(json.dumps(config), encoding="utf-8")
    with pytest.raises(ModelError, match="an adapter for Someone/Else, which is no card's id"):
        registry.find(str(folder))


def test_weights_as_peft_writes_them_are_read_by_the_config_beside_them(tmp_path: Path) -> None:
    file = written(tmp_path / "mine") / adapter.WEIGHTS
    save_file(load_file(file), file)
    assert adapter.open_adapter(file) == adapter.open_adapter(tmp_path / "mine")
    (tmp_path / "mine" / adapter.CONFIG).unlink()
    with pytest.raises(ModelError, match="does not say its r and lora_alpha"):
        adapter.open_adapter(file)


def test_one_that_came_out_wrong_is_refused(tmp_path: Path) -> None:
    folder = written(tmp_path / "mine")
    (folder / "tuned.json").write_text('{"fault": "merged, it differs"}', encoding="utf-8")
    with pytest.raises(ModelError, match="must not be used: merged, it differs"):
        registry.find(str(folder))


def test_what_ships_is_small_and_what_its_card_says() -> None:
    for card in cards().values():
        if card.adapter:
            file = Path(card.adapter.file)
            assert file.stat().st_size <= 20_000_000
            assert hashlib.sha256(file.read_bytes()).hexdigest() == card.adapter.sha256
            assert adapter.open_adapter(file).scale > 0
            assert card.base in cards()


def test_a_shipped_adapter_is_half_the_size_and_nearly_the_same(tmp_path: Path) -> None:
    generator = torch.Generator().manual_seed(1)
    a = torch.randn(8, 300, generator=generator) * torch.logspace(-4, 0, 8)[:, None]
    b = torch.randn(200, 8, generator=generator) * torch.logspace(0, -4, 8)[None]
    adapter.write(tmp_path / "made", {"model.layers.0.q": (a, b)}, CONFIG)
    adapter.pack(tmp_path / "made", tmp_path / "shipped.safetensors")
    shipped = adapter.open_adapter(tmp_path / "shipped.safetensors")
    found_a, found_b = adapter.pairs(shipped)["model.layers.0.q"]
    for found, made, along in ((found_a, a, 1), (found_b, b, 0)):
        off = (found - made).norm(dim=along) / made.norm(dim=along)
        assert float(off.max()) < 0.02, "each direction of the rank by its own scale"
    assert shipped.file.stat().st_size < 0.7 * (tmp_path / "made" / adapter.WEIGHTS).stat().st_size


def test_int8_without_its_scale_is_refused(tmp_path: Path) -> None:
    adapter.pack(written(tmp_path / "made"), tmp_path / "shipped.safetensors")
    tensors = load_file(tmp_path / "shipped.safetensors")
    kept = {name: tensor for name, tensor in tensors.items() if not name.endswith("A.scale")}
    save_file(kept, tmp_path / "torn.safetensors", {"r": "2", "lora_alpha": "4"})
    with pytest.raises(ModelError, match="only a half"):
        adapter.pairs(adapter.open_adapter(tmp_path / "torn.safetensors"))

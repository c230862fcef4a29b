"""Cards, local models, and what is refused before anything is loaded."""

import json
import struct
import tomllib
from collections.abc import Mapping
from pathlib import Path

import pytest
from pydantic import ValidationError
from tests.places import DEFAULT, ROOT

from pxtranslate.config import Model
from pxtranslate.errors import ModelError
from pxtranslate.models import hashes, registry
from pxtranslate.models.cards import Card, CardFile, cards
from pxtranslate.models.local import card_of_path
from pxtranslate.models.registry import find, ready, state

HEX = "0" * 64


def quiet(line: str) -> None:
    pass


def model_folder(folder: Path, config: Mapping[str, object], *names: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.json").write_text(json.dumps(config))
    for name in names:
        (folder / name).write_bytes(b"PK\x03\x04 not really weights")
    return folder


def gguf_head(architecture: str, before: bytes = b"", keys: int = 1) -> bytes:
    name, value = b"general.architecture", architecture.encode()
    key = struct.pack("<Q", len(name)) + name + struct.pack("<IQ", 8, len(value)) + value
    return struct.pack("<4sIQQ", b"GGUF", 3, 0, keys) + before + key


class TestCards:
    def test_the_default_is_the_configs_may_be_used_commercially_and_has_been_run(self) -> None:
        card = cards()[DEFAULT]
        assert Model().id == card.id
        assert card.commercial
        assert card.ran_here
        assert card.task == "both"

    def test_what_can_be_checked_is_checked_and_what_cannot_says_so(self) -> None:
        for card in cards().values():
            known = all(file.sha256 for file in card.files)
            if card.ran_here:
                assert known, f"{card.id} was run here, so its hashes are known"
            for source in card.sources:
                if source.kind == "hub" and not source.pinned:
                    assert "revision is not known" in card.note

    def test_no_pattern_can_fetch_code_or_pickles(self) -> None:
        for card in cards().values():
            for source in card.sources:
                if source.kind == "hub":
                    assert not [
                        each for each in source.include if each.endswith((".py", ".bin", "*"))
                    ]
            pickles = [file.name for file in card.files if file.name.startswith("pytorch")]
            assert bool(pickles) == card.pickled
            if card.pickled:
                assert card.engines == ("ct2",), "only conversion may read a pickle"

    def test_non_commercial_licences_are_flagged(self) -> None:
        for card in cards().values():
            assert card.commercial == ("NC" not in card.licence)

    def test_the_wheel_carries_the_one_file(self) -> None:
        build = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["hatch"]["build"]
        included = build["targets"]["wheel"]["force-include"]
        assert included["models/cards.toml"] == "pxtranslate/models/cards.toml"
        assert not (ROOT / "translate/pxtranslate/models/cards.toml").exists()

    def test_an_unknown_key_is_refused(self) -> None:
        first = tomllib.loads((ROOT / "models/cards.toml").read_text())["card"][0]
        with pytest.raises(ValidationError, match="quantisation"):
            Card.model_validate({**first, "quantisation": "int4"})

    def test_a_file_name_cannot_leave_its_folder(self) -> None:
        with pytest.raises(ValidationError):
            CardFile(name="../cards.toml")


class TestFind:
    def test_a_near_miss_is_told_the_right_name(self) -> None:
        with pytest.raises(ModelError, match="did you mean quickmt-zh-en"):
            find("quickmt-zhen")

    def test_a_path_that_is_not_there(self, tmp_path: Path) -> None:
        with pytest.raises(ModelError, match="no model at"):
            find(str(tmp_path / "gone.gguf"))

    @pytest.mark.parametrize(
        ("kind", "family", "prompt", "engines"),
        [
            ("qwen3", "qwen3", "chat-generic", ("ct2", "hf")),
            ("gemma3_text", "gemma", "chat-generic", ("ct2", "hf")),
            ("marian", "marian", "none", ("ct2", "hf")),
            ("hunyuan_v1_dense", "hunyuan", "hy-mt2", ("hf",)),
        ],
    )
    def test_a_folder_tells_its_family(
        self, tmp_path: Path, kind: str, family: str, prompt: str, engines: tuple[str, ...]
    ) -> None:
        folder = model_folder(tmp_path / "mine", {"model_type": kind}, "model.safetensors")
        card = find(str(folder))
        assert (card.id, card.family, card.prompt) == ("mine", family, prompt)
        assert card.engines == engines
        assert card.licence == "unknown"
        assert card.path(tmp_path / "models") == folder

    def test_nllb_is_told_from_m2m100_by_its_tokenizer(self, tmp_path: Path) -> None:
        folder = model_folder(tmp_path, {"model_type": "m2m_100"}, "model.safetensors")
        assert find(str(folder)).family == "m2m100"
        (folder / "tokenizer_config.json").write_text('{"tokenizer_class": "NllbTokenizer"}')
        assert find(str(folder)).family == "nllb"

    def test_pickled_weights_are_refused(self, tmp_path: Path) -> None:
        folder = model_folder(tmp_path, {"model_type": "marian"}, "pytorch_model.bin")
        with pytest.raises(ModelError, match=r"pytorch_model\.bin is a pickle"):
            find(str(folder))
        (folder / "model.safetensors").write_bytes(b"x")
        assert [file.name for file in find(str(folder)).files if "bin" in file.name] == []

    def test_a_pickle_named_like_a_converted_model_is_refused(self, tmp_path: Path) -> None:
        folder = model_folder(tmp_path, {"model_type": "marian"}, "model.bin")
        with pytest.raises(ModelError, match="is a pickle"):
            find(str(folder))

    @pytest.mark.parametrize("name", ["config.json", "tokenizer_config.json"])
    def test_code_that_comes_with_a_model_is_refused(self, tmp_path: Path, name: str) -> None:
        folder = model_folder(tmp_path, {"model_type": "qwen2"}, "model.safetensors")
        (folder / name).write_text('{"model_type": "qwen2", "auto_map": {"AutoModel": "evil.py"}}')
        with pytest.raises(ModelError, match="auto_map"):
            find(str(folder))

    def test_a_missing_shard_is_named(self, tmp_path: Path) -> None:
        shards = {"weight_map": {"a": "model-1.safetensors", "b": "model-2.safetensors"}}
        folder = model_folder(tmp_path, {"model_type": "qwen2"}, "model-1.safetensors")
        (folder / "model.safetensors.index.json").write_text(json.dumps(shards))
        with pytest.raises(ModelError, match=r"model-2\.safetensors is missing"):
            find(str(folder))

    @pytest.mark.parametrize("config", [{"model_type": "bert"}, {}])
    def test_another_kind_of_model_is_refused(
        self, tmp_path: Path, config: dict[str, object]
    ) -> None:
        folder = model_folder(tmp_path, config, "model.safetensors")
        with pytest.raises(ModelError, match="not supported"):
            find(str(folder))

    def test_a_folder_that_holds_no_model(self, tmp_path: Path) -> None:
        with pytest.raises(ModelError, match="not a model"):
            find(str(tmp_path))


class TestGguf:
    def test_the_architecture_is_read_past_other_keys(self, tmp_path: Path) -> None:
        words = struct.pack("<Q", 1) + b"w" + struct.pack("<IIQ", 9, 8, 2)
        words += 2 * (struct.pack("<Q", 3) + "词".encode())
        number = struct.pack("<Q", 1) + b"n" + struct.pack("<If", 6, 0.5)
        path = tmp_path / "Some-Model.Q4.gguf"
        path.write_bytes(gguf_head("qwen3", words + number, keys=3))
        card = card_of_path(path)
        assert (card.family, card.format, card.id) == ("qwen3", "gguf", "Some-Model.Q4")
        assert card.path(tmp_path) == path
        assert card_of_path(tmp_path).path(tmp_path) == path

    @pytest.mark.parametrize("size", [0, 3, 23, 30, 60])
    def test_a_cut_off_file(self, tmp_path: Path, size: int) -> None:
        path = tmp_path / "cut.gguf"
        path.write_bytes(gguf_head("qwen2")[:size])
        with pytest.raises(ModelError, match="GGUF"):
            card_of_path(path)

    def test_lengths_are_not_believed(self, tmp_path: Path) -> None:
        path = tmp_path / "huge.gguf"
        path.write_bytes(struct.pack("<4sIQQQ", b"GGUF", 3, 0, 1, 1 << 60))
        with pytest.raises(ModelError, match="damaged"):
            card_of_path(path)

    def test_some_other_file(self, tmp_path: Path) -> None:
        path = tmp_path / "letter.txt"
        path.write_text("亲爱的读者：" * 20)
        with pytest.raises(ModelError, match="not a GGUF model"):
            card_of_path(path)

    def test_hunyuan_in_this_form_is_refused_with_a_way_out(self, tmp_path: Path) -> None:
        path = tmp_path / "hy.gguf"
        path.write_bytes(gguf_head("hunyuan-dense"))
        with pytest.raises(ModelError, match="safetensors instead"):
            card_of_path(path)


class TestReady:
    def test_the_wrong_engine_is_told_the_right_one(self, tmp_path: Path) -> None:
        with pytest.raises(ModelError, match="use: --engine hf"):
            ready("hy-mt2-1.8b", "ct2", tmp_path, offline=True, say=quiet)

    def test_a_model_larger_than_memory(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(registry, "total_memory_mib", lambda: 2000)
        with pytest.raises(ModelError, match=r"needs \d+ MiB of memory and this machine has 2000"):
            ready(DEFAULT, None, tmp_path, offline=True, say=quiet)

    def test_missing_while_offline_says_what_to_run(self, tmp_path: Path) -> None:
        with pytest.raises(ModelError, match=f"run: pxtranslate models pull {DEFAULT}"):
            ready(DEFAULT, None, tmp_path, offline=True, say=quiet)
        assert not [path for path in tmp_path.iterdir() if path.is_dir()]

    def test_half_downloaded_while_offline(self, tmp_path: Path) -> None:
        folder = cards()[DEFAULT].folder(tmp_path)
        folder.mkdir()
        (folder / f"{cards()[DEFAULT].files[0].name}.partial").write_bytes(b"GGUF")
        assert state(cards()[DEFAULT], tmp_path) == "partial"
        with pytest.raises(ModelError, match="only half downloaded"):
            ready(DEFAULT, None, tmp_path, offline=True, say=quiet)

    def test_a_damaged_file_is_not_used(self, tmp_path: Path) -> None:
        path = cards()[DEFAULT].path(tmp_path)
        path.parent.mkdir()
        with path.open("wb") as file:
            file.truncate(1_117_320_768)  # the right size, all zeros, hardly any disk
        with path.open("r+b") as file:
            file.truncate(1_117_320_767)
        with pytest.raises(ModelError, match=r"has 1,117,320,767 bytes instead of 1,117,320,768"):
            ready(DEFAULT, None, tmp_path, offline=True, say=quiet)

    def test_a_local_folder_for_the_reference_engine_is_used_where_it_is(
        self, tmp_path: Path
    ) -> None:
        config = {"model_type": "qwen2"}
        folder = model_folder(tmp_path / "mine", config, "model.safetensors", "notes.md")
        first = ready(str(folder), "hf", tmp_path / "models", offline=True, say=quiet)
        assert (first.path, first.format) == (folder, "hf")
        (folder / "notes.md").write_text("no part of the model")
        same = ready(str(folder), "hf", tmp_path / "models", offline=True, say=quiet)
        assert same.fingerprint == first.fingerprint
        (folder / "model.safetensors").write_bytes(b"other weights")
        other = ready(str(folder), "hf", tmp_path / "models", offline=True, say=quiet)
        assert other.fingerprint != first.fingerprint


class TestHashes:
    def test_an_unchanged_file_is_not_read_again(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = tmp_path / "weights"
        path.write_bytes(b"abc")
        first = hashes.known_sha256(path, tmp_path)
        monkeypatch.setattr(hashes, "sha256_of", lambda _: pytest.fail("was read again"))
        assert hashes.known_sha256(path, tmp_path) == first

    def test_a_changed_file_is(self, tmp_path: Path) -> None:
        path = tmp_path / "weights"
        path.write_bytes(b"abc")
        first = hashes.known_sha256(path, tmp_path)
        path.write_bytes(b"abcd")
        assert hashes.known_sha256(path, tmp_path) != first

    def test_a_torn_memory_is_only_forgotten(self, tmp_path: Path) -> None:
        path = tmp_path / "weights"
        path.write_bytes(b"abc")
        first = hashes.known_sha256(path, tmp_path)
        for torn in ("", "[]", '{"', json.dumps({str(path): 3})):
            (tmp_path / hashes.MEMORY_NAME).write_text(torn)
            assert hashes.known_sha256(path, tmp_path) == first

    def test_the_joint_hash_does_not_depend_on_order(self) -> None:
        pairs = [("a", HEX), ("b", "1" * 64)]
        assert hashes.joint_sha256(pairs) == hashes.joint_sha256(pairs[::-1])
        assert hashes.joint_sha256(pairs) != hashes.joint_sha256([("a", "1" * 64), ("b", HEX)])

"""Conversion of tiny made-up models through the real child process, and what interrupts it."""

import json
import os
import pickle
import signal
import subprocess
import sys
import time
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

from pxtranslate.errors import ModelError, PxError, RetryableError
from pxtranslate.models import convert, registry
from pxtranslate.models.hashes import sha256_of
from pxtranslate.models.registry import ReadyModel, find, ready

pytestmark = pytest.mark.slow  # each conversion starts a process that loads torch


def quiet(line: str) -> None:
    pass


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Qwen2 of two layers with random float16 weights, and the same as a GGUF file beside it."""
    import torch
    import transformers
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers

    made = tmp_path_factory.mktemp("tiny") / "tiny-qwen"
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    special = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]
    trainer = trainers.BpeTrainer(
        vocab_size=300,
        special_tokens=special,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train_from_iterator(["全市外贸进出口增长。", "Foreign trade grew."] * 3, trainer)
    fast: Any = transformers.PreTrainedTokenizerFast
    wrapped = fast(
        tokenizer_object=tokenizer, eos_token=special[2], pad_token=special[0], bos_token=special[0]
    )
    wrapped.save_pretrained(made)
    torch.manual_seed(3)
    config = transformers.Qwen2Config(
        vocab_size=len(wrapped),
        hidden_size=64,
        intermediate_size=96,
        num_hidden_layers=2,
        num_attention_heads=4,
        num_key_value_heads=2,
        max_position_embeddings=128,
        tie_word_embeddings=False,
        rope_parameters={"rope_type": "default", "rope_theta": 1000000.0},
    )
    model: Any = transformers.Qwen2ForCausalLM(config)
    model = model.half()
    model.save_pretrained(made)
    _write_gguf(model, wrapped, made.parent / "tiny-qwen.gguf")
    return made


def _write_gguf(model: Any, tokenizer: Any, path: Path) -> None:
    import gguf

    state = model.state_dict()
    config = model.config
    inner = json.loads(tokenizer.backend_tokenizer.to_str())["model"]
    words = sorted(inner["vocab"], key=inner["vocab"].get)
    writer = gguf.GGUFWriter(path, "qwen2")
    writer.add_block_count(config.num_hidden_layers)
    writer.add_context_length(config.max_position_embeddings)
    writer.add_embedding_length(config.hidden_size)
    writer.add_feed_forward_length(config.intermediate_size)
    writer.add_head_count(config.num_attention_heads)
    writer.add_head_count_kv(config.num_key_value_heads)
    writer.add_rope_freq_base(1000000.0)
    writer.add_layer_norm_rms_eps(config.rms_norm_eps)
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("qwen2")
    writer.add_token_list(words)
    writer.add_token_types([3 if word.startswith("<|") else 1 for word in words])
    writer.add_token_merges([" ".join(pair) for pair in inner["merges"]])
    writer.add_eos_token_id(words.index("<|im_end|>"))
    writer.add_bos_token_id(words.index("<|endoftext|>"))
    writer.add_pad_token_id(words.index("<|endoftext|>"))
    names = gguf.get_tensor_name_map(gguf.MODEL_ARCH.QWEN2, config.num_hidden_layers)
    for key, tensor in state.items():
        array = tensor.numpy() if tensor.ndim > 1 else tensor.float().numpy()
        name = names.get_name(key, try_suffixes=(".weight", ".bias"))
        assert name is not None, key
        writer.add_tensor(name, array)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


@pytest.fixture(scope="module")
def converted(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[ReadyModel, ReadyModel]:
    """Both forms, converted."""
    place = tmp_path_factory.mktemp("models")
    said: list[str] = []
    from_folder = ready(str(folder), "ct2", place, offline=True, say=said.append)
    assert "converting tiny-qwen to CTranslate2 int8, once" in said[0]
    from_gguf = ready(f"{folder}.gguf", "ct2", place, offline=True, say=said.append)
    again = ready(str(folder), "ct2", place, offline=True, say=pytest.fail)
    assert again == from_folder
    return from_folder, from_gguf


def test_a_gguf_file_and_a_folder_of_the_same_weights_become_the_same_model(
    converted: tuple[ReadyModel, ReadyModel],
) -> None:
    one, other = converted
    assert one.path != other.path
    assert (one.path / "model.bin").read_bytes() == (other.path / "model.bin").read_bytes()


def test_a_conversion_can_be_loaded_and_says_what_it_was_made_from(
    folder: Path, converted: tuple[ReadyModel, ReadyModel]
) -> None:
    import ctranslate2
    import transformers

    path = converted[1].path
    tokenizer = transformers.AutoTokenizer.from_pretrained(path)
    ids = tokenizer.encode("外贸")
    assert ids == transformers.AutoTokenizer.from_pretrained(folder).encode("外贸")
    model = ctranslate2.Generator(str(path))
    (result,) = model.generate_batch(
        [tokenizer.convert_ids_to_tokens(ids)], max_length=4, include_prompt_in_result=False
    )
    assert result.sequences_ids[0]
    manifest = json.loads((path / convert.MANIFEST).read_text())
    assert manifest["source"] == "tiny-qwen.gguf"
    assert manifest["source_sha256"] == sha256_of(folder.with_suffix(".gguf"))
    assert path.name == f"ct2-int8-{manifest['source_sha256'][:12]}"
    assert find(str(path)).family == "qwen2", "a conversion is itself a local model"
    assert not list(folder.parent.rglob("ct2-*")), "the user's own folders stay as they are"


def test_a_damaged_conversion_is_not_used(
    folder: Path, converted: tuple[ReadyModel, ReadyModel], tmp_path: Path
) -> None:
    path = converted[0].path
    copytree(path, tmp_path / "local" / "tiny-qwen" / path.name)
    (tmp_path / "local" / "tiny-qwen" / path.name / "tokenizer.json").write_text("{}")
    with pytest.raises(ModelError, match=r"tokenizer\.json is missing or damaged; delete"):
        ready(str(folder), "ct2", tmp_path, offline=True, say=quiet)


def test_killed_on_the_way_nothing_looks_finished_and_no_process_stays(
    folder: Path, tmp_path: Path
) -> None:
    code = (
        "import sys; from pathlib import Path; from pxtranslate.models.registry import ready;"
        f"ready({str(folder)!r}, 'ct2', Path({str(tmp_path)!r}), offline=True,"
        " say=lambda line: print(line, flush=True))"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout is not None
        while "making" not in run.stdout.readline():
            pass
        os.kill(run.pid, signal.SIGKILL)
    deadline = time.monotonic() + 20
    while _converting(tmp_path) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not _converting(tmp_path), "the child ends with its parent"
    assert not list(tmp_path.rglob(convert.MANIFEST))
    made = ready(str(folder), "ct2", tmp_path, offline=True, say=quiet)
    assert sorted(path.name for path in made.path.parent.iterdir()) == [".lock", made.path.name]


def _converting(place: Path) -> list[str]:
    lines = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout
    return [
        each
        for each in lines.splitlines()
        if "pxtranslate.models.convert_child" in each and str(place) in each
    ]


def test_what_cannot_be_converted_is_said_in_one_line(folder: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    copytree(folder, broken)
    with (broken / "model.safetensors").open("r+b") as file:
        file.truncate(5000)
    with pytest.raises(ModelError, match="could not convert") as caught:
        ready(str(broken), "ct2", tmp_path / "models", offline=True, say=quiet)
    assert "\n" not in str(caught.value)
    assert not list((tmp_path / "models").rglob("ct2-*"))


def test_a_pickle_that_would_run_code_does_not(folder: Path, tmp_path: Path) -> None:
    """A card may name a pickle; it is read as tensors only, even so."""

    class Evil:
        def __reduce__(self) -> tuple[object, tuple[str]]:
            return (os.system, (f"touch {tmp_path / 'ran'}",))

    evil = tmp_path / "evil"
    copytree(folder, evil)
    card = find(str(evil)).model_copy(update={"pickled": True})
    (evil / "model.safetensors").unlink()
    (evil / "pytorch_model.bin").write_bytes(pickle.dumps({"x": Evil()}))
    with pytest.raises(ModelError, match="could not convert"):
        convert.convert(card, evil, "0" * 64, tmp_path / "models", quiet)
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize(
    ("code", "line", "kind", "told"),
    [
        (-9, "", RetryableError, "too little memory"),
        (1, "RuntimeError: DefaultCPUAllocator: can't allocate memory", RetryableError, "memory"),
        (1, "MemoryError", RetryableError, "too little memory"),
        (1, "OSError: [Errno 28] No space left on device", RetryableError, "disk filled up"),
        (1, "ValueError: No conversion is registered", ModelError, "try the other engine"),
        (1, "", ModelError, "no reason given"),
        (-15, "", RetryableError, "was stopped"),
    ],
)
def test_a_failed_child_is_told_by_what_helps(
    code: int, line: str, kind: type[PxError], told: str
) -> None:
    failure = convert._failure(code, [f"{line}\n"], Path("m.gguf"))
    assert type(failure) is kind
    assert told in str(failure)


def test_too_little_disk_is_told_first(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import shutil

    usage = shutil.disk_usage(tmp_path)._replace(free=1000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    with pytest.raises(RetryableError, match="make room"):
        ready(str(folder), "ct2", tmp_path, offline=True, say=quiet)


def test_once_converted_the_gguf_file_is_not_needed(
    folder: Path, converted: tuple[ReadyModel, ReadyModel], tmp_path: Path
) -> None:
    _, from_gguf = converted
    local = find(f"{folder}.gguf")
    digest = sha256_of(folder.with_suffix(".gguf"))
    known = local.files[0].model_copy(update={"sha256": digest})
    card = local.model_copy(update={"files": (known,), "local": None})
    copytree(from_gguf.path, tmp_path / card.id / from_gguf.path.name)
    assert registry.state(card, tmp_path) == "ready"
    found = ready(card, "ct2", tmp_path, offline=True, say=pytest.fail)
    assert found.fingerprint == from_gguf.fingerprint


def test_what_an_earlier_adapter_gave_is_cleared_away(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def made(card: object, source: Path, target: Path, *rest: object) -> None:
        target.mkdir()
        (target / "model.bin").write_bytes(b"12")

    def finished(card: object, source: Path, sha256: str, target: Path, form: str) -> None:
        (target / convert.MANIFEST).write_text("{}")

    monkeypatch.setattr(convert, "_run_child", made)
    monkeypatch.setattr(convert, "_finish", finished)
    said: list[str] = []
    card = find(str(folder))

    def run(sha256: str, adapter: Path | None) -> Path:
        return convert.convert(card, folder, sha256, tmp_path, said.append, adapter=adapter)

    plain = run("a" * 64, None)
    other = run("b" * 64, None)  # another folder of the same name: both are in use
    assert plain.is_dir()
    (tmp_path / "float16-cccccccccccc").mkdir()
    tuned = run("d" * 64, tmp_path / "adapter.safetensors")
    assert {path.name for path in tmp_path.iterdir() if path.is_dir()} == {
        tuned.name,
        "float16-cccccccccccc",
    }
    assert any(line.startswith(f"removed {other.name}, made with") for line in said)

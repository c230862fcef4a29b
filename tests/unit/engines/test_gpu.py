"""GPUs up to the call: what CTranslate2 and transformers are asked for where there are some.

The device is faked; what was seen on a real one stands in decision 0193.
"""

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import ctranslate2
import pytest
import torch

from pxtranslate.engines import ct2, gpu, hf
from pxtranslate.engines.base import ROOM, Decoding, Request
from pxtranslate.engines.ct2 import CT2Engine
from pxtranslate.engines.hf import HFEngine
from pxtranslate.errors import EngineError, OutOfMemory
from pxtranslate.models import machine


class FakeTokens:
    """As much of a tokenizer as a call needs."""

    ends = ("</s>",)
    han: tuple[str, ...] = ()
    opening: tuple[str, ...] = ()

    def __init__(self, *_: object) -> None: ...

    def pieces(self, request: Request) -> list[str]:
        return list(request.text)

    def bound(self, request: Request, decoding: Decoding) -> int:
        return 9

    def text(self, pieces: list[str]) -> str:
        return "".join(pieces)


class FakeModel:
    """Notes how it was made and asked."""

    def __init__(self, folder: str, **options: Any) -> None:
        self.made = options
        self.asked: dict[str, Any] = {}

    def generate_batch(self, asked: list[list[str]], **options: Any) -> list[Any]:
        self.asked = options
        return [SimpleNamespace(sequences=[["ok", "</s>"]], scores=[-0.1]) for _ in asked]


@pytest.fixture
def gpus(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Make believe that there are GPUs of so many MiB."""
    whole_numbers = {"int8", "int8_float16", "int8_float32"}

    def fake(*mib: int) -> None:
        monkeypatch.setattr(ctranslate2, "get_cuda_device_count", lambda: len(mib))
        monkeypatch.setattr(
            ctranslate2, "get_supported_compute_types", lambda _: {"float16", *whole_numbers}
        )
        monkeypatch.setattr(ctranslate2, "Generator", FakeModel)
        monkeypatch.setattr(ct2, "Tokens", FakeTokens)
        for module in (ct2, hf):
            monkeypatch.setattr(module, "gpus_mib", lambda: mib)
        monkeypatch.setattr(torch.cuda, "is_available", lambda: bool(mib))

    return fake


def engine(**options: Any) -> CT2Engine:
    return CT2Engine(Path("x"), "qwen2", "chat-generic", "w", **options)


@pytest.mark.parametrize(
    ("told", "arithmetic"),
    [("default", "int8_float16"), ("float16", "float16"), ("int8", "int8")],
)
def test_ctranslate2_takes_every_gpu_and_the_arithmetic_it_is_told(
    gpus: Callable[..., None], told: str, arithmetic: str
) -> None:
    gpus(24_000, 24_000)
    with engine(compute_type=told) as loaded:
        model = loaded.loaded[0]
        assert model.made["device"] == "cuda"
        assert model.made["device_index"] == [0, 1]
        assert model.made["compute_type"] == arithmetic
        assert loaded.fingerprint.endswith(f":{arithmetic}"), "other arithmetic, other answers"
        found = loaded.generate([Request("雨")] * 5, Decoding())
        assert [output.text for output in found] == ["ok</s>"] * 5
        assert model.asked["max_batch_size"] == 3, "each GPU has a part of the batch"


@pytest.mark.parametrize("mib", [(24_000,), ()])
def test_on_a_gpu_han_is_forbidden_only_to_the_answer_that_had_some(
    gpus: Callable[..., None], monkeypatch: pytest.MonkeyPatch, mib: tuple[int, ...]
) -> None:
    calls: list[tuple[str, bool]] = []

    def generate_batch(_: FakeModel, asked: list[list[str]], **options: Any) -> list[Any]:
        forbidden = options["suppress_sequences"] is not None
        calls.append(("".join(map("".join, asked)), forbidden))
        said = ["rain" if forbidden or pieces == ["雨"] else "雪" for pieces in asked]
        return [SimpleNamespace(sequences=[[word, "</s>"]], scores=[-0.1]) for word in said]

    gpus(*mib)
    monkeypatch.setattr(FakeModel, "generate_batch", generate_batch)
    with engine() as loaded:
        found = loaded.generate(
            [Request("雨"), Request("雪"), Request("雨")], Decoding(forbid_han=True)
        )
    assert [output.text for output in found] == ["rain</s>"] * 3
    assert calls == ([("雨雪雨", False), ("雪", True)] if mib else [("雨雪雨", True)])


def test_one_gpu_or_none_takes_a_batch_whole(gpus: Callable[..., None]) -> None:
    for mib, device in (((24_000,), "cuda"), ((), "cpu")):
        gpus(*mib)
        with engine() as loaded:
            model = loaded.loaded[0]
            assert (model.made["device"], model.made["device_index"]) == (device, [0])
            assert loaded.fingerprint.endswith("default") == (device == "cpu")
            loaded.generate([Request("雨")] * 5, Decoding())
            assert model.asked["max_batch_size"] == 0


def test_a_gpu_without_such_arithmetic_keeps_the_conversions(
    gpus: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    gpus(8_000)
    monkeypatch.setattr(ctranslate2, "get_supported_compute_types", lambda _: {"float32"})
    with engine() as loaded:
        assert loaded.loaded[0].made["compute_type"] == "default"


def test_batches_grow_with_the_memory_of_the_gpus(gpus: Callable[..., None]) -> None:
    gpus()
    assert engine().room == ROOM
    gpus(24_000)
    assert engine().room == 40_000
    assert engine(device="cpu").room == ROOM
    assert HFEngine(Path("x"), "qwen2", "none", "").room == 40_000
    gpus(24_000, 24_000)
    assert engine().room == 80_000
    assert HFEngine(Path("x"), "qwen2", "none", "").room == 40_000, "it uses the first"
    assert gpu.room([1_000]) == ROOM, "never less than a CPU takes"


def test_a_gpu_that_is_full_is_told_as_that() -> None:
    error = ct2._translated(RuntimeError("CUDA failed with error out of memory"), "a batch")
    assert isinstance(error, OutOfMemory)


def test_transformers_calculates_on_a_gpu_as_the_model_was_made(gpus: Callable[..., None]) -> None:
    gpus(24_000)
    made = HFEngine(Path("x"), "qwen2", "none", "")
    assert made._device() == "cuda"
    assert made._dtype("cuda") == "auto"
    assert HFEngine(Path("x"), "qwen2", "none", "", compute_type="float16")._dtype("cuda") == (
        torch.float16
    )
    for wrong in ("int8_float16", "int8", "nn"):
        with pytest.raises(EngineError, match="transformers calculates in float32"):
            HFEngine(Path("x"), "qwen2", "none", "", compute_type=wrong)._dtype("cuda")


def test_the_memory_of_gpus_is_asked_of_torch_only_where_there_is_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ctranslate2, "get_cuda_device_count", lambda: 0)
    monkeypatch.setattr(torch.cuda, "device_count", lambda: pytest.fail("torch was asked"))
    assert machine.gpus_mib() == ()
    monkeypatch.setattr(ctranslate2, "get_cuda_device_count", lambda: 1)
    monkeypatch.setattr(torch.cuda, "device_count", lambda: 1)
    told = SimpleNamespace(total_memory=24_000 << 20)
    monkeypatch.setattr(torch.cuda, "get_device_properties", lambda _: told)
    assert machine.gpus_mib() == (24_000,)

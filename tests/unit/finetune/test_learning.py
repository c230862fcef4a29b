"""The parts of learning over tiny models: losses, adapters, and a loop that is killed anywhere."""

import math
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch
import transformers
from torch.nn import functional

from pxtranslate.engines.tokens import Tokens
from pxtranslate.errors import ConfigError, ModelError, OutOfMemory, RetryableError, TrainingError
from pxtranslate.finetune import lora
from pxtranslate.finetune.base import Trained
from pxtranslate.finetune.checkpoint import NAME
from pxtranslate.finetune.decoder import DecoderLoss, opening, pack
from pxtranslate.finetune.examples import Example
from pxtranslate.finetune.plan import steps_of
from pxtranslate.finetune.seq2seq import Seq2SeqLoss
from pxtranslate.finetune.settings import FinetuneSettings
from pxtranslate.finetune.train import METRICS, Run, rate, train
from pxtranslate.models import adapter
from pxtranslate.state import failpoint

EXAMPLES = [
    Example((1, 2, 3, 10 + n, 20 + n % 7), (30 + n % 5, *range(40, 41 + n % 3), 5))
    for n in range(24)
]
SIZE = {
    "hidden_size": 16,
    "intermediate_size": 24,
    "num_hidden_layers": 2,
    "num_attention_heads": 2,
}
KINDS = {
    "Qwen2": {"num_key_value_heads": 1},
    "Qwen3": {"num_key_value_heads": 1, "head_dim": 8},
    "Llama": {"num_key_value_heads": 2},
    "Gemma3Text": {"num_key_value_heads": 1, "head_dim": 8, "query_pre_attn_scalar": 8},
}
TINY = FinetuneSettings(
    data=("x",), batch_tokens=64, accumulation=1, learning_rate=0.01, warmup=2, evaluations=3
)


def decoder(kind: str = "Qwen2") -> Any:
    torch.manual_seed(1)
    config = getattr(transformers, f"{kind}Config")(**SIZE, **KINDS[kind], vocab_size=64)
    name = "Gemma3ForCausalLM" if kind == "Gemma3Text" else f"{kind}ForCausalLM"
    return getattr(transformers, name)(config).eval()


def with_lora(model: Any) -> Trained:
    put = lora.attach(model, "half", rank=4, alpha=8, dropout=0.1, seed=3)
    weights = {f"{n}.{part}": getattr(w, part) for n, w in put.items() for part in ("a", "b")}
    return Trained(model, Tokens.__new__(Tokens), put, weights)


@pytest.mark.parametrize("kind", KINDS)
def test_packed_logits_are_those_of_each_example_alone(kind: str) -> None:
    model = decoder(kind)
    loss = DecoderLoss(model, EXAMPLES)
    assert loss.opening == (1, 2, 3)
    together = loss.logits(pack(EXAMPLES[:5], loss.opening))
    at = 0
    for example in EXAMPLES[:5]:
        ids = torch.tensor([[*example.prompt, *example.answer]])
        alone = model(input_ids=ids, use_cache=False).logits[0, len(example.prompt) - 1 : -1]
        seen = sorted({t for e in EXAMPLES for t in e.answer})
        torch.testing.assert_close(
            together[at : at + len(example.answer)], alone[:, seen], rtol=1e-4, atol=1e-5
        )
        at += len(example.answer)
    assert at == len(together)


def test_only_answers_are_learnt_and_the_sum_does_not_depend_on_the_packing() -> None:
    loss = DecoderLoss(decoder(), EXAMPLES)
    whole, tokens = loss(EXAMPLES[:6])
    parts = sum(loss([example])[0] for example in EXAMPLES[:6])
    torch.testing.assert_close(whole, parts)
    assert tokens == 3 + sum(loss.cost(example) for example in EXAMPLES[:6])
    assert opening(EXAMPLES[:1]) == (1, 2, 3, 10), "a prompt keeps a token of its own"


def test_an_encoder_decoders_loss_is_its_own_over_the_occurring_vocabulary() -> None:
    torch.manual_seed(2)
    config = transformers.MarianConfig(
        vocab_size=64, d_model=16, encoder_layers=1, decoder_layers=1, encoder_attention_heads=2,
        decoder_attention_heads=2, encoder_ffn_dim=16, decoder_ffn_dim=16, pad_token_id=63,
        eos_token_id=5, decoder_start_token_id=63, max_position_embeddings=64,
    )  # fmt: skip
    model: Any = transformers.MarianMTModel(config)
    model.eval()
    model.final_logits_bias.normal_()
    every = [*EXAMPLES, Example((1,), tuple(range(64)))]  # all tokens occur
    loss = Seq2SeqLoss(model, every, None)
    ours, _ = loss(EXAMPLES[:4])
    theirs = 0.0
    for example in EXAMPLES[:4]:
        labels = torch.tensor([list(example.answer)])
        logits = model(input_ids=torch.tensor([list(example.prompt)]), labels=labels).logits[0]
        theirs += functional.cross_entropy(logits, labels[0], reduction="sum").item()
    assert ours.item() == pytest.approx(theirs, rel=1e-4)


def said(model: Any) -> torch.Tensor:
    ids = torch.tensor([[*EXAMPLES[0].prompt, *EXAMPLES[0].answer]])
    with torch.no_grad():
        logits: torch.Tensor = model.eval()(input_ids=ids, use_cache=False).logits
    return logits


def an_adapter(folder: Path, rank: int, alpha: float, layers: Any = "half") -> Path:
    """An adapter that changes much of what the model says."""
    put = lora.attach(decoder(), layers, rank, alpha, 0.0, seed=5)
    weights = {name: (each.a, torch.randn_like(each.b)) for name, each in put.items()}
    adapter.write(folder, weights, {"r": rank, "lora_alpha": alpha, "base_model_name_or_path": "x"})
    return folder


@pytest.mark.parametrize(
    ("layers", "rank", "alpha"),
    [("half", 4, 8.0), ("all", 4, 8.0), ("half", 7, 3.0), (0, 4, 8.0)],
)
def test_training_begins_where_an_adapter_ended(
    tmp_path: Path, layers: Any, rank: int, alpha: float
) -> None:
    made = an_adapter(tmp_path / "made", 4, 8.0)
    merged = decoder()
    adapter.merge(merged, made)
    assert not torch.allclose(said(merged), said(decoder()), atol=1e-2)
    model = decoder()
    held = adapter.pairs(adapter.open_adapter(made))
    put = lora.attach(model, layers, rank, alpha, 0.0, seed=3, held=held)
    lora.begin_from(put, made)
    torch.testing.assert_close(said(model), said(merged), rtol=1e-2, atol=1e-3)


def test_layers_of_an_adapter_below_those_that_are_trained_are_kept_and_held_still(
    tmp_path: Path,
) -> None:
    made = an_adapter(tmp_path / "made", 4, 8.0, layers="all")
    held = adapter.pairs(adapter.open_adapter(made))
    model = decoder()
    put = lora.attach(model, "half", 4, 8.0, 0.0, seed=3, held=held)
    lora.begin_from(put, made)
    assert set(put) == set(held)
    trained = {name for name, wrapped in put.items() if wrapped.a.requires_grad}
    assert trained == {name for name in put if name.startswith("model.layers.1.")}
    kept = put["model.layers.0.mlp.up_proj"]
    torch.testing.assert_close(kept.b, held["model.layers.0.mlp.up_proj"][1].float())


def test_a_lower_rank_than_an_adapter_has_is_refused(tmp_path: Path) -> None:
    made = an_adapter(tmp_path / "made", 4, 8.0)
    put = lora.attach(decoder(), "half", 3, 8.0, 0.0, seed=3)
    with pytest.raises(ConfigError, match=r"rank = 3: .*has rank 4"):
        lora.begin_from(put, made)


def test_an_adapter_of_another_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"no layer model\.layers\.9\.mlp"):
        lora.attach(decoder(), "half", 3, 8.0, 0.0, seed=3, held=["model.layers.9.mlp"])


def test_lora_begins_as_the_base_trains_the_upper_half_and_leaves_embeddings_alone() -> None:
    model = decoder()
    ids = torch.tensor([list(EXAMPLES[0].prompt)])
    before = model(input_ids=ids).logits
    trained = with_lora(model)
    torch.testing.assert_close(model(input_ids=ids).logits, before, rtol=0, atol=0)
    assert len(trained.loras) == 7, "all linear layers of one block of two"
    assert all(name.startswith("model.layers.1.") for name in trained.loras)
    learnt = [name for name, p in model.named_parameters() if p.requires_grad]
    assert len(learnt) == 14
    lora.detach(model, dict(trained.loras))
    torch.testing.assert_close(model(input_ids=ids).logits, before, rtol=0, atol=0)


def stirred(trained: Trained) -> None:
    trained.model.eval()
    torch.manual_seed(9)
    with torch.no_grad():
        for weight in trained.weights.values():
            weight.copy_((torch.randn_like(weight) / 4).half())


CONFIG = {"r": 4, "lora_alpha": 8, "base_model_name_or_path": "tiny", "peft_type": "LORA"}


@pytest.mark.parametrize("as_file", [False, True])
def test_an_adapter_merged_says_what_it_said_beside_the_base(tmp_path: Path, as_file: bool) -> None:
    trained = with_lora(decoder())
    stirred(trained)
    pairs = {name: (w.a, w.b) for name, w in trained.loras.items()}
    adapter.write(tmp_path / "a", pairs, CONFIG)
    ids = torch.tensor([list(EXAMPLES[0].prompt)])
    beside = trained.model(input_ids=ids).logits
    path = tmp_path / "a"
    if as_file:
        path = tmp_path / "one.safetensors"
        adapter.pack(tmp_path / "a", path)
    merged = decoder()
    tied = merged.get_output_embeddings().weight.data_ptr()
    adapter.merge(merged, path)
    near = 2e-2 if as_file else 1e-4  # what ships is rounded to int8
    torch.testing.assert_close(merged(input_ids=ids).logits, beside, rtol=near, atol=near)
    assert merged.get_output_embeddings().weight.data_ptr() == tied
    assert adapter.open_adapter(path).base == "tiny"


def test_the_same_adapter_is_the_same_file(tmp_path: Path) -> None:
    """Its hash is what a tuned model is known by: another one is converted and asked anew."""
    trained = with_lora(decoder())
    stirred(trained)
    pairs = {name: (w.a, w.b) for name, w in trained.loras.items()}
    for n in range(6):
        adapter.write(tmp_path / str(n), pairs, CONFIG)
        adapter.pack(tmp_path / str(n), tmp_path / f"{n}.safetensors")
    packed = {path.read_bytes() for path in tmp_path.glob("*.safetensors")}
    written = {path.read_bytes() for path in tmp_path.glob(f"*/{adapter.WEIGHTS}")}
    assert (len(packed), len(written)) == (1, 1)


def test_an_adapter_of_something_else_is_refused(tmp_path: Path) -> None:
    trained = with_lora(decoder("Llama"))
    pairs = {name: (w.a, w.b) for name, w in trained.loras.items()}
    adapter.write(tmp_path, pairs, CONFIG)
    with pytest.raises(ModelError, match=r"of another size|which the model has not"):
        adapter.merge(decoder("Qwen2"), tmp_path)
    (tmp_path / adapter.CONFIG).write_text('{"r": 4}', encoding="utf-8")
    with pytest.raises(ModelError, match="does not say its r and lora_alpha"):
        adapter.merge(decoder("Llama"), tmp_path)


def prepared(folder: Path, settings: FinetuneSettings = TINY) -> Run:
    """A training that is begun from scratch, as by a new process; scored by its loss."""
    trained = with_lora(decoder())
    loss = DecoderLoss(trained.model, EXAMPLES)
    steps = steps_of([loss.cost(e) for e in EXAMPLES], settings, seq2seq=False)

    def score() -> tuple[float, list[str]]:
        trained.model.eval()
        with torch.no_grad():
            return 100 - loss(EXAMPLES)[0].item(), ["x"]

    folder.mkdir(exist_ok=True)
    made_from = {"base": "b", "data": "d"}
    return Run(settings, trained, loss, EXAMPLES, steps, folder, made_from, score, lambda line: None, save_seconds=0)  # fmt: skip


LONG = TINY.model_copy(update={"epochs": 4})


class Killed(BaseException):
    pass


def test_killed_anywhere_it_ends_with_the_same_bytes(tmp_path: Path) -> None:
    """Kill before and after every checkpoint and in every scoring; then go on from scratch."""
    whole = prepared(tmp_path / "whole", LONG)
    sites: list[str] = []
    with failpoint.armed(sites.append):
        standing = train(whole)
    assert standing
    assert len(whole.steps) >= 6
    assert standing.losses[-1][1] < standing.losses[0][1]
    expected = whole.trained.state()
    for point in range(len(sites)):
        folder = tmp_path / str(point)
        seen = iter(range(len(sites) + 1))

        def kill(site: str, at: int = point, seen: Any = seen) -> None:
            if next(seen) == at:
                raise Killed

        with pytest.raises(Killed), failpoint.armed(kill):
            train(prepared(folder, LONG))
        again = prepared(folder, LONG)
        resumed = train(again)
        assert resumed
        assert resumed.losses == standing.losses
        assert resumed.scores == standing.scores
        for name, weight in again.trained.state().items():
            assert torch.equal(weight, expected[name]), f"{name} after a kill at {sites[point]}"
        rows = [line for line in (folder / METRICS).read_text().splitlines() if "loss" in line]
        assert len(rows) == len(whole.steps)


def test_a_stop_loses_nothing(tmp_path: Path) -> None:
    run = replace(prepared(tmp_path), save_seconds=1e9)
    asked = iter([False, True])
    assert train(replace(run, stop=lambda: next(asked))) is None
    resumed = train(prepared(tmp_path))
    undisturbed = train(prepared(tmp_path / "other"))
    assert resumed
    assert undisturbed
    assert resumed.losses == undisturbed.losses


def test_something_else_than_it_was_begun_with_is_noticed(tmp_path: Path) -> None:
    train(prepared(tmp_path))
    changed = replace(prepared(tmp_path), made_from={"base": "other", "data": "d"})
    with pytest.raises(TrainingError, match="the base changed since"):
        train(changed)


def test_a_loss_that_is_no_number_stops_before_harm(tmp_path: Path) -> None:
    run = prepared(tmp_path)
    before = run.trained.state()

    def broken(examples: Any) -> tuple[torch.Tensor, int]:
        loss, tokens = run.loss(examples)
        return loss * math.nan, tokens

    broken.cost = run.loss.cost  # type: ignore[attr-defined]
    with pytest.raises(TrainingError, match=r"step 1 is not a number.*learning_rate \(0\.01\)"):
        train(replace(run, loss=broken))  # type: ignore[arg-type]
    assert all(torch.equal(weight, before[name]) for name, weight in run.trained.state().items())


def test_too_little_memory_says_what_to_halve(tmp_path: Path) -> None:
    run = prepared(tmp_path)

    def large(examples: Any) -> tuple[torch.Tensor, int]:
        raise RuntimeError(
            "[enforce fail at alloc_cpu.cpp] DefaultCPUAllocator: can't allocate memory"
        )

    with pytest.raises(OutOfMemory, match=r"halve batch_tokens \(64\)"):
        train(replace(run, loss=large))  # type: ignore[arg-type]
    assert (tmp_path / NAME).is_file()


def test_a_full_disk_keeps_the_last_checkpoint(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = prepared(tmp_path)
    real: Callable[..., None] = torch.save
    calls: list[int] = []

    def full(*given: Any) -> None:
        calls.append(1)
        if len(calls) > 1:
            raise RuntimeError("PytorchStreamWriter failed writing file: file write failed")
        real(*given)

    monkeypatch.setattr(torch, "save", full)
    with pytest.raises(RetryableError, match=r"the disk of .* is full"):
        train(run)
    monkeypatch.undo()
    assert train(prepared(tmp_path))


def test_training_stops_when_scores_no_longer_rise_and_keeps_the_best(tmp_path: Path) -> None:
    settings = TINY.model_copy(update={"epochs": 8, "evaluations": 8, "patience": 2})
    run = prepared(tmp_path, settings)
    scores = iter([10.0, 20.0, 30.0, 29.0, 28.0])
    states: list[dict[str, torch.Tensor]] = []

    def score() -> tuple[float, list[str]]:
        states.append(run.trained.state())
        return next(scores), ["x"]

    standing = train(replace(run, score=score))
    assert standing
    assert [value for _, value in standing.scores] == [10.0, 20.0, 30.0, 29.0, 28.0]
    assert standing.step < len(run.steps)
    assert all(torch.equal(w, states[2][name]) for name, w in run.trained.state().items())


@pytest.mark.parametrize("schedule", ["constant", "linear", "cosine", "late"])
def test_the_rate_rises_and_falls(schedule: str) -> None:
    settings = TINY.model_copy(update={"schedule": schedule, "warmup": 10})
    shares = [rate(settings, step, 100) for step in range(100)]
    assert shares[0] == pytest.approx(0.1)
    assert max(shares) <= 1.0
    assert shares[9] > 0.9
    assert shares[50] == pytest.approx({"linear": 0.5, "cosine": 0.5}.get(schedule, 1.0), abs=0.02)
    assert shares[99] < 0.06 or schedule == "constant"

"""What a tuning will do, told before it does it: pairs, tokens, steps, memory, time, one example.

The line `pairs:` has one form, for programs: `pairs: N kept, N dropped, N read`.
"""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch

from pxtranslate.engines.tokens import Tokens
from pxtranslate.finetune.base import Loss, Trained, arithmetic
from pxtranslate.finetune.examples import Example
from pxtranslate.finetune.order import Batch, buckets, packs
from pxtranslate.finetune.select import Selection
from pxtranslate.finetune.settings import FinetuneSettings
from pxtranslate.finetune.train import clock
from pxtranslate.models.cards import Card
from pxtranslate.models.machine import total_memory_mib

MEASURED_STEPS = 2
_SCORING = 1.5
"""Seconds to translate a set-aside pair, of the 1.5B model on two cores, for want of a measure."""


@dataclass(frozen=True, slots=True)
class Time:
    """How long the training will take, and how that is known."""

    seconds: float
    how: str


def steps_of(
    costs: Sequence[int], settings: FinetuneSettings, seq2seq: bool
) -> list[tuple[Batch, ...]]:
    """The batches of each step, of all epochs."""
    lay = buckets if seq2seq else packs
    batches = [
        batch
        for epoch in range(settings.epochs)
        for batch in lay(costs, settings.batch_tokens, settings.seed, epoch)
    ]
    size = settings.accumulation
    steps = [tuple(batches[at : at + size]) for at in range(0, len(batches), size)]
    return steps[: settings.steps] if settings.steps else steps


def tell_pairs(selection: Selection) -> Iterator[str]:
    """The lines on the pairs."""
    dropped = sum(selection.dropped.values())
    yield f"pairs: {selection.kept} kept, {dropped} dropped, {selection.read} read"
    for reason, count in sorted(selection.dropped.items(), key=lambda item: (-item[1], item[0])):
        yield f"  dropped {count:>6}  {reason}"
    documents = len({(pair.file, pair.document) for pair in selection.dev})
    aside = f"of {documents} documents" if documents > 1 else "in runs"
    yield f"train: {len(selection.train)}, set aside to score on: {len(selection.dev)}, {aside}"


def tell_model(
    card: Card,
    settings: FinetuneSettings,
    examples: Sequence[Example],
    steps: Sequence[Sequence[Batch]],
    memory_mib: int,
    duration: Time,
) -> Iterator[str]:
    """The lines on tokens, steps, memory and time."""
    kind = str(arithmetic(settings.method)).removeprefix("torch.")
    what = f"LoRA of rank {settings.rank}" if settings.method == "lora" else "all weights"
    yield f"model: {card.id} ({card.licence}); {what} on {_layers(settings)} layers, {kind}"
    answers = sum(len(example.answer) for example in examples)
    total = sum(example.tokens for example in examples)
    yield f"tokens: {total} an epoch, {answers} of them answers, which are what is learnt"
    yield f"steps: {len(steps)} of {settings.accumulation} x {settings.batch_tokens} tokens at most"
    have = total_memory_mib()
    short = "; THIS MACHINE HAS TOO LITTLE: halve batch_tokens" if memory_mib > have else ""
    yield f"memory: about {memory_mib / 1024:.1f} GiB of {have / 1024:.1f}{short}"
    yield f"time: about {clock(duration.seconds)} ({duration.how})"


def tell_example(tokens: Tokens, example: Example) -> Iterator[str]:
    """One example with what is learnt of it marked."""
    yield "example: what is between ⟦ and ⟧ is learnt, the end token among it"
    text = f"{tokens.raw(example.prompt)}⟦{tokens.raw(example.answer)}⟧"
    yield from (f"  {line}" for line in text.split("\n"))


def measured(
    trained: Trained,
    loss: Loss,
    examples: Sequence[Example],
    steps: Sequence[Sequence[Batch]],
    settings: FinetuneSettings,
    dev: int,
) -> Time:
    """Take two steps without learning from them, and reckon from there."""
    trained.model.train()
    taken, start = 0, time.monotonic()
    for step in steps[:MEASURED_STEPS]:
        for batch in step:
            summed, _ = loss([examples[number] for number in batch])
            summed.backward()  # type: ignore[no-untyped-call]
        taken += 1
    each = (time.monotonic() - start) / taken
    for weight in trained.weights.values():
        weight.grad = None
    scoring = _scoring(settings, dev, len(steps))
    return Time(each * len(steps) + scoring, f"{each:.1f} s a step, measured on {taken}")


def reckoned(
    parameters: int,
    examples: Sequence[Example],
    settings: FinetuneSettings,
    dev: int,
    steps: Sequence[Sequence[Batch]],
) -> Time:
    """From how fast this machine multiplies matrices, where the model is not unpacked yet.

    A token costs two operations a weight going forward, and in layers that are trained two more
    going back.
    """
    kind = arithmetic(settings.method)
    left, right = torch.ones(512, 2048, dtype=kind), torch.ones(2048, 2048, dtype=kind)
    left @ right
    start, done = time.monotonic(), 0
    while time.monotonic() - start < 0.5:
        left @ right
        done += 1
    speed = done * 2 * 512 * 2048 * 2048 / (time.monotonic() - start)
    share = 0.5 if settings.layers == "half" else 1.0
    tokens = sum(examples[n].tokens for step in steps for batch in step for n in batch)
    seconds = tokens * parameters * (2 + 2 * share) / speed
    how = f"reckoned from {speed / 1e9:.0f} GFLOPS; the run itself measures its first steps"
    return Time(seconds + _scoring(settings, dev, len(steps)), how)


def memory(parameters: int, blocks: tuple[int, int], settings: FinetuneSettings) -> int:
    """MiB at the height of a step: weights, what is trained four times over, and what is kept to go back.

    `blocks`: how many layers are trained, and how wide they are.
    """
    count, width = blocks
    size = 2 if arithmetic(settings.method) == torch.bfloat16 else 4
    kept = 2 if settings.checkpointing else count
    activations = settings.batch_tokens * width * 34 * kept * size
    trained = count * 12 * width * (settings.rank * 2 if settings.method == "lora" else width)
    return (parameters * size + trained * 16 + activations >> 20) + 700


def _scoring(settings: FinetuneSettings, dev: int, steps: int) -> float:
    return _SCORING * dev * (1 + min(settings.evaluations, steps))


def _layers(settings: FinetuneSettings) -> str:
    named = {"all": "all", "half": "the upper half of the"}
    return named.get(str(settings.layers), f"the upper {settings.layers}")

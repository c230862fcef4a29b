"""Tokens a second while tuning: this project's loop beside transformers' Trainer.

    python -m evaluate.tuning_speed PAIRS.tsv [--model qwen2.5-coder-0.5b-instruct] [--pairs 96]

Both train the same adapter of the same base on the same examples, in the same arithmetic and with as
many examples a step; counted are the examples' own tokens, so padding counts for nothing. The Trainer
pads each batch to its longest example and computes the loss over the whole vocabulary, as it does
unless told otherwise. They take turns, the loop first, so many times; told are the medians.
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch

from pxtranslate.config import Settings
from pxtranslate.finetune import base, plan
from pxtranslate.finetune.examples import Example, encode
from pxtranslate.finetune.order import Batch
from pxtranslate.finetune.settings import FinetuneSettings, Tuning
from pxtranslate.finetune.tune import choose
from pxtranslate.models import registry
from pxtranslate.models.cards import models_folder

_IGNORED = -100
"""A label that the Trainer's loss leaves out."""


def main() -> None:
    """Print a line for each turn, and the medians."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pairs_file", type=Path)
    parser.add_argument("--model", default="qwen2.5-coder-0.5b-instruct")
    parser.add_argument("--pairs", type=int, default=96)
    parser.add_argument("--turns", type=int, default=3)
    args = parser.parse_args()
    settings = Settings()
    own = FinetuneSettings(data=(str(args.pairs_file.resolve()),), model=args.model)
    models = models_folder(settings.model.folder)
    card = registry.find(own.model, models)
    folder, _ = registry.opened(card, models, offline=True, say=print)
    trained = base.load(folder, card, own)
    chosen = choose(Tuning(own, Path()), settings)
    few = slice(0, args.pairs)
    examples = encode(chosen.train[few], chosen.answers[few], trained.tokens)
    loss = base.loss_of(trained, card, examples)
    steps = plan.steps_of([loss.cost(example) for example in examples], own, card.seq2seq)
    tokens = sum(example.tokens for example in examples)
    each = max(1, round(len(examples) / sum(map(len, steps))))
    print(f"{len(examples)} examples, {tokens} tokens, {len(steps)} steps, {each} a padded batch")
    speeds: dict[str, list[float]] = {"loop": [], "Trainer": []}
    for _ in range(args.turns):
        speeds["loop"].append(tokens / _loop(trained, loss, examples, steps, own))
        speeds["Trainer"].append(tokens / _trainer(trained, examples, each, own))
        print({name: round(found[-1], 1) for name, found in speeds.items()}, flush=True)
    loop, trainer = (statistics.median(found) for found in speeds.values())
    print(f"tokens a second: loop {loop:.0f}, Trainer {trainer:.0f}, {loop / trainer:.2f} times")


def _loop(
    trained: base.Trained,
    loss: base.Loss,
    examples: Sequence[Example],
    steps: Sequence[Sequence[Batch]],
    own: FinetuneSettings,
) -> float:
    """Seconds of an epoch of the loop's steps."""
    weights = list(trained.weights.values())
    optimizer = torch.optim.AdamW(weights, lr=own.learning_rate)
    trained.model.train()
    began = time.monotonic()
    for step in steps:
        optimizer.zero_grad()
        for batch in step:
            summed, _ = loss([examples[number] for number in batch])
            (summed / sum(len(examples[number].answer) for number in batch)).backward()  # type: ignore[no-untyped-call]
        optimizer.step()
    return time.monotonic() - began


def _trainer(
    trained: base.Trained, examples: Sequence[Example], each: int, own: FinetuneSettings
) -> float:
    """Seconds of an epoch of the Trainer's steps."""
    import transformers

    rows = [
        {
            "input_ids": [*example.prompt, *example.answer],
            "labels": [_IGNORED] * len(example.prompt) + list(example.answer),
        }
        for example in examples
    ]

    def padded(batch: list[dict[str, list[int]]]) -> dict[str, torch.Tensor]:
        longest = max(len(row["input_ids"]) for row in batch)

        def column(name: str, empty: int) -> torch.Tensor:
            return torch.tensor([row[name] + [empty] * (longest - len(row[name])) for row in batch])

        ids = column("input_ids", trained.tokens.pad_id)
        seen = [[1] * len(r["labels"]) + [0] * (longest - len(r["labels"])) for r in batch]
        return {
            "input_ids": ids,
            "labels": column("labels", _IGNORED),
            "attention_mask": torch.tensor(seen),
        }

    with tempfile.TemporaryDirectory() as folder:
        arguments: Any = transformers.TrainingArguments(
            output_dir=folder,
            per_device_train_batch_size=each,
            gradient_accumulation_steps=own.accumulation,
            num_train_epochs=1,
            learning_rate=own.learning_rate,
            optim="adamw_torch",
            save_strategy="no",
            logging_strategy="no",
            report_to="none",
            disable_tqdm=True,
            use_cpu=base.device() == "cpu",
        )
        trainer: Any = transformers.Trainer(
            model=trained.model, args=arguments, train_dataset=rows, data_collator=padded
        )
        began = time.monotonic()
        trainer.train()
        return time.monotonic() - began


if __name__ == "__main__":
    main()

"""The folder a tuning leaves: the model or its adapter, a card of what it is, scores, and a report."""

import json
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pxtranslate import __version__
from pxtranslate.finetune.base import Trained
from pxtranslate.finetune.chrf import chrf, p_better
from pxtranslate.finetune.select import Pair
from pxtranslate.finetune.settings import FinetuneSettings
from pxtranslate.models import adapter
from pxtranslate.models.cards import Card
from pxtranslate.models.durable import write_durably
from pxtranslate.models.local import TUNED


def write_weights(
    folder: Path, trained: Trained, card: Card, base: str, settings: FinetuneSettings
) -> None:
    """Write the adapter, or the whole model where all its weights were trained."""
    if not trained.loras:
        trained.model.save_pretrained(folder)
        trained.tokens.save(folder)
        return
    names = sorted({name.rpartition(".")[2] for name in trained.loras})
    config = {
        "peft_type": "LORA",
        "task_type": "SEQ_2_SEQ_LM" if card.seq2seq else "CAUSAL_LM",
        "base_model_name_or_path": base,
        "r": settings.rank,
        "lora_alpha": settings.alpha,
        "lora_dropout": settings.dropout,
        "bias": "none",
        "inference_mode": True,
        "target_modules": names,
        "layers_to_transform": sorted(
            {int(part) for name in trained.loras for part in name.split(".") if part.isdigit()}
        ),
    }
    weights = {name: (wrapped.a, wrapped.b) for name, wrapped in trained.loras.items()}
    adapter.write(folder, weights, config)


def scored(before: Sequence[str], after: Sequence[str], dev: Sequence[Pair]) -> dict[str, float]:
    """chrF before and after tuning on the set-aside pairs, and how likely that is chance."""
    references = [pair.en for pair in dev]
    return {
        "before": round(chrf(before, references), 2),
        "after": round(chrf(after, references), 2),
        "p": p_better(before, after, references),
        "pairs": len(dev),
    }


def in_words(scores: Mapping[str, float]) -> str:
    """The scores in words."""
    better = scores["after"] - scores["before"]
    return (
        f"chrF {scores['after']:.1f} on {scores['pairs']:.0f} set-aside pairs, before"
        f" {scores['before']:.1f} ({better:+.1f}, p = {scores['p']:.3f})"
    )


def verdict(scores: Mapping[str, float]) -> str:
    """What a user must hear each time; empty where the tuned model is not worse."""
    if scores["after"] >= scores["before"]:
        return ""
    return f"this tuned model does WORSE than what it was tuned from: {in_words(scores)}"


def write_card(folder: Path, facts: Mapping[str, Any]) -> None:
    """Write what is known of the model; with it the folder is complete."""
    whole = {**facts, "pxtranslate": __version__}
    text = json.dumps(whole, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    write_durably(folder / TUNED, text)


def read_card(folder: Path) -> dict[str, Any] | None:
    """What is known of the model in a folder, or None where no tuning was completed."""
    path = folder / TUNED
    if not path.is_file():
        return None
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def begin_anew(folder: Path, work: Path) -> None:
    """Forget a tuning: its checkpoint, and the card that says it is complete."""
    shutil.rmtree(work, ignore_errors=True)
    (folder / TUNED).unlink(missing_ok=True)

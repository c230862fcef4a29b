"""A toy language, and tiny models that know none of it yet: what `finetune` is tested with.

Real Chinese and English of one form, 240 sentences: little enough that a model of two layers learns
it in seconds, and that no check finds anything wrong with.
"""

import random
from itertools import product
from pathlib import Path
from typing import Any

import torch
import transformers
from tests.toy import checkpoints

from pxtranslate.engines.base import Request
from pxtranslate.engines.prompts import build

_WHO = {
    "老师": "The teacher",
    "农民": "The farmer",
    "医生": "The doctor",
    "学生": "The student",
    "工人": "The worker",
}
_DOES = {"买": "buys", "卖": "sells", "看见": "sees", "喜欢": "likes"}
_KIND = {"新": "new", "旧": "old", "红": "red"}
_WHAT = {"书": "book", "车": "car", "桌子": "table", "船": "boat"}

SPREAD = 0.2
"""Of random weights. Embeddings are never trained: with the usual 0.02, tied, no logit could become large."""


def sentences() -> list[tuple[str, str]]:
    """All sentences of the language with their English, shuffled."""
    found = [
        (
            f"{who}{does}一个{kind}{what}。",
            f"{_WHO[who]} {_DOES[does]} a {_KIND[kind]} {_WHAT[what]}.",
        )
        for who, does, kind, what in product(_WHO, _DOES, _KIND, _WHAT)
    ]
    random.Random(3).shuffle(found)
    return found


def write_tsv(path: Path) -> None:
    """Write the language as a file of pairs."""
    path.write_text("zh\ten\n" + "".join(f"{zh}\t{en}\n" for zh, en in sentences()), "utf-8")


def qwen2(folder: Path) -> None:
    """A Qwen2 of two layers with random weights and a tokenizer made for the language."""
    texts = [build("chat-generic", Request(zh)).text + f"English: {en}" for zh, en in sentences()]
    tokenizer = checkpoints.byte_level(texts)
    tokenizer.save_pretrained(folder)
    torch.manual_seed(7)
    config = transformers.Qwen2Config(
        **checkpoints.SMALL,
        initializer_range=SPREAD,
        vocab_size=len(tokenizer),
        eos_token_id=tokenizer.eos_token_id,
        pad_token_id=tokenizer.pad_token_id,
        bos_token_id=tokenizer.bos_token_id,
    )
    model: Any = transformers.Qwen2ForCausalLM(config)
    model.save_pretrained(folder)


def marian(folder: Path) -> None:
    """A Marian of two layers a side with random weights and a vocabulary made for the language."""
    pairs = sentences()
    source = checkpoints.sentencepieces(folder, "source", tuple(zh for zh, _ in pairs))
    target = checkpoints.sentencepieces(folder, "target", tuple(en for _, en in pairs))
    torch.manual_seed(7)
    model: Any = checkpoints.marian_over(folder, source, target, SPREAD)
    model.save_pretrained(folder)

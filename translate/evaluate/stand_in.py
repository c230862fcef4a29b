"""A Marian model of the size of opus-mt-zh-en for machines that cannot fetch one: to time, not to read.

It learns the sentences it will be asked by heart, so its answers have the length of real English and
end as those of a published model do; what it takes to give them is then the same as with real weights.
"""

import json
import math
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

VOCABULARY = 65_001
"""Of opus-mt-zh-en; what the sentences do not fill is filled up, for the output layer costs by its size."""
PIECES = 3000
"""At most, of a sentencepiece model over so few sentences."""
BATCH = 16
PASSES = 200
RATE, WARM = 4e-4, 40
"""Learning rate, and the steps over which it rises."""
KNOWN = 0.02
"""Mean loss of a token at which the sentences are known by heart."""


def make(folder: Path, sources: Sequence[str], targets: Sequence[str]) -> None:
    """Train the model into `folder`, which must be empty. Raises RuntimeError if it does not learn.

    Sizes from the published config: six layers a side of 512, eight heads, 2,048 within, one embedding
    for both languages and the output. Half an hour on two cores for 40 sentences, reckoned.
    """
    import torch
    import transformers

    torch.manual_seed(1)
    warnings.filterwarnings("ignore", message=".*sacremoses")
    _vocabulary(folder, sources, targets)
    tokenizer: Any = transformers.MarianTokenizer.from_pretrained(folder)
    tokenizer.save_pretrained(folder)
    pad = VOCABULARY - 1
    model: Any = transformers.MarianMTModel(
        transformers.MarianConfig(
            vocab_size=VOCABULARY,
            d_model=512,
            encoder_layers=6,
            decoder_layers=6,
            encoder_attention_heads=8,
            decoder_attention_heads=8,
            encoder_ffn_dim=2048,
            decoder_ffn_dim=2048,
            max_position_embeddings=512,
            activation_function="swish",
            scale_embedding=True,
            dropout=0.0,
            pad_token_id=pad,
            eos_token_id=0,
            decoder_start_token_id=pad,
            forced_eos_token_id=0,
        )
    ).train()
    optimizer = torch.optim.AdamW(model.parameters(), lr=RATE, betas=(0.9, 0.98), weight_decay=0.0)
    order = sorted(range(len(sources)), key=lambda n: len(targets[n]))
    batches = [order[start : start + BATCH] for start in range(0, len(order), BATCH)]
    loss = math.inf
    for step in range(PASSES * len(batches)):
        group = batches[step % len(batches)]
        asked = tokenizer([sources[n] for n in group], return_tensors="pt", padding=True)
        told = tokenizer(
            text_target=[targets[n] for n in group], return_tensors="pt", padding=True
        )["input_ids"]
        found = model(**asked, labels=told.masked_fill(told == pad, -100)).loss
        for one in optimizer.param_groups:
            one["lr"] = RATE * min(1.0, (step + 1) / WARM)
        optimizer.zero_grad()
        found.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        # A published model starts from a zero vector, and CTranslate2 takes every one to do so.
        model.get_input_embeddings().weight.data[pad] = 0
        loss = found.item() if step % len(batches) == 0 else max(loss, found.item())
        if step % len(batches) == len(batches) - 1 and loss < KNOWN:
            model.save_pretrained(folder)
            return
    raise RuntimeError(f"the stand-in did not learn its sentences: loss {loss:.2f} of a token")


def _vocabulary(folder: Path, sources: Sequence[str], targets: Sequence[str]) -> None:
    """`source.spm`, `target.spm` and the `vocab.json` over both."""
    import sentencepiece

    words: set[str] = set()
    for name, texts in (("source", sources), ("target", targets)):
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=iter(texts),
            model_prefix=str(folder / name),
            vocab_size=PIECES,
            hard_vocab_limit=False,
            character_coverage=1.0,
            minloglevel=9,
        )
        (folder / f"{name}.vocab").unlink()
        (folder / f"{name}.model").rename(folder / f"{name}.spm")
        pieces = sentencepiece.SentencePieceProcessor(model_file=str(folder / f"{name}.spm"))
        words |= {pieces.id_to_piece(i) for i in range(3, pieces.get_piece_size())}
    known = ["</s>", "<unk>", *sorted(words)]
    filler = [f"<unused{n}>" for n in range(VOCABULARY - 1 - len(known))]
    table = {word: n for n, word in enumerate([*known, *filler, "<pad>"])}
    (folder / "vocab.json").write_text(json.dumps(table, ensure_ascii=False), "utf-8")

"""A Marian model of the size of opus-mt-zh-en for machines that cannot fetch one: to time, not to read.

It learns the sentences it will be asked by heart, so its answers have the length of real English and
end as those of a published model do; what it takes to give them is then the same as with real weights.
"""

import json
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

VOCABULARY = 65_001
"""Of opus-mt-zh-en; what the sentences do not fill is filled up, for the output layer costs by its size."""
PIECES = 3000
"""At most, of a sentencepiece model over so few sentences."""
STEPS = 800
RATE, WARM = 4e-4, 60
"""Learning rate, and the steps over which it rises."""
KNOWN = 0.02
"""Mean loss of a token at which the sentences are known by heart."""
NEVER = -1e4
"""Added to the score of a word that must not be said."""


def make(folder: Path, sources: Sequence[str], targets: Sequence[str]) -> None:
    """Train the model into `folder`, which must be empty. Raises RuntimeError if it does not learn.

    Sizes from the published config: six layers a side of 512, eight heads, 2,048 within, one embedding
    for both languages and the output. It learns with the words that occur; the others, which no answer
    has, are added at the end.
    """
    import torch
    import transformers

    torch.manual_seed(1)
    warnings.filterwarnings("ignore", message=".*sacremoses")
    words = _vocabulary(folder, sources, targets)
    tokenizer: Any = transformers.MarianTokenizer.from_pretrained(folder)
    tokenizer.save_pretrained(folder)
    asked = _padded(tokenizer(list(sources))["input_ids"], words)
    told = _padded(tokenizer(text_target=list(targets))["input_ids"], words)
    model: Any = transformers.MarianMTModel(_config(words + 1)).train()
    optimizer = torch.optim.AdamW(model.parameters(), lr=RATE, betas=(0.9, 0.98), weight_decay=0.0)
    for step in range(STEPS):
        for one in optimizer.param_groups:
            one["lr"] = RATE * min(1.0, (step + 1) / WARM)
        loss = model(
            input_ids=asked,
            attention_mask=asked != words,
            labels=told.masked_fill(told == words, -100),
        ).loss
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        # A published model starts from a zero vector, and CTranslate2 takes every one to do so.
        model.get_input_embeddings().weight.data[words] = 0
        if loss.item() < KNOWN:
            _with_all_words(model, words).save_pretrained(folder)
            return
    raise RuntimeError(
        f"the stand-in did not learn its sentences: loss {loss.item():.2f} of a token"
    )


def _config(vocabulary: int) -> Any:
    import transformers

    return transformers.MarianConfig(
        vocab_size=vocabulary,
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
        pad_token_id=vocabulary - 1,
        eos_token_id=0,
        decoder_start_token_id=vocabulary - 1,
        forced_eos_token_id=0,
    )


def _padded(rows: Sequence[Sequence[int]], pad: int) -> Any:
    import torch

    width = max(map(len, rows))
    return torch.tensor([[*row, *[pad] * (width - len(row))] for row in rows])


def _with_all_words(model: Any, words: int) -> Any:
    """The model with a vocabulary of the published size, of which it never says the words it has not learnt."""
    import torch
    import transformers

    whole: Any = transformers.MarianMTModel(_config(VOCABULARY))
    state = model.state_dict()
    for name, weight in whole.state_dict().items():
        if weight.shape == state[name].shape:
            weight.copy_(state[name])
        elif name == "final_logits_bias":
            weight.fill_(NEVER)
            weight[:, :words] = state[name][:, :words]
        else:
            weight.zero_()
            weight[:words] = state[name][:words]
    return whole.to(torch.float32)


def _vocabulary(folder: Path, sources: Sequence[str], targets: Sequence[str]) -> int:
    """Write `source.spm`, `target.spm` and the `vocab.json` over both; how many words occur."""
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
    return len(known)

"""The Marian model that is made to be timed: it knows its sentences, and its words are as many as it says."""

from pathlib import Path
from typing import Any

import pytest
import transformers

from evaluate import stand_in

SOURCES = ("全市外贸进出口总值比上年同期增长两成。", "记者从市政府获悉，今年春耕生产准备就绪。")
TARGETS = ("The city's foreign trade rose by one fifth.", "Spring farming is ready this year.")


def test_it_answers_what_it_learnt_and_ends_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    published = stand_in._config

    def small(vocabulary: int) -> Any:
        sizes = {"encoder_layers": 1, "decoder_layers": 1, "d_model": 64, "encoder_ffn_dim": 128}
        heads = {"encoder_attention_heads": 4, "decoder_attention_heads": 4, "decoder_ffn_dim": 128}
        return transformers.MarianConfig(**{**published(vocabulary).to_dict(), **sizes, **heads})

    monkeypatch.setattr(stand_in, "_config", small)
    monkeypatch.setattr(stand_in, "VOCABULARY", 700)
    monkeypatch.setattr(stand_in, "RATE", 5e-3)
    stand_in.make(tmp_path, SOURCES, TARGETS)
    tokenizer: Any = transformers.MarianTokenizer.from_pretrained(tmp_path)
    model: Any = transformers.MarianMTModel.from_pretrained(tmp_path)
    assert model.config.vocab_size == len(tokenizer) == 700
    asked = tokenizer(list(SOURCES), return_tensors="pt", padding=True)
    found = model.generate(**asked, num_beams=1, do_sample=False, max_new_tokens=60)
    assert tuple(tokenizer.batch_decode(found, skip_special_tokens=True)) == TARGETS


def test_what_it_does_not_learn_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stand_in, "STEPS", 1)
    monkeypatch.setattr(stand_in, "VOCABULARY", 700)
    with pytest.raises(RuntimeError, match="did not learn its sentences"):
        stand_in.make(tmp_path, SOURCES, TARGETS)

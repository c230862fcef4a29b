"""Tiny checkpoints of every model family on a card, with real tokenizers.

Each is trained in seconds until it knows two of the pairs below by heart: real enough to pass through
the loaders and decoders that users' models pass through, and sure enough of itself that any engine
and any batch must give the same English.
"""

import json
import warnings
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import sentencepiece
import torch
import transformers
from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, trainers

from pxtranslate.engines.base import Request
from pxtranslate.engines.tokens import Tokens

CHINESE = (
    "全市外贸进出口总值比上年同期增长两成。",
    "记者从市政府获悉，今年春耕生产准备就绪。",
    "“服务很周到。”企业负责人说。",
    "河水变清了，岸边的树也绿了。",
    "图书馆周末开放到晚上九点。",
)
ENGLISH = (
    "The city's foreign trade rose by one fifth within a year.",
    "The reporter learned from the city government that spring farming is ready.",
    '"The service is thoughtful," said the head of the company.',
    "The river runs clear and the trees on its banks are green.",
    "The library stays open until nine in the evening at weekends.",
)
LEARNT = 2
"""So many of the pairs are learnt; every step costs a pass over each."""
ENOUGH = 0.001
"""The loss, summed over the pairs, at which a toy knows them: with more, a machine that rounds
differently gave one that a search led astray."""
TEXTS = (*CHINESE, *ENGLISH) * 3
CHAT_TEMPLATE = (
    "{% for m in messages %}<|im_start|>{{ m['role'] }}\n{{ m['content'] }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)
SMALL: dict[str, Any] = {
    "hidden_size": 64,
    "intermediate_size": 128,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "num_key_value_heads": 2,
    "head_dim": 16,
    "max_position_embeddings": 512,
    "tie_word_embeddings": True,
}


def decoder(kind: str) -> Callable[[Path], None]:
    """A maker of a chat decoder whose config class is `<kind>Config`."""

    def make(folder: Path) -> None:
        in_bytes = not kind.startswith(("Gemma", "Llama", "Mistral"))
        tokenizer = byte_level() if in_bytes else _byte_fallback()
        tokenizer.save_pretrained(folder)
        size = dict(SMALL, vocab_size=len(tokenizer))
        config = getattr(transformers, f"{kind}Config")(
            **size,
            eos_token_id=tokenizer.eos_token_id,
            pad_token_id=tokenizer.pad_token_id,
            bos_token_id=tokenizer.bos_token_id,
            # As in the published Gemma models; the class's own default fits only their width.
            **({"query_pre_attn_scalar": 16} if kind == "Gemma3Text" else {}),
        )
        _train(getattr(transformers, _CAUSAL[kind]), config, folder, kind.lower())

    return make


_CAUSAL = {
    "Qwen2": "Qwen2ForCausalLM",
    "Qwen3": "Qwen3ForCausalLM",
    "Llama": "LlamaForCausalLM",
    "Mistral": "MistralForCausalLM",
    "Gemma3Text": "Gemma3ForCausalLM",
    "HunYuanDenseV1": "HunYuanDenseV1ForCausalLM",
}


def marian(folder: Path) -> None:
    """An opus-mt-like model: two sentencepiece files and a shared vocabulary."""
    source = sentencepieces(folder, "source", CHINESE)
    target = sentencepieces(folder, "target", ENGLISH)
    config = _marian_config(folder, source, target)
    _train(transformers.MarianMTModel, config, folder, "marian")


def marian_over(folder: Path, source: Any, target: Any, spread: float) -> Any:
    """A Marian model with random weights over two sentencepiece models that lie in `folder`."""
    config = _marian_config(folder, source, target)
    config.init_std = spread
    return transformers.MarianMTModel(config)


def _marian_config(folder: Path, source: Any, target: Any) -> Any:
    words = ["</s>", "<unk>", *sorted({*_entries(source), *_entries(target)}), "<pad>"]
    (folder / "vocab.json").write_text(
        json.dumps({word: i for i, word in enumerate(words)}, ensure_ascii=False), "utf-8"
    )
    (folder / "source.model").rename(folder / "source.spm")
    (folder / "target.model").rename(folder / "target.spm")
    warnings.filterwarnings("ignore", message=".*sacremoses")
    tokenizer = transformers.MarianTokenizer.from_pretrained(folder)
    tokenizer.save_pretrained(folder)
    pad = words.index("<pad>")
    return transformers.MarianConfig(
        **_seq2seq(len(words)),
        pad_token_id=pad,
        eos_token_id=0,
        decoder_start_token_id=pad,
        forced_eos_token_id=0,
    )


def m2m100(folder: Path) -> None:
    """An M2M-100-like model: one sentencepiece file, a vocabulary, language tokens."""
    pieces = sentencepieces(folder, "sentencepiece.bpe", TEXTS)
    words = ["<s>", "<pad>", "</s>", "<unk>", *_entries(pieces)]
    (folder / "vocab.json").write_text(
        json.dumps({word: i for i, word in enumerate(words)}, ensure_ascii=False), "utf-8"
    )
    tokenizer = transformers.M2M100Tokenizer(
        folder / "vocab.json", folder / "sentencepiece.bpe.model", src_lang="zh", tgt_lang="en"
    )
    tokenizer.save_pretrained(folder)
    # Language tokens follow the vocabulary; the published models leave room for eight more.
    _train_m2m(folder, max(tokenizer.lang_token_to_id.values()) + 9, "m2m100")


def nllb(folder: Path) -> None:
    """An NLLB-like model: the M2M-100 architecture with another tokenizer and language codes."""
    pieces = sentencepieces(folder, "sentencepiece.bpe", TEXTS)
    scores = [
        (pieces.id_to_piece(i), pieces.get_score(i)) for i in range(3, pieces.get_piece_size())
    ]
    vocabulary = [("<s>", 0.0), ("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0), *scores]
    tokenizer = transformers.NllbTokenizer(
        vocab={piece: i for i, (piece, _) in enumerate(vocabulary)},
        merges=[],
        src_lang="zho_Hans",
        tgt_lang="eng_Latn",
    )
    tokenizer.save_pretrained(folder)
    _train_m2m(folder, len(tokenizer), "nllb")


def mt5(folder: Path) -> None:
    """An mT5-like model: sentencepiece with pad, end and unknown before all else."""
    tokenizer = transformers.T5Tokenizer(
        vocab=[("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0), *_scored(folder)], extra_ids=0
    )
    tokenizer.save_pretrained(folder)
    config = transformers.MT5Config(
        vocab_size=len(tokenizer),
        d_model=64,
        d_kv=16,
        d_ff=128,
        num_layers=2,
        dropout_rate=0.0,
        num_heads=4,
        pad_token_id=0,
        eos_token_id=1,
        decoder_start_token_id=0,
    )
    _train(transformers.MT5ForConditionalGeneration, config, folder, "mt5")


def _scored(folder: Path) -> list[tuple[str, float]]:
    pieces = sentencepieces(folder, "spiece", TEXTS)
    return [(pieces.id_to_piece(i), pieces.get_score(i)) for i in range(3, pieces.get_piece_size())]


FAMILIES: dict[str, Callable[[Path], None]] = {
    "qwen2": decoder("Qwen2"),
    "qwen3": decoder("Qwen3"),
    "llama": decoder("Llama"),
    "mistral": decoder("Mistral"),
    "gemma": decoder("Gemma3Text"),
    "hunyuan": decoder("HunYuanDenseV1"),
    "marian": marian,
    "m2m100": m2m100,
    "nllb": nllb,
    "mt5": mt5,
}
"""Family on a card to what makes a checkpoint of it in an empty folder."""

_M2M_IDS: dict[str, Any] = {
    "bos_token_id": 0,
    "pad_token_id": 1,
    "eos_token_id": 2,
    "decoder_start_token_id": 2,
}


def _train_m2m(folder: Path, vocabulary: int, family: str) -> None:
    config = transformers.M2M100Config(**_seq2seq(vocabulary), **_M2M_IDS)
    _train(transformers.M2M100ForConditionalGeneration, config, folder, family)


def _seq2seq(vocabulary: int) -> dict[str, Any]:
    return {
        "vocab_size": vocabulary,
        "d_model": 64,
        "encoder_layers": 2,
        "decoder_layers": 2,
        "encoder_attention_heads": 4,
        "decoder_attention_heads": 4,
        "encoder_ffn_dim": 128,
        "decoder_ffn_dim": 128,
        "max_position_embeddings": 512,
        "scale_embedding": True,
        # What a training leaves out by chance keeps these from learning by heart.
        "dropout": 0.0,
        "attention_dropout": 0.0,
        "activation_dropout": 0.0,
        "encoder_layerdrop": 0.0,
        "decoder_layerdrop": 0.0,
    }


def _train(kind: Any, config: Any, folder: Path, family: str) -> None:
    """Make a model of `config` and teach it the pairs, asked as the engines will ask."""
    tokens = Tokens(folder, family, "none" if config.is_encoder_decoder else "chat-generic")
    questions = [tokens.encode(Request(text)) for text in CHINESE[:LEARNT]]
    tokenizer = transformers.AutoTokenizer.from_pretrained(folder, fix_mistral_regex=False)
    answers = [
        [*tokenizer(text_target=text, add_special_tokens=False)["input_ids"], tokens.end_ids[0]]
        for text in ENGLISH[:LEARNT]
    ]
    torch.manual_seed(7)
    model = kind(config)
    model.train()
    optimizer = torch.optim.AdamW(model.parameters(), lr=6e-3)
    for _ in range(1000):
        loss = sum(
            _loss(model, question, answer, tokens)
            for question, answer in zip(questions, answers, strict=True)
        )
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        if family == "marian":  # a published model starts from a zero vector, and CTranslate2 too
            model.get_input_embeddings().weight.data[model.config.pad_token_id] = 0
        if loss.item() < ENOUGH:
            break
    else:
        raise AssertionError(f"the toy {family} did not learn its pairs ({loss.item():.2f})")
    model.save_pretrained(folder)


def _loss(model: Any, question: list[int], answer: list[int], tokens: Tokens) -> Any:
    if model.config.is_encoder_decoder:
        told = ([] if tokens.target_id is None else [tokens.target_id]) + answer
        return model(input_ids=torch.tensor([question]), labels=torch.tensor([told])).loss
    ids = torch.tensor([question + answer])
    labels = torch.tensor([[-100] * len(question) + answer])
    return model(input_ids=ids, labels=labels).loss


def byte_level(texts: Iterable[str] = TEXTS) -> Any:
    """A byte-level tokenizer with the chat template, trained on a few texts."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    special = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]
    trainer = trainers.BpeTrainer(
        vocab_size=500,
        special_tokens=special,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train_from_iterator(texts, trainer)
    return _wrapped(tokenizer, special)


def _byte_fallback() -> Any:
    """A tokenizer of the sentencepiece kind: ▁ for spaces, <0xE4> for what is not known."""
    special = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]
    trained = Tokenizer(models.BPE(byte_fallback=True, unk_token="<unk>"))
    trained.pre_tokenizer = pre_tokenizers.Split(Regex("▁[^▁]*|[^▁]+"), "isolated")
    trained.normalizer = normalizers.Replace(" ", "▁")
    trained.decoder = decoders.Sequence(
        [decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse()]
    )
    trainer = trainers.BpeTrainer(
        vocab_size=350, special_tokens=[*special, "<unk>"], show_progress=False
    )
    trained.train_from_iterator([t.replace(" ", "▁") for t in TEXTS], trainer)
    # The bytes are entries like any other, not special ones: the trainer cannot make those.
    state = json.loads(trained.to_str())
    vocabulary = state["model"]["vocab"]
    for byte in range(256):
        vocabulary[f"<0x{byte:02X}>"] = len(vocabulary)
    return _wrapped(Tokenizer.from_str(json.dumps(state)), special)


def _wrapped(tokenizer: Tokenizer, special: list[str]) -> Any:
    return transformers.PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_object=tokenizer,
        unk_token="<unk>" if tokenizer.token_to_id("<unk>") is not None else None,
        eos_token=special[2],
        pad_token=special[0],
        bos_token=special[0],
        additional_special_tokens=special[1:2],
        chat_template=CHAT_TEMPLATE,
    )


def sentencepieces(folder: Path, name: str, texts: tuple[str, ...]) -> Any:
    """Train a sentencepiece model of a few words and keep it as `<name>.model`."""
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(texts * 20),
        model_prefix=str(folder / name),
        vocab_size=150,
        hard_vocab_limit=False,
        character_coverage=1.0,
        minloglevel=9,
    )
    (folder / f"{name}.vocab").unlink()
    return sentencepiece.SentencePieceProcessor(model_file=str(folder / f"{name}.model"))


def _entries(pieces: Any) -> list[str]:
    return [pieces.id_to_piece(i) for i in range(3, pieces.get_piece_size())]

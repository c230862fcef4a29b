"""Text to tokens and back, the same for every engine, so that engines agree.

Wraps a model's own tokenizer: prompt rendered, special tokens in the text made harmless, tokens of
Chinese characters listed. Knows prompts and tokenizers; knows nothing of decoding.
"""

import json
import warnings
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from pxtranslate.engines import prompts
from pxtranslate.engines.base import Decoding, Request
from pxtranslate.errors import ModelError
from pxtranslate.models.cards import SEQ2SEQ

ALWAYS = 32
"""Output tokens that the shortest text may take."""
_SOURCE_CODES = {"m2m100": "zh", "nllb": "zho_Hans"}
_TARGET_CODES = {"m2m100": "en", "nllb": "eng_Latn"}
SUMMARY = 128
"""Most output tokens of a summary, however long the article: some 220 Chinese characters, four
sentences. A small model that copies the article instead of summing it up is stopped there."""


class Tokens:
    """The tokenizer of one model, with the prompt profile it is asked in."""

    def __init__(self, folder: Path, family: str, profile: str, gguf: str | None = None) -> None:
        """Load from a local folder (`gguf`: the file in it that holds the tokenizer)."""
        from transformers import AutoTokenizer

        self.folder = folder
        self.family = family
        self.profile = profile
        options: dict[str, Any] = {}
        if family in _SOURCE_CODES:
            options["src_lang"] = _SOURCE_CODES[family]
        if gguf:
            options["gguf_file"] = gguf
        # Marian's tokenizer recommends sacremoses, which nobody keeps any more, at every load.
        warnings.filterwarnings("ignore", message=".*sacremoses")
        try:
            self._tokenizer: Any = AutoTokenizer.from_pretrained(
                folder,
                local_files_only=True,
                trust_remote_code=False,
                # Tells a check for broken Mistral tokenizers, which cannot know a converted
                # folder's family and warns on every one, that nothing is to be repaired.
                fix_mistral_regex=False,
                **options,
            )
        except (OSError, ValueError) as error:
            raise ModelError(f"no tokenizer could be read from {folder}: {error}") from error

    @cached_property
    def _special(self) -> list[str]:
        added = [str(token) for token in self._tokenizer.get_added_vocab()]
        return sorted({*self._tokenizer.all_special_tokens, *added}, key=len, reverse=True)

    def harmless(self, text: str) -> str:
        """`text` in which no special token of the model stands; see `harmless`."""
        return harmless(text, self._special)

    def encode(self, request: Request) -> list[int]:
        """The token ids of the whole prompt for one request."""
        safe = Request(
            text=self.harmless(request.text),
            context=self.harmless(request.context),
            terms=tuple((self.harmless(zh), self.harmless(en)) for zh, en in request.terms),
            task=request.task,
        )
        prompt = prompts.build(self.profile, safe)
        text = prompt.text
        if prompt.chat and self._tokenizer.chat_template:
            text = self._tokenizer.apply_chat_template(
                [{"role": "user", "content": prompt.text}],
                tokenize=False,
                add_generation_prompt=True,
            )
            text += prompt.begun
            return list(self._tokenizer(text, add_special_tokens=False)["input_ids"])
        return list(self._tokenizer(text)["input_ids"])

    def answer(self, request: Request, text: str) -> list[int]:
        """The token ids of an answer to `request` as training shows it, the end token among them."""
        prompt = prompts.build(self.profile, request)
        if self.family in SEQ2SEQ:
            ids = self._tokenizer(text_target=text, add_special_tokens=False)["input_ids"]
        else:
            # After "English:" a decoder goes on with a space; after a turn's opening it does not.
            begun = prompt.begun or ("" if prompt.chat else prompt.text)
            spaced = f" {text}" if begun.endswith(":") else text
            ids = self._tokenizer(self.harmless(spaced), add_special_tokens=False)["input_ids"]
        return [*ids, self.turn_end]

    @cached_property
    def turn_end(self) -> int:
        """The id that ends an answer: what the chat template closes a turn with, else the last one."""
        if self._tokenizer.chat_template and self.family not in SEQ2SEQ:
            turns = [{"role": "user", "content": "a"}, {"role": "assistant", "content": "words"}]
            after = self._tokenizer.apply_chat_template(turns, tokenize=False).rpartition("words")[
                2
            ]
            closing = self._tokenizer(after, add_special_tokens=False)["input_ids"]
            for index in closing:
                if index in self.end_ids:
                    return int(index)
        return int(self._tokenizer.eos_token_id)

    def continued(self, request: Request, answer: str) -> tuple[list[int], int]:
        """The prompt with its answer as token ids, and how many of them are the answer."""
        begun = prompts.build(self.profile, request).begun
        text = f" {answer}" if begun else answer
        ids = self._tokenizer(self.harmless(text), add_special_tokens=False)["input_ids"]
        return [*self.encode(request), *ids], len(ids)

    def bound(self, request: Request, decoding: Decoding) -> int:
        """The most output tokens this request may take: a summary, SUMMARY; else by its text."""
        if request.task == "summarize":
            return SUMMARY
        length = len(self._tokenizer(request.text, add_special_tokens=False)["input_ids"])
        return int(decoding.bound * length) + ALWAYS

    def decode(self, ids: Sequence[int]) -> str:
        """The text of output tokens, special ones left out."""
        text: str = self._tokenizer.decode(
            list(ids), skip_special_tokens=True, clean_up_tokenization_spaces=False
        )
        return text.strip()

    def raw(self, ids: Sequence[int]) -> str:
        """The text of tokens, special ones shown."""
        text: str = self._tokenizer.decode(
            list(ids), skip_special_tokens=False, clean_up_tokenization_spaces=False
        )
        return text

    def save(self, folder: Path) -> None:
        """Write the tokenizer into a folder."""
        self._tokenizer.save_pretrained(folder)

    def pieces(self, request: Request) -> list[str]:
        """The prompt for one request as vocabulary entries, as CTranslate2 wants it."""
        return self.names(self.encode(request))

    @cached_property
    def opening(self) -> list[str]:
        """What every prompt in the chat template begins with, as vocabulary entries."""
        if not self._tokenizer.chat_template:
            return []
        words = "words"
        turn = [{"role": "user", "content": words}]
        before = self._tokenizer.apply_chat_template(turn, tokenize=False).partition(words)[0]
        return self.names(self._tokenizer(before, add_special_tokens=False)["input_ids"])

    def text(self, pieces: Sequence[str]) -> str:
        """The text of output vocabulary entries, special ones left out."""
        return self.decode(self._tokenizer.convert_tokens_to_ids(list(pieces)))

    @cached_property
    def ends(self) -> list[str]:
        """The vocabulary entries that end an output."""
        return self.names(self.end_ids)

    @cached_property
    def han(self) -> list[str]:
        """The vocabulary entries of `han_ids`."""
        return self.names(self.han_ids)

    def names(self, ids: Sequence[int]) -> list[str]:
        """The vocabulary entries of token ids."""
        return list(self._tokenizer.convert_ids_to_tokens(list(ids)))

    @property
    def target_code(self) -> str | None:
        """The token that tells a many-language model to write English."""
        code = _TARGET_CODES.get(self.family)
        return f"__{code}__" if self.family == "m2m100" else code

    @cached_property
    def end_ids(self) -> list[int]:
        """Ids of the tokens that end an output: the tokenizer's, and those the model names.

        A chat model may end a turn with a token other than the tokenizer's end of text; its
        `generation_config.json` says so.
        """
        found = {self._tokenizer.eos_token_id}
        config = self.folder / "generation_config.json"
        if config.is_file():
            named = json.loads(config.read_text(encoding="utf-8")).get("eos_token_id") or []
            found.update(named if isinstance(named, list) else [named])
        return sorted(int(index) for index in found if index is not None)

    @property
    def target_id(self) -> int | None:
        """The id of `target_code`."""
        code = self.target_code
        return int(self._tokenizer.convert_tokens_to_ids(code)) if code else None

    @property
    def pad_id(self) -> int:
        """Id of the padding token; the end token where a model has none."""
        pad = self._tokenizer.pad_token_id
        return int(self._tokenizer.eos_token_id if pad is None else pad)

    @cached_property
    def han_ids(self) -> list[int]:
        """Ids of all tokens that hold a Chinese character, whole or in part, or CJK punctuation.

        Forbidding them was measured to leave Han in 0 of 80 outputs and to raise chrF.
        """
        vocabulary: dict[str, int] = self._tokenizer.get_vocab()
        as_bytes = _byte_reader(self._tokenizer)
        special = set(self._special)
        return sorted(
            index
            for token, index in vocabulary.items()
            if token not in special and holds_cjk(as_bytes(token))
        )


def harmless(text: str, special: Sequence[str]) -> str:
    """`text` with every special token broken by a space after its first letter.

    An article that contains `<|im_end|>` must reach the model as those letters, never as the token
    that ends a turn.
    """
    for token in special:
        if len(token) > 1 and token in text:
            text = text.replace(token, f"{token[0]} {token[1:]}")
    return text


def _byte_reader(tokenizer: Any) -> Any:
    """A function from a vocabulary entry to the bytes it stands for."""
    backend = getattr(tokenizer, "backend_tokenizer", None)
    if backend is not None and "ByteLevel" in str(backend.decoder):
        from transformers.convert_slow_tokenizer import bytes_to_unicode

        table = {char: byte for byte, char in bytes_to_unicode().items()}  # type: ignore[no-untyped-call]
        return lambda token: bytes(table[char] for char in token if char in table)

    def piece(token: str) -> bytes:  # sentencepiece, with <0xE4> for single bytes
        if len(token) == 6 and token.startswith("<0x") and token.endswith(">"):
            return bytes([int(token[3:5], 16)])
        return token.encode("utf-8", "surrogatepass")

    return piece


def holds_cjk(data: bytes) -> bool:
    """Whether UTF-8 bytes, perhaps cut anywhere, hold (part of) a Chinese character or mark."""
    # In UTF-8 a lead byte E3 begins CJK punctuation, kana and Extension A; E4–E9 the main block;
    # EF BC / EF BD full-width forms; F0 A0–F0 B3 the later extensions. Lead bytes never occur
    # inside another character, so a look at single bytes finds partial characters too.
    if any(0xE3 <= byte <= 0xE9 for byte in data):
        return True
    return any(
        (data[i] == 0xEF and data[i + 1] in (0xBC, 0xBD))
        or (data[i] == 0xF0 and 0xA0 <= data[i + 1] <= 0xB3)
        for i in range(len(data) - 1)
    )

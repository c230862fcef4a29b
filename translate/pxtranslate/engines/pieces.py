"""Tokens of quickmt models: a pair of bare sentencepiece files, no tokenizer of transformers.

Source pieces end with `</s>`, as the models were trained (https://github.com/quickmt/quickmt).
The same names as `Tokens`, as far as CTranslate2 needs them.
"""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from pxtranslate.engines import prompts, tokens
from pxtranslate.engines.base import Decoding, Request
from pxtranslate.engines.tokens import harmless, holds_cjk
from pxtranslate.errors import ModelError

END = "</s>"


class SentencePieces:
    """The source and target tokenizers of one quickmt model folder."""

    target_code = None
    ends = (END,)
    opening: Sequence[str] = ()

    def __init__(self, folder: Path) -> None:
        """Load `src.spm.model` and `tgt.spm.model` (or `joint.spm.model` for both)."""
        joint = folder / "joint.spm.model"
        self._source = _load(joint if joint.is_file() else folder / "src.spm.model")
        self._target = _load(joint if joint.is_file() else folder / "tgt.spm.model")

    def pieces(self, request: Request) -> list[str]:
        """The source as vocabulary entries. Raises EngineError for a summary: it only translates."""
        text = harmless(prompts.build("none", request).text, (END, "<s>", "<unk>", "<blank>"))
        return [*self._source.encode(text, out_type=str), END]

    def bound(self, request: Request, decoding: Decoding) -> int:
        """The most output tokens this request may take, from the length of its text."""
        return int(decoding.bound * len(self._source.encode(request.text))) + tokens.ALWAYS

    def text(self, pieces: Sequence[str]) -> str:
        """The text of output vocabulary entries."""
        decoded: str = self._target.decode([piece for piece in pieces if piece != END])
        return decoded.strip()

    @cached_property
    def han(self) -> list[str]:
        """Target vocabulary entries that hold a Chinese character or mark."""
        count = self._target.get_piece_size()
        entries = (self._target.id_to_piece(i) for i in range(count))
        return [piece for piece in entries if holds_cjk(piece.encode())]


def _load(path: Path) -> Any:
    import sentencepiece

    try:
        return sentencepiece.SentencePieceProcessor(model_file=str(path))
    except (OSError, RuntimeError) as error:
        raise ModelError(f"{path}: no sentencepiece tokenizer could be read: {error}") from error

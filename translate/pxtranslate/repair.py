"""Mend what is wrong with an English text beyond doubt, without a model: Chinese punctuation."""

import re

_MARKS = {
    "、": ", ",
    "。": ". ",
    "，": ", ",
    "；": "; ",
    "：": ": ",
    "！": "! ",
    "？": "? ",
    "（": " (",
    "）": ") ",
    "《": " “",
    "》": "” ",
    "〈": " ‘",
    "〉": "’ ",
    "【": " [",
    "】": "] ",
    "「": " “",
    "」": "” ",
    "『": " ‘",
    "』": "’ ",
    "　": " ",
}
_WIDE = {wide: chr(wide - 0xFEE0) for wide in range(0xFF01, 0xFF5F)}
"""The full-width forms of ASCII, an offset away."""


def repair(text: str) -> str:
    """`text` with full-width marks and letters written as English does; the same if it has none."""
    if not any(mark in text for mark in _MARKS) and text == text.translate(_WIDE):
        return text
    for mark, plain in _MARKS.items():
        text = text.replace(mark, plain)
    text = text.translate(_WIDE)
    text = re.sub(r"\s+([,.;:!?)\]”’])", r"\1", text)
    text = re.sub(r"([(\[“‘])\s+", r"\1", text)
    return re.sub(r"[ \t]{2,}", " ", text).strip()

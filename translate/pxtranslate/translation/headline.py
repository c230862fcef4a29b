"""The last polish of an English headline. Knows one line of English, nothing of engines."""

import re

_LABEL = re.compile(r"^(?:news )?(?:headline|title)\s*[:：]\s*", re.IGNORECASE)
_FRAMES = {('"', '"'), ("“", "”"), ("'", "'"), ("‘", "’")}
_ABBREVIATED = re.compile(r"(?:\.\.|\b[A-Z]|\b(?:Co|Corp|Inc|Ltd|etc|No|Jr|Sr|Dr|Mr|St))\.$")


def polish(english: str) -> str:
    """Take from an English headline what is never part of one: label, frame of quotes, full stop."""
    text = " ".join(english.split())
    text = _LABEL.sub("", text)
    if (
        len(text) > 2
        and (text[0], text[-1]) in _FRAMES
        and not set(text[1:-1]) & {text[0], text[-1]}
    ):
        text = text[1:-1].strip()
    if text.endswith(".") and not _ABBREVIATED.search(text):
        text = text[:-1]
    return text[:1].upper() + text[1:] if text[:1].islower() and text[1:2].islower() else text

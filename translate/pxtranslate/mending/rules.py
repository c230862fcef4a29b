"""Mend by rule what is wrong with an English text beyond doubt, without a model.

Full-width punctuation, a model's talk round its translation, quotation marks it put round the
whole, spaces it put inside them or before a comma, a name written apart (An Yuan for Anyuan). Figures have a module of
their own, `mending.figures`. Knows one pair of texts; nothing of checks, segments or engines.
"""

import re
from collections.abc import Iterable

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

_EXCUSE = re.compile("译|翻|中文|汉语|英文|英语|原文|正文|标题|题为|注[:：]|备注|注意|提示")
"""Words of a source that may itself speak of translations, titles or notes."""
_WHAT = r"(?:news )?(?:headline|title|text|translation|version|sentence|content)"
_ENGLISH = re.compile(
    rf"(?:^|[\s\"”*]){{1,3}}(?:the )?(?:English|translated)(?: {_WHAT})?\**\s?[:：]\**\s*", re.I
)
_CHINESE = re.compile(
    rf"(?:^|\s)\**(?:the )?(?:Chinese|original|source)(?: {_WHAT})?\**\s?[:：]\s*", re.I
)
_ANNOUNCED = re.compile(
    r"^\W*(?:(?:sure|certainly|of course|okay)\b\W*)?"
    r"(?:here(?: is|['’]s)|below is|this is|the following is|the)\b[^:：\n]{0,80}"
    r"\b(?:translat\w+|English (?:version|text|headline|title))\b[^:：\n]{0,60}[:：]\s*",
    re.I,
)
_RENDERED = re.compile(
    r"^\W*the (?:Chinese|given|original|source) .{0,300}?\btranslate[sd]?\b (?:in)?(?:to|as)\b"
    r"(?: English as)?:?\s*([\"“].+[\"”])\W*$",
    re.I | re.S,
)
_NOTE = re.compile(
    r"(?<!\s)(?:(?<=[.!?\"”])|(?=\s*?\n))\s++[(\[*]*(?:(?:translator['’]s )?notes?\**\s?[:：]|please note that (?:this|the) "
    r"translation|I hope this helps|(?:please )?let me know if)",
    re.I,
)
_FENCE = re.compile(r"\A```\w*\n(.*?)\n?```\s*\Z", re.S)
_PAIRS = {'"': '"', "“": "”", "'": "'", "‘": "’", "«": "»"}
_QUOTED = re.compile("[“”\"‘’「」『』《》〈〉'＂]")


def repair(source: str, target: str, terms: Iterable[tuple[str, str]] = ()) -> str:
    """`target` mended by rule; the same if no rule applies. `terms`: (Chinese, English) of it."""
    text = punctuated(unwrapped(source, bare(source, target)))
    return respelt(tightened(source, quoted(source, text)), terms)


def bare(source: str, target: str) -> str:
    """`target` without labels, announcements and notes, unless the source may speak of such."""
    if _EXCUSE.search(source):
        return target
    text = target.strip()
    if fenced := _FENCE.match(text):
        text = fenced[1]
    if rendered := _RENDERED.match(text):
        text = rendered[1]
    begins = [match.end() for match in _ENGLISH.finditer(text)][-1:]
    begins += [match.end() for match in [_ANNOUNCED.match(text)] if match]
    text = next((text[at:] for at in begins if text[at:].strip()), text)
    chinese = _CHINESE.match(text)
    if chinese and text[chinese.end() :].strip():
        text = text[chinese.end() :]
    note = _NOTE.search(text)
    if note and note.start():
        text = text[: note.start()]
    return text.strip() if text.strip() != target.strip() else target


def unwrapped(source: str, target: str) -> str:
    """`target` without quotation marks round the whole of it, where the source has none at all."""
    text = target.strip()
    closing = _PAIRS.get(text[:1])
    if closing is None or len(text) < 3 or not text.endswith(closing) or _QUOTED.search(source):
        return target
    inside = text[1:-1]
    return target if any(mark in inside for mark in (text[0], closing)) else inside.strip()


def punctuated(text: str) -> str:
    """`text` with full-width marks and letters written as English does; the same if it has none."""
    if not any(mark in text for mark in _MARKS) and text == text.translate(_WIDE):
        return text
    for mark, plain in _MARKS.items():
        text = text.replace(mark, plain)
    text = text.translate(_WIDE)
    text = re.sub(r"(?<!\s)\s++([,.;:!?)\]”’])", r"\1", text)
    text = re.sub(r"([(\[“‘])\s+", r"\1", text)
    return re.sub(r"[ \t]{2,}", " ", text).strip()


def quoted(source: str, target: str) -> str:
    """`target` without spaces between a quotation mark and what it quotes.

    Models write them, and so do references of news tests. Straight marks open and close in turn,
    but only where the source quotes whole: in a part of a quotation the first may be one that
    closes. What stands at a word or figure, as inches do, is left.
    """
    text = re.sub("(?<!\\s)\\s++”", "”", re.sub("“\\s+", "“", target))
    parts = text.split('"')
    if len(parts) % 2 == 0 or re.search("[“”]", _WHOLE_QUOTATION.sub("", source)):
        return text
    for at in range(1, len(parts), 2):
        opens = _BEFORE_QUOTED.search(parts[at - 1])
        closes = not re.match(r"\w", parts[at + 1])
        if opens and closes and parts[at].strip():
            parts[at] = parts[at].strip()
    return '"'.join(parts)


_WHOLE_QUOTATION = re.compile("“[^“”]*”")
_BEFORE_QUOTED = re.compile(r"(?:\A|[\s(\[—–‘“-])\Z")


def tightened(source: str, target: str) -> str:
    """`target` without spaces before a comma or a stop, or inside a time of day: 8: 30, where the
    source tells one.

    Models learn them from news tests, which were cut into words and joined again.
    """
    text = re.sub(r"(?<=[\w%)\]”’\"']) {1,4}(?=[,;:!?](?:\s|\Z)|\.(?:\s|\Z))", "", target)
    return _TIME.sub(r"\1:\2", text) if _TELLS_TIME.search(source) else text


_TIME = re.compile(r"\b([01]?\d|2[0-4]): ([0-5]\d)\b(?![.,]?\d|%| %)")
_TELLS_TIME = re.compile(r"[\d一二三四五六七八九十][时時点點]|\d[:：]\d\d")


def respelt(text: str, terms: Iterable[tuple[str, str]]) -> str:
    """`text` with each one-word name that stands in it apart or in small letters put right."""
    for _, english in terms:
        name = english.isalpha() and english.isascii() and english.istitle()
        if not name or len(english) <= _SHORT:
            continue
        if not re.search(rf"\b{english}\b", text):
            apart = r"[\s-]?".join(english)
            text = re.sub(rf"\b{apart}(?=\b|['’]s)", english, text, flags=re.I)
    return text


_SHORT = 4
"""Letters up to which a name may be another word by chance."""

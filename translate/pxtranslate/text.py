"""Which code points a file format can carry, and which a reader must not be fooled by.

Knows code points and nothing of records or formats. The exact text is in the JSONL files; what is
written for eyes (report, digest) and for other tools (TSV, TMX, XLIFF) goes through here.
"""

import hashlib
import re
from functools import lru_cache

# Bidi_Control in full (lists limited to nine miss U+061C and the marks), the tag block and the
# code points without a character: none shows itself, each can make text look like other text.
_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_TAGS = "\U000e0000-\U000e007f"
_SURROGATES = "\ud800-\udfff"
_HIDDEN = re.compile(rf"[{_BIDI}{_TAGS}\ufffe\uffff\ufff9-\ufffb]+")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f]")
_BREAKS = re.compile(r"[\t\n\r\x0b\x0c\x85\u2028\u2029]+")
_HALVES = re.compile(f"[{_SURROGATES}]")
_NOT_XML = re.compile(rf"[\x00-\x08\x0b\x0c\x0e-\x1f{_SURROGATES}\ufffe\uffff]")

# Legal inside a JSON string, yet able to split a line or steer a terminal; written as \uXXXX.
JSON_UNSAFE = re.compile(rf"[\x7f-\x9f\u2028\u2029\ufeff{_BIDI}{_SURROGATES}{_TAGS}]")

MARK = 12
"""Hexadecimal digits of a mark."""
HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Chinese characters, for a class of a regular expression: the blocks of ideographs, the two planes
that Unicode sets aside for more of them among these."""
_HAN = re.compile(f"[{HAN}]")


def whole(text: str) -> str:
    """`text` with lone surrogates (JSON can carry them) replaced: no word splitter takes them."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def has_han(text: str) -> bool:
    """Whether a Chinese character is in the text."""
    return _HAN.search(text) is not None


def count_han(text: str) -> int:
    """Count the Chinese characters."""
    return len(_HAN.findall(text))


def visible(text: str) -> str:
    """Make `text` safe to show on one line: what cannot be seen is named, not dropped.

    Line breaks and tabs become a space, controls a control picture, a run of hidden characters a
    note such as ⟦U+202E⟧ or ⟦12 hidden characters⟧, half a surrogate pair U+FFFD.
    """
    if text.isprintable():  # nearly all text is; four searches take ten times as long
        return text
    text = _BREAKS.sub(" ", text)
    text = _CONTROLS.sub(_picture, text)
    text = _HIDDEN.sub(_named, text)
    return _HALVES.sub("\ufffd", text)


def one_line(text: str) -> str:
    """Return `text` on one line without tabs or controls, its ends trimmed: a cell of a table."""
    if text.isprintable():
        return text.strip()
    text = re.sub("[\ufffe\uffff]", "", _CONTROLS.sub("", _BREAKS.sub(" ", text)))
    return _HALVES.sub("\ufffd", text).strip()


def carried(text: str) -> str:
    """`text` as every format can carry it: one line, no controls or halves, its ends trimmed."""
    plain = text.strip() if text.isprintable() else one_line(xml(text))
    return plain.replace("\ufffd", "")  # what stands for half a character in some, not in others


def mark(text: str) -> str:
    """A short hash of a text as every format can carry it."""
    return hashlib.blake2b(carried(text).encode(), digest_size=MARK // 2).hexdigest()


def xml(text: str) -> str:
    """Drop every code point that XML 1.0 cannot hold; count them with `count_not_xml`."""
    return _NOT_XML.sub("", text)


def count_not_xml(text: str) -> int:
    """Count the code points that `xml` would drop."""
    return len(_NOT_XML.findall(text))


@lru_cache(maxsize=1)  # the report and the front page ask it of one text after the other
def chinese_script(text: str) -> str:
    """Tell `Hans` from `Hant` by the characters that only one of the two national sets has.

    GB 2312 lacks the traditional forms and Big5 the simplified ones, so Python's codecs are the
    table. Text with neither (or as much of both) counts as `Hans`.
    """
    sample = "".join(re.findall("[\u4e00-\u9fff]+", text[:20_000]))
    simplified = _coverage(sample, "gb2312")
    return "Hant" if _coverage(sample, "big5") > simplified else "Hans"


def _coverage(text: str, encoding: str) -> int:
    return len(text.encode(encoding, "ignore").decode(encoding))


def _picture(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else f"⟦U+{code:04X}⟧"


def _named(match: re.Match[str]) -> str:
    run = match.group()
    return f"⟦U+{ord(run):04X}⟧" if len(run) == 1 else f"⟦{len(run)} hidden characters⟧"

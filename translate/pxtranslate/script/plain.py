"""Chinese text as one reader sees it, whichever script it is written in: 週四 as 周四, ⼆⼗ as 二十.

What is recorded as source never changes; whoever reads it for meaning (figures, names, bylines, checks)
reads `plain`, which has a character for a character, so that offsets hold. `see` also drops what
cannot be seen and says where each character stood. Knows characters and a few words, no numbers
and no names. The tables are made by `evaluate.rebuild_script` (decision 0110).
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

_INVISIBLE = re.compile(
    "[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff]"
)
"""Soft hyphen, zero-width spaces and joiners, direction marks, variation selectors, byte order mark."""
_BLANKS = "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f"
_COMPATIBLE = ((0x2E80, 0x2FDF), (0xF900, 0xFAFF), (0x2F800, 0x2FA1F))
"""Radicals and compatibility ideographs, which old fonts and PDF files have for the characters."""
_RADICALS = dict(zip("⺠⻁⻄⻅⻆⻉⻋⻑⻓⻔⻘⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰", "民虎西见角贝车長长门青页风飞食马骨鬼鱼鸟麦黄齐齿龙", strict=True))  # fmt: skip
"""Unicode gives these no decomposition; their meaning is that of EquivalentUnifiedIdeograph.txt."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A plain text without what cannot be seen; `places[i]` is where its character i stood."""

    text: str
    places: tuple[int, ...] | None
    """None where nothing was dropped: every character stands where it stood."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where `[start, end)` of the plain text lies in the text it was made from."""
        if self.places is None or start == end:
            return start, end
        return self.places[start], self.places[end - 1] + 1


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """The text in Simplified characters, one for one; equal to `text` where that is plain already."""
    if text.isascii():
        return text
    simple = text.translate(_characters())
    if simple == text:
        return text
    for found in _words().finditer(text):
        word = _usage()[found[0]]
        simple = simple[: found.start()] + word + simple[found.end() :]
    return simple


@lru_cache(maxsize=4096)
def see(text: str) -> Seen:
    """`plain`, without zero-width characters, soft hyphens and other marks that nobody sees."""
    if text.isascii() or not _INVISIBLE.search(text):
        return Seen(plain(text), None)
    places = tuple(at for at, char in enumerate(text) if not _INVISIBLE.match(char))
    return Seen(plain("".join(text[at] for at in places)), places)


def unified(text: str) -> str:
    """The text in the characters that every program knows: ⼆⼗ as 二十, and nothing invisible.

    Traditional text stays Traditional.
    """
    return text if text.isascii() else _INVISIBLE.sub("", text.translate(_compatible()))


@cache
def _compatible() -> dict[int, str]:
    """What radicals, compatibility ideographs and odd blanks stand for."""
    table = {ord(blank): " " for blank in _BLANKS} | {ord(a): b for a, b in _RADICALS.items()}
    for first, last in _COMPATIBLE:
        for code in range(first, last + 1):
            meant = unicodedata.normalize("NFKC", chr(code))
            if len(meant) == 1 and meant != chr(code):
                table[code] = meant
    return table


@cache
def _characters() -> dict[int, str]:
    """What stands for each character that is not plain."""
    table = _compatible()
    pairs = _data("traditional.txt").split()
    simple = {ord(pair[0]): pair[1] for pair in pairs}
    return {code: simple.get(ord(meant), meant) for code, meant in table.items()} | simple


@cache
def _usage() -> dict[str, str]:
    """Words that are not what their characters say one by one: 乾隆, 計程車 for 出租车."""
    lines = _data("words.tsv").splitlines()
    pairs = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {word: meant for word, meant in pairs}  # noqa: C416 - dict() loses the pair type


@cache
def _words() -> re.Pattern[str]:
    return re.compile("|".join(sorted(_usage(), key=len, reverse=True)))


def _data(name: str) -> str:
    text = files("pxtranslate.script").joinpath("data", name).read_text("utf-8")
    return "\n".join(line for line in text.splitlines() if not line.startswith("#"))

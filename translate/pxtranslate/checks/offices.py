"""Who took up an office and who left it, turned round: "removed Hu" for 任命胡…, "Ho was sworn in" for 贺一诚卸任.

Only persons are looked at of whom the Chinese says the one and not the other, and the English the other and
not the one, right beside the name: data/offices.toml.
"""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from pxtranslate.checks.base import Pair
from pxtranslate.names import bylines, pinyin
from pxtranslate.names import find as find_names
from pxtranslate.records import Issue

_OTHER = {"taken": "left", "left": "taken"}


@cache
def _words() -> dict[str, dict[str, str]]:
    text = (files("pxtranslate.checks") / "data" / "offices.toml").read_text("utf-8")
    return tomllib.loads(text)


@cache
def _any() -> re.Pattern[str]:
    words = [row[side] for row in _words().values() for side in ("before", "behind")]
    return re.compile("|".join(words))


def find(pair: Pair) -> Iterator[Issue]:
    """Yield an error for each person whom the English has leave the office that he took up, or the reverse."""
    if not _any().search(pair.source):
        return
    for zh, names in _persons(pair.source).items():
        ways = [way for way in _OTHER if _says(way, zh, pair.source)]
        if len(ways) != 1:
            continue
        (way,) = ways
        name = next((name for name in names if len(re.findall(name, pair.target)) == 1), None)
        if name is None or _told(way, name, pair.target):
            continue
        if said := _told(_OTHER[way], name, pair.target):
            meant = "took up an office" if way == "taken" else "left an office"
            message = f"{zh} {meant}; the English says “{said[0].strip()}”"
            yield Issue("direction", "error", message, source=zh, target=said[0].strip())


def _persons(source: str) -> dict[str, list[str]]:
    """The persons of the source, with the patterns by which the English may name each."""
    found = {m.zh: m.en for m in find_names(source) if m.sort == "person"}
    for one in re.finditer(r"(?:任命|免去|提名)([\u4e00-\u9fff]{2,3})(?=[为的任])", source):
        if bylines.is_person(one[1], sure=True):
            found.setdefault(one[1], pinyin.person(one[1]))
    parts = {zh: (en, en.split()[0], en.split()[-1]) for zh, en in found.items()}
    return {zh: [rf"\b{re.escape(form)}\b" for form in forms] for zh, forms in parts.items()}


def _says(way: str, zh: str, source: str) -> bool:
    words, name = _words()[way], re.escape(zh)
    return re.search(f"(?:{words['before']}){name}|{name}(?:{words['behind']})", source) is not None


def _told(way: str, name: str, target: str) -> re.Match[str] | None:
    words = _words()[way]
    return re.search(
        rf"\b(?:{words['english_before']}) (?:[A-Z]\w+ )?{name}"
        rf"|{name}(?:,[^,.;]{{1,60}},)? (?:\w+ )?(?:{words['english_behind']})\b",
        target,
    )

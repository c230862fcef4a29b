"""A word said for its opposite: 提前 against "delayed", 省外 against "in the province".

An axis has two poles or more (data/opposites.toml). It is turned round where the Chinese means one
pole and not another, and the English says the other and not the one. Rises and falls, which need
figures to be told, are `direction`'s; so is the issue.
"""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple


class _Pole(NamedTuple):
    chinese: re.Pattern[str]
    english: re.Pattern[str]
    hint: re.Pattern[str]


@cache
def _axes() -> tuple[tuple[_Pole, ...], ...]:
    path = files("pxtranslate.checks") / "data" / "opposites.toml"
    data = tomllib.loads(path.read_text("utf-8"))
    return tuple(
        tuple(
            _Pole(
                re.compile(pole["chinese"]),
                re.compile(rf"\b(?:{pole['english']})\b", re.IGNORECASE),
                re.compile(f"{pole['chinese']}|{pole['hint']}"),
            )
            for pole in poles.values()
        )
        for poles in data.values()
    )


def turned(source: str, target: str) -> Iterator[tuple[str, str]]:
    """Yield for each axis turned round what the Chinese means and what the English says."""
    for poles in _axes():
        for meant in poles:
            word = meant.chinese.search(source)
            if not word or meant.english.search(target):
                continue
            # The word itself is no hint of its opposite: the 提 of 提前, the 外 of 省外.
            rest = meant.chinese.sub("　", source)
            for other in poles:
                said = other.english.search(target)
                if other is not meant and said and not other.hint.search(rest):
                    yield word[0], said[0]
                    break

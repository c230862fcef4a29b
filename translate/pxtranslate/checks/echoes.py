"""Words too short for `coverage` to miss, and that a reader would: 同比, 副, 全省首家, 工作日.

A table (data/echoes.toml) of Chinese words that a right translation answers in so many words. It
knows nothing of what stands around them; the issues are `omission`'s.
"""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple


class _Echo(NamedTuple):
    chinese: re.Pattern[str]
    english: re.Pattern[str]
    says: str


@cache
def _echoes() -> tuple[_Echo, ...]:
    path = files("pxtranslate.checks") / "data" / "echoes.toml"
    rows = tomllib.loads(path.read_text("utf-8"))["echo"]
    return tuple(
        _Echo(re.compile(row["chinese"]), re.compile(row["english"], re.IGNORECASE), row["says"])
        for row in rows
    )


def unanswered(source: str, target: str) -> Iterator[tuple[str, str]]:
    """Yield each word of the table that the English does not answer, and what it should say."""
    for echo in _echoes():
        found = echo.chinese.search(source)
        if found and not echo.english.search(target):
            yield found[0], echo.says

"""The rows of the checks' patterns, and the checks without some of them.

A row is an alternative of a regular expression: of a table (`checks/data`, `figures/bounds.toml`), or
of a pattern that stands in a check's module; or one word of a set of words there. One that is said in
two ways is one of them here, and its inflections are no rows. What the checks remember of a pattern
is forgotten whenever it is left out or comes back.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from types import ModuleType

from evaluate.ablation import PACKAGE

TABLES = {
    "checks/data/negation.toml": ("negation", ("checks.negation",)),
    "checks/data/direction.toml": ("turns", ("checks.direction",)),
    "checks/data/opposites.toml": ("opposites", ("checks.opposites",)),
    "checks/data/quotes.toml": ("quotes", ("checks.quotes",)),
    "checks/data/obeyed.toml": ("obeyed", ("checks.obeyed",)),
    "checks/data/echoes.toml": ("echoes", ("checks.echoes",)),
    "figures/bounds.toml": ("bounds", ("figures.bounds",)),
}
"""Table -> the check (or the part of one) that asks it, and the modules that remember what they read."""
_KINDS = frozenset({"_MEASURED", "_PERIODS"})
"""Sets of words that are no words of a text."""
SOURCE = re.compile(r"chinese|hint|unless|source")
"""Keys of the tables that are about the Chinese; where English stands in the path, it is English."""
_TOKEN = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\(\?P<\w+>|\(\?[:=!]|\(\?<[=!]|[()|]", re.S)


@dataclass(frozen=True, slots=True)
class Row:
    """An alternative: of which pattern, `[start, end)` there with its bar, and what it says."""

    start: int
    end: int
    words: str


def alternatives(pattern: str) -> list[Row]:
    """The alternatives of a regular expression, wherever bars stand alone: of its whole, else of the
    groups of a pattern without any, and of an alternative that is a group; not the endings of a word.
    """
    return list(_of(pattern, 0, len(pattern)))


def _of(pattern: str, start: int, end: int) -> Iterator[Row]:
    """The rows of a part of a pattern."""
    bars, groups = _level(pattern, start, end)
    if not bars:
        for at, inner, stop in groups:
            if pattern[at:inner] in ("(?:", "(") or pattern.startswith("(?P<", at):
                yield from (
                    row for row in _of(pattern, inner, stop) if _level(pattern, inner, stop)[0]
                )
        return
    edges = [start, *(bar + 1 for bar in bars), end + 1]
    for first, after in pairwise(edges):
        whole = [one for one in groups if one[0] == first and one[2] + 1 == after - 1]
        if whole and _level(pattern, whole[0][1], whole[0][2])[0]:
            yield from _of(pattern, whole[0][1], whole[0][2])
        else:
            yield Row(first, min(after, end), pattern[first : after - 1])


def _level(pattern: str, start: int, end: int) -> tuple[list[int], list[tuple[int, int, int]]]:
    """The bars of a level, and its groups: where each opens, where its inside begins and ends."""
    bars: list[int] = []
    groups: list[tuple[int, int, int]] = []
    opened: list[tuple[int, int]] = []
    for token in _TOKEN.finditer(pattern, start, end):
        if token[0].startswith("("):
            opened.append(token.span())
        elif token[0] == ")":
            at, inner = opened.pop()
            if not opened:
                groups.append((at, inner, token.start()))
        elif token[0] == "|" and not opened:
            bars.append(token.start())
    return bars, groups


def without(pattern: str, *left_out: Row) -> str:
    """The pattern without some alternatives; one of which none is left matches nothing there."""
    for row in sorted(left_out, key=lambda one: one.start, reverse=True):
        head, tail = pattern[: row.start], pattern[row.end :]
        if head.endswith("|") and (not tail or tail.startswith(")")):
            head = head.removesuffix("|")
        elif head.endswith(("(?:", ">", "(")) and tail.startswith(")"):
            head += "(?!)"
        pattern = head + tail
    return pattern


def tables(name: str) -> Iterator[tuple[str, str, int, Row]]:
    """The rows of a table: key, pattern, where this stands in the file, row."""
    text = (PACKAGE / name).read_text("utf-8")
    path, heads = (
        "",
        re.compile(r"^\[+([^\]]+)\]|^(\w+) = ('''|'|\")(.*?)\3[ \t]*(?:#.*)?$", re.M | re.S),
    )
    for found in heads.finditer(text):
        if found[1]:
            path = found[1]
        elif found[2] not in ("means", "says"):
            for row in alternatives(found[4]):
                yield f"{path}.{found[2]}", found[4], found.start(4), row


def english(key: str) -> bool:
    """Whether a key of a table is about the English."""
    return "english" in key or not SOURCE.search(key)


def _forget(modules: Sequence[str]) -> None:
    for name in modules:
        for one in vars(import_module(f"pxtranslate.{name}")).values():
            if callable(clear := getattr(one, "cache_clear", None)):
                clear()


Rows = dict[tuple[int, str], list[Row]]
"""The rows of a table that are left out, by where their pattern stands in it, and the pattern."""


def table_of(text: str, left_out: Rows) -> str:
    """A table without some rows."""
    for (at, pattern), some in sorted(left_out.items(), reverse=True):
        text = text[:at] + (without(pattern, *some) or "(?!)") + text[at + len(pattern) :]
    tomllib.loads(text)
    return text


@contextmanager
def table_without(name: str, left_out: Rows) -> Iterator[None]:
    """The check reads the table without some rows."""
    path = PACKAGE / name
    kept = table_of(path.read_text("utf-8"), left_out)
    read = Path.read_text
    Path.read_text = lambda self, *a, **k: kept if self == path else read(self, *a, **k)  # type: ignore[method-assign]
    _forget(TABLES[name][1])
    try:
        yield
    finally:
        Path.read_text = read  # type: ignore[method-assign]
        _forget(TABLES[name][1])


class Recorder:
    """A pattern that notes which of its alternatives could be what answers."""

    def __init__(self, pattern: re.Pattern[str], found: list[Row]) -> None:
        self._pattern = pattern
        self._only = [_only(pattern, found, row) for row in found]
        self.met: set[int] = set()

    def __getattr__(self, name: str) -> object:
        given = getattr(self._pattern, name)
        if name not in (
            "search",
            "match",
            "fullmatch",
            "finditer",
            "findall",
            "sub",
            "subn",
            "split",
        ):
            return given
        at = name in ("search", "match", "fullmatch")

        def ask(*arguments: object, **named: object) -> object:
            text = next(one for one in reversed(arguments) if isinstance(one, str))
            place = [one for one in arguments if isinstance(one, int)] if name != "sub" else []
            for n, only in enumerate(self._only):
                look = getattr(only, name if at else "search")
                if n not in self.met and look(text, *place):
                    self.met.add(n)
            return given(*arguments, **named)

        return ask


def _only(pattern: re.Pattern[str], found: Sequence[Row], row: Row) -> re.Pattern[str]:
    """The pattern with no other alternative in the place of this one."""
    start = min((one.start for one in found if _same(pattern.pattern, one, row)), default=row.start)
    end = max((one.end for one in found if _same(pattern.pattern, one, row)), default=row.end)
    text = pattern.pattern
    return re.compile(text[:start] + row.words + text[end:], pattern.flags)


def _same(pattern: str, one: Row, row: Row) -> bool:
    """Whether two alternatives stand beside each other: no group ends or is left open between them."""
    depth = 0
    for token in _TOKEN.finditer(pattern, min(one.start, row.start), max(one.start, row.start)):
        depth += token[0].startswith("(")
        depth -= token[0] == ")"
        if depth < 0:
            return False
    return not depth


@dataclass(frozen=True, slots=True)
class Named:
    """A pattern or a set of words of a module."""

    module: ModuleType
    name: str
    key: object = None

    @property
    def value(self) -> object:
        """What it is."""
        held = getattr(self.module, self.name)
        return held if self.key is None else held[self.key]

    @contextmanager
    def being(self, other: object) -> Iterator[None]:
        """The module has another in its place."""
        value = self.value
        self._put(other)
        _forget([self.module.__name__.removeprefix("pxtranslate.")])
        try:
            yield
        finally:
            self._put(value)
            _forget([self.module.__name__.removeprefix("pxtranslate.")])

    def _put(self, value: object) -> None:
        if self.key is None:
            setattr(self.module, self.name, value)
        else:
            getattr(self.module, self.name)[self.key] = value


def named(module: ModuleType) -> Iterator[Named]:
    """The patterns and sets of words that a module has of its own, those of its dictionaries too."""
    own = set(
        re.findall(r"^(_?[A-Z_]+) *[:=]", Path(str(module.__file__)).read_text("utf-8"), re.M)
    )
    for name, value in [(name, value) for name, value in vars(module).items() if name in own]:
        if isinstance(value, re.Pattern) or (_is_words(value) and name not in _KINDS):
            yield Named(module, name)
        elif isinstance(value, dict):
            yield from (
                Named(module, name, k) for k, v in value.items() if isinstance(v, re.Pattern)
            )


def _is_words(value: object) -> bool:
    return isinstance(value, frozenset) and all(isinstance(one, str) for one in value)

"""What does each pattern of the checks earn on right pairs, and on errors planted in them?

    python -m evaluate.patterns [--data ../shared/data] [--all] [--together] [TABLE|MODULE...]

A row is an alternative of a regular expression: of a table (`checks/data`, `figures/bounds.toml`), or
of a pattern that stands in a check's module; or one word of a set of words there. It is left out, and
its check looks again at the pairs on which it could matter, those that hold it. Printed a row: how
many right pairs get an alarm without it and how many lose one, how many planted errors are no longer
found and how many are found now; and what that comes to.

    serves    an alarm more, or an error fewer found, without it
    harms     only alarms go, or errors come, without it
    silent    it stands in some pair and moves nothing
    unmet     it stands in no pair

Right pairs: human news (mt_train), newsroom and regional pairs, translations in which no rater of
mqm_dev saw a major error, the right rows of reports. Errors: `planted`, `planted_text`, the words of
`planted_words`, the wrong rows. An error is found if a finding was not there before it was planted.
A row that is said in two ways is one of them here, and its inflections are no rows. Decision 0116.
"""

import argparse
import json
import random
import re
import tomllib
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from itertools import accumulate, pairwise
from pathlib import Path
from types import ModuleType

from evaluate import checks, planted, planted_words, rows
from evaluate.ablation import PACKAGE
from pxtranslate.checks import direction, echoes, opposites
from pxtranslate.checks.base import Pair
from pxtranslate.checks.run import load
from pxtranslate.figures.bounds import changed_bound
from pxtranslate.figures.compare import compare

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
MODULES = {
    "checks.addition": "addition",
    "checks.codes": "codes",
    "checks.dates": "dates",
    "checks.direction": "turns",
    "checks.invented": "names",
    "checks.language": "language",
    "checks.leftover": "leftover",
    "checks.names": "names",
    "checks.numbers": "numbers",
    "checks.obeyed": "obeyed",
    "checks.omission": "omission",
    "checks.punctuation": "punctuation",
    "checks.quotes": "quotes",
    "checks.repetition": "repetition",
    "checks.terms": "terms",
    "checks.truncated": "truncated",
    "figures.bounds": "bounds",
}
"""Module -> the check that asks its patterns. Those of `signs`, `coverage` and `lexicon` are weighed by
fitted models, and `consistency` needs more than a pair."""
CLOSED = re.compile(
    r"^(?:quarter|half_year|year|month|prize|how_often_a|compass\w+|hand)\.|\t[东西南北中]非$|^not$|between$"
)
"""Rows (key, tab, words) of closed classes: one that no pair holds stays where its like are met."""
WORTH = 10
"""Errors more that are found without an excuse, for it to go: fewer may be chance."""
PLANTED = 4000
"""Pairs that take the errors of `planted` and `planted_text`; those of a word are put in all."""
_KINDS = frozenset({"_MEASURED", "_PERIODS"})
"""Sets of words that are no words of a text."""
SOURCE = re.compile(r"chinese|hint|unless|source")
"""Keys of the tables that are about the Chinese; where English stands in the path, it is English."""
_TOKEN = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\(\?P<\w+>|\(\?[:=!]|\(\?<[=!]|[()|]", re.S)
Findings = frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Row:
    """An alternative: of which pattern, `[start, end)` there with its bar, and what it says."""

    start: int
    end: int
    words: str


@dataclass(slots=True)
class Case:
    """A pair, and whether it is right; one made wrong has the right one beside it."""

    pair: Pair
    sound: Pair | None = None
    right: bool = False
    found: Findings = frozenset()
    before: Findings = frozenset()


@dataclass(slots=True)
class Tally:
    """What leaving a row out came to."""

    alarms_more: int = 0
    alarms_fewer: int = 0
    lost: int = 0
    won: int = 0
    met: int = 0
    needed: bool = False
    """The check does not work without it."""
    shown: list[str] = field(default_factory=list)

    @property
    def figures(self) -> str:
        """What moved."""
        return (
            f"alarms +{self.alarms_more} -{self.alarms_fewer}, found -{self.lost} +{self.won},"
            f" met {self.met}"
        )

    @property
    def verdict(self) -> str:
        """What that says of the row."""
        if self.alarms_more or self.lost or self.needed:
            return "serves"
        if self.alarms_fewer or self.won:
            return "harms"
        return "silent" if self.met else "unmet"


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


def findings(check: str, pair: Pair) -> Findings:
    """What a check, or a part of one, says of a pair, but for what is only worth knowing."""
    if check == "turns":
        return frozenset(direction._rises_and_falls(pair))
    if check == "opposites":
        return frozenset(opposites.turned(pair.source, pair.target))
    if check == "echoes":
        return frozenset(echoes.unanswered(pair.source, pair.target))
    if check == "bounds":
        return frozenset(
            (ours.phrase, theirs.phrase)
            for match in compare(pair.source, pair.target)
            if (said := changed_bound(match, pair.source, pair.target))
            for ours, theirs in [said]
        )
    return frozenset((i.severity, i.message) for i in load(check)(pair) if i.severity != "info")


@cache
def _right(data: Path) -> list[Pair]:
    """Pairs that are right, as far as people know."""
    own = Path(__file__).parent / "data"
    files = [data / "mt_train/news_pairs.tsv", *sorted(own.glob("*_pairs.tsv"))]
    return [Pair(*pair) for file in files for pair in planted.read_pairs(file)]


@cache
def _judged(data: Path) -> tuple[list[Pair], list[Pair]]:
    """Pairs that people called right, and wrong."""
    right: list[Pair] = []
    wrong: list[Pair] = []
    for line in (data / "mqm_dev/wmt23_zhen_news.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        if row["major"] == 0:
            right.append(Pair(row["zh"].strip(), row["en"].strip()))
    for one in rows.read_rows(data / "reports/check_rows.tsv"):
        (right if one.sound else wrong).append(Pair(one.zh, one.en))
    return right, wrong


_PARTS = {
    "bound_lost": ("bounds",),
    "bound_added": ("bounds",),
    "direction_turned": ("turns",),
    "way_turned": ("turns",),
}
"""Ways of planting that a part of a check should find."""


@cache
def _planted(data: Path) -> dict[str, list[tuple[Pair, Pair]]]:
    """Check -> pairs that are right, and what became of them by an error it should find."""
    pairs = [(pair.source, pair.target) for pair in _right(data)]
    random.Random(checks.SEED).shuffle(pairs)
    found: dict[str, list[tuple[Pair, Pair]]] = {}
    for case in (*checks.cases(pairs[:PLANTED]), *planted_words.cases(pairs)):
        for check in (*case.checks, *_PARTS.get(case.way, ())):
            found.setdefault(check, []).append((case.sound, case.faulty))
    return found


def cases_of(check: str, data: Path) -> list[Case]:
    """All a check is tried on, with what it finds as it is."""
    right, wrong = _judged(data)
    made = [Case(pair, right=True) for pair in (*_right(data), *right)]
    made += [Case(pair) for pair in wrong]
    made += [Case(faulty, sound) for sound, faulty in _planted(data).get(check, ())]
    known: dict[Pair, Findings] = {}
    for one in made:
        one.found = findings(check, one.pair)
        if one.right:
            known[one.pair] = one.found
        elif one.sound:
            one.before = known.get(one.sound) or findings(check, one.sound)
    return made


def judge(check: str, met: Sequence[Case]) -> Tally:
    """Look again at the pairs that hold a row, while it is left out."""
    try:
        return _judge(check, met)
    except LookupError:  # a group is asked for that went with the row
        return Tally(met=len(met), needed=True)


def _judge(check: str, met: Sequence[Case]) -> Tally:
    tally = Tally(met=len(met))
    for one in met:
        now = findings(check, one.pair)
        if one.right:
            tally.alarms_more += bool(now - one.found)
            tally.alarms_fewer += bool(one.found - now) and not now
            if now != one.found:
                tally.shown.append(f"{one.pair.source} | {one.pair.target}")
            continue
        before = findings(check, one.sound) if one.sound else frozenset()
        caught, was = bool(now - before), bool(one.found - one.before)
        tally.lost += was and not caught
        tally.won += caught and not was
    return tally


class Index:
    """The texts of one side of cases, as one text: to look a pattern up in all of them at once."""

    def __init__(self, cases: Sequence[Case], side: str) -> None:
        by_text: dict[str, list[Case]] = {}
        for case in cases:
            texts = {getattr(one, side) for one in (case.pair, case.sound) if one}
            for text in texts:
                by_text.setdefault(" ".join(text.split()), []).append(case)
        self._cases = list(by_text.values())
        self._whole = "\n".join(by_text) + "\n"
        self._starts = list(accumulate((len(text) + 1 for text in by_text), initial=0))[:-1]

    def holding(self, pattern: re.Pattern[str]) -> list[Case]:
        """The cases one of whose texts holds the pattern."""
        met: dict[int, Case] = {}
        at = 0
        while found := pattern.search(self._whole, at):
            n = bisect_right(self._starts, found.start()) - 1
            met.update((id(case), case) for case in self._cases[n])
            if n + 1 == len(self._starts):
                break
            at = self._starts[n + 1]
        return list(met.values())


def of_table(name: str, data: Path) -> Iterator[tuple[str, Tally]]:
    """Judge each row of a table."""
    check, _ = TABLES[name]
    cases = cases_of(check, data)
    index = {side: Index(cases, side) for side in ("source", "target")}
    for key, pattern, at, row in tables(name):
        alone = re.compile(_unescaped(name, row.words), re.IGNORECASE | re.MULTILINE)
        met = index["target" if english(key) else "source"].holding(alone)
        with table_without(name, {(at, pattern): [row]}):
            yield f"{name}\t{key}\t{row.words}", judge(check, met)


def together(name: str, data: Path) -> Iterator[str]:
    """Leave out what plainly harms or is never met, one row after the other, as long as all of them
    together cost nothing: a word may be idle only because another says the same.
    """
    check, _ = TABLES[name]
    cases = cases_of(check, data)
    index = {side: Index(cases, side) for side in ("source", "target")}
    idle = []
    for key, pattern, at, row in tables(name):
        alone = re.compile(_unescaped(name, row.words), re.IGNORECASE | re.MULTILINE)
        met = index["target" if english(key) else "source"].holding(alone)
        with table_without(name, {(at, pattern): [row]}):
            tally = judge(check, met)
        if tally.verdict != "serves":
            yield f"{tally.verdict}\t{name}\t{key}\t{row.words}\t{tally.figures}"
        unmet = tally.verdict == "unmet" and not CLOSED.search(f"{key}\t{row.words}")
        if unmet or (tally.verdict == "harms" and (tally.alarms_fewer or tally.won >= WORTH)):
            idle.append((tally, key, pattern, at, row, met))
    gone: Rows = {}
    for _, key, pattern, at, row, met in sorted(idle, key=lambda one: -one[0].won):
        more = gone | {(at, pattern): [*gone.get((at, pattern), ()), row]}
        with table_without(name, more):
            tally = judge(check, met)
        if tally.alarms_more or tally.lost or tally.needed:
            yield f"stays\t{name}\t{key}\t{row.words}\t{tally.figures}"
            continue
        gone = more
        yield f"goes\t{name}\t{key}\t{row.words}\t{tally.figures}"


def _unescaped(name: str, words: str) -> str:
    """An alternative as the check has it, of the table whose strings have escapes; `$` ends nothing here."""
    return words.replace("\\\\", "\\") if name.endswith("bounds.toml") else words


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


def of_module(name: str, data: Path) -> Iterator[tuple[str, Tally]]:
    """Judge each row of the patterns of a module."""
    check = MODULES[name]
    cases = cases_of(check, data)
    for one in named(import_module(f"pxtranslate.{name}")):
        shown = f"{name}\t{one.name}" + ("" if one.key is None else f"[{one.key}]")
        if isinstance(one.value, frozenset):
            for word in sorted(one.value):
                met = [
                    c
                    for c in cases
                    if word.casefold() in (c.pair.source + c.pair.target).casefold()
                ]
                with one.being(one.value - {word}):
                    yield f"{shown}\t{word}", judge(check, met)
            continue
        pattern = one.value
        assert isinstance(pattern, re.Pattern)
        found = alternatives(pattern.pattern) or [Row(0, len(pattern.pattern), pattern.pattern)]
        met_by: list[list[Case]] = [[] for _ in found]
        recorder = Recorder(pattern, found)
        with one.being(recorder):
            for case in cases:
                recorder.met = set()
                findings(check, case.pair)
                if case.sound:
                    findings(check, case.sound)
                for n in recorder.met:
                    met_by[n].append(case)
        for row, met in zip(found, met_by, strict=True):
            left = without(pattern.pattern, row) or "(?!)"
            with one.being(re.compile(left, pattern.flags)):
                yield f"{shown}\t{row.words}", judge(check, met)


def main() -> None:
    """Print a line a row that does not serve (or each), and how many came to what."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", default=[*TABLES, *MODULES])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--all", action="store_true", help="print the rows that serve, too")
    parser.add_argument(
        "--together", action="store_true", help="which rows of tables could go at once"
    )
    parser.add_argument("--show", type=int, default=0, help="right pairs to print of each")
    options = parser.parse_args()
    if options.together:
        for name in options.names:
            for line in together(name, options.data):
                print(line, flush=True)
        return
    for name in options.names:
        counts: dict[str, int] = {}
        judging: Callable[[str, Path], Iterator[tuple[str, Tally]]]
        judging = of_table if name in TABLES else of_module
        for row, tally in judging(name, options.data):
            counts[tally.verdict] = counts.get(tally.verdict, 0) + 1
            if options.all or tally.verdict != "serves":
                print(f"{tally.verdict}\t{row}\t{tally.figures}", flush=True)
                for pair in tally.shown[: options.show]:
                    print(f"    {pair}")
        print(f"{name}: {counts}", flush=True)


if __name__ == "__main__":
    main()

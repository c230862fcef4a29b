"""What does each pattern of the checks earn on right pairs, and on errors planted in them?

    python -m evaluate.patterns [--data ../shared/data] [--all] [--together] [TABLE|MODULE...]

Each row (`pattern_rows`) is left out, and its check looks again at the pairs on which it could matter,
those that hold it (`pattern_cases`). Printed a row: how many right pairs get an alarm without it and
how many lose one, how many planted errors are no longer found and how many are found now; and what
that comes to. Decision 0116.

    serves    an alarm more, or an error fewer found, without it
    harms     only alarms go, or errors come, without it
    silent    it stands in some pair and moves nothing
    unmet     it stands in no pair
"""

import argparse
import re
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

from evaluate.pattern_cases import Case, Index, Tally, cases_of, findings, judge
from evaluate.pattern_rows import (
    TABLES,
    Recorder,
    Row,
    Rows,
    alternatives,
    english,
    named,
    table_without,
    tables,
    without,
)

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

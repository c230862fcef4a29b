"""Counts, kind by kind, how many small pairs of one difficulty each the checks judge rightly.

    python -m evaluate.rows ../shared/data/reports/check_rows.tsv [--wrong]

A row holds a kind, a Chinese and an English sentence, and `OK` where no error or warning may come
or `BAD` where one must. `--wrong` prints the rows that are judged wrongly, with what was found.
"""

import argparse
import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pxtranslate.checks.base import Pair
from pxtranslate.checks.run import run
from pxtranslate.config import Checks
from pxtranslate.records import Issue


@dataclass(frozen=True, slots=True)
class Row:
    """One pair, and whether it is a right translation."""

    kind: str
    zh: str
    en: str
    sound: bool


def read_rows(path: Path) -> list[Row]:
    """Read the rows of a TSV with the columns kind, zh, en and want.

    Raises ValueError for a `want` that is neither OK nor BAD.
    """
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    for number, row in enumerate(rows, 2):
        if row["want"] not in ("OK", "BAD"):
            raise ValueError(f"{path}:{number}: want is {row['want']!r}; write OK or BAD")
    return [Row(row["kind"], row["zh"], row["en"], row["want"] == "OK") for row in rows]


def judge(rows: Iterable[Row]) -> Iterator[tuple[Row, bool, list[Issue]]]:
    """Give each row with whether it is judged rightly, and the errors and warnings found."""
    settings = Checks()
    for row in rows:
        found = [i for i in run(Pair(row.zh, row.en), settings) if i.severity != "info"]
        yield row, row.sound == (not found), found


def main() -> None:
    """Print a line a kind, and the sum."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("rows", type=Path, help="TSV with columns kind, zh, en and want")
    parser.add_argument("--wrong", action="store_true", help="print what is judged wrongly")
    options = parser.parse_args()
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for row, good, found in judge(read_rows(options.rows)):
        total[row.kind] += 1
        right[row.kind] += good
        if options.wrong and not good:
            messages = "; ".join(f"{issue.check}: {issue.message}" for issue in found)
            print(
                f"{'OK ' if row.sound else 'BAD'} {row.zh} | {row.en}\n    {messages or '(nothing)'}"
            )
    for kind, count in total.items():
        print(f"{right[kind]:>4} of {count:>3}  {kind}")
    print(f"{right.total():>4} of {total.total():>3}  all")


if __name__ == "__main__":
    main()

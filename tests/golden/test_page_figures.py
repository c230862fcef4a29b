"""Every figure in a machine's English of the user's page, judged by hand against the Chinese.

`page_figures.tsv` holds what the default model made of each segment with a figure, before and after
units and relative dates were written in English for it. Each figure is `Chinese > English: verdict`, a dash where one side has none:

right    the same value and unit. 余 and 多 may be left out: 70余天 as "70 days"
flagged  wrong, lost or made up, and the figure checks must say so of this very figure
segment  right in itself but in the wrong place, or lost with its clause: the segment must be flagged
"""

import re
from pathlib import Path

import pytest

from pxtranslate.checks.base import Pair
from pxtranslate.checks.run import run
from pxtranslate.config import Checks
from pxtranslate.mending.figures import exchange

ROWS = [
    line.split("\t")
    for line in Path(__file__).with_name("page_figures.tsv").read_text("utf-8").splitlines()[1:]
]
_FIGURE = re.compile(r"(.+) > (.+): (right|flagged|segment)")


def _figures(column: str) -> list[tuple[str, str, str]]:
    found = [_FIGURE.fullmatch(figure) for figure in column.split(" | ")]
    return [(match[1], match[2], match[3]) for match in found if match]


@pytest.mark.parametrize(("source", "target", "column"), ROWS)
def test_every_figure_is_right_or_flagged(source: str, target: str, column: str) -> None:
    issues = run(Pair(source, target), Checks())
    told = [issue for issue in issues if issue.check in ("numbers", "dates")]
    errors = [issue for issue in told if issue.severity == "error"]
    for chinese, english, verdict in _figures(column):
        about = [i for i in told if i.source == chinese or (chinese == "-" and i.target == english)]
        if verdict == "flagged":
            assert any(issue.severity != "info" for issue in about), chinese
        elif verdict == "segment":
            assert any(issue.severity == "error" for issue in issues), chinese
        else:
            assert not any(issue in errors for issue in about), chinese


@pytest.mark.parametrize(("source", "target", "column"), ROWS)
def test_no_rule_touches_what_is_right(source: str, target: str, column: str) -> None:
    if all(verdict == "right" for _, _, verdict in _figures(column)):
        assert exchange(source, target) == target


def test_nothing_was_left_out() -> None:
    assert len(ROWS) == 60
    assert sum(len(_figures(column)) for _, _, column in ROWS) == sum(
        column.count(" > ") for _, _, column in ROWS
    )

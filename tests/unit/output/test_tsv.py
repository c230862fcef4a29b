"""The table: one line a cell, and nothing a spreadsheet would run."""

import pytest

from pxtranslate.output.tsv import cell
from pxtranslate.reading.formats.pairs import bare


@pytest.mark.parametrize("mark", "=+-@＝＋－＠")
def test_what_a_spreadsheet_would_run_is_quoted_and_comes_back(mark: str) -> None:
    for text in (f"{mark}SUM(A1)", f"'{mark}1", mark):
        assert cell(text) == f"'{text}"
        assert bare(cell(text)) == text


@pytest.mark.parametrize("text", ["It's", "'quoted'", "5-3", "a@b.org", ""])
def test_all_else_is_as_it_was(text: str) -> None:
    assert cell(text) == text
    assert bare(cell(text)) == text

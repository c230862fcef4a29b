"""Where edits in two files disagree, the more exact file wins: one order, whatever came first."""

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from pxtranslate.output.render import FORMATS, render
from pxtranslate.records import Document, Segment
from pxtranslate.state.corrections import READ_AS_THEY_ARE, marks, read_back

OURS = "The new county library opened on March 1 with 90,000 books."


def saying(page: Document, said: str, instead: str = OURS) -> Document:
    """The page with a person's words in the place of a target."""

    def edited(segment: Segment) -> Segment:
        ours = segment.target == instead
        return replace(segment, target=said, origin="human") if ours else segment

    articles = (replace(a, segments=tuple(map(edited, a.segments))) for a in page.articles)
    return replace(page, articles=tuple(articles))


@pytest.mark.parametrize("exact", range(1, len(READ_AS_THEY_ARE)))
def test_the_more_exact_file_wins(page: Document, tmp_path: Path, exact: int) -> None:
    less, more = READ_AS_THEY_ARE[exact - 1], READ_AS_THEY_ARE[exact]
    for name, said in ((less, "Said here."), (more, "Said there.")):
        (tmp_path / name).write_bytes(render(saying(page, said), FORMATS, "")[name])
    found = read_back(tmp_path, {}, [marks(page)], lambda line: None)
    assert list(found.targets.values()) == ["Said there."]


@pytest.mark.parametrize("name", ["aligned.tmx", "aligned.docx", "aligned.csv", "aligned.xlsx"])
def test_a_file_opened_before_a_correction_does_not_undo_it(
    page: Document, tmp_path: Path, name: str
) -> None:
    """What it says of the sentence that a colleague corrected bears the mark of the machine's words."""
    title = page.articles[0].segments[0]
    assert title.target
    mine = saying(page, "Mine.", title.target)
    (tmp_path / name).write_bytes(render(mine, FORMATS, "")[name])
    corrected = saying(page, "A colleague's words.")
    found = read_back(tmp_path, {}, [marks(corrected)], lambda line: None)
    assert list(found.targets.values()) == ["Mine."]


@pytest.mark.parametrize(
    "cell", ["<c><v>0.035</v></c>", "<c><v>1</v></c>", '<c t="d"><v>2026-02-01</v></c>']
)
def test_what_a_spreadsheet_made_a_number_or_a_date_of_is_told_and_not_taken(
    page: Document, tmp_path: Path, cell: str
) -> None:
    """Who typed 3.5%, 100% or 2-1 meant a text; what is left of it in the file is another."""
    path = tmp_path / "aligned.xlsx"
    sheet = "xl/worksheets/sheet1.xml"
    with zipfile.ZipFile(io.BytesIO(render(page, FORMATS, "")[path.name])) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    ours = re.compile(rf"<c [^>]*><is><t [^>]*>{re.escape(OURS)}</t></is></c>")
    text, times = ours.subn(cell, parts[sheet].decode())
    assert times == 1
    parts[sheet] = text.encode()
    with zipfile.ZipFile(path, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)
    said: list[str] = []
    assert not read_back(tmp_path, {}, [marks(page)], said.append).targets
    assert "1 line could not be taken: the English is a number or a date" in said[0]
    assert said[0].endswith(f"the file is kept as {path}.edited")

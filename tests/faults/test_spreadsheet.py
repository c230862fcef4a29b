"""A table goes through a spreadsheet and comes back: what was changed is taken, nothing else is."""

import csv
import io
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from tests.judges import judge
from tests.places import ROOT

if TYPE_CHECKING:
    from tests.faults.conftest import Lab

NEWS = (
    '“春耕”开始\n\n"快讯"：全县春耕3月5日开始，投入农机1850台。县长王建国说：“真好。”\n\n'
    '“明年还要再种。”他说。"一句话"新闻。\n\n1850\n\n=2.5亿元，-3.2%，@记者。\n'
)
ANSWERS = {"a": '"Quoted", he said, "twice".', "b": 'He said "no", then left.', "c": "=1+1, or so"}
BETTER = 'Mayor Wang said: "Really good."'


@pytest.fixture
def out(lab: "Lab", tmp_path: Path) -> Path:
    """The results of one file, its targets full of what spreadsheets trip over."""
    for path in lab.news.iterdir():
        path.unlink()
    (lab.news / "a.txt").write_text(NEWS, "utf-8")
    out = tmp_path / "out"
    lab.run(out)
    table = out / "a" / "aligned.tsv"
    rows = [line.split("\t") for line in table.read_text("utf-8").splitlines()]
    for row, text in zip(rows[1:], ANSWERS.values(), strict=False):
        row[1] = text
    table.write_text("".join("\t".join(row) + "\n" for row in rows), "utf-8")
    lab.run(out)
    lab.said.clear()
    assert [row["target"] for row in lab.segments(out, "a")][:3] == list(ANSWERS.values())
    return out


def through_csv(quoting: int, **dialect: str) -> Callable[[Path, int, str], None]:
    """Read and written by a library, as Excel ("Unicode text", UTF-16) and pandas do."""

    def save(path: Path, number: int, target: str) -> None:
        text = path.read_text("utf-8")
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter="\t"))
        rows[number + 1][1] = target
        saved = io.StringIO(newline="")
        csv.writer(saved, delimiter="\t", quoting=quoting).writerows(rows)  # type: ignore[arg-type]
        path.write_bytes(saved.getvalue().encode(dialect.get("encoding", "utf-8")))

    return save


def by_hand(path: Path, number: int, target: str) -> None:
    """In a text editor: one line, its quotation marks as they are."""
    lines = path.read_text("utf-8").split("\n")
    cells = lines[number + 1].split("\t")
    lines[number + 1] = "\t".join([cells[0], target, *cells[2:]])
    path.write_text("\n".join(lines), "utf-8")


def sorted_and_shortened(path: Path, number: int, target: str) -> None:
    """Rows out of order, and half of them deleted."""
    by_hand(path, number, target)
    header, *rows = path.read_text("utf-8").splitlines(keepends=True)
    kept = sorted(row for at, row in enumerate(rows) if at % 2 == number % 2)
    path.write_text("".join([header, *reversed(kept)]), "utf-8")


WAYS = {
    "minimal": through_csv(csv.QUOTE_MINIMAL),
    "all": through_csv(csv.QUOTE_ALL),
    "utf-16": through_csv(csv.QUOTE_MINIMAL, encoding="utf-16"),
    "text editor": by_hand,
    "sorted": sorted_and_shortened,
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("number", [1, 3, 4])
def test_one_edit_is_one_correction(lab: "Lab", out: Path, way: str, number: int) -> None:
    before = lab.segments(out, "a")
    WAYS[way](out / "a" / "aligned.tsv", number, BETTER)
    lab.run(out)
    after = lab.segments(out, "a")
    assert after[number]["target"] == BETTER
    assert [row["target"] for at, row in enumerate(after) if at != number] == [
        row["target"] for at, row in enumerate(before) if at != number
    ]
    human = {at for at, row in enumerate(before) if row["origin"] == "human"}
    assert {at for at, row in enumerate(after) if row["origin"] == "human"} == human | {number}
    assert lab.said == ["a: 1 correction taken from aligned.tsv"]
    assert [path.name for path in (out / "a").glob("*edited*")] == []


@pytest.mark.parametrize("way", WAYS)
def test_saving_without_an_edit_changes_nothing(lab: "Lab", out: Path, way: str) -> None:
    before = lab.files(out)
    targets = [row["target"] for row in lab.segments(out, "a")]
    WAYS[way](out / "a" / "aligned.tsv", 3, targets[3])
    lab.run(out)
    assert lab.files(out) == before
    assert lab.said == []


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("target", ['"Really good"', '"Really good," he said'])
def test_marks_that_are_typed_round_a_sentence_in_an_editor_stay(
    lab: "Lab", out: Path, target: str, end: str
) -> None:
    table = out / "a" / "aligned.tsv"
    by_hand(table, 3, target)
    table.write_bytes(table.read_bytes().replace(b"\n", end.encode()))
    lab.run(out)
    assert lab.segments(out, "a")[3]["target"] == target


def test_what_cannot_be_matched_is_told_and_kept(lab: "Lab", out: Path) -> None:
    table = out / "a" / "aligned.tsv"
    by_hand(table, 3, BETTER)
    note = "没有这句。\tThere is no such sentence.\ta9.s9\t99\n"
    saved = table.read_text("utf-8") + note
    table.write_text(saved, "utf-8")
    lab.run(out)
    line = saved.count("\n")
    assert lab.segments(out, "a")[3]["target"] == BETTER
    assert (out / "a" / "aligned.tsv.edited").read_text("utf-8") == saved
    assert any("1 line could not be matched" in told and f"({line})" in told for told in lab.said)


@pytest.mark.slow
@pytest.mark.parametrize("quote_all", ["true", "false"])
def test_libreoffice_opens_edits_and_saves_it(
    lab: "Lab", out: Path, tmp_path: Path, quote_all: str
) -> None:
    judge("soffice")
    table = out / "a" / "aligned.tsv"
    before = lab.segments(out, "a")
    _in_libreoffice(table, "B5", BETTER, quote_all, tmp_path / "profile")
    assert b'"' in table.read_bytes()
    lab.run(out)
    after = lab.segments(out, "a")
    changed = {
        at
        for at, (old, new) in enumerate(zip(before, after, strict=True))
        if (old["target"], old["origin"]) != (new["target"], new["origin"])
    }
    assert changed == {3}
    assert after[3]["target"] == BETTER
    assert lab.said == ["a: 1 correction taken from aligned.tsv"]


TABLES = {"formats": ["xlsx", "csv", "docx"]}


@pytest.mark.slow
@pytest.mark.parametrize("name", ["aligned.xlsx", "aligned.csv"])
def test_libreoffice_edits_the_other_tables(
    lab: "Lab", out: Path, tmp_path: Path, name: str
) -> None:
    judge("soffice")
    lab.run(out, output=TABLES)
    before = lab.segments(out, "a")
    _in_libreoffice(out / "a" / name, "B5", BETTER, "false", tmp_path / "profile")
    _taken(lab, out, before, name)


@pytest.mark.slow
def test_word_files_go_through_word_processors(lab: "Lab", out: Path, tmp_path: Path) -> None:
    """One corrects, python-docx, and one, LibreOffice, writes the whole file anew."""
    soffice = judge("soffice")
    lab.run(out, output=TABLES)
    before = lab.segments(out, "a")
    path = out / "a" / "aligned.docx"
    word = docx.Document(str(path))
    assert len(word.tables[0].columns) == 3
    word.tables[0].cell(3, 2).text = BETTER
    word.save(str(path))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [soffice, "--headless", profile, "--convert-to", "docx", "--outdir"]
    subprocess.run([*command, str(tmp_path / "saved"), str(path)], check=True, timeout=200)
    saved = (tmp_path / "saved" / "aligned.docx").read_bytes()
    assert b"LibreOffice" in zipfile.ZipFile(io.BytesIO(saved)).read("docProps/app.xml")
    path.write_bytes(saved)
    _taken(lab, out, before, "aligned.docx")


def test_changes_that_word_tracks_are_taken_as_accepted(lab: "Lab", out: Path) -> None:
    lab.run(out, output=TABLES)
    before = lab.segments(out, "a")
    path = out / "a" / "aligned.docx"
    word = docx.Document(str(path))
    run = word.tables[0].cell(3, 2).paragraphs[0].runs[0]
    gone = parse_xml(f"<w:del {nsdecls('w')} w:id='900' w:author='me'/>")
    new = parse_xml(f"<w:ins {nsdecls('w')} w:id='901' w:author='me'><w:r><w:t/></w:r></w:ins>")
    new[0][0].text = BETTER
    run._r.addprevious(gone)
    gone.append(run._r)
    gone.addnext(new)
    word.save(str(path))
    _taken(lab, out, before, "aligned.docx")


def _taken(lab: "Lab", out: Path, before: list[dict[str, Any]], name: str) -> None:
    """Check that the next run takes the fourth segment's target, and it alone, from a file."""
    lab.said.clear()
    lab.run(out, output=TABLES)
    assert lab.said == [f"a: 1 correction taken from {name}"]
    after = lab.segments(out, "a")
    changed = [
        new for old, new in zip(before, after, strict=True) if old["target"] != new["target"]
    ]
    assert [(one["order"], one["target"], one["origin"]) for one in changed] == [
        (before[3]["order"], BETTER, "human")
    ]
    assert [path.name for path in (out / "a").glob("*edited*")] == []


def _in_libreoffice(path: Path, cell: str, text: str, quote_all: str, profile: Path) -> None:
    script = ROOT / "tests" / "libreoffice.py"
    command = ["/usr/bin/python3", *map(str, (script, path)), cell, text, quote_all, str(profile)]
    subprocess.run(command, check=True, timeout=200)

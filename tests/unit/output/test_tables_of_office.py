"""DOCX, XLSX, CSV, Markdown and EPUB of a document: the same bytes always, and all text in them."""

import csv
import io
import time
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import docx as python_docx
import pytest
from lxml import etree
from markdown_it import MarkdownIt

from pxtranslate.errors import InputError
from pxtranslate.output import csv as csv_table
from pxtranslate.output import docx, epub, interlinear, sheet, xlsx
from pxtranslate.output.pairs import read_units
from pxtranslate.output.view import segments
from pxtranslate.reading.formats.pairs import bare
from pxtranslate.records import Document
from pxtranslate.text import mark

Render = Callable[[Document, str], bytes]
PACKAGES: dict[str, Render] = {"docx": docx.render, "xlsx": xlsx.render, "epub": epub.render}


@pytest.mark.parametrize("name", PACKAGES)
def test_the_same_document_gives_the_same_bytes_later(
    page: Document, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = PACKAGES[name](page, "px")
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 86_400)
    monkeypatch.setattr(time, "localtime", lambda *_: time.gmtime(now + 86_400))
    assert PACKAGES[name](page, "px") == first
    infos = zipfile.ZipFile(io.BytesIO(first)).infolist()
    assert {info.date_time[0] for info in infos} == {1980}


@pytest.mark.parametrize("name", ["docx", "xlsx", "csv"])
def test_what_is_untouched_is_known_for_the_machines(
    tmp_path: Path, page: Document, name: str
) -> None:
    path = tmp_path / f"a.{name}"
    render: Render = {**PACKAGES, "csv": lambda document, _: csv_table.render(document)}[name]
    path.write_bytes(render(page, "px"))
    found = [(unit.source, unit.target, unit.human) for unit in read_units(path)]
    assert found == [
        (one.source, one.target or "", one.origin == "human" or one.target is None)
        for one in segments(page)
    ]


def test_a_word_file_has_headings_columns_languages_and_comments(page: Document) -> None:
    data = docx.render(page, "px")
    word = python_docx.Document(io.BytesIO(data))
    heads = [p.text for p in word.paragraphs if p.style and p.style.name == "Heading 1"]
    assert heads[0] == "Grain Output Rises 3.2% in Linjiang"
    assert len(word.tables) == len(page.articles)
    assert word.tables[0].cell(0, 1).text == "临江县粮食再获丰收"
    package = zipfile.ZipFile(io.BytesIO(data))
    body = package.read("word/document.xml").decode()
    assert body.count('w:eastAsia="zh-CN"') == 8
    assert 'w:eastAsia="SimSun"' in package.read("word/styles.xml").decode()
    comments = [comment.text for comment in word.comments]
    assert comments == [
        "numbers: 12.6万吨 is 126,000 tons",
        "names: “county library” had another name before",
        "not translated",
    ]


def test_what_is_typed_in_a_column_of_a_workbook_stays_text(page: Document) -> None:
    package = zipfile.ZipFile(io.BytesIO(xlsx.render(page, "px")))
    styles = etree.fromstring(package.read("xl/styles.xml")).findall("{*}cellXfs/{*}xf")
    root = etree.fromstring(package.read("xl/worksheets/sheet1.xml"))
    for row in root.findall("{*}sheetData/{*}row")[1:]:
        zh, en = row.findall("{*}c")[:2]
        assert {styles[int(c.get("s", "0"))].get("numFmtId") for c in (zh, en)} == {"49"}


def test_a_workbook_is_text_and_hides_only_the_mark(page: Document) -> None:
    data = xlsx.render(page, "px")
    package = zipfile.ZipFile(io.BytesIO(data))
    root = etree.fromstring(package.read("xl/worksheets/sheet1.xml"))
    assert not root.findall(".//{*}f")
    hidden = [int(col.get("min", "0")) for col in root.iter("{*}col") if col.get("hidden")]
    assert hidden == [sheet.HEADER.index("mark") + 1]
    assert len(root.findall(".//{*}row")) == 9


def test_a_text_too_long_for_a_cell_is_no_edit(tmp_path: Path, page: Document) -> None:
    article = page.articles[0]
    long = replace(article.segments[0], target="x" * (xlsx.LONGEST + 1))
    page = replace(page, articles=(replace(article, segments=(long, *article.segments[1:])),))
    path = tmp_path / "a.xlsx"
    path.write_bytes(xlsx.render(page, "px"))
    assert next(read_units(path)).target == ""


def test_a_csv_cell_is_run_by_no_spreadsheet(page: Document) -> None:
    article = page.articles[0]
    odd = replace(article.segments[0], source="=1+1\n是", target='-"quoted", and more')
    page = replace(page, articles=(replace(article, segments=(odd,)),))
    (_, row) = csv.reader(io.StringIO(csv_table.render(page).decode(), newline=""))
    assert row[:2] == ["'=1+1 是", '\'-"quoted", and more']
    assert [bare(cell) for cell in row[:2]] == ["=1+1 是", '-"quoted", and more']
    assert row[-1] == mark('-"quoted", and more')


def test_paragraphs_stand_in_turn(page: Document) -> None:
    text = interlinear.markdown(page, "px").decode()
    html = MarkdownIt("commonmark").render(text)
    tree = etree.fromstring(f"<div>{html}</div>", etree.HTMLParser())
    paragraphs = ["".join(map(str, p.itertext())) for p in tree.iter("p")]
    assert paragraphs[1].startswith("记者日前")
    assert paragraphs[2].startswith("The county's total grain output")
    assert "[not translated]" in html


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.docx", b"PK no zip"),
        ("a.xlsx", b"PK no zip"),
        ("b.docx", b""),
        ("b.xlsx", b""),
    ],
)
def test_what_is_damaged_is_told(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(InputError, match=name):
        list(read_units(tmp_path / name))


def test_a_word_file_that_is_not_ours_is_told(tmp_path: Path) -> None:
    word = python_docx.Document()
    word.add_table(2, 3)
    word.save(str(tmp_path / "a.docx"))
    with pytest.raises(InputError, match="no table of ours"):
        list(read_units(tmp_path / "a.docx"))

"""Spreadsheets: an article a row, a column of sentences, or every cell with Chinese; made by LibreOffice
or, for speed, by hand after ECMA-376."""

import io
import subprocess
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from tests.judges import judge

from pxtranslate.errors import InputError
from pxtranslate.reading.base import Limits, Parsed
from pxtranslate.reading.formats import sheet

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def workbook(*sheets: list[list[str | float]]) -> bytes:
    """An .xlsx of these sheets."""
    numbers = range(1, len(sheets) + 1)
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/>'
        + "".join(
            f'<Override PartName="/xl/s{n}.xml" ContentType="{_KIND}.worksheet+xml"/>'
            for n in numbers
        )
        + "</Types>",
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r" '
        f'Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><sheets>'
        + "".join(f'<sheet name="s{n}" sheetId="{n}" r:id="r{n}"/>' for n in numbers)
        + "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        + "".join(
            f'<Relationship Id="r{n}" Type="{_RELATIONS}/worksheet" Target="s{n}.xml"/>'
            for n in numbers
        )
        + "</Relationships>",
    }
    for n, rows in enumerate(sheets, 1):
        cells = "".join(f"<row>{''.join(map(_cell, row))}</row>" for row in rows)
        parts[f"xl/s{n}.xml"] = (
            f'<worksheet xmlns="{_MAIN}"><sheetData>{cells}</sheetData></worksheet>'
        )
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as package:
        for name, text in parts.items():
            package.writestr(name, text)
    return data.getvalue()


def _cell(value: str | float) -> str:
    if isinstance(value, float):
        return f"<c><v>{value}</v></c>"
    return f'<c t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'


def read(data: bytes) -> Parsed:
    return sheet.parse(data, Limits())


def test_a_row_is_an_article_where_the_first_row_names_its_fields() -> None:
    found = read(workbook([["标题", "正文", "版"], ["甲地丰收", "产量增长。\n价格稳定。", 3.0]]))
    assert [(b.role, b.text, b.article) for b in found.blocks] == [
        ("title", "甲地丰收", 0),
        (None, "产量增长。", 0),
        (None, "价格稳定。", 0),
    ]
    assert found.columns == ((("版", "3"),),)


def test_rows_of_every_sheet_that_names_fields_below_its_title() -> None:
    found = read(
        workbook(
            [["稿件汇总", "", ""], ["序号", "标题", "正文"], [1.0, "甲", "乙"]],
            [["标题", "内容", "正文"], ["丙", "", "丁"]],
            [["说明"]],
        )
    )
    assert [(b.role, b.text, b.article) for b in found.blocks] == [
        ("title", "甲", 0),
        (None, "乙", 0),
        ("title", "丙", 1),
        (None, "丁", 1),
    ]
    assert found.notes == (
        "left out above the names of the fields: 稿件汇总",
        "1 of 3 sheets left out: no row names their fields",
        "fields carried along, not translated: 序号",
    )


def test_a_column_of_sources_is_read_and_its_english_kept() -> None:
    found = read(
        workbook([["id", "source", "target"], [1.0, "今天下雨。", ""], [2.0, "你好。", "Hi."]])
    )
    assert [(b.text, b.target) for b in found.blocks] == [("今天下雨。", ""), ("你好。", "Hi.")]


def test_else_every_cell_with_chinese_of_every_sheet() -> None:
    found = read(workbook([["2024", "今天下雨。"], ["你好。", 5.0]], [["第二页"]]))
    assert [b.text for b in found.blocks] == ["今天下雨。", "你好。", "第二页"]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"PK\x03\x04 no", "damaged"),
        (b"no", "damaged or no spreadsheet"),
        (workbook([]), "holds no text"),
        ("xxEncryptedPackage".encode("utf-16-le"), "password"),
    ],
)
def test_what_is_no_spreadsheet(data: bytes, says: str) -> None:
    with pytest.raises(InputError, match=says):
        read(data)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_what_libreoffice_saves(kind: str, tmp_path: Path) -> None:
    table = tmp_path / "a.csv"
    table.write_text('id,zh,en\n7,"今天，""下雨""。",\n8,你好。,Hi.\n', "utf-8-sig")
    office = judge("soffice")
    profile = f"-env:UserInstallation={(tmp_path / 'office').as_uri()}"
    options = ["--headless", profile, "--infilter=CSV:44,34,76", "--convert-to", kind]
    command = [office, *options, "--outdir", str(tmp_path), str(table)]
    subprocess.run(command, check=True, capture_output=True, timeout=200)
    found = read((tmp_path / f"a.{kind}").read_bytes())
    assert [(b.text, b.target) for b in found.blocks] == [('今天，"下雨"。', ""), ("你好。", "Hi.")]

"""Spreadsheets: an article a row, a column of sentences, or tables; made by LibreOffice or, for speed, by
hand after ECMA-376."""

import io
import subprocess
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from tests.judges import judge
from tests.toy import files

from pxtranslate.errors import InputError
from pxtranslate.reading.base import Limits, Parsed
from pxtranslate.reading.formats import cells, sheet

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
        found = "".join(f"<row>{''.join(map(_cell, row))}</row>" for row in rows)
        parts[f"xl/s{n}.xml"] = (
            f'<worksheet xmlns="{_MAIN}"><sheetData>{found}</sheetData></worksheet>'
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


def test_else_every_row_of_every_table_with_chinese() -> None:
    table: list[list[str | float]] = [["县区", "面积\n万亩"], ["安源区", 12.5], ["", 0.1 + 0.2]]
    numbers: list[list[str | float]] = [[], [1.0, 2.0], [3.0], [], ["第二天"], [4.0, "", "5"]]
    found = read(workbook([*table, *numbers], [["第二页", "长" * 40, 6.0]], [[7.0]]))
    assert [(b.text, b.target) for b in found.blocks] == [
        (text, "")
        for text in (
            *("县区 | 面积 万亩", "安源区 | 12.5", "0.3", "第二天", "4 | 5"),
            *("第二页", "长" * 40, "6"),
        )
    ]
    assert found.notes == ("2 non-Chinese tables left out",)


def changed(data: bytes, name: str, *pairs: tuple[str, str]) -> bytes:
    """A package with other words in one part."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {one: package.read(one).decode() for one in package.namelist()}
    for old, new in pairs:
        assert old in parts[name]
        parts[name] = parts[name].replace(old, new, 1)
    return files.zipped(dict(parts))


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_what_is_hidden_is_left_out_and_told(state: str) -> None:
    data = workbook([["县区", "密", 1.0], ["不发", 2.0], ["安源区", "", 12.5]], [["内部备注"]], [])
    data = changed(
        data,
        "xl/s1.xml",
        ("<sheetData>", '<cols><col min="2" max="2" hidden="1"/></cols><sheetData>'),
        ("</row><row>", '</row><row hidden="true">'),
    )
    data = changed(
        data,
        "xl/workbook.xml",
        ('sheetId="2"', f'sheetId="2" state="{state}"'),
        ('sheetId="3"', f'sheetId="3" state="{state}"'),
    )
    found = read(data)
    assert [b.text for b in found.blocks] == ["县区 | 1", "安源区 | 12.5"]
    assert found.notes == (
        "1 hidden row left out",
        "1 hidden column left out",
        "1 hidden sheet left out",
    )


def test_hidden_columns_of_tables_with_names_are_not_carried_along() -> None:
    data = workbook([["标题", "密", "正文"], ["甲", "乙", "丙"]])
    cols = '<cols><col min="2" max="99999999" hidden="1"/></cols><sheetData>'
    found = read(
        changed(data, "xl/s1.xml", ("<sheetData>", cols.replace("99999999", "2"))),
    )
    assert (found.text, found.columns) == ("甲\n\n丙", ((),))
    assert read(changed(data, "xl/s1.xml", ("<sheetData>", cols))).text == "甲"


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        ("0.035", "0.00%", "3.50%"),
        ("0.035", "0%", "4%"),
        ("0.29", "#%", "29%"),
        ("1234567.895", "#,##0.00", "1,234,567.90"),
        ("12.50", "0.0##", "12.5"),
        ("7", "000", "007"),
        ("1234567", '#,##0,"千"', "1,235千"),
        ("88", "[$¥-804]#,##0.0_);[Red]\\(#,##0.0\\)", "¥88.0"),
        ("-88", "[$¥-804]#,##0.0_);[Red]\\([$¥-804]#,##0.0\\)", "(¥88.0)"),
        ("-0.5", '0.0"万元"', "-0.5万元"),
        ("0", '_(* #,##0_);_(* -#,##0_);_(* "-"??_)', "-"),
        ("0.5", "# ?/?", None),
        ("1200", "0.00E+00", None),
        ("46000", "yyyy年m月d日", None),
        ("12", "General", None),
        ("12", '[>=10]0"多";0', None),
        ("12", ".00", None),
        ("12", "", None),
        ("NaN", "0", None),
        ("1e99", "0.00", None),
        ("x", "0", None),
        ("1", "0" * 300, None),
    ],
)
def test_figures_as_excel_shows_them(value: str, code: str, shown: str | None) -> None:
    assert cells.figure(value, code) == shown


def test_formats_of_numbers_by_the_style_of_a_cell() -> None:
    data = workbook([["安源区", 0.035, 1234.5, 7.0]])
    data = changed(
        data,
        "xl/s1.xml",
        ("<c><v>0.035", '<c r="B1" s="1"><v>0.035'),
        ("<c><v>1234.5", '<c s="2"><v>1234.5'),
        ("<c><v>7.0", '<c s="9"><v>7.0'),
    )
    styles = (
        f'<styleSheet xmlns="{_MAIN}"><numFmts><numFmt numFmtId="164" formatCode="#,##0.00"/></numFmts>'
        '<cellXfs><xf/><xf numFmtId="10"/><xf numFmtId="164"/></cellXfs></styleSheet>'
    )
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {one: package.read(one).decode() for one in package.namelist()}
    found = read(files.zipped({**parts, "xl/styles.xml": styles}))
    assert found.text == "安源区 | 3.50% | 1,234.50 | 7"


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


def test_what_is_said_once_for_a_million_cells_is_not_kept_a_million_times() -> None:
    space = 'xmlns:{0}="urn:oasis:names:tc:opendocument:xmlns:{0}:1.0"'
    spaces = " ".join(space.format(name) for name in ("office", "table", "text"))
    content = (
        f'<office:document-content {spaces}><table:table table:name="s">'
        '<table:table-row table:number-rows-repeated="1000000">'
        '<table:table-cell office:value-type="float" table:number-columns-repeated="16000">'
        "<text:p>3.0</text:p></table:table-cell></table:table-row></table:table></office:document-content>"
    )
    with zipfile.ZipFile(io.BytesIO(files.zipped({"content.xml": content}))) as archive:
        assert len(cells.looks(archive)["s"].shown) <= 1_000_000


def test_figures_and_what_is_hidden_of_open_document() -> None:
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text", "style")
    )
    cell = '<table:table-cell office:value-type="{}" office:value="{}" {}><text:p>{}</text:p></table:table-cell>'
    text = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    twice = cell.format("percentage", "0.035", 'table:number-columns-repeated="2"', "3.50%")
    hidden = '<table:table-column table:visibility="collapse"/>'
    content = (
        f'<office:document-content {spaces}><office:body><office:spreadsheet><table:table table:name="s">'
        f'<table:table-column table:number-columns-repeated="3"/>{hidden}<table:table-row>'
        f"{text.format('安源区')}{twice}{text.format('密')}{cell.format('float', '30', '', '30.0')}"
        '</table:table-row><table:table-row table:number-rows-repeated="2" table:visibility="filter">'
        f"{text.format('不发')}</table:table-row><table:table-row>{text.format('湘东区')}</table:table-row>"
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    found = read(
        files.zipped(
            {
                "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
                "content.xml": content,
                "META-INF/manifest.xml": "<manifest/>",
            }
        )
    )
    assert [b.text for b in found.blocks] == ["安源区 | 3.50% | 3.50% | 30.0", "湘东区"]
    assert found.notes == ("2 hidden rows left out", "1 hidden column left out")


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

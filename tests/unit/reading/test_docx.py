"""Word files as other programs write them: characters that are elements, packages with loose ends."""

import io
import zipfile
from collections.abc import Callable

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from tests.toy import files

from pxtranslate.reading.base import Limits, Parsed
from pxtranslate.reading.formats import docx as word
from pxtranslate.reading.formats import numbering

LEAD = files.LEAD


def read(
    *paragraphs: str, change: Callable[[str, bytes], tuple[str, bytes]] | None = None
) -> Parsed:
    """A document of paragraphs in WordprocessingML, its parts changed, read."""
    document = docx.Document()
    for inner in paragraphs:
        document.element.body.insert(0, parse_xml(f"<w:p {nsdecls('w')}>{inner}</w:p>"))
    saved = io.BytesIO()
    document.save(saved)
    if change is None:
        return word.parse(saved.getvalue(), Limits())
    with zipfile.ZipFile(saved) as archive:
        parts = [change(name, archive.read(name)) for name in archive.namelist()]
    return word.parse(files.zipped(dict(parts)), Limits())


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        ("<w:t>增收3</w:t><w:noBreakHyphen/><w:t>5万元</w:t>", "增收3-5万元"),
        ("<w:t>粮</w:t><w:softHyphen/><w:t>食</w:t>", "粮食"),
        (
            "<w:t>一</w:t><w:ptab w:relativeTo='margin' w:alignment='right' w:leader='none'/><w:t>二</w:t>",
            "一 二",
        ),
        ("<w:t>一</w:t><w:tab/><w:t>二</w:t>", "一 二"),
        ("<w:sym w:font='Symbol' w:char='F02D'/><w:t>5℃</w:t>", "−5℃"),
        ("<w:t>4</w:t><w:sym w:font='Symbol' w:char='F0B4'/><w:t>5</w:t>", "4×5"),
        ("<w:sym w:font='Symbol' w:char='F033'/><w:t>亿</w:t>", "3亿"),
        ("<w:sym w:font='Wingdings' w:char='F0FC'/><w:t>完成</w:t>", "✓完成"),
        ("<w:sym w:font='宋体' w:char='2013'/><w:t>完成</w:t>", "–完成"),
        ("<w:sym w:font='Wingdings' w:char='F04A'/><w:t>完成</w:t>", "\ufffd完成"),
        ("<w:sym w:font='Symbol' w:char='x'/><w:t>完成</w:t>", "\ufffd完成"),
    ],
)
def test_characters_that_are_elements(inner: str, text: str) -> None:
    parsed = read(f"<w:r>{inner}</w:r>")
    assert parsed.text == text
    assert any("only their font knows" in note for note in parsed.notes) == ("\ufffd" in text)


def test_small_raised_figures_are_not_run_into_the_figure_before() -> None:
    small = "<w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>2</w:t></w:r>"
    assert read(f"<w:r><w:t>共3000m</w:t></w:r>{small}").text == "共3000m²"


@pytest.mark.parametrize("target", ["NULL", "#_top", "media/gone.png", "../NULL", "/word/NULL", ""])
def test_a_relationship_that_leads_nowhere_costs_no_text(target: str) -> None:
    def broken(name: str, data: bytes) -> tuple[str, bytes]:
        relation = (
            '<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
            f'relationships/image" Target="{target}"/></Relationships>'
        )
        ours = name == "word/_rels/document.xml.rels"
        return name, data.replace(b"</Relationships>", relation.encode()) if ours else data

    parsed = read(f"<w:r><w:t>{LEAD}</w:t></w:r>", change=broken)
    assert parsed.text == LEAD
    assert "not in it" in parsed.notes[0]


def strict(name: str, data: bytes) -> tuple[str, bytes]:
    """As “Strict Open XML Document” of Word saves it."""
    for space in ("officeDocument", "wordprocessingml", "drawingml"):
        old = f"http://schemas.openxmlformats.org/{space}/2006/".encode()
        data = data.replace(old, f"http://purl.oclc.org/ooxml/{space}/".encode())
    return name, data


def renamed(name: str, data: bytes) -> tuple[str, bytes]:
    """Names in another case and with backslashes, as some programs pack them."""
    return (
        name.replace("word/document", "Word\\Document") if name.endswith("ment.xml") else name
    ), data


def undeclared(name: str, data: bytes) -> tuple[str, bytes]:
    """A picture of a kind that the package does not declare."""
    if name == "word/_rels/document.xml.rels":
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
        more = f'<Relationship Id="rId99" Type="{kind}" Target="styles.jfif"/></Relationships>'
        data = data.replace(b"</Relationships>", more.encode())
    return ("word/styles.jfif", b"x") if name == "docProps/thumbnail.jpeg" else (name, data)


@pytest.mark.parametrize("change", [strict, renamed, undeclared])
def test_packages_as_other_programs_write_them(
    change: Callable[[str, bytes], tuple[str, bytes]],
) -> None:
    assert read(f"<w:r><w:t>{LEAD}</w:t></w:r>", change=change).text == LEAD


def texts(parsed: Parsed) -> list[str]:
    return [block.text for block in parsed.blocks]


def test_a_headline_in_two_lines_is_one_headline_a_text_is_not() -> None:
    title = "<w:pPr><w:pStyle w:val='Title'/></w:pPr>"
    lines = "<w:r><w:t>清河水库</w:t><w:br/><w:t>提前完工</w:t></w:r>"
    assert texts(read(title + lines)) == ["清河水库 提前完工"]
    assert texts(read(lines)) == ["清河水库", "提前完工"]


@pytest.mark.parametrize("mark", ["del", "moveFrom"])
def test_paragraphs_whose_mark_between_is_deleted_are_one(mark: str) -> None:
    gone = f"<w:pPr><w:rPr><w:{mark} w:id='1' w:author='a'/></w:rPr></w:pPr>"
    parts = [
        f"{gone}<w:r><w:t>甲</w:t></w:r>",
        f"{gone}<w:del><w:r><w:delText>无</w:delText></w:r></w:del>",
    ]
    last = "<w:pPr><w:pStyle w:val='Title'/></w:pPr><w:r><w:t>乙</w:t></w:r>"
    parsed = read("<w:r><w:t>丙</w:t></w:r>", last, *reversed(parts))  # `read` puts the last first
    assert [(block.role, block.text) for block in parsed.blocks] == [
        ("title", "甲乙"),
        (None, "丙"),
    ]


@pytest.mark.parametrize("how", ["drop", "margin"])
def test_a_large_first_letter_begins_its_word(how: str) -> None:
    letter = f"<w:pPr><w:framePr w:dropCap='{how}' w:lines='3'/></w:pPr><w:r><w:t>九</w:t></w:r>"
    frame = letter.replace(f"w:dropCap='{how}'", "w:dropCap='none'").replace("九", "图")
    parsed = read("<w:r><w:t>丙</w:t></w:r>", frame, "<w:r><w:t>月的清晨。</w:t></w:r>", letter)
    assert [block.text for block in parsed.blocks] == ["九月的清晨。", "图", "丙"]


def test_what_a_form_asks_for_is_no_text() -> None:
    def control(flag: str) -> str:
        return (
            f"<w:sdt><w:sdtPr>{flag}</w:sdtPr><w:sdtContent><w:r><w:t>单击此处</w:t></w:r>"
            "</w:sdtContent></w:sdt><w:r><w:t>甲</w:t></w:r>"
        )

    assert texts(read(control("<w:showingPlcHdr/>"))) == ["甲"]
    assert texts(read(control("<w:showingPlcHdr w:val='0'/>"))) == ["单击此处甲"]


OFF_AND_ON = [("", True), ('w:val="true"', True), ('w:val="0"', False), ('w:val="false"', False)]


@pytest.mark.parametrize("line", ["strike", "dstrike"])
@pytest.mark.parametrize(("value", "struck"), OFF_AND_ON)
def test_what_is_struck_through_is_no_text(line: str, value: str, struck: bool) -> None:
    """Two runs that stand together are one piece; what shows no text is none."""
    lined = f"<w:r><w:rPr><w:{line} {value}/></w:rPr>%s</w:r>"
    runs = ("<w:t>1</w:t>", "<w:t>2</w:t>", "<w:br/>")
    parsed = read(
        f"<w:r><w:t>水价</w:t></w:r>{''.join(lined % one for one in runs[:2])}<w:r><w:t>15元</w:t></w:r>",
        f"<w:r><w:t>涉及</w:t></w:r>{lined % '<w:t>80</w:t>'}<w:r><w:t>90万户</w:t></w:r>{lined % runs[2]}",
    )
    assert texts(parsed) == (
        ["涉及90万户", "水价15元"] if struck else ["涉及8090万户", "水价1215元"]
    )
    assert parsed.notes == (("2 pieces of struck-out text left out",) if struck else ())


def test_styles_strike_through_what_does_not_say_otherwise() -> None:
    document = docx.Document()
    character = document.styles.add_style("Gone", WD_STYLE_TYPE.CHARACTER)
    character.font.strike = True
    based = document.styles.add_style("Also gone", WD_STYLE_TYPE.CHARACTER)
    based.base_style = character
    whole = document.styles.add_style("All gone", WD_STYLE_TYPE.PARAGRAPH)
    whole.font.double_strike = True
    paragraph = document.add_paragraph("水价")
    paragraph.add_run("12", based)
    paragraph.add_run("1", character).font.strike = False
    paragraph.add_run("5元")
    gone = document.add_paragraph("旧闻", whole)
    gone.add_run("新闻").font.strike = False
    saved = io.BytesIO()
    document.save(saved)
    parsed = word.parse(saved.getvalue(), Limits())
    assert texts(parsed) == ["水价15元", "新闻"]
    assert parsed.notes == ("2 pieces of struck-out text left out",)


def test_comments_are_left_out_with_a_note() -> None:
    document = docx.Document()
    run = document.add_paragraph("甲").runs
    document.add_comment(run, "请核实")
    saved = io.BytesIO()
    document.save(saved)
    parsed = word.parse(saved.getvalue(), Limits())
    assert (texts(parsed), parsed.notes) == (["甲"], ("comments left out",))


def numbered(levels: str, *paragraphs: tuple[int, str]) -> list[str]:
    """Paragraphs of a level and a text, numbered by levels in WordprocessingML, read."""

    def change(name: str, data: bytes) -> tuple[str, bytes]:
        if name != "word/numbering.xml":
            return name, data
        end = (
            f"<w:abstractNum w:abstractNumId='70'>{levels}</w:abstractNum>"
            "<w:num w:numId='70'><w:abstractNumId w:val='70'/></w:num>"
            "<w:num w:numId='71'><w:abstractNumId w:val='70'/><w:lvlOverride w:ilvl='0'>"
            "<w:startOverride w:val='5'/></w:lvlOverride></w:num></w:numbering>"
        )
        return name, data.replace(b"</w:numbering>", end.encode())

    inner = [
        f"<w:pPr><w:numPr><w:ilvl w:val='{level % 10}'/><w:numId w:val='{70 + level // 10}'/></w:numPr></w:pPr>"
        f"<w:r><w:t>{text}</w:t></w:r>"
        for level, text in paragraphs
    ]
    return texts(read(*reversed(inner), change=change))


def level(at: int, kind: str, text: str, more: str = "") -> str:
    return (
        f"<w:lvl w:ilvl='{at}'><w:start w:val='1'/><w:numFmt w:val='{kind}'/>{more}"
        f"<w:lvlText w:val='{text}'/></w:lvl>"
    )


@pytest.mark.parametrize(
    ("kind", "text", "shown"),
    [
        ("decimal", "%1.", "3. 丙"),
        ("chineseCountingThousand", "%1、", "三、丙"),
        ("chineseCounting", "第%1条", "第三条 丙"),
        ("japaneseCounting", "（%1）", "（三）丙"),
        ("ideographTraditional", "%1.", "丙. 丙"),
        ("decimalEnclosedCircle", "%1", "③ 丙"),
        ("upperLetter", "%1)", "C) 丙"),
        ("lowerRoman", "(%1)", "(ⅲ) 丙"),
        ("bullet", "\uf0b7", "丙"),
        ("none", "", "丙"),
    ],
)
def test_numbers_that_word_gives_by_itself(kind: str, text: str, shown: str) -> None:
    assert numbered(level(0, kind, text), *((0, char) for char in "甲乙丙"))[-1] == shown


def test_numbers_of_lists_within_lists() -> None:
    levels = (
        level(0, "chineseCounting", "%1、")
        + level(1, "decimal", "%1.%2", "<w:isLgl/>")
        + level(2, "decimal", "(%3)")
    )
    given = [
        (0, "a"),
        (1, "b"),
        (1, "c"),
        (2, "d"),
        (0, "e"),
        (1, "f"),
        (0, ""),
        (10, "g"),
        (0, "h"),
    ]
    assert numbered(levels, *given) == (
        ["一、a", "1.1 b", "1.2 c", "(1) d", "二、e", "2.1 f", "五、g", "六、h"]
    )
    many = numbered(level(0, "chineseCounting", "%1"), *((0, "x") for _ in range(100)))
    assert [many[n - 1] for n in (10, 11, 20, 35, 100)] == [
        "十 x",
        "十一 x",
        "二十 x",
        "三十五 x",
        "100 x",
    ]


def test_numbers_of_styles_and_in_cells() -> None:
    document = docx.Document()
    for text in ("甲", "乙"):
        document.add_paragraph(text, "List Number")
        document.add_paragraph("点", "List Bullet")
    table = document.add_table(2, 2)
    for row in table.rows:
        row.cells[0].paragraphs[0].style = "List Number 2"
        row.cells[1].text = "户"
    saved = io.BytesIO()
    document.save(saved)
    expected = ["1. 甲", "点", "2. 乙", "点", "1. | 户", "2. | 户"]
    assert texts(word.parse(saved.getvalue(), Limits())) == expected


def test_styles_in_a_circle_and_numbers_that_are_none_stop_nothing() -> None:
    """Each level asked its base, for ever; and ² is a digit to Python, but no number."""
    document = docx.Document()
    styles = [document.styles.add_style(name, 1) for name in ("Ring1", "Ring2")]
    styles[0].base_style, styles[1].base_style = styles[1], styles[0]
    document.add_paragraph("项目已经开工。", style="Ring1")
    paragraph = document.add_paragraph("项目已经完工。")
    said = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="²"/><w:numId w:val="1"/></w:numPr>'
    paragraph._p.get_or_add_pPr().append(parse_xml(said))  # type: ignore[arg-type]
    data = io.BytesIO()
    document.save(data)
    assert texts(word.parse(data.getvalue(), Limits()))
    numbering.write(document)
    assert document.paragraphs[0].text == "项目已经开工。"
    assert document.paragraphs[1].text.endswith("项目已经完工。")

"""What other office programs and players save: OpenDocument, RTF, whole pages, subtitles."""

from email.message import EmailMessage

import pytest
from tests.toy import files

from pxtranslate.errors import InputError
from pxtranslate.reading.base import Limits, Parsed
from pxtranslate.reading.formats import mhtml, odt, rtf, subtitles

LIMITS = Limits()
LEAD, RAIN, LIBRARY = files.LEAD, files.RAIN, files.LIBRARY
TITLE = "临江县粮食再获丰收"
NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name if name != "draw" else "drawing"}:1.0"'
    for name in ("office", "text", "table", "draw", "style")
)


def open_document(body: str, manifest: str = "<manifest/>") -> bytes:
    """A package of OpenDocument."""
    content = (
        f'<office:document-content {NAMES}><office:automatic-styles><style:style style:name="P1"'
        ' style:parent-style-name="Title"/></office:automatic-styles><office:body><office:text>'
        f"{body}</office:text></office:body></office:document-content>"
    )
    return files.zipped({"content.xml": content, "META-INF/manifest.xml": manifest})


def seen(parsed: Parsed) -> list[tuple[str | None, str]]:
    """Role and text of each block."""
    return [(block.role, block.text) for block in parsed.blocks]


def test_open_document() -> None:
    body = (
        "<text:tracked-changes><text:p>删去的话。</text:p></text:tracked-changes>"
        f'<text:p text:style-name="P1">{TITLE}</text:p>'
        f"<text:p>{LEAD[:9]}<text:span>{LEAD[9:]}</text:span><text:note><text:note-citation>1"
        f"</text:note-citation><text:note-body><text:p>注释。</text:p></text:note-body></text:note></text:p>"
        '<text:h text:outline-level="1">来年打算</text:h>'
        '<text:p>一<text:s text:c="2"/>二<text:tab/>三<text:line-break/>四</text:p>'
        "<table:table><table:table-row><table:table-cell><text:p>东乡</text:p></table:table-cell>"
        "<table:table-cell><text:p>3万</text:p></table:table-cell></table:table-row></table:table>"
        f"<text:section><text:list><text:list-item><text:p>{RAIN}</text:p></text:list-item></text:list></text:section>"
        "<office:annotation><text:p>批注</text:p></office:annotation>"
    )
    parsed = odt.parse(open_document(body), LIMITS)
    assert seen(parsed) == [
        ("title", TITLE),
        (None, LEAD),
        ("heading", "来年打算"),
        (None, "一  二 三"),
        (None, "四"),
        (None, "东乡 | 3万"),
        (None, RAIN),
        (None, "注释。"),
    ]
    assert parsed.notes == ("1 foot- or endnotes stand at the end", "comments left out")


def test_layout_tables_shapes_and_placeholders_of_open_document() -> None:
    body = (
        '<text:h text:outline-level="1">甲县<text:line-break/>丰收</text:h>'
        "<table:table><table:table-row><table:table-cell><text:p>小标题</text:p>"
        f"<text:p>{LEAD}</text:p></table:table-cell><table:table-cell><text:p>{RAIN}</text:p>"
        "</table:table-cell></table:table-row></table:table>"
        "<text:p>正文<draw:custom-shape><text:p>图说<draw:frame><draw:text-box><text:p>框</text:p>"
        "</draw:text-box></draw:frame></text:p></draw:custom-shape><office:annotation><text:p>批注<draw:rect>"
        "<text:p>无</text:p></draw:rect></text:p></office:annotation>一句</text:p>"
        '<text:p><c xmlns:l="urn:x" l:showing-place-holder="true">单击输入</c>二'
        "<text:placeholder>&lt;姓名&gt;</text:placeholder></text:p>"
    )
    parsed = odt.parse(open_document(body), LIMITS)
    assert seen(parsed) == [
        ("title", "甲县 丰收"),
        (None, "小标题"),
        (None, LEAD),
        (None, RAIN),
        (None, "正文一句"),
        (None, "图说"),
        (None, "框"),
        (None, "二"),
    ]
    assert parsed.notes == ("comments left out",)


def numbers(levels: str, lists: str) -> list[str]:
    """The paragraphs of lists whose style has these levels."""
    return [
        text
        for _, text in seen(
            odt.parse(
                open_document(f"<text:list-style style:name='L'>{levels}</text:list-style>{lists}"),
                LIMITS,
            )
        )
    ]


def _level(at: int, kind: str, before: str, after: str, more: str = "") -> str:
    return (
        f"<text:list-level-style-number text:level='{at}' style:num-format='{kind}'"
        f" style:num-prefix='{before}' style:num-suffix='{after}' {more}/>"
    )


def _items(*texts: str) -> str:
    return "".join(f"<text:list-item><text:p>{text}</text:p></text:list-item>" for text in texts)


@pytest.mark.parametrize(
    ("level", "shown"),
    [
        (_level(1, "1", "", "."), "2. 乙"),
        (_level(1, "一, 二, 三, ...", "", "、"), "二、乙"),
        (_level(1, "一, 二, 三, ...", "第", "条"), "第二条 乙"),
        (_level(1, "①, ②, ③, ...", "", "", "text:start-value='4'"), "⑤ 乙"),
        (_level(1, "", "", ""), "乙"),
        ("<text:list-level-style-bullet text:level='1' text:bullet-char='•'/>", "乙"),
    ],
)
def test_numbers_that_open_document_gives_by_itself(level: str, shown: str) -> None:
    assert (
        numbers(level, f"<text:list text:style-name='L'>{_items('甲', '乙')}</text:list>")[1]
        == shown
    )


def test_lists_of_open_document_within_lists_and_going_on() -> None:
    levels = _level(1, "一, 二, 三, ...", "", "、") + _level(
        2, "1", "", ".", "text:display-levels='2'"
    )
    inner = f"<text:list-item><text:p>b</text:p><text:list>{_items('c', 'd')}</text:list></text:list-item>"
    later = "<text:list-item text:start-value='7'><text:p>g<text:s/></text:p><text:p>h</text:p></text:list-item>"
    lists = (
        f"<text:list xml:id='x' text:style-name='L'>{_items('a')}{inner}{_items('e')}</text:list>"
        "<text:p>插</text:p>"
        f"<text:list text:continue-numbering='true' text:style-name='L'>{_items('f')}{later}</text:list>"
        f"<text:list text:style-name='L'>{_items('i')}</text:list>"
        f"<text:list text:continue-list='x' text:style-name='L'>{_items('j')}</text:list>"
    )
    assert numbers(levels, lists) == (
        [
            "一、a",
            "二、b",
            "二.1. c",
            "二.2. d",
            "三、e",
            "插",
            "四、f",
            "七、g",
            "h",
            "一、i",
            "四、j",
        ]
    )


@pytest.mark.parametrize("position", ["super 58%", "33% 100%", "super"])
def test_raised_figures_of_open_document(position: str) -> None:
    style = "<style:style style:name='{}'><style:text-properties style:text-position='{}'/></style:style>"
    body = (
        f"{style.format('T1', position)}{style.format('T2', '-33% 58%')}<text:p>共3m<text:span "
        "text:style-name='T1'>2</text:span>，CO<text:span text:style-name='T2'>2</text:span></text:p>"
    )
    assert odt.parse(open_document(body), LIMITS).text == "共3m²，CO2"


def _style(name: str, properties: str, parent: str = "") -> str:
    return (
        f"<style:style style:name='{name}' style:parent-style-name='{parent}'>"
        f"<style:text-properties {properties}/></style:style>"
    )


@pytest.mark.parametrize("kind", ["style", "type"])
def test_struck_through_text_of_open_document(kind: str) -> None:
    line = f"style:text-line-through-{kind}"
    styles = (
        _style("On", f"{line}='solid'")
        + _style("Off", f"{line}='none'", "On")
        + _style("Based", "", "On")
        + _style("Ring", "", "Ring")
    )
    body = (
        f"{styles}<text:p text:style-name='Ring'>水价<text:span text:style-name='Based'>1<text:a>2</text:a>"
        "</text:span>15<text:span text:style-name='Off'>元</text:span></text:p>"
        "<text:h text:style-name='On'>旧闻<text:span text:style-name='Off'>新闻</text:span>旧<text:note>"
        "<text:note-body><text:p>注释。</text:p></text:note-body></text:note>闻</text:h>"
        "<text:p text:style-name='On'> </text:p>"
    )
    parsed = odt.parse(open_document(body), LIMITS)
    assert [text for _, text in seen(parsed)] == ["水价15元", "新闻", "注释。"]
    assert parsed.notes == (
        "1 foot- or endnotes stand at the end",
        "2 pieces of struck-out text left out",
    )


def test_a_struck_through_item_has_no_number() -> None:
    struck = _style("On", "style:text-line-through-style='solid'")
    items = "<text:list-item><text:p text:style-name='On'>甲</text:p></text:list-item>" + _items(
        "乙"
    )
    shown = numbers(
        struck + _level(1, "1", "", "."), f"<text:list text:style-name='L'>{items}</text:list>"
    )
    assert shown == ["2. 乙"]


def test_the_first_level_is_the_title_where_no_style_is() -> None:
    body = f'<text:h text:outline-level="1">{TITLE}</text:h><text:p>{LEAD}</text:p>'
    assert seen(odt.parse(open_document(body), LIMITS)) == [("title", TITLE), (None, LEAD)]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (open_document("", "<m><encryption-data/></m>"), "password-protected"),
        (files.zipped({"a": "b"}), "no OpenDocument text"),
        (b"x", "no zip archive"),
    ],
)
def test_what_is_no_open_document(data: bytes, says: str) -> None:
    with pytest.raises(InputError, match=says):
        odt.parse(data, LIMITS)


@pytest.mark.parametrize("escape", ["gbk", "unicode", "font"])
def test_rich_text(escape: str) -> None:
    def written(text: str) -> str:
        if escape == "unicode":
            return "".join(
                f"\\u{ord(char) if ord(char) < 32768 else ord(char) - 65536}?" for char in text
            )
        return "".join(f"\\'{byte:02x}" for byte in text.encode("gbk"))

    page = 1252 if escape == "font" else 936
    data = (
        rf"{{\rtf1\ansi\ansicpg{page}\uc1{{\fonttbl{{\f0\fnil\fcharset134 SimSun;}}}}{{\info{{\title x}}}}"
        rf"\pard\f0 {written(TITLE)}\par {written(LEAD)}\par 3\_5{written('万元')}\par}}"
    )
    parsed = rtf.parse(data.encode("ascii"), LIMITS)
    assert [text for _, text in seen(parsed)] == [TITLE, LEAD, "3-5万元"]
    with pytest.raises(InputError, match="no RTF file"):
        rtf.parse(b"PK", LIMITS)


def rich(body: str) -> Parsed:
    """An RTF file of this body, its Chinese escaped, read."""
    escaped = "".join(char if char < "\x80" else f"\\u{ord(char) - 65536}?" for char in body)
    return rtf.parse(rf"{{\rtf1\ansi\ansicpg936 {escaped}}}".encode(), LIMITS)


@pytest.mark.parametrize(
    ("body", "text", "note"),
    [
        (r"市区{\deleted\revauthdel1 5}{\revised 8}条", "市区8条", None),
        (r"市区\deleted 五\deleted0 八条{\deleted\par}线路\par", "市区八条线路", None),
        (r"甲{\v 藏}\plain 乙\v 字\plain 丙", "甲乙丙", "hidden text left out"),
        (
            r"水价{\strike 1}{\strike 二\u20108 ?}15元，\striked1 8\striked0 9万户\strike0 。",
            "水价15元，9万户。",
            "2 pieces of struck-out text left out",
        ),
        (
            r"{\strike\par}甲{\strike 旧\plain 乙}{\strike 闻\par}丙{\strike\v 藏}",
            "甲乙\n\n丙",
            "hidden text left out; 2 pieces of struck-out text left out",
        ),
        (r"{\viewkind4\viewscale100 甲}", "甲", None),
        (
            r"2.8万m{\super 2}，10\super 12\nosupersub 吨，PM{\sub 2.5}",
            "2.8万m²，10¹²吨，PM2.5",
            None,
        ),
        (r"\uc2\u30000 ??{\uc0\u20057 {\super 3}}\super\u20057 42\plain 4", "田乙³乙4", None),
        (r"甲{\footnote 注{\super 2}\par}乙\par", "甲乙", "footnotes left out"),
        (r"\headery720 甲{\headerr 报头}", "甲", "headers left out"),
        (r"甲{\*\annotation 批注}乙", "甲乙", "comments left out"),
    ],
)
def test_rich_text_as_word_would_show_it(body: str, text: str, note: str | None) -> None:
    parsed = rich(body)
    assert parsed.text == text
    assert parsed.notes == (tuple(note.split("; ")) if note else ())


def test_rows_of_rich_text_are_read_as_those_of_word() -> None:
    rows = (
        r"\trowd\pard\intbl 县区\cell\pard\intbl{\strike 旧}面积\par （万亩）\cell \cell\row"
        r"\trowd\pard\intbl\uc1\u30002\cell\pard\intbl 12\line 30\cell\row"
        r"\pard\intbl\itap2 内\nestcell 外\nestcell{\nonesttables\par}\pard\intbl 乙\cell\row"
        rf"\pard\intbl 短\par {RAIN}\par {LEAD}\cell 小标题\cell\row"
    )
    parsed = rich(rf"前文\par{{{rows}}}\pard 后文\line 又一行\par")
    assert [text for _, text in seen(parsed)] == [
        "前文",
        "县区 | 面积 （万亩）",
        "甲 | 12 30",
        "内 | 外 | 乙",
        "短",
        RAIN,
        LEAD,
        "小标题",
        "后文",
        "又一行",
    ]
    assert parsed.notes == ("1 pieces of struck-out text left out",)


def test_text_boxes_of_rich_text_stand_below_their_paragraph() -> None:
    shape = r"{\shp{\*\shpinst\shpleft0{\sp{\sn a}{\sv 无}}{\shptxt \pard %s\par}}{\shprslt{\*\do{\dptxbxtext 重复}}}}"
    caption = shape % r"图{\super 2}说明"
    drawing = r"{\*\do\dobxpage{\dptxbxtext 旧框\par}}"
    body = rf"甲{caption}乙\par 丙{drawing}"
    assert [text for _, text in seen(rich(body))] == ["甲乙", "图²说明", "丙", "旧框"]
    assert rich(r"{\header{\shp{\*\shpinst{\shptxt 报头\par}}}}甲").text == "甲"


@pytest.mark.parametrize("encoding", ["base64", "quoted-printable"])
@pytest.mark.parametrize("charset", ["utf-8", "gb18030"])
def test_a_page_saved_with_its_parts(encoding: str, charset: str) -> None:
    message = EmailMessage()
    message.make_related()
    message.add_related(files.HTML.encode(charset), "text", "html", cte=encoding)
    message.add_related(b"\x89PNG", "image", "png")
    parsed = mhtml.parse(message.as_bytes(), LIMITS)
    assert seen(parsed)[:2] == [("title", TITLE), (None, LEAD)]
    with pytest.raises(InputError, match="holds no web page"):
        mhtml.parse(b"Subject: x\n\nx", LIMITS)


def test_subtitles() -> None:
    srt = "\ufeff1\r\n00:00:01,000 --> 00:00:04,000\r\n<i>今年粮食</i>\r\n再获丰收\r\n\r\n2\r\n00:00:05,000 --> 00:00:07,500\r\n{\\an8}好雨\r\n"
    assert seen(subtitles.parse(srt.encode(), LIMITS)) == [
        ("body", "今年粮食再获丰收"),
        ("body", "好雨"),
    ]
    vtt = "WEBVTT\n\nNOTE 说明\n\n00:01.000 --> 00:04.000 align:start\n今年丰收\n"
    assert seen(subtitles.parse(vtt.encode(), LIMITS)) == [("body", "今年丰收")]
    with pytest.raises(InputError, match="holds no subtitles"):
        subtitles.parse(LEAD.encode(), LIMITS)


def captions(text: str) -> list[str]:
    """What is said in subtitles."""
    return [said for _, said in seen(subtitles.parse(text.encode(), LIMITS))]


AT = "00:00:01,000 --> 00:00:04,000"


def test_moments_of_words_and_entities_of_subtitles() -> None:
    vtt = "WEBVTT\n00:01.000 --> 00:04.000\n<v 李明>甲&amp;乙&nbsp;R&D</v>\n今<00:00:04.000><c>天</c> &lt;i&gt;"
    assert captions(vtt) == ["甲&乙 R&D今天 <i>"]


def test_subtitles_without_empty_lines() -> None:
    assert captions(f"1\n{AT}\n今天\n共有\n2\n{AT}\n902万人\n{AT}\n3\n{AT}\n。\n\n又一句") == [
        "今天共有",
        "902万人",
        "。",
        "又一句",
    ]
    assert captions(f"开头\n一行\n{AT}\n甲\n\nNOTE\n{AT}\n乙") == ["开头一行", "甲", "乙"]


def test_two_languages_of_subtitles_stand_apart() -> None:
    chinese, both = f"1\n{AT}\n我用的是\niPhone\n\n", f"2\n{AT}\n今天\n902万\n9.02 million\n\n"
    assert captions(chinese + f"{AT}\n好\n\n" + both + f"{AT}\n10\nyes") == [
        "我用的是iPhone",
        "好",
        "今天902万9.02 million",
        "10 yes",
    ]
    assert captions(both + f"{AT}\nHi\n你好\n3") == ["今天902万", "9.02 million", "Hi", "你好3"]

"""Plain text to blocks: hard-wrapped or not, offsets always those of the text."""

import pytest

from pxtranslate.articles.blocks import text_blocks

TEXT = (
    "近日，市农业农村局组织专家到基层开展技术指导，帮助农户解决春耕备耕中遇到的难题，受到大家的欢迎和好评。",
    "专家们深入田间地头，查看小麦长势，解答农户提出的问题，并现场示范了新型农机具的使用方法和注意事项。",
    "下一步，市农业农村局将继续组织专家下乡，为全年粮食丰收打下坚实基础，确保农业生产各项任务落到实处。",
)


def wrapped(paragraph: str, width: int, indent: str) -> str:
    """The paragraph in lines of so many characters."""
    whole = indent + paragraph
    return "\n".join(whole[at : at + width] for at in range(0, len(whole), width))


@pytest.mark.parametrize("width", [15, 18, 20])
@pytest.mark.parametrize(("indent", "between"), [("　　", "\n"), ("", "\n\n"), ("　　", "\n\n")])
def test_hard_wrapped_lines_come_together(width: int, indent: str, between: str) -> None:
    text = between.join(wrapped(paragraph, width, indent) for paragraph in TEXT)
    assert ["".join(b.text.split()) for b in text_blocks(text)] == list(TEXT)


def test_a_line_is_a_block_where_nothing_is_wrapped() -> None:
    assert [b.text for b in text_blocks("\n\n".join(TEXT))] == list(TEXT)
    assert [b.text for b in text_blocks("\r\n".join(TEXT))] == list(TEXT)


def test_a_list_of_headlines_is_no_wrapped_text() -> None:
    lines = [
        "全市经济工作会议召开",
        "我市新增两家上市公司",
        "春季招聘会明天开幕",
        "城市公园夜间照明升级",
        "地铁三号线今日试运行",
        "图书馆延长开放时间",
        "美食节吸引游客两万人次",
        "中小学新增学位两万个",
    ]
    assert [b.text for b in text_blocks("\n".join(lines))] == lines


def test_an_indent_inside_a_line_parts_paragraphs() -> None:
    text = "近日，会议召开。　　会议指出，要加快发展。    会议强调，要守住底线。"
    found = text_blocks(text)
    assert [b.text for b in found] == [
        "近日，会议召开。",
        "会议指出，要加快发展。",
        "会议强调，要守住底线。",
    ]
    assert all(text.startswith(b.text, b.start) for b in found)


def test_nothing_in_nothing_out() -> None:
    assert text_blocks("") == text_blocks(" \n\u3000\n") == ()


ODD = {
    "a headline that nothing wrapped": "7月1日起我市1路6路19路等8条公交线路将作优化调整 末班车推迟至夜间",
    "a caption that nothing wrapped": "图为市农业农村局的专家们在田间地头查看小麦长势，解答农户提出的问题，并现场示范新型农机具。",
}


@pytest.mark.parametrize("width", [15, 18, 20])
@pytest.mark.parametrize("name", ODD)
@pytest.mark.parametrize("last", [False, True])
def test_one_long_line_hides_no_wrapping(width: int, name: str, last: bool) -> None:
    parts = [wrapped(paragraph, width, "　　") for paragraph in TEXT]
    text = "\n".join([*parts, ODD[name]] if last else [ODD[name], *parts])
    expected = [*TEXT, ODD[name]] if last else [ODD[name], *TEXT]
    found = ["".join(b.text.split()) for b in text_blocks(text)]
    assert found == ["".join(part.split()) for part in expected]


@pytest.mark.parametrize("width", [15, 18, 20])
@pytest.mark.parametrize("margin", ["", "  ", "\u3000", "\t"])
@pytest.mark.parametrize("spacing", ["\n", "\n\n", "\r\n\r\n"])
def test_margins_and_empty_lines_under_every_line_hide_no_wrapping(
    width: int, margin: str, spacing: str
) -> None:
    lines = "\n".join(wrapped(paragraph, width, "　　") for paragraph in TEXT).split("\n")
    text = spacing.join(margin + line for line in lines)
    assert ["".join(b.text.split()) for b in text_blocks(text)] == list(TEXT)


def test_short_paragraphs_with_empty_lines_between_are_no_wrapped_text() -> None:
    lines = [f"市水利局{n}日通报，全市{n * 7}座水库全部完成除险加固。" for n in range(10, 20)]
    assert [b.text for b in text_blocks("\n\n".join(lines))] == lines
    heads = [line.rstrip("。") for line in lines]
    assert [b.text for b in text_blocks("\n\n".join(heads))] == heads


def test_groups_of_lines_with_empty_lines_between_are_no_wrapped_text() -> None:
    lines = [f"交通：市区乘坐{n}路公交车直达" for n in range(10, 20)]
    text = "\n\n".join(f"{n}号景点\n{line}" for n, line in enumerate(lines))
    assert [b.text for b in text_blocks(text)] == [one for one in text.split("\n") if one]


@pytest.mark.parametrize("width", [16, 20, 24, 30])
@pytest.mark.parametrize("head", ["水库工程完工\n", "水库工程完工\n\n", ""])
def test_a_short_text_wrapped_below_its_indent(width: int, head: str) -> None:
    text = "全市防汛工作会议昨日召开并且强调各县区各部门要压实责任加强值班值守及时排查水库河道山塘的隐患确保人民群众生命财产安全做好物资储备工作"
    text *= 3
    rows = [text[at : at + width] for at in range(0, len(text) // width * width, width)]
    found = text_blocks(f"{head}　　" + "\n".join(rows[:5]) + "。")
    assert len(found) == 1 + bool(head)


@pytest.mark.parametrize(
    "text",
    [
        "　　各镇工程进度\n甲镇三个村已经修建水渠三条\n乙镇三个村已经修建水渠四条\n丙镇三个村已经修建水渠五条",
        "　　现将名单公布如下：\n甲镇三个村已经修建水渠三条\n乙镇三个村已经修建水渠四条\n丙镇三个村已经修建水渠五条",
        "　　一叶小舟划开了雾\n桨声里\n藏着母亲的叮咛\n石板路上\n谁的木屐敲醒了炊烟。",
    ],
)
def test_a_short_list_or_verse_below_an_indent_stays_in_lines(text: str) -> None:
    assert len(text_blocks(text)) == text.count("\n") + 1

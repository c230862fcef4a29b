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

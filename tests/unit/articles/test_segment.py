"""Sentence cutting: real sentences of news, and the joining rule over arbitrary text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pxtranslate.articles.segment import sentences, slice_pieces

CASES = {
    "closing quote stays": (
        "他说：“我们走吧。”然后离开了。",
        ["他说：“我们走吧。”", "然后离开了。"],
    ),
    "decimal": ("同比增长3.5%！这很重要。", ["同比增长3.5%！", "这很重要。"]),
    "quotation keeps its speaker": ("“真的很暖心。”负责人如是说。", None),
    "quotation of several sentences": (
        "“好吗？安排了吗？”在楼侧，他问。",
        ["“好吗？安排了吗？”", "在楼侧，他问。"],
    ),
    "ellipsis after nouns": ("对辊、分切、制片……在车间，一派忙碌。", None),
    "ellipsis after a clause": (
        "上海某集团进驻公司盘活土地200亩……该县贯彻新理念。",
        ["上海某集团进驻公司盘活土地200亩……", "该县贯彻新理念。"],
    ),
    "bracket": ("全市（含各县。不含新区）下降。好。", ["全市（含各县。不含新区）下降。", "好。"]),
    "space goes with what is before": ("好。 \u3000坏。", ["好。 \u3000", "坏。"]),
    "latin abbreviations": ("PM2.5为33微克。GDP增长。", ["PM2.5为33微克。", "GDP增长。"]),
    "a mark inside a title": (
        "综艺《向往的生活！》和《你好，李焕英？》同时开播。票房不错。",
        ["综艺《向往的生活！》和《你好，李焕英？》同时开播。", "票房不错。"],
    ),
    "a title at the end of a question": (
        "我们去看《摔跤吧！爸爸》好吗？好！",
        ["我们去看《摔跤吧！爸爸》好吗？", "好！"],
    ),
    "a quoted shout before 和": (
        "“加油！”和“必胜！”的口号此起彼伏。大家笑了。",
        ["“加油！”和“必胜！”的口号此起彼伏。", "大家笑了。"],
    ),
    "a quoted name before a comma": ("公司名为“Yahoo!”，总部设在美国，员工9万人。", None),
    "a quoted question before 、": ("“为什么？”、“怎么办？”成了热词。", None),
    "a shout in mid-sentence": (
        "他高喊“冲啊！”冲向终点。好。",
        ["他高喊“冲啊！”冲向终点。", "好。"],
    ),
    "straight quotes": (
        '"这是对的。"他说。"明天再谈吧。"随后他离开了会场。',
        ['"这是对的。"他说。', '"明天再谈吧。"', "随后他离开了会场。"],
    ),
    "straight quotes after a colon": (
        '他说:"今年好。" 明年更好。',
        ['他说:"今年好。" ', "明年更好。"],
    ),
    "half-width full stops": ("他说,今年好.明年还种.", ["他说,今年好.", "明年还种."]),
    "half-width stops and figures": (
        "增长5%.共100.5万亩.1.修路.",
        ["增长5%.", "共100.5万亩.", "1.修路."],
    ),
    "full-width points": (
        "圆周率约为３．１４。半径为２．５米。",
        ["圆周率约为３．１４。", "半径为２．５米。"],
    ),
    "a half-width quotation with its speaker": (
        '"以前跑十几里路,现在下楼就到."家住东街的周丽华说.她每周都来.',
        ['"以前跑十几里路,现在下楼就到."家住东街的周丽华说.', "她每周都来."],
    ),
    "a point in a foreign name": (
        "史蒂夫.乔布斯去世。他走了。",
        ["史蒂夫.乔布斯去世。", "他走了。"],
    ),
    "a name with a mark": ("Yahoo!公司裁员。好。", ["Yahoo!公司裁员。", "好。"]),
    "an address": ("见http://a.com/?id=1。好。", ["见http://a.com/?id=1。", "好。"]),
    "an unpaired straight quote": ('他身高5"。好。', ['他身高5"。', "好。"]),
    "a long note in brackets": (
        f"（编者按：{'甲' * 60}。{'乙' * 60}。敬请关注。）好。",
        [f"（编者按：{'甲' * 60}。", f"{'乙' * 60}。", "敬请关注。）", "好。"],
    ),
    "a line break as the space of two words": (
        "发布了Open\nSource报告。\n好",
        ["发布了Open\nSource报告。\n", "好"],
    ),
    "several marks": ("真的？！对。", ["真的？！", "对。"]),
}


@pytest.mark.parametrize("name", CASES)
def test_sentences(name: str) -> None:
    text, expected = CASES[name]
    assert sentences(text) == (expected or [text])


def test_overlong_sentence_is_cut_at_semicolon_then_comma_outside_quotes() -> None:
    text = "甲" * 40 + "；" + "乙" * 30 + "“丙，丁”" + "，" + "戊" * 30 + "。"
    parts = sentences(text, longest=50)
    assert "".join(parts) == text
    assert parts == ["甲" * 40 + "；", "乙" * 30 + "“丙，丁”，", "戊" * 30 + "。"]


news = st.text(alphabet='甲乙丙说3.。！？…；，“”‘’（）《》 \n.aB"＂!?．和', max_size=120)


@given(news | st.text(max_size=80), st.none() | st.integers(5, 60))
def test_joining_gives_the_text_back(text: str, longest: int | None) -> None:
    parts = sentences(text, longest)
    assert "".join(parts) == text
    assert all(parts)
    assert not text.strip() or all(part.strip() for part in parts[1:])


def test_no_part_is_blank() -> None:
    assert sentences("0000, ", 5) == ["0000, "]


@given(st.lists(st.integers(1, 9), min_size=1, max_size=5), st.data())
def test_pieces_of_a_slice_are_as_long_as_the_slice(
    lengths: list[int], data: st.DataObject
) -> None:
    pieces = tuple((100 * i, 100 * i + n) for i, n in enumerate(lengths))
    start = data.draw(st.integers(0, sum(lengths)))
    end = data.draw(st.integers(start, sum(lengths)))
    taken = slice_pieces(pieces, start, end)
    flat = [i for low, high in pieces for i in range(low, high)]
    assert [i for low, high in taken for i in range(low, high)] == flat[start:end]

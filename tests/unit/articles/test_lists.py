"""Rows of tables and items of lists are text, whatever their shape; headlines among them are not."""

import pytest

from pxtranslate.articles.blocks import text_blocks
from pxtranslate.articles.split import split
from pxtranslate.records import Article, Block, Document

LEAD = "根据有关规定，经笔试、面试、体检和考察，现将有关情况公布，公示期为七个工作日。"
END = "公示期间如有异议，请以书面形式向市人社局反映，反映情况要实事求是。"
NAMES = ["张小明", "李文华", "王志强", "赵丽娟", "陈建军", "刘思雨"]
TABLES = {
    "cells": [f"{2019 + n}年 | {n + 11}.6 | {35 + n}" for n in range(5)],
    "cells with headings": ["年份 | 产量 | 产值", "2020年 | 12.6 | 35", "2021年 | 13.1 | 38"],
    "names": [f"202406010{n} {name} 临河市第{n}中学" for n, name in enumerate(NAMES)],
    "names with headings": [
        "姓名 准考证号 单位", *(f"{name} 202406010{n} 临河市中学" for n, name in enumerate(NAMES))
    ],
    "prices": [f"{food} {n + 1}.80" for n, food in enumerate(["黄瓜", "土豆", "豆角"])],
    "labels": ["地点：市体育馆", "主办单位：市人社局", "来源：市人社局", "咨询人：王芳，电话82330456"],
}  # fmt: skip


def articles(text: str, blocks: tuple[Block, ...] = ()) -> list[Article]:
    """The articles of a text."""
    return list(split(Document("a.txt", "a", "", "utf-8", text, blocks)).articles)


def apart(text: str) -> tuple[Block, ...]:
    """The paragraphs of a text as a reader tells them apart."""
    return tuple(Block(part, text.index(part)) for part in text.split("\n\n"))


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_no_row_heads_an_article(name: str, between: str) -> None:
    parts = ["拟录用人员公示", LEAD, *TABLES[name], END]
    (article,) = articles(between.join(parts))
    assert [p.text for p in article.paragraphs] == parts[1:]
    assert {p.role for p in article.paragraphs} == {"lead", "body"}


@pytest.mark.parametrize("read", [False, True])
def test_no_item_heads_an_article_and_the_headline_below_does(read: bool) -> None:
    appointed = [f"{name}为临河市人民政府副市长" for name in NAMES[:4]]
    parts = ["任免名单", LEAD, "任命：", *appointed, "决定免去：", *appointed[1:], END]
    below = ["公交线路今起调整", "自今日起，八条公交线路将作优化调整，其中三条线路延长运营时间。"]
    text = "\n\n".join([*parts, *below])
    first, second = articles(text, apart(text) if read else ())
    assert [p.text for p in first.paragraphs] == parts[1:]
    assert {p.role for p in first.paragraphs} == {"lead", "body"}
    assert second.title is not None
    assert second.title.text == below[0]
    # Right below a list, a headline is told by what the text says, or by the empty line over it.
    for text in (
        "\n\n".join([*parts[:-1], *below]),
        "\n".join(parts[:-1]) + "\n\n" + "\n".join(below),
    ):
        assert [a.title.text for a in articles(text) if a.title] == ["任免名单", below[0]]


@pytest.mark.parametrize(
    "lines",
    [
        [f"{name}镇：多云转小雨，22～28℃" for name in ("清河", "柳林", "东湖", "石桥", "云雾", "城南", "城北")],
        ["清河水涨春风绿，柳岸莺啼晓日红", "石桥古镇炊烟起，云雾高山茶气浓", "十里荷塘香入梦，千家灯火映苍穹"] * 3,
        [f"{name}为临河市人民政府副秘书长" for name in NAMES] + ["钱小红为临河市人民政府副秘书长"],
    ],
)  # fmt: skip
def test_a_list_of_equal_lines_is_no_wrapped_text(lines: list[str]) -> None:
    assert [b.text for b in text_blocks("\n".join(lines))] == lines


FIGURES = ["县区\t生产总值（亿元）\t同比增速（%）", "芦溪县\t123.4\t5.6", "上栗县\t98.7\t6.1"]
SPACED = ["项目名称　　承担单位", "城南污水处理厂　　市城投公司", "萍水河治理　　市水利局"]
WIDE = [
    "县区        项目名称                      承担单位",
    "芦溪县      城南污水处理厂扩建工程        市城市建设投资公司",
    "上栗县      萍水河流域综合治理工程        市水利局水利工程处",
]


@pytest.mark.parametrize("rows", [FIGURES, SPACED, WIDE])
def test_rows_amid_wrapped_text_stay_rows_and_the_text_comes_together(rows: list[str]) -> None:
    texts = ["　　" + 3 * LEAD[:-1] + "。", "　　" + 3 * END]
    wrapped = [[text[at : at + 30] for at in range(0, len(text), 30)] for text in texts]
    (found,) = articles("\n".join(["经济指标公布", *wrapped[0], *rows, *wrapped[1]]))
    assert [p.text for p in found.paragraphs] == [texts[0].strip(), *rows, texts[1].strip()]
    assert {p.role for p in found.paragraphs} == {"lead", "body"}

"""Poems stay lines below their headline and writer; what pages repeat at their head is furniture."""

import pytest

from pxtranslate.articles.split import split
from pxtranslate.records import Document

STORY = (
    "本报讯（记者 李强）5月6日，全市重点项目建设推进会召开，会议强调要抢抓机遇加快推进项目建设。"
)
OTHER = "本报讯（记者 王敏）记者从市农业农村局获悉，目前全市夏粮长势良好，预计总产量达12.6万吨。"


def document(text: str) -> Document:
    return Document("a.txt", "a", "0" * 64, "utf-8", text)


def articles(text: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """The headline and the (role, text) of the paragraphs of each article."""
    found = split(document(text)).articles
    return [
        (one.title.text if one.title else "", [(p.role, p.text) for p in one.paragraphs])
        for one in found
    ]


@pytest.mark.parametrize("writer", ["□ 李晓梅", "李晓梅", "作者：李晓梅"])
def test_a_poem_is_the_text_of_its_headline(writer: str) -> None:
    lines = ["村口那棵老树", "站了三百年", "风来了", "它摇一摇", "雨来了", "它弯一弯"]
    text = "\n".join(["故乡的树", writer, *lines[:4], "", *lines[4:], "", "春耕正当时", STORY])
    poem, story = articles(text)
    assert poem[0] == "故乡的树"
    assert poem[1][0] == ("byline", writer)
    assert [line for _, line in poem[1][1:]] == lines
    assert story[0] == "春耕正当时"


def test_names_in_a_row_are_a_list() -> None:
    ((title, paragraphs),) = articles(
        "任前公示\n张伟\n李强\n王芳\n以上同志拟提拔任用，公示期五天。"
    )
    assert title == "任前公示"
    assert [role for role, _ in paragraphs] == ["lead", "body", "body", "body"]


@pytest.mark.parametrize(
    "head", ["萍城日报 要闻", "2024年5月6日 星期一", "要闻", "A2 综合新闻", "第3版 萍城晚报"]
)
def test_what_more_than_one_page_has_at_its_head_is_no_headline(head: str) -> None:
    first, second = articles(
        "\n".join([head, "推进会召开", STORY, "", head, "夏粮长势良好", OTHER])
    )
    assert (first[0], second[0]) == ("推进会召开", "夏粮长势良好")
    assert [role for role, text in (*first[1], *second[1]) if text == head] == ["byline"] * 2


def test_a_sentence_goes_on_over_the_head_of_a_page() -> None:
    text = (
        "萍城日报 要闻\n群众吃上放心水\n本报讯（记者 李强）县水利局改造供水工程42处，解决了\n"
        "萍城日报 要闻\n2.3万名群众的饮水问题。水质每月检测一次。\n村民说，现在拧开龙头就有水。"
    )
    ((_, paragraphs),) = articles(text)
    assert any("解决了2.3万名群众的饮水问题" in text for _, text in paragraphs)


def test_who_heads_a_page_wrote_nothing() -> None:
    found = split(document(f"要闻\n推进会召开\n{STORY}\n要闻\n长势好\n{OTHER}"))
    assert [one.byline.zh for one in found.articles if one.byline] == ["记者 李强", "记者 王敏"]


@pytest.mark.parametrize("line", ["萍城日报创刊七十周年", "要闻一束来自各县", "我市经济运行平稳"])
def test_a_headline_that_is_there_twice_is_not_lost(line: str) -> None:
    found = articles(f"{line}\n{STORY}\n\n{line}\n{OTHER}")
    assert [title for title, _ in found] == [line, line]


def test_the_day_that_signs_two_notices_is_their_text() -> None:
    notice = "关于停水的公告\n因管网检修，城北片区将于5月8日停水。\n市自来水公司\n2024年5月6日"
    found = articles(f"{notice}\n\n{notice.replace('停水', '停电')}")
    days = [role for _, text in found for role, line in text if line == "2024年5月6日"]
    assert days == ["body", "body"]

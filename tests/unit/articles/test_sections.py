"""Headings of a digest head stories of their own; headings of one story do not."""

from itertools import permutations

import pytest

from pxtranslate.articles.split import split
from pxtranslate.reading.base import Limits
from pxtranslate.reading.formats import markdown
from pxtranslate.records import Article, Document

STORIES = {
    "清河水库除险加固工程提前完工": (
        "6月18日上午，清河水库除险加固工程提前47天完工。水库担负着下游11个乡镇的供水任务。",
        "水利局局长表示，工程完工后，水库防洪标准提高到100年一遇，大坝加高了1.5米。",
    ),
    "市区8条公交线路今起调整": (
        "市公交集团将8条公交线路优化调整，其中3条线路延长运营时间，末班车推迟至22时30分。",
        "公交集团负责人表示，线路调整是为了配合地铁3号线施工，乘客可改乘其他公交线路。",
    ),
    "男子高空抛物获刑八个月": (
        "男子从16楼将一个哑铃扔下，砸坏楼下一辆轿车。法院对这起高空抛物案公开宣判。",
        "法官提醒，高空抛物行为危害公共安全，即使没有造成人员伤亡，也可能构成犯罪。",
    ),
}
OPENINGS = ("本报记者 周立平", "2024-06-19 08:12 来源：临河日报", "本报讯 ", "新华社北京6月19日电 ")


def articles(text: str) -> tuple[Article, ...]:
    """The articles of a text in Markdown."""
    parsed = markdown.parse(text.encode(), Limits())
    return split(Document("a.md", "a", "", "utf-8", parsed.text, parsed.blocks)).articles


def titles(text: str) -> list[str]:
    """Their headlines."""
    return [one.title.text if one.title else "" for one in articles(text)]


def story(title: str, opening: str, level: str = "##") -> str:
    """A section of Markdown."""
    gap = "" if opening.endswith(" ") else "\n\n"
    first, *rest = STORIES[title]
    return "\n\n".join((f"{level} {title}", f"{opening}{gap}{first}", *rest))


@pytest.mark.parametrize("order", list(permutations(STORIES)))
@pytest.mark.parametrize("opening", OPENINGS)
@pytest.mark.parametrize("above", ["", "# 临河日报6月19日稿件汇编\n\n"])
def test_a_digest(order: tuple[str, ...], opening: str, above: str) -> None:
    found = titles(above + "\n\n".join(story(title, opening) for title in order))
    assert found[-3:] == list(order)
    assert len(found) == 3 + bool(above)


@pytest.mark.parametrize("bare", range(3))
@pytest.mark.parametrize("opening", OPENINGS)
def test_a_digest_with_a_story_that_bears_no_name(bare: int, opening: str) -> None:
    texts = [story(title, "" if n == bare else opening) for n, title in enumerate(STORIES)]
    assert titles("\n\n".join(texts)) == list(STORIES)


SECTIONS = (
    "6月18日上午，清河水库除险加固工程提前47天完工。水库担负着下游11个乡镇的供水任务。",
    "### 大坝加高一米五\n\n水库大坝加高了1.5米，清河水库防洪标准提高到100年一遇。",
    "### 村民心里有底\n\n“以前一到汛期，水库边的村民都睡不踏实。”柳树村村民赵德福说。",
    "### 灌溉面积再扩大\n\n水库每年增加供水量1800万立方米，11个乡镇新增灌溉面积3.2万亩。",
)


@pytest.mark.parametrize("mark", ["#", "##"])
@pytest.mark.parametrize(
    "opening", ["", "本报记者 周立平\n\n", "——汛期将至\n\n本报记者 周立平\n\n"]
)
@pytest.mark.parametrize(
    "end",
    [
        "",
        "\n\n（记者 周立平）",
        "\n\n### 相关链接\n\n新华社北京6月19日电 全国水库除险加固3000座。",
        "\n\n### 记者手记\n\n本报记者 李萍\n\n水库边的灯光，照亮了村民的夜。",
    ],
)
def test_one_story_with_headings(mark: str, opening: str, end: str) -> None:
    text = f"{mark} 清河水库除险加固工程提前完工\n\n{opening}" + "\n\n".join(SECTIONS) + end
    assert titles(text) == ["清河水库除险加固工程提前完工"]


@pytest.mark.parametrize("opening", OPENINGS)
def test_stories_with_a_headline_and_a_subtitle_each(opening: str) -> None:
    texts = [
        f"# {title}\n\n" + story(title, opening).replace(f"## {title}", f"## 今年{title}")
        for title in STORIES
    ]
    assert titles("\n\n".join(texts)) == list(STORIES)

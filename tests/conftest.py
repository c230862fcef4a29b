"""What all tests share: a small finished document, two articles and a caption.

The first article was cut by a column break, one figure is wrong, one sentence failed, one was
edited by a person. All of it is made up.
"""

import os

import pytest
from hypothesis import settings

from pxtranslate.records import (
    Article,
    Byline,
    Document,
    Issue,
    Join,
    Paragraph,
    Piece,
    Segment,
    Summary,
    SummarySentence,
)

# Tests have models of their own, below the folder they run in: never those of this checkout.
os.environ.setdefault("PXTRANSLATE_MODEL_FOLDER", "models")

# Time limits of single examples say more about a busy machine than about the code.
settings.register_profile("pxtranslate", deadline=None)
settings.load_profile("pxtranslate")

_TEXT = """\
临江县粮食再获丰收

记者日前从临江县农业农村局获悉，今年全县粮食总产量达12.6万吨，比上年增长3.2%。“今年雨水好，一亩地多收了五十斤。”种粮大户李大山说，

图为农民在田间收割水稻。周红摄

县图书馆新馆开门迎客

3月1日，县图书馆新馆正式开放，藏书9万册。读者可凭身份证免费借阅。

“明年还要再种一百亩。”（王小明 陈静）
"""


def _pieces(*parts: str) -> tuple[Piece, ...]:
    return tuple((_TEXT.index(part), _TEXT.index(part) + len(part)) for part in parts)


def _harvest() -> Article:
    title = "临江县粮食再获丰收"
    news = "记者日前从临江县农业农村局获悉，今年全县粮食总产量达12.6万吨，比上年增长3.2%。"
    rain = "“今年雨水好，一亩地多收了五十斤。”种粮大户李大山说，"
    plan = "“明年还要再种一百亩。”"
    byline = "（王小明 陈静）"
    return Article(
        id="a1",
        kind="article",
        title=Paragraph("a1.p0", "title", title, _pieces(title)),
        paragraphs=(
            Paragraph("a1.p1", "body", news + rain + plan, _pieces(news + rain, plan)),
            Paragraph("a1.p2", "byline", byline, _pieces(byline)),
        ),
        byline=Byline(zh="王小明 陈静", en="Wang Xiaoming, Chen Jing"),
        joins=(Join("a1.p1", at=len(news + rain), confidence=0.74),),
        segments=(
            Segment(
                "a1.s0",
                "a1",
                "a1.p0",
                0,
                title,
                _pieces(title),
                target="Linjiang County Reaps Another Bumper Grain Harvest",
                engine="echo",
            ),
            Segment(
                "a1.s1",
                "a1",
                "a1.p1",
                1,
                news,
                _pieces(news),
                target="The county's total grain output reached 1.26 million tons this year, up "
                "3.2% from last year, the Linjiang County agriculture bureau said.",
                engine="echo",
                issues=(
                    Issue(
                        "numbers",
                        "error",
                        "12.6万吨 is 126,000 tons",
                        source="12.6万吨",
                        target="1.26 million tons",
                    ),
                    Issue("numbers", "info", "3.2% = 3.2%", source="3.2%", target="3.2%"),
                ),
                risk=0.9,
                tried=("repair: kept", "again: no better"),
            ),
            Segment(
                "a1.s2",
                "a1",
                "a1.p1",
                2,
                rain + plan,
                _pieces(rain, plan),
                target="“We had good rain this year and harvested fifty jin more per mu,” said Li "
                "Dashan, a major grain grower. “Next year I will plant another hundred mu.”",
                origin="human",
                engine="echo",
            ),
            Segment(
                "a1.s3",
                "a1",
                "a1.p2",
                3,
                byline,
                _pieces(byline),
                target="(Wang Xiaoming, Chen Jing)",
                origin="rule",
            ),
        ),
        summary=Summary(
            article="a1",
            headline_zh=title,
            headline_en="Grain Output Rises 3.2% in Linjiang",
            sentences=(
                SummarySentence(zh=news, en="Grain output rose 3.2%.", segments=("a1.s1",)),
            ),
            method="extract",
        ),
    )


def _caption() -> Article:
    text = "图为农民在田间收割水稻。周红摄"
    return Article(
        id="a2",
        kind="caption",
        title=None,
        paragraphs=(Paragraph("a2.p1", "caption", text, _pieces(text)),),
        byline=Byline(zh="周红", en="Zhou Hong"),
        segments=(
            Segment(
                "a2.s0",
                "a2",
                "a2.p1",
                4,
                text,
                _pieces(text),
                target="Farmers harvest rice in the field. Photo by Zhou Hong",
                origin="memory",
            ),
        ),
    )


def _library() -> Article:
    title = "县图书馆新馆开门迎客"
    opened = "3月1日，县图书馆新馆正式开放，藏书9万册。"
    loans = "读者可凭身份证免费借阅。"
    return Article(
        id="a3",
        kind="article",
        title=Paragraph("a3.p0", "title", title, _pieces(title)),
        paragraphs=(Paragraph("a3.p1", "lead", opened + loans, _pieces(opened + loans)),),
        segments=(
            Segment(
                "a3.s0",
                "a3",
                "a3.p0",
                5,
                title,
                _pieces(title),
                target="New County Library Opens Its Doors",
                engine="echo",
            ),
            Segment(
                "a3.s1",
                "a3",
                "a3.p1",
                6,
                opened,
                _pieces(opened),
                target="The new county library opened on March 1 with 90,000 books.",
                engine="echo",
                issues=(Issue("names", "warning", "“county library” had another name before"),),
                risk=0.3,
            ),
            Segment("a3.s2", "a3", "a3.p1", 7, loans, _pieces(loans), status="failed", risk=1.0),
        ),
    )


@pytest.fixture
def page() -> Document:
    """A finished document: two articles and a caption."""
    return Document(
        path="news/linjiang.txt",
        name="linjiang.txt",
        sha256="5e" * 32,
        encoding="gb18030",
        text=_TEXT,
        articles=(_harvest(), _caption(), _library()),
        notes=("The running head “临江日报” was dropped 2 times.",),
    )

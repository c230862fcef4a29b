"""The place of an article by its first character, and what only looks like it."""

import pytest

from pxtranslate.names import home

CITY = "萍乡市政府出台方案，支持务工人员返乡。"


@pytest.mark.parametrize(
    ("text", "article", "found"),
    [
        ("支持务工人员回萍留萍就业", CITY, [("萍", "Pingxiang")]),
        ("组织驻郴全国人大代表视察", "郴州市人大常委会。", [("郴", "Chenzhou")]),
        ("客商来沈考察", "沈阳开发区今年签约。", [("沈", "Shenyang")]),
        ("支持务工人员回萍", "务工人员返乡。", []),  # named nowhere
        ("企业来沈考察", "沈阳和沈丘县签约。", []),  # two of them
        ("萍商返乡", CITY, []),  # no verb of coming or going
        ("他在萍乡工作", CITY, []),
        ("中国在巴企业", "巴中市企业。", []),  # Pakistan
        ("他来渝考察", "渝中区和渝北区。", []),  # in the list of provinces
        ("站在新的起点上", "新余市。", []),
        ("物业进安全社区", "安福县。", []),
    ],
)
def test_the_place_of_an_article(text: str, article: str, found: list[tuple[str, str]]) -> None:
    assert list(home.pairs(text, article.splitlines())) == found

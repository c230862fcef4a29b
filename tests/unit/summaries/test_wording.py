"""The words of a text, which are those of its clauses."""

import rjieba
from hypothesis import given
from hypothesis import strategies as st

from pxtranslate.summaries.wording import tagged

WORDS = [
    "县图书馆",
    "延时",
    "开放",
    "王小明",
    "7.5万元",
    "GDP",
    "增长",
    "不",
    "了",
    "，",
    "。",
    "；",
    "：",
    "“",
    "”",
    "、",
    "（",
    "）",
    "\n",
    "！？",
    "，，",
    "2024年",
    "%",
]


@given(st.lists(st.sampled_from(WORDS), max_size=20).map("".join))
def test_a_text_has_the_words_that_it_has_as_one(text: str) -> None:
    assert list(tagged(text)) == rjieba.tag(text)

"""What every check promises: it is pure, never raises, is quick, and lets sound pairs be."""

import time
from dataclasses import fields

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pxtranslate.checks.base import Pair
from pxtranslate.checks.run import CHECKS, load, run
from pxtranslate.config import Checks
from pxtranslate.records import Issue

NAMES = sorted(CHECKS)
FIXED = {
    *("numbers", "dates", "names", "terms", "omission", "addition", "leftover", "repetition"),
    *("truncated", "quotes", "negation", "direction", "obeyed", "codes", "punctuation"),
    *("consistency", "language"),
}
"""The names other tools rely on."""

SOUND = (
    ("市长会见外国客人", "Mayor meets foreign guests"),
    ("北京今天下雨。", "It rained in Beijing today."),
    ("出口增长12.5%，达到90亿元。", "Exports grew 12.5% to 9 billion yuan."),
    ("他说：“我们没有放弃。”", 'He said, "We have not given up."'),
    ("会议于2022年3月5日举行。", "The meeting was held on March 5, 2022."),
    ("这项工作什么时候能完成？", "When will this work be finished?"),
    ("全市共有46,000余个岗位。", "The city has more than 46,000 jobs."),
)
TEXT = st.text(max_size=60) | st.text(
    alphabet="增长下降不没有表示说“”‘’，。！？：；（）《》0123456789%万亿年月日 abcThe said not fell.\n\ud800é",
    max_size=80,
)
ODD = "\ud800 \x00 \u200b \U0001f600 \u202e 𠀀 ﷽"


def test_the_names_are_the_ones_promised_and_each_can_be_set() -> None:
    assert set(CHECKS) == FIXED
    assert set(Checks.model_fields) >= FIXED


@pytest.mark.parametrize("name", NAMES)
@given(source=TEXT, target=TEXT)
@example(source="", target="")
@example(source="", target="Text.")
@example(source="文本。", target="")
@example(source=ODD, target=ODD)
@example(source="。" * 300, target="." * 300)
@example(source="“" * 50, target='"' * 51)
@example(source="9" * 500 + "万", target="1," * 200)
@example(source="9" * 5000 + "万", target="1" * 5000)
def test_it_never_raises_and_says_the_same_twice(name: str, source: str, target: str) -> None:
    alone = Checks.model_validate({other: "off" for other in NAMES if other != name})
    pair = Pair(source, target, terms=(("文本", "text"),))
    first = run(pair, alone, {})
    assert run(pair, alone, {}) == first
    for issue in first:
        assert isinstance(issue, Issue)
        assert issue.check == name
        assert issue.severity in {"error", "warning", "info"}
        assert issue.message.strip()
        assert all(isinstance(getattr(issue, part.name), str) for part in fields(Issue))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("source", "target"), SOUND)
def test_it_lets_a_sound_pair_be(name: str, source: str, target: str) -> None:
    assert list(load(name)(Pair(source, target))) == []


@pytest.mark.parametrize("name", NAMES)
def test_it_is_quick_on_a_long_pair(name: str) -> None:
    find = load(name)
    clause = "今年前三季度，全市进出口总值达到221.2亿元，“同比增长12.5%”，他表示没有问题；"
    english = 'In the first 3 quarters imports reached 22.12 billion yuan, "up 12.5%", he said; '
    list(find(Pair("热身。", "Warm-up.")))  # dictionaries load at the first call
    start = time.process_time()
    list(find(Pair(clause * 40, english * 40)))
    assert time.process_time() - start < 2.0


def test_a_loop_of_a_thousand_words_is_quick() -> None:
    find = load("repetition")
    start = time.process_time()
    assert list(find(Pair("他来了。", "he came and " * 1000)))
    list(find(Pair("他来了。" * 500, "ab " * 3000 + "x" * 5000)))
    assert time.process_time() - start < 2.0

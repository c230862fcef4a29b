"""Traditional, compatibility and invisible characters are read as what they mean, in their place."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pxtranslate.checks.base import Pair
from pxtranslate.checks.run import run
from pxtranslate.config import Checks
from pxtranslate.figures.chinese import read_chinese
from pxtranslate.figures.rewrite import rewrite
from pxtranslate.names import bylines, find
from pxtranslate.script import plain, see, unified

texts = st.text(
    st.one_of(
        st.sampled_from("縣億萬於週兩著乾隆瞭解報導計程車民國兆廿\u200b\ufeff\u00ad\u2f06\u2fbf"),
        st.characters(),
    ),
    max_size=30,
)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("縣政府投入三億五千萬元", "县政府投入三亿五千万元"),
        ("會議於週四舉行", "会议于周四举行"),
        ("據瞭解，他藉口離開後面的隊伍", "据了解，他借口离开后面的队伍"),
        ("乾隆年間的著名作品，他看著乾淨的裡面", "乾隆年间的著名作品，他看着干净的里面"),
        ("覆蓋率與答覆", "覆盖率与答复"),
        ("搭計程車看報導", "搭出租车看报道"),
        ("⼆⼗三⽇，⻓江⻢拉松", "二十三日，长江马拉松"),
        ("\uf9d1个", "六个"),
        ("5\u00a0月", "5 月"),
    ],
)
def test_one_script(written: str, read: str) -> None:
    assert plain(written) == read


@pytest.mark.parametrize("text", ["著名的乾隆皇帝在长江以南", "English — “quoted”", "皇后里程碑"])
def test_simplified_text_stays(text: str) -> None:
    assert plain(text) == text


@given(texts)
def test_offsets_hold_and_reading_twice_changes_nothing(text: str) -> None:
    assert len(plain(text)) == len(text)
    assert plain(plain(text)) == plain(text)
    seen = see(text)
    for at, char in enumerate(seen.text):
        start, end = seen.span(at, at + 1)
        assert end - start == 1
        assert char == text[start] or not text[start].isascii()


def test_every_radical_reads_as_a_character() -> None:
    for code in range(0x2F00, 0x2FD6):
        assert not unicodedata.name(plain(chr(code))).startswith("KANGXI")


@pytest.mark.parametrize("mark", ["\u200b", "\ufeff", "\u00ad", "\u2060", "\u200d"])
def test_invisible_marks_inside_a_figure(mark: str) -> None:
    text = f"票房突破9{mark}0亿{mark}元。"
    (quantity,) = read_chinese(text)
    assert quantity.low == 9 * 10**9
    assert text[quantity.start : quantity.end] == quantity.text == f"9{mark}0亿{mark}元"
    assert rewrite(text).text.replace(mark, "") == "票房突破9 billion yuan。"


def test_figures_of_traditional_text_are_rewritten_in_place() -> None:
    assert rewrite("縣政府投入三億五千萬元，產量12.6萬噸").text == (
        "縣政府投入350 million yuan，產量126,000噸"
    )


def test_names_and_bylines_of_traditional_text() -> None:
    (place,) = find("蘆溪縣舉行會議")
    assert (place.zh, place.en) == ("蘆溪縣", "Luxi County")
    assert bylines.english("（記者陳薇薇報導）") == bylines.english("（记者陈薇薇报道）")


def test_findings_quote_the_source_as_it_is_written() -> None:
    (issue,) = run(Pair("糧食達12.6萬噸。", "The grain output was 1.26 million tons."), Checks())
    assert issue.source == "12.6萬噸"
    assert issue.message.startswith("12.6萬噸 = 126,000")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("⼆⼗三⽇举⾏⽂化节", "二十三日举行文化节"),
        ("1\u200b2.6\u2060万\ufeff吨", "12.6万吨"),
        ("⻋辆、⻄部、⻓江", "车辆、西部、长江"),
        ("\uf96d城", "省城"),
        ("縣圖書館", "縣圖書館"),
    ],
)
def test_the_model_sees_characters_that_every_program_knows(text: str, meant: str) -> None:
    assert unified(text) == meant

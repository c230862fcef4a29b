"""Names in pinyin: surname readings, the standard's spellings, and what is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pxtranslate.names import pinyin


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("文子生", "Wen Zisheng"),
        ("陈琼", "Chen Qiong"),
        ("欧阳娜", "Ouyang Na"),
        ("单田芳", "Shan Tianfang"),
        ("解晓东", "Xie Xiaodong"),
        ("曾庆红", "Zeng Qinghong"),
        ("仇和", "Qiu He"),
        ("查良镛", "Zha Liangyong"),
        ("朴树", "Piao Shu"),
        ("尉迟恭", "Yuchi Gong"),
        ("万俟卨", "Moqi Xie"),
        ("吕娜", "Lyu Na"),
        ("任长霞", "Ren Changxia"),
        ("张西安", "Zhang Xi'an"),
        ("郑李淑芳", "Zheng-Li Shufang"),
        ("区志强", "Ou Zhiqiang"),
        ("长孙无忌", "Zhangsun Wuji"),
        ("乐嘉", "Yue Jia"),
    ],
)
def test_a_person_is_spelt_surname_first(zh: str, en: str) -> None:
    assert pinyin.person(zh) == en


@pytest.mark.parametrize("text", ["", "买买提·艾力", "John", "张三丰李四光王五岳"])
def test_what_is_no_chinese_name_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a Chinese person's name"):
        pinyin.person(text)


@pytest.mark.parametrize(
    ("zh", "en"),
    [("西安", "Xi'an"), ("吕梁", "Lüliang"), ("重庆", "Chongqing"), ("厦门", "Xiamen")],
)
def test_a_place_keeps_its_apostrophe_and_dots(zh: str, en: str) -> None:
    assert pinyin.place(zh) == en


@given(
    st.sampled_from(sorted(pinyin.surnames())),
    st.text("国庆晓燕志强丽华伟芳", min_size=1, max_size=2),
)
def test_every_surname_gives_two_capitalised_ascii_words(surname: str, given_name: str) -> None:
    words = pinyin.person(surname + given_name).split()
    assert len(words) == 2
    assert all(word[0].isupper() and word.isascii() for word in words)


def test_pinyin_is_told_from_english() -> None:
    assert pinyin.is_pinyin("pingxiang")
    assert pinyin.is_pinyin("lutan")
    assert not pinyin.is_pinyin("winter")
    assert not pinyin.is_pinyin("brazil")

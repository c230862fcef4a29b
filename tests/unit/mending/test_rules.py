"""What is mended by rule: talk round a translation, quotation marks, marks, names; and what is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pxtranslate.mending.rules import quoted, repair


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("Here is the English translation: Spring tea is picked.", "Spring tea is picked."),
        ("Here's the translation of the text:\n\nSpring tea is picked.", "Spring tea is picked."),
        (
            "Sure, here is the translated text:\nSpring tea is picked.",
            "Spring tea is picked.",
        ),
        ("The Chinese text translates to: Spring tea is picked.", "Spring tea is picked."),
        ('The Chinese headline "春茶开采" translates to "Spring Tea".', "Spring Tea"),
        ("English: Spring tea is picked.", "Spring tea is picked."),
        ("**English translation:** Spring tea is picked.", "Spring tea is picked."),
        ("Chinese: Spring Tea", "Spring Tea"),
        ("Chinese headline: Spring Tea English headline: Spring Tea Picked", "Spring Tea Picked"),
        ("Chinese: 春茶开采\nEnglish: Spring tea is picked.", "Spring tea is picked."),
        ("```\nSpring tea is picked.\n```", "Spring tea is picked."),
        (
            "Spring tea is picked.\n\nNote: This translation keeps the tone.",
            "Spring tea is picked.",
        ),
        ("Spring tea is picked. I hope this helps!", "Spring tea is picked."),
        ('"Spring tea is picked."', "Spring tea is picked."),
        ("“Spring Tea”", "Spring Tea"),
        ("Spring tea，picked early。", "Spring tea, picked early."),
        ("（Photo）", "(Photo)"),
        ("Tea （ a photo ） is picked.", "Tea (a photo) is picked."),
        ("Ｔｅａ １２％", "Tea 12%"),
    ],
)
def test_mended(said: str, meant: str) -> None:
    assert repair("春茶开采。", said) == meant


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("春茶开采。", "Spring tea is picked."),
        ("“春茶开采了。”", "“Spring tea is picked.”"),
        ("《春茶》", '"Spring Tea"'),
        ("春茶“一号”和“二号”", '"One" and "Two"'),
        ("英文译文：春茶。", "English translation: Spring tea."),
        ("中文名称：春茶", "Chinese name: Spring tea"),
        ("注：价格含税。", "Note: prices include tax."),
        ("他教英语：每周两次。", "He teaches English: twice a week."),
        ("方案如下：加快开采。", "The plan is as follows: pick faster."),
        ("中国队：三战三胜", "Chinese team: three wins in three"),
        ("记者：谁在采茶？", "Reporter: Who picks the tea?"),
        ("", ""),
        ("春", "English:"),
    ],
)
def test_left_alone(source: str, target: str) -> None:
    assert repair(source, target) == target


def test_names_written_apart_are_joined_and_no_other_words() -> None:
    terms = [("安源", "Anyuan"), ("碳", "carbon"), ("萍乡海关", "Pingxiang Customs")]
    assert repair("安源", "An Yuan's and an-yuan's old street", terms) == (
        "Anyuan's and Anyuan's old street"
    )
    assert repair("碳", "Carbon and any uan", terms) == "Carbon and Anyuan"
    assert repair("碳", "Carbon and many uans", terms) == "Carbon and many uans"
    assert repair("安源", "Anyuan, not An Yuan", terms) == "Anyuan, not An Yuan"


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ('He said: " We came. "', 'He said: "We came."'),
        (
            'the " Belt and Road " plan, " one for all, " he said',
            'the "Belt and Road" plan, "one for all," he said',
        ),
        ("the “ Belt and Road ” plan", "the “Belt and Road” plan"),
        ('"Right" is "left" alone', '"Right" is "left" alone'),
        ('screens of 12" and of 15" width', 'screens of 12" and of 15" width'),
        ('one " mark without its fellow', 'one " mark without its fellow'),
        ('nothing " " in it', 'nothing " " in it'),
    ],
)
def test_quotation_marks_stand_close_to_what_they_quote(said: str, meant: str) -> None:
    assert quoted("“春茶”", said) == meant
    assert repair("“春茶”", said) == meant, "and that is done where texts are mended"


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("我们来了！”他说：“走。", 'We came!" He said: "Go.'),
        ("我们来了。”他说：“走。", 'We came. " He said, " Go now.'),
        ("他说：“走。”“来。”", 'He said!" "Come."'),
    ],
)
def test_a_mark_that_closes_is_not_taken_for_one_that_opens(source: str, said: str) -> None:
    assert quoted(source, said) == said


@given(st.text('ab1 "“”.,!', max_size=40))
def test_closing_up_quotation_marks_takes_spaces_alone_and_once(text: str) -> None:
    closed = quoted("春茶", text)
    assert closed.replace(" ", "") == text.replace(" ", "")
    assert quoted("春茶", closed) == closed


@pytest.mark.parametrize(
    ("source", "said", "meant"),
    [
        ("晚上8时30分开门。", "It opens at 8: 30 p.m.", "It opens at 8:30 p.m."),
        ("由18点延长至22點。", "From 18: 00 to 22: 00 .", "From 18:00 to 22:00."),
        ("第3章有20种办法。", "Chapter 3: 20 ways.", "Chapter 3: 20 ways."),
        ("占7.5%。", "It is 7.5% , they say ; more ?", "It is 7.5%, they say; more?"),
        (
            "桥断了……",
            "The bridge broke ... Then .NET came.",
            "The bridge broke ... Then .NET came.",
        ),
    ],
)
def test_spaces_before_marks_and_inside_times_go(source: str, said: str, meant: str) -> None:
    assert repair(source, said) == meant
    assert repair(source, meant) == meant

"""Bounds of figures put right by rule, and what is left alone."""

import pytest

from pxtranslate.mending.better import _improves
from pxtranslate.mending.bounds import bounded
from pxtranslate.records import Issue


@pytest.mark.parametrize(
    ("source", "target", "better"),
    [
        ("累计求职4万人次。", "More than 40,000 people came.", "40,000 people came."),
        ("工作人员90多人。", "The zone has 90 staff.", "The zone has more than 90 staff."),
        ("工作人员90多人。", "90 staff came.", "More than 90 staff came."),
        ("投产用时70余天。", "It took less than 70 days.", "It took more than 70 days."),
        (
            "提供岗位4.6万余个，入场求职4万人次。",
            "It offered more than 46,000 jobs, and more than 40,000 people came.",
            "It offered more than 46,000 jobs, and 40,000 people came.",
        ),
        ("从签约到投产用时70余天。", "Done in less than 70 days.", "Done in more than 70 days."),
        ("就业约1万人。", "More than 10,000 found work.", "About 10,000 found work."),
        ("近90人参加。", "In total 90 people came.", "In total nearly 90 people came."),
        ("花费不足5万元。", "It cost 50,000 yuan.", "It cost less than 50,000 yuan."),
        ("有4万人和90多人。", "Over there 40,000 and 90.", "Over there 40,000 and 90."),
        (
            "有4万人，工作人员90多人。",
            "There are nearly 40,000 people, with 90 staff.",
            "There are 40,000 people, with more than 90 staff.",
        ),
    ],
)
def test_a_bound_is_as_the_source_sets_it(source: str, target: str, better: str) -> None:
    assert bounded(source, target) == better


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("投资5亿元。", "An investment exceeding 500 million yuan."),
        ("90多人的队伍来了。", "A 90-person team came."),
        ("最多为7人。", "The most was seven."),
        ("每小时不超过1元。", "It is capped at 1 yuan an hour."),
        ("工作人员90多人。", "The 90 staff came."),
        ("工作人员90多人。", "Staff numbered 90-odd."),
        ("累计求职4万人次。", "Some 40,000 people came."),
        ("今天下雨。", "It rains today."),
    ],
)
def test_what_no_adverb_cures_stays(source: str, target: str) -> None:
    assert bounded(source, target) == target


def test_a_rule_is_not_judged_by_the_length_it_changes() -> None:
    bound = Issue("numbers", "warning", "just 40,000")
    lost = Issue("omission", "error", "something seems to be missing")
    assert _improves([lost], [bound], "repair")
    assert not _improves([lost], [bound], "again")


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("时间不到30天", "There are not 30 days left"),
        ("年龄不到20岁", "younger than 20"),
        ("突破100亿元", "Sales broke 10 billion yuan"),
        ("300多人", "Three hundred people and counting"),
        ("近300人", "virtually 300 people"),
        ("不足50米", "not even 50 meters"),
    ],
)
def test_a_bound_said_in_other_words_is_not_said_twice(source: str, target: str) -> None:
    assert bounded(source, target) == target


def test_at_least_is_not_more_than() -> None:
    assert bounded("至少有12人", "12 people came") == "At least 12 people came"

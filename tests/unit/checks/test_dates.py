"""The date check on real slips of translation models, and on right translations."""

import pytest

from pxtranslate.checks.base import Pair
from pxtranslate.checks.dates import find


@pytest.mark.parametrize(
    ("source", "target", "text"),
    [
        ("去年6月14日，项目并网。", "On June 14, 2019, the project went on line.", "2019"),
        ("日前，市政府出台方案。", "On March 15, the city issued a plan.", "March"),
        ("2022年，企业扩建二期。", "In 2021, the company expanded.", "2021"),
        ("1月29日，生态环境部公布", "On June 29, the ministry announced", "June"),
        ("会议于11月5日举行", "The meeting was held on November 15", "15"),
        ("下午3点半开始", "It started at 5:30 p.m.", "5:30 p.m."),
        ("周四公布", "announced on Friday", "Friday"),
    ],
)
def test_wrong_and_invented_dates_are_errors(source: str, target: str, text: str) -> None:
    errors = [issue for issue in find(Pair(source, target)) if issue.severity == "error"]
    assert text in [issue.target for issue in errors]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("1月29日", "January 29"),
        ("2022年1至12月", "January to December 2022"),
        ("今年1至9月", "the first nine months of this year"),
        ("2022—2024年度", "2022-2024"),
        ("去年6月14日", "On June 14 last year"),
        ("20世纪80年代", "in the 1980s"),
        ("18世纪", "in the 1700s"),
        ("15时30分", "at 3:30 pm"),
        ("27日晚，会议在京举行", "The meeting was held in Beijing on the evening of the 27th"),
        ("一次长征", "a Long March"),
        ("五一假期", "the May Day holiday"),
        ("中午12点一刻，他送完第18单", "At a quarter past noon he had delivered his 18th"),
        ("每日14时至18时半幅封闭", "half the road is closed from 2 p.m. to 6 p.m. daily"),
        ("10月18日22时至10月19日6时", "from 10 p.m. on October 18 to 6 a.m. on October 19"),
    ],
)
def test_right_dates_pass(source: str, target: str) -> None:
    assert [issue for issue in find(Pair(source, target)) if issue.severity != "info"] == []


def test_month_that_an_editor_may_have_known_is_a_warning() -> None:
    issues = list(find(Pair("记者26日获悉", "The reporter learned on July 26")))
    assert [issue.severity for issue in issues] == ["warning"]

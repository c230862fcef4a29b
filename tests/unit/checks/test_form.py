"""Checks of form: leftover, repetition, truncated, punctuation, codes, language."""

from collections.abc import Iterable

import pytest

from pxtranslate.checks import codes, language, leftover, punctuation, repetition, truncated
from pxtranslate.checks.base import Pair
from pxtranslate.records import Issue

SOURCE = "市生态环境局表示，雾霾源头已经查明，将依法处理。"
TARGET = "The environment bureau said the source of the smog was found and will be dealt with."


def worst(issues: Iterable[Issue]) -> str:
    severities = [issue.severity for issue in issues]
    return next((one for one in ("error", "warning", "info") if one in severities), "")


@pytest.mark.parametrize(
    ("target", "severity"),
    [
        (TARGET, ""),
        ("The bureau said the 雾霾 source was found.", "error"),
        ("The bureau said for雾霾 sources.", "error"),
        ("He is from Gan (赣) in the south.", "info"),
        ("He is from Gan（赣）in the south.", "info"),
        ("He said (赣江 is wide).", "error"),
        ("“赣江” is wide.", "error"),
        ("カメラ", "error"),
    ],
)
def test_leftover(target: str, severity: str) -> None:
    assert worst(leftover.find(Pair(SOURCE, target))) == severity


def test_leftover_names_each_run_and_where_it_came_from() -> None:
    found = list(leftover.find(Pair(SOURCE, "The 雾霾 in the 市区 is over.")))
    assert [(issue.source, issue.target) for issue in found] == [("雾霾", "雾霾"), ("", "市区")]


@pytest.mark.parametrize(
    ("target", "severity"),
    [
        (TARGET, ""),
        ("The bureau said the source of the source of the source of the smog was found.", "error"),
        ("The bureau said that that that it was found.", "error"),
        ("The bureau said hahahahahahahahaha.", "error"),
        ("He will help the poor to find work and the poor to find work in the city.", ""),
        ("It was very very good.", ""),
        ("They went up the hill step by step by step.", ""),
        ("1,000,000,000 people and 0000000000", ""),
        ("Name ........................ Date ------------", ""),
        (
            "The plan to build new roads in the city was passed, and the plan to build new roads "
            "in the city was passed.",
            "warning",
        ),
    ],
)
def test_repetition(target: str, severity: str) -> None:
    assert worst(repetition.find(Pair(SOURCE, target))) == severity


def test_repetition_of_the_source_is_allowed() -> None:
    pair = Pair("“加油！加油！加油！”观众喊道。", '"Go, go, go, go!" shouted the crowd.')
    assert list(repetition.find(pair)) == []


@pytest.mark.parametrize(
    ("source", "target", "severity"),
    [
        (SOURCE, TARGET, ""),
        (SOURCE, 'The bureau said: "It was found."', ""),
        (SOURCE, "The bureau said “it was found. “", ""),
        (SOURCE, "The environment bureau said the source of the", "error"),
        (SOURCE, "The environment bureau said the source of the smog was found,", "error"),
        (SOURCE, "The environment bureau said the source", "error"),
        (SOURCE, TARGET.rstrip("."), "warning"),
        ("雾霾源头已经查明（见图", "The source of the smog was found (see", ""),
        ("雾霾源头已经查明", "Source of smog found (see", "error"),
        ("雾霾源头已经查明", "Source of smog found", ""),
        ("从源头", "from the source of", "error"),
        ("惠安崇武：小切口撬动渔港大治理", "Small changes overhaul fishing port in Hui'an", ""),
        ("惠安崇武：小切口撬动渔港大治理", "Small changes overhaul an", "error"),
    ],
)
def test_truncated(source: str, target: str, severity: str) -> None:
    assert worst(truncated.find(Pair(source, target))) == severity


@pytest.mark.parametrize(
    ("target", "severity"),
    [
        (TARGET, ""),
        ("It was found， he said。", "warning"),
        ("《Daily News》 said so.", "warning"),
        ("It was found,, he said.", "warning"),
        ("Sony Corp., based in Tokyo, said so at 9 a.m., in the U.S., today...", ""),
        ("He paid ￥20, said “yes”… and left.", ""),
    ],
)
def test_punctuation(target: str, severity: str) -> None:
    assert worst(punctuation.find(Pair(SOURCE, target))) == severity


@pytest.mark.parametrize(
    ("source", "target", "severity"),
    [
        ("详情见https://a.cn/x?id=1。", "See https://a.cn/x?id=1 for details.", ""),
        ("详情见https://a.cn/x?id=1。", "See the website for details.", "error"),
        ("投稿请发news@a.cn。", "Send texts to news@b.cn.", "error"),
        ("PM2.5浓度下降。", "The PM 2.5 level fell.", ""),
        ("PM2.5浓度下降。", "The level fell.", "warning"),
        ("占GDP10%以上", "more than 10% of GDP", ""),
        ("全长25km", "25 kilometers long", ""),
        ("发言人Frank说", "Spokesman Frank said", ""),
        ("世界卫生组织（WHO）说", "The World Health Organization said", "info"),
        ("9月CPI下降。", "Consumer prices fell in September.", ""),
        ("GDP增长5%。", "The economy grew 5 percent.", ""),
        ("GDP增长5%。", "It was up 5 percent.", "warning"),
        ("由WHO发布", "issued by the World Health Organization", ""),
        ("乔布斯（Steve Jobs）说", "Steve Jubs said", "warning"),
        ("评为4A级景区。", "It was named a four-star scenic area.", "warning"),
        ("评为4A级景区。", "It was named a 4A scenic area.", ""),
        ("装机50MW。", "It has a capacity of 50 megawatts.", ""),
    ],
)
def test_codes(source: str, target: str, severity: str) -> None:
    assert worst(codes.find(Pair(source, target))) == severity


@pytest.mark.parametrize(
    ("target", "severity"),
    [
        (TARGET, ""),
        (SOURCE, "error"),
        ("雾霾的源头查明了。", "error"),
        ("12.5%", "error"),
        ("Le bureau de la ville dit que les sources de la pollution sont dans une usine.", "error"),
        ("Das Amt der Stadt und die Polizei von Berlin ist mit dem Ergebnis im Reinen.", "error"),
        ("Xi'an, Chengdu, Chongqing, Wuhan, Changsha, Nanchang, Hefei, Nanjing", ""),
    ],
)
def test_language(target: str, severity: str) -> None:
    assert worst(language.find(Pair(SOURCE, target))) == severity


def test_many_leftovers_are_told_together() -> None:
    (issue,) = leftover.find(Pair(SOURCE, "a 雾, b 霾, c 源, d 头 and e 局."))
    assert "5 places" in issue.message
    assert issue.target == "雾、霾、源"

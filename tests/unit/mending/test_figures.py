"""Figures that can be put right without a model, and those that must not be touched."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pxtranslate.figures.compare import compare
from pxtranslate.mending.figures import exchange


@pytest.mark.parametrize(
    ("source", "wrong", "right"),
    [
        ("吸引务工人员3600余人。", "It drew 36,000 workers.", "It drew 3,600 workers."),
        ("提供岗位4.6万余个。", "It offers 4.6 million jobs.", "It offers 46,000 jobs."),
        ("总值达221.2亿元。", "It reached 221.2 billion yuan.", "It reached 22.12 billion yuan."),
        ("投资90亿元。", "It invested $90 billion.", "It invested 9 billion yuan."),
        ("每天能挣220元。", "They earn $220 per day.", "They earn 220 yuan per day."),
        ("跨越200亿元大关", "Exports cross the 20 billion mark", "Exports cross the 20 billion yuan mark"),
        ("茶园8.6万亩。", "It has 86,000 acres of tea.", "It has 86,000 mu of tea."),
        ("她家的12亩茶园。", "Her 12-acre tea garden.", "Her 12-mu tea garden."),
        ("长0.35米。", "It is 3.5 meters long.", "It is 0.35 meters long."),
        ("重0.05公斤。", "It weighs 0.005 kilograms.", "It weighs 0.05 kilograms."),
        ("重2000公斤。", "It weighs 2,000 catties.", "It weighs 2,000 kilograms."),
        ("提高2个百分点。", "It rose by 2%.", "It rose by 2 percentage points."),
        ("去年，产量第一。", "In 2021, output came first.", "Last year, output came first."),
        ("产量去年第一。", "Output came first in 2021.", "Output came first last year."),
        ("去年6月14日，电站并网。", "On June 14, 2019, it opened.", "On June 14 last year, it opened."),
        ("今年5月开工。", "Work began in May 2023.", "Work began in May this year."),
    ],
)  # fmt: skip
def test_put_right(source: str, wrong: str, right: str) -> None:
    assert exchange(source, wrong) == right


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("有6个园区。", "There are parks."),  # missing: nothing to exchange
        ("有35人。", "There were 36 people."),  # other digits: which is meant?
        ("从200亿元到20亿元。", "From 200 to 20."),  # the same digits twice
        ("去年比今年多。", "More in 2021 than in 2022."),  # two years made up
        ("2021年产量第一。", "In 2021, output came first."),
        ("去年产量第一。", "The 2021 output came first."),
        ("产量第一。", "In 2021, output came first."),
        ("重2000公斤。", "It weighs 2,000 poods."),
        ("在加州，每次服务四元。", "In California it costs $4."),  # 元 of another country
        ("今年是建交六十周年。", "The year of 2017 marks sixty years of relations."),
        ("增长8.3%。", "It grew by 8.3%."),
    ],
)
def test_left_alone(source: str, target: str) -> None:
    assert exchange(source, target) == target


figures = st.lists(
    st.sampled_from(["3600人", "4.6万人", "20亿元", "12亩", "8%", "2个百分点", "去年", "5月1日"]),
    max_size=4,
)
english = st.lists(
    st.sampled_from(["36,000 people", "4.6 million", "$2 billion", "12 acres", "8", "in 2019", "1 May"]),
    max_size=4,
)  # fmt: skip


@given(figures, english)
def test_never_more_wrong_than_before(source: list[str], target: list[str]) -> None:
    zh, en = "，".join(source), ", ".join(target)
    bad = [m.verdict not in ("same", "rounded") for m in compare(zh, en)]
    after = [m.verdict not in ("same", "rounded") for m in compare(zh, exchange(zh, en))]
    assert sum(after) <= sum(bad)


def test_two_slips_in_one_sentence_are_both_put_right() -> None:
    source = "全县投入农机1850台，播种面积12.6万亩。"
    target = "The county used 18,500 machines and sowed 1.26 million mu."
    assert exchange(source, target) == "The county used 1,850 machines and sowed 126,000 mu."


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("提高0.5个百分点", "It rose 0.5 points"),
        ("提高0.5个百分点", "It rose 0.5 of a percentage point"),
        ("时速350公里", "a speed of 350 mph"),
        ("5000亩土地", "5,000 acres' worth of land"),
    ],
)
def test_a_unit_is_not_put_before_another(source: str, target: str) -> None:
    assert exchange(source, target) == target

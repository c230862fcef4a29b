"""Every kind of Chinese date, hour and age, made by its grammar: right English passes, wrong is told."""

from collections.abc import Iterator
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.figures.grammar import HAN, han, told

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
NTH = [
    "zeroth",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
]


def nth(number: int) -> str:
    last = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{'th' if number in (11, 12, 13) else last}"


YEARS = [*range(0, 10)]


@pytest.mark.parametrize("year", YEARS)
def test_years_of_two_digits(year: int) -> None:
    for source in (
        f"他0{year}年大学毕业。",
        f"他零{HAN[year]}年大学毕业。" if year else "他00年大学毕业。",
    ):
        assert not told(source, f"He graduated in 200{year}."), source
        assert told(source, f"He graduated in 201{year}."), source


@pytest.mark.parametrize(("era", "nth_year", "year"), [("民国", 26, 1937), ("民国", 112, 2023), ("光绪", 20, 1894), ("康熙", 1, 1662), ("令和", 5, 2023), ("昭和", 20, 1945)])  # fmt: skip
def test_years_of_an_era(era: str, nth_year: int, year: int) -> None:
    said = "元" if nth_year == 1 else str(nth_year)
    source = f"学校创办于{era}{said}年。"
    assert not told(source, f"The school was founded in {year}.")
    assert told(source, f"The school was founded in {year + 11}.")
    assert told(source, f"The school was founded in {1900 + nth_year if nth_year > 1 else 1901}.")


@pytest.mark.parametrize("ten", [3, 5, 7, 8, 9])
def test_decades_are_those_of_their_century(ten: int) -> None:
    for source in (
        f"上世纪{HAN[ten]}十年代",
        f"20世纪{ten}0年代",
        f"上个世纪{ten}0年代",
        f"{HAN[ten]}十年代",
    ):
        assert not told(f"他{source}来到深圳。", f"He came to Shenzhen in the 19{ten}0s."), source
        assert told(f"他{source}来到深圳。", f"He came to Shenzhen in the 18{ten}0s."), source


@pytest.mark.parametrize(
    ("zh", "right"), [("上旬", 0), ("中旬", 1), ("下旬", 2), ("初", 0), ("底", 2), ("末", 2)]
)
def test_parts_of_a_month(zh: str, right: int) -> None:
    english = ("early September", "mid-September", "late September")
    for at, said in enumerate(english):
        assert bool(told(f"工程9月{zh}完工。", f"It will be finished in {said}.")) == (
            at != right
        ), said


@given(st.integers(1, 12), st.integers(1, 30))
def test_lunar_days_are_no_solar_ones(month: int, day: int) -> None:
    name = {1: "正", 12: "腊"}.get(month, han(month))
    said = ("初" + han(day)) if day <= 10 else han(day)
    for source in (f"农历{name}月{said}，村里过节。", f"{name}月{said}，村里过节。"):
        right = f"On the {nth(day)} day of the {NTH[month]} lunar month, they celebrate."
        assert not told(source, right), source
        assert told(source, f"On {MONTHS[month - 1]} {day}, they celebrate."), source


@given(st.integers(1, 11), st.sampled_from(["", "半", "15分", "一刻"]))
def test_morning_and_evening(hour: int, more: str) -> None:
    minutes = {"": "", "半": ":30", "15分": ":15", "一刻": ":15"}[more]
    for part, half, other in (
        ("上午", "a.m.", "p.m."),
        ("下午", "p.m.", "a.m."),
        ("凌晨", "a.m.", "p.m."),
    ):
        for said in (str(hour), HAN[hour] if hour < 10 else han(hour)):
            source = f"他{part}{said}点{more}到家。"
            assert not told(source, f"He got home at {hour}{minutes} {half}"), source
            assert told(source, f"He got home at {hour}{minutes} {other}"), source


@given(st.integers(1, 11), st.integers(1, 11))
def test_the_second_hour_is_in_the_first_half_day_that_comes(first: int, last: int) -> None:
    half = "p.m." if last > first else "a.m."
    other = "a.m." if last > first else "p.m."
    if first != last:
        source = f"会议下午{first}点到{last}点举行。"
        assert not told(source, f"It is held from {first} p.m. to {last} {half}")
        assert told(source, f"It is held from {first} p.m. to {last} {other}")


def named_days() -> Iterator[tuple[str, int, int]]:
    for (month, day), event in product(((9, 18), (7, 7), (1, 28), (5, 4)), ("事变", "运动")):
        digits = f"{HAN[month]}{''.join(HAN[int(d)] for d in str(day))}"
        yield digits + event, month, day
        yield f"“{month}·{day}”{event}", month, day
        yield f"{HAN[month]}·{''.join(HAN[int(d)] for d in str(day))}{event}", month, day


@pytest.mark.parametrize(("zh", "month", "day"), list(named_days()))
def test_days_named_by_figures(zh: str, month: int, day: int) -> None:
    assert not told(
        f"{zh}影响深远。", f"The {MONTHS[month - 1]} {day} events had far-reaching effects."
    )
    wrong = day % 28 + 2
    assert told(
        f"{zh}影响深远。", f"The {MONTHS[month - 1]} {wrong} events had far-reaching effects."
    )


@pytest.mark.parametrize("tens", range(5, 10))
def test_tens_of_age(tens: int) -> None:
    source = f"年近{HAN[tens]}旬的老人每天巡山。"
    assert not told(source, f"The man, nearly {tens}0, patrols the mountain.")
    assert not told(source, f"The man, in his {tens}0s, patrols the mountain.")
    assert told(source, f"The man, nearly {tens - 2}0, patrols the mountain.")
    said = {5: "fifties", 6: "sixties", 7: "seventies", 8: "eighties", 9: "nineties"}
    assert not told(source, f"The man, in his {said[tens]}, patrols the mountain.")
    assert told(source, f"The man, in his {said[14 - tens]}, patrols.") or tens == 7

"""What stands in the margins of a page is no text: running heads, page numbers, what browsers print."""

import pytest
from tests.toy import files
from tests.toy.files import LEAD, LIBRARY, RAIN, Spot
from tests.unit.reading.printed import LIMITS, _column, _seen, _wrap

from pxtranslate.reading.base import Parsed
from pxtranslate.reading.formats import pdf


def test_running_heads_and_page_numbers_are_dropped_and_paragraphs_cross_pages() -> None:
    rows = _wrap(LEAD + RAIN + LIBRARY, 40)
    pages = []
    for number, part in enumerate((rows[:2], rows[2:4], rows[4:]), start=1):
        head: list[Spot] = [(40, 30, 9, "临江日报社史稿"), (290, 780, 9, f"— {number} —")]
        pages.append(head + _column(40, 100, part))
    parsed = pdf.parse(files.pdf(pages), LIMITS)
    assert _seen(parsed) == [(None, LEAD + RAIN + LIBRARY)]
    assert parsed.notes[0].startswith("running heads and page numbers left out: 临江日报社史稿")


def test_the_head_of_a_newspaper_page_is_known_by_its_date() -> None:
    spots: list[Spot] = [
        (40, 30, 9, "要闻"),
        (250, 30, 9, "2026年3月2日 星期一"),
        (500, 30, 9, "责编 周红"),
    ]
    spots += [(150, 80, 24, "临江县粮食再获丰收"), *_column(40, 120, _wrap(LEAD, 30))]
    parsed = pdf.parse(files.pdf([spots]), LIMITS)
    assert [role for role, _ in _seen(parsed)] == ["title", None]
    assert "要闻 / 2026年3月2日 星期一 / 责编 周红" in parsed.notes[0]


@pytest.mark.parametrize("head", ["要闻", "临江日报", "临江日报 要闻", "综合新闻 A03"])
def test_a_head_without_a_number_is_known_by_what_it_says(head: str) -> None:
    for size in (9, 20):
        spots: list[Spot] = [(40, 30, size, head), (150, 90, 24, "临江县粮食再获丰收")]
        spots += _column(40, 130, _wrap(LEAD, 30))
        assert _seen(pdf.parse(files.pdf([spots]), LIMITS)) == [
            ("title", "临江县粮食再获丰收"),
            (None, LEAD),
        ]


def _headed(heads: list[Spot | None]) -> Parsed:
    """A page for each head, with rows of text below it."""
    rows = _wrap(LEAD + RAIN + LIBRARY, 30)
    pages = [
        ([head] if head else []) + _column(40, 160, rows[at * 2 : at * 2 + 2])
        for at, head in enumerate(heads)
    ]
    return pdf.parse(files.pdf(pages), LIMITS)


def test_a_headline_on_two_pages_is_no_running_head() -> None:
    title: Spot = (150, 50, 24, "临江县粮食再获丰收")
    titles = [text for role, text in _seen(_headed([title, title])) if role]
    assert titles == [title[3], title[3]]
    assert not any(role for role, _ in _seen(_headed([title, title, title])))
    plain: Spot = (150, 30, 9, "临江县志稿本")
    assert _seen(_headed([plain, plain, None])) == [(None, LEAD + RAIN + LIBRARY)]


def test_a_head_below_the_margin_is_known_by_coming_again() -> None:
    plain: Spot = (150, 110, 9, "临江县志稿本")
    assert _seen(_headed([plain, plain, plain])) == [(None, LEAD + RAIN + LIBRARY)]


@pytest.mark.parametrize(
    "stamp",
    [
        "11/25/26, 8:00 PM",
        "2026/11/25 20:00",
        "2026/11/25 下午8:00",
        "25.11.2026, 20:00",
        "2026年11月25日 20:00",
    ],
)
def test_what_a_browser_prints_in_the_margins_is_no_text(stamp: str) -> None:
    spots: list[Spot] = [(30, 20, 8, stamp), (250, 20, 8, "临江县粮食再获丰收_临江网")]
    spots += [(100, 90, 24, "临江县粮食再获丰收"), *_column(40, 140, _wrap(LEAD, 30))]
    spots += [(30, 790, 8, "https://example.org/a?id=1"), (560, 790, 8, "1/1")]
    parsed = pdf.parse(files.pdf([spots]), LIMITS)
    assert [text for _, text in _seen(parsed)] == ["临江县粮食再获丰收", LEAD]

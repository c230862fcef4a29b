"""The runner: ceilings, risk, and what happens to a document."""

from collections.abc import Iterator
from importlib.resources import files

import pytest

from pxtranslate.checks import run as checks
from pxtranslate.checks.base import Pair
from pxtranslate.checks.run import CHECKS, check_document, gravity, load, run
from pxtranslate.config import Checks
from pxtranslate.records import Article, Document, Issue, Paragraph, Segment, Severity

LEFTOVER = Pair("他走访了雾霾源头。", "He visited the 雾霾 sources.")


def _found(pair: Pair, settings: Checks) -> dict[str, Severity]:
    return {issue.check: issue.severity for issue in run(pair, settings)}


def test_every_check_has_its_setting_and_its_module() -> None:
    for name in CHECKS:
        assert name in Checks.model_fields
        assert callable(load(name))


@pytest.mark.parametrize("ceiling", ["error", "warning", "info"])
def test_a_ceiling_lowers_a_severity(ceiling: Severity) -> None:
    assert _found(LEFTOVER, Checks(leftover=ceiling))["leftover"] == ceiling


def test_a_check_that_is_off_says_nothing() -> None:
    assert "leftover" not in _found(LEFTOVER, Checks(leftover="off"))


def test_a_threshold_reaches_its_check() -> None:
    pair = Pair("他昨天下午乘飞机抵达北京。", "He arrived in Beijing by plane yesterday afternoon.")
    assert "omission" not in _found(pair, Checks())
    assert "omission" in _found(pair, Checks(omission_threshold=-100.0))


def test_gravity_grows_with_findings() -> None:
    error, warning, info = (Issue("x", s, "") for s in ("error", "warning", "info"))
    rising = [(), (info,), (warning,), (warning, info), (warning, warning), (error,)]
    rising += [(error, warning), (error, error)]
    sums = [gravity(issues) for issues in rising]
    assert sums == sorted(set(sums))
    assert sums[0] == 0.0
    assert sums[-1] < 1.0
    assert gravity([error] * 500) == 1.0


def _document(*pairs: tuple[str, str | None]) -> Document:
    segments = tuple(
        Segment(f"s{at}", "a1", f"p{at}", at, source, ((0, 1),), target)
        for at, (source, target) in enumerate(pairs)
    )
    paragraphs = tuple(Paragraph(one.paragraph, "body", one.source, ((0, 1),)) for one in segments)
    return Document(
        "x",
        "x",
        "",
        "utf-8",
        "",
        articles=(Article("a1", "article", None, paragraphs, segments=segments),),
    )


def test_a_document_keeps_everything_but_issues_and_risk() -> None:
    before = _document(
        ("第一季度经济增长5%。", "The economy grew 5% in the first quarter."),
        ("他抵达北京。", None),
        (LEFTOVER.source, LEFTOVER.target),
    )
    after = check_document(before, Checks())
    good, failed, bad = after.articles[0].segments
    assert good.issues == ()
    assert 0 < good.risk < 0.4
    assert failed == before.articles[0].segments[1]
    assert bad.risk > 0.5
    assert [one.id for one in after.articles[0].segments] == ["s0", "s1", "s2"]
    assert after.articles[0].paragraphs == before.articles[0].paragraphs


def test_the_same_source_with_other_english_is_told_once() -> None:
    document = _document(
        ("经开区管委会主任", "Director of the Development Zone"),
        ("经开区管委会主任", "Director of the Development Zone"),
        ("经开区管委会主任", "Head of the Economic Area"),
    )
    found = check_document(document, Checks()).articles[0].segments
    told = [[issue.check for issue in one.issues].count("consistency") for one in found]
    assert told == [0, 0, 1]


def test_checks_that_take_too_long_say_so_and_cost_their_pair_only(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def slow(pair: Pair) -> Iterator[Issue]:
        while "岗位" in pair.source:
            pass
        yield from ()

    usual = checks.load
    document = _document(
        ("新增岗位3500个。", "It added 35,000 jobs."),
        ("新建道路3公里。", "A road of 5 km was built."),
    )
    check_document(document, Checks())  # reads the tables, which takes more than the budget below
    monkeypatch.setattr(checks, "A_PAIR", 0.2)
    monkeypatch.setattr(checks, "load", lambda name: slow if name == "codes" else usual(name))
    overdue, usual_pair = check_document(document, Checks()).articles[0].segments
    assert {issue.check for issue in overdue.issues} == {"numbers", "unfinished"}
    assert overdue.target == "It added 35,000 jobs."
    assert overdue.risk == 1.0
    assert [issue.check for issue in usual_pair.issues] == ["numbers"]


def test_of_a_copied_source_only_that_is_told() -> None:
    source = "截至目前，全市共组织招聘会111场，累计提供岗位4.6万余个，初步就业意向2.1万人次。"
    assert set(_found(Pair(source, source), Checks())) == {"language", "leftover"}
    assert "punctuation" in _found(Pair(source, source), Checks(language="off"))


def test_no_error_is_found_in_the_first_references_that_ship() -> None:
    """停运 is "will not run": to excuse 停 alone cost 39 found errors in 4,495."""
    table = (files("pxtranslate.evaluation") / "sets" / "news.tsv").read_text("utf-8")
    pairs = [line.split("\t") for line in table.splitlines()[1:]]
    found = [(zh, issue) for zh, en in pairs for issue in run(Pair(zh, en), Checks())]
    wrong = [(source[:4], issue.check) for source, issue in found if issue.severity == "error"]
    assert wrong == []

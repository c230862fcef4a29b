"""Scores, rates and changes of systems beside each other; and the drawings made of them."""

import itertools
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pxtranslate.errors import PxError
from pxtranslate.evaluation import plots, rates, scores, table
from pxtranslate.evaluation.compare import Comparison, Row, compare
from pxtranslate.evaluation.measure import Cost, Result
from pxtranslate.evaluation.reference import Outputs, load
from pxtranslate.evaluation.scores import Score

OVER = load("news")
GOOD = OVER.references
WEAK = tuple(" ".join(line.split()[::2]) for line in GOOD)
WRONG = tuple(line.replace("3", "4").replace("8", "7") for line in GOOD)


def result(
    name: str, targets: tuple[str | None, ...], made: str = "2026-01-01", cost: Cost | None = None
) -> Result:
    return Result(name, name, f"{name}:1", "0.1.0", made, targets, cost)


@pytest.fixture(scope="module")
def found() -> Comparison:
    """A good system, one that got worse, and one of somebody else."""
    cost = Cost(40.0, 10.0, 60.0, 900.0)
    judged = tuple(n % 3 == 0 for n in range(len(GOOD)))
    return compare(
        OVER,
        [
            (result("good", GOOD, cost=cost), result("good", GOOD)),
            (result("bad", WEAK, "2026-02-01"), result("bad", GOOD)),
            (result("lost", (None, *GOOD[1:])), None),
        ],
        [Outputs("wrong", WRONG, judged)],
    )


def test_scores_are_sacrebleus(found: Comparison) -> None:
    from sacrebleu import corpus_bleu, corpus_chrf

    good, bad, _, wrong = found.rows
    assert good.scores["BLEU"].value == pytest.approx(100)
    assert bad.scores["BLEU"].value == pytest.approx(corpus_bleu(list(WEAK), [list(GOOD)]).score)
    assert wrong.scores["chrF2"].value == pytest.approx(
        corpus_chrf(list(WRONG), [list(GOOD)]).score
    )
    assert "tok:13a" in found.signatures["BLEU"]
    assert "bs:1000" in found.signatures["chrF2"]


def test_each_is_tested_against_the_first(found: Comparison) -> None:
    good, bad, _, _ = found.rows
    assert good.scores["BLEU"].p is None
    p = bad.scores["BLEU"].p
    assert p is not None
    assert p < 0.01
    same = scores.score([WEAK, WEAK], GOOD).by_metric["chrF2"][1].p
    assert same == 1, "there is no difference"
    assert bad.scores["chrF2"].within > 0


def test_what_our_checks_find_is_counted(found: Comparison) -> None:
    good, _, lost, wrong = found.rows
    assert good.counts["figures"] == 0
    assert wrong.counts["figures"] > 10
    assert (good.failed, lost.failed) == (0, 1)
    copied = rates.judged(OVER.sources, OVER.sources)
    assert copied.counts()["Han left"] == len(OVER.sources)


def test_a_drop_is_told_and_what_did_not_change_is_not(found: Comparison) -> None:
    good, bad = found.changes
    assert (good.worse, bad.worse) == ([], ["BLEU", "chrF2"])
    assert "WORSE than before: BLEU 100.0 → " in table.change(bad)
    assert "no drop" in table.change(good)


def test_the_table_says_what_was_measured(found: Comparison) -> None:
    header, good, bad, lost, _ = table.rows(found)
    cells = dict(zip(header, good, strict=True))
    assert cells["characters/s"] == f"{OVER.characters / 30:,.1f}", "loading is left out"
    assert (cells["CPU s"], cells["MiB"]) == ("60", "900")
    assert bad[-3:] == ["–", "–", "–"]
    assert lost[0] == "lost (1 failed)"
    page = table.page(found, "a machine")
    assert page.splitlines()[0] == "# news"
    assert f"- BLEU: `{found.signatures['BLEU']}`" in page
    assert all(line.count("|") == len(header) + 1 for line in page.splitlines() if line[:1] == "|")


def test_the_sentences_shown_are_those_on_which_systems_differ_most(found: Comparison) -> None:
    spreads = [
        max(row.chrf[n] for row in found.rows) - min(row.chrf[n] for row in found.rows)
        for n in range(len(GOOD))
    ]
    assert found.shown[0] == 0, "one system had nothing to say there"
    assert min(spreads[n] for n in found.shown) >= sorted(spreads)[-len(found.shown)]


def test_without_sacrebleu_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scores, "find_spec", lambda _: None)
    with pytest.raises(PxError, match=r"pip install 'pxtranslate\[evaluate\]'"):
        scores.require()


@given(st.lists(st.tuples(st.floats(0, 1), st.floats(0, 100)), min_size=1, max_size=40))
def test_bands_hold_every_sentence_and_rise_in_risk(pairs: list[tuple[float, float]]) -> None:
    found = rates.bands([risk for risk, _ in pairs], [value for _, value in pairs])
    assert sum(band.sentences for band in found) == len(pairs)
    assert max(band.sentences for band in found) - min(band.sentences for band in found) <= 1
    risks = [band.risk for band in found]
    assert all(a <= b + 1e-9 for a, b in itertools.pairwise(risks))
    whole = sum(band.value * band.sentences for band in found)
    assert whole == pytest.approx(sum(value for _, value in pairs))


SCORES = st.builds(Score, st.floats(0, 100), st.floats(0, 10))
ROWS = st.lists(
    st.builds(
        lambda name, bleu, cpu, risks: Row(
            name,
            {"BLEU": bleu, "chrF2": bleu},
            {},
            0,
            Cost(cpu, 0.0, cpu, 1.0),
            (),
            (),
            tuple(rates.bands(risks, [100 * one for one in risks])),
            tuple(rates.bands(risks, [float(one > 0.5) for one in risks])),
        ),
        st.text(max_size=40),
        SCORES,
        st.floats(0.1, 1e5),
        st.lists(st.floats(0, 1), min_size=1, max_size=9),
    ),
    min_size=1,
    max_size=8,
)


@given(ROWS)
def test_every_point_lies_in_its_drawing(rows: list[Row]) -> None:
    drawn = [plots.intervals(rows, "BLEU"), plots.quality_by_speed(rows, 1000)]
    drawn += [plots.by_risk(rows), plots.reliability(rows)]
    for plot in drawn:
        assert plot is not None
        assert len(plot.dots) >= len(rows)
        ends = [(line.x1, line.y1) for line in plot.lines]
        ends += [(line.x2, line.y2) for line in plot.lines]
        ends += [(dot.x, dot.y) for dot in plot.dots]
        assert all(0 <= x <= plots.WIDTH and 0 <= y <= plot.height for x, y in ends)


def test_a_better_and_faster_system_stands_further_up_and_right(found: Comparison) -> None:
    good, bad, *_ = found.rows
    slow = replace(bad, cost=Cost(400.0, 10.0, 600.0, 900.0))
    plot = plots.quality_by_speed([good, slow], 1000)
    assert plot is not None
    better, worse = plot.dots
    assert better.x > worse.x
    assert better.y < worse.y
    assert plots.quality_by_speed([bad], 1000) is None, "it was not timed"
    assert plots.reliability([good]) is None, "nobody judged it"


@given(st.floats(-1e6, 1e6), st.floats(1e-3, 1e6))
def test_ticks_are_few_round_and_within(low: float, spread: float) -> None:
    high = low + spread
    found = plots.ticks(low, high)
    assert 1 <= len(found) <= 7
    assert all(low - 1e-6 <= tick <= high + 1e-6 for tick in found)

"""Risk of what the model here wrote itself: it knows how sure of it the model was."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluate import fit_doubt, fit_own
from pxtranslate.checks import risk as risks
from pxtranslate.checks.base import Pair
from pxtranslate.checks.risk import risk
from pxtranslate.checks.run import check_document, judge
from pxtranslate.checks.signs import OwnSigns
from pxtranslate.config import Checks
from pxtranslate.records import Article, Document, Issue, Paragraph, Segment

PAIR = Pair(
    "从符合条件到资金到账，前后不过3天。",
    "From filling in a form to receiving the funds, it takes less than three days.",
)
LOGPROBS = st.floats(-2.0, -0.01)


@given(LOGPROBS, LOGPROBS)
def test_the_less_sure_the_model_was_the_higher_it_is(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert risk(PAIR, [], logprob=low) >= risk(PAIR, [], logprob=high)


@given(LOGPROBS, st.sampled_from(["error", "warning"]))
def test_a_finding_raises_it(logprob: float, severity: str) -> None:
    found = Issue("negation", severity, "")  # type: ignore[arg-type]
    assert risk(PAIR, [found], logprob=logprob) > risk(PAIR, [], logprob=logprob)


def test_of_a_model_that_tells_nothing_it_is_that_of_anybodys() -> None:
    assert risk(PAIR, [], logprob=0.0) == risk(PAIR, [])


def test_doubt_says_that_the_model_was_unsure_and_has_a_threshold_of_its_own() -> None:
    def doubts(settings: Checks, logprob: float) -> list[str]:
        issues, _ = judge(PAIR, settings, logprob=logprob)
        return [issue.message for issue in issues if issue.check == "doubt"]

    (message,) = doubts(Checks(), -4.0)
    assert "unsure" in message
    assert doubts(Checks(), -0.05) == []
    assert len(doubts(Checks(doubt_threshold_own=0.0, doubt_threshold=1.0), -0.05)) == 1


@pytest.mark.parametrize(("logprob", "doubted"), [(-4.0, True), (-0.05, False)])
def test_a_document_is_judged_by_what_the_model_said_of_each_segment(
    logprob: float, doubted: bool
) -> None:
    text = PAIR.source
    part = Segment("s", "a", "p", 0, text, ((0, len(text)),), target=PAIR.target, logprob=logprob)
    paragraph = Paragraph("p", "body", text, ((0, len(text)),))
    article = Article("a", "article", None, (paragraph,), segments=(part,))
    document = Document("", "", "", "utf-8", text, articles=(article,))
    (found,) = check_document(document, Checks()).articles[0].segments
    assert ("doubt" in {issue.check for issue in found.issues}) == doubted
    (human,) = (
        check_document(
            replace(
                document, articles=(replace(article, segments=(replace(part, origin="human"),)),)
            ),
            Checks(),
        )
        .articles[0]
        .segments
    )
    assert "doubt" not in {issue.check for issue in human.issues}


def test_the_table_holds_the_signs_and_no_others() -> None:
    assert tuple(risks.fitted(own=True)["signs"]) == OwnSigns._fields


def test_the_shipped_table_is_what_the_fit_gives_and_finds_more_than_anybodys_risk() -> None:
    judged = fit_own.read(fit_own.JUDGED)
    scores = fit_doubt.out_of_fold(judged)
    assert fit_doubt.area(scores, judged.wrong) >= 0.73
    assert (
        fit_doubt.area(scores, judged.wrong)
        > fit_doubt.area(judged.baselines["risk of anybody's"], judged.wrong) + 0.08
    )
    fitted, shipped = fit_doubt.fit(judged), risks.fitted(own=True)
    assert fitted["constant"] == pytest.approx(shipped["constant"], abs=0.05)
    for name, weight in fitted["signs"].items():
        assert weight["weight"] == pytest.approx(
            shipped["signs"][name]["weight"], rel=0.25, abs=0.05
        )


def test_of_what_is_in_doubt_six_in_ten_are_wrong_and_six_in_ten_of_the_wrong_are() -> None:
    judged = fit_own.read(fit_own.JUDGED)
    shipped = risks.fitted(own=True)
    weights = [shipped["signs"][name] for name in OwnSigns._fields]
    scores = shipped["constant"] + sum(
        weight["weight"] * (judged.signs[:, n] - weight["usual"])
        for n, weight in enumerate(weights)
    )
    doubted = 1 / (1 + np.exp(-scores)) >= Checks().doubt_threshold_own
    wrong = judged.wrong == 1
    assert wrong[doubted].mean() >= 0.62
    assert doubted[wrong].mean() >= 0.62

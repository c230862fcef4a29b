"""The worse candidate is not kept, no request is wasted, and what mending did is told."""

from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from tests.toy.engines import ToyEngine
from tests.unit.mending.scripted import (
    GOOD,
    JOBS,
    LONG,
    LOST,
    PARTS,
    _document,
    errors,
    mended,
    scripted,
    terms,
)

from pxtranslate.checks.run import check_document
from pxtranslate.config import Decoding as DecodingSettings
from pxtranslate.config import Mend, Settings
from pxtranslate.engines import choose_second
from pxtranslate.engines.base import Decoding, Request
from pxtranslate.errors import EngineError, OutOfMemory
from pxtranslate.mending.mend import mend
from pxtranslate.output.entries import from_json, mending, to_json
from pxtranslate.reading.inputs import find_inputs
from pxtranslate.records import Issue
from pxtranslate.run import run, sign
from pxtranslate.translation.translate import translate


def test_what_stays_without_target_stays_failed_and_says_so() -> None:
    part, _ = mended(LONG, lambda request, decoding: None, rounds=3)
    assert (part.status, part.target, part.risk) == ("failed", None, 1.0)
    assert part.tried == ("in parts: no answer", "wider: no answer")
    assert part.issues


def test_a_worse_candidate_is_not_kept_and_the_flag_stays() -> None:
    part, _ = mended(
        JOBS,
        lambda request, decoding: "Parks." if ("6个", "6") in request.terms else LOST,
        rounds=3,
    )
    assert part.target == LOST
    assert errors(part) == ["numbers"]
    assert part.tried[0] == "again: no better"
    assert len(part.tried) == 2


def test_no_name_is_given_up_for_two_figures() -> None:
    """Though what is found weighs less in all: without the name two figures would be right."""
    source = "安源6个园区去年新增岗位3500个。"
    first = "Anyuan's parks added jobs last year."
    better = "The 6 parks added 3,500 jobs last year."
    part, _ = mended(source, lambda request, decoding: better if decoding.beam > 1 else first)
    assert part.target == first
    assert part.tried == ("wider: no better",)
    assert errors(part) == ["numbers", "numbers"]


def test_the_second_model_gets_what_is_left_and_only_that() -> None:
    second = scripted(lambda request, decoding: GOOD, "stronger")
    part, _ = mended(JOBS, lambda request, decoding: LOST, second=second)
    assert part.target == GOOD
    assert part.engine == "stronger"
    assert part.tried == ("again: no better", "second: kept")
    assert len(second.asked) == 1


def test_the_second_model_is_not_entered_for_nothing() -> None:
    @dataclass(frozen=True)
    class Heavy(ToyEngine):
        def __enter__(self) -> "Heavy":
            raise AssertionError("loaded")

    part, _ = mended(JOBS, lambda request, decoding: GOOD, second=Heavy())
    assert part.tried == ()


@pytest.mark.parametrize("error", [EngineError("broken"), OutOfMemory("too little")])
def test_a_model_that_breaks_down_costs_no_translation(error: EngineError) -> None:
    def answer(request: Request, decoding: Decoding) -> str:
        if ("6个", "6") in request.terms:
            raise error
        return LOST

    part, _ = mended(JOBS, answer)
    assert part.target == LOST
    assert part.tried == ("again: no answer",)


@pytest.mark.parametrize("rounds", [0, 1, 2, 3])
def test_requests_are_bounded_and_never_repeated(rounds: int) -> None:
    settings = Settings(mend=Mend(rounds=rounds), decoding=DecodingSettings(batch=64))
    engine = scripted(lambda request, decoding: "The output fell.")
    lines = [f"第{n}家企业产量增长{n}%，新增岗位{n}00个，安源的工人很高兴。" for n in range(11, 31)]
    found = translate([_document(line) for line in lines], engine, settings, terms)
    found = [check_document(one, settings.checks, terms) for one in found]
    engine.calls.clear()
    mend(found, engine, settings, terms)
    asked = [(request, how) for requests, how in engine.calls for request in requests]
    assert len(asked) == len(set(asked))
    for line in lines:
        of_line = [text for text in engine.texts if text and text[:5] in line]
        assert len(of_line) <= 1 + 4 * max(0, rounds - 1)
    assert not engine.sizes or max(engine.sizes) > len(lines) // 4  # they cross documents


def test_warnings_alone_are_not_asked_about() -> None:
    part, engine = mended(
        "他表示，今年的收成很好。", lambda request, decoding: "This year's harvest is very good."
    )
    assert part.issues
    assert not errors(part)
    assert engine.asked == []


@pytest.mark.parametrize("origin", ["human", "rule"])
def test_people_and_rules_are_not_corrected(origin: str) -> None:
    settings = Settings(mend=Mend(rounds=3))
    document = _document(JOBS)
    (article,) = document.articles
    (part,) = article.segments
    issues = (Issue("numbers", "error", "wrong"),)
    made = replace(part, target="３５", origin=origin, issues=issues)  # type: ignore[arg-type]
    whole = replace(document, articles=(replace(article, segments=(made,)),))
    engine = ToyEngine(translates=True)
    assert mend([whole], engine, settings, terms) == [whole]
    assert engine.asked == []


def test_what_mending_did_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(JOBS + LONG, encoding="utf-8")

    def answer(request: Request, decoding: Decoding) -> str:
        if request.text in PARTS:
            return PARTS[request.text]
        return GOOD.replace("3,500", "35,000") if "岗位" in request.text else "Income grew."

    inputs = find_inputs([tmp_path / "a.txt"])
    second = scripted(lambda request, decoding: "A text.", "stronger")
    outcome = run(inputs, tmp_path / "out", Settings(), scripted(answer), second=second)
    (entry,) = outcome.entries
    assert (entry.tried, entry.mended) == ({"in parts": 1, "repair": 1},) * 2
    assert from_json(to_json(entry)) == entry
    told = "mended: 1 by rule, 1 of 1 by asking again"
    assert mending([entry]) == told
    assert told in (tmp_path / "out/index.html").read_text("utf-8")
    assert '"mended": {\n  "in parts": 1,\n  "repair": 1\n }' in (
        tmp_path / "out/manifest.json"
    ).read_text("utf-8")
    assert mending([]) == ""


def test_the_second_model_is_part_of_the_signature() -> None:
    plain, both = (sign(Settings(), ToyEngine(), s) for s in (None, ToyEngine(fingerprint="b")))
    assert plain != both


def test_no_second_model_unless_it_is_named() -> None:
    assert choose_second(Settings(), print) is None

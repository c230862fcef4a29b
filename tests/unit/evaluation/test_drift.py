"""Drift: one form of a model held against the published one. Toys really converted: tests/contract."""

import pytest

from pxtranslate.config import Settings
from pxtranslate.errors import ModelError
from pxtranslate.evaluation.drift import compared, forms, page
from pxtranslate.evaluation.measure import Result
from pxtranslate.evaluation.reference import ReferenceSet
from pxtranslate.models.cards import cards

OVER = ReferenceSet(
    "own", ("河水变清了。", "图书馆开放。"), ("The river runs clear.", "The library is open."), 2
)


def result(name: str, *targets: str) -> Result:
    return Result(name, name, name, "0.1.0", "2026-01-01", targets, None)


def test_each_form_is_held_against_the_published_one() -> None:
    one, other = OVER.references
    published, int8 = compared([result("hf", one, other), result("ct2", one, "The river.")], OVER)
    assert published.differ == 0
    assert published.alike == pytest.approx(100)
    assert int8.differ == 0.5
    assert int8.alike < 90
    assert int8.scores["chrF2"].value < published.scores["chrF2"].value
    assert "| ct2  | 50% " in page([published, int8], OVER)


def test_forms_differ_in_the_engine_alone_and_nothing_is_mended() -> None:
    card = cards()["qwen2.5-coder-0.5b-instruct"]
    found = forms(card, Settings.model_validate({"profile": "best", "model": {"id": card.id}}))
    assert [one.settings.model.engine for one in found] == ["hf", "ct2"]
    assert {(one.settings.mend.rounds, one.settings.decoding.beam) for one in found} == {(0, 1)}
    plain = {one.settings.model_copy(update={"model": None}).model_dump_json() for one in found}
    assert len(plain) == 1
    with pytest.raises(ModelError, match="quickmt-zh-en runs on ct2 alone"):
        forms(cards()["quickmt-zh-en"], Settings())

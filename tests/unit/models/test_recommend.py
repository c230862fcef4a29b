"""Which model is named the best, for machines of all kinds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from pxtranslate.cli.models import app
from pxtranslate.models import machine, sources
from pxtranslate.models.cards import Card, cards
from pxtranslate.models.recommend import ORDER, Machine, recommend

CARDS = list(cards().values())


def best(there: Machine, *here: str) -> Card | None:
    return next(
        (one.card for one in recommend(CARDS, frozenset(here), there) if not one.against), None
    )


@pytest.mark.parametrize(
    ("memory", "gpus", "hub", "here", "name"),
    [
        (24_000, (), False, (), "qwen2.5-coder-1.5b-news"),
        (24_000, (), True, (), "quickmt-zh-en"),
        (64_000, (80_000,), True, (), "hy-mt2-7b"),
        (64_000, (8_000, 12_000), True, (), "hy-mt2-1.8b"),
        (64_000, (80_000,), False, ("hy-mt2-1.8b",), "hy-mt2-1.8b"),
        (2_000, (), False, (), "qwen2.5-coder-0.5b-news"),
        (800, (), True, (), "opus-mt-zh-en"),
    ],
)
def test_the_best_that_fits(
    memory: int, gpus: tuple[int, ...], hub: bool, here: tuple[str, ...], name: str
) -> None:
    found = best(Machine(memory, gpus, hub), *here)
    assert found
    assert found.id == name


@given(
    st.integers(500, 200_000),
    st.lists(st.integers(2_000, 90_000), max_size=2),
    st.booleans(),
    st.sets(st.sampled_from(ORDER)),
)
def test_what_is_named_can_be_had_and_run(
    memory: int, gpus: list[int], hub: bool, here: set[str]
) -> None:
    found = best(Machine(memory, tuple(gpus), hub), *here)
    if found:
        assert found.commercial
        assert max(memory, *gpus, 0) >= found.memory_mib
        assert hub or found.id in here or len(found.sources) > 1
    # More memory or a hub that answers never makes for a worse model.
    more = best(Machine(memory * 2, (*gpus, 90_000), True), *here)
    assert more
    assert found is None or ORDER.index(more.id) <= ORDER.index(found.id)


def test_who_may_not_be_sold_and_who_has_no_figures_is_not_named() -> None:
    assert "nllb-200-distilled-600m" not in ORDER
    for name in ORDER:
        card = cards()[name]
        assert card.published or card.ran_here, name
        assert card.task != "summarize"
    assert all(figure.source for card in CARDS for figure in card.published)


def test_the_command_says_what_stands_against_the_better_ones(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(machine, "total_memory_mib", lambda: 24_000)
    monkeypatch.setattr(machine, "gpus_mib", lambda: ())
    monkeypatch.setattr(sources, "answers", lambda: True)
    text = CliRunner().invoke(app, ["recommend"]).output
    assert "-> quickmt-zh-en" in text
    assert "COMET 86.72 (https://huggingface.co/quickmt/quickmt-zh-en)" in text
    assert "hy-mt2-1.8b                  needs a GPU with 9,000 MiB" in text
    assert text.splitlines()[-1].endswith("--model quickmt-zh-en")
    monkeypatch.setattr(sources, "answers", lambda: pytest.fail("a socket was opened"))
    text = CliRunner().invoke(app, ["recommend", "--offline"]).output
    assert "model hub not asked" in text
    assert "Next: nothing" in text


def test_the_hub_that_cannot_be_reached_does_not_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    assert not sources.answers()

"""chrF beside sacreBLEU's, and the bootstrap."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sacrebleu.metrics import chrf as outside

from pxtranslate.finetune.chrf import chrf, p_better

LINES = st.lists(
    st.tuples(st.text("ab c", max_size=12), st.text("ab c", max_size=12)), min_size=1, max_size=4
)


@given(LINES)
def test_it_is_what_sacrebleu_says(pairs: list[tuple[str, str]]) -> None:
    ours = chrf([t for t, _ in pairs], [r for _, r in pairs])
    theirs = outside.CHRF().corpus_score([t for t, _ in pairs], [[r for _, r in pairs]]).score
    assert ours == pytest.approx(theirs, abs=1e-6)


def test_p_tells_better_from_equal() -> None:
    references = [f"the {word} stands on the table" for word in ("cup", "book", "lamp", "vase")]
    worse = ["a thing is there"] * 4
    assert p_better(worse, references, references) == 0.0
    assert p_better(references, references, references) == 1.0
    assert p_better(references, worse, references) == 1.0

"""A form is used, in whatever number, tense or spelling."""

import pytest

from pxtranslate.termbase.english import stem, uses


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("work relief", "Work-relief projects began."),
        ("develop the county", "Developing the counties pays."),
        ("labor dispute", "Labour disputes fell."),
        ("standardize", "It was standardised."),
        ("programs of the center", "A programme of the centre"),
        ("reviv*", "the revival of villages"),
        ("agricultural machine*", "agricultural machinery and machines"),
        ("streamlin* … services", "streamlining approval and improving services"),
        ("committee of … county", "the committee of Shangli and Luxi counties"),
        ("value-added tax", "Value added taxes"),
        ("Chang'e-6", "the Chang’e-6 probe"),
        ("rais* … wages", "raising their wages"),
        ("enterprise*", "two enterprises"),
        ("meeting*", "courtyard meetings"),
        ("speed* up", "to speed up the work"),
    ],
)
def test_a_form_is_found(form: str, text: str) -> None:
    assert uses(text, form)


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("work relief", "Relief work began."),
        ("village", "the villager"),
        ("develop", "development"),
        ("reviv*", "survival"),
        ("a … b", "a one two three four five six seven b"),
        ("art", "the party"),
    ],
)
def test_other_words_are_no_form(form: str, text: str) -> None:
    assert not uses(text, form)


def test_words_are_reduced() -> None:
    assert [stem(w) for w in ("planned", "planning", "plans", "cities", "filled", "need")] == [
        "plan", "plan", "plan", "city", "fill", "need"
    ]  # fmt: skip

"""Which persons are named to the model: those whose last word its answer lacks."""

from evaluate.person_failures import wrong_of


def test_the_last_word_of_a_name_decides() -> None:
    persons = {"普京": "Putin", "古天乐": "Louis Koo", "埃尔多安": "Erdoğan"}
    said = ["Putin delivered a speech.", "Andy Lau delivered a speech.", "Erdogan spoke."]
    assert list(wrong_of(persons, said)) == ["古天乐"]

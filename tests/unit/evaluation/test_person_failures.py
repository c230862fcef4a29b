"""Which persons are named to the model: those whose last word its answer lacks."""

from evaluate.person_failures import nameable, wrong_of
from pxtranslate.names.tables import rows


def test_the_last_word_of_a_name_decides() -> None:
    persons = {"普京": "Putin", "古天乐": "Louis Koo", "埃尔多安": "Erdoğan"}
    said = ["Putin delivered a speech.", "Andy Lau delivered a speech.", "Erdogan spoke."]
    assert list(wrong_of(persons, said)) == ["古天乐"]


def test_of_the_dictionary_only_whole_names_are_named() -> None:
    listed = nameable()
    assert listed["小池百合子"] == "Yuriko Koike"  # by hand: the dictionary has half of it
    assert not {"法鲁克", "国富论", "世宗", "雷诺", "李国豪"} & listed.keys()
    assert all(zh in listed for (zh,) in rows("people_to_name.txt"))

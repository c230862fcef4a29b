"""Every row of the term base is sound, and the base does not contradict itself or the tables of names."""

import re
from collections import Counter

import pytest

from pxtranslate.names import organisations
from pxtranslate.termbase.english import fold, pattern
from pxtranslate.termbase.entries import read, tables, terms
from pxtranslate.text import has_han

ROW = "以工代赈\twork relief | work-for-relief\tnot after 在\tk\tyes\tno"


def test_there_are_many_terms_of_every_kind() -> None:
    kinds = Counter(term.kind for term in terms())
    assert sum(kinds.values()) >= 11_000
    assert min(kinds.values()) >= 30
    assert len(kinds) == len(tables())


def test_no_term_is_there_twice() -> None:
    assert [zh for zh, times in Counter(term.zh for term in terms()).items() if times > 1] == []


def test_no_form_of_a_term_says_what_another_says() -> None:
    for term in terms():
        forms = [pattern(form).pattern for form in term.forms]
        assert all(forms), term.zh
        assert len(set(forms)) == len(forms), term.zh


def test_the_form_that_is_named_is_plain_english_and_the_chinese_is_chinese() -> None:
    for term in terms():
        assert re.fullmatch(r"[A-Za-z0-9][\w ,.:'&/\"+–-]*", term.en), term
        assert has_han(term.zh), term
        assert len(term.zh) > 1, term
        assert not any(has_han(form) for form in term.forms), term
        assert re.fullmatch(r"k|c|o|m \d+/\d+", term.evidence), term


def test_no_condition_asks_for_the_contrary_of_another() -> None:
    for term in terms():
        asked = [(c.where, word, c.denied) for c in term.conditions for word in c.words]
        assert not any((where, word, not denied) in asked for where, word, denied in asked), term.zh


def test_what_is_a_name_in_another_table_has_the_same_english_here() -> None:
    for term in terms():
        for name in organisations.find_fixed(term.zh):
            if name.zh == term.zh:
                english = fold(name.en)
                assert any(pattern(form).search(english) for form in term.forms), (term, name)


def test_a_row_is_read() -> None:
    (term,) = read("programmes", f"# zh\n{ROW}\n")
    assert (term.zh, term.en, term.kind) == ("以工代赈", "work relief", "programmes")
    assert term.forms == ("work relief", "work-for-relief")
    assert term.conditions[0].denied
    assert (term.evidence, term.named, term.checked) == ("k", True, False)


@pytest.mark.parametrize(
    "wrong",
    ["一\tone", ROW.replace("not after", "near"), ROW.replace("yes", "maybe"), ROW + "\tmore"],
)
def test_a_row_that_is_none_is_told_by_its_line(wrong: str) -> None:
    with pytest.raises(ValueError, match=r"law\.tsv, line 3"):
        list(read("law", f"# zh\n\n{wrong}\n"))

"""Which terms are found in a text, and which are named beside names and glossary."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pxtranslate.termbase import found
from pxtranslate.termbase.entries import Term, terms
from pxtranslate.termbase.found import find, named, unsettled


def zh(text: str) -> list[str]:
    return [one.term.zh for one in find(text)]


def test_the_longest_term_wins() -> None:
    assert zh("社会消费品零售总额同比增长") == ["社会消费品零售总额", "同比增长"]
    assert zh("推进放管服改革和放管服") == ["放管服改革", "放管服"]


def test_quotation_marks_do_not_part_a_term() -> None:
    (one,) = find("实现“双碳”目标")
    assert (one.term.zh, one.start, one.end) == ("双碳目标", 3, 8)


def test_either_script_is_read_and_named_as_it_stands(all_named: None) -> None:
    assert named("推進「以工代賑」", ()) == (("以工代賑", "work relief"),)


def test_a_term_does_not_begin_or_end_within_a_word() -> None:
    assert zh("他是美国民主党建立者") == []
    assert zh("其中医院最多") == []
    assert zh("据卫健委介绍") == ["卫健委"]
    assert zh("抓好党建工作") == ["党建"]


def test_an_ambiguous_word_needs_its_conditions() -> None:
    assert zh("街道上很热闹") == []
    assert zh("街道办事处很热闹") == ["街道办事处"]


def test_what_is_named_already_is_left_alone() -> None:
    assert [one.term.zh for one in unsettled("萍乡经开区管委会", [("经开区", "Econ Zone")])] == [
        "管委会"
    ]


@pytest.fixture
def all_named(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    alike = tuple(
        Term(t.zh, t.forms, t.kind, t.conditions, t.evidence, True, t.checked) for t in terms()
    )
    index: dict[str, list[Term]] = {}
    for term in sorted(alike, key=lambda term: -len(term.zh)):
        index.setdefault(term.zh[:2], []).append(term)
    monkeypatch.setattr(found, "_by_beginning", lambda: index)
    find.cache_clear()
    yield
    find.cache_clear()


def test_only_what_the_model_gets_wrong_is_named() -> None:
    for term in terms():
        text = f"，{term.zh}，"
        is_found = any(one.term == term for one in find(text))
        english = term.en if term.named and is_found else None
        assert dict(named(text, ())).get(term.zh) == english


@pytest.mark.usefixtures("all_named")
def test_names_and_glossary_come_first_and_override() -> None:
    text = "推进以工代赈和放管服改革"
    assert dict(named(text, ())) == {
        "以工代赈": "work relief",
        "放管服改革": {t.zh: t.en for t in terms()}["放管服改革"],
    }
    assert named(text, (("放管服", "FGF"),))[0] == ("放管服", "FGF")
    assert "放管服改革" not in dict(named(text, (("放管服", "FGF"),)))


@pytest.mark.usefixtures("all_named")
def test_no_more_than_eight_are_named_the_longest_first() -> None:
    ten = [t.zh for t in terms() if t.kind == "programmes" and not t.conditions][:10]
    pairs = named("，".join(ten), (("萍乡", "Pingxiang"),))
    assert len(pairs) == 8
    assert pairs[0] == ("萍乡", "Pingxiang")
    left = [zh for zh in ten if zh not in dict(pairs)]
    assert max(map(len, left)) <= min(len(zh) for zh, _ in pairs[1:])


@pytest.mark.usefixtures("all_named")
@given(
    st.lists(
        st.one_of(
            st.sampled_from([term.zh for term in terms()]),
            st.text("，。“”的在和市县上下一办区 a1", max_size=4),
        ),
        max_size=14,
    ),
    st.lists(st.sampled_from([(t.zh, "Mine") for t in terms()]), max_size=3, unique=True),
)
def test_terms_of_any_text(parts: list[str], mine: list[tuple[str, str]]) -> None:
    text = "".join(parts)
    end = 0
    for one in find(text):
        assert end <= one.start < one.end <= len(text)
        assert "".join(c for c in text[one.start : one.end] if c not in "“”") == one.term.zh
        end = one.end
    pairs = named(text, tuple(mine))
    assert pairs[: len(mine)] == tuple(mine)
    assert len(pairs) <= max(8, len(mine))
    assert len(dict(pairs)) == len(pairs)
    assert pairs == named(text, tuple(mine))

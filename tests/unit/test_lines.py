"""Lines of text: checked and mended as a batch is, one out for one in."""

from pathlib import Path

from tests.toy.engines import ToyEngine, unless

from pxtranslate.api import remembering, translate_lines
from pxtranslate.config import Memory, Mend, Settings
from pxtranslate.errors import EngineError
from pxtranslate.names.glossary import Entry, Glossary

JOBS = "全市6个园区去年新增岗位3500个，帮助企业解决了用工难题。"
GOOD = (
    "The city's 6 parks added 3,500 jobs last year, helping companies solve their labor shortage."
)


def lines(engine: ToyEngine, *texts: str, second: ToyEngine | None = None) -> list[str | None]:
    """The English of some lines."""
    done = translate_lines(texts, engine, Settings(), Glossary(), lambda done: None, second)
    assert [one.source for one in done] == [*texts]
    return [one.target for one in done]


def test_what_a_rule_can_mend_is_mended() -> None:
    engine = ToyEngine(lambda *_: GOOD.replace("3,500", "35,000"), translates=True)
    assert lines(engine, JOBS) == [GOOD]


def test_what_is_wrong_is_asked_again_and_then_of_the_second_model() -> None:
    wrong = ToyEngine(lambda *_: GOOD.replace("6 parks", "parks"), "weak", translates=True)
    right = ToyEngine(lambda *_: GOOD, "strong", translates=True)
    assert lines(wrong, JOBS, second=right) == [GOOD]
    assert len(wrong.calls) > 1
    assert len(right.calls) == 1


def test_no_mending_where_the_settings_say_so() -> None:
    engine = ToyEngine(lambda *_: GOOD.replace("3,500", "35,000"), translates=True)
    settings = Settings(mend=Mend(rounds=0))
    (found,) = translate_lines([JOBS], engine, settings, Glossary(), lambda done: None)
    assert found.target == GOOD.replace("3,500", "35,000")
    assert "numbers" in {issue.check for issue in found.issues}


def test_as_many_lines_come_out_as_go_in_and_a_failed_one_is_none() -> None:
    engine = ToyEngine(unless("坏", EngineError("no")))
    found = lines(engine, "", "一句。两句。", " ", "好的。坏的。", "末句。")
    assert found == ["", "[echo] 一句。 [echo] 两句。", "", None, "[echo] 末句。"]


def test_the_glossarys_terms_are_named_to_the_model() -> None:
    engine = ToyEngine(lambda *_: "Spring ploughing has begun.", translates=True)
    glossary = Glossary((Entry("春耕", "spring ploughing"),))
    translate_lines(["春耕开始了。"], engine, Settings(), glossary, lambda done: None)
    assert ("春耕", "spring ploughing") in engine.asked[0].terms


def test_what_a_memory_has_is_not_asked_again(tmp_path: Path) -> None:
    path = str(tmp_path / "memory.sqlite")
    first, second = ToyEngine(), ToyEngine()
    for engine in (first, second):
        with remembering(engine, Memory(path=path)) as (ready, _):
            (found,) = translate_lines(["一句。"], ready, Settings(), Glossary(), lambda done: None)
        assert found.target == "[echo] 一句。"
    assert (len(first.asked), len(second.asked)) == (1, 0)

"""How hard it is searched for an answer, and who is told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.toy.engines import ToyEngine, unless

from pxtranslate.config import Settings, resolve
from pxtranslate.engines.base import Decoding, Output, Request
from pxtranslate.errors import EngineError
from pxtranslate.translation.search import greedy, search, widest

SURE, UNSURE = "晴", "阴"
LIKELY = {SURE: -0.1, UNSURE: -0.9}


def settings(**decoding: float) -> Settings:
    return resolve(options={"decoding": {"beam": 3, "beam_below": -0.35} | decoding}).settings


def weather(request: Request, decoding: Decoding) -> Output:
    """Says how it was searched, and how sure it is."""
    return Output(f"beam {decoding.beam}", complete=True, logprob=LIKELY[request.text[0]])


def texts(engine: ToyEngine, requests: list[Request], chosen: Settings) -> list[str]:
    answers = search(engine, requests, chosen)
    return [answer.text if isinstance(answer, Output) else str(answer) for answer in answers]


def test_the_beam_is_for_what_greedy_search_was_unsure_of() -> None:
    engine = ToyEngine(weather)
    requests = [Request(UNSURE), Request(SURE), Request(UNSURE)]
    assert texts(engine, requests, settings()) == ["beam 3", "beam 1", "beam 3"]
    assert [decoding for _, decoding in engine.calls] == [greedy(settings()), widest(settings())]
    assert engine.texts.count(SURE) == 1


def test_at_zero_the_beam_is_for_all_and_a_beam_of_one_for_nothing() -> None:
    for chosen, beam in ((settings(beam_below=0), 3), (settings(beam=1), 1)):
        engine = ToyEngine(weather)
        assert texts(engine, [Request(SURE), Request(UNSURE)], chosen) == [f"beam {beam}"] * 2
        assert {decoding.beam for _, decoding in engine.calls} == {beam}


def test_headlines_are_searched_once_and_wide() -> None:
    engine = ToyEngine(weather)
    requests = [Request(SURE), Request(SURE, task="headline"), Request(UNSURE)]
    assert texts(engine, requests, settings()) == ["beam 1", "beam 3", "beam 3"]
    assert [request.task for request in engine.asked].count("headline") == 1


def test_a_likelihood_at_the_border_is_sure() -> None:
    engine = ToyEngine(lambda request, decoding: Output("fair", complete=True, logprob=-0.35))
    assert texts(engine, [Request(SURE)], settings()) == ["fair"]
    assert len(engine.calls) == 1


@pytest.mark.parametrize("found", [Output("", complete=True), Output("cut", complete=False)])
def test_a_beam_that_finds_nothing_whole_leaves_the_first_answer(found: Output) -> None:
    def answer(request: Request, decoding: Decoding) -> Output:
        return found if decoding.beam > 1 else Output("first", complete=True, logprob=-2.0)

    assert texts(ToyEngine(answer), [Request(UNSURE)], settings()) == ["first"]


def test_what_did_not_end_greedily_is_searched_again() -> None:
    def answer(request: Request, decoding: Decoding) -> Output:
        return Output("whole" if decoding.beam > 1 else "cut", complete=decoding.beam > 1)

    assert texts(ToyEngine(answer), [Request(SURE)], settings()) == ["whole"]


def test_an_engine_that_fails_twice_says_so() -> None:
    engine = ToyEngine(unless("乙", EngineError("broken"), weather))
    assert texts(engine, [Request(f"{SURE}乙"), Request(UNSURE)], settings()) == [
        "broken",
        "beam 3",
    ]


@given(st.lists(st.sampled_from([SURE, UNSURE]), max_size=12), st.booleans())
def test_each_request_is_told_once_when_it_is_settled(words: list[str], once: bool) -> None:
    requests = [Request(f"{word}{'' if once else i}") for i, word in enumerate(words)]
    told: list[Request] = []
    answers = search(ToyEngine(weather), requests, settings(), told.extend)
    assert len(answers) == len(requests)
    assert sorted(told, key=repr) == sorted(set(requests), key=repr)
    # Alone or among others, the answer is the same.
    alone = [search(ToyEngine(weather), [request], settings())[0] for request in requests]
    assert alone == answers

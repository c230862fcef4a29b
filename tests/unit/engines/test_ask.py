"""Asking an engine: order kept, failures isolated, unfinished answers asked for again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.toy.engines import ToyEngine

from pxtranslate.engines.ask import PROMPT_CHARACTERS, _cost, ask, batches
from pxtranslate.engines.base import ROOM, Decoding, Output, Request
from pxtranslate.errors import EngineError, OutOfMemory


def _moody(poison: str = "", endless: str = "", fits: int = 1000) -> ToyEngine:
    """Says a text again; some fail, never end, or do not fit beside others."""

    def say(request: Request, decoding: Decoding) -> str | None:
        if poison and poison in request.text:
            raise EngineError("poisoned")
        return None if endless and endless in request.text else request.text

    return ToyEngine(say, most=fits)


texts = st.lists(st.text(alphabet="甲乙丙丁", max_size=20), max_size=40)


@given(texts, st.integers(1, 9), st.sampled_from(["", "甲", "乙丙"]), st.integers(1, 50))
def test_every_request_is_answered_in_its_place(
    texts: list[str], size: int, poison: str, fits: int
) -> None:
    answers = ask(_moody(poison=poison, fits=fits), [Request(t) for t in texts], Decoding(), size)
    assert len(answers) == len(texts)
    for text, answer in zip(texts, answers, strict=True):
        if poison and poison in text:
            assert isinstance(answer, EngineError)
        else:
            assert isinstance(answer, Output)
            assert answer.text == text


@given(texts, st.integers(1, 9), st.sampled_from([None, ROOM]))
def test_batches_hold_every_request_once_and_like_with_like(
    texts: list[str], size: int, most: int | None
) -> None:
    requests = [Request(text) for text in texts]
    groups = batches(requests, size, most)
    flat = [request for group in groups for request in group]
    assert sorted(r.text for r in flat) == sorted(texts)
    assert [len(r.text) for r in flat] == sorted(len(t) for t in texts)
    assert most is None or all(len(group) <= size for group in groups)
    assert batches(requests[::-1], size, most) == groups  # input order plays no part


@given(st.lists(st.integers(1, 60), min_size=1, max_size=9), st.integers(1, 4))
def test_no_other_way_to_cut_takes_less_time(lengths: list[int], size: int) -> None:
    requests = [Request("甲" * length, f"{at}") for at, length in enumerate(lengths)]
    planned = batches(requests, size, 300)
    assert _time(planned) == min(
        map(_time, _cuts([r for group in planned for r in group], size, 300))
    )


def _cuts(requests: list[Request], size: int, most: int) -> list[list[list[Request]]]:
    """Every way to cut, by brute force."""
    if not requests:
        return [[]]
    return [
        [requests[:count], *rest]
        for count in range(1, min(size, len(requests)) + 1)
        if count == 1 or sum(map(_length, requests[:count])) <= most
        for rest in _cuts(requests[count:], size, most)
    ]


def _length(request: Request) -> int:
    return len(request.text) + len(request.context) + PROMPT_CHARACTERS


def _time(groups: list[list[Request]]) -> float:
    return round(sum(_cost(len(g), _length(g[0]), _length(g[-1])) for g in groups), 6)


def test_a_few_long_requests_do_not_hold_up_many_short_ones() -> None:
    groups = batches([*(Request("甲", f"{i}") for i in range(20)), Request("甲" * 200)], 64, ROOM)
    assert [len(group) for group in groups] == [20, 1]


def test_an_engine_that_has_room_for_any_number_gets_all_at_once() -> None:
    requests = [Request("甲" * 900, f"{i}") for i in range(10)]
    assert batches(requests, 4, None) == [requests]
    assert batches([], 4, None) == []


def test_equal_requests_are_asked_once() -> None:
    engine, seen = _moody(), list[Request]()
    ask(engine, [Request("甲乙")] * 5, Decoding(), answered=seen.extend)
    assert engine.sizes == [1]
    assert seen == [Request("甲乙")]


def test_what_never_ends_is_asked_again_and_comes_back_incomplete() -> None:
    engine = _moody(endless="甲")
    answers = ask(engine, [Request("甲"), Request("乙")], Decoding())
    assert [a.complete for a in answers if isinstance(a, Output)] == [False, True]
    assert engine.sizes == [2, 1]


def test_when_nothing_fits_even_alone_the_run_stops() -> None:
    with pytest.raises(OutOfMemory):
        ask(_moody(fits=0), [Request("甲"), Request("乙")], Decoding())


def test_what_did_not_end_may_run_further_and_not_in_circles() -> None:
    """Only the second time, and only what did not end; its answer goes where it belongs."""

    def answer(request: Request, decoding: Decoding) -> str | None:
        return request.text if "甲" not in request.text or decoding.bound > 2 else None

    engine = ToyEngine(answer)
    answers = ask(engine, [Request("乙乙乙"), Request("甲"), Request("丙丙")], Decoding(beam=3))
    assert [a.text for a in answers if isinstance(a, Output) and a.complete] == [
        "乙乙乙", "甲", "丙丙",
    ]  # fmt: skip
    (_, first), (again, second) = engine.calls
    assert first == Decoding(beam=3)
    assert [request.text for request in again] == ["甲"]
    assert second == Decoding(beam=3, bound=4.0, repetition_penalty=1.1)


def test_what_is_asked_once_is_not_asked_again() -> None:
    engine = _moody(endless="甲")
    (answer,) = ask(engine, [Request("甲")], Decoding(), once=True)
    assert isinstance(answer, Output)
    assert not answer.complete
    assert engine.sizes == [1]


def test_a_wider_beam_leaves_less_room_for_a_batch() -> None:
    engine = ToyEngine()
    ask(engine, [Request("甲" * 500, f"{n}") for n in range(8)], Decoding(), 64)
    alone = len(engine.calls)
    engine.calls.clear()
    ask(engine, [Request("甲" * 500, f"{n}") for n in range(8)], Decoding(beam=4), 64)
    assert len(engine.calls) == 8 > alone


def test_each_batch_is_told_as_it_is_answered() -> None:
    engine, seen = ToyEngine(), list[int]()
    ask(
        engine,
        [Request("甲" * n) for n in range(1, 8)],
        Decoding(),
        3,
        lambda g: seen.append(len(g)),
    )
    assert seen == engine.sizes
    assert max(seen) <= 3

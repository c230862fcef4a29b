"""Put many requests to an engine and get the answers back in their places.

Take equal requests once, sort by length, batch, put back. This is where a failing batch
is halved until the culprit stands alone, and where an answer that did not end is asked for again:
an engine does neither. Knows requests and outputs; nothing of segments, files or users.
"""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from pxtranslate.engines.base import Decoding, Engine, Output, Request
from pxtranslate.errors import EngineError, OutOfMemory

Answer = Output | EngineError
Answered = Callable[[Mapping[Request, Answer]], None]
"""Called with what was just answered; equal requests count once."""

PROMPT_CHARACTERS = 45
"""What the words of a prompt, and the least an answer takes, add to a request's characters."""

STEP, READING, LEAST = 14, 0.7, 10
"""What a step of decoding costs however many requests share it, and what reading a character of a
prompt costs, where 1 is what a step costs for each request; and how many steps the shortest answer
takes. Measured with the default model on two cores: 130 ms a step, 9 ms more for each request, 6.5
ms for a token read."""

LOOSER = 2.0
"""How much further an answer that did not end may run the second time."""
LOOP_PENALTY = 1.1
"""What did not end mostly went round in circles; this breaks the circle."""


def ask(
    engine: Engine,
    requests: Sequence[Request],
    decoding: Decoding,
    batch: int = 64,
    answered: Answered = lambda answers: None,
    *,
    once: bool = False,
) -> list[Answer]:
    """One output for each request, in order; an error where the engine failed on it alone.

    An output that still does not end after the second try comes back with `complete` False; with
    `once` there is no second try.
    """
    answers: dict[Request, Answer] = {}
    # Keys and values are kept for each hypothesis, so that many of them take the memory of one.
    room = engine.room and engine.room // decoding.beam
    for group in batches(dict.fromkeys(requests), batch, room):
        found = dict(zip(group, _answer(engine, group, decoding, once), strict=True))
        answers |= found
        answered(found)
    if answers and all(isinstance(answer, OutOfMemory) for answer in answers.values()):
        raise OutOfMemory("not even one sentence at a time fits in memory; try a smaller model")
    return [answers[request] for request in requests]


def batches(requests: Iterable[Request], size: int, most: int | None) -> list[list[Request]]:
    """Cut into batches of at most `size` requests and `most` characters that take the least time.

    Of all ways to cut the requests, sorted by length, the one whose batches have the least `_cost`
    in all; one request longer than `most` stands alone. The plan depends on the requests alone: a
    run that was stopped plans the same batches. Without `most` (see `Engine.room`) nothing is cut.
    """
    ordered = sorted(requests, key=_weight)
    if most is None:
        return [ordered] if ordered else []
    lengths = [_weight(request)[0] + PROMPT_CHARACTERS for request in ordered]
    costs, starts = [0.0], [0]  # of the first n requests: their least cost, their last batch
    for end in range(1, len(ordered) + 1):
        characters, least, first = 0, math.inf, 0
        for start in range(end - 1, max(end - size, 0) - 1, -1):
            characters += lengths[start]
            if characters > most and start < end - 1:
                break
            cost = costs[start] + _cost(end - start, lengths[start], lengths[end - 1])
            if cost <= least:
                least, first = cost, start
        costs.append(least)
        starts.append(first)
    groups: list[list[Request]] = []
    end = len(ordered)
    while end:
        groups.append(ordered[starts[end] : end])
        end = starts[end]
    return groups[::-1]


def _cost(count: int, shortest: int, longest: int) -> float:
    """The time a batch takes, in what a step of decoding costs for each request in it.

    CTranslate2 reads the prompts of a batch in one pass up to the end of the shortest, and the rest
    of the longer ones in steps of decoding, as it writes.
    """
    steps = (longest - shortest) + (longest - PROMPT_CHARACTERS) + LEAST
    return count * shortest * READING + steps * (count + STEP)


def _weight(request: Request) -> tuple[int, str]:
    named = sum(len(zh) + len(en) // 3 for zh, en in request.terms)
    return len(request.text) + len(request.context) + named, request.text


def _answer(engine: Engine, group: list[Request], decoding: Decoding, once: bool) -> list[Answer]:
    answers = _halving(engine, group, decoding)
    again = [
        i for i, answer in enumerate(answers) if isinstance(answer, Output) and not answer.complete
    ]
    if again and not once:
        looser = replace(decoding, bound=decoding.bound * LOOSER, repetition_penalty=LOOP_PENALTY)
        for i, answer in zip(
            again, _halving(engine, [group[i] for i in again], looser), strict=True
        ):
            answers[i] = answer
    return answers


def _halving(engine: Engine, group: list[Request], decoding: Decoding) -> list[Answer]:
    try:
        return list(engine.generate(group, decoding))
    except EngineError as error:
        if len(group) == 1:
            return [error]
    half = len(group) // 2
    return _halving(engine, group[:half], decoding) + _halving(engine, group[half:], decoding)

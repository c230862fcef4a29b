"""Errors put into sound pairs, to see what the checks find: all but figures (`planted`).

The clauses come from `planted_clauses`, which says what a way of planting is. Knows nothing of the
checks but their names.
"""

import random
import re

from evaluate.planted_clauses import ADDED, LOST, Plant, Way, sentence_lost

_HAN_WORD = re.compile(r"[\u4e00-\u9fff]{2,4}")


def _put(source: str, target: str, place: re.Match[str], instead: dict[str, str]) -> Plant:
    word = instead[place[0].lower()]
    word = word.capitalize() if place[0][0].isupper() else word
    return Plant(source, target[: place.start()] + word + target[place.end() :])


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

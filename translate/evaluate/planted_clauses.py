"""Clauses lost and added: sound pairs made faulty, to fit `omission` and `addition` and test them.

A way of planting is a function of (source, target, another sound pair, dice) that gives the faulty
pair, or None where it does not apply. Knows nothing of the checks.
"""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass

from pxtranslate.text import count_han

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


def _mend_end(cut: str, whole: str) -> str:
    """Give a cut sentence the capital and the final mark of the whole one, as a model would."""
    cut = cut.rstrip(" ,;")
    end = _END.search(whole.rstrip())
    if end and not _END.search(cut):
        cut += end[0]
    return cut[:1].upper() + cut[1:]


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
    fit = [at for at, part in enumerate(ours) if count_han(part) >= _LONG]
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
    fit = [part for part in _SOURCE_PART.split(other[0]) if _LONG <= count_han(part) <= 25]
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
    fit = [at for at, part in enumerate(parts) if count_han(part) >= _LONG]
    if not fit or len(parts) < 2:
        return None
    at = dice.choice(fit)
    rest = "".join(parts[:at] + parts[at + 1 :])
    return Plant(rest.rstrip("，；、") + ("" if rest[-1:] in "。！？”" else "。"), target)


LOST: tuple[Way, ...] = (
    english_clause_lost,
    english_end_lost,
    matching_clause_lost,
    source_clause_more,
)
ADDED: tuple[Way, ...] = (english_clause_more, matching_source_lost)

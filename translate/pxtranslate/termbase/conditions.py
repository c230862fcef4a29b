"""When an ambiguous word is the term: what must or must not stand beside it.

    after 在|到          right after one of these
    before 办事处|干部    right before one of these
    with 政协            somewhere else in the text
    not …               the contrary of each; several conditions are parted by ";" and all must hold

Knows the text and a place in it, and nothing of entries.
"""

import re
from dataclasses import dataclass

_FORM = re.compile(r"(not )?(after|before|with) (\S+)")


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing that must hold, or with `denied` must not."""

    where: str
    words: tuple[str, ...]
    denied: bool = False

    def holds(self, text: str, start: int, end: int) -> bool:
        """Does it hold for the term at `text[start:end]`?"""
        if self.where == "after":
            there = text[:start].endswith(self.words)
        elif self.where == "before":
            there = text.startswith(self.words, end)
        else:
            there = any(word in text[:start] or word in text[end:] for word in self.words)
        return there != self.denied


def parse(text: str) -> tuple[Condition, ...]:
    """Read the conditions of an entry. Raises ValueError for what is none."""
    return tuple(_one(part.strip()) for part in text.split(";") if part.strip())


def _one(text: str) -> Condition:
    match = _FORM.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is no condition: after, before or with, then words parted by |")
    words = tuple(match[3].split("|"))
    if not all(words) or len(set(words)) < len(words):
        raise ValueError(f"{text!r} has an empty word, or one twice")
    return Condition(match[2], words, match[1] is not None)

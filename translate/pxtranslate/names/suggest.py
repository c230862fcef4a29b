"""Terms worth putting into a glossary, from a corpus: with counts, an example, and English if known.

Names come with our English for them; words in quotation marks and word groups that keep coming back
come without. It knows nothing of files.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from pxtranslate.names import words
from pxtranslate.names.find import find
from pxtranslate.names.glossary import Glossary
from pxtranslate.names.person_at import SAYING

FOREIGN = re.compile(r"[\u3400-\u9fff]{1,10}(?:[·•・‧．][\u3400-\u9fff]{1,10})+")
"""A transcribed name (约瑟夫·斯蒂格利茨): the words before it are cut off where the segmenter ends them."""
QUOTED = re.compile(r"[“《]([\u3400-\u9fff]{2,10})[”》]")
CONTENT = ("n", "v", "a", "j", "b", "l")
EXAMPLE = 40
"""Characters of an example, the term in the middle."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A term, how often it stands in the corpus, and where it stood first."""

    zh: str
    en: str
    """Our English for it; "" where a person has to say."""
    count: int
    example: str


def suggest(texts: Iterable[str], known: Glossary, least: int = 3) -> list[Suggestion]:
    """List what is not in the glossary yet, most frequent first.

    A name needs to be there once, a quoted word twice, a group of words `least` times.
    """
    english: dict[str, str] = {}
    quoted: Counter[str] = Counter()
    groups: Counter[str] = Counter()
    names: Counter[str] = Counter()
    examples: dict[str, str] = {}
    for text in texts:
        for mention in find(text):
            if not mention.well_known:
                names[mention.zh] += 1
                english.setdefault(mention.zh, mention.en)
                examples.setdefault(mention.zh, _around(text, mention.start, mention.end))
        for start, end in _foreign(text):
            name = text[start:end]
            if name not in english:
                names[name] += 1
                examples.setdefault(name, _around(text, start, end))
        for found in QUOTED.finditer(text):
            quoted[found[1]] += 1
            examples.setdefault(found[1], _around(text, found.start(1), found.end(1)))
        for start, end in _groups(text):
            groups[text[start:end]] += 1
            examples.setdefault(text[start:end], _around(text, start, end))
    counts = Counter(names)
    counts.update({zh: n for zh, n in quoted.items() if n >= 2 and zh not in names})
    counts.update({zh: n for zh, n in _longest(groups, least).items() if zh not in counts})
    have = {entry.zh for entry in known.entries}
    return [
        Suggestion(zh, english.get(zh, ""), count, examples[zh])
        for zh, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        if zh not in have
    ]


def _foreign(text: str) -> Iterable[tuple[int, int]]:
    """Names with a dot, without the words that stand beside them: 经济学家|约瑟夫·斯蒂格利茨|说."""
    for found in FOREIGN.finditer(text):
        first, last = re.search(r"[·•・‧．]", found[0]), re.search(r"[^·•・‧．]*$", found[0])
        if first is None or last is None:
            continue
        start, dot, tail = (
            found.start(),
            found.start() + first.start(),
            found.start() + last.start(),
        )
        inside = [at for at in words.boundaries(text) if start < at < dot]
        while inside and words.is_common(text[start : min(inside)]):
            start = inside.pop(inside.index(min(inside)))
        size = next(
            (n for n in range(1, found.end() - tail) if SAYING.match(text, tail + n)),
            found.end() - tail,
        )
        yield start, tail + size


def _groups(text: str) -> Iterable[tuple[int, int]]:
    """Two or three content words beside each other, four to ten characters in all."""
    tagged = words.tagged(text)
    for size in (2, 3):
        for at in range(len(tagged) - size + 1):
            run = tagged[at : at + size]
            start, end = run[0][0], run[-1][1]
            if 4 <= end - start <= 10 and all(
                tag[0] in CONTENT and e - s > 1 and words.all_han(text[s:e]) for s, e, tag in run
            ):
                yield start, end


def _longest(groups: Counter[str], least: int) -> dict[str, int]:
    """Frequent groups, without those that only ever stand inside a longer one."""
    often = {zh: n for zh, n in groups.items() if n >= least}
    return {
        zh: n
        for zh, n in often.items()
        if not any(zh in o and zh != o and often[o] >= n for o in often)
    }


def _around(text: str, start: int, end: int) -> str:
    room = max(0, EXAMPLE - (end - start)) // 2
    return re.sub(r"\s+", " ", text[max(0, start - room) : end + room]).strip()

"""Persons in running text: names after a title, before a word of saying, in bylines, and known ones.

Foreign names that Chinese transcribes (特朗普, 鲁比奥) are never put into pinyin: they are known by
the table, or not at all. It knows nothing of places but which of them lie abroad; where a name ends,
`person_at` knows.
"""

import re
from collections.abc import Iterable, Iterator

from pxtranslate.names import bylines, gazetteer, known_people, pinyin, words
from pxtranslate.names.mention import Mention
from pxtranslate.names.person_at import (
    SAYING,
    adverb_of_saying,
    between_marks,
    is_foreign,
    is_tagged,
    is_unmistakable,
    leaves_words,
    name_at,
    tagged,
    title_pattern,
    titles,
)

_NOT_CALLINGS = frozenset(("代表", "岁的"))
"""Titles that are more often something else (代表江苏队, 22岁的江西姑娘)."""
_HAN = re.compile(r"[\u3400-\u9fff]+")
_LIST = re.compile(
    r"(?<![\u3400-\u9fff])[\u3400-\u9fff]{2,4}(?:、[\u3400-\u9fff]{2,4}(?=[^\u3400-\u9fff]|等|\Z))+"
)


def find_people(text: str, places: Iterable[Mention] = ()) -> Iterator[Mention]:
    """Yield the persons a text names; mentions may overlap, the surest comes first at a place."""
    abroad = [m for m in places if _is_abroad(m.zh)]
    yield from known_people.find_known(text)
    for name in bylines.people(text):
        if name in text:  # 李 明 is set with a space
            yield _mention(name, text.rfind(name), 0.95)
    bounds = words.boundaries(text)
    for found in _titles_in(text, bounds):
        title, after = found[0], found.end()
        credited = title.endswith(("记者", "通讯员"))
        if _abroad(text, found.start(), abroad) and not credited:
            continue
        if title in _NOT_CALLINGS and not is_tagged(text, after):
            continue
        if titles()[title] in "-*":
            yield from _listed(text, after)
    yield from _in_lists(text)
    for at, name in tagged(text):
        if len(name) > 2 and adverb_of_saying(name, text[at + len(name) :]):
            name = name[:-1]
        end = at + len(name)
        if _abroad(text, at, abroad) or is_foreign(text, name, end):
            continue
        follows = title_pattern().match(text, end)
        if SAYING.match(text, end) or (follows and titles()[follows[0]] in "+*"):
            yield _mention(name, at, 0.8)
        elif name[-1] == "边" and "边" in text[end : end + 3]:
            continue
        elif len(name) == 3 and is_unmistakable(name) and leaves_words(text, end):
            yield _mention(name, at, 0.65)


def _titles_in(text: str, bounds: frozenset[int]) -> Iterator[re.Match[str]]:
    """Titles and callings that end where a word ends: 务工人员 holds no 工人, 党总支书记 no 支书.

    Where the segmenter only guessed (网格|员何|小燕), one of three characters is believed.
    """
    at = 0
    while found := title_pattern().search(text, at):
        whole = found.end() in bounds or (len(found[0]) > 2 and _guessed_across(text, found.end()))
        if whole:
            yield found
        at = found.end() if whole else found.start() + 1


def _guessed_across(text: str, at: int) -> bool:
    """Does a word that the dictionary lacks lie across this place?"""
    return any(start < at < end and not known for start, end, known in words.tokens(text))


def _mention(name: str, at: int, certainty: float) -> Mention:
    if known := known_people.table().get(name):
        return Mention(name, known, "person", at, at + len(name), certainty, True)
    return Mention(name, pinyin.person(name), "person", at, at + len(name), certainty)


def _listed(text: str, at: int) -> Iterator[Mention]:
    """The name at `at` and those that follow it in a list (航天员陈冬、陈中瑞和王杰)."""
    at += len(text[at:]) - len(text[at:].lstrip())
    name = name_at(text, at)
    while name:
        yield _mention(name, at, 0.85)
        at += len(name)
        if text[at : at + 1] not in ("、", " ", "\u3000", "和", "与"):
            return
        at += 1
        name = between_marks(text, at) or (name_at(text, at) if is_tagged(text, at) else None)


def _in_lists(text: str) -> Iterator[Mention]:
    """Names of a list in which the segmenter knows two of three characters: 杨洁篪、陈希、张春贤."""
    if "、" not in text:
        return
    surely = {at for at, name in tagged(text) if len(name) == 3}
    if len(surely) < 2:
        return
    for row in _LIST.finditer(text):
        items = [(m.start() + row.start(), m[0].removesuffix("等")) for m in _HAN.finditer(row[0])]
        if sum(at in surely for at, _ in items) < 2:
            continue
        for at, name in items:
            if bylines.is_person(name, sure=False) and not is_foreign(text, name, at + len(name)):
                yield _mention(name, at, 0.8)


def _is_abroad(zh: str) -> bool:
    place = gazetteer.place(zh)
    return place is not None and place.kind in ("country", "abroad") and place.en != "China"


def _abroad(text: str, at: int, abroad: list[Mention]) -> bool:
    """Is a foreign country named shortly before, in the same clause, and not as 驻 …?"""
    clause = max((text.rfind(mark, 0, at) for mark in "，。；：！？“"), default=-1)
    return any(
        clause < m.start < at and text[m.start - 1 : m.start] not in ("驻", "对", "赴")
        for m in abroad
    )

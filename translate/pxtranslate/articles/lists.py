"""Which lines are rows of a table or items of a list, though they have the shape of headlines.

Knows the units of a page in order and which lines touch; knows nothing of articles. A row is told
by its neighbours, which are made like it; an item by what leads up to it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from pxtranslate.articles.looks import DATE, Unit
from pxtranslate.articles.topics import shared

_LIST = 4  # this many headline-shaped lines in a row are a list: headlines have three lines at most
_LED = 2  # after “任命：” so many are
_LEADS_UP = re.compile(r"(?:[：:]|如下。?)$")
_CELL = " | "
_LABEL = re.compile(r"[^\s：:，。“”]{1,8}[：:]\s*\S")
GAP = re.compile(r"(?<=[^\s。！？])(?:\t[ \t]*|[ \u3000]{2,})(?=\S)")
"""Between the cells of a row that nothing but space parts."""
_BODY = re.compile(
    r"[\u4e00-\u9fff（）()]{2,20}(?:公司|集团|[^结布出大格]局|委员会|办公室|人民政府|管理处|支行|分行|人民法院|检察院|村委会|居委会)$"
)
"""The name of a body, which signs notices and is no headline."""
_FIELD = re.compile(r"[ \u3000\t]+")
_LONGEST_ROW = 120
_FEWEST_ROWS = 3

Make = tuple[str, ...]


def without_lists(units: Sequence[Unit], text: str) -> list[Unit]:
    """Take rows, items of lists and the names under notices for text; `text` says which lines touch."""
    found = list(units)
    for index in (*_rows(units), *_items(units, text), *_signatures(units)):
        unit = found[index]
        told = unit.block.role is not None
        found[index] = unit if told else replace(unit, look="body", whole=True)
    return found


def _rows(units: Sequence[Unit]) -> Iterator[int]:
    """Lines made alike, three or more in a row, and the line of headings over them."""
    for make, group in groupby(range(len(units)), key=lambda index: _make(units[index])):
        rows = list(group)
        bare = [index for index in rows if units[index].look != "byline"]
        worded = make[:1] == ("fields",) and "0" not in make  # headlines have parts, too
        if not make or len(bare) < (_LIST if worded else _FEWEST_ROWS):
            continue
        above = rows[0] - 1
        heads = _make(units[above]) if above > 0 else ()
        if make[0] == "fields" and len(make) > 3 and len(heads) == len(make):
            yield above
        # “来源：市人社局” between “地点：…” and “电话：…” is one of them.
        yield from range(bare[0], bare[-1] + 1)


def _make(unit: Unit) -> Make:
    """What a row has in common with the next; empty for what is none."""
    line = unit.block.text
    if unit.look == "caption" or len(line) > _LONGEST_ROW or "。" in line:
        return ()
    if _CELL in line:
        return ("cells", *line.count(_CELL) * "|")
    if GAP.search(line) and unit.look != "byline":
        return ("gaps", *len(GAP.findall(line)) * "|")
    fields = _FIELD.split(line)
    if len(fields) > 1 and unit.look != "byline":
        return ("fields", *("0" if re.search(r"\d", field) else "" for field in fields))
    return ("label",) if _LABEL.match(line) else ()


def _items(units: Sequence[Unit], text: str) -> Iterator[int]:
    """Headline-shaped lines in a row, but for the one that may head them or what is below.

    Below a headline and who wrote it they are its text, the lines of a poem: none heads them.
    """
    first = 0
    while first < len(units):
        last = first
        while last < len(units) and units[last].titled and not units[last].trusted:
            last += 1
        above = units[first - 1] if first else None
        led = (
            above is not None and above.look == "body" and _LEADS_UP.search(above.text) is not None
        )
        signed = first > 1 and units[first - 1].look == "byline" and units[first - 2].titled
        if last - first >= (_LED if led else _LIST):
            ends = last == len(units) or _ends_list(units, first, last, text)
            yield from range(first if led or signed else first + 1, last if ends else last - 1)
        first = last + 1


def _ends_list(units: Sequence[Unit], first: int, last: int, text: str) -> bool:
    """Whether the last line of a list is one of its items, and no headline of what is below."""
    above, line, below = units[last - 2 : last + 1]
    if touch(text, above, line) != touch(text, line, below):
        return touch(text, above, line)
    others = max(shared(line.text, other.text) for other in units[first : last - 1])
    return others > shared(line.text, below.text)


def touch(text: str, upper: Unit, lower: Unit) -> bool:
    """Whether no empty line stands between two units."""
    end = upper.block.start + len(upper.block.text)
    return len(text[end : lower.block.start + 1].splitlines()) <= 2


def _signatures(units: Sequence[Unit]) -> Iterator[int]:
    """“某某公司 / 2023年5月8日” below a notice, or the body's name alone."""
    for index, (above, unit) in enumerate(pairwise(units), 1):
        if unit.look == "body" and DATE.match(unit.text) and above.titled and not above.trusted:
            yield index - 1
        ends = index + 1 == len(units) or units[index + 1].titled
        below = above.look == "body" and above.whole and not above.signed
        if below and ends and unit.look == "title" and _BODY.match(unit.text):
            yield index

"""A page as rebuilding sees it: its units in order, where it breaks, and what its parts are about.

Knows the order on the page and gathers the statistics the scoring of links needs; decides nothing.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property

from pxtranslate.articles.across import read_across
from pxtranslate.articles.furniture import is_furniture, is_passing
from pxtranslate.articles.looks import (
    Unit,
    has_sentence,
    is_asked,
    is_called,
    is_deck,
    is_salutation,
    is_whole,
    opens_late,
)
from pxtranslate.articles.seams import Habits
from pxtranslate.articles.topics import Topics, Vector, likeness

_LOOSE_ENDS = "的在和与了是各为等被把对从向将及以至也都就又还而且其该这那"
_LOOSE_STARTS = re.compile(r"在|据|随着|目前|近日|日前|同时|此外|其中|今天|昨天|同一天|\d{1,2}日")
_FEW_CUTS = 3
_CUT_SHARE = 0.4  # of the texts; of a page whose articles are cut up to three times it is 0.33
_MOST_CUT = 0.6  # of the texts, though they have full stops within
_FLOW = 3  # blocks on each side that show whether one matter goes on
_DRIFT = 0.025
_SECTION = 6  # blocks that say what a section is about
_HEADED = 4  # units below a headline that say again what it says
_SAYS_AGAIN = 0.07  # of a question's words; “一个” comes again by chance
_RUN_LONGEST = 12  # blocks that say what a run is about; more would blur a digest


class Page:
    """The units of a page without its captions and running heads, numbered 0… in page order."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self.all = units
        self.units = [unit for unit in units if unit.look != "caption" and not unit.running]
        self.texts = [unit.text for unit in self.units]
        self.topics = Topics(self.texts)
        self._take_speech_for_text()
        self.across = read_across(self.units, self.topics)
        """The text of each headline that does not stand right above it, as columns were read across."""
        self.opened = self.opened_along([range(len(self))])
        self._begun = set(self.across.values())
        self._cuts = [
            unit.look == "body" and not unit.signed and not unit.whole for unit in self.units
        ]
        self._breaks: dict[int, bool] = {}
        self._doubts: dict[int, float] = {}
        self._flows: dict[int, float] = {}
        self._vectors: dict[tuple[int, ...], Vector] = {}

    def _take_speech_for_text(self) -> None:
        """Lines that somebody calls out amid a text: what a headline asks, its text tells of."""
        for i, unit in enumerate(self.units):
            above = self.units[i - 1] if i else unit
            amid = (
                above.look == "body" and above.whole and not above.signed and not self.parted(i - 1)
            )
            if unit.look != "title" or unit.trusted or not amid:
                continue
            below = [
                j for j in range(i + 1, min(i + 1 + _HEADED, len(self))) if not self.units[j].titled
            ]
            asked = is_asked(unit.text) and self.topics.covered(i, below) < _SAYS_AGAIN
            if asked or is_called(unit.text):
                self.units[i] = replace(unit, look="body", whole=True)

    def __len__(self) -> int:
        return len(self.units)

    @cached_property
    def habits(self) -> Habits:
        """What follows what on this page; dear, so only made where there is something to join."""
        return Habits(self.texts)

    def cut(self, i: int) -> bool:
        """Whether unit i stops before a sentence may end."""
        return self._cuts[i]

    def signed(self, i: int) -> bool:
        """Whether a byline at unit i closes an article; one right below a headline opens it."""
        unit = self.units[i]
        if unit.look == "byline" and unit.signed:
            above = self.above_bylines(i)
            return above >= 0 and not self.units[above].titled
        return unit.signed

    def opens(self, i: int) -> bool:
        """Whether unit i is a headline and who wrote it, or where it was filed, stands right below."""
        if not self.units[i].titled or i + 1 == len(self):
            return False
        below = self.units[i + 1]
        if below.look == "byline":
            return not (below.marks.photo or is_passing(below.block.text))
        return below.look == "body" and below.marks.head > 0 and not below.marks.since

    def begins(self, i: int) -> bool:
        """Whether what stands right below headline i shows that an article begins with it."""
        if self.opens(i):
            return True
        if not self.units[i].titled or i + 1 == len(self):
            return False
        return is_deck(self.texts[i + 1]) or is_salutation(self.texts[i + 1])

    def opened_along(self, paths: Iterable[Sequence[int]]) -> list[bool]:
        """For each unit whether a byline at its headline signs it, in this order: none need close it."""
        found = [False] * len(self)
        for path in paths:
            signed = False
            for i in path:
                signed = self.opens(i) if self.units[i].titled else signed
                found[i] = signed
                signed = signed and not self.signed(i)
        return found

    def jump_mark(self, i: int) -> bool:
        """Whether unit i is nothing but “下转第三版” or “上接第一版”."""
        unit = self.units[i]
        return unit.look == "byline" and (unit.marks.onward or unit.marks.since)

    def passing(self, i: int) -> bool:
        """Whether unit i is nothing but “下转第三版”, which stands there only because of the page."""
        return self.units[i].look == "byline" and is_passing(self.units[i].block.text)

    @cached_property
    def ragged(self) -> bool:
        """Whether the page has texts without full stops: what looks cut may be whole."""
        texts = [unit for unit in self.units if unit.look == "body"]
        cuts = [unit for i, unit in enumerate(self.units) if self.cut(i)]
        bare = sum(not has_sentence(unit.text) for unit in cuts)
        return bare >= max(_FEW_CUTS, _CUT_SHARE * len(texts)) or (
            len(cuts) >= max(_FEW_CUTS, _MOST_CUT * len(texts))
        )

    def onward(self, i: int) -> bool:
        """Whether unit i says where its text goes on, or stands above a line that does."""
        if self.units[i].marks.onward:
            return True
        return i + 1 < len(self) and self.jump_mark(i + 1) and self.units[i + 1].marks.onward

    def since(self, i: int) -> bool:
        """Whether unit i says where its text comes from, or stands below a line that does."""
        if self.units[i].marks.since:
            return True
        return i > 0 and self.jump_mark(i - 1) and self.units[i - 1].marks.since

    def opens_with_furniture(self, i: int) -> bool:
        """Whether all units to the i-th are dates, sources and the like above the first headline."""
        return all(is_furniture(unit.block.text) for unit in self.units[: i + 1])

    def above_bylines(self, i: int) -> int:
        """The unit above the bylines, dates and sources that end with unit i; -1 if there is none."""
        while i >= 0 and self.units[i].look == "byline":
            i -= 1
        return i

    def breaks_before(self, i: int) -> bool:
        """Whether what stands before unit i on the page is surely not what it follows in meaning."""
        if i not in self._breaks:
            self._breaks[i] = self._breaks_before(i)
        return self._breaks[i]

    def _breaks_before(self, i: int) -> bool:
        if i == 0 or self.cut(i - 1) or (self.signed(i - 1) and self.units[i].look != "byline"):
            return True
        if self.parted(i - 1) or i in self._begun or opens_late(self.units[i].text):
            return True
        if self.units[i - 1].marks.onward or self.units[i].marks.since:
            return True
        return self.units[i - 1].titled and not self.units[i].titled and self.doubt(i - 1) >= 1

    def parted(self, i: int) -> bool:
        """Whether a caption stands between unit i and the next on the page."""
        return any(unit.look == "caption" for unit in self._between(i))

    def turned(self, i: int) -> bool:
        """Whether a page ends between unit i and the next, as a head or a number there says."""
        return any(unit.running for unit in self._between(i))

    def _between(self, i: int) -> Sequence[Unit]:
        below = self.units[i + 1].index if i + 1 < len(self) else self.units[i].index
        return self.all[self.units[i].index + 1 : below]

    @cached_property
    def signedness(self) -> float:
        """Share of articles that close with a byline, as far as headlines tell: 0 to 1."""
        signed = sum(self.signed(i) for i in range(len(self)) if self.units[i].look != "title")
        # A signed roundup has several headings to one byline; hence the fifth.
        bare = sum(
            1.0 if self.opens(i + 1) else 0.2
            for i in range(len(self) - 1)
            if self.units[i].look == "body"
            and not (self.cut(i) or self.units[i].signed)
            and self.units[i + 1].titled
        )
        return signed / (signed + bare + 0.5)

    @cached_property
    def broken(self) -> bool:
        """Whether any text shows that it is part of another: halved, or below a closing byline."""
        return bool(self.across) or any(
            self.cut(i)
            or (unit.look == "body" and (opens_late(unit.text) or (i > 0 and self.signed(i - 1))))
            for i, unit in enumerate(self.units)
        )

    @cached_property
    def titles(self) -> int:
        """How many units may be headlines."""
        return sum(unit.titled for unit in self.units)

    def doubt(self, i: int) -> float:
        """How little a headline-shaped unit reads as one: 0 (surely a headline) to 4.

        A headline's words come again in the text below it; half a sentence has a comma, or opens
        and closes with words that headlines leave out.
        """
        if self.units[i].trusted or self.begins(i):
            return 0.0
        if i not in self._doubts:
            text = self.texts[i]
            value = 1.5 * ("，" in text) + (text[-1] in _LOOSE_ENDS)
            value += _LOOSE_STARTS.match(text) is not None
            value -= text.startswith("【") or " " in text or "\u3000" in text
            if i + 1 == len(self):
                value += 2.0
            elif self.units[i + 1].titled:
                value += 1.0
            else:
                again = min(1.0, self.covered_by_run(i, i + 1) / 0.4)
                value += (1.0 if self._lists(i + 1) else 2.0) * (1 - again)
            self._doubts[i] = max(0.0, min(4.0, value))
        return self._doubts[i]

    def _lists(self, i: int) -> bool:
        """Whether unit i is a row or an item, which says nothing again."""
        return self.units[i].look == "body" and self.units[i].whole and not is_whole(self.texts[i])

    def covered_by_run(self, i: int, first: int) -> float:
        """Share of what unit i says that the text from unit `first` on says too: 0 to 1."""
        while first + 1 < len(self) and self.units[first].look == "byline":
            first += 1
        last = first
        while last + 1 < len(self) and last - first < 3 and not self.units[last + 1].titled:
            if self.signed(last) or self.cut(last):
                break
            last += 1
        return self.topics.covered(i, range(first, last + 1))

    def flow(self, i: int) -> float:
        """How alike the texts up to unit i and those from the next on are: 0 to 1.

        Neighbours in one article are below 0.02 once in twenty, strangers three times in four.
        """
        if i not in self._flows:
            first, last = i, i + 1
            while first > 0 and i - first < _FLOW and not self.breaks_before(first):
                first -= 1
            while last + 1 < len(self) and last - i <= _FLOW and not self.breaks_before(last + 1):
                last += 1
            before, after = tuple(range(first, i + 1)), tuple(range(i + 1, last + 1))
            self._flows[i] = likeness(self._vector(before), self._vector(after))
        return self._flows[i]

    def drifts(self, i: int) -> bool:
        """Whether the page seems to pass from one matter to another after the whole text i."""
        if not self.broken or i + 1 >= len(self) or self.breaks_before(i + 1):
            return False
        both = self.units[i].look == self.units[i + 1].look == "body"
        return both and self.flow(i) < _DRIFT

    def sections_alike(self, i: int) -> float:
        """How alike the sections before and after headline i are: 0 to 1."""
        first, last = i - 1, i
        while first > 0 and i - first < _SECTION and not self.units[first - 1].titled:
            first -= 1
        while last + 1 < len(self) and last - i < _SECTION and not self.units[last + 1].titled:
            last += 1
        return self.topics.overlap(range(first, i), range(i, last + 1))

    def left_run(self, i: int) -> Vector:
        """What the unbroken run of units that ends at unit i is about."""
        first = i
        while first > 0 and i - first < _RUN_LONGEST and not self._run_starts(first):
            first -= 1
        return self._vector(tuple(range(first, i + 1)))

    def right_run(self, i: int) -> Vector:
        """What the unbroken run of units that starts at unit i is about."""
        last = i
        while last + 1 < len(self) and last - i < _RUN_LONGEST and not self._run_starts(last + 1):
            last += 1
        return self._vector(tuple(range(i, last + 1)))

    def alone(self, i: int) -> Vector:
        """What unit i by itself is about."""
        return self._vector((i,))

    def one_run(self, first: int, last: int) -> bool:
        """Whether the units from first to last follow each other without a break."""
        return first <= last and not any(self._run_starts(i) for i in range(first + 1, last + 1))

    def _run_starts(self, i: int) -> bool:
        if self.breaks_before(i):
            return True
        return self.units[i].titled and (self.units[i - 1].titled or self.signedness < 0.5)

    def _vector(self, blocks: tuple[int, ...]) -> Vector:
        if blocks not in self._vectors:
            self._vectors[blocks] = self.topics.vector(blocks)
        return self._vectors[blocks]

"""What each block of a document looks like on its own: headline, body, byline, caption; whole or cut.

Knows one block at a time; which block belongs to which article is decided elsewhere. A reader's own
word (a Word heading, an HTML `<h1>`) is taken as it is.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from statistics import median
from typing import Literal

from pxtranslate.articles.credits import Marks, find_marks, is_surely_name
from pxtranslate.articles.furniture import has_clock, is_passing, is_stamp, is_time
from pxtranslate.records import Block
from pxtranslate.script import plain
from pxtranslate.text import has_han

Look = Literal["title", "heading", "body", "byline", "caption"]

_SENTENCE_END = re.compile(
    r"(?:[。！？!?…；;：:]|(?<=[A-Za-z\u4e00-\u9fff%％）)”\"])[.．](?=[”’」』）)】》\"']*$))[”’」』）)】》\"']*$"
    r"|[。！？][”’」』]?[（(][^（()）]{1,30}[）)]$"
)
_TITLE_TAIL = "。；;，,、：:…—-（(《〈“‘「『【"
_SPOKEN_END = re.compile(r"。[”’」』）)\"']+$")  # a headline that quotes leaves the full stop out
# “有人落水了！” and “谢谢您！”她哽咽着说; less surely: 他是谁？ and “没事就好”.
_CALLED = re.compile(r"[？！?!…][”」\"](?:\S{0,10}[说說道问問喊答叫])?$")
_ASKED = re.compile(r"[？！?!]$|^[“「\"][^“”「」]*[”」\"]$")
_CONTACT = re.compile(
    r"(?:电话|热线|传真|邮编|手机|邮箱|网址|電話|熱線|傳真|郵箱|網址)(?:号码)?[：:]?\s*[（(\dA-Za-z]"
    r"|^\d[\d-]{4,}(?:[（(][^（()）]{1,10}[）)])?$"
)
_OPENS_LATE = re.compile(r"^[，,。、；;：:？！?!）)》〉】”’」』%％…]")
_CAPTION_START = re.compile(
    r"^(?:[▲△▼↑↓←→◀▶]|[\[【（(]?(?:[上下左右]?图[为：:①-⑨一二三四五六1-9]|[上下左右]图|资料图片?|题图|图片说明|图片(?:新闻|报道)$)"
    r"|(?:本报|新华社|本网)记者\S{2,8}摄)"
)
_CAPTION_INSIDE = re.compile(r"[。！]\s*[上下左右]?图[为：:]")
_SPEAKER = re.compile(
    r"^(?:(?:[问答QA]|问题|提问|回答)(?:\d{1,2}|[一二三四五六七八九十]{1,3})?|[一二三四五六七八九十]{1,3}[问答]|记者|主持人|网友)[：:]"
)
_SECTION = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[）)]"
    r"|第[一二三四五六七八九十]{1,3}(?:[章节条]|部分|[，、：:])"
    r"|\d{1,2}月\d{1,2}[日号](?:[ \u3000]*(?:星期|周)[一二三四五六日天])?[ \u3000]*(?:[晴阴雨雪雾霾多云大中小阵雷暴风转到有]{1,8})?$"
    r"|\d\ufe0f?\u20e3|[🔟❶-➓⓪-⓿㈠-㈩㊀-㊉])"
)
# “📍地址：石桥镇老街”, “☎️0579-82301119”: posts for telephones label so what they list.
_LABELLED = re.compile(
    r"^[\u2600-\u2775\u2795-\u27bf\U0001f300-\U0001faff\ufe0f]+\s?(?:\S{1,6}[：:]|\d[\d-]{6,})"
)
_NUMBERED = re.compile(r"^(?:\d{1,2}[.．、]|[（(]\d{1,2}[）)]|[①-⑳•●◆■·])")
_SALUTATION = re.compile(
    r"(?:尊敬的|亲爱的)?\S{0,6}(?:编辑部?|报社|同志们?|老师|朋友们?|您好|你好)[：:！]"
)
_FIELD = re.compile(r"^\S{0,4}(?:地址|地点|时间|日期|方式|联系人|经办人)[：:]")
DATE = re.compile(
    r"^[\d〇零一二三四五六七八九十]{2,4}年[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日$"
)
_SENTENCE = 60  # characters; of a few lines drawn from news, the median sentence has 30 to 55
_SECTION_LONGEST = 30
_TITLE_LONGEST = 60
_TITLE_PART_LONGEST = 32
_CAPTION_LONGEST = 240


@dataclass(frozen=True, slots=True)
class Unit:
    """One block as rebuilding sees it. `text` has no line breaks and no bylines at its edges."""

    index: int
    block: Block
    look: Look
    text: str
    marks: Marks
    trusted: bool
    """The reader said what it is: nothing may overrule it."""
    whole: bool
    """It ends where a sentence may end, or is a line that needs no such end."""
    running: bool = False
    """The head or the number of a page, which may stand amid a sentence."""
    verse: bool = False
    """A line of a poem, which follows what stands above it; poems are seldom signed below."""

    @property
    def signed(self) -> bool:
        """A byline closes it: the article ends here. Who took a picture signs no article."""
        if self.look == "byline":
            return not (self.marks.photo or is_passing(self.block.text))
        return self.marks.tail < len(self.block.text) and not self.marks.onward

    @property
    def titled(self) -> bool:
        """It may head an article or a section."""
        return self.look in ("title", "heading")

    @property
    def numbered(self) -> bool:
        """It heads a section, as its number says: “一、”, “（二）”, “第三章”."""
        return self.titled and _SECTION.match(self.text) is not None


def look_at(blocks: tuple[Block, ...], heads: Collection[int] = ()) -> list[Unit]:
    """Describe every block by itself, in order; `heads` are the blocks that are running heads."""
    trusting = any(block.role in ("title", "heading") for block in blocks)
    units = [
        _running(index, block) if index in heads else _describe(index, block, trusting)
        for index, block in enumerate(blocks)
    ]
    return _without_exclamations(_without_dates(_without_times(_without_writers(units))))


def _without_writers(units: list[Unit]) -> list[Unit]:
    """Take a name alone below a headline for who wrote it, and several in a row for a list."""
    found = list(units)
    named = [_may_be_text(unit) and is_surely_name(unit.text) for unit in units]
    for index, unit in enumerate(units):
        if not named[index] or index == 0:
            continue
        if named[index - 1] or named[index + 1 : index + 2] == [True]:
            found[index] = replace(unit, look="body", whole=True)
        elif units[index - 1].titled and index + 1 < len(units):
            found[index] = replace(unit, look="byline")
    return found


def _without_exclamations(units: list[Unit]) -> list[Unit]:
    """Take questions and exclamations among sentences, one a line, for sentences like the others.

    A headline may end as they do. But where each line ends as a sentence does, none is signed, and
    lines are no longer than sentences, only the first may be one.
    """
    plain = all(
        one.whole and not one.signed and (one.look == "body" or _may_be_text(one)) for one in units
    )
    if not units or not plain or median(len(one.text) for one in units) > _SENTENCE:
        return units
    return [*units[:1], *(replace(one, look="body") for one in units[1:])]


def _may_be_text(unit: Unit) -> bool:
    """Whether it is a headline by its shape alone."""
    return unit.look == "title" and not unit.trusted


def _without_dates(units: list[Unit]) -> list[Unit]:
    """Take a date between a headline and its text for a byline; one below a notice is text."""
    found = list(units)
    for index, (unit, (above, below)) in enumerate(zip(units, _around(units), strict=True)):
        if unit.look != "body" or not DATE.match(unit.text):
            continue
        signs = below is None or below.look != "body" or _CONTACT.search(below.text)
        if above and above.titled and not signs:
            found[index] = replace(unit, look="byline")
    return found


def _without_times(units: list[Unit]) -> list[Unit]:
    """Take the times of an event for text, and what is to be at them: “上午9:00 / 开幕式”."""
    found = list(units)
    for index, (unit, around) in enumerate(zip(units, _around(units), strict=True)):
        if unit.running or unit.look not in ("byline", "body") or not is_time(unit.block.text):
            continue
        if unit.look == "byline" and (unit.block.role or _dates_the_story(units, index, *around)):
            continue
        found[index] = replace(unit, look="body", whole=True)
        below = units[index + 1] if index + 1 < len(units) else unit
        # A day alone may sign what is above a headline.
        if _may_be_text(below) and has_clock(unit.block.text):
            found[index + 1] = replace(below, look="body", whole=True)
    return found


def _dates_the_story(units: list[Unit], index: int, above: Unit | None, below: Unit | None) -> bool:
    """Whether a time stands where the time of a story does, not amid what the story tells."""
    beside = (*units[max(0, index - 1) : index], *units[index + 1 : index + 2])
    if any(one.look == "byline" and not is_time(one.block.text) for one in beside):
        return True
    if above is None or (above.titled and below is not None and below.look == "body"):
        return True
    return is_stamp(units[index].block.text) and (below is None or below.titled)


def _around(units: list[Unit]) -> list[tuple[Unit | None, Unit | None]]:
    """For each unit the next ones above and below that are no bylines."""
    above = list(_nearest(units))
    below = list(_nearest(units[::-1]))[::-1]
    return list(zip(above, below, strict=True))


def _nearest(units: list[Unit]) -> Iterator[Unit | None]:
    last = None
    for unit in units:
        yield last
        last = last if unit.look == "byline" else unit


def _running(index: int, block: Block) -> Unit:
    marks = Marks(0, len(block.text), False)
    return Unit(index, block, "byline", "", marks, True, True, running=True)


def _describe(index: int, block: Block, trusting: bool) -> Unit:
    text = block.text
    none = Marks(0, len(text), False)
    if block.role in ("title", "heading"):
        return Unit(index, block, block.role, _flat(text), none, True, True)
    marks = find_marks(text)
    core = _flat(text[marks.head : marks.tail])
    look: Look
    if block.role == "byline" or not core:
        look, marks = "byline", replace(marks, head=0, tail=len(text))
    elif block.role == "caption" or _is_caption(core, marks):
        look = "caption"
    elif (
        (not trusting or block.article is not None)
        and block.role is None
        and marks == none
        and reads_as_title(core)
        and not is_time(core)
    ):
        look = "title"
    else:
        look = "body"
    whole = (
        is_whole(core)
        or DATE.match(core) is not None
        or is_time(core)
        or (len(core) <= _TITLE_LONGEST and _CONTACT.search(core) is not None)
        or _SPEAKER.match(core) is not None
        or _FIELD.match(core) is not None
        or _NUMBERED.match(core) is not None
        or _LABELLED.match(core) is not None
        or (len(core) <= _SECTION_LONGEST and _SECTION.match(core) is not None)
        or not has_han(core)
    )
    trusted = trusting or block.role is not None or block.article is not None
    return Unit(index, block, look, core, marks, trusted, whole)


def reads_as_title(text: str) -> bool:
    """Whether a line has the shape of a headline: short, unpunctuated, not cut visibly."""
    if not 2 <= len(text) <= _TITLE_LONGEST or _OPENS_LATE.match(text) or _SPEAKER.match(text):
        return False
    if _NUMBERED.match(text) or _LABELLED.match(text) or DATE.match(text) or _CONTACT.search(text):
        return False
    if _FIELD.match(text):
        return False
    if text[-1] in _TITLE_TAIL or _SPOKEN_END.search(text) or not has_han(text):
        return False
    bare = re.sub(r"^【[^】]*】|“[^”]*”|‘[^’]*’|《[^》]*》", "", text)
    if (
        re.search(r"[。；;]|[\u4e00-\u9fff][.．](?:[\u4e00-\u9fff”\"]|$)", bare)
        or len(re.findall(r"[，,]", bare)) > 1
    ):
        return False
    if any(text.count(left) != text.count(right) for left, right in ("“”", "《》", "（）", "【】")):
        return False
    return max(len(part) for part in re.split(r"[ \u3000]+", text)) <= _TITLE_PART_LONGEST


def is_whole(text: str) -> bool:
    """Whether the text ends where a sentence may end."""
    return _SENTENCE_END.search(text) is not None


def has_sentence(text: str) -> bool:
    """Whether a sentence ends within the text."""
    return re.search(r"[。！？](?=.)", text) is not None


def is_called(text: str) -> bool:
    """Whether a line ends as what somebody calls out, with or without who says so."""
    return _CALLED.search(text) is not None


def is_asked(text: str) -> bool:
    """Whether a line reads as a question or as what somebody says: headlines may, too."""
    return _ASKED.search(text) is not None


def is_deck(text: str) -> bool:
    """Whether a line stands below a headline only: “——记石桥镇的三代摆渡人”."""
    return text.startswith(("——", "──", "––"))


def is_salutation(text: str) -> bool:
    """Whether a line opens a letter: “编辑同志：”."""
    return _SALUTATION.fullmatch(plain(text)) is not None


def opens_late(text: str) -> bool:
    """Whether the text starts with a mark that can only stand after something."""
    return _OPENS_LATE.match(text) is not None


def _is_caption(core: str, marks: Marks) -> bool:
    if len(core) > _CAPTION_LONGEST:
        return False
    if marks.photo or _CAPTION_START.match(core):
        return True
    return len(core) <= 120 and _CAPTION_INSIDE.search(core) is not None


def _flat(text: str) -> str:
    return "".join(map(str.strip, text.splitlines()))

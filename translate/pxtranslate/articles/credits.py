"""Who wrote it, who took the picture, where it was filed: finding such marks at a block's edges.

Knows Chinese surnames and the labels newsrooms put beside names; knows nothing of articles, pages or
the order of blocks. A name counts as one only by its surname and because the dictionary does not
hold it as another word, so that “（江西）” or “（试行）” at the end of a paragraph is left alone.
"""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import rjieba

from pxtranslate.articles.furniture import (
    comes_from_elsewhere,
    goes_on_elsewhere,
    is_furniture,
)
from pxtranslate.script import plain

_LABEL = (
    r"(?:(?:[本该]报|[本该]网|[本该]台|新华社|全媒体|首席|见习|实习|特约|融媒体?|中心)*"
    r"(?:记者|通讯员|实习生|特派员|評論員|評論员|评论员|撰稿人?|作者|記者|通訊員))"
)
_CREDIT = r"(?:摄影报道|摄影|图片报道|报道|报导|综合报道|供图|供稿|图片|整理|编译|编辑|撰文|发自|文/图|图/文|文/摄|摄|攝|图|文|译|画|书)"
_EDITOR = r"(?:责任编辑|责编|编辑|编审|校对|校检|版式|美编|视觉|审核|终审|监制|来源|消息来源|稿源|供稿|供图|撰文|作者|执笔|摄影|文/图|图/文|图|文|摄|文字|图片)"
_JOINT = r"[ 　、，,/／·•;；]"

_TAIL = 200
"""Characters at the end of a text in which a byline that closes it lies."""
_COMMON = 60  # of 60 million; 江西 has 2,600, names listed as places below 10
_OF_SURNAMES = ("nr", "zg", "n")
"""What the dictionary calls the first character of a name that it does not hold."""
_CLOSING_WORDS = re.compile(r"完|未完待续|据.{2,24}(?:电|報道|报道|讯|消息|网)|.{0,8}综合.{0,8}")

_BRACKETED_END = re.compile(r"[（(【\[]([^（()）】\]\[【]{1,60})[）)】\]]\s*$")
_BARE_CREDIT_END = re.compile(
    rf"(?:(?<=[。！？!?…”’）)])|^)\s*+((?:{_LABEL}\s*+)?[\u4e00-\u9fff·]{{2,5}}"
    rf"(?:(?:\s++(?:[、/／]\s*+)?|[、/／]\s*+)[\u4e00-\u9fff·]{{2,5}}){{0,3}}"
    rf"\s*+(?:/\s*+)?{_CREDIT})\s*+$"
)
# A name has no label in it, so that there is one way to read a list of them, not 2 to the power.
_NAME = rf"(?:(?!{_LABEL})[\u4e00-\u9fff·]){{2,5}}+"
_BARE_LABEL_END = re.compile(
    rf"(?:(?<=[。！？!?…”’）)])|^)\s*+((?:{_LABEL}\s*+(?:[:：]\s*+)?{_NAME}"
    rf"(?:[ 　、]++{_NAME})*+[ 　、]*+)++)\s*+$"
)
_WHOLE_EDITOR = re.compile(rf"^[（(【□■●▲◎]?\s*{_EDITOR}\s*[:：/／丨|]\s*\S.{{0,60}}$")
# “图/台北捷运公司提供”, “摄影：张敏”; of “图/文 张敏” the text, too.
_PHOTO_LABEL = re.compile(
    r"(?:本[版组报页]|以上)?(?:图片?|照片)均?[由为][^。，]{2,24}?(?:提供|摄|拍摄)|资料(?:图片?|照片)"
    r"|(?:新华社|中新社|人民图片)发[ 　]*\S{2,12}摄|(?:摄影|摄像|图片?(?:来源|提供)?|图源|供图)\s*[:：/／丨|｜]\s*(?!文)[^:：/／丨|｜]+"
)
# A letter is signed “读者 陈建民”, “市民 黄女士”; “读者来信” and “市民广场” are words.
_SIGNER = re.compile(
    r"[\u4e00-\u9fff]{0,8}(?:读者|市民|网友|居民|村民|业主|家长|观众|听众)[ 　:：]+"
    r"([\u4e00-\u9fff]{2,4}?)(?:先生|女士|小姐|老师|师傅|同学|大爷|大妈|阿姨|某{1,2})?"
)
_NICKNAME = re.compile(r"[小老阿][\u4e00-\u9fff]")
_AUTHOR_IS = re.compile(r"(?:本文)?(?:作者|执笔者?)(?:分别)?(?:系|[现均]?为|是)\S.{1,58}")
_NAMELESS = re.compile(
    r"(?:[本该][报刊网台社]|新华社|人民日报)(?:特约|首席)*(?:记者|评论员|观察员|编辑部)"
)
_WHOLE_BULLET = re.compile(r"^[□■◎]\s*(.{2,40})$")
# By form a dateline names who filed it and then 讯, 电, 消息 or 报道, and sets the text off by space,
# colon or bracket; “据新华社报道，” and “新华社报道称” are words of the sentence.
_OUTLET = r"(?:[本该][报网台刊社]|(?!根?据|另据|又据|按|援引|综合)[\u4e00-\u9fff]{1,8}?(?:社|网|报|時報|報|台|客户端|新闻|时刻|在线|发布))"
_PLACED = r"[^。，！？”“（()）:：说称援引]{0,20}?"
_TOLD = (
    r"(?:[^。，！？”“（()）:：说称]{0,12}?日)?"
    r"(?:综合|独家|专题|现场|记者[\u4e00-\u9fff]{2,8})?(?:消息|报道|報道|報導)"
)
_FILED_BY = r"\s*(?:[（(【\[][^（()）】\]]{2,40}[）)】\]])"
_FILED = (
    rf"(?:{_OUTLET}(?:{_PLACED}(?:讯|訊|日电|日電|电|電)|{_TOLD})"
    rf"|[另又]?据{_OUTLET}{_PLACED}日[电電讯訊])"
)
_DATELINE = re.compile(
    rf"^({_FILED}{_FILED_BY}|{_FILED}(?=[ 　:：]|$)|{_OUTLET}(?:{_PLACED}[日号])?[讯訊](?![问息号])"
    rf"|{_OUTLET}{_PLACED}日[电電](?![影视力台话]))[ 　:：]*"
)
_BRACKETED_START = re.compile(
    r"^([【\[（(]\s*(?!据|综合)[\u4e00-\u9fff]{2,10}?(?:报道|讯|消息|记者)[^】\]）)。，]{0,24}[】\]）)])[ 　]*(?=\S)"
)
_REPORTER_START = re.compile(rf"^([（(]\s*{_LABEL}[^（()）。]{{2,40}}[）)])[ 　]*(?=\S)")


@dataclass(frozen=True, slots=True)
class Marks:
    """Where a block's byline parts lie, in code points of the block's text.

    `head` is the end of a byline or dateline the block opens with (0: none); `tail` is the start of
    one it closes with (the block's length: none). `photo` says the closing one credits a picture;
    `onward` that it says where the text goes on (“下转第三版”), `since` that the opening one says
    where it comes from.
    """

    head: int
    tail: int
    photo: bool
    onward: bool = False
    since: bool = False


def find_marks(text: str) -> Marks:
    """Find the byline at the start and at the end of a block's text (already stripped)."""
    text = plain(text)
    onward, since = goes_on_elsewhere(text), comes_from_elsewhere(text)
    if onward is not None or since is not None:
        head, tail = since or 0, len(text) if onward is None else onward
        whole = head >= tail  # nothing but the mark
        return Marks(
            0 if whole else head, 0 if whole else tail, False, onward is not None, since is not None
        )
    tail, photo = _find_tail(text)
    head = 0
    if tail == len(text) or tail > 0:
        for pattern in (_DATELINE, _REPORTER_START, _BRACKETED_START):
            match = pattern.match(text)
            if match and match.end() < tail and text[match.end()] not in "，,。、；;":
                head = match.end(1)
                break
    return Marks(head, tail, photo)


def _find_tail(text: str) -> tuple[int, bool]:
    end = len(text)
    if is_furniture(text) or _is_dateline(text):
        return 0, _PHOTO_LABEL.fullmatch(text.strip(" （()）【】[]")) is not None
    match = _BRACKETED_END.search(text)
    if match and _is_credit(match.group(1)) and _closes(text[: match.start()]):
        return match.start(), _credits_photo(match.group(1))
    tail = max(0, end - _TAIL)
    match = _BARE_CREDIT_END.search(text, tail) or _BARE_LABEL_END.search(text, tail)
    if match and _is_credit(match.group(1)):
        return match.start(1), _credits_photo(match.group(1))
    if _PHOTO_LABEL.fullmatch(text.strip("（）()")):
        return 0, True
    if len(text) <= 60 and (_WHOLE_EDITOR.match(text) or _is_bullet_names(text)):
        return 0, False
    if _is_signer(text) or _NAMELESS.fullmatch(text.strip("□■●◎ 　")):
        return 0, False
    if len(text) <= 14 and " " in text.replace("　", " ") and _all_names(text):
        return 0, False
    return end, False


def _is_dateline(text: str) -> bool:
    """Whether a line is a dateline and nothing else: “新华社北京5月20日电”."""
    match = _DATELINE.match(text)
    return match is not None and match.end() == len(text)


def is_name(word: str) -> bool:
    """Whether a word of 2 to 4 Chinese characters reads as a person's name, not as another word."""
    if "·" in word:
        return len(word) >= 4
    if not (2 <= len(word) <= 4) or not all("\u4e00" <= c <= "\u9fff" for c in word):
        return False
    single, double = _surnames()
    if word[:2] in double and len(word) > 2:
        return True
    if word[0] not in single or len(word) == 4:
        return False
    # The dictionary has some people as other things (马建国 as a place); rare words are let through.
    tags = rjieba.tag(word)
    return len(tags) > 1 or tags[0][1].startswith("nr") or rjieba.suggest_freq(word) < _COMMON


def is_surely_name(line: str) -> bool:
    """Whether a line is a name and nothing else: many a phrase, as “向远方”, begins as a name does."""
    if not is_name(line):
        return False
    (first, tag), *rest = rjieba.tag(line)
    return tag.startswith("nr") if not rest else len(first) == 1 and tag in _OF_SURNAMES


def _is_credit(text: str) -> bool:
    """Whether the text is names with or without labels and credits, and nothing else.

    The width of a page may break it anywhere.
    """
    return _credits(text.strip()) or ("\n" in text and _credits("".join(text.split("\n"))))


def _credits(text: str) -> bool:
    if _CLOSING_WORDS.fullmatch(text) or _AUTHOR_IS.fullmatch(text) or _is_signer(text):
        return True
    if _PHOTO_LABEL.fullmatch(text):
        return True
    if re.match(rf"^{_EDITOR}\s*[:：]\s*\S", text):
        return True
    labelled = re.search(rf"{_LABEL}", text) is not None
    bare = re.sub(rf"{_LABEL}\s*[:：]?|{_EDITOR}[/／:：]", " ", text)
    # “记者 许文” wrote it; of “许文画” the last character is what he did.
    credited = re.sub(rf"\s*[/／]?\s*{_CREDIT}\s*$", "", bare)
    return _are_names(credited, labelled) or (labelled and _are_names(bare, labelled))


def _are_names(text: str, labelled: bool) -> bool:
    words = [w for w in re.split(rf"(?:{_JOINT}|\s)+", text) if w]
    if not words or len(words) > 8:
        return False
    if labelled:
        return all(2 <= len(w) <= 8 for w in words)
    return all(is_name(w) for w in words) or _all_names(text)


def _is_signer(text: str) -> bool:
    """Whether a text says which reader wrote it and nothing else."""
    match = _SIGNER.fullmatch(text.strip("—-–（）() 　"))
    if match is None:
        return False
    name = match.group(1)
    return is_name(name) or _NICKNAME.fullmatch(name) is not None or match.end(1) < match.end()


def _all_names(text: str) -> bool:
    """Names set with spaces inside two-character ones: “王 平 李小明”."""
    words = text.split()
    joined: list[str] = []
    for word in words:
        if len(word) == 1 and joined and len(joined[-1]) == 1:
            joined[-1] += word
        else:
            joined.append(word)
    return 0 < len(joined) <= 4 and all(is_name(w) for w in joined)


def _is_bullet_names(text: str) -> bool:
    match = _WHOLE_BULLET.match(text)
    return match is not None and _is_credit(match.group(1))


def _closes(before: str) -> bool:
    before = before.rstrip()
    return not before or before[-1] in "。！？!?…”’）)》】"


def _credits_photo(credit: str) -> bool:
    credit = credit.strip()
    if _PHOTO_LABEL.fullmatch(credit):
        return True
    written = re.search(r"文|报道|报导", credit) is not None
    return not written and re.search(r"[摄攝]|供图|图片|[^文]/?图$", credit) is not None


@cache
def _surnames() -> tuple[frozenset[str], frozenset[str]]:
    lines = (files(__package__) / "surnames.txt").read_text(encoding="utf-8").split()
    single = frozenset("".join(word for word in lines if len(word) > 2))
    double = frozenset(word for word in lines if len(word) == 2)
    return single, double

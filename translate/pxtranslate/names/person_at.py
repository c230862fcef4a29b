"""Which characters at a place are a person's name, and where it ends: 覃志明|说, 李梁|边走边说, 姚超|报道.

Knows surnames, the segmenter's words and what may follow a name; nothing of why a name is looked for there.
"""

import re
from functools import cache, lru_cache

from pxtranslate.names import bylines, gazetteer, pinyin, transcription, words
from pxtranslate.names.tables import rows

SAYING = re.compile(
    r"(?:[日今昨]?天?)?(?:说|称|表示|介绍|告诉|坦言|认为|指出|强调|透露|感慨|感叹|回忆|解释|补充|直言|笑|"
    r"道|谈到|提到|算|提醒|叮嘱|呼吁|吐槽|打趣|竖起|长舒|激动|一脸|深有|建议|宣布|要求|主持|出席|致辞|发表|会见|签署|当选|荣获|摘得|夺得)"
)
_DOTS = ("·", "•", "・", "‧", "?", "-")
_DOT_SOON = re.compile(r"[\u3400-\u9fff]{1,2}[·•・‧]")
"""古丽米|热·吐尔逊"""
_THINGS = frozenset(
    "摄饰下油宫阁祠殿洲滩鱼制近家湖河山奖鹿街路桥镇村庙寺塔岛湾港站洞峡谷江溪沟坡岭寨堡庄店厂所馆园场杯赛节派族戏剧曲酒茶药病法案"
)
_TAKES_OFFICE = re.compile(r"任(?:[副总代常执前]|[^春江青征安城远生]长)")
"""市长任副组长, 书记任链长"""
_COUNTED = re.compile(f"[{gazetteer.NUMERALS}]人")  # 李明|两人
_ADVERBS = "则也还又都曾就均亦却"
"""What stands between a name and what its bearer says: 原新则认为."""
_VERBAL = frozenset("在着了的里不没把被给让们")
"""No given name has one of these; 党员干在最前头 names nobody."""
_OFFICES = frozenset("部局厅委院会省市县区队处办")
_DOUBTFUL = frozenset(
    "包干谈查管祝贺占买齐代于成乐越曾和向却于从并与都应能区时安全前原有经单解令相那"
)
"""What opens words and names alike (和工会, 向警察): a name only if the segmenter says so."""
_JOINING = frozenset("和与及")
_SUBJECT = frozenset("在是也都就已正将把被")
"""What follows a subject, and no object of 向 or 对."""
_MAY_FOLLOW = frozenset(
    "蹲站坐躺跪爬走跑跳抹擦握捧拎扛挑抱搂牵骑赶追劝骂喊叫问答听看盯瞧摸拍敲推拉搬送递接买卖吃喝抽掏捡摘种养拿穿戴没这那总刚才只边再先又便往朝因"
)
"""What a clause may go on with behind its subject, one character alone: 丁兆奎|蹲|在."""


def between_marks(text: str, at: int) -> str | None:
    """The name that alone fills the place to the next mark of a list: 石宏伟、曲静、栾立新."""
    item = re.match(r"([\u3400-\u9fff]{2,4})(?=[、，。；,])", text[at : at + 5])
    return item[1] if item and bylines.is_person(item[1], sure=True) else None


def name_at(text: str, at: int) -> str | None:
    """The full name that starts at `at`, or None. Three characters unless two fit better."""
    run = re.compile(r"[\u3400-\u9fff]*").match(text, at)
    han = run[0] if run else ""
    token = next((text[s:e] for s, e, _ in words.tokens(text) if s == at), "")
    family, _ = pinyin.split_person(han[:3])
    if _is_another_word(text, at):
        return None
    if _TAKES_OFFICE.match(han) or (han[:1] == "任" and title_pattern().match(text, at + 1)):
        return None  # 县长任组长: heads it
    if not family or (
        han[0] in _DOUBTFUL
        and not (is_tagged(text, at) or _speaks(han) or _acts(han) or _is_cut_like_a_name(text, at))
    ):
        return None
    if bylines.NOT_GIVEN.search(han[len(family) : len(family) + 2]):
        return None  # 李大叔, 王女士
    for size in (len(family) + 2, len(family) + 1):
        name = han[:size]
        if len(name) < size or not bylines.is_person(name, sure=True) or set(name[1:]) & _VERBAL:
            continue
        if size > len(family) + 1 and _goes_with_the_rest(name, han[size:]):
            continue
        joins = name[-1] in "和与及" and size == len(han)  # 王建和、李丽: nothing to join
        if name[-1] in "说称的" or (
            name[-1] in words.FUNCTION
            and not joins
            and (token != name or han[size : size + 1] in ("的", "为", "了"))
        ):
            continue
        if is_foreign(text, name, at + size):
            return None
        if name[-1] in _OFFICES or (token == name and _well_known_place(name)):
            continue
        rest = han[size:]
        spoken = (
            size == len(family) + 2
            and SAYING.match(rest) is not None
            and not (rest[0] == "道" and words.is_common(name[-1] + "道"))  # 姚超|报道
        )  # 覃志明|说, though 明说
        rare = pinyin.surnames().get(family, ("common", ""))[0] == "rare" and not (
            spoken or (size == len(family) + 2 and not words.is_common(name[len(family) :]))
        )
        if token != name and (words.is_common(name[:2]) or rare):
            continue  # 安全|回, 阿联|酋; but 叶建春, though 建春 is a word
        if name[-1] == "边" and "边" in rest[:3]:
            continue  # 李梁|边走边说
        if (
            token != name
            and size == len(family) + 2
            and not spoken
            and _splits_word(name[-1], rest)
            and not _opens_with_word(rest)  # 田茂林|带头, though 林带 is a word
        ):
            continue
        if token == name or not rest or rest[0] in words.FUNCTION or _starts_word(rest):
            return name
    return None


def _is_another_word(text: str, at: int) -> bool:
    """Does a word of the dictionary begin here that is no person: 患者|高血压, 22岁的|江西姑娘?"""
    for start, end, known in words.tokens(text):
        if start == at:
            word = text[start:end]
            return known and (
                (len(word) > 2 and words.is_common(word))
                or (len(word) > 1 and _well_known_place(word))
            )
    return False


def _goes_with_the_rest(name: str, rest: str) -> bool:
    """Is the last character the first of what follows: 原新|则认为, 姚超|报道, 曾勇|笑着说, 李明|摄?"""
    if name[-1] == "摄":
        return not rest
    if not rest:
        return False
    verb = SAYING.match(name[-1] + rest)
    return (
        adverb_of_saying(name, rest)
        or rest[0] in "着们"
        or (rest[0] == "了" and not words.is_common(rest[:2]))  # 裴娟|发了, but 了解
        or _COUNTED.match(name[-1] + rest) is not None
        or (len(rest) > 1 and words.is_common(name[-1] + rest[:2]))  # 尹航|第一个
        or (len(rest) > 1 and rest[0] == rest[1] and rest[0] not in "妹姐哥弟")  # 乐呵呵
        or (verb is not None and len(verb[0]) > 1 and SAYING.match(rest) is None)
    )


def adverb_of_saying(name: str, rest: str) -> bool:
    """Is the last character no part of the name, but of what follows (原新|则认为)?"""
    return name[-1] in _ADVERBS and SAYING.match(rest) is not None


def _speaks(han: str) -> bool:
    """Does a word of saying follow three characters that end in no word: 单志强|说, not 向记者|介绍?"""
    return SAYING.match(han, 3) is not None and not words.is_common(han[1:3])


def _acts(han: str) -> bool:
    """Does what only a subject has follow three characters that end in no word: 向云华|在, 时文斌|是?"""
    return (
        han[3:4] in _SUBJECT
        and han[0] not in _JOINING
        and not words.is_common(han[1:3])
        and pinyin.surnames().get(han[1], ("rare", ""))[0] == "rare"
        and not set(han[1:3]) & (words.FUNCTION | _VERBAL)
    )


def _is_cut_like_a_name(text: str, at: int) -> bool:
    """Does the segmenter guess three characters here (于淑芹), or a person's name behind one (向|以忠)?

    向|李明 is not: what follows has a surname of its own; nor 和小微|企业, behind another of its kind.
    """
    here = [(s, e, tag) for s, e, tag in words.tagged(text) if at <= s < at + 2]
    if not here or here[0][0] != at or text[at] in _JOINING:
        return False
    end = here[0][1]
    if transcription.odds(text[at : at + 3]) > 0:
        return False
    if end - at == 3:
        return (at, end, False) in words.tokens(text)
    given = text[end : here[-1][1]]
    return (
        end - at == 1
        and len(given) == 2
        and here[-1][2] in ("nr", "nrt", "nrfg")
        and given[0] not in pinyin.surnames()
        and not words.is_common(given)
    )


def _well_known_place(name: str) -> bool:
    return (place := gazetteer.place(name)) is not None and place.certainty > 0.9


def is_tagged(text: str, at: int) -> bool:
    return any(start == at for start, _ in tagged(text))


def _splits_word(last: str, rest: str) -> bool:
    """Would the name's last character be the first of an ordinary word (王强介|绍)?"""
    return any(words.is_common(last + rest[:n]) for n in (1, 2, 3) if len(rest) >= n)


def _opens_with_word(rest: str) -> bool:
    """Does a word of two characters or more begin here?"""
    start, end, known = words.tokens(rest)[0]
    return known and end - start > 1


def _starts_word(rest: str) -> bool:
    return words.tokens(rest)[0][2] or _COUNTED.match(rest) is not None


@lru_cache(maxsize=4096)
def tagged(text: str) -> tuple[tuple[int, str], ...]:
    """(start, name) of what the segmenter takes for a person and could be one.

    It cuts some surnames off (丁|薛祥); they are put back.
    """
    found: list[tuple[int, str]] = []
    before = (0, 0, "x")
    for start, end, tag in words.tagged(text):
        if tag not in ("nr", "nrfg", "nrt"):
            before = (start, end, tag)
            continue
        name = text[start:end]
        if before[2] == "nr" and before[1] - before[0] == 1 and len(name) == 2:
            start, name = before[0], text[before[0] : end]
        before = (start, end, tag)
        if _ends_in_saying(name, text, end):
            name = name[:-1]  # 王加维笑|着
        if name[-1] not in _OFFICES | set("说称所") and bylines.is_person(name, sure=False):
            found.append((start, name))
    return tuple(found)


def _ends_in_saying(name: str, text: str, end: int) -> bool:
    """Is the last character what the person does: 王加维笑|着, but not 滑稽可|笑?"""
    return (
        len(name) > 3
        and not SAYING.match(text, end)
        and SAYING.match(text, end - 1) is not None
        and not words.is_common(name[:2])
    )


def leaves_words(text: str, end: int) -> bool:
    """Do whole words follow? A single character left over (方大萍|安|钢铁) speaks against the cut."""
    after = next(((s, e) for s, e, _ in words.tokens(text) if s == end), (end, end + 2))
    left = text[after[0] : after[1]]
    return (
        len(left) != 1 or not words.all_han(left) or left in words.FUNCTION or left in _MAY_FOLLOW
    )


def is_unmistakable(name: str) -> bool:
    """Three characters that are a person's name without any title: a common surname, no words in it.

    Not 洪泽湖, 艾美奖, 农惠农: what a thing's name ends with, or holds a word.
    """
    family, _ = pinyin.split_person(name)
    return (
        pinyin.surnames().get(family, ("common", ""))[0] != "rare"
        and name[-1] not in _THINGS
        and name[0] != name[-1]  # 高开高走
        and not words.is_common(name[:2])
        and not words.is_common(name[1:])
        and not set(name[1:]) & (words.FUNCTION | _VERBAL)
        and transcription.odds(name) < 0.3
    )


def is_foreign(text: str, name: str, end: int) -> bool:
    """Is this a foreign name, or a part of one (吉姆·莫拉, 古特雷|斯), or a minority's (索南才|让)?"""
    beside = (text[end : end + 1], text[end - len(name) - 1 : end - len(name)])
    if any(char in _DOTS for char in beside) or _DOT_SOON.match(text, end):
        return True
    after = text[end : end + 1]
    goes_on = bool(after) and after not in words.FUNCTION and transcription.odds(after) > 1.2
    return (
        transcription.likely(name)
        or name in transcription.minority_parts()
        or (len(name) > 2 and transcription.of_a_minority(name))
        or (
            goes_on
            and transcription.odds(name) > 0.3  # 东布洛|夫斯基
            and transcription.odds(name[1:]) > -0.2  # not 隋桂芝: our tables lack the surname
        )
    )


@cache
def titles() -> dict[str, str]:
    """Titles and callings, each with the side of the name on which it stands: data/titles.tsv."""
    return {zh: side for zh, _, side in rows("titles.tsv")}


@cache
def title_pattern() -> re.Pattern[str]:
    """Any of them, the longest first."""
    return re.compile("|".join(sorted(titles(), key=len, reverse=True)))

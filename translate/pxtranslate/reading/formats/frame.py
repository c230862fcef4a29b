"""What stands around the story of a web page and belongs to it: its head, pictures, tables, credits.

Knows which passages of a page are menus, prose or asides; where the story itself lies is found in `html`.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from lxml import etree

from pxtranslate.reading.base import CELL_GAP, Run, one_line
from pxtranslate.reading.encoding import han
from pxtranslate.reading.formats.flow import Passage
from pxtranslate.reading.formats.headline import is_outlet
from pxtranslate.records import Role

_TELLING = 10
"""Characters of Chinese from which on a line with a full stop is a paragraph."""
_LINKED = 0.5
"""Share of a passage's characters in links from which on it is a menu, unless it is a sentence."""
_CONTROL = re.compile(
    r"\A[▼↓+\s]*+(?:返回\w{1,6}，)?(?:点击|點擊)?(?:展开|展開|阅读|閱讀|查看|显示|顯示|收起)"
    r"(?:剩余|剩餘|余下|全文|全部|更多|原文|内容|內容|[\d%\s])*+[▼↓»>\s]*"
)
SENTENCE = re.compile(r"[。！？!?；…][”’」』）)】》]*$")
_ASIDE = re.compile(
    r"(?:^|[\s_-])(?:comments?|reply|replies|related|recommend\w*|relate|hot|rank\w*|sidebar|footer"
    r"|foot|copyright|disclaimer|breadcrumbs?|crumbs?|share|popup|dialog|modal|tips?|login)(?:$|[\s_-])",
    re.IGNORECASE,
)
_LEGAL = re.compile("本网站?|本站|转载|免责|不代表|侵权|备案|ICP|公网安备|许可证|浏览器|登录|注册")
_CREDIT = re.compile(
    r"[（(【\[\s]*(?:责任编辑|责编|编辑|编审|校对|审核|监制|终审|作者|来源|稿源|消息来源|文章来源|信息来源|供稿|撰稿|通讯员)\s*[:：]"
)
_PLACE = re.compile(
    r"(?:当前|现在|所在)的?位置|[>›»＞]|(?:19|20)\d\d[-/.年]|星期[一二三四五六日天]"
)
_POINTS = re.compile("扫一扫|扫码|二维码|关注|客户端|下载")
_LEAST_KICKER = 4
"""Chinese characters of a line above a headline, or below a picture."""
_WORDS = ("span", "em", "a", "i", "label", "time", "font")
_DATED = re.compile(r"(?:19|20)\d\d\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d")
_FIGURE_TEXTS = 64
"""Pieces of text in an element, spaces between tags too, up to which it may be a figure."""
_ASIDES = ("footer", "nav", "menu", "dialog")


def lies_in(element: etree._Element, container: etree._Element) -> bool:
    """Whether an element is a container or stands in it."""
    return element is container or container in element.iterancestors()


def is_aside(element: etree._Element, within: etree._Element | None) -> bool:
    """Whether an element or what it lies in, up to `within`, is named for comments, menus, footers."""
    for one in (element, *element.iterancestors()):
        if one is within or one.tag in ("html", "body"):
            return False
        named = f"{one.get('class', '')} {one.get('id', '')}"
        if one.tag in _ASIDES or _ASIDE.search(named):
            return True
    return False


def is_menu(passage: Passage) -> bool:
    """Whether a passage is there to be clicked on: links and no sentence, or what unfolds a text."""
    if passage.folded:
        return not is_prose(passage)
    if _CONTROL.fullmatch(passage.run.text):
        return True
    listed = "、" in passage.run.text  # “石桥镇、柳林区”, each a link, are words of the text
    linked = passage.linked > _LINKED * size(passage)
    return linked and not listed and not SENTENCE.search(passage.run.text)


def size(passage: Passage) -> int:
    """Its characters, but for spaces."""
    return len("".join(passage.run.text.split()))


def is_prose(passage: Passage) -> bool:
    """A paragraph, by its full stop; a menu or a form has none."""
    text = passage.run.text
    return SENTENCE.search(text) is not None and han(text) >= _TELLING


def going_on(
    page: Sequence[Passage], chosen: Sequence[int], container: etree._Element, head: int | None
) -> list[int]:
    """Paragraphs outside the story's container that go on in it: after a picture, a table, an advert.

    What stands below links is what they lead to, unless it is set as the story is.
    """
    first = min(chosen[:1] if head is None else [head, *chosen[:1]], default=0)
    inside = set(chosen)
    set_as = {_setting(page[n]) for n in chosen if is_prose(page[n])}
    more = []
    below_links = False
    for n in range(first, len(page)):
        one = page[n]
        if n in inside:
            below_links = False
        elif not is_prose(one):
            below_links = below_links or is_menu(one)
        elif (not below_links or _setting(one) in set_as) and not _apart(one):
            more.append(n)
            below_links = False
    return more


def _apart(passage: Passage) -> bool:
    """Whether a paragraph is surely none of the story's."""
    if passage.folded or _LEGAL.search(passage.run.text):
        return True
    return is_aside(passage.element, None)


def _setting(passage: Passage) -> tuple[object, ...]:
    around = passage.element.getparent()
    return passage.element.tag, around is not None and (around.tag, around.get("class"))


def around(page: Sequence[Passage], chosen: Sequence[int], head: int | None) -> list[int]:
    """The headline of a story, what stands with it and before the text, and what belongs below that."""
    inside = set(chosen)
    taken = [] if head is None or head in inside else _above(page, min(chosen), head)
    linked = False
    for n in range(min(chosen), len(page)):
        one = page[n]
        if n in inside:
            linked = False
        elif is_aside(one.element, None) or is_menu(one):
            linked = True
        elif not one.folded and (_CREDIT.match(one.run.text) or (not linked and _is_shown(one))):
            taken.append(n)
    return taken


def _above(page: Sequence[Passage], body: int, head: int) -> list[int]:
    """The headline, its kicker and what stands between it and the text, but for a bar of links."""
    between = range(head + 1, body)
    menus = [n for n in between if is_menu(page[n]) and not page[n].folded]
    first, last = (menus[0], menus[-1]) if menus else (body, body)
    kept = [
        n
        for n in between
        if not (first <= n <= last or page[n].folded or is_aside(page[n].element, None))
    ]
    return [*kickers(page, head), head, *kept]


def kickers(page: Sequence[Passage], head: int) -> list[int]:
    """The lines above a headline that are set with it."""
    first = head
    while first > 0 and _is_kicker(page[first - 1], page[head]):
        first -= 1
    return list(range(first, head))


def _is_kicker(passage: Passage, head: Passage) -> bool:
    """Whether a line above a headline is set with it: beside it, or as a heading by itself."""
    if passage.folded or is_menu(passage) or is_prose(passage) or is_aside(passage.element, None):
        return False
    text = passage.run.text
    if han(text) < _LEAST_KICKER or _PLACE.search(text) or _CREDIT.match(text) or is_outlet(text):
        return False
    parent = head.element.getparent()
    if parent is None or passage.element.getparent() is not parent:
        return False
    return parent.tag != "body" or passage.run.role == "heading"


def _is_shown(passage: Passage) -> bool:
    """Whether a passage is a row of a table or the caption of a picture."""
    return CELL_GAP in passage.run.text or is_pictured(passage)


def is_pictured(passage: Passage) -> bool:
    """Whether a passage stands with a picture and nothing else."""
    bare = "".join(passage.run.text.split())
    if han(bare) < _LEAST_KICKER or _POINTS.search(bare):
        return False
    for element in (passage.element, *islice(passage.element.iterancestors(), 2)):
        texts = list(islice(element.itertext(), _FIGURE_TEXTS))
        if len(texts) == _FIGURE_TEXTS or "".join("".join(texts).split()) != bare:
            return False
        if element.find(".//img") is not None:
            return True
    return False


def named(page: Sequence[Passage], taken: Sequence[int], head: int | None) -> list[Passage]:
    """The page with what was taken from around the story called what it is."""
    found = list(page)
    for n in taken:
        if page[n].run.role is None and is_pictured(page[n]):
            found[n] = _called(page[n], "caption")
        elif page[n].run.role is None and (line := _credits(page[n])):
            found[n] = replace(page[n], run=Run(line, "byline"))
    if head is not None:
        found[head] = _called(page[head], "title")
        for n in kickers(page, head):
            found[n] = _called(page[n], "heading")
    return found


def _credits(passage: Passage) -> str:
    """The date, source and writers of a line, each in an element of its own, with spaces between."""
    children = list(passage.element)
    if not children or any(child.tag not in _WORDS for child in children):
        return ""
    parts = [passage.element.text or ""]
    for child in children:
        parts += ["".join(child.itertext()), child.tail or ""]
    line = " ".join(filter(None, map(one_line, parts)))
    whole = "".join(line.split()) == "".join(passage.run.text.split())
    return line if whole and _DATED.search(line) else ""


def _called(passage: Passage, role: Role) -> Passage:
    return replace(passage, run=replace(passage.run, role=role))

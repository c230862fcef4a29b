"""The headline of a web page: which passage it is, by what the page is called and how large it is shown.

Knows the names a page bears (its `<title>`, what it tells search engines) and which of them are the
site's; knows nothing of where the story lies.
"""

import re
from collections.abc import Iterator, Sequence

from lxml import etree

from pxtranslate.reading.encoding import han
from pxtranslate.reading.formats.flow import Passage

_CALLED = ("articletitle", "og:title")
_SITE = ("sitename", "og:site_name")
"""What Chinese government sites have to state, and what others do."""
_CUTS = re.compile(r"[_|｜]+|-{2,}|—{2,}|\s[-–—]\s")
"""Between the parts of a `<title>`: headline, column, site."""
_DASH = re.compile(r"([-–—])")
_NO_NAME = re.compile(
    r"(?:19|20)\d\d\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?|星期[一二三四五六日]|第?\s?[A-Z]?\d{1,3}\s?版.*"
    r"|数字报刊?|电子版|电子报刊?|首页|正文|详情页?|详细页?|内容页?|文章|新闻(?:详情|内容|中心)|欢迎(?:访问|光临|您)|[^\w]"
)
_OUTLET = re.compile(
    r"[\u4e00-\u9fff]{2,10}(?:[日晚早晨时商快]报|都市报|青年报|法[制治]报|新闻网|信息网|政府网|门户网站?|网站|官网|新闻"
    r"|客户端|频道|融媒体?(?:中心)?|人民政府)"
)
_LOUDER = 1.15
"""Times the size of running text; bold alone is as much."""
_LONGEST = 60
_LEAST_NAME = 4
_COLUMN = 4
"""Characters at most of a column between headline and site: 县区, 社会新闻."""
_LEAST = 5
"""Chinese characters; what is shown large and has less is a column: 社会, 要闻."""


def names(tree: etree._Element) -> list[str]:
    """What the page calls its story, without column and site, the most telling first."""
    metas = list(_metas(tree))
    sites = {text for name, text in metas if name in _SITE}
    titles = [text for called in _CALLED for name, text in metas if name == called]
    titles += ["".join(one.itertext()) for one in tree.iter("title")][:1]
    found = [_without_site(" ".join(title.split()), sites) for title in titles]
    return [name for name in dict.fromkeys(found) if name]


def _metas(tree: etree._Element) -> Iterator[tuple[str, str]]:
    for meta in tree.iter("meta"):
        name = meta.get("name") or meta.get("property") or ""
        yield name.strip().lower(), meta.get("content", "").strip()


def _without_site(title: str, sites: set[str]) -> str:
    parts = [part.strip() for part in _CUTS.split(title)]
    told = [part for part in parts if part and part not in sites and not is_outlet(part)]
    name = told[0] if told else ""
    parts = _DASH.split(name)  # every other one is a dash
    cut = len(parts)
    while parts and (parts[-1] in sites or is_outlet(parts[-1])):
        parts = parts[:-2]
    if len(parts) < cut:
        while len(parts) > 1 and han(parts[-1]) == len(parts[-1]) <= _COLUMN:
            parts = parts[:-2]
    while parts and is_outlet(parts[0]):
        parts = parts[2:]
    name = "".join(parts).strip()
    return name if len(name) >= _LEAST_NAME else ""


def is_outlet(text: str) -> bool:
    """Whether a text names a paper, a site or a kind of page and says nothing else."""
    bare = _NO_NAME.sub("", text)
    return not bare or _OUTLET.fullmatch(bare) is not None


def headline(page: Sequence[Passage], body: int, called: Sequence[str]) -> int | None:
    """Which passage is the headline of the story whose running text begins with passage `body`.

    That which the page is called by; else its `<h1>`; else, where the page bears no name but the
    site's, the one shown largest.
    """
    shown = [
        n
        for n, one in enumerate(page[:body])
        if not one.folded and len(one.run.text) <= _LONGEST and not is_outlet(one.run.text)
    ]
    free = [n for n in shown if not is_linked(page[n])]
    for name in map(_bare, called):
        named = [n for n in free if _bare(page[n].run.text) in name and _is_word(page[n])]
        most = max((len(page[n].run.text) for n in named), default=0)
        if named and 2 * most >= len(name):
            long = [n for n in named if 2 * len(page[n].run.text) >= most]
            return max(long, key=lambda n: (page[n].size, len(page[n].run.text)))
    firsts = [n for n in free if page[n].run.role == "title"]
    if called and firsts:
        firsts = [n for n in firsts if han(page[n].run.text) >= _LEAST]
    if firsts:
        return max(firsts, key=lambda n: len(page[n].run.text))
    if called or body >= len(page):
        return None
    loud = [
        n
        for n in free
        if page[n].size >= _LOUDER * page[body].size and han(page[n].run.text) >= _LEAST
    ]
    menu = max((n for n in range(loud[-1]) if is_linked(page[n])), default=-1) if loud else -1
    return max((n for n in loud if n > menu), key=lambda n: page[n].size, default=None)


def is_linked(passage: Passage) -> bool:
    """Whether most of a passage is links."""
    return 2 * passage.linked > len(_bare(passage.run.text))


def _bare(text: str) -> str:
    return "".join(text.split())


def _is_word(passage: Passage) -> bool:
    """Whether a passage says something: more than a mark or a number."""
    return han(passage.run.text) >= 2

"""What stands at the head or foot of a newspaper page whatever it tells of: paper, section, date, number.

Knows one line at a time; where it stands and how often is for those who know the page.
"""

import re

_GAP = r"[\s\u3000·•|｜丨/／:：,，—–\-]*"
_PAPER = re.compile(
    r"(?:(?!本报|据)[\u4e00-\u9fff]{2,8}?)(?:[日晚早晨时商快周导新党]|都市|青年|农民|农村|工人|科技|教育|法[制治]|电视|学习|消费|健康)报"
    rf"(?:{_GAP}(?:数字报|电子版|社))?"
)
_DAY = re.compile(
    r"(?:(?:19|20)\d{2}|[二一][〇○零九][〇○零一二三四五六七八九]{2})\s*[-/.年]\s*[\d一二三四五六七八九十]{1,3}\s*[-/.月]"
    r"\s*[\d一二三四五六七八九十]{1,3}\s*日?(\s*[（(]?\s*(?:星期|周)[一二三四五六日天]\s*[）)]?)?"
)
_LUNAR = re.compile(
    r"(?:农历)?(?:[甲乙丙丁戊己庚辛壬癸]\w年)?[正一二三四五六七八九十冬腊闰]{1,2}月[初十廿三二][一二三四五六七八九十]"
)
_NUMBER = re.compile(
    r"(?:第\s*+)?[A-Z]?\d{1,3}\s*+[版页頁]|第?[一二三四五六七八九十]{1,3}[版页頁]|[A-Z]\d{1,2}(?!\d)|(?:今日|本期)\s*+\d{1,3}\s*+版"
    r"|总?第\s*+\d{1,6}\s*+[期号]"
)
_BARE_NUMBER = re.compile(r"(?<![-–—·|\s])[-–—·|\s]*+[A-Z]?\d{1,4}[-–—·|\s]*+")
_SECTION = re.compile(
    r"(?:头版|要闻|综合|时政|时事|本地|地方|区域|图片|本市|市县|县域|县区|乡镇|乡村|国内|国际|天下|社会|经济|财经|产经|民生|文化|教育"
    r"|文教|文体|文艺|副刊|体育|健康|卫生|科技|科教|法治|政法|评论|理论|党建|旅游|生活|农业|三农|专题|专版|特刊|广告|公益广告|公告"
    r"|视点|关注|聚焦|焦点|深度|人物|影像|读者|热线|新闻|港闻|港澳|两岸|娱乐|来论|时评|来信|群众来信|读者来信)(?:·?(?:新闻|要闻|时讯|资讯|动态|版|周刊|副刊|专刊))?"
)


def is_running_head(line: str) -> bool:
    """Whether a line is a paper's name, a date with its weekday or a numbered section, and what goes
    with these.
    """
    day = _DAY.search(line)
    if not (
        (day and day[1])
        or (_NUMBER.search(line) and _SECTION.search(line))
        or ("报" in line and _PAPER.search(line))
    ):
        return False
    for pattern in (_PAPER, _DAY, _LUNAR, _NUMBER, _SECTION):
        line = pattern.sub(" ", line, count=1)
    return not re.sub(_GAP, "", _BARE_NUMBER.sub("", line, count=1))


def goes_with_heads(line: str) -> bool:
    """Whether a line is a section's name or a number, which beside a running head are part of it."""
    line = line.strip()
    return any(one.fullmatch(line) for one in (_SECTION, _BARE_NUMBER, _NUMBER, _LUNAR))

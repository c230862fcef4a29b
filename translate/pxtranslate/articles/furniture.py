"""Lines that a newsroom's system sets round a story: date, source, size of type, “关注我们”.

They are neither headline nor text. Knows one line at a time, and takes a line for furniture only if
nothing is left of it when all that is known to be such is taken away.
"""

import re

from pxtranslate.reading.running import is_running_head
from pxtranslate.script import plain

_SEPARATOR = r"[\s　|｜丨/／·•,，、;；:：>›»▶—\-]*"
_YEAR = r"(?:(?:19|20)\d{2}|[一二][〇○零九][〇○零一二三四五六七八九]{2})"
_COUNT = r"[\d一二三四五六七八九十]{1,3}"
_DATE = (
    rf"{_YEAR}\s*[-/.年]\s*{_COUNT}\s*[-/.月]\s*{_COUNT}\s*[日号]?"
    r"(?:\s*[（(]?\s*(?:星期|周|礼拜)[一二三四五六日天]\s*[）)]?)?"
)
_TIME = r"(?:[上下]午|凌晨)?\s*\d{1,2}\s*[:：时]\s*\d{2}(?:\s*[:：分]\s*\d{2})?\s*[分秒]?"
_STAMP = re.compile(rf"{_DATE}(?:\s*T?\s*{_TIME})?")
_CLOCK = re.compile(_TIME)
_SIGNED = re.compile(rf"{_YEAR}\s*年\s*{_COUNT}\s*月\s*{_COUNT}\s*日")
_MARK = r"\s*[:：|｜丨/／]\s*"
_DAY = r"\d{1,2}\s*月\s*\d{1,2}\s*[日号]"
_WHEN = re.compile(
    rf"(?:(?:时间|日期){_MARK})?(?>(?:(?:{_DATE}|{_DAY})(?:\s*T?\s*{_TIME})?|{_TIME}){_SEPARATOR})++"
)
_STAMPED = re.compile(rf"{_DATE}\s*T?\s*{_TIME}|{_TIME}\s*{_DATE}")

_WRITER = r"作者|文字|撰文|撰稿人?|采写|采访|执笔|记者|通讯员|特约记者|文/图|图/文|图文|文|摄影|摄像|图片|图"
_PEOPLE = (
    r"(?:责任|值班|执行|新媒体|本期|本版|网络|视频|图片|美术|文字|实习)?编辑|责编|编审|美编|主编|副主编|校对|校检|审核|审校|审读|核稿|签发"
    r"|[初复终一二三]审|监制|监审|总监制|制作|制图|设计|视觉|统筹|策划|排版|版式|翻译|编译|出品人?|录入|上传|信息员|投稿人?"
)
_FACTS = (
    r"(?:信息|文章|新闻|稿件|消息|内容|图片)?来源|稿源|出处|供稿单位|供稿|供图|发布单位|发布机构|发布者|发文机关|发布人"
    r"|字号|字体(?:大小)?|栏目|所属栏目|频道|关键词|关键字|标签|文号|索引号|信息索引号|主题分类|版次|版名|作者单位|分享到?|分享至"
)
_TIMES = r"发布时间|发布日期|发表时间|发表日期|更新时间|更新日期|发稿时间|编辑时间|成文日期|生成日期|时间|日期"
_COUNTS = r"(?:浏览|阅读|点击|访问|查看|评论|点赞|转发|收藏|围观)(?:次数|人数|量|数|率)?"
_VALUE = r"[^\s　|｜丨:：。！？，]{1,24}?"
_NAMES = r"[\u4e00-\u9fff·]{2,4}"
_REPORTERS = (
    r"(?:[本该][报网台刊社]|[\u4e00-\u9fff]{2,8}[报网社台])?(?:全媒体|融媒体|首席|见习|实习|特约)*(?:记者|通讯员)"
    rf"[ 　]+{_NAMES}(?:[ 　、]+{_NAMES})*(?=$|[\s《（(\0])"
)
_LABELLED = re.compile(
    rf"(?:{_WRITER}|{_PEOPLE}|{_FACTS}){_MARK}(?:{_VALUE}(?=$|[\s　|｜丨）)】])"
    rf"(?:[ 　、]{_NAMES}(?=$|[\s　|｜丨、）)】])(?!{_MARK}))*)?"
    rf"|{_REPORTERS}|(?:{_TIMES}){_MARK}(?={_DATE})"
    rf"|{_COUNTS}(?:{_MARK})?\s*[\d.,万]*(?:\s*次)?|\d+(?:人|次){_COUNTS}"
)
_WRITERS = re.compile(
    rf"{_REPORTERS}|(?<![\u4e00-\u9fff])(?:{_WRITER}){_MARK}{_NAMES}(?:[ 　、]{_NAMES}(?![\u4e00-\u9fff]*[:：|｜丨/／]))*"
)
_SIZES = re.compile(
    r"(?:字体大小|字号调整|字体|字号)?\s*+[:：]?\s*+[【\[(（]?\s*+[特]?[大中小]\s*+[大中小]\s*+[大中小](?:\s*+[】\])）])?"
    r"|字体大小|字号调整"
)
_FIXED = re.compile(
    r"字体|字号|打印(?:本页|正文)?|关闭(?:窗口|本页)?|收藏"
    r"|分享(?:到?(?:微信|微博|朋友圈|QQ空间))*|微信扫一扫|扫一扫\S{0,16}|复制链接|语音播报|听新闻|朗读|纠错|举报|原创|手机(?:看|阅读)|用手机打开"
    r"|返回(?:首页|列表|顶部)|上一[篇页版]|下一[篇页版]|正文|A\s*[+-]|T\s*T|[+-]|(?:第\s*[\dA-Z]{1,3}\s*版|[A-Z]?\d{2}版)(?:\s*[:：]\s*\S{0,6}|(?=\s|$))"
    r"|放大|缩小|默认|版权声明|加入收藏|我要评论"
)
_PAPER = re.compile(
    rf"《[^》]{{2,14}}》\s*[（(]?\s*{_DATE}[\s　,，]*(?:第?\s*[\dA-Z]{{1,3}}\s*版)?\s*\S{{0,4}}[）)]?"
)
_LEAF = r"第?\s*[A-Za-z]?\s*(?:\d{1,3}|[一二三四五六七八九十〇零]{1,4})\s*[版页]"
_OPEN, _SHUT = r"[（(【\[▶►>＞→\s]*+", r"[\s）)】\]▶►>＞→]*+"
_ONWARD = re.compile(rf"{_OPEN}(?:下|文|紧)转\s*{_LEAF}{_SHUT}$")
_SINCE = re.compile(rf"{_OPEN}(?:上|紧|文)接\s*{_LEAF}{_SHUT}")
_NUMBER_OF_PAGE = re.compile(
    r"[-—–―·]\s*\d{1,4}\s*[-—–―·]|第\s*\d{1,4}\s*页(?:\s*[,，/]?\s*共\s*\d{1,4}\s*页)?"
)
_WHOLE = re.compile(
    r"[（(【\[]?\s*(?:原标题|原题|本文标题|原文标题|标题)\s*[:：].*"
    r"|(?:您?的?当前的?位置|您的位置|您现在的位置|你的位置|当前页面)\s*[:：].*|首页\s*(?:[>›»＞/\-—]\s*\S{1,12}\s*)+"
    r"|\W*(?:点击|戳|轻触|长按|扫描|扫码|猛戳|请点)\S{0,8}[“\"「]?(?:蓝字|蓝色字|上方|下方|右上角|二维码|关注|识别|标题下|阅读原文)\S{0,24}"
    r"|\W*(?:欢迎|记得|快来|敬请|添加)?\S{0,6}关注(?:我们|我|公众号|“[^”]{1,14}”|微信公众号\S{0,16})\W*"
    r"|(?:©|(?:Copyright|版权所有|版权声明)\W).*|\S{0,16}未经\S{0,12}(?:不得|禁止|严禁|谢绝)\S{0,12}(?:转载|复制|使用)\S{0,8}"
    r"|国内统一(?:连续出版物号|刊号)\s*[:：].*"
    rf"|[（(]?(?:相关|更多|详细)?(?:报道|新闻|内容|全文)?[详刊]?(?:见|载于?)\s*{_LEAF}[）)]?"
    r"|\W*(?:展开|阅读|查看)(?:剩余|全文|原文|更多)\S{0,8}|返回\S{1,6}，查看更多"
    r"|[-—–=*·.\s]*(?:END|end|全文完|正文完|以下正文|正文)[-—–=*·.\s]*"
)
_OUTLET_END = re.compile(
    r"(?:社|网|报|台|发布|新闻|客户端|在线|号|频道|融媒|融媒体中心|公安|宣传|政务|观察|时报|资讯|杂志|周刊)$"
)
_BETWEEN = re.compile(rf"(?:\0|{_SEPARATOR[:-1]}|[（()）【】\[\]])+")
_TAKEN = (
    (_PAPER, re.compile("《")),
    (_SIZES, re.compile(r"[大中小]\s*[大中小]|字[体号]")),
    (
        _LABELLED,
        re.compile(r"[:：|｜丨/／]|记者|通讯员|浏览|阅读|点击|访问|查看|评论|点赞|转发|收藏|围观"),
    ),
    (_STAMP, re.compile(r"\d|[一二]")),
    (_CLOCK, re.compile(r"\d")),
    (_FIXED, _FIXED),
)
"""What is taken away of a line, each with what no match of it is without: to look for that first takes a
fifth of the time, and prose has none of most."""
_LONGEST = 160
_LONGEST_OUTLET = 14
_LONGEST_JUMP = 24
_LONGEST_HEAD = 50


def is_furniture(line: str) -> bool:
    """Whether a line is nothing but date, source, credits with labels, or what readers click on.

    A date alone is not: it signs notices, too.
    """
    line = plain(line.strip())
    if not line or len(line) > _LONGEST or _SIGNED.fullmatch(line):
        return False
    if _WHOLE.fullmatch(line) or is_passing(line):
        return True
    left, taken = line, 0
    for pattern, core in _TAKEN:
        if core.search(left):
            left, count = pattern.subn("\0", left)
            taken += count
    if not taken:
        return False
    words = [word for word in _BETWEEN.split(left) if word]
    if not words:
        return True
    # “临江发布 2024-05-20 08:30”: whose page it is, beside a date with its time.
    outlet = len(words) == 1 and len(words[0]) <= _LONGEST_OUTLET
    stamped = _STAMPED.search(line) or (_STAMP.search(line) and _OUTLET_END.search(words[0]))
    return outlet and bool(stamped)


def is_date(line: str) -> bool:
    """Whether a line is a date and nothing else."""
    return _STAMP.fullmatch(line.strip()) is not None


def is_passing(line: str) -> bool:
    """Whether a line stands in the text only because of the page: its number or head, “下转第三版”."""
    line = plain(line.strip())
    return is_page_mark(line) or any(x.fullmatch(line) for x in (_ONWARD, _SINCE))


def is_page_mark(line: str) -> bool:
    """Whether a line is the number of a page, or its head: paper, section, date with its weekday."""
    line = line.strip()
    if len(line) > _LONGEST_HEAD:
        return False
    line = plain(line)
    return _NUMBER_OF_PAGE.fullmatch(line) is not None or is_running_head(line)


def goes_on_elsewhere(text: str) -> int | None:
    """Where “下转第三版” begins at the end of a text, in plain characters, if it does."""
    found = _ONWARD.search(text, max(0, len(text) - _LONGEST_JUMP))
    return found.start() if found else None


def comes_from_elsewhere(text: str) -> int | None:
    """Where “上接第一版” ends at the start of a text, in plain characters, if it does."""
    found = _SINCE.match(text)
    return found.end() if found else None


def is_time(line: str) -> bool:
    """Whether a line says when and nothing else: of the story, or of what it tells of."""
    line = plain(line.strip())
    return len(line) <= _LONGEST and _WHEN.fullmatch(line) is not None


def has_clock(line: str) -> bool:
    """Whether a line says an hour."""
    return _CLOCK.search(plain(line)) is not None


def is_stamp(line: str) -> bool:
    """Whether a line is a date with its time and nothing else."""
    return _STAMPED.fullmatch(plain(line.strip())) is not None


def writers(line: str) -> list[str]:
    """Of a line of furniture, the credits of those who wrote or took pictures: 文｜周丽华."""
    return [line[slice(*found.span())].strip() for found in _WRITERS.finditer(plain(line))]

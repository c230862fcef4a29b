"""The shapes a quantity takes in Chinese text, as one regular expression with a name a shape.

Knows only how things are written; what they are worth is worked out in chinese.py. The text is
expected in half-width characters, set phrases masked.
"""

import re
from functools import cache
from importlib.resources import files

from pxtranslate.figures.units import alternatives, chinese_words

_FIGURE = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?)"
_HAN = "〇零○一二三四五六七八九两兩"
_SCALE = r"(?:十|百(?!分|货)|千(?![米克瓦卡伏帕赫焦])|[万萬亿億])"
NUMERAL = (
    rf"(?:{_FIGURE}(?:\s?(?:[多余]|个(?=亿(?!元)))?{_SCALE}+(?:(?:\d+(?:\.\d+)?|[{_HAN}]){_SCALE}+)*"
    rf"(?:[一二三四五六七八九](?![{_HAN}十百千万亿成分折倍月年])|\d{{3,4}}(?![\d.,年]))?)?"
    rf"|(?:[{_HAN}]|{_SCALE})+(?:点[{_HAN}]+(?:[万亿]+|(?=%|个百分|[倍成元吨米度级]|公)))?(?:[多余][万亿]+)?)"
)
_TO = r"\s?(?:[-—–~～至到]|——)\s?"
_MORE = r"(?:\s?[多余来几])?"

# A numeral before one of these counts something and is not part of a name.
_CLASSIFIER = (
    "个|名|位|家|次|项|种|条|届|人|只|件|款|所|套|辆|艘|架|例|起|场|部门|部|本|台|支|枚|颗|张|座|块|户|轮|间|"
    "篇|层|处|级|批|组|段|份|株|棵|头|匹|口|门|幅|栋|幢|艇|对|双|片|期|章|句|字|页|票|岁|站|趟|班|局|盘|"
    "球|步|环|省|市|县|区|乡|镇|村|国|大(?!学|桥|道|街|厦)|方面|代表|成员"
)
_MONTH = r"(?:1[0-2]|0?[1-9])"
_DAY = r"(?:[12]\d|3[01]|0?[1-9])"
_YEAR = r"(?:1\d|20)\d\d"
_HOURS = "凌晨|早上|早晨|清晨|上午|中午|下午|午后|傍晚|晚上|晚间|当晚|深夜|夜里|晚|夜"


@cache
def forms() -> re.Pattern[str]:
    """The expression; `lastgroup` of a match is the name of the shape."""
    words = chinese_words()
    latin = rf"(?:{alternatives(w for w in words if w.isascii() and len(w) > 1)}"
    latin += (
        rf"|(?-i:{alternatives(w for w in words if w.isascii() and len(w) == 1)}))(?![A-Za-z\d])"
    )
    units = rf"(?:{alternatives(w for w in words if not w.isascii())}|{latin})"
    shapes = {
        # PM2.5, PM_{2.5}, 5A, D771, iPhone 6s, 0799-6331234, 13800138000
        "code": rf"(?<![A-Za-z\d])(?<!\d[.,])(?![kc]?m[23](?![A-Za-z\d]))(?:[A-Za-z]+(?:[-_{{]|_{{)?\d[A-Za-z\d]*(?:[-.]\d+)*}}?"
        rf"|\d+(?!{latin}|x\d)[A-Za-z][A-Za-z\d]*"
        r"|0\d{2,3}-?\d{7,8}(?!\d)|1[3-9]\d{9}(?!\d)|0\d{4,}|400-\d{3,4}-\d{3,4})",
        "per": rf"(?P<base>[百千万])分之\s?(?P<rate>{NUMERAL}(?:点[{_HAN}]+)?)",
        "share": rf"(?P<below>{NUMERAL})\s?分之\s?(?P<above>{NUMERAL})"
        r"|(?<![\d/])(?P<above2>\d{1,2})/(?P<below2>\d{1,3})(?![\d/])",
        "decade": r"(?:(?P<century>上|本|20|19|21|二十|十九|二十一)\s?世纪\s?)?"
        r"(?P<ten>\d{1,3}0|[二三四五六七八九]{1,2}十)\s?年代"
        r"|(?P<ten2>\d0)(?=\s?后[^来面续天]|(?:后[”’]|[、和至-])?\s?[“‘]?\s?\d0(?:后|年代))",
        "years": rf"(?P<y1>{_YEAR}|[一二][{_HAN}]{{3}})\s?年?(?:{_TO}|[、/])(?P<y2>(?:1\d|20)?\d\d|[一二][{_HAN}]{{3}})\s?"
        r"(?:年(?!代|前)|赛季|学年|财年)",
        "year": rf"(?<!\d)(?<!\d[.,])(?P<y>{_YEAR}|[一二][{_HAN}]{{3}})\s?(?:[财学]?年|赛季)(?!代|前(?!\d)|来|间|历史|的?时间)",
        "weekday": rf"(?:星期|礼拜|周)(?P<dow>[一二三四五六日天])(?![{_HAN}年期岁边围])",
        "months": rf"(?<![\d.])(?P<m1>{_MONTH})(?:月份?)?(?:{_TO}|、)(?P<m2>{_MONTH})\s?月(?![球饼])",
        "month": rf"(?<![\d.])(?P<m>{_MONTH}|十[一二]?|(?<![{_HAN}十])[一二三四五六七八九])\s?月份?"
        r"(?![球饼亮光色])",
        "days": rf"(?<![\d.])(?P<d1>{_DAY})\s?[日号]?(?:{_TO}|、)(?P<d2>{_DAY})\s?[日号]",
        "day": rf"(?<![\d.第])(?P<d>{_DAY}|(?<=月)(?:[二三]?十[一二三四五六七八九]?|[一二三四五六七八九]))"
        r"\s?[日号]",
        "hours": r"(?<![\d.:])(?P<from>[01]?\d|2[0-4])(?:[时点]|:00)?\s?[-—–~～至到]\s?(?:次日)?"
        r"(?P<until>[01]?\d|2[0-4])[时点](?!间)",
        "elapsed": r"(?:\d{1,2}\s?(?:小时|时))?\d{1,2}\s?分\s?\d{1,2}(?:\.\d+)?\s?秒(?:\d{1,2})?"
        r"|(?<![\d.:])\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?|\.\d+)(?![\d:])",
        "clock": rf"(?P<part>{_HOURS})?\s?(?:(?<![\d.])(?P<h>[01]?\d|2[0-4])\s?[时点]"
        r"(?!代|间|之|子|评|赞|以上|[\d一二三四五六七八九]+(?!\d|\s?分))"
        r"(?:\s?(?P<min>[0-5]?\d)\s?分(?!钟|之)|(?P<thirty>半)|(?P<quarters>[一三])刻|整)?"
        rf"|(?<=[午晨晚上夜间傍])(?P<hh>十[一二]?|[{_HAN}])\s?[时点]"
        r"(?:(?P<thirty2>半)|(?P<han_min>[二三四五]?十[一二三四五六七八九]?|[零〇]?[一二三四五六七八九])分)?"
        r"|(?<![\d.:])(?P<hc>[01]?\d|2[0-4]):(?P<minc>[0-5]\d)(?![\d:]))",
        "event": r"(?P<em>1[0-2]|[1-9])·(?P<ed>[12]\d|3[01]|[1-9])(?!\d)",
        "pair": r"(?<![\d.:])(?P<a>\d{1,3})\s?[:比]\s?(?P<b>\d{1,3})(?![\d.:])",
        # 排名前三, 跻身世界前十; 前三季度 and 前三天 are none
        "top": r"(?:(?<=排名)|(?<=名列)|(?<=位列)|(?<=位居)|(?<=稳居)|(?<=跻身)|(?<=进入)"
        r"|(?<=全[国省市区县球])|(?<=世界))"
        rf"前\s?(?P<top_of>{NUMERAL})(?!\s?[天年月日季周次届任个])",
        "ordinal": rf"第\s?(?P<nth>{NUMERAL})|(?P<century2>{NUMERAL})\s?世纪",
        "doubling": r"翻了?(?P<times>[一两三四])番|翻倍|翻了?一倍",
        "half": r"一半|半数|(?<![上下前后大小])(?P<span>半个?(?:年|月|小时|世纪))",
        "number": rf"(?P<several>[数几](?=[十百千万亿])|上(?=[百千万]))?(?:(?P<sign>[A-Z]{{0,3}}[$¥€£]|RMB|USD|HKD|EUR)\s?)?"
        rf"(?P<n1>{NUMERAL})(?:"
        rf"(?P<tenths>成)(?P<fifth>[一二三四五六七八九半])?(?![员立为本果长功都绩交就熟品套群年家名型因份语])"
        r"|(?P<fold>折)(?![叠磨腾射扣算])"
        rf"|\s?(?:(?P<percent1>%)|(?P<u1>{units})|(?P<things1>{_CLASSIFIER}))?{_TO}(?P<n2>{NUMERAL}){_MORE}"
        rf"(?:\s?(?P<percent2>%)|\s?个?(?P<point2>百分点)|(?P<times2>倍)|\s?(?P<u2>{units})"
        rf"|(?P<things2>{_CLASSIFIER}))?"
        rf"|{_MORE}\s?(?:(?P<percent>[%‰])|个?(?P<point>百分点)|(?P<multiple>倍)"
        rf"|(?P<unit>{units})(?P<and_half>半(?!岛|数))?|(?P<one_and_half>个半(?:月|小时|钟头|世纪))"
        rf"|(?P<things>{_CLASSIFIER}))?)",
    }
    return re.compile(
        "|".join(f"(?P<{name}>{shape})" for name, shape in shapes.items()), re.IGNORECASE
    )


@cache
def set_phrases() -> re.Pattern[str]:
    """Words and set phrases that hold a numeral and count nothing."""
    lines = files("pxtranslate.figures").joinpath("idioms.txt").read_text("utf-8").splitlines()
    words = [line for line in lines if line and not line.startswith("#")]
    free = "[^\\W\\d_个名位家年天日月次项种条人岁元〇零一二三四五六七八九两十百千万亿]"
    shapes = (
        f"([一半十百千万两])(?!对)[^\\W\\d_]\\1{free}",  # 一企一策, 半信半疑
        "[一二三四五六七八九十百千万点]对[一二三四五六七八九十百千万点]",  # 一对一
        f"(?:千{free}[百万]|万{free}[千一]|百{free}[千一]|七{free}八|三{free}[五六两四]|四{free}[八五]"
        f"|五{free}[六十]|九{free}[一牛]|一{free}[两二三千万百再]|十{free}九){free}",  # 千方百计
        "(?<=[“‘「《〈])[一二三四五六七八九十两]+(?:个|大|项)?[^”’」》〉\\d]{1,8}(?=[”’」》〉])",
        "十[一二三四五]五(?=[”’》]|规划|时期|期间|末)|双\\s?1[12]|十一(?=国庆|黄金|假期|长假)",  # “十四五”, 双11
    )
    return re.compile(
        f"(?<![\\d〇零一二三四五六七八九两十百千万亿第几数])(?:{alternatives(words)}|{'|'.join(shapes)})"
    )

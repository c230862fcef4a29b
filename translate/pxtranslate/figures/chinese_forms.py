"""What the shapes of Chinese quantities share: numerals, ranges, classifiers; and set phrases.

Knows only how things are written. The text is expected `normal`, set phrases masked.
"""

import re
from functools import cache
from importlib.resources import files

from pxtranslate.figures.numerals import TRILLION
from pxtranslate.figures.units import alternatives, chinese_words

FIGURE = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?)"
HAN = "〇零○一二三四五六七八九两兩"
_TENS = "廿卅卌"
_SCALE = rf"(?:十|百(?!分|货)|千(?![米克瓦卡伏帕赫焦])|[万萬亿億{TRILLION}])"
NUMERAL = (
    rf"(?:{FIGURE}(?:\s?(?:[多余来几]|个(?=亿(?!元))|个[多余](?=亿))?{_SCALE}+(?:[多余]亿|[零〇]?(?:\d+(?:\.\d+)?|[{HAN}]){_SCALE}+)*"
    rf"(?:(?!一[个斤亩年月户人平台套辆只头件吨天次位张瓶箱米块])[一二三四五六七八九](?![{HAN}十百千万亿成分折倍月年])|[零〇]\d{{1,3}}(?![\d.,年])|\d{{3,4}}(?![\d.,年])"
    rf"|\d(?![\d.,年月日时点%:]|\s?[十百千万亿倍成折]))?)?"
    rf"|[{HAN}]?十有[一二三四五六七八九](?=岁|[，。；、！？”]|$)"  # 年七十有二
    rf"|(?:一、二|二、三|三、四|四、五|五、六|六、七|七、八|八、九)(?=[十百千万亿]){_SCALE}+"
    rf"|(?:[{HAN}{_TENS}]|{_SCALE})+(?:个[多余]?亿(?!元)|点[{HAN}]+(?:[万亿]+|(?=%|个百分|[倍成元吨米度级]|公)))?(?:[多余来几][万亿]+)?)"
)
TO = r"\s?(?:[-—–~～至到]|——)\s?"
MORE = r"(?:\s?[多余来几])?"

# A numeral before one of these counts something and is not part of a name.
CLASSIFIER = (
    "个|名(?![列单额])|位|家|次|项|种|条|届|人|只|件|款|所|套|辆|艘|架|例|起|场|部门|部|本|台|支|枚|颗|张|座|块|户|轮|间|"
    "篇|层|处|级|批|组|段|份|株|棵|头|匹|口|门|幅|栋|幢|艇|对|双|片|期|章|句|字|页|票|岁|站|趟|班|局|盘|"
    "球|步|环|省|市|县|区|乡|镇|村|国|大(?!学|桥|道|街|厦)|方面|代表|成员"
)
_PRICE = "[一二三四五六七八九十两]+[块毛][一二三四五六七八九]{1,2}[”’」》〉]"
"""A price in quotes, “九块九”, is no slogan."""


@cache
def units_pattern() -> str:
    """Every Chinese unit; Latin ones end where letters and digits do, single ones mind their case."""
    words = chinese_words()
    return rf"(?:{alternatives(w for w in words if not w.isascii())}|{latin_units()})"


@cache
def latin_units() -> str:
    """Units in Latin letters: km, MW, t."""
    words = chinese_words()
    latin = rf"(?:{alternatives(w for w in words if w.isascii() and len(w) > 1)}"
    return latin + (
        rf"|(?-i:{alternatives(w for w in words if w.isascii() and len(w) == 1)}))(?![A-Za-z\d])"
    )


@cache
def set_phrases() -> re.Pattern[str]:
    """Words and set phrases that hold a numeral and count nothing."""
    lines = files("pxtranslate.figures").joinpath("idioms.txt").read_text("utf-8").splitlines()
    words = {line for line in lines if line and not line.startswith("#")}
    free = "[^\\W\\d_成个名位家年天日月次项种条人岁元块毛角斤米尺丈里度点〇零一二三四五六七八九两十百千万亿]"
    shapes = (
        f"([一半十百千万两])(?!对|点.刻)[^\\W\\d_]\\1{free}",  # 一企一策, 半信半疑
        "[一二三四五六七八九十百千万点]对[一二三四五六七八九十百千万点]",  # 一对一
        f"(?:千{free}[百万]|万{free}[千一]|百{free}[千一]|七{free}八|三{free}[五六两四]|四{free}[八五]"
        f"|五{free}[六十]|九{free}[一牛]|一{free}[两二三千万百再]|十{free}九){free}",  # 千方百计
        "[个约近]?(?:百八十|千八百|万八千)(?![一二三四五六七八九\\d])|百十来",  # a hundred or so
        "千家万户|万分(?!之)|[一二两三四五六七八九十]家子|[二三五]米饭",
        f"(?<=[“‘「《〈])(?!{_PRICE})"
        "[一二三四五六七八九十两]+(?:个|大|项)?[^”’」》〉\\d]{1,8}(?=[”’」》〉])",
        "十[一二三四五]五(?=[”’》]|规划|时期|期间|末)",  # “十四五”
    )
    return re.compile(
        "(?<![\\d〇零一二三四五六七八九两十百千万亿][多余来几])"  # 9800多万户 counts
        f"(?<![\\d〇零一二三四五六七八九两十百千万亿第几数])(?:{alternatives(words)}|{'|'.join(shapes)})"
    )

"""Chinese text with its figures in one form, a character for a character: １２ as 12, 伍仟元 as 五千元.

Knows how figures are written, not what they count. The script is settled before (`pxtranslate.script`).
"""

import re

from pxtranslate.figures.numerals import TRILLION

# One to one, so that offsets hold.
_HALF_WIDTH = str.maketrans(
    {chr(0xFF01 + i): chr(0x21 + i) for i in range(94) if i != 11} | {"\u3000": " ", "∶": ":"}
)
_FORMAL = str.maketrans("壹贰叁参肆伍陆柒捌玖拾佰仟圆", "一二三三四五六七八九十百千元")
_FORMAL_RUN = re.compile(
    "(?<![收大登着内])(?:[壹贰叁参肆伍陆柒捌玖][拾佰仟][壹贰叁参肆伍陆柒捌玖拾佰仟零〇万亿]*圆?"
    "|[壹贰叁参肆伍陆柒捌玖拾][壹贰叁参肆伍陆柒捌玖拾佰仟零〇万亿]{0,40}(?:圆|(?=[元角分整]|美元|港元|人民币)))"
)
"""Numerals of cheques and contracts; alone, 陆 and 伍 are names."""
_CURRENCY = "台币|日元|日圆|韩元|韩圆|韩币|美元|美金|港元|港币|欧元|人民币|NT\\$|US\\$"
_MILLION_MILLION = re.compile(
    rf"(?:(?:{_CURRENCY})(?:约|近|逾|达|超过|\s){{0,2}}(?:\d[\d,]*(?:\.\d+)?|[〇零一二三四五六七八九十百]+)\s?)兆"
    rf"|(?<=[\d一二三四五六七八九十百])\s?兆(?=\s?(?:新?(?:{_CURRENCY})|元|\d+亿|[一二三四五六七八九]千?))"
)
"""兆 of money is a million million, as in Taiwan, Japan and Korea; of watts and bytes a million."""


def narrow(text: str) -> str:
    """The same text, character for character, with full-width letters and digits made narrow."""
    if "，" in text:  # a separator of thousands only between full-width digits
        text = re.sub(r"(?<=[０-９])，(?=[０-９]{3})|(?<=\d)，(?=000)", ",", text)
    return text.translate(_HALF_WIDTH)


def normal(text: str) -> str:
    """`narrow`, formal numerals as plain ones, and 兆 by what it scales."""
    text = narrow(text)
    text = _FORMAL_RUN.sub(lambda found: found[0].translate(_FORMAL), text)
    if "兆" in text:
        text = _MILLION_MILLION.sub(lambda found: found[0].replace("兆", TRILLION), text)
    return text

"""Fields of feeds and databases that hold a piece of a web page: its text, without tags and entities.

Only tags that HTML has are taken for tags, so that “a < b” stays. With the standard library alone:
rows are read in our own process.
"""

import html
import re

_BLOCK = (
    r"p|div|br|h[1-6]|li|ul|ol|tr|table|tbody|section|article|blockquote|figure|figcaption|hr|center|pre"
    r"|dd|dt|dl"
)
_INLINE = (
    r"span|a|b|i|u|em|strong|font|img|sub|small|big|s|del|ins|td|th|iframe|video|audio|source|o:p|mark|label|abbr"
    r"|cite|code|embed|object|param|picture|wbr|html|body|head|meta|link|input|form|strike|tt|sup|st1:\w+"
)
_ATTRIBUTES = r"""(?:\s(?:"[^"]{0,2000}"|'[^']{0,2000}'|[^<>"'])*)?"""
_DROPPED = re.compile(
    r"<(script|style|template|noscript)\b[^>]*>.*?</\1\s*>|<!--.*?-->|<!DOCTYPE[^>]*>",
    re.IGNORECASE | re.DOTALL,
)
_NOTE = re.compile(
    r"<sup\b[^<>]*>\s*(?:<a\b[^<>]*>)?\s*[\[［〔]?\s*(?:注|註)?(?:\d{1,3}|[①-⑳*＊†])\s*[\]］〕]?\s*(?:</a>)?\s*</sup>",
    re.IGNORECASE,
)
_EXPONENT = re.compile(r"(?<=[A-Za-z米])<sup\b[^<>]*>\s*([\d\-]{1,3})\s*</sup>", re.IGNORECASE)
_RAISED = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
_BREAKING = re.compile(rf"\s*</?(?:{_BLOCK}){_ATTRIBUTES}\s*/?>\s*", re.IGNORECASE)
_OTHER = re.compile(rf"</?(?:{_INLINE}){_ATTRIBUTES}\s*/?>", re.IGNORECASE)
_TAG = re.compile(rf"</?(?:{_BLOCK}|{_INLINE}){_ATTRIBUTES}\s*/?>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:[a-z][a-z0-9]{1,30}|#\d{1,7}|#x[0-9a-f]{1,6});", re.IGNORECASE)


def plain(text: str) -> str:
    """The text of a field, a line a block; unchanged if it holds no markup.

    A field that was escaped twice (`&lt;p&gt;`) is read through both.
    """
    for _ in range(2):
        if "<" in text and _TAG.search(text):
            text = _DROPPED.sub("", text)
            text = _EXPONENT.sub(lambda found: found[1].translate(_RAISED), text)
            text = _OTHER.sub("", _NOTE.sub("", _BREAKING.sub("\n", text)))
        if "&" not in text or not _ENTITY.search(text):
            break
        text = _ENTITY.sub(lambda found: html.unescape(found.group()), text)
    return text

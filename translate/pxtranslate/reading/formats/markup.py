"""Fields of feeds and databases that hold a piece of a web page: its text, without tags and entities.

Only tags that HTML has are taken for tags, so that “a < b” stays. With the standard library alone:
rows are read in our own process.
"""

import html
import re
import unicodedata

_BLOCK = (
    r"p|div|br|h[1-6]|li|ul|ol|tr|table|tbody|section|article|blockquote|figure|figcaption|hr|center|pre"
    r"|dd|dt|dl"
)
_INLINE = (
    r"span|a|b|i|u|em|strong|font|img|sub|small|big|s|del|ins|td|th|iframe|video|audio|source|o:p|mark|label|abbr"
    r"|cite|code|embed|object|param|picture|wbr|html|body|head|meta|link|input|form|strike|tt|sup|st1:\w+"
)
# A value that holds "<" is no value: so no search goes beyond the next tag, whatever the text.
_ATTRIBUTES = r"""(?:\s(?:"[^"<]*"|'[^'<]*'|[^<>"'])*+)?"""
_DROPPED = (
    (re.compile(r"<(?:script|style|template|noscript)\b", re.IGNORECASE),
     re.compile(r"</(?:script|style|template|noscript)\s*>", re.IGNORECASE)),
    (re.compile("<!--"), re.compile("-->")),
)  # fmt: skip
_NOTE = re.compile(
    r"<sup\b[^<>]*>\s*(?:<a\b[^<>]*>)?\s*[\[［〔]?\s*(?:注|註)?(?:\d{1,3}|[①-⑳*＊†])\s*[\]］〕]?\s*(?:</a>)?\s*</sup>",
    re.IGNORECASE,
)
_EXPONENT = re.compile(
    r"(?:(?<=[A-Za-zμ)）米])|(?<=10)(?<!\d10))<sup\b[^<>]*>\s*([+\-−]?\d{1,3})\s*</sup>",
    re.IGNORECASE,
)
"""After what can be raised to a power, as `raised` has it."""
_FRACTION = re.compile(
    r"(?P<whole>\d)?<sup\b[^<>]*>\s*(?P<above>\d{1,3})\s*</sup>\s*[/⁄∕]\s*"
    r"<sub\b[^<>]*>\s*(?P<below>\d{1,3})\s*</sub>",
    re.IGNORECASE,
)
_STRUCK = re.compile(
    rf"<(?P<tag>del|s|strike){_ATTRIBUTES}>(?:[^<]|<(?!/?(?:del|s|strike|{_BLOCK})\b))*+</(?P=tag)\s*>",
    re.IGNORECASE,
)
"""Within a block: what goes beyond was opened and never closed."""
_VULGAR = {
    unicodedata.normalize("NFKC", sign).replace("⁄", "/"): sign for sign in "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
}
_RAISED = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
_BREAKING = re.compile(rf"</?(?:{_BLOCK}){_ATTRIBUTES}/?>", re.IGNORECASE)
_OTHER = re.compile(rf"</?(?:{_INLINE}){_ATTRIBUTES}/?>", re.IGNORECASE)
_TAG = re.compile(rf"</?(?:{_BLOCK}|{_INLINE}){_ATTRIBUTES}/?>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:[a-z][a-z0-9]{1,30}|#\d{1,7}|#x[0-9a-f]{1,6});", re.IGNORECASE)


def plain(text: str) -> str:
    """The text of a field, a line a block; unchanged if it holds no markup.

    A field that was escaped twice (`&lt;p&gt;`) is read through both.
    """
    for _ in range(2):
        if "<" in text and _TAG.search(text):
            for opening, closing in _DROPPED:
                text = _without(text, opening, closing)
            text = _FRACTION.sub(_fraction, _STRUCK.sub("", text))
            text = _EXPONENT.sub(lambda found: found[1].translate(_RAISED), text)
            text = _OTHER.sub("", _NOTE.sub("", _BREAKING.sub("\n", text)))
        if "&" not in text or not _ENTITY.search(text):
            break
        text = unescaped(text)
    return text


def unescaped(text: str) -> str:
    """The text with the characters that its entities stand for; `R&D` is none."""
    return _ENTITY.sub(lambda found: html.unescape(found.group()), text)


def fraction(whole: bool, above: str, below: str) -> str:
    """A fraction on one line; after a whole number such that it does not run into that: 2½, 2又3/16."""
    flat = f"{above}/{below}"
    return _VULGAR.get(flat, f"又{flat}") if whole else flat


def _fraction(found: re.Match[str]) -> str:
    whole = found["whole"] or ""
    return whole + fraction(bool(whole), found["above"], found["below"])


def _without(text: str, opening: re.Pattern[str], closing: re.Pattern[str]) -> str:
    """The text without what stands between marks; an opening mark alone closes nothing."""
    kept, at = [], 0
    while found := opening.search(text, at):
        end = closing.search(text, found.end())
        if end is None:
            break
        kept.append(text[at : found.start()])
        at = end.end()
    return "".join((*kept, text[at:]))

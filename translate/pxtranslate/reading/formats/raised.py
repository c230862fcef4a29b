"""Small raised characters: a note mark is no text, an exponent is.

`12.6万吨<sup>3</sup>` says nothing of 12.6万吨3, and `3000m<sup>2</sup>` is no 3000m2. A mark is known
by its link to a note, by its brackets, or because what stands before it cannot be raised to a power.
`<sup>1</sup>/<sub>3</sub>` is a fraction.
"""

import re

from lxml import etree

from pxtranslate.reading.formats.markup import fraction

_DIGITS = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
_NUMBER = re.compile(r"[+\-−]?\d{1,3}")
_SLASHES = ("/", "⁄", "∕")
_MARK = re.compile(
    r"\A[\[［〔【(（]?\s*+(?:(?:注|註|note)\s*+)?(?:\d{1,3}|[①-⑳㉑-㉟]|[*＊†‡§]{1,3}|注|註)"
    r"(?:\s*+[,，、\-–]\s*+\d{1,3})*\s*+[\]］〕】)）]?",
    re.IGNORECASE,
)
_LETTER = re.compile(r"[\[(（]?(?:[a-z]|[ivx]{1,4})[\])）]?", re.IGNORECASE)
"""A mark only where it is a link: n is an exponent, too."""
_BRACKETED = re.compile(r"\A[\[［〔【(（].*[\]］〕】)）]", re.DOTALL)
# A unit of length, or ten, may be raised: m², 厘米³, 10⁶; 万吨 and a full stop may not.
_RAISABLE = re.compile(r"(?:[A-Za-zμ)）]|米|(?<!\d)10)$")


def take(root: etree._Element) -> int:
    """Remove the note marks under `root`, write exponents and fractions as such; how many marks
    there were.
    """
    for element in list(root.iter("sup")):
        _write_fraction(element)
    marks = [element for element in root.iter("sup", "a") if _is_mark(element)]
    outer = [e for e in marks if not any(parent in marks for parent in e.iterancestors("sup", "a"))]
    for element in outer:
        drop(element)
    for element in list(root.iter("sup")):
        text = "".join(element.itertext()).strip()
        if _NUMBER.fullmatch(text):
            for child in list(element):
                element.remove(child)
            element.text = exponent(text)
    return len(outer)


def exponent(number: str) -> str:
    """A number in the superscript characters of Unicode."""
    return number.translate(_DIGITS)


def _write_fraction(above: etree._Element) -> None:
    below = above.getnext()
    if below is None or below.tag != "sub" or (above.tail or "").strip() not in _SLASHES:
        return
    figures = ["".join(element.itertext()).strip() for element in (above, below)]
    if all(map(_NUMBER.fullmatch, figures)):
        for child in list(above):
            above.remove(child)
        above.tag, above.tail = "span", ""
        above.text = fraction(_before(above)[-1:].isdigit(), *figures)
        drop(below)


def is_mark(text: str, before: str) -> bool:
    """Whether what is raised behind some text is the mark of a note, and no exponent."""
    return bool(_MARK.fullmatch(text)) and not (is_number(text) and _RAISABLE.search(before))


def is_number(text: str) -> bool:
    """Whether something raised is a number, with its sign."""
    return _NUMBER.fullmatch(text) is not None


def _is_mark(element: etree._Element) -> bool:
    text = "".join(element.itertext()).strip()
    if "noteref" in f"{element.get('epub:type')} {element.get('role')}":
        return True
    numbered = _MARK.fullmatch(text) is not None
    if not numbered and not _LETTER.fullmatch(text):
        return False
    raised = element.tag == "sup" or next(element.iterancestors("sup"), None) is not None
    if _to_note(element) and (raised or _BRACKETED.fullmatch(text) or _holds_only_sup(element)):
        return True
    if element.tag != "sup":
        return False
    if any(map(_to_note, (*element.iterancestors("a"), *element.iter("a")))):
        return True
    return is_mark(text, _before(element))


def _to_note(element: etree._Element) -> bool:
    return element.tag == "a" and "#" in (element.get("href") or "")


def _holds_only_sup(element: etree._Element) -> bool:
    return (
        len(element) == 1
        and element[0].tag == "sup"
        and not (element.text or "").strip()
        and not (element[0].tail or "").strip()
    )


def _before(element: etree._Element) -> str:
    """Some text that stands right before an element."""
    parent, last = element.getparent(), element.getprevious()
    if parent is None:
        return ""
    text = (parent.text if last is None else last.tail) or ""
    if not text.strip() and last is not None:
        text = "".join(last.itertext())
    return text.rstrip() or _before(parent)


def drop(element: etree._Element) -> None:
    """Remove an element and keep what follows it."""
    parent, tail = element.getparent(), element.tail or ""
    if parent is None:
        return
    before = element.getprevious()
    if before is None:
        parent.text = (parent.text or "") + tail
    else:
        before.tail = (before.tail or "") + tail
    parent.remove(element)

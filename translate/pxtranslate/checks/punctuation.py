"""Punctuation that does not belong in English: full-width marks, Chinese brackets, doubled marks.

Knows nothing of quotation marks that fail to pair; that is the business of `quotes`.
"""

import re
from collections.abc import Iterator

from pxtranslate.checks.base import Pair
from pxtranslate.records import Issue

# CJK symbols and punctuation, the full-width forms of ASCII and the vertical forms. The signs
# of currency ￥￡ stay out: English texts about China do write ￥.
_WIDE = re.compile(r"[\u3000-\u3004\u3008-\u301f\uff01-\uff5e\ufe10-\ufe19\ufe30-\ufe4f]+")
_DOUBLED = re.compile(r"[,;:]\s?[,;:.](?!\.)|(?<!\.)\.\s?,|(?<!\.)\.\.(?!\.)|…{2,}")
_ABBREVIATED = re.compile(r"\b(?:[A-Z]|[A-Za-z]{1,4})\.,")  # Inc., a.m., Jr., Co.,


def find(pair: Pair) -> Iterator[Issue]:
    """Yield one warning for full-width marks, one for doubled marks."""
    wide = _WIDE.findall(pair.target)
    if wide:
        yield Issue(
            check="punctuation",
            severity="warning",
            message=f"full-width marks in the English: {' '.join(dict.fromkeys(wide))}".rstrip(),
            target=" ".join(dict.fromkeys(wide)),
        )
    doubled = _DOUBLED.search(_ABBREVIATED.sub(lambda m: m[0][:-2] + ",", pair.target))
    if doubled:
        yield Issue(
            check="punctuation",
            severity="warning",
            message=f"doubled marks in the English: {doubled[0]}",
            target=doubled[0],
        )

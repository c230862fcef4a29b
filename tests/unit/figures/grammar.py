"""Figures as Chinese writes them, and what the checks say of a pair of sentences.

Right and wrong are both made from values, so that no case is fitted to the reader.
"""

from pxtranslate.checks import dates, numbers
from pxtranslate.checks.base import Pair

HAN = "零一二三四五六七八九"


def told(source: str, target: str) -> list[str]:
    pair = Pair(source, target)
    issues = (*numbers.find(pair), *dates.find(pair))
    return [issue.message for issue in issues if issue.severity in ("error", "warning")]


def han(number: int) -> str:
    """1 to 99 in Chinese characters."""
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else HAN[tens] + "十") + (
        HAN[ones] if ones else ""
    )

"""Railways and expressways named one after the other: 京广、京沪、沪昆等主要高铁干线.

One with its kind (沪昆高铁) is in the gazetteer; here the kind stands once, behind the last of them.
"""

import re
from collections.abc import Iterator
from functools import cache

from pxtranslate.names.mention import Mention
from pxtranslate.names.tables import rows

CERTAINTY = 0.8
_KIND = r"等?[^，。；、]{0,6}?(?:高铁|铁路|高速|城际|干线|线路|通道)"


def find_lines(text: str) -> Iterator[Mention]:
    """Yield each line of a list of two or more: "Shanghai-Kunming"."""
    english = _english()
    for run in _pattern().finditer(text):
        for line in re.finditer(_any(), run[0]):
            start = run.start() + line.start()
            yield Mention(
                line[0], english[line[0]], "place", start, start + len(line[0]), CERTAINTY
            )


@cache
def _english() -> dict[str, str]:
    return {row[0]: row[1] for row in rows("lines.tsv")}


@cache
def _any() -> str:
    return "|".join(sorted(_english(), key=len, reverse=True))


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(rf"(?:{_any()})(?:[、和及与](?:{_any()}))+(?={_KIND})")

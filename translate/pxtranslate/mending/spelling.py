"""Write a name as its characters are read where the English has it but for a letter: Zhe'an for 泽安.

Only where `unheard` can tell which characters were meant; whatever else is said of names is left.
"""

import re
from collections.abc import Iterable

from pxtranslate.checks import unheard
from pxtranslate.checks.base import Pair
from pxtranslate.names import pinyin


def spelt(source: str, target: str, terms: Iterable[tuple[str, str]] = ()) -> str:
    """`target` with such names in the pinyin of their characters; the same if there are none."""
    pair = Pair(source, target, terms=tuple(terms))
    for word in unheard.spelt_from_nothing(pair):
        run = unheard.misspelt(word, pair)
        if run:
            target = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", pinyin.place(run), target)
    return target

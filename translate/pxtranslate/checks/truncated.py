"""A translation that stops before it is done: no sentence end, a dangling word, an open bracket.

Knows nothing of parts lost in the middle; that is the business of `omission`.
"""

import re
from collections.abc import Iterator

from pxtranslate.checks import coverage
from pxtranslate.checks.base import Pair
from pxtranslate.records import Issue, Severity

_CLOSING = r"[\s“”’」』》）)\]\"'»]*"  # “ too: it often stands for ”
_SOURCE_END = re.compile(rf"[。！？!?…]{_CLOSING}\Z")
_TARGET_END = re.compile(rf"[.!?…。！？]{_CLOSING}\Z")
# Words after which an English text cannot end, headlines included.
_DANGLING = re.compile(
    r"(?<![\w'’])(?:the|an|of|and|or|but|nor|than|because|although|while|whose|which|including"
    r"|into|between|among|their|its|our|your|my|has been|have been|will be|such as|as well as)\s*\Z",
    re.IGNORECASE,
)
_OPEN_MARK = re.compile(r"[,\-–—(\[]\s*\Z")
_SHORT = 0.8  # of the expected length
_OPEN_BRACKET = re.compile(r"[(\[（][^()\[\]（）]*\Z")


def find(pair: Pair) -> Iterator[Issue]:
    """Yield at most one issue: an error where the English breaks off, a warning where it may."""
    source, target = pair.source.rstrip(), pair.target.rstrip()
    if not source or not target or _TARGET_END.search(target):
        return
    tail = " ".join(target.split()[-4:])
    severity: Severity
    dangling = _DANGLING.search(target)
    bracket = _OPEN_BRACKET.search(target)
    if dangling:
        severity, message = "error", f"the English breaks off after “{dangling[0].strip()}”"
    elif bracket and not _OPEN_BRACKET.search(source):
        severity, message = "error", "the English breaks off inside a bracket"
    elif not _SOURCE_END.search(source):
        return
    elif _OPEN_MARK.search(target):
        severity, message = "error", f"the English breaks off after “{target[-1]}”"
    else:
        # People forget a final stop now and then; a model that does has mostly run out of room.
        expected = coverage.measure(pair.source, pair.target).expected
        severity = "error" if len(target) < _SHORT * expected else "warning"
        message = "the source ends its sentence, the English does not"
    yield Issue("truncated", severity, message, source=source[-8:], target=tail)

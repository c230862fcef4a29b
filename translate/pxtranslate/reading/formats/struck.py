"""Text that is struck out, as an old price: what its writer took back is no text.

As with deletions that Word tracks; left standing, it runs into what came in its place (1280980元).
"""

import re
from collections.abc import Iterator

from lxml import etree

from pxtranslate.reading.formats import raised
from pxtranslate.reading.formats.flow import BLOCKS

_TAGS = ("del", "s", "strike")
_LINE = re.compile(r"text-decoration(?:-line)?:[^;]*line-through", re.IGNORECASE)


def note(pieces: int) -> Iterator[str]:
    """What is said of so many pieces; nothing of none."""
    if pieces:
        yield f"{pieces} pieces of struck-out text left out"


def take(root: etree._Element) -> int:
    """Remove what is struck out under `root`; how many places there were.

    Not what holds blocks: that is a tag that was never closed, and all text behind it.
    """
    struck = [element for element in root.iter(etree.Element) if _is_struck(element)]
    for element in struck:
        raised.drop(element)
    return len(struck)


def _is_struck(element: etree._Element) -> bool:
    lined = element.tag in _TAGS or _LINE.search(re.sub(r"\s", "", element.get("style", "")))
    if not lined or element.tag in BLOCKS or not "".join(element.itertext()).strip():
        return False
    return next(element.iterdescendants(*BLOCKS), None) is None

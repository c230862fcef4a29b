"""Plain text: every line that holds something is a block, as page dumps have it.

Offsets refer to the decoded text itself. Whether lines belong together is for `split` to say.
"""

import re

from pxtranslate.readers.base import Limits, Parsed
from pxtranslate.readers.encoding import decode
from pxtranslate.records import Block

# A form feed ends a page of a PDF dump; the other two are Unicode's own line ends.
_LINE = re.compile("[^\n\f\u2028\u2029]+")


def parse(data: bytes, limits: Limits) -> Parsed:
    """Decode and cut into lines."""
    decoded = decode(data)
    return Parsed(decoded.text, lines(decoded.text), decoded.encoding, decoded.notes)


def lines(text: str) -> tuple[Block, ...]:
    """The lines of a text that hold more than space, without the space around them."""
    blocks = []
    for found in _LINE.finditer(text):
        line = found.group()
        bare = line.strip()
        if bare:
            indent = len(line) - len(line.lstrip())
            blocks.append(Block(bare, found.start() + indent))
    return tuple(blocks)

"""What a reader gave: its blocks, each where it says it is in the text."""

from pxtranslate.reading.base import Limits, Parsed
from pxtranslate.records import Document

LIMITS = Limits()
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def _seen(parsed: Parsed | Document) -> list[tuple[str | None, str]]:
    for block in parsed.blocks:
        assert parsed.text[block.start : block.start + len(block.text)] == block.text
    return [(block.role, block.text) for block in parsed.blocks]

"""Text set in columns on a page of PDF, and what is read of it."""

from tests.toy.files import Spot

from pxtranslate.reading.base import Limits, Parsed

LIMITS = Limits()


def _seen(parsed: Parsed) -> list[tuple[str | None, str]]:
    return [(block.role, block.text) for block in parsed.blocks]


def _wrap(text: str, width: int, indent: int = 2) -> list[str]:
    """Lines of so many squares, the first one indented by ideographic space left out."""
    rows = ["\u3000" * indent + text[: width - indent]]
    rest = text[width - indent :]
    return rows + [rest[at : at + width] for at in range(0, len(rest), width)]


def _column(x: float, y: float, rows: list[str], size: float = 10) -> list[Spot]:
    found = []
    for number, row in enumerate(rows):
        bare = row.lstrip("\u3000")
        found.append((x + size * (len(row) - len(bare)), y + 1.5 * size * number, size, bare))
    return found

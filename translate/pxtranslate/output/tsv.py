"""One pair a line for spreadsheets and training tools: `zh`, TAB, `en`, a header on line 1.

Every segment has a line, in reading order; a failed one has an empty second cell. A cell never
holds a tab or a line break. The exact text is in segments.jsonl.
"""

import re

from pxtranslate.output.view import segments
from pxtranslate.records import Document
from pxtranslate.text import one_line

HEADER = ("zh", "en")

# Spreadsheets run a cell that starts so (OWASP, CSV injection; the full-width forms too). Rare in
# news, so a leading apostrophe costs little; a cell that already has one gets another, and `plain`
# takes exactly one off again.
_FORMULA = re.compile(r"'*[=+\-@＝＋－＠]")


def render(document: Document) -> bytes:
    """Return the whole table as UTF-8."""
    rows = [HEADER, *((s.source, s.target or "") for s in segments(document))]
    return "".join(f"{cell(zh)}\t{cell(en)}\n" for zh, en in rows).encode("utf-8")


def cell(text: str) -> str:
    """Return `text` as a cell: one line, and inert in a spreadsheet."""
    text = one_line(text)
    return f"'{text}" if _FORMULA.match(text) else text


def plain(cell: str) -> str:
    """Undo the apostrophe of `cell`."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell

"""Whose the quotation marks of a TSV are: its texts' own, or those of a program that quotes cells."""

import re
from collections.abc import Iterable

LONGEST_CELL = 1 << 17
"""Characters; the limit of Python's `csv`. A record that is longer is no record of a spreadsheet."""
_CELL = r'(?:"(?:[^"]|"")*+"|[^"\t]*+)'
_RECORD = re.compile(rf"{_CELL}(?:\t{_CELL})*")
_QUOTED = re.compile(r'(?:\A|\t)"((?:[^"]|"")*+)"')
_ALL = re.compile("")
_NEEDED = re.compile('["\t\r\n]')
_NEEDED_IN_EXCEL = re.compile('["\t\r\n,]')


def is_quoted(lines: Iterable[str]) -> bool:
    """Whether a program that quotes cells by RFC 4180 saved a table of these lines, ends and all.

    It quotes each cell that holds a quotation mark and none without need, unless it quotes all texts,
    the first of the file among them. Who types a sentence with its marks in an editor has no such need.
    """
    found, needed, record = False, None, ""
    for text in lines:
        needed = needed or _needed(text)
        record += text
        if record.count('"') % 2 and len(record) < LONGEST_CELL:
            continue  # a line end inside quotes
        if '"' in record:
            record = record.rstrip("\r\n")
            cells = _QUOTED.findall(record)
            if not (_RECORD.fullmatch(record) and all(map(needed.search, cells))):
                return False
            found = True
        record = ""
    return found and not record


def _needed(first: str) -> re.Pattern[str]:
    """What a cell holds that is quoted by the program that wrote the first line of a file."""
    if first.startswith('"'):
        return _ALL
    return _NEEDED_IN_EXCEL if first.endswith("\r\n") else _NEEDED

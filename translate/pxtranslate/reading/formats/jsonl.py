"""JSON Lines: every line an object, every object an article; a file that is one list of them, too."""

import json
import re
from collections.abc import Iterator

from pxtranslate.errors import InputError
from pxtranslate.reading.base import Limits, Parsed
from pxtranslate.reading.encoding import clean, decode
from pxtranslate.reading.formats import rows
from pxtranslate.text import has_han

_JSON = re.compile(r'\s*(?:\[\s*[\[{"]|\{\s*")')
_SAID = ("text", "insert")


def parse(data: bytes, limits: Limits) -> Parsed:
    """Read the objects; a line that is none is left out with a note, unless all are."""
    decoded = decode(data)
    notes = list(decoded.notes)
    found = list(_objects(decoded.text, limits, notes))
    if not found:
        raise InputError("holds no line that is a JSON object")
    return rows.parse(found, limits, decoded.encoding, notes)


def _objects(text: str, limits: Limits, notes: list[str]) -> Iterator[dict[str, str]]:
    for where, row in _whole(text) or _lines(text, notes):
        if not isinstance(row, dict):
            notes.append(f"{where} is not a JSON object and was left out")
            continue
        try:
            texts = {
                name: _prose(value) if rows.is_known(name, limits) else _text(value)
                for name, value in row.items()
            }
        except RecursionError:  # what could be read may be too deep to be written
            notes.append(f"{where} was left out: too deep")
            continue
        for name, value in texts.items():
            texts[name], more = clean(value)
            notes += [f"{where}: {note}" for note in more]
        yield texts


def _whole(text: str) -> list[tuple[str, object]]:
    """The objects of a file that is one list of them, or one object, over many lines."""
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        return []
    if isinstance(whole, dict):
        return [("the object", whole)] if "\n" in text.strip() else []
    return [(f"item {n}", one) for n, one in enumerate(whole, 1)] if _is_list(whole) else []


def _lines(text: str, notes: list[str]) -> Iterator[tuple[str, object]]:
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            yield f"line {number}", json.loads(line)
        except (ValueError, RecursionError) as error:  # ValueError: a number of 5,000 digits too
            reason = (
                error.msg if isinstance(error, json.JSONDecodeError) else "too deep or too long"
            )
            notes.append(f"line {number} is not JSON and was left out: {reason}")


def _is_list(value: object) -> bool:
    return isinstance(value, list) and any(isinstance(one, dict) for one in value)


def _text(value: object) -> str:
    """A field as text; a list is its paragraphs."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return "\n".join(map(_text, value))
    return "" if value is None else json.dumps(value, ensure_ascii=False)


def _prose(value: object) -> str:
    """What a field of an article says, where an editor keeps it as blocks, too: a paragraph a line.

    Of an object the parts that have Chinese, or that are called text; of its kind, address, size
    nothing. Pieces of a line (`{"type": "text"}`, of ProseMirror and Slate, `insert` of Quill) are
    one line.
    """
    if isinstance(value, str):
        return _prose(json.loads(value)) if _is_json(value) else value
    if isinstance(value, list):
        between = "" if value and all(map(_is_piece, value)) else "\n"
        return between.join(map(_prose, value))
    if isinstance(value, dict):
        said = (_prose(part) for name, part in value.items() if _is_said(name, part))
        return "\n".join(filter(str.strip, said))
    return _text(value)


def _is_json(text: str) -> bool:
    if not _JSON.match(text):
        return False
    try:
        return isinstance(json.loads(text), list | dict)
    except (ValueError, RecursionError):
        return False


def _is_piece(value: object) -> bool:
    return isinstance(value, dict) and (value.get("type") == "text" or "insert" in value)


def _is_said(name: str, part: object) -> bool:
    if isinstance(part, str):
        return has_han(part) or name in _SAID
    return isinstance(part, list | dict)

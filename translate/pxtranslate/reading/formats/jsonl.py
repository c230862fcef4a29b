"""JSON Lines: every line an object, every object an article."""

import json
from collections.abc import Iterator

from pxtranslate.errors import InputError
from pxtranslate.reading.base import Limits, Parsed
from pxtranslate.reading.encoding import clean, decode
from pxtranslate.reading.formats import rows


def parse(data: bytes, limits: Limits) -> Parsed:
    """Read the objects; a line that is none is left out with a note, unless all are."""
    decoded = decode(data)
    notes = list(decoded.notes)
    found = list(_objects(decoded.text, notes))
    if not found:
        raise InputError("holds no line that is a JSON object")
    return rows.parse(found, limits, decoded.encoding, notes)


def _objects(text: str, notes: list[str]) -> Iterator[dict[str, str]]:
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:  # ValueError: a number of 5,000 digits too
            reason = (
                error.msg if isinstance(error, json.JSONDecodeError) else "too deep or too long"
            )
            notes.append(f"line {number} is not JSON and was left out: {reason}")
            continue
        if not isinstance(row, dict):
            notes.append(f"line {number} is not a JSON object and was left out")
            continue
        try:
            texts = {name: _text(value) for name, value in row.items()}
        except RecursionError:  # what could be read may be too deep to be written
            notes.append(f"line {number} was left out: too deep")
            continue
        for name, value in texts.items():
            texts[name], more = clean(value)
            notes += [f"line {number}: {note}" for note in more]
        yield texts


def _text(value: object) -> str:
    """A field as text; a list is its paragraphs."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return "\n".join(map(_text, value))
    return "" if value is None else json.dumps(value, ensure_ascii=False)

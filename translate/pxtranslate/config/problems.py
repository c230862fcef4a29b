"""What is wrong with a setting, for whoever wrote it: the line, the value, the nearest right name."""

import difflib
from collections.abc import Mapping
from typing import Any, get_args

from pydantic import ValidationError
from pydantic_core import ErrorDetails

_SHOWN = 80
"""Characters of a wrong value that are shown."""


def explain(
    error: ValidationError,
    origins: Mapping[str, str],
    file: str,
    text: str,
    known: Mapping[str, Any],
) -> list[str]:
    """A line for each problem: where it stands, what is wrong, the nearest of the `known` keys."""
    lines = []
    for problem in error.errors():
        key = ".".join(str(part) for part in problem["loc"] if isinstance(part, str))
        origin = next(
            (origins[name] for name in (key, key.rpartition(".")[0]) if name in origins), ""
        )
        where = f"{file}:{_line(text, key)}" if origin == file else origin
        if problem["type"] == "extra_forbidden":
            near = nearest(key, known)
            lines.append(f"{where}: no setting is called '{key}'{near}")
        else:
            value = repr(problem["input"])
            shown = value if len(value) <= _SHOWN else f"{value[:_SHOWN]}…"
            lines.append(f"{where}: {key} = {shown}: {_wrong(problem, known.get(key))}")
    return lines


_WRONG = {
    **dict.fromkeys(("bool_type", "bool_parsing"), "is neither true nor false"),
    **dict.fromkeys(("int_type", "int_parsing", "int_from_float"), "is not a whole number"),
    **dict.fromkeys(("float_type", "float_parsing"), "is not a number"),
    **dict.fromkeys(
        ("model_type", "dict_type"), "is not a section; write its keys below its name in []"
    ),
    "string_type": "is not a text; put it in quotation marks",
    "tuple_type": 'is not a list; write ["…", "…"], or one name',
    "literal_error": "is none of {expected}",
    "less_than_equal": "is more than {le}",
    "greater_than_equal": "is less than {ge}",
}
"""What pydantic's kinds of errors mean to whoever writes a config file."""


def _wrong(problem: ErrorDetails, field: Any) -> str:
    """What is wrong with a value, and which there are where they can be listed."""
    said = _WRONG.get(problem["type"])
    if said is None:
        return problem["msg"].removeprefix("Value error, ")
    text = said.format(**problem.get("ctx", {}))
    inside = get_args(field.annotation)[:1] if field and problem["type"] == "tuple_type" else ()
    names = get_args(inside[0]) if inside else ()
    return f"{text}; there are {', '.join(names)}" if names else text


def nearest(name: str, known: Mapping[str, Any]) -> str:
    """The end of an error message about an unknown name: the known one most like it."""
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
    return f"; did you mean '{near[0]}'?" if near else "; see `pxtranslate config show`"


def _line(text: str, key: str) -> int:
    """The line of the file on which a dotted key stands (its section's line if it has none)."""
    section, _, name = key.rpartition(".")
    current, found = "", 0
    for number, line in enumerate(text.splitlines(), start=1):
        bare = line.split("#")[0].strip()
        if bare.startswith("[") and bare.endswith("]"):
            current = bare.strip("[] ")
            if current in (section, key):
                found = found or number
        elif bare.partition("=")[0].strip().strip('"') in (name, key) and current in (section, ""):
            return number
    return found or 1

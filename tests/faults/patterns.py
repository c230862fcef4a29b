"""Every regular expression of the package, and texts made of its own parts to try it with.

A pattern may be compiled at import, in a table, in a function that is cached, or be written where
it is used. `find_patterns` finds all four; `parts` takes one apart by Python's own parser.
"""

import ast
import contextlib
import functools
import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from types import ModuleType
from typing import Any

import pxtranslate

_ALPHABET = "a1记,. 〇(（“\n\t年一AZ-%é\x00"
"""What a class of characters is tried with, the first that it holds."""


def modules() -> Iterator[ModuleType]:
    """Every module of the package."""
    for found in pkgutil.walk_packages(pxtranslate.__path__, "pxtranslate."):
        if not found.name.endswith("__main__"):
            yield importlib.import_module(found.name)


@dataclass(frozen=True, slots=True)
class Use:
    """A pattern, the module and name under which it is found, and whether it is searched for.

    One that is not is only matched at a given place, once a text.
    """

    name: str
    pattern: re.Pattern[str]
    searched: bool


def find_patterns() -> list[Use]:
    """Each pattern once; searched for if it is so anywhere."""
    found: dict[re.Pattern[str], Use] = {}
    for module in modules():
        where = module.__name__.removeprefix("pxtranslate.")
        named = [
            Use(f"{where}.{name}", pattern, not _is_only_matched(name, module))
            for name, value in vars(module).items()
            for pattern in _within(value, module.__name__)
        ]
        for use in (*named, *_written(module, where)):
            known = found.get(use.pattern)
            if known is None or use.searched > known.searched:
                found[use.pattern] = use
    return list(found.values())


def _is_only_matched(name: str, module: ModuleType) -> bool:
    """Whether a module does nothing with a pattern of its own but match it."""
    source = inspect.getsource(module)
    uses = re.findall(rf"\b{re.escape(name)}\b(?!\s*(?::.*)?=)(\.\w+)?", source)
    return bool(uses) and name.startswith("_") and set(uses) <= {".match", ".fullmatch"}


def _within(value: object, module: str, depth: int = 0) -> Iterator[re.Pattern[str]]:
    """The patterns in a value, in what it holds, or in what it gives when called."""
    if isinstance(value, re.Pattern):
        yield _of_text(value)
    elif depth > 4 or isinstance(value, (str, bytes, ModuleType)):
        return
    elif isinstance(value, dict):
        for part in (*value.keys(), *value.values()):
            yield from _within(part, module, depth + 1)
    elif isinstance(value, (list, tuple, set, frozenset)):
        for part in value:
            yield from _within(part, module, depth + 1)
    elif isinstance(value, functools._lru_cache_wrapper):
        signature = inspect.signature(value)
        holds = re.search("Pattern|pxtranslate", str(signature.return_annotation))
        if value.__module__ == module and not signature.parameters and holds:
            yield from _within(value(), module, depth + 1)
    elif type(value).__module__.startswith("pxtranslate"):
        names = getattr(type(value), "__slots__", ()) or vars(value)
        for name in names:
            yield from _within(getattr(value, name, None), module, depth + 1)


def _of_text(pattern: re.Pattern[Any]) -> re.Pattern[str]:
    """The pattern; one of bytes as one of the characters that have their numbers."""
    if isinstance(pattern.pattern, str):
        return pattern
    return re.compile(pattern.pattern.decode("latin-1"), pattern.flags | re.ASCII)


def _written(module: ModuleType, where: str) -> Iterator[Use]:
    """Patterns written as an argument of `re.sub` and its like, with the function they are in."""
    for function in ast.walk(ast.parse(inspect.getsource(module) or "")):
        if not isinstance(function, ast.FunctionDef):
            continue
        for node in ast.walk(function):
            if isinstance(node, ast.Call) and _of_re(node.func) and node.args:
                code = compile(ast.Expression(node.args[0]), "", "eval")
                with contextlib.suppress(NameError):  # built from what is local to the function
                    pattern = re.compile(eval(code, vars(module)))
                    searched = ast.unparse(node.func) not in ("re.match", "re.fullmatch")
                    yield Use(f"{where}.{function.name}", _of_text(pattern), searched)


def _of_re(function: ast.expr) -> bool:
    """Whether it is a function of the module `re` that is given a pattern."""
    return (
        isinstance(function, ast.Attribute)
        and isinstance(function.value, ast.Name)
        and function.value.id == "re"
        and function.attr not in ("compile", "escape")
    )


def parts(pattern: re.Pattern[str]) -> list[str]:
    """Short texts that match a part of the pattern: each of its alternatives, what it repeats, it."""
    tree = _parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG)
    found = dict.fromkeys(part for part in _parts(tree) if part)
    whole = _sample(tree)
    return [part for part in dict.fromkeys((whole, *found)) if part]


def _parts(tree: Iterable[Any]) -> Iterator[str]:
    for name, value in tree:
        if name is op.BRANCH:
            for branch in value[1]:
                yield _sample(branch)
                yield from _parts(branch)
        elif name in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
            yield _sample(value[2])
            yield from _parts(value[2])
        elif name is op.SUBPATTERN:
            yield _sample(value[3])
            yield from _parts(value[3])
        elif name is op.ATOMIC_GROUP:
            yield from _parts(value)
        elif name in (op.ASSERT, op.ASSERT_NOT):
            yield _sample(value[1])
            yield from _parts(value[1])
        elif name is op.IN:
            yield _one_of(value)


def _sample(tree: Iterable[Any]) -> str:
    """A text that the pattern would match, look-arounds aside."""
    text = ""
    for name, value in tree:
        if name is op.LITERAL:
            text += chr(value)
        elif name is op.NOT_LITERAL:
            text += next(c for c in _ALPHABET if ord(c) != value)
        elif name is op.ANY:
            text += "x"
        elif name is op.IN:
            text += _one_of(value)
        elif name is op.BRANCH:
            text += _sample(value[1][0])
        elif name is op.SUBPATTERN:
            text += _sample(value[3])
        elif name is op.ATOMIC_GROUP:
            text += _sample(value)
        elif name in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
            text += _sample(value[2]) * max(min(value[0], 8), min(value[1], 1))
    return text


def _one_of(items: Iterable[tuple[Any, Any]]) -> str:
    """A character of a class."""
    given = list(items)
    if given[0][0] is not op.NEGATE:
        name, value = given[0]
        if name is op.LITERAL:
            return chr(value)
        if name is op.RANGE:
            return chr(value[0])
    wanted = re.compile(_class(given))
    return next((c for c in _ALPHABET if wanted.fullmatch(c)), "x")


_CATEGORIES = {
    op.CATEGORY_DIGIT: r"\d", op.CATEGORY_NOT_DIGIT: r"\D", op.CATEGORY_SPACE: r"\s",
    op.CATEGORY_NOT_SPACE: r"\S", op.CATEGORY_WORD: r"\w", op.CATEGORY_NOT_WORD: r"\W",
}  # fmt: skip


def _class(items: Iterable[tuple[Any, Any]]) -> str:
    """The class as it is written."""
    inside = ""
    for name, value in items:
        if name is op.NEGATE:
            inside += "^"
        elif name is op.LITERAL:
            inside += re.escape(chr(value))
        elif name is op.RANGE:
            inside += f"{re.escape(chr(value[0]))}-{re.escape(chr(value[1]))}"
        elif name is op.CATEGORY:
            inside += _CATEGORIES[value]
    return f"[{inside}]"

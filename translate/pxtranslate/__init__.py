"""Chinese news in, aligned Chinese–English text and summaries out. Importing this does nothing.

What is public is in `__all__`, and loaded when it is first used: see `pxtranslate.api`.
"""

from typing import TYPE_CHECKING

__version__ = "0.1.0"

if TYPE_CHECKING:
    from pxtranslate.api import Translation, Translator, batch, check, read, split, translate

__all__ = [
    "Translation",
    "Translator",
    "__version__",
    "batch",
    "check",
    "read",
    "split",
    "translate",
]


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value: object = getattr(import_module("pxtranslate.api"), name)
    return value


def __dir__() -> list[str]:
    return __all__

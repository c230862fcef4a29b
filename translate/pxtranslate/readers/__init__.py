"""One file an input format; `FORMATS` says which file name goes to which.

A reader that parses structure (markup, archives, page geometry) runs in a child process; one that
only decodes text or reads rows with the standard library does not, so that ten thousand short
files cost a few seconds.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Format:
    """Which module of this package reads a format, and whether in a child process."""

    module: str
    child: bool


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        ".txt": Format("text", child=False),
    }
)
"""By lower-case suffix."""

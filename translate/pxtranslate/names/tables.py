"""Reading the data files of this package: tab-separated rows, `#` opens a comment.

It knows where the files are and nothing of what is in them.
"""

from collections.abc import Iterator
from importlib.resources import files


def rows(name: str) -> Iterator[tuple[str, ...]]:
    """Yield the cells of each row of `data/<name>`."""
    text = files(__package__).joinpath("data", name).read_text(encoding="utf-8")
    for line in text.split("\n"):
        if line and not line.startswith("#"):
            yield tuple(line.split("\t"))

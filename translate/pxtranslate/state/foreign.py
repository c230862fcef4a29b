"""Files of other people where results would go: a run that meets one stops before it begins.

What is ours is told by what our files begin with; what of ours people edited is `rescue`'s business.
"""

import re
from collections.abc import Collection, Iterable
from pathlib import Path

from pxtranslate.errors import ConfigError
from pxtranslate.state.rescue import MANIFEST, is_manifest

_SIGNS = {
    "index.html": rb'<meta name="generator" content="pxtranslate">',
    "report.html": rb'<meta name="generator" content="pxtranslate">',
    "summary.md": rb"\[front page\]\(index\.html\)",
    "segments.jsonl": rb'\A\{"article": .*"pieces": .*"source": ',
}
"""What tells a file of ours where the state does not: it was lost, or the run died."""
_BEGINNING = 1 << 16
FRONT = ("index.html", "summary.md", MANIFEST)


def refuse_foreign(out: Path, names: Collection[str], front: bool) -> None:
    """Raise ConfigError if what lies in the way of results was not written by us.

    `names` are result folders that the state knows nothing of; `front`: so it is with the front
    page.
    """
    for name in FRONT if front else ():
        path = out / name
        if path.exists() and not (path.is_file() and _has_sign(path)):
            raise ConfigError(_foreign(path))
    if names and out.is_dir():
        there = {path.name for path in out.iterdir()}
        for name in names:
            if name in there and not _is_result(out / name):
                raise ConfigError(_foreign(out / name))


def _is_result(path: Path) -> bool:
    """Whether a folder holds a result of ours, or nothing."""
    if not path.is_dir():
        return False
    inside = list(path.iterdir())
    return not inside or _any_of_ours(inside)


def _any_of_ours(paths: Iterable[Path]) -> bool:
    return any(path.name in _SIGNS and path.is_file() and _has_sign(path) for path in paths)


def _has_sign(path: Path) -> bool:
    if path.name == MANIFEST:
        return is_manifest(path.read_bytes())
    with path.open("rb") as file:
        return re.search(_SIGNS[path.name], file.read(_BEGINNING)) is not None


def _foreign(path: Path) -> str:
    return (
        f"{path}: is in the way of a result and was not written by pxtranslate; move it, or give"
        " the results another folder with -o"
    )

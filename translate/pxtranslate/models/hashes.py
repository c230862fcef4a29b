"""SHA-256 of files, remembered so that a start does not read a gigabyte to hash it again.

A remembered hash is trusted while the file's size, modification time and inode stay what they
were: that catches damage and replacement, not an attacker who can write to the models folder.
Knows nothing of models.
"""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from pxtranslate.models.durable import write_durably

MEMORY_NAME = ".hashes.json"


def sha256_of(path: Path) -> str:
    """Hash a file's bytes, always by reading them."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def known_sha256(path: Path, folder: Path) -> str:
    """Hash a file, or recall its hash from `folder`'s memory if the file has not changed."""
    memory = _recall(folder)
    key = str(path.resolve())
    state = path.stat()
    stamp = [state.st_size, state.st_mtime_ns, state.st_ino]
    match memory.get(key):
        case [*known, str(digest)] if known == stamp:
            return digest
    digest = sha256_of(path)
    _remember(folder, memory | {key: [*stamp, digest]})
    return digest


def joint_sha256(digests: Iterable[tuple[str, str]]) -> str:
    """One hash for several (name, sha256) pairs, whatever their order."""
    lines = "".join(f"{digest}  {name}\n" for name, digest in sorted(digests))
    return hashlib.sha256(lines.encode()).hexdigest()


def _recall(folder: Path) -> dict[str, list[int | str]]:
    try:
        found = json.loads((folder / MEMORY_NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):  # absent or torn: it is only a memory
        return {}
    return found if isinstance(found, dict) else {}


def _remember(folder: Path, memory: dict[str, list[int | str]]) -> None:
    alive = {key: value for key, value in memory.items() if Path(key).exists()}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_durably(folder / MEMORY_NAME, json.dumps(alive, indent=1, sort_keys=True) + "\n")
    except OSError:
        return  # a read-only models folder only means hashing again next time

"""Put the results of one document, and the index of a run, where the user looks for them.

`render` turns records into bytes and touches no file; `place` puts bytes in place so that a reader
sees the old file or the new one, whole, whatever happens in between. Knows neither engines nor
the state; the only module besides `read` that touches files.
"""

import errno
import os
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from pxtranslate.errors import ConfigError, PxError, RetryableError
from pxtranslate.formats import html, index, jsonl, markdown, tmx, tsv, xliff
from pxtranslate.records import Document

PARTIAL = ".partial"
"""What a file is called while it is written; one left behind by a kill is swept."""

_EXTRA: Mapping[str, tuple[str, Callable[[Document, str], bytes]]] = {
    "tmx": ("aligned.tmx", tmx.render),
    "xliff": ("aligned.xlf", xliff.render_12),
    "xliff2": ("aligned.xliff", xliff.render_21),
}
FORMATS = tuple(_EXTRA)
"""What can be asked for besides the files that are always written."""


def render(document: Document, formats: Collection[str], signature: str) -> dict[str, bytes]:
    """Return the files of one document's folder by name: the fixed ones and those asked for.

    The same document, formats and signature give the same bytes. Raises ConfigError for a format
    that is not one of FORMATS.
    """
    for name in formats:
        if name not in _EXTRA:
            raise ConfigError(f"no output format {name!r}; there are {', '.join(FORMATS)}")
    files = {
        "articles.jsonl": jsonl.lines(jsonl.articles_rows(document)),
        "segments.jsonl": jsonl.lines(jsonl.segments_rows(document)),
        "summaries.jsonl": jsonl.lines(jsonl.summaries_rows(document)),
        "aligned.tsv": tsv.render(document),
        "summary.md": markdown.render(document, signature),
        "report.html": html.render(document, signature),
    }
    for name in sorted(formats):
        file, writer = _EXTRA[name]
        files[file] = writer(document, signature)
    return files


def render_index(entries: Sequence[index.Entry]) -> dict[str, bytes]:
    """Return the files of the output folder itself: the front page of all inputs, two ways."""
    return index.render(entries)


def place(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write `files` into `folder`, each whole or not at all; leave alone what has not changed.

    All are written beside their place and synced before the first is renamed in. Raises
    RetryableError when the disk is full, PxError when the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _sweep(folder, files)
        changed = [name for name in files if _differs(folder / name, files[name])]
        for name in changed:
            _write(folder / (name + PARTIAL), files[name])
        for name in changed:
            (folder / (name + PARTIAL)).replace(folder / name)
        if changed:
            _sync(folder)
    except OSError as error:
        # On a full disk what is half written is in the way; else the next run sweeps it.
        with suppress(OSError):
            _sweep(folder, files)
        raise _explained(folder, error) from error


def _sweep(folder: Path, files: Collection[str]) -> None:
    """Remove what a kill left of these files, or of one asked for in an earlier run."""
    for name in {*files, *(file for file, _ in _EXTRA.values())}:
        (folder / (name + PARTIAL)).unlink(missing_ok=True)


def _differs(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size != len(data) or path.read_bytes() != data
    except FileNotFoundError:
        return True


def _write(path: Path, data: bytes) -> None:
    # O_EXCL: never through a link that somebody put there. A failed sync is final for this file
    # (the kernel may have dropped its pages), so it is an error like any other, never repeated.
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(descriptor)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _explained(folder: Path, error: OSError) -> PxError:
    where = error.filename or folder
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return RetryableError(
            f"{where}: no space left; free some and run the same command again, "
            "finished work is kept"
        )
    return PxError(
        f"{where}: cannot be written ({error.strerror}); choose another output folder with -o "
        "or make this one writable"
    )

"""Bytes kept for a while: in memory as long as they are few, else in a file that has no name.

Such a file is gone when the process is, however it ends. Knows nothing of what the bytes mean.
"""

from pathlib import Path
from tempfile import SpooledTemporaryFile
from types import TracebackType
from typing import Self

from pxtranslate.state.place import explained

IN_MEMORY = 32 << 20
"""Bytes: the documents of some 2,000 articles."""


class Spill:
    """Bytes by name, for the length of a block; `folder` is where there is room for them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file = SpooledTemporaryFile(IN_MEMORY, dir=str(folder))  # noqa: SIM115
        self._places: dict[str, tuple[int, int]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()

    def __contains__(self, name: str) -> bool:
        return name in self._places

    def put(self, name: str, data: bytes) -> None:
        """Keep some bytes. Raises RetryableError if the disk is full, PxError if it fails."""
        try:
            start = self._file.seek(0, 2)
            self._file.write(data)
        except OSError as error:
            raise explained(self._folder, error) from error
        self._places[name] = start, len(data)

    def get(self, name: str) -> bytes:
        """What was put under a name."""
        start, length = self._places[name]
        try:
            self._file.seek(start)
            data: bytes = self._file.read(length)
        except OSError as error:  # what was written late, and found no room
            raise explained(self._folder, error) from error
        return data

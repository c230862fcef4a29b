"""Peers in one run: the same machine, weights and sentences, in turn, as often as asked.

    make bench            # on a quiet machine; 45 minutes on two cores, reckoned; writes docs/measured.md
    python -m evaluate.contest --sentences 4 --rounds 1 --model qwen2.5-coder-0.5b-instruct --only chat

Two contests. A chat model: our asking, all of our path, a bare CTranslate2 loop, transformers, and
llama.cpp with the same GGUF file. A Marian model: the same without llama.cpp, and Argos Translate
and argonaut-translator-cli, as they come and tuned (`ARGOS_BATCH_SIZE=4096`, greedy). No package index has
such a model: where the hub cannot be reached, one of its size is trained on these very sentences, which
serves to time and for nothing else (`evaluate.stand_in`; the table says so).

Peers get virtual environments of their own, made once in the user's cache folder. A peer that fails
or cannot be had is told as that. The tables go to stdout and, with `--write`, between their markers
in `docs/measured.md`, unless the machine is busy: then times would tell of the others. The one line of
the README that tells of peers is taken from there by hand.
"""

import argparse
import hashlib
import json
import os
import platform
import re
import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from shutil import copytree, rmtree
from statistics import median
from typing import Any

import platformdirs

from evaluate import stand_in
from evaluate.peers.job import Job
from pxtranslate.config import resolve
from pxtranslate.engines.base import Request
from pxtranslate.engines.tokens import Tokens
from pxtranslate.errors import PxError
from pxtranslate.evaluation import DEFAULT, reference
from pxtranslate.evaluation.table import table
from pxtranslate.models import registry
from pxtranslate.models.cards import models_folder

PAGE = Path("translate/docs/measured.md")
BEGIN, END = "<!-- contest: {} -->", "<!-- /contest: {} -->"
MARIAN_CARD = "opus-mt-zh-en"
ONE = re.compile("[^。！？]+[。！？]")
"""A sentence that a program which splits text leaves whole, and does not glue to the next."""
BUSY = 0.6
"""Load of the last minute from which a machine is not quiet."""
OURS = "pxtranslate, asking"
PARAGRAPH = 5
"""Sentences: Argos takes a paragraph at a time."""
INSTALLED = {
    "llama": ["xllamacpp==2026.10.11549"],
    "argos": ["argos-translate-lt==1.12.1", "argonaut-translator-cli==2.0.0"],
}
"""Virtual environment and what is in it; other peers run in ours."""
ARGOS_TUNED = {"ARGOS_BATCH_SIZE": "4096", "ARGOS_BEAM_SIZE": "1"}


@dataclass(frozen=True)
class Peer:
    """One way to run the model."""

    name: str
    module: str
    home: str = ""
    """Its virtual environment."""
    changes: dict[str, Any] = field(default_factory=dict)
    """What its job has that others' have not."""
    environment: dict[str, str] = field(default_factory=dict)


CHAT = (
    Peer(OURS, "ours"),
    Peer("pxtranslate, all of the path", "ours", changes={"whole": True}),
    Peer("CTranslate2, a bare loop", "bare"),
    Peer("llama.cpp (xllamacpp)", "llama", "llama"),
    Peer("transformers, float32", "plain"),
)
MARIAN = (
    *(peer for peer in CHAT if peer.module != "llama"),
    Peer("Argos, as it comes", "argos", "argos"),
    Peer("Argos, tuned", "argos", "argos", environment=ARGOS_TUNED),
    Peer("argonaut-cli, as it comes", "argonaut", "argos", {"tuned": False}),
    Peer("argonaut-cli, tuned", "argonaut", "argos", {"tuned": True}, ARGOS_TUNED),
)


def main() -> None:
    """Hold both contests and print their tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--model", default="qwen2.5-coder-1.5b-instruct", help="a GGUF card's id")
    parser.add_argument("--marian", help=f"a card's id or a folder; {MARIAN_CARD} if it can be had")
    parser.add_argument("--sentences", type=int, default=60, help="of the set that ships")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", choices=["chat", "marian"], help="one contest alone")
    parser.add_argument("--write", action="store_true", help=f"write the tables into {PAGE}")
    args = parser.parse_args()
    load = os.getloadavg()[0]
    pairs = sentences(args.sentences)
    texts = [source for source, _ in pairs]
    where = (
        f"{date.today()}, {os.cpu_count()} cores of {platform.machine()}, load {load:.1f} before."
    )
    for kind, peers in (("chat", CHAT), ("marian", MARIAN)):
        if args.only not in (None, kind):
            continue
        model, name = args.model, args.model
        if kind == "marian":
            model, name = (args.marian, args.marian) if args.marian else a_marian(pairs)
        told = f"{name}, {contest(kind, peers, model, texts, args.rounds)}"
        print(told, flush=True)
        if args.write and load > BUSY:
            print(f"the machine was busy (load {load:.1f}): {PAGE} stays as is", file=sys.stderr)
        elif args.write:
            write(PAGE, kind, f"{where}\n\n{told}")


def sentences(most: int) -> list[tuple[str, str]]:
    """The first pairs of the set that ships whose Chinese is one sentence with its end."""
    whole = reference.load(DEFAULT)
    pairs = zip(whole.sources, whole.references, strict=True)
    return [pair for pair in pairs if ONE.fullmatch(pair[0])][:most]


def a_marian(pairs: Sequence[tuple[str, str]]) -> tuple[str, str]:
    """The published model, or where it cannot be had one of its size; and what the table calls it."""
    settings = resolve().settings.model
    try:
        models = models_folder(settings.folder)
        registry.ready(MARIAN_CARD, "ct2", models, offline=settings.offline, say=print)
        return MARIAN_CARD, MARIAN_CARD
    except PxError as error:
        print(f"{MARIAN_CARD}: {error}; training one of its size", file=sys.stderr, flush=True)
    of = hashlib.sha256(json.dumps(pairs).encode()).hexdigest()[:12]
    place = platformdirs.user_cache_path("pxtranslate") / "peers" / f"stand-in-{of}"
    if not (place / "config.json").is_file():
        with tempfile.TemporaryDirectory() as folder:
            stand_in.make(Path(folder), *zip(*pairs, strict=True))
            copytree(folder, place, dirs_exist_ok=True)
    return str(place), f"a model of the size of {MARIAN_CARD} that knows these sentences by heart"


def contest(kind: str, peers: Sequence[Peer], model: str, texts: list[str], rounds: int) -> str:
    """Run the peers in turn; the table, or why there is none."""
    try:
        job = prepared(kind, model, texts)
    except PxError as error:
        return f"not run ({error}).\n"
    found: dict[str, list[dict[str, float]]] = {peer.name: [] for peer in peers}
    failed: dict[str, str] = {}
    with tempfile.TemporaryDirectory() as folder:
        if kind == "marian":
            argos_package(Path(job["converted"]), Path(job["folder"]), Path(folder))
        for number in range(rounds):
            for peer in peers:
                if peer.name not in failed:
                    print(f"{kind}, round {number + 1}: {peer.name}", file=sys.stderr, flush=True)
                    try:
                        found[peer.name].append(once(peer, job, Path(folder)))
                    except (OSError, subprocess.CalledProcessError) as error:
                        failed[peer.name] = _reason(error)
    head = f"{len(texts)} sentences, {sum(map(len, texts)):,} characters, {rounds} rounds:"
    return f"{head}\n\n{table(list(rows(found, failed)))}"


def prepared(kind: str, model: str, texts: list[str]) -> Job:
    """What is the same for all peers. Raises PxError if the model cannot be had."""
    settings = resolve().settings.model
    place = models_folder(settings.folder)
    ready = registry.ready(model, "ct2", place, offline=False, say=print)
    card, source = ready.card, ready.card.path(place)
    prompts: list[str] = []
    ends: list[str] = []
    if kind == "chat":
        tokens = Tokens(ready.path, card.family, card.prompt)
        prompts = [tokens.raw(tokens.encode(Request(text))) for text in texts]
        ends = list(tokens.ends)
    return {
        "model": model,
        "models": str(place),
        "whole": False,
        "texts": texts,
        "paragraphs": ["".join(texts[n : n + PARAGRAPH]) for n in range(0, len(texts), PARAGRAPH)],
        "prompts": prompts,
        "ends": ends,
        "converted": str(ready.path),
        "folder": str(source.parent if source.is_file() else source),
        "gguf": source.name if source.is_file() else "",
    }


def argos_package(converted: Path, source: Path, folder: Path) -> None:
    """The converted Marian model as a package of Argos Translate, in `folder`/packages.

    The converter of transformers models leaves out that a source ends with `</s>`, as Marian's own
    sets; without it Argos, which adds none, would look bad for no fault of its own.
    """
    package = folder / "packages" / "zh_en"
    copytree(converted, package / "model")
    config = package / "model" / "config.json"
    settings = json.loads(config.read_text("utf-8")) | {"add_source_eos": True}
    config.write_text(json.dumps(settings), "utf-8")
    (package / "sentencepiece.model").write_bytes((source / "source.spm").read_bytes())
    about = {
        "package_version": "1.0", "argos_version": "1.5", "type": "translate",
        "from_code": "zh", "from_name": "Chinese", "to_code": "en", "to_name": "English",
    }  # fmt: skip
    (package / "metadata.json").write_text(json.dumps(about), "utf-8")


def once(peer: Peer, job: Job, folder: Path) -> dict[str, Any]:
    """Run a peer once in its own process; its result. Raises CalledProcessError if it fails."""
    out, path = folder / "result.json", folder / "job.json"
    out.unlink(missing_ok=True)
    rmtree(out.with_suffix(".files"), ignore_errors=True)
    path.write_text(json.dumps({**job, **peer.changes, "out": str(out)}), "utf-8")
    subprocess.run(
        [str(python_of(peer.home)), "-m", f"evaluate.peers.{peer.module}", str(path)],
        env={
            **os.environ,
            "PYTHONPATH": str(Path(__file__).parents[1]),
            "ARGOS_PACKAGES_DIR": str(folder / "packages"),
            "HF_HUB_OFFLINE": "1",
            **peer.environment,
        },
        check=True,
        capture_output=True,
        text=True,
        errors="replace",
    )
    result: dict[str, Any] = json.loads(out.read_text("utf-8"))
    return result


def python_of(home: str) -> Path:
    """The interpreter of a peer's environment, made if need be; ours for an empty name."""
    if not home:
        return Path(sys.executable)
    place = platformdirs.user_cache_path("pxtranslate") / "peers" / home
    python = place / "bin" / "python"
    done = place / f"installed-{'-'.join(INSTALLED[home]).replace('==', '-')}"
    if not done.is_file():
        print(f"installing {' '.join(INSTALLED[home])} into {place}", file=sys.stderr)
        venv.create(place, with_pip=True, clear=True)
        subprocess.run(
            [str(python), "-m", "pip", "install", "--quiet", *INSTALLED[home]],
            check=True, capture_output=True, text=True,
        )  # fmt: skip
        done.touch()
    return python


def rows(found: dict[str, list[dict[str, float]]], failed: dict[str, str]) -> Iterator[list[str]]:
    """The table: medians, and the ratio of CPU seconds to ours with its spread."""
    yield ["", "CPU s", "to ours", "seconds", "loading s", "MiB"]
    for name, runs in found.items():
        if name in failed or not runs:
            yield [f"{name}: not run, {failed.get(name, 'nothing told')}", *["–"] * 5]
            continue
        ratios = [one["cpu"] / ours["cpu"] for one, ours in zip(runs, found[OURS], strict=False)]
        spread = f" ({min(ratios):.2f}–{max(ratios):.2f})" if len(ratios) > 1 else ""
        middle = {key: median(one[key] for one in runs) for key in ("cpu", "seconds", "loading")}
        yield [
            name,
            f"{middle['cpu']:.1f}",
            f"{median(ratios):.2f}{spread}" if ratios else "–",
            f"{middle['seconds']:.1f}",
            f"{middle['loading']:.1f}",
            f"{max(one['mebibytes'] for one in runs):,.0f}",
        ]


def write(page: Path, kind: str, table: str) -> None:
    """Put a table between its markers in a page. Raises ValueError where they are not."""
    opening, closing = BEGIN.format(kind), END.format(kind)
    text = page.read_text("utf-8")
    before, begin, rest = text.partition(opening)
    _, end, after = rest.partition(closing)
    if not begin or not end:
        raise ValueError(f"{page}: has no {opening} … {closing}")
    page.write_text(f"{before}{opening}\n{table.strip()}\n{closing}{after}", "utf-8")


def _reason(error: Exception) -> str:
    """The last thing a peer that failed said, fit for a cell."""
    said = getattr(error, "stderr", "") or str(error)
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    return lines[-1].replace("|", "/")[:120] if lines else type(error).__name__


if __name__ == "__main__":
    main()

"""Which pairs are trained on, which are set aside to score with, and why the others were dropped.

A model learns what it is shown, so what our own checks call wrong is not shown. Nothing is dropped
without a reason that is counted. Knows nothing of models or tokens.
"""

import hashlib
import random
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from pxtranslate.checks.base import Pair as Checked
from pxtranslate.checks.run import run as check
from pxtranslate.config import Checks
from pxtranslate.errors import InputError
from pxtranslate.finetune.settings import FinetuneSettings
from pxtranslate.finetune.sources import Row
from pxtranslate.names.glossary import Glossary

LEAST = 10
"""Fewer pairs than this teach nothing and score nothing."""
RUN = 20
"""Pairs in a row that are taken for one document where a file names none."""
DEV_SHARE = 5
"""At most one pair in so many is set aside."""
_RATIO = (1.0, 12.0)
"""English characters for a Chinese one; human news pairs have 1.4 to 7."""
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")


@dataclass(frozen=True, slots=True)
class Pair:
    """A pair that is good enough to learn from."""

    zh: str
    en: str
    document: str
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Selection:
    """What came of the rows: pairs to train on, pairs to score on, and the rest by reason."""

    read: int
    train: tuple[Pair, ...]
    dev: tuple[Pair, ...]
    dropped: Mapping[str, int]

    @property
    def kept(self) -> int:
        return len(self.train) + len(self.dev)


def select(
    rows: Iterable[Row],
    settings: FinetuneSettings,
    checks: Checks,
    glossary: Glossary,
    held_out: Iterable[str],
) -> Selection:
    """Choose among `rows`; corrections win over other pairs with the same Chinese.

    `held_out`: Chinese texts of the user's own that must not be trained on. Raises InputError if
    too few pairs are left.
    """
    everything = sorted(rows, key=lambda row: not row.corrected)  # stable: files keep their order
    fingerprints = _our_tests() | {fingerprint(text) for text in held_out}
    dropped: Counter[str] = Counter()
    kept: list[Pair] = []
    seen: set[str] = set()
    for row in everything:
        zh, en = " ".join(row.zh.split()), " ".join(row.en.split())
        reason = row.unfit or _form(zh, en, settings.longest)
        if not reason and fingerprint(zh) in fingerprints:
            reason = "held out: a text of a test set"
        if not reason and _bare(zh) in seen:
            reason = "the same Chinese again"
        reason = reason or _wrong(zh, en, checks, glossary)
        if reason:
            dropped[reason] += 1
            continue
        seen.add(_bare(zh))
        kept.append(Pair(zh, en, row.document, row.file, row.line))
    if len(kept) < LEAST:
        reasons = ", ".join(f"{count} {reason}" for reason, count in dropped.most_common(3))
        raise InputError(
            f"{len(kept)} of {len(everything)} pairs are fit to train on, and it takes {LEAST} at"
            f" least{f' (dropped: {reasons})' if reasons else ''}; add pairs to data"
        )
    train, dev = _split(kept, settings.dev, settings.seed)
    return Selection(len(everything), train, dev, dropped)


def fingerprint(zh: str) -> str:
    """Tells equal Chinese texts without holding them."""
    return hashlib.sha256(_bare(zh).encode("utf-8", "replace")).hexdigest()[:16]


@cache
def _our_tests() -> frozenset[str]:
    """Fingerprints of the texts this project measures on, one a line."""
    file = resources.files("pxtranslate.finetune") / "held_out.txt"
    return frozenset(file.read_text(encoding="ascii").split())


def _bare(text: str) -> str:
    """The letters and digits of a text: what makes two sentences the same."""
    return "".join(char for char in text if char.isalnum())


def _form(zh: str, en: str, longest: int) -> str:
    if not zh or not en:
        return "one side is empty"
    if not _HAN.search(zh):
        return "English to Chinese" if _HAN.search(en) else "no Chinese"
    if len(zh) > longest:
        return f"longer than {longest} characters"
    if not _RATIO[0] <= len(en) / len(zh) <= _RATIO[1]:
        return "lengths that do not belong together"
    return ""


def _wrong(zh: str, en: str, checks: Checks, glossary: Glossary) -> str:
    terms = {match.entry.zh: match.entry.en for match in glossary.find(zh)}
    for issue in check(Checked(zh, en, terms=tuple(terms.items())), checks):
        if issue.severity == "error":
            return f"check {issue.check}"
    return ""


def _split(
    pairs: Sequence[Pair], wanted: int, seed: int
) -> tuple[tuple[Pair, ...], tuple[Pair, ...]]:
    """Set whole documents aside, so that no sentence is scored beside one that was learnt."""
    wanted = min(wanted, max(1, len(pairs) // DEV_SHARE))
    run = max(1, min(RUN, wanted // 4))
    groups: dict[str, list[Pair]] = {}
    for number, pair in enumerate(pairs):
        key = (
            f"{pair.file}\0{pair.document}" if pair.document else f"{pair.file}\0\0{number // run}"
        )
        groups.setdefault(key, []).append(pair)
    names = sorted(groups)
    random.Random(seed).shuffle(names)
    dev: list[str] = []
    count = 0
    for name in names:
        if count >= wanted:
            break
        if count + len(groups[name]) <= 2 * wanted:
            dev.append(name)
            count += len(groups[name])
    aside = set(dev)
    if not aside or len(aside) == len(groups):
        raise InputError(
            "all pairs belong to one document, and whole documents are set aside to score with;"
            " add pairs of other documents, or leave the document column out"
        )
    return (
        tuple(pair for name, group in groups.items() if name not in aside for pair in group),
        tuple(pair for name, group in groups.items() if name in aside for pair in group),
    )

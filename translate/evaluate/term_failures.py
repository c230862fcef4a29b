"""Which terms of the term base the default model gets wrong by itself: those are named to it.

    nice -n 10 python -m evaluate.term_failures --answers answers.jsonl [--most 256] [--write]

Each term stands in a sentence of its own (`data/carriers.tsv`) or in a short plain one, and nothing is
named to the model. Answers are added to the
file batch by batch, with the engine's fingerprint, and never asked for twice: stop it and start it at
will, and run it again after the model has changed. Terms that are named now come first: naming them
costs something. `--write` puts yes in the column `named` of every term that was answered wrongly, but of
idioms, slogans, set and spoken phrases, which may be said in many words. Other rows stay as they are: what was
judged hard is named also where one plain sentence comes out right (decision 0066).
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path

from evaluate.term_evidence import FREE
from evaluate.term_tables import write_column
from pxtranslate.config import resolve
from pxtranslate.engines import choose
from pxtranslate.engines.ask import ask
from pxtranslate.engines.base import Engine, Output, Request
from pxtranslate.termbase.english import uses
from pxtranslate.termbase.entries import Term, terms
from pxtranslate.termbase.found import find
from pxtranslate.translation.search import greedy

CARRIERS = {
    "posts": "{}介绍了情况。",
    "bodies": "据{}介绍，情况很好。",
    "idioms": "大家说，这真是{}。",
    "slogans": "当地坚持{}。",
}
OTHER = "会议谈到了{}。"
SENTENCES = files(__package__).joinpath("data", "carriers.tsv")
"""Terms with a sentence of their own (term, zh, en); where there is none, a plain one is made."""
BATCH = 64


def main() -> None:
    """Ask for what has no answer yet, and say what is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--answers", type=Path, required=True, help="JSON lines, added to")
    parser.add_argument("--most", type=int, help="ask for no more terms than this")
    parser.add_argument("--write", action="store_true", help="write the column of the tables")
    args = parser.parse_args()
    settings = resolve().settings
    with choose(settings.model, print) as engine:
        known = dict(_answers(args.answers, engine.fingerprint))
        order = sorted(terms(), key=lambda term: not term.named)
        missing = [term for term in order if carrier(term) not in known][: args.most]
        for start in range(0, len(missing), BATCH):
            some = missing[start : start + BATCH]
            with args.answers.open("a", encoding="utf-8") as file:
                for line in _asked(some, engine):
                    file.write(line)
            print(f"{some[-1].zh}: {len(some)} more", flush=True)
        known = dict(_answers(args.answers, engine.fingerprint))
    answered = [term for term in terms() if carrier(term) in known]
    wrong = [term for term in answered if not right(term, known[carrier(term)])]
    for term in wrong:
        print(f"{term.kind}\t{term.zh}\t{term.en}\t{known[carrier(term)]}")
    print(f"{len(wrong)} of {len(answered)} wrong; {len(terms()) - len(answered)} not asked yet")
    if args.write:
        write_column("named", {term.zh: "yes" for term in wrong if term.kind not in FREE})


def carrier(term: Term) -> str:
    """A sentence in which the term is found, its conditions met."""
    if term.zh in _sentences():
        return _sentences()[term.zh]
    before = after = elsewhere = ""
    for condition in term.conditions:
        if not condition.denied:
            word = condition.words[0]
            before = word if condition.where == "after" else before
            after = word if condition.where == "before" else after
            elsewhere = f"，涉及{word}" if condition.where == "with" else elsewhere
    sentence = CARRIERS.get(term.kind, OTHER).format(f"{before}{term.zh}{after}")
    return sentence.replace("。", f"{elsewhere}。")


@cache
def _sentences() -> dict[str, str]:
    rows = SENTENCES.read_text(encoding="utf-8").splitlines()[1:]
    return {term: zh for term, zh, _ in (row.split("\t") for row in rows)}


def right(term: Term, answer: str) -> bool:
    """Does the answer use an accepted form?"""
    return any(uses(answer, form) for form in term.forms)


def stands(term: Term) -> bool:
    """Is the term found in its carrier at all?"""
    return any(found.term == term for found in find(carrier(term)))


def _asked(some: Sequence[Term], engine: Engine) -> Iterator[str]:
    settings = resolve().settings
    requests = [Request(carrier(term)) for term in some]
    for request, answer in zip(
        requests, ask(engine, requests, greedy(settings), BATCH), strict=True
    ):
        text = answer.text if isinstance(answer, Output) else ""
        row = {"engine": engine.fingerprint, "zh": request.text, "en": text}
        yield json.dumps(row, ensure_ascii=False) + "\n"


def _answers(path: Path, fingerprint: str) -> Iterator[tuple[str, str]]:
    if path.exists():
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if row["engine"] == fingerprint:
                yield row["zh"], row["en"]


if __name__ == "__main__":
    main()

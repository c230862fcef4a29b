"""What does each row of a data table, and each rule, earn on data that is not the user's page?

    python -m evaluate.ablation [--data ../shared/data] [--page input/pingxiang_page.txt] [TABLE...]

Each row is left out in turn, each rule switched off, in a child process of its own that reads the
table anew; a group of rows that moves nothing together is not looked at row by row, nor a word that
stands in none of the texts. Printed a row:

    serves    a score falls without it (it may help one score and harm another)
    harms     scores only rise without it
    page      no score moves, but what becomes of the user's page does: it serves the page alone
    silent    nothing moves: neither the data nor the page has a case of it

Tables of facts (places, persons, bodies, units, dictionaries, syllables) are not judged here: a county
that no news of these years names is a county all the same (decision 0112). The patterns of the checks
have a script of their own, `evaluate.patterns`.
"""

import argparse
import json
import os
import re
import signal
import sys
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

Row = tuple[int, int]
"""Where a row stands in its file, `[start, end)` in characters."""
PACKAGE = Path(__file__).resolve().parents[1] / "pxtranslate"
COUNTS = frozenset({"naming"})
"""Scores of which more is not always better: what moves them has its use."""
_AS_BEFORE = 1e-9
_GROUP = 12
"""Rows tried together at first."""
_SECONDS = 120
"""A trial that takes longer has met a table that is no longer one; then its group is halved."""


def lines(text: str) -> Iterator[Row]:
    """Give each line that is no comment."""
    return (m.span() for m in re.finditer(r"^[^#\n].*\n", text, re.MULTILINE))


def strings(text: str) -> Iterator[Row]:
    """Give each string of the lists of a TOML file, with its comma."""
    for line in re.finditer(r"^[^#\n].*\n", text, re.MULTILINE):
        for found in re.finditer(r'"[^"]*",?', line[0]):
            yield line.start() + found.start(), line.start() + found.end()


@dataclass(frozen=True, slots=True)
class Table:
    """A file of rows, how it is cut, and the name of what scores it in `ablation_scores`."""

    file: str
    rows: Callable[[str], Iterator[Row]]
    scores: str
    word: str = ""
    """Pattern whose first group is the word that a row is about, where it is one to be met as such."""


TABLES = {
    "cues": Table("summaries/cues.toml", strings, "summarizing", '"([^"]+)"'),
    "company_words": Table("names/data/company_words.tsv", lines, "naming", "([^\t]+)"),
}
RULES = {
    "pxtranslate.articles.moves:_leads_above": ("rebuilding", "[]"),
    "pxtranslate.articles.moves:_far_leads": ("rebuilding", "[]"),
    "pxtranslate.articles.moves:_joins": ("rebuilding", "[]"),
    "pxtranslate.articles.looks:opens_late": ("rebuilding", "False"),
    "pxtranslate.articles.links:_drift": ("rebuilding", "0.0"),
    "pxtranslate.articles.links:_section": ("rebuilding", "0.8"),
    "pxtranslate.articles.continuing:_alike": ("rebuilding", "0.0"),
    "pxtranslate.articles.continuing:_seam": ("rebuilding", "0.0"),
    "pxtranslate.articles.seams:_word_across": ("rebuilding", "0.0"),
    "pxtranslate.articles.looks:_without_lists": ("rebuilding", "arguments[0]"),
    "pxtranslate.names.companies:find_companies": ("naming", "iter(())"),
    "pxtranslate.names.transcription:likely": ("naming", "False"),
    "pxtranslate.names.organisations:find_bodies": ("naming", "iter(())"),
}
"""Where a rule is, what scores it, and what it gives where it is switched off."""


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of one run: the scores, and a mark of what the page became."""

    scores: Mapping[str, float]
    page: int


def run(change: Callable[[], None], scores: str, data: Path, page: Path) -> Trial | None:
    """Score in a child process, after a change that only it sees."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        code = 1
        try:
            os.close(reading)
            signal.alarm(_SECONDS)
            change()
            from evaluate import ablation_scores

            found = getattr(ablation_scores, scores)(data)
            trial = [found, zlib.crc32(ablation_scores.of_page(page))]
            os.write(writing, json.dumps(trial).encode())
            code = 0
        finally:
            os._exit(code)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        answer = pipe.read()
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if status == -signal.SIGALRM:
        return None
    if status:
        raise SystemExit(f"scoring {scores} failed; see above")
    return Trial(*json.loads(answer))


def without(table: Table, rows: Sequence[Row]) -> Callable[[], None]:
    """Give what makes this process read the table without some of its rows."""
    path = PACKAGE / table.file
    kept, at = "", 0
    text = path.read_text("utf-8")
    for start, end in sorted(rows):
        kept, at = kept + text[at:start], end
    kept += text[at:]
    read = Path.read_text

    def change() -> None:
        Path.read_text = lambda self, *a, **k: kept if self == path else read(self, *a, **k)  # type: ignore[method-assign]

    return change


def switched_off(rule: str, gives: str) -> Callable[[], None]:
    """Give what makes a rule say nothing in this process, wherever it is imported."""

    def change() -> None:
        import evaluate.ablation_scores  # noqa: F401 - all rules are loaded then

        module, _, name = rule.partition(":")
        original = getattr(sys.modules[module], name)
        silent = eval(f"lambda *arguments, **named: {gives}")
        for one in [m for n, m in sys.modules.items() if n.startswith("pxtranslate.")]:
            for key in [key for key, value in vars(one).items() if value is original]:
                setattr(one, key, silent)

    return change


def verdict(scores: str, before: Trial | None, after: Trial | None) -> tuple[str, str]:
    """Tell what leaving something out came to, and which scores moved."""
    if before is None or after is None:
        return "serves", "comes to no end without it"
    names = sorted(before.scores.keys() | after.scores.keys())
    moved = {n: after.scores.get(n, 0) - before.scores.get(n, 0) for n in names}
    moved = {name: change for name, change in moved.items() if abs(change) > _AS_BEFORE}
    shown = ", ".join(f"{name} {change:+.4g}" for name, change in moved.items())
    if any(change < 0 for change in moved.values()) or (moved and scores in COUNTS):
        return "serves", shown
    if moved:
        return "harms", shown
    return ("page" if after.page != before.page else "silent"), ""


def judge(
    table: Table, before: Trial | None, data: Path, page: Path
) -> Iterator[tuple[Row, str, str]]:
    """Judge each row, the silent ones in groups."""
    text = (PACKAGE / table.file).read_text("utf-8")
    rows = list(table.rows(text))
    if table.word:
        texts = _texts(data) + page.read_text("utf-8")
        words = {row: re.match(table.word, text[slice(*row)]) for row in rows}
        unmet = {row for row, word in words.items() if word and word[1] not in texts}
        yield from ((row, "silent", "not met") for row in rows if row in unmet)
        rows = [row for row in rows if row not in unmet]
    waiting = [rows[at : at + _GROUP] for at in range(0, len(rows), _GROUP)]
    while waiting:
        group = waiting.pop()
        after = run(without(table, group), table.scores, data, page)
        what, moved = verdict(table.scores, before, after)
        if what == "silent" or len(group) == 1:
            yield from ((row, what, moved) for row in group)
        else:
            half = len(group) // 2
            waiting += [group[half:], group[:half]]


def _texts(data: Path) -> str:
    files = [*data.glob("pages_dev/*.txt"), data / "summaries_dev/lcsts-200.jsonl"]
    files += [data / "mt_train/news_pairs.tsv", *data.glob("injection_dev/*.tsv")]
    return "\n".join(path.read_text("utf-8") for path in files)


def main() -> None:
    """Print a line a row or rule, and how many came to what."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("tables", nargs="*", default=["rules", *TABLES])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--page", type=Path, default=Path("input/pingxiang_page.txt"))
    options = parser.parse_args()
    baselines: dict[str, Trial | None] = {}

    def baseline(scores: str) -> Trial | None:
        if scores not in baselines:
            baselines[scores] = run(lambda: None, scores, options.data, options.page)
        return baselines[scores]

    for name in options.tables:
        counts: dict[str, int] = {}
        if name == "rules":
            for rule, (scores, gives) in RULES.items():
                after = run(switched_off(rule, gives), scores, options.data, options.page)
                print("\t".join((rule, *verdict(scores, baseline(scores), after))), flush=True)
            continue
        table = TABLES[name]
        text = (PACKAGE / table.file).read_text("utf-8")
        before = baseline(table.scores)
        for (start, end), what, moved in judge(table, before, options.data, options.page):
            counts[what] = counts.get(what, 0) + 1
            row = " ".join(text[start:end].split())[:60]
            print("\t".join((name, row, what, moved)), flush=True)
        print(f"{name}: {counts}", flush=True)


if __name__ == "__main__":
    main()

"""`pxtranslate check`: every check over a bilingual file from anywhere, no model needed."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import asdict
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pxtranslate.cli.options import Config, Glossary, Profile, Workers, resolved
from pxtranslate.cli.say import log, say, write
from pxtranslate.cli.stdin import as_file, bilingual
from pxtranslate.errors import NOT_ALL_WELL
from pxtranslate.records import Issue

if TYPE_CHECKING:
    from pxtranslate.checks.run import Group
    from pxtranslate.config import Settings
    from pxtranslate.engines.base import Scorer

Judged = tuple[int, str, str, Sequence[Issue], float]
"""A pair: line of the file, source, target, what was found (nothing, mostly), and the risk."""

TOGETHER = 64
"""Pairs weighed together by a model, and read ahead."""
WORTH_A_PROCESS = 500_000
"""Bytes below which one process has checked all before a second is ready: some 2,000 pairs."""


def check(
    file: Annotated[
        Path, typer.Argument(help="TSV or CSV (zh, en), JSONL, TMX or XLIFF; - reads stdin.")
    ],
    json: Annotated[
        bool, typer.Option("--json", help="One JSON object a finding, one a line.")
    ] = False,
    config: Config = None,
    profile: Profile = None,
    glossary: Glossary = None,
    risks: Annotated[
        Path | None,
        typer.Option(help="Write the line and the risk (0-1) of every pair to this TSV."),
    ] = None,
    model: Annotated[
        str | None,
        typer.Option(help="Ask this model of each pair, too: much slower, a little surer."),
    ] = None,
    workers: Workers = 0,
) -> None:
    """Check existing translations: figures, names, omissions and more.

    The risk of a pair is the probability that a reader would find a major error in it. A model is
    asked only where one is named: by --model, or as that of a --profile.

    Ends with exit code 3 if there are errors. Which checks run and how strictly is set in
    [checks] of the config file.

    Example: pxtranslate check translated.tsv --json > findings.jsonl

    With the small model: pxtranslate check translated.tsv --profile fast --risks risks.tsv
    """
    from pxtranslate.state.named import refuse_input

    settings = resolved(config, {"profile": profile, "names.glossary": glossary, "model.id": model})
    if risks is not None:
        refuse_input(risks, filter(None, (file, settings.names.glossary)))
    asked = _scorer(settings) if model or profile else nullcontext()
    with as_file(file, bilingual) as path, asked as scorer:
        judged = _find(path, settings, scorer, workers)
        if risks is not None:
            judged = _recorded(judged, risks)
        errors = _as_json(judged) if json else _as_text(file, judged)
    if errors:
        raise typer.Exit(NOT_ALL_WELL)


@contextmanager
def _scorer(settings: "Settings") -> Iterator["Scorer"]:
    """Load the model. Raises ModelError if it cannot be had, or cannot weigh translations."""
    from pxtranslate.engines import choose
    from pxtranslate.engines.base import Scorer
    from pxtranslate.errors import ModelError

    engine = choose(settings.model, log)
    if not isinstance(engine, Scorer):
        raise ModelError(f"{settings.model.id}: cannot weigh translations; name a chat model")
    with engine:
        yield engine


def _find(
    file: Path, settings: "Settings", scorer: "Scorer | None", workers: int
) -> Iterator[Judged]:
    """What is found in each pair, in their order; in several processes where that is worth it."""
    from pxtranslate.checks.run import judge_all
    from pxtranslate.runners.local import cores, here, in_order, processes, same
    from pxtranslate.translation.interrupt import Stop

    workers = workers or cores()
    # What cannot be opened is for the reader to say.
    large = file.is_file() and file.stat().st_size > WORTH_A_PROCESS
    worth = scorer is None and workers > 1 and large
    with processes(workers, Stop()) if worth else nullcontext(here) as each:
        groups = enumerate(_groups(file, settings, scorer))
        jobs = (((number, rows), group) for number, (rows, group) in groups)
        for rows, judged in in_order(each(partial(judge_all, settings.checks), jobs, same)):
            for row, found in zip(rows, judged, strict=True):
                yield *row, *found


def _groups(
    file: Path, settings: "Settings", scorer: "Scorer | None"
) -> Iterator[tuple[list[tuple[int, str, str]], "Group"]]:
    from pxtranslate.checks.base import Pair
    from pxtranslate.checks.reverse import reverse
    from pxtranslate.checks.run import group_of
    from pxtranslate.names.glossary import load
    from pxtranslate.output.pairs import read_pairs

    known = load(Path(settings.names.glossary)) if settings.names.glossary else None
    seen: dict[str, str] = {}
    all_rows = read_pairs(file)
    while rows := list(islice(all_rows, TOGETHER)):
        pairs = []
        for _, source, target in rows:
            found = known.find(source) if known else ()
            terms = {match.entry.zh: match.entry.en for match in found}
            pairs.append(Pair(source.strip(), target.strip(), terms=tuple(terms.items())))
        scores = reverse(pairs, scorer) if scorer else [None] * len(pairs)
        yield rows, group_of(pairs, scores, seen)


def _recorded(judged: Iterator[Judged], path: Path) -> Iterator[Judged]:
    """Write a row of `path` for each pair that passes by."""
    from pxtranslate.state.named import named

    with named(path) as out:
        for one in judged:
            line, *_, risk = one
            out.write(f"{line}\t{risk:.4f}\n".encode())
            yield one


def _as_json(judged: Iterator[Judged]) -> bool:
    from pxtranslate.output import jsonl

    errors = False
    for line, _, _, issues, _ in judged:
        for issue in issues:
            errors = errors or issue.severity == "error"
            row: dict[str, Any] = {"line": line, **asdict(issue)}
            write(jsonl.line(row) + "\n")
    return errors


def _as_text(file: Path, judged: Iterator[Judged]) -> bool:
    counts: Counter[tuple[str, str]] = Counter()
    pairs = flagged = 0
    for line, source, target, issues, _ in judged:
        pairs += 1
        flagged += bool(issues)
        if not issues:
            continue
        say(f"{file}:{line}")
        say(f"  {_short(source)}")
        say(f"  {_short(target)}")
        for issue in issues:
            counts[issue.check, issue.severity] += 1
            read = " | ".join(part for part in (issue.source, issue.target) if part)
            quoted = f" [{_short(read)}]" if read and read not in issue.message else ""
            say(f"    {issue.severity:<7} {issue.check}: {issue.message}{quoted}")
        say()
    say(f"{pairs} pair{'s' * (pairs != 1)}, {flagged} with findings")
    for name in sorted({name for name, _ in counts}):
        numbers = ", ".join(
            f"{counts[name, severity]} {severity}"
            for severity in ("error", "warning", "info")
            if counts[name, severity]
        )
        say(f"  {name:<12} {numbers}")
    return any(severity == "error" for _, severity in counts)


def _short(text: str, longest: int = 160) -> str:
    line = " ".join(text.split())
    return line if len(line) <= longest else line[: longest - 1] + "…"

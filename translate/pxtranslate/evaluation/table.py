"""The comparison as rows of text, and as a Markdown page."""

from collections.abc import Sequence

from pxtranslate.evaluation.compare import Change, Comparison, Row
from pxtranslate.evaluation.rates import RATES
from pxtranslate.evaluation.scores import METRICS, Score
from pxtranslate.phrases import counted
from pxtranslate.text import visible

COUNTS = (*RATES, "in doubt")


def header() -> list[str]:
    """What the columns are called."""
    return ["system", *METRICS, *COUNTS, "characters/s", "CPU s", "MiB"]


def cells(row: Row, sentences: int, characters: int) -> list[str]:
    """One system's row; a dash for what was not measured."""
    took = ["–", "–", "–"]
    if row.cost:
        working = row.cost.seconds - row.cost.loading
        speed = characters / working if working > 0 else 0.0
        took = [f"{speed:,.1f}", f"{row.cost.cpu:,.0f}", f"{row.cost.mebibytes:,.0f}"]
    failed = f" ({row.failed} failed)" if row.failed else ""
    return [
        visible(row.name) + failed,
        *(cell(row.scores[metric]) for metric in METRICS),
        *(f"{row.counts[name] / sentences:.0%}" for name in COUNTS),
        *took,
    ]


def cell(score: Score) -> str:
    """`27.0 ±2.1 (p 0.02)`."""
    p = "" if score.p is None else f" (p {score.p:.3f})"
    return f"{score.value:.1f} ±{score.within:.1f}{p}"


def change(one: Change) -> str:
    """What became of a system since it was measured last, in a sentence."""
    parts = [
        f"{metric} {one.before[metric]:.1f} → {now.value:.1f} (p {now.p or 0:.3f})"
        for metric, now in one.scores.items()
    ]
    what = "WORSE than before" if one.worse else "no drop that is more than chance"
    weights = "" if one.same_model else ", other weights or decoding"
    return (
        f"{visible(one.name)}: {what}: {', '.join(parts)};"
        f" before: {one.since}, version {one.version}{weights}"
    )


def explained(found: Comparison) -> list[str]:
    """What the columns mean, a line each."""
    return [
        "±: half of the 95 % interval; p: how likely so large a difference from the first row is by"
        " chance (paired bootstrap, 1,000 samples).",
        f"{', '.join(COUNTS)}: share of the {counted(len(found.over.sources), 'sentence')} in which"
        " our checks find an error of that kind, or doubt; they cry wrongly, too.",
        "characters/s: Chinese characters a second, loading left out; CPU s: of the whole process,"
        " loading included; MiB: the most it held. Times are of this machine, then.",
    ]


def table(rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table whose columns stand under each other."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = [
        "| " + " | ".join(c.ljust(w) for c, w in zip(row, widths, strict=True)) + " |"
        for row in rows
    ]
    lines.insert(1, "|" + "|".join("-" * (w + 2) for w in widths) + "|")
    return "\n".join(lines) + "\n"


def rows(found: Comparison) -> list[list[str]]:
    """The table of a comparison, header first."""
    over = found.over
    body = [cells(row, len(over.sources), over.characters) for row in found.rows]
    return [header(), *body]


def page(found: Comparison, machine: str) -> str:
    """report.md."""
    over = found.over
    lines = [f"# {visible(over.name)}", "", facts(found, machine), ""]
    lines += [f"**{change(one)}**" if one.worse else change(one) for one in found.changes]
    lines += ["", table([[cell.replace("|", "\\|") for cell in row] for row in rows(found)])]
    lines += [f"- {line}" for line in explained(found)]
    lines += [f"- {name}: `{signature}`" for name, signature in found.signatures.items()]
    for number in found.shown:
        lines += ["", f"{number + 1}. {visible(over.sources[number])}"]
        lines.append(f"   - reference: {visible(over.references[number])}")
        lines += [
            f"   - {visible(row.name)}: {visible(row.targets[number] or '(failed)')}"
            for row in found.rows
        ]
    return "\n".join(lines) + "\n"


def facts(found: Comparison, machine: str) -> str:
    """What was measured, on what."""
    over = found.over
    part = f" of {over.whole:,}" if over.whole > len(over.sources) else ""
    return (
        f"{len(over.sources):,}{part} sentences, {counted(over.characters, 'character')};"
        f" sha256 {over.digest[:12]} · {machine}"
    )

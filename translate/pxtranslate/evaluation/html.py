"""report.html of an evaluation: self-contained, no script; the content policy lets in its style alone."""

from pxtranslate.evaluation import plots, table
from pxtranslate.evaluation.compare import Comparison
from pxtranslate.evaluation.scores import METRICS
from pxtranslate.output.templates import fill
from pxtranslate.text import visible


def page(found: Comparison, machine: str) -> bytes:
    """Return the page as UTF-8."""
    over, rows = found.over, found.rows
    drawn = [
        *(plots.intervals(rows, metric) for metric in METRICS),
        plots.quality_by_speed(rows, over.characters),
        plots.by_risk(rows),
        plots.reliability(rows),
    ]
    header, *body = table.rows(found)
    return fill(
        "evaluation",
        "report.html.j2",
        name=visible(over.name),
        facts=table.facts(found, machine),
        changes=[(table.change(one), bool(one.worse)) for one in found.changes],
        header=header,
        body=[(n % plots.COLOURS, row) for n, row in enumerate(body)],
        explained=table.explained(found),
        signatures=found.signatures,
        plots=[plot for plot in drawn if plot],
        width=plots.WIDTH,
        samples=[
            (
                n + 1,
                visible(over.sources[n]),
                visible(over.references[n]),
                [
                    (visible(row.name), visible(row.targets[n] or "(failed)"), row.chrf[n])
                    for row in rows
                ],
            )
            for n in found.shown
        ],
        results=found.results,
    )

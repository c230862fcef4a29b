"""What a table of one document holds, for CSV and XLSX: a row a segment, in reading order.

`zh` and `en` come first, as in aligned.tsv; then what a person sorts and filters by; last the
`mark` of a machine's target, by which an edit is told from what was written.
"""

from collections.abc import Iterator

from pxtranslate.output.view import findings, segments, worst
from pxtranslate.records import Document, Segment
from pxtranslate.text import mark

HEADER = ("zh", "en", "severity", "findings", "risk", "origin", "article", "id", "number", "mark")
Row = tuple[str | float, ...]


def rows(document: Document) -> Iterator[Row]:
    """The cells of each segment, in the order of HEADER."""
    for number, one in enumerate(segments(document), 1):
        yield (
            one.source,
            one.target or "",
            worst(issue.severity for issue in one.issues),
            "; ".join(f"{issue.check}: {issue.message}" for issue in findings(one)),
            one.risk,
            one.origin if one.target is not None else one.status,
            one.article,
            one.id,
            number,
            machine_mark(one),
        )


def machine_mark(segment: Segment) -> str:
    """The mark of a target that a machine wrote; empty where there is none, or it is a person's."""
    written = segment.target is not None and segment.origin != "human"
    return mark(segment.target or "") if written else ""

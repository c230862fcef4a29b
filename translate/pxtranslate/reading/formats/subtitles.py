"""Subtitles (.srt, .vtt): what is said, without numbers and times; one block a caption, one article."""

import re

from pxtranslate.errors import InputError
from pxtranslate.reading.base import Limits, Parsed, Run, compose, one_line
from pxtranslate.reading.encoding import decode

_TIMES = re.compile(
    r"\s*(?:\d+:)?\d{1,2}:\d{2}[,.]\d{1,3}\s*-->\s*(?:\d+:)?\d{1,2}:\d{2}[,.]\d{1,3}.*"
)
_STYLES = re.compile(r"</?[a-zA-Z][^<>]*>|\{\\[^{}]*\}")
_KINDS = ("WEBVTT", "NOTE", "STYLE", "REGION")


def parse(data: bytes, limits: Limits) -> Parsed:
    """Read the captions. Raises InputError if there is no line of times."""
    decoded = decode(data)
    runs: list[Run] = []
    timed = False
    for block in re.split(r"\n[^\S\n]*\n\s*", decoded.text.strip()):
        lines = block.split("\n")
        at = next((n for n, line in enumerate(lines[:2]) if _TIMES.fullmatch(line)), None)
        if at is not None:
            timed = True
            said = _STYLES.sub("", "\n".join(lines[at + 1 :]))
            runs.append(Run(one_line(said), "body", 0))
        elif not block.startswith(_KINDS):
            runs.append(Run(one_line(block), "body", 0))
    if not timed:
        raise InputError(
            "holds no subtitles: no line of times such as 00:00:01,000 --> 00:00:04,000"
        )
    return compose(runs, decoded.encoding, (*decoded.notes, "times of the subtitles left out"))

"""Text that an earlier program decoded wrongly and saved: found and reported, never repaired.

Repair guesses; the newsroom has the original file, and asking for it is surer.
"""

import re

from pxtranslate.reading.encoding import han, score

_PAIRS = (
    ("gb18030", "utf-8"),
    ("big5hkscs", "utf-8"),
    ("latin-1", "utf-8"),
    ("cp1252", "utf-8"),
    ("latin-1", "gb18030"),
    ("latin-1", "big5hkscs"),
    ("gb18030", "big5hkscs"),
    ("big5hkscs", "gb18030"),
)
"""(read as, really)."""
_LINES = 200
_LEAST = 6
"""Characters beyond ASCII that a line must have to tell anything."""
_SANE = 0.8
"""Score of ordinary Chinese; see `encoding.score`."""
_BETTER = 0.25
_LEAST_KEPT = 0.2
"""Share of characters that must come out as Chinese; read byte by byte, UTF-8 gives a third less its marks."""
_EMOJI = re.compile("[\u200d\u20e3\u2600-\u27bf\ufe0f\U0001f000-\U0001faff\U000e0020-\U000e007f]")
"""Rare as characters go, and no sign of a wrong encoding: none makes them."""
_LOST = "锟斤拷"
"""What U+FFFD, saved as UTF-8, is in GBK."""


def suspect(text: str) -> str | None:
    """A note that names the line and what seems to have happened, or None."""
    bare = _EMOJI.sub("", text)
    lines = [(n, line) for n, line in enumerate(bare.split("\n"), 1) if _is_evidence(line)]
    for number, line in lines[:: max(1, len(lines) // _LINES)]:
        if _LOST in line:
            return f"mojibake: line {number} holds {_LOST}, characters that are lost for good"
        sane = score(line, 0)
        for seen, really in _PAIRS if sane + _BETTER <= 1 else ():
            if _reads_better(line, sane, seen, really):
                names = {"gb18030": "GBK", "big5hkscs": "Big5", "utf-8": "UTF-8"}
                return (
                    f"mojibake: line {number} looks like {names[really]} text that was read as"
                    f" {names.get(seen, 'Western European')} and saved; ask for the original file"
                )
    return None


def _is_evidence(line: str) -> bool:
    return len(line) - len(line.encode("ascii", "ignore")) >= _LEAST


def _reads_better(line: str, sane: float, seen: str, really: str) -> bool:
    other = line.encode(seen, "ignore").decode(really, "ignore")
    enough = han(other) >= _LEAST_KEPT * sum(char > "\x7f" for char in line)
    return enough and score(other, 0) >= max(_SANE, sane + _BETTER)

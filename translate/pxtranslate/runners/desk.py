"""Where workers of a cluster ask what was answered before, and leave what they have to tell.

Lives beside the head, on its machine, and only reads; the head takes what lies there, writes it down
and shows it. Knows nothing of Ray, which makes an actor of it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from pxtranslate.engines.base import Output
from pxtranslate.state.snapshot import Snapshot

Which = Literal["own", "shared"]
"""The answers of the output folder, or of a memory that runs share."""
Answers = dict[bytes, Output]


@dataclass
class Left:
    """What workers left since the head last looked."""

    answers: dict[Which, Answers] = field(default_factory=lambda: {"own": {}, "shared": {}})
    characters: int = 0
    said: list[str] = field(default_factory=list)
    heard: set[str] = field(default_factory=set)
    """The workers that asked or told anything."""


class Desk:
    """Answers for those who ask, and a place for what is new; `who` is the name of the worker."""

    def __init__(self, files: Mapping[Which, Path]) -> None:
        self._known = {which: Snapshot(path) for which, path in files.items()}
        self._left = Left()

    def get(self, which: Which, keys: Sequence[bytes], who: str = "") -> Answers:
        """The answers known for these keys, those not yet taken among them."""
        self._left.heard.add(who)
        left = self._left.answers[which]
        return self._known[which].get(keys) | {key: left[key] for key in keys if key in left}

    def put(self, which: Which, answers: Answers, who: str = "") -> None:
        """Leave answers; they are durable when the head has taken them, a second later at most."""
        self._left.heard.add(who)
        self._left.answers[which] |= answers

    def tell(self, characters: int, said: Sequence[str] = (), who: str = "") -> None:
        """Leave word of how it goes."""
        self._left.heard.add(who)
        self._left.characters += characters
        self._left.said += said

    def take(self) -> Left:
        """All that was left; it is the head's now."""
        left, self._left = self._left, Left()
        return left

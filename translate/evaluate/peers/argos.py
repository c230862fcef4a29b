"""Argos Translate (argos-translate-lt) over a package made of the same converted Marian model.

Its sentence splitter would fetch a model of its own from GitHub; a rule takes its place, in the
peer's favour. Stock or tuned is a matter of its environment: `ARGOS_BATCH_SIZE`, `ARGOS_BEAM_SIZE`.
"""

import re
from typing import Any

from evaluate.peers.job import Job, Translate, run

_END = re.compile("(?<=[。！？])")


class ByRule:
    """Cuts after a full stop, an exclamation or a question mark."""

    def __init__(self, package: Any) -> None:
        """Take what the library hands over, which a rule does not need."""

    def split_sentences(self, text: str) -> list[str]:
        """The sentences of a paragraph."""
        return [one for one in _END.split(text) if one.strip()]


def load(job: Job) -> Translate:
    """Find the package; Argos loads it when it is first used."""
    from argostranslate import translate as library

    library.MiniSBDSentencizer = ByRule
    chinese = next(one for one in library.get_installed_languages() if one.code == "zh")
    english = next(one for one in library.get_installed_languages() if one.code == "en")
    found = chinese.get_translation(english)
    return lambda: [found.translate(paragraph) for paragraph in job["paragraphs"]]


if __name__ == "__main__":
    run(load)

"""Summaries drafted and told in one go, as a run does without `--digest`."""

from collections.abc import Sequence

from pxtranslate.config import Summaries
from pxtranslate.engines.base import Engine
from pxtranslate.records import Document
from pxtranslate.summaries.stage import Translate, draft, tell


def summarize(
    documents: Sequence[Document],
    settings: Summaries,
    engine: Engine | None = None,
    translate: Translate | None = None,
) -> list[Document]:
    """The documents with their summaries, in Chinese and in English."""
    return tell(draft(documents, settings, engine), translate)

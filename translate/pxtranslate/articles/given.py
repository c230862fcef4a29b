"""The articles of a bilingual file: its own sources, in its own order, nothing joined or moved.

Each source is a paragraph, so that its targets can be put back where they belong.
"""

from collections.abc import Iterator
from itertools import groupby

from pxtranslate.records import Article, Block, Paragraph


def given(blocks: tuple[Block, ...]) -> Iterator[Article]:
    """One article for each text that the format divides; what is no text, as a table, is a notice."""
    for number, (text, group) in enumerate(groupby(blocks, lambda block: block.article), 1):
        paragraphs = tuple(
            Paragraph(
                f"a{number}.p{at}",
                "body",
                block.text,
                ((block.start, block.start + len(block.text)),),
                block.target or "",
            )
            for at, block in enumerate(group, 1)
        )
        yield Article(f"a{number}", "notice" if text is None else "article", None, paragraphs)

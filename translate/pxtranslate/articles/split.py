"""The `split` stage: a document's blocks become its articles, in reading order.

Knows neither files nor models. What a block looks like, which block follows which, and how blocks
become paragraphs is the business of `pxtranslate.articles`.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from pxtranslate.articles.blocks import text_blocks
from pxtranslate.articles.compose import compose
from pxtranslate.articles.given import given
from pxtranslate.articles.heads import running_heads
from pxtranslate.articles.lists import without_lists
from pxtranslate.articles.looks import look_at
from pxtranslate.articles.order import order
from pxtranslate.articles.sections import with_stories
from pxtranslate.articles.verse import with_verse
from pxtranslate.records import Article, Block, Columns, Document


def split(document: Document, keep_order: bool = False) -> Document:
    """Fill `document.articles` from its text and blocks; no segments yet.

    Every non-space character of the blocks lies in exactly one piece of one title or paragraph, and
    a paragraph's text is its pieces joined. With `keep_order` nothing is moved, nor in a bilingual
    file.
    """
    text = document.text
    blocks = document.blocks or text_blocks(text)
    if any(block.target is not None for block in blocks):
        return replace(document, blocks=blocks, articles=tuple(given(blocks)))
    spans = [(one.start, one.start + len(one.text)) for one in blocks]
    told = {n for n, one in enumerate(blocks) if one.role is not None or one.article is not None}
    heads = running_heads(text, spans) - told
    units = with_stories(without_lists(with_verse(look_at(blocks, heads), text), text))
    articles = compose(text, units, order(units, keep_order), wrapped=not document.blocks)
    if document.columns:
        articles = tuple(_carrying(one, blocks, document.columns) for one in articles)
    return replace(document, blocks=blocks, articles=articles)


def _carrying(article: Article, blocks: Sequence[Block], columns: Sequence[Columns]) -> Article:
    """The article with what else its row held."""
    first = article.title or article.paragraphs[0]
    at = bisect_right(blocks, first.pieces[0][0], key=lambda block: block.start) - 1
    number = blocks[at].article
    return article if number is None else replace(article, columns=columns[number])

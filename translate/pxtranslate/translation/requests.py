"""Decide what the model sees for each segment; what is recorded as source never changes.

Some segments need no model: a byline is translated by rule, and text without Chinese is kept. For
the rest, large numbers are written as English figures and the segment's terms are named, both
measured to prevent more wrong figures and invented names than any later repair cures.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from pxtranslate.config import Prompt
from pxtranslate.engines.base import Request
from pxtranslate.figures.rewrite import rewrite
from pxtranslate.figures.when import WHEN
from pxtranslate.names import bylines, home
from pxtranslate.records import Article, Paragraph, Segment, Terms
from pxtranslate.script import plain, unified
from pxtranslate.termbase.found import named
from pxtranslate.text import has_han

# What small models turn into a date of their own: 去年 became 2019, 2021 and 2022, 日前 "on March
# 15". Named like terms, they are copied; a check asks for the value, not for these very words.
_WHEN = {zh: en for zh, en in WHEN.items() if zh not in ("今年", "目前")}  # those it says right
_WHEN_WORDS = re.compile("|".join(sorted(_WHEN, key=len, reverse=True)))
_PARTS = re.compile(r"[ \u3000]+")
_PART = 5
"""Characters of the shortest part of a headline: 公 告 is one word, spread out."""


def by_rule(segment: Segment, paragraph: Paragraph) -> str | None:
    """The English of a segment that needs no model, or None."""
    text = segment.source.strip()
    if not has_han(text):
        return text
    if paragraph.role == "byline":
        return bylines.english(text)
    return None


def request_for(
    segment: Segment, paragraph: Paragraph, article: Article, settings: Prompt, terms: Terms
) -> Request:
    """What the model is asked for one segment."""
    headline = paragraph.role in ("title", "heading")
    asked = bare_request(segment.source, "headline" if headline else "translate", settings, terms)
    if settings.terms:
        asked = replace(asked, terms=(*asked.terms, *_home(asked, article)))
    if settings.context == "title" and article.title and not headline:
        return replace(asked, context=article.title.text.strip())
    return asked


def _home(asked: Request, article: Article) -> Iterator[tuple[str, str]]:
    """The article's own place where it goes by one character; what has English already keeps it."""
    known = {zh for zh, _ in asked.terms}
    whole = (segment.source for segment in article.segments)
    return (pair for pair in home.pairs(plain(asked.text), whole) if pair[0] not in known)


def bare_request(text: str, task: str, settings: Prompt, terms: Terms) -> Request:
    """What the model is asked for a text that stands alone."""
    text = unified(text.strip())
    if task == "headline":
        text = _joined(text)
    return Request(
        text=rewrite(text).text if settings.figures else text,
        terms=(*named(text, terms(text)), *_when(text)) if settings.terms else (),
        task=task,
    )


def _joined(headline: str) -> str:
    """The parts of a headline with commas for the spaces between them.

    Left as they are, the model says the first part twice, or takes both for one (decision 0104).
    """
    parts = _PARTS.split(headline)
    long = all(len(part) >= _PART and has_han(part) for part in parts)
    return "，".join(parts) if long else headline


def _when(text: str) -> tuple[tuple[str, str], ...]:
    found = {text[m.start() : m.end()]: _WHEN[m[0]] for m in _WHEN_WORDS.finditer(plain(text))}
    return tuple(found.items())

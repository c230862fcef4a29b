"""The records that flow through the pipeline: frozen, slotted, without behaviour.

A document holds articles, an article holds paragraphs, a paragraph is cut into segments. Every
stage fills its own fields on a copy (`dataclasses.replace`) and touches no others. How records
become files is the business of `pxtranslate.output`; field names there are the same.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["article", "caption", "notice"]
Role = Literal["title", "lead", "heading", "body", "byline", "caption"]
Severity = Literal["error", "warning", "info"]
Origin = Literal["model", "memory", "human", "rule"]

Piece = tuple[int, int]
"""`[start, end)` in code points of the decoded text of the document."""


Columns = tuple[tuple[str, str], ...]
"""Names and values."""

Terms = Callable[[str], tuple[tuple[str, str], ...]]
"""The (Chinese, English) pairs that the target of a source is expected to use."""


@dataclass(frozen=True, slots=True)
class Issue:
    """What a check found: what it read in the source and in the target, and how bad it is."""

    check: str
    severity: Severity
    message: str
    source: str = ""
    target: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A run of source text with one role. `text` is its pieces, joined without anything between."""

    id: str
    role: Role
    text: str
    pieces: tuple[Piece, ...]
    target: str = ""
    """The English that the input itself has for it, in a bilingual file."""


@dataclass(frozen=True, slots=True)
class Join:
    """A place where rebuilding put two pieces together that were apart in the source."""

    paragraph: str
    at: int
    """Code points into the paragraph's text; 0 means the join is before the paragraph."""
    confidence: float


@dataclass(frozen=True, slots=True)
class Byline:
    """Who wrote it or took the picture, in both languages."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Match:
    """A pair of a memory whose source is that of a segment, or much like it."""

    similarity: float
    """1: the same, and its target the segment's; less: the share of characters that need no edit."""
    source: str
    target: str
    file: str
    """Name of the file it was imported from."""


@dataclass(frozen=True, slots=True)
class Segment:
    """The unit of translation. The segments of a paragraph, joined, are its text exactly."""

    id: str
    article: str
    paragraph: str
    order: int
    source: str
    pieces: tuple[Piece, ...]
    target: str | None = None
    status: Literal["ok", "failed", "unasked"] = "ok"
    """`unasked`: no translation was wanted (a digest); neither failed nor flagged."""
    origin: Origin = "model"
    engine: str = ""
    issues: tuple[Issue, ...] = ()
    risk: float = 0.0
    """0 (nothing found) to 1; orders the review queue."""
    logprob: float = 0.0
    """Mean log-probability of the target's tokens, 0 where the engine has none."""
    tried: tuple[str, ...] = ()
    """What mending did to this segment, in order."""
    match: Match | None = None
    """What a person made of the same sentence, or of the likest one in the memory."""


@dataclass(frozen=True, slots=True)
class SummarySentence:
    """One sentence in both languages, with the ids of the segments that support it."""

    zh: str
    en: str
    segments: tuple[str, ...]
    method: str = ""
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """An article's headline and summary in both languages."""

    article: str
    headline_zh: str
    headline_en: str
    sentences: tuple[SummarySentence, ...]
    method: str


@dataclass(frozen=True, slots=True)
class Article:
    """One item of news, in reading order."""

    id: str
    kind: Kind
    title: Paragraph | None
    paragraphs: tuple[Paragraph, ...]
    byline: Byline | None = None
    joins: tuple[Join, ...] = ()
    segments: tuple[Segment, ...] = ()
    summary: Summary | None = None
    columns: Columns = ()
    """What else the row of a CSV or JSONL input held that this article is made of."""


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph-like run of a document as its reader found it, before any splitting.

    `role` is set where the format itself says (a Word heading, an HTML `<h1>`), else None.
    `article` numbers the articles where the format itself divides them (JSONL, CSV), else None.
    `target` is the English beside it in a bilingual file, perhaps empty; None in any other file.
    """

    text: str
    start: int
    """Code points into the document's text."""
    role: Role | None = None
    article: int | None = None
    target: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One input file: its decoded text, the blocks in it, and the articles made of them."""

    path: str
    name: str
    """Name of its result folder, unique in a run."""
    sha256: str
    """Of the file's bytes."""
    encoding: str
    text: str
    blocks: tuple[Block, ...] = ()
    articles: tuple[Article, ...] = ()
    columns: tuple[Columns, ...] = ()
    """By the `article` of blocks: what is carried along and not translated."""
    notes: tuple[str, ...] = field(default=())
    """What reading noticed and a person should know: mojibake, dropped running heads."""
    original: bytes = b""
    """Of a bilingual file that is written again, its empty targets filled, the bytes."""

"""Cut paragraphs into sentences, so that joining them gives the paragraph back exactly.

Knows Chinese punctuation and nothing of articles' meaning, engines or files. A closing quote or
bracket stays with the 。！？… before it; figures (3.71), file names and 《》 are never broken; a
quotation stays whole with its "he said" unless it is long; an ellipsis ends a sentence only after
a real clause. Overlong sentences are cut at ； and then ， where the caller names a limit.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from pxtranslate.records import Article, Document, Paragraph, Piece, Segment

CLOSERS = "”’」』）)】》〉〕］\"'"
_OPEN = {"“": "”", "‘": "’", "「": "」", "『": "』", "（": "）", "(": ")", "《": "》", "【": "】"}
_OPENER = re.compile(f"[{''.join(_OPEN)}]")
_BRACKETS = "（(《【"

# One sentence end: its marks, the closers that belong to it, the white space behind it.
_END = re.compile(
    rf"(?:[。！？!?]+|…{{1,}}|(?<=[\u4e00-\u9fff])\.(?![\w.]))[{CLOSERS}]*\s*|\n\s*",
)
# “……”他说。: the words of saying that tie a short clause to the quotation before it.
_SAYING = re.compile(r"^[^，。！？；：]{0,30}(?:说|表示|道|称|介绍|告诉|坦言|回忆|感慨|问|答)")

LONG_QUOTE = 120
"""Characters from which a quotation is cut at its own sentence ends."""
ELLIPSIS_CLAUSE = 12
"""Characters before an ellipsis that make it an end; fewer and it trails off mid-sentence."""


def sentences(text: str, longest: int | None = None) -> list[str]:
    """Cut `text` into sentences whose concatenation is `text`.

    `longest` is in characters: a longer sentence is cut at ； or ， near its middle, again and
    again, where such a mark stands outside brackets and quotes; else it stays as it is.
    """
    parts = list(_sentences(text))
    if longest is None:
        return parts
    return [piece for part in parts for piece in _shorten(part, longest)]


def _sentences(text: str) -> Iterator[str]:
    inside = _enclosed(text)
    start = 0
    for match in _END.finditer(text):
        end = match.end()
        if end >= len(text):
            break
        if text[start:end].strip() and _is_end(text, start, match, inside):
            yield text[start:end]
            start = end
    if text:
        yield text[start:]


def _is_end(text: str, start: int, match: re.Match[str], inside: list[int]) -> bool:
    end = match.end()
    if "\n" in match.group():
        return True
    if inside[end]:  # the mark stands within a bracket, or a quotation too short to cut
        return False
    if match.group().startswith("…") and match.start() - start < ELLIPSIS_CLAUSE:
        return False
    quoted = text[end - 1] in '”’」』"'
    return not (quoted and _SAYING.match(text[end:]))


def _enclosed(text: str) -> list[int]:
    """For each offset, how many brackets and short quotations are open before it."""
    if not _OPENER.search(text):
        return [0] * (len(text) + 1)
    change = [0] * (len(text) + 2)
    stack: list[tuple[str, int]] = []
    for i, char in enumerate(text):
        if char in _OPEN:
            stack.append((char, i))
        elif stack and char == _OPEN[stack[-1][0]]:
            opener, at = stack.pop()
            if opener in _BRACKETS or i - at <= LONG_QUOTE:
                change[at + 1] += 1
                change[i + 1] -= 1
    depth, result = 0, []
    for step in change[: len(text) + 1]:
        depth += step
        result.append(depth)
    return result


def _shorten(sentence: str, longest: int) -> Iterator[str]:
    if len(sentence) <= longest:
        yield sentence
        return
    inside = _enclosed(sentence)
    for marks in ("；;", "，,", "："):
        cuts = [
            i + 1
            for i, char in enumerate(sentence[:-1])
            if char in marks and not inside[i + 1] and not _in_figure(sentence, i)
        ]
        # A cut that leaves a stub reads worse than a long sentence.
        cuts = [cut for cut in cuts if min(cut, len(sentence) - cut) >= longest // 6]
        if cuts:
            cut = min(cuts, key=lambda c: abs(c - len(sentence) / 2))
            yield from _shorten(sentence[:cut], longest)
            yield from _shorten(sentence[cut:], longest)
            return
    yield sentence


def _in_figure(text: str, at: int) -> bool:
    return text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit()


def segment(document: Document, longest: int | None = None) -> Document:
    """Fill the segments of every article of the document, in reading order."""
    articles = tuple(
        replace(article, segments=tuple(_segments(article, longest)))
        for article in document.articles
    )
    return replace(document, articles=articles)


def _segments(article: Article, longest: int | None) -> Iterator[Segment]:
    order = 0
    for paragraph in filter(None, (article.title, *article.paragraphs)):
        at = 0
        for number, text in enumerate(_texts(paragraph, longest), start=1):
            yield Segment(
                id=f"{paragraph.id}.s{number}",
                article=article.id,
                paragraph=paragraph.id,
                order=order,
                source=text,
                pieces=slice_pieces(paragraph.pieces, at, at + len(text)),
            )
            at += len(text)
            order += 1


def _texts(paragraph: Paragraph, longest: int | None) -> list[str]:
    if paragraph.role in ("title", "heading", "byline"):
        return [paragraph.text]
    return sentences(paragraph.text, longest)


def slice_pieces(pieces: tuple[Piece, ...], start: int, end: int) -> tuple[Piece, ...]:
    """The part of `pieces` that the characters [start, end) of their joined text come from."""
    found: list[Piece] = []
    at = 0
    for piece_start, piece_end in pieces:
        length = piece_end - piece_start
        low, high = max(start - at, 0), min(end - at, length)
        if low < high:
            found.append((piece_start + low, piece_start + high))
        at += length
    return tuple(found)

"""Cut paragraphs into sentences, so that joining them gives the paragraph back exactly.

Knows Chinese punctuation and nothing of articles' meaning, engines or files. A closing quote or
bracket stays with the 。！？… before it; figures (3.71), file names and 《》 are never broken; a
quotation stays whole with its "he said" unless it is long, and so does a note in brackets; an
ellipsis ends a sentence only after a real clause. Overlong sentences are cut at ； and then ， where the caller names a limit.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pxtranslate.records import Article, Document, Paragraph, Piece, Segment

CLOSERS = "”’」』）)】》〉〕］\"'"
_OPEN = {"“": "”", "‘": "’", "「": "」", "『": "』", "（": "）", "(": ")", "《": "》", "【": "】"}
_OPENER = re.compile(f"[{''.join(_OPEN)}]")
_NAMING = "《【"

# One sentence end: its marks, the closers that belong to it, the white space behind it.
_END = re.compile(rf"(?:[。｡！？!?]+|…+|[.．])[{CLOSERS}]*\s*|\n\s*")
_STOP = ".．"
_TITLE = re.compile(r"《[^《》]*》|〈[^〈〉]*〉")
# “……”他说。: the words of saying that tie a short clause to the quotation before it.
_SAYING = re.compile(
    r"[^，。！？；：（(,!?.\n]{0,30}(?:说|說|表示|道|称|稱|介绍|介紹|告诉|告訴|坦言|直言|回忆|感慨|感叹|感嘆|问|問|答"
    r"|喊|叹|嘆|笑|自语|自語|补充|强调|解释|回应|提醒|呼吁|念叨|嘀咕)"
)
# What goes on after a quotation that is a part of its sentence: “加油！”和“必胜！”的口号.
_GOES_ON = re.compile(
    r"[，,、；;：:。｡）)》〉]|和(?![平谐睦])|与(?!会)|与?及|以及|或|并(?!非|不)|的(?![确士])|等(?![待到候了])|之|为[题主口]"
    r"|這?这?[一个個句种種]|字样|字樣|一[词詞文书書曲剧劇片声聲]|口号|口號|声(?!明|称)|而"
)
_HAN = "\u3400-\u9fff"
_BEFORE_OPENING = re.compile(r"(?:^|[\s：:，,。.！!？?、；;（(《“「—])$")

LONG_QUOTE = 120
"""Characters from which a quotation, or a note in brackets, is cut at its own sentence ends."""
SHORT_QUOTE = 20
"""Characters up to which a question or shout quoted in mid-sentence is a part of it."""
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
    # 《你好，李焕英？》 is a name: no mark in it ends anything.
    seen = _TITLE.sub(lambda title: f"《{'名' * (len(title.group()) - 2)}》", _directed(text))
    inside = _enclosed(seen)
    stops = _stops_by_points(seen)
    start = 0
    for match in _END.finditer(seen):
        end = match.end()
        if end >= len(text):
            break
        if not text[start:end].strip() or (match.group()[0] in _STOP and not stops):
            continue
        if _is_end(seen, start, match, inside):
            yield text[start:end]
            start = end
    if text:
        yield text[start:]


def _is_end(text: str, start: int, match: re.Match[str], inside: list[int]) -> bool:
    end, mark = match.end(), match.group()[0]
    if "\n" in match.group():
        return not _between_words(text, match)
    if inside[end]:  # the mark stands within a bracket, or a quotation too short to cut
        return False
    if mark == "…" and match.start() - start < ELLIPSIS_CLAUSE:
        return False
    if mark in _STOP and not _is_stop(text, match):
        return False
    if mark in "!?" and _in_word(text, match):
        return False
    closed = match.group().rstrip()[-1] in "”’」』"
    return not (closed and (_SAYING.match(text, end) or _goes_on(text, start, match)))


def _goes_on(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether the sentence goes on after a quotation: by its next word, or as it stood within it."""
    if _GOES_ON.match(text, match.end()):
        return True
    if match.group()[0] in "。｡":
        return False
    near = max(start, match.start() - SHORT_QUOTE)
    opener = max(text.rfind(quote, near, match.start()) for quote in "“‘「『")
    return opener > start and re.match(f"[{_HAN}、]", text[opener - 1]) is not None


def _directed(text: str) -> str:
    """The text with straight quotation marks turned to what they open or close, for looking only."""
    if '"' not in text and "＂" not in text:
        return text
    found = list(text)
    opened, last = False, max(text.rfind('"'), text.rfind("＂"))
    for at, char in enumerate(text):
        if char == "\n":
            opened = False
        elif char in '"＂':
            fresh = _BEFORE_OPENING.search(text[max(0, at - 1) : at]) is not None
            opened = not opened if opened or at < last else fresh
            found[at] = "“" if opened else "”"
    return "".join(found)


def _stops_by_points(text: str) -> bool:
    """Whether points are full stops here, as where Chinese is typed with half-width marks."""
    bare = text.rstrip(f" \u3000\n{CLOSERS}")
    return bare[-1:] in tuple(_STOP) and bare[-2:-1] not in tuple(_STOP)


def _is_stop(text: str, match: re.Match[str]) -> bool:
    """Whether a point ends a sentence: after Chinese or what belongs to it, not in a figure or name."""
    before = text[max(0, match.start() - 12) : match.start()]
    after = text[match.end() : match.end() + 1]
    if re.match(r"[\w.]", after) and not re.match(f"[{_HAN}A-Z\\d]", after):
        return False
    ended = re.search(rf"[{_HAN}%％‰）)”’」』》]$|[{_HAN}][\d.,]*\d+$", before) is not None
    figure = before[-1:].isdigit() and after.isdigit()
    listed = re.search(r"(?:^|[\s.．。；;：:第])\d{1,2}$", before) is not None
    return ended and not figure and not listed


def _between_words(text: str, match: re.Match[str]) -> bool:
    """Whether a line break is no more than the space between two Latin words."""
    if not match.group().isspace():
        return False
    before, after = (
        text[max(0, match.start() - 2) : match.start()].rstrip()[-1:],
        text[match.end() : match.end() + 1],
    )
    return re.fullmatch("[A-Za-z][A-Za-z0-9]|[0-9][A-Za-z]", before + after) is not None


def _in_word(text: str, match: re.Match[str]) -> bool:
    """Whether a half-width mark is a part of a name or an address: Yahoo!公司, /?id=1."""
    after = text[match.start() + 1 : match.start() + 2]
    if re.match(r"[A-Za-z0-9=&/]", after):
        return True
    latin = re.match("[A-Za-z]", text[match.start() - 1 : match.start()])
    return bool(latin and re.match(f"[{_HAN}]", after))


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
            if opener in _NAMING or i - at <= LONG_QUOTE:
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
    first, last = len(sentence) - len(sentence.lstrip()), len(sentence.rstrip())
    for marks in ("；;", "，,", "："):
        cuts = [
            i + 1
            for i, char in enumerate(sentence[:-1])
            if char in marks and not inside[i + 1] and not _in_figure(sentence, i)
        ]
        # A cut that leaves a stub reads worse than a long sentence.
        least = max(1, longest // 6)
        cuts = [cut for cut in cuts if cut - first >= least and last - cut >= least]
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
                target=paragraph.target or None,
                origin="human" if paragraph.target else "model",
            )
            at += len(text)
            order += 1


def whole(parts: Sequence[Segment]) -> Segment:
    """The segments of a paragraph as one, without a target."""
    source = "".join(part.source for part in parts)
    pieces = tuple(piece for part in parts for piece in part.pieces)
    return replace(parts[0], source=source, pieces=pieces, target=None)


def _texts(paragraph: Paragraph, longest: int | None) -> list[str]:
    if paragraph.target or paragraph.role in ("title", "heading", "byline"):
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

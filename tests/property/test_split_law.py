"""Over any text: no non-space character lost or doubled, paragraphs are their pieces, order kept."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.places import PAGE

from pxtranslate.articles.split import split
from pxtranslate.records import Document, Paragraph

_HAN = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"
_MARKS = "。。。，，、；：？！…“”‘’《》（）【】—％%·　 \t\n\n\n\r0123456789abcXYZ.图为摄记者编辑张李王本报讯"
TEXTS = st.lists(
    st.one_of(
        st.text(alphabet=_HAN + _MARKS, max_size=90),
        st.sampled_from(
            [
                "\n",
                "\n\n",
                "。\n\n",
                "（张伟）\n",
                "王小明摄\n",
                "本报讯（记者 李强）",
                "\u2028",
                "\x85",
            ]
        ),
        st.text(max_size=8),
    ),
    max_size=30,
).map("".join)


def whole(text: str) -> Document:
    """A document of plain text, as a reader would give it without blocks."""
    return Document(path="a.txt", name="a", sha256="", encoding="utf-8", text=text)


def paragraphs(document: Document) -> list[Paragraph]:
    """Titles and paragraphs of all articles, in reading order."""
    return [
        paragraph
        for article in document.articles
        for paragraph in (*([article.title] if article.title else []), *article.paragraphs)
    ]


def check_law(document: Document) -> None:
    """Raise AssertionError unless the pieces partition the text and make up the paragraphs."""
    seen = [0] * len(document.text)
    names = set()
    for paragraph in paragraphs(document):
        assert paragraph.text == "".join(document.text[a:b] for a, b in paragraph.pieces)
        assert paragraph.text.strip()
        names.add(paragraph.id)
        for start, end in paragraph.pieces:
            assert start < end
            for at in range(start, end):
                seen[at] += 1
    assert len(names) == len(paragraphs(document))
    for char, count in zip(document.text, seen, strict=True):
        assert count == 1 or (count == 0 and char.isspace())
    for article in document.articles:
        sizes = {p.id: len(p.text) for p in paragraphs(document)}
        for join in article.joins:
            assert 0 <= join.at < sizes[join.paragraph]
            assert 0 <= join.confidence <= 1


@given(TEXTS, st.booleans())
@settings(max_examples=200, deadline=None)
def test_every_character_lies_in_one_piece(text: str, keep_order: bool) -> None:
    check_law(split(whole(text), keep_order=keep_order))


@given(TEXTS)
@settings(max_examples=100, deadline=None)
def test_keeping_the_order_keeps_it(text: str) -> None:
    document = split(whole(text), keep_order=True)
    starts = [piece[0] for p in paragraphs(document) for piece in p.pieces]
    assert starts == sorted(starts)
    assert not any(article.joins for article in document.articles)


def torn(seed: int) -> str:
    """Lines of the user's page, some torn at either end, in any order."""
    draw = random.Random(seed)
    page = PAGE
    lines = [line for line in page.read_text(encoding="utf-8").splitlines() if line.strip()]
    picked = []
    for _ in range(draw.randint(1, 30)):
        line = draw.choice(lines)
        if draw.random() < 0.4:
            line = line[: draw.randint(1, len(line))]
        if draw.random() < 0.3:
            line = line[draw.randint(0, len(line) - 1) :]
        picked.append(line)
    return draw.choice(["\n", "\n\n", "\r\n"]).join(picked)


@pytest.mark.parametrize("seed", range(60))
def test_a_torn_page_loses_nothing_and_can_keep_its_order(seed: int) -> None:
    text = torn(seed)
    check_law(split(whole(text)))
    kept = split(whole(text), keep_order=True)
    check_law(kept)
    starts = [piece[0] for p in paragraphs(kept) for piece in p.pieces]
    assert starts == sorted(starts)


@given(TEXTS)
@settings(max_examples=50, deadline=None)
def test_the_same_text_gives_the_same_articles(text: str) -> None:
    assert split(whole(text)).articles == split(whole(text)).articles

"""What holds of every summary, over random Chinese text."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.toy.summaries import summarize

from pxtranslate.articles.segment import segment
from pxtranslate.config import Summaries
from pxtranslate.records import Article, Document, Paragraph
from pxtranslate.summaries.leave_out import leave_out
from pxtranslate.summaries.stage import draft, tell
from pxtranslate.summaries.verify import problems

CHARS = st.text(
    "青山市外贸出口增长下降企业不没有近日同时他“”《》（），。；！？…0123456789.%亿万 ABc\n",
    max_size=120,
)
LIMITS = st.builds(
    Summaries,
    method=st.just("extract"),
    sentences=st.integers(1, 4),
    characters=st.one_of(st.just(0), st.integers(1, 200)),
)


def make(title: str, paragraphs: list[str]) -> Document:
    """A document of one article, each segment translated as its id."""
    texts = [title, *paragraphs]
    made = tuple(
        Paragraph(f"a1.p{at}", "body" if at else "title", text, ((0, len(text)),))
        for at, text in enumerate(texts)
    )
    article = Article("a1", "article", made[0] if title.strip() else None, made[1:])
    document = segment(Document("x", "x", "", "utf-8", "".join(texts), articles=(article,)))
    first = document.articles[0]
    translated = tuple(replace(s, target=s.id) for s in first.segments)
    return replace(document, articles=(replace(first, segments=translated),))


@settings(max_examples=150, deadline=None)
@given(CHARS, st.lists(CHARS, max_size=5), LIMITS)
def test_every_sentence_is_the_articles_own_and_within_bounds(
    title: str, paragraphs: list[str], limits: Summaries
) -> None:
    """Order, source, target, ids and support agree; nothing else of the article changes."""
    before = make(title, paragraphs)
    (after,) = summarize([before], limits)
    article, summary = after.articles[0], after.articles[0].summary
    assert summary is not None
    assert replace(article, summary=None) == before.articles[0]
    known = {s.id: s for s in article.segments}
    places = [known[i].order for sentence in summary.sentences for i in sentence.segments]
    assert places == sorted(set(places))
    assert len(summary.sentences) <= limits.sentences
    for sentence in summary.sentences:
        assert sentence.zh == "".join(known[i].source for i in sentence.segments).strip()
        assert sentence.en == " ".join(sentence.segments)
        told = replace(sentence, en="")
        assert not problems(told, article.segments)
    size = sum(len(sentence.zh) for sentence in summary.sentences)
    assert len(summary.sentences) == 1 or not limits.characters or size <= limits.characters
    assert (summary.headline_zh == "") == (not title.strip() and not summary.sentences)


@settings(max_examples=100, deadline=None)
@given(CHARS, st.lists(CHARS, max_size=5), LIMITS)
def test_a_digest_asks_for_what_it_tells_and_nothing_else(
    title: str, paragraphs: list[str], limits: Summaries
) -> None:
    """Summaries made first are told by the segments that were asked for, whatever the rest."""
    done = make(title, paragraphs)
    article = done.articles[0]
    bare = tuple(replace(s, target=None) for s in article.segments)
    untranslated = replace(done, articles=(replace(article, segments=bare),))
    (marked,) = leave_out(draft([untranslated], limits), "summaries")
    first = marked.articles[0]
    assert [replace(s, status="ok") for s in first.segments] == list(bare)
    translated = tuple(
        s if s.status == "unasked" else replace(s, target=s.id) for s in first.segments
    )
    (told,) = tell([replace(marked, articles=(replace(first, segments=translated),))])
    summary = told.articles[0].summary
    assert summary is not None
    assert all(one.en == " ".join(one.segments) for one in summary.sentences)
    needed = {id for one in summary.sentences for id in one.segments}
    if first.title is not None:
        needed |= {s.id for s in first.segments if s.paragraph == first.title.id}
    assert {s.id for s in first.segments if s.status == "ok"} == needed

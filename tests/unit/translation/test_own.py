"""What the user gives for a run wins over a memory of many files, and gives way to this one's people."""

from dataclasses import replace

from pxtranslate.articles.segment import segment
from pxtranslate.records import Article, Document, Match, Paragraph, Segment
from pxtranslate.translation.own import recall

TEXT = "今天下雨。明天晴。"
KNOWN = {"今天下雨。": "Rain today.", "明天晴。": "Fine tomorrow."}


def document() -> Document:
    paragraph = Paragraph("a1.p1", "body", TEXT, ((0, len(TEXT)),))
    article = Article("a1", "article", None, (paragraph,))
    return segment(Document("a.txt", "a", "", "utf-8", TEXT, articles=(article,)))


def changed(**fields: object) -> Document:
    """The document with these fields of its first segment."""
    whole = document()
    first, *others = whole.articles[0].segments
    segments = (replace(first, **fields), *others)  # type: ignore[arg-type]
    return replace(whole, articles=(replace(whole.articles[0], segments=segments),))


def told(whole: Document) -> list[tuple[str, str | None, str]]:
    return [(s.source, s.target, s.origin) for s in whole.articles[0].segments]


def test_sentences_and_whole_paragraphs_are_known() -> None:
    assert told(recall(document(), KNOWN)) == [(zh, en, "human") for zh, en in KNOWN.items()]
    assert told(recall(document(), {TEXT: "Rain, then sun."})) == [
        (TEXT, "Rain, then sun.", "human")
    ]
    assert recall(document(), {"今天": "Today"}) == document()


def test_a_persons_word_in_this_file_stays() -> None:
    mine = changed(target="It pours.", origin="human")
    assert told(recall(mine, KNOWN))[0] == ("今天下雨。", "It pours.", "human")
    assert len(told(recall(mine, {TEXT: "Rain, then sun."}))) == 2


def test_a_word_out_of_a_memory_gives_way() -> None:
    match = Match(1.0, "今天下雨。", "It rains.", "old.tmx")
    found = recall(changed(target="It rains.", origin="human", match=match), KNOWN)
    first: Segment = found.articles[0].segments[0]
    assert (first.target, first.match) == ("Rain today.", None)

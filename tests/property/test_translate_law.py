"""The law: the same articles, segments, ids and order come out of translate and mend as went in."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.toy.engines import Answer, ToyEngine, unless

from pxtranslate.articles.segment import segment
from pxtranslate.articles.split import split
from pxtranslate.checks.run import check_document
from pxtranslate.config import Decoding as DecodingSettings
from pxtranslate.config import Settings
from pxtranslate.engines.base import Decoding, Request
from pxtranslate.errors import EngineError
from pxtranslate.mending.mend import mend
from pxtranslate.records import Document
from pxtranslate.translation.translate import translate


def _says(fails: str, endless: str) -> Answer:
    """A sort of English; fails on some texts, never ends on others."""

    def say(request: Request, decoding: Decoding) -> str | None:
        return None if endless in request.text else f"Text of {len(request.text)}."

    return unless(fails, EngineError("this text"), say)


def nothing(text: str) -> tuple[tuple[str, str], ...]:
    return ()


page = st.lists(
    st.text(alphabet="县市农民说增长了不3万.5。，；“”（）\n", min_size=1, max_size=60),
    min_size=1,
    max_size=6,
)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(page, min_size=1, max_size=3),
    st.integers(1, 5),
    st.sampled_from("县市农万"),
    st.sampled_from("县市农万"),
)
def test_nothing_is_lost_doubled_or_moved(
    pages: list[list[str]], batch: int, fails: str, endless: str
) -> None:
    documents = [segment(split(_document("\n\n".join(lines)))) for lines in pages]
    chosen = Settings(decoding=DecodingSettings(batch=batch))
    engine = ToyEngine(_says(fails, endless), translates=True)
    found = translate(documents, engine, chosen, nothing)
    found = [check_document(document, chosen.checks) for document in found]
    found = mend(found, engine, chosen, nothing)
    assert [_skeleton(document) for document in found] == [_skeleton(d) for d in documents]
    for document in found:
        for article in document.articles:
            for part in article.segments:
                assert (part.target is None) == (part.status == "failed")
                if part.status == "failed":
                    assert part.issues
                    assert part.risk == 1.0


def _document(text: str) -> Document:
    return Document("p", "p", "", "utf-8", text)


def _skeleton(document: Document) -> Document:
    """The document with everything taken off that translating may change."""
    return replace(
        document,
        articles=tuple(
            replace(
                article,
                byline=article.byline and replace(article.byline, en=""),
                segments=tuple(
                    replace(
                        part, target=None, status="ok", origin="model", engine="", issues=(),
                        risk=0.0, logprob=0.0, tried=(),
                    )
                    for part in article.segments
                ),
            )
            for article in document.articles
        ),
    )  # fmt: skip

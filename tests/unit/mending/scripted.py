"""Texts and a model that says what a test makes it say, and what mending makes of them."""

from tests.toy.engines import Answer, ToyEngine

from pxtranslate.articles.segment import segment
from pxtranslate.checks.run import check_document
from pxtranslate.config import Decoding as DecodingSettings
from pxtranslate.config import Mend, Settings
from pxtranslate.engines.base import Decoding, Output, Request
from pxtranslate.mending.mend import mend
from pxtranslate.records import Article, Document, Paragraph, Segment
from pxtranslate.translation.translate import segments, translate


def scripted(answer: Answer, fingerprint: str = "scripted") -> ToyEngine:
    """A model that says what the function gives, and doubts it a little."""

    def say(request: Request, decoding: Decoding) -> Output:
        said = answer(request, decoding)
        assert not isinstance(said, Output)
        return Output(said or "", said is not None, -0.5)

    return ToyEngine(say, fingerprint, translates=True)


TERMS = (("萍乡海关", "Pingxiang Customs"), ("安源", "Anyuan"), ("安源老街", "Old Street"))


def terms(text: str) -> tuple[tuple[str, str], ...]:
    return tuple(pair for pair in TERMS if pair[0] in text)


def mended(
    source: str, answer: Answer, rounds: int = 2, second: ToyEngine | None = None
) -> tuple[Segment, ToyEngine]:
    """The one segment of a source after everything, and the engine; the first answers too."""
    # Greedy at first, so that an answer tells whether a beam was used.
    settings = Settings(mend=Mend(rounds=rounds), decoding=DecodingSettings(beam=1))
    engine = scripted(answer)
    found = translate([_document(source)], engine, settings, terms)
    engine.calls.clear()
    found = [check_document(one, settings.checks, terms) for one in found]
    found = mend(found, engine, settings, terms, second)
    (part,) = (part for *_, part in segments(found))
    return part, engine


def _document(*lines: str) -> Document:
    paragraphs = tuple(
        Paragraph(f"p{n}", "body", line, ((0, len(line)),)) for n, line in enumerate(lines)
    )
    article = Article("a1", "article", None, paragraphs)
    return segment(Document("p", "p", "", "utf-8", "".join(lines), articles=(article,)))


def errors(part: Segment) -> list[str]:
    return [issue.check for issue in part.issues if issue.severity == "error"]


JOBS = "全市6个园区去年新增岗位3500个，帮助企业解决了用工难题。"
GOOD = (
    "The city's 6 parks added 3,500 jobs last year, helping companies solve their labor shortage."
)
LOST = GOOD.replace("The city's 6 parks", "The city's parks")

LONG = "今年以来，该县加快建设高标准农田，改造老旧灌溉渠道，推广优良水稻品种，开展农业技术培训，发展乡村旅游，农民收入稳步增长。"
PARTS = {
    "今年以来，该县加快建设高标准农田，改造老旧灌溉渠道，": "This year the county has sped up building "
    "high-standard farmland, rebuilt old irrigation channels,",
    "推广优良水稻品种，开展农业技术培训，发展乡村旅游，农民收入稳步增长。": "spread fine rice varieties, "
    "trained farmers in farming techniques and developed rural tourism; farmers' income grew steadily.",
}

"""What `ablation` looks at: scores on data that is not the user's page, and what the page becomes.

Each function gives its scores by name; higher is better. The data: pages_dev (16 pages, and 60 cut
and shuffled anew), lcsts (news with its published headline), mt_train (human pairs), injection_dev (orders to a model). None of the scores sees the page.
"""

import random
from collections.abc import Iterable, Sequence
from pathlib import Path

from evaluate import pages, planted, summaries
from evaluate.rouge import mean, rouge
from pxtranslate.articles.segment import segment
from pxtranslate.articles.split import split
from pxtranslate.config import Summaries
from pxtranslate.names import find, ledger
from pxtranslate.names.bylines import english
from pxtranslate.names.glossary import Glossary
from pxtranslate.names.terms import terms
from pxtranslate.output.jsonl import articles_rows, lines
from pxtranslate.records import Document
from pxtranslate.summaries import headline
from pxtranslate.summaries.extract import extract
from pxtranslate.summaries.sentences import units

Scores = dict[str, float]
SEED = 12
SYNTHETIC = 60


def rebuilding(data: Path) -> Scores:
    """How well pages are put in order: see `evaluate.pages`."""
    real = pages.load(data / "pages_dev")
    found: Scores = {"pages in order": sum(map(pages.untouched, real))}
    cut = list(pages.synthesise(real, SYNTHETIC, SEED))
    dice = random.Random(SEED)
    over = [pages.with_leads_above(page, dice) for page in (*real, *cut)]
    for name, some in (("real", real), ("cut", cut), ("lead above", over)):
        scores = [pages.score(page, pages.predict(page)) for page in some]
        for part in ("boundary", "continuation", "apart", "tau", "exact"):
            found[f"{name} {part}"] = sum(getattr(one, part)[0] for one in scores)
    return found


def summarizing(data: Path) -> Scores:
    """ROUGE of summaries and headlines made without the published one; orders kept out of both."""
    items = list(summaries.published(data / "summaries_dev/lcsts-200.jsonl"))
    items += [
        ("".join(lines), title)
        for page in pages.load(data / "pages_dev")
        for title, (_, *lines) in pages.heal(page)
        if title and lines
    ]
    orders = [zh for zh, _ in planted.read_pairs(data / "injection_dev/injection_direct.tsv")]
    pairs_of: dict[str, list[tuple[str, str]]] = {"first": [], "summary": [], "headline": []}
    heeded = 0
    for number, (text, wanted) in enumerate(items):
        article = summaries.article(text)
        chosen = extract(article, Summaries())
        pairs_of["first"].append((chosen[0].zh, wanted))
        pairs_of["summary"].append(("".join(one.zh for one in chosen), wanted))
        pairs_of["headline"].append((headline.candidate([u.zh for u in units(article)]), wanted))
        order = orders[number % len(orders)]
        spoken = extract(summaries.article(f"{order}{text}{order}"), Summaries())
        heeded += any(order in one.zh for one in spoken)
    found: Scores = {"orders kept out": -heeded}
    for name, pairs in pairs_of.items():
        scores = mean([rouge(text, wanted) for text, wanted in pairs])
        found |= {f"{name} R1": scores.one, f"{name} R2": scores.two, f"{name} RL": scores.longest}
    return found


def naming(data: Path) -> Scores:
    """How many names are found in human pairs and pages, and how many stand so in the English."""
    pairs = planted.read_pairs(data / "mt_train/news_pairs.tsv")
    texts = [block for page in pages.load(data / "pages_dev") for block in page.blocks]
    found = [(one, en) for zh, en in pairs for one in find(zh)]
    found += [(one, "") for text in texts for one in find(text)]
    known = {text: english(text) or "" for text in texts}
    return {
        "names": len(found),
        "characters named": sum(len(one.zh) for one, _ in found),
        "letters of names": sum(len(one.en) for one, _ in found),
        "as a person put it": sum(one.en in en for one, en in found),
        "certainty": round(sum(one.certainty for one, _ in found), 4),
        "bylines": sum(map(len, known.values())),
    }


def of_page(page: Path) -> bytes:
    """What the user's page becomes without a model: its articles, summaries and terms."""
    text = page.read_text("utf-8")
    document = segment(split(Document("", "", "", "utf-8", text)))
    named = ledger.build([document])
    return (
        lines(articles_rows(document))
        + repr(
            [
                (extract(article, Summaries()), [u.zh for u in units(article)][:1])
                for article in document.articles
            ]
            + [terms(one, Glossary(), named) for one in _sources([document])]
        ).encode()
    )


def _sources(documents: Iterable[Document]) -> Sequence[str]:
    return [s.source for d in documents for a in d.articles for s in a.segments]

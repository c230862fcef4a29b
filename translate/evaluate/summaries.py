"""How good are extracted summaries and headline candidates, beside lead-1 and sumy's LexRank?

    python -m evaluate.summaries FILE

FILE: JSON lines with `text` and `headline`. Prints character ROUGE F1 (percent) of the first summary
sentence and of the headline candidate against the headline, the length of a summary as a share of
its text, and the time. Whether summaries are true is measured by `evaluate.faithfulness`.
Needs the dev packages (sumy, jieba).
"""

import argparse
import json
import logging
import time
from collections.abc import Iterator
from pathlib import Path

from evaluate.rouge import Rouge, mean, rouge
from pxtranslate.articles.segment import segment
from pxtranslate.config import Summaries
from pxtranslate.records import Article, Document, Paragraph
from pxtranslate.summaries import headline
from pxtranslate.summaries.compress import shortened
from pxtranslate.summaries.extract import extract
from pxtranslate.summaries.sentences import units


def main() -> None:
    """Print the table for one file."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("file", type=Path)
    items = list(published(parser.parse_args().file))
    articles = [article(text) for text, _ in items]
    start = time.perf_counter()
    summaries = [extract(one, Summaries()) for one in articles]
    seconds = time.perf_counter() - start
    shorter = [shortened(one, Summaries()) for one in articles]
    rows = {
        "lead-1": [units(one)[0].zh for one in articles],
        "LexRank (sumy)": [_lexrank(one) for one in articles],
        "extract, first sentence": [summary[0].zh for summary in summaries],
        "compress, first sentence": [summary[0].zh for summary in shorter],
        "headline candidate": [
            headline.candidate([unit.zh for unit in units(one)]) for one in articles
        ],
    }
    print(f"{len(items)} items{'':18} ROUGE-1  ROUGE-2  ROUGE-L  characters")
    for name, texts in rows.items():
        pairs = list(zip(texts, (wanted for _, wanted in items), strict=True))
        print(_row(name, mean([rouge(text, wanted) for text, wanted in pairs]), texts))
    characters = sum(len(text) for text, _ in items)
    for name, made in (("extract", summaries), ("compress", shorter)):
        kept = sum(len(sentence.zh) for summary in made for sentence in summary)
        print(f"{name}: summary/text {kept / characters:.0%} of characters")
    print(f"extract: {seconds:.2f} s for {characters} characters")


def article(text: str) -> Article:
    """Make an untitled article of one paragraph, cut into segments."""
    body = Paragraph("a1.p1", "body", text, ((0, len(text)),))
    bare = Article("a1", "article", None, (body,))
    document = Document("", "", "", "utf-8", text, articles=(bare,))
    return segment(document).articles[0]


def published(file: Path) -> Iterator[tuple[str, str]]:
    """Give the text and the published headline of each line."""
    for line in file.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield row["text"], row["headline"]


def _lexrank(one: Article) -> str:
    import jieba
    from sumy.nlp.tokenizers import Tokenizer
    from sumy.parsers.plaintext import PlaintextParser
    from sumy.summarizers.lex_rank import LexRankSummarizer

    jieba.setLogLevel(logging.ERROR)
    text = "".join(unit.zh for unit in units(one))
    parsed = PlaintextParser.from_string(text, Tokenizer("chinese"))
    chosen = LexRankSummarizer()(parsed.document, 1)
    return str(chosen[0]) if chosen else text


def _row(name: str, score: Rouge, texts: list[str]) -> str:
    size = sum(map(len, texts)) / max(1, len(texts))
    return (
        f"{name:<25} {100 * score.one:8.2f} {100 * score.two:8.2f} {100 * score.longest:8.2f}"
        f" {size:10.0f}"
    )


if __name__ == "__main__":
    main()

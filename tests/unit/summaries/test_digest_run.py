"""A run that is asked for a digest: what the model sees, what is recorded, how it reads."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.places import PAGE
from tests.toy.engines import ToyEngine, echo

from pxtranslate.config import Language, Settings, Summaries
from pxtranslate.config import Output as OutputSettings
from pxtranslate.engines import choose_writer, prompts
from pxtranslate.engines.base import Decoding, Engine, Request
from pxtranslate.engines.echo import EchoEngine
from pxtranslate.errors import EngineError
from pxtranslate.output.markdown import escape
from pxtranslate.reading.inputs import find_inputs
from pxtranslate.run import Outcome, run

OWN = Summaries(method="extract")
"""The article's own sentences: a summary in other words is translated beside them."""
FULL = Settings(summary=OWN)
DIGEST = Settings(output=OutputSettings(english="summaries"), summary=OWN)
HEADLINES = Settings(output=OutputSettings(english="headlines"), summary=OWN)

Row = dict[str, Any]


def done(out: Path, settings: Settings, engine: Engine | None = None) -> Outcome:
    """The user's page, taken all the way."""
    return run(find_inputs([PAGE]), out, settings, engine or EchoEngine())


def rows(out: Path, name: str) -> list[Row]:
    """The rows of one of the page's files."""
    (path,) = out.glob(f"*/{name}.jsonl")
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def work(out: Path, settings: Settings) -> int:
    """What the model has to read and write: characters, and 60 a request for its prompt."""
    engine = ToyEngine()
    done(out, settings, engine)
    return sum(len(request.text) + 60 for request in engine.asked)


def test_a_digest_is_four_times_less_work(tmp_path: Path) -> None:
    """Counted; the time it takes is the model's business."""
    assert work(tmp_path / "full", FULL) > 4 * work(tmp_path / "digest", DIGEST)


@pytest.mark.parametrize("settings", [DIGEST, HEADLINES])
def test_what_is_not_asked_for_is_neither_failed_nor_flagged(
    tmp_path: Path, settings: Settings
) -> None:
    """The same segments as in a full run, in the same order; only some have English."""
    outcome = done(tmp_path / "some", settings)
    done(tmp_path / "full", FULL)
    found, whole = rows(tmp_path / "some", "segments"), rows(tmp_path / "full", "segments")
    kept = ("id", "article", "paragraph", "order", "source", "pieces")
    assert [[row[key] for key in kept] for row in found] == [
        [row[key] for key in kept] for row in whole
    ]
    assert {row["status"] for row in found} == {"ok", "unasked"}
    assert all((row["status"] == "unasked") == (row["target"] is None) for row in found)
    assert not any(row["issues"] or row["risk"] for row in found if row["status"] == "unasked")
    (entry,) = outcome.entries
    assert not outcome.failed
    assert (entry.failed, entry.flagged) == (0, 0)
    assert entry.unasked == sum(row["status"] == "unasked" for row in found)


def test_a_digest_tells_what_a_full_run_tells(tmp_path: Path) -> None:
    """The same headlines and sentences, in the same English."""
    done(tmp_path / "digest", DIGEST)
    done(tmp_path / "full", FULL)
    assert rows(tmp_path / "digest", "summaries") == rows(tmp_path / "full", "summaries")
    found = {row["id"]: row for row in rows(tmp_path / "digest", "segments")}
    for summary in rows(tmp_path / "digest", "summaries"):
        for sentence in summary["sentences"]:
            assert all(found[id]["status"] == "ok" for id in sentence["segments"])


def test_headlines_alone(tmp_path: Path) -> None:
    """Chinese summaries under English headlines."""
    engine = ToyEngine()
    done(tmp_path, HEADLINES, engine)
    assert {request.task for request in engine.asked} == {"headline"}
    for summary in rows(tmp_path, "summaries"):
        assert summary["headline"]["en"]
        assert not any(sentence["en"] for sentence in summary["sentences"])
    assert all(
        sentence["zh"] for row in rows(tmp_path, "summaries") for sentence in row["sentences"]
    )


def test_the_pages_say_what_was_left_out(tmp_path: Path) -> None:
    """Once, at the top; what has no English is not called a failure."""
    done(tmp_path, DIGEST)
    front = (tmp_path / "summary.md").read_text(encoding="utf-8")
    own = next(tmp_path.glob("*/summary.md")).read_text(encoding="utf-8")
    assert "left in Chinese, as asked" in front
    assert "A digest: only headlines" in own
    for page in tmp_path.rglob("*.html"):
        assert "Not translated" not in page.read_text(encoding="utf-8")
    assert "Not translated" not in front + own


def test_a_full_run_after_a_digest_asks_only_for_the_rest(tmp_path: Path) -> None:
    """And the other way round for nothing."""
    done(tmp_path, DIGEST, ToyEngine())
    engine = ToyEngine()
    done(tmp_path, FULL, engine)
    assert not any(row["status"] == "unasked" for row in rows(tmp_path, "segments"))
    told = {s["zh"] for row in rows(tmp_path, "summaries") for s in row["sentences"]}
    assert engine.asked
    assert not told & {request.text for request in engine.asked}
    again = ToyEngine()
    done(tmp_path, DIGEST, again)
    assert again.asked == []


def test_a_sentence_that_fails_is_flagged_in_a_digest_too(tmp_path: Path) -> None:
    """It was asked for."""

    def answer(request: Request, decoding: Decoding) -> str:
        if request.task == "translate":
            raise EngineError("no")
        return echo(request, decoding)

    outcome = done(tmp_path, DIGEST, ToyEngine(answer))
    assert outcome.failed
    assert {row["status"] for row in rows(tmp_path, "segments")} == {"ok", "failed", "unasked"}


def test_another_model_may_write_the_summaries(tmp_path: Path) -> None:
    """It sees articles only, and all that is translated goes to the first."""
    translator, writer = ToyEngine(), ToyEngine(fingerprint="writer:1")
    settings = Settings(summary=Summaries(method="auto"))
    run(find_inputs([PAGE]), tmp_path, settings, translator, writer=writer)
    assert {request.task for request in writer.asked} == {"summarize"}
    assert "summarize" not in {request.task for request in translator.asked}
    manifest = json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))
    assert "sum:writer:1" in manifest["signature"]


def test_a_model_that_only_summarizes_is_told_from_a_translator() -> None:
    """Each says what it is not for, and where to name it."""
    article = Request("新闻。", context="用两句话", task="summarize")
    assert prompts.build("article", article) == prompts.Prompt("新闻。", chat=False)
    with pytest.raises(EngineError, match=r"summary\.model"):
        prompts.build("article", Request("新闻。"))
    with pytest.raises(EngineError, match="only translates"):
        prompts.build("none", article)


def test_no_model_is_made_ready_that_would_not_write() -> None:
    """Extraction needs none, whatever is named."""
    named = Settings(summary=Summaries(method="extract", model="no such model"))
    assert choose_writer(named, print) is None


@pytest.mark.parametrize("language", ["zh", "en"])
def test_summaries_in_one_language_show_no_other(tmp_path: Path, language: Language) -> None:
    """The records keep both; what people open tells the one they asked for."""
    done(tmp_path, Settings(summary=Summaries(method="extract", language=language)))
    for file in (tmp_path / "summary.md", *tmp_path.glob("*/summary.md")):
        news = file.read_text(encoding="utf-8").split("## Files")[0]
        for row in rows(tmp_path, "summaries"):
            for sentence in row["sentences"]:
                zh, en = escape(sentence["zh"]), escape(sentence["en"])
                assert (en in news) == (language == "en")
                assert (zh in news.replace(en, "")) == (language == "zh")


def test_a_digest_in_chinese_asks_the_model_nothing(tmp_path: Path) -> None:
    engine = ToyEngine()
    outcome = done(
        tmp_path,
        Settings(
            output=OutputSettings(english="summaries"),
            summary=Summaries(method="extract", language="zh"),
        ),
        engine,
    )
    assert engine.asked == []
    assert not outcome.failed
    assert {row["status"] for row in rows(tmp_path, "segments")} == {"unasked"}
    assert all(row["headline"]["zh"] for row in rows(tmp_path, "summaries"))
    news = (tmp_path / "summary.md").read_text(encoding="utf-8").split("## Files")[0]
    assert "Not translated" not in news
    (report,) = tmp_path.glob("*/report.html")
    assert "In Chinese only" not in report.read_text(encoding="utf-8")

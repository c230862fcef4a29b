"""What workers ask of the head's machine and leave there, without a cluster."""

from pathlib import Path

import pytest
from tests.toy.engines import ToyEngine

from pxtranslate.config import Settings
from pxtranslate.engines.base import Output
from pxtranslate.errors import StateError
from pxtranslate.names.glossary import Glossary
from pxtranslate.names.ledger import Ledger
from pxtranslate.pipeline import Shard, pack
from pxtranslate.records import Article, Document, Paragraph, Segment
from pxtranslate.run import sign
from pxtranslate.runners.desk import Desk
from pxtranslate.runners.worker import Plan, Worker
from pxtranslate.state.snapshot import Snapshot
from pxtranslate.state.state import State

TEXT = "今年春耕开始了。"
SEGMENT = Segment("a1.s1", "a1", "a1.p1", 1, TEXT, ((0, 8),))
ARTICLE = Article("a1", "article", None, (Paragraph("a1.p1", "body", TEXT, ((0, 8),)),))
DOCUMENT = Document("tea.txt", "tea", "1", "utf-8", TEXT, articles=(ARTICLE,))


def test_a_desk_knows_what_is_kept_and_what_is_not_yet(tmp_path: Path) -> None:
    one, two = Output("One.", complete=True), Output("Two.", complete=False, logprob=-0.5)
    with State(tmp_path) as state:
        desk = Desk({"own": state.file})
        assert desk.get("own", [b"1", b"2"]) == {}
        state.answers.put({b"1": one})
        desk.put("own", {b"2": two})
        assert desk.get("own", [b"1", b"2", b"3"]) == {b"1": one, b"2": two}
        desk.tell(8, ["loading"], "w1")
        left = desk.take()
        assert left.heard == {"", "w1"}
        assert (left.answers["own"], left.characters, left.said) == ({b"2": two}, 8, ["loading"])
        assert desk.take().answers["own"] == {}
        assert desk.get("own", [b"2"]) == {}  # until the head has kept it


def test_a_snapshot_is_of_a_file_that_is_there(tmp_path: Path) -> None:
    with pytest.raises(StateError, match=r"nothing\.sqlite"):
        Snapshot(tmp_path / "nothing.sqlite")


def test_a_worker_asks_its_model_only_for_what_the_desk_has_not(tmp_path: Path) -> None:
    engine = ToyEngine()
    settings = Settings()
    plan = Plan(settings, Glossary(), "px", False, sign, lambda settings, say: (engine, None, None))
    article = Article("a1", "article", None, ARTICLE.paragraphs, segments=(SEGMENT,))
    document = Document("tea.txt", "tea", "1", "utf-8", TEXT, articles=(article,))
    shard = Shard((pack(document),), {}, {}, Ledger())
    with State(tmp_path) as state:
        desk = Desk({"own": state.file})
        worker = Worker(plan, desk)
        assert worker.signature == sign(settings, engine)
        (result,) = worker.finish("tea", shard)
        assert b"[echo]" in result.files["segments.jsonl"]
        left = desk.take()
        assert left.characters == len(TEXT)
        state.answers.put(left.answers["own"])
        asked = len(engine.texts)
        assert worker.finish("tea", shard)[0].files == result.files
        assert len(engine.texts) == asked > 0

"""What is written of a file depends on the files of the run, not on how they are taken in hand."""

import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from random import Random
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.faults.conftest import NEWS, speak
from tests.toy.engines import ToyEngine

from pxtranslate import head
from pxtranslate.config import Settings
from pxtranslate.names.ledger import Ledger, Name, joined
from pxtranslate.reading.inputs import find_inputs
from pxtranslate.run import run
from pxtranslate.state import plan

Files = dict[str, bytes]


def results(names: Sequence[str], shard: int, chunk: int) -> Files:
    """The files of a run over the news, in this order, cut so."""
    with tempfile.TemporaryDirectory() as folder:
        news, out = Path(folder, "in"), Path(folder, "out")
        news.mkdir()
        for name in names:
            (news / name).write_text(NEWS[name], "utf-8")
        engine = ToyEngine(speak, fingerprint="speaker:1", translates=True)
        with (
            patch.object(plan, "SHARD_BYTES", shard),
            patch.object(head, "CHUNK_BYTES", chunk),
        ):
            run(
                find_inputs([news / name for name in names]),
                out,
                Settings.model_validate({"mend": {"rounds": 0}}),
                engine,
            )
        return {
            str(path.relative_to(out)): path.read_bytes().replace(bytes(news), b"in")
            for path in out.glob("*/*")
            if ".pxtranslate" not in path.parts
        }


@cache
def whole() -> Files:
    """All at once."""
    return results(tuple(NEWS), 10**9, 10**9)


@settings(max_examples=12, deadline=None)
@given(st.permutations(list(NEWS)), st.integers(1, 900), st.integers(1, 900))
def test_neither_order_nor_size_of_shards_changes_a_byte(
    names: list[str], shard: int, chunk: int
) -> None:
    # A name that one file is sure of is known in those that come before it, too.
    assert b"Wang Jianguo" in whole()["b/segments.jsonl"]
    assert b"Wang Jianguo" in whole()["c/segments.jsonl"]
    assert results(names, shard, chunk) == whole()


NAMES = st.builds(
    Name,
    st.sampled_from(["乌兰", "王建国"]),
    st.sampled_from(["person", "place"]),
    st.sampled_from(["Wulan", "Wu Lan", "Wang Jianguo"]),
    st.sampled_from(["a1.s1", "a1.s2"]),
    st.sampled_from([0.5, 0.8, 0.9]),
)


@given(st.lists(NAMES, min_size=1, max_size=6), st.randoms(), st.integers(0, 6))
def test_a_ledger_says_the_same_in_whatever_order_names_are_found(
    names: list[Name], random: Random, at: int
) -> None:
    found = [Ledger({name.zh: name}) for name in names]
    together = joined(found)
    assert together.names[names[0].zh].certainty == max(
        name.certainty for name in names if name.zh == names[0].zh
    )
    random.shuffle(found)
    assert joined(found) == together
    assert joined([joined(found[:at]), joined(found[at:])]) == together

"""A memory's pairs: the very same source, one like it, many of them, and what is told of both."""

import random
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from pxtranslate.state import sketch
from pxtranslate.state.pairs import Added, Pair, Pairs
from pxtranslate.state.shared import shared

WORDS = "全县春耕三月五日开始投入农机一千台记者从局获悉今年粮食总产量达吨比上年增长"


@pytest.fixture
def pairs(tmp_path: Path) -> Iterator[Pairs]:
    with shared(str(tmp_path / "memory.sqlite")) as memory:
        assert memory is not None
        yield memory.pairs


def sentences(number: int, seed: int = 1) -> list[str]:
    chance = random.Random(seed)
    return ["".join(chance.choices(WORDS, k=chance.randint(8, 40))) + "。" for _ in range(number)]


def test_a_source_is_found_however_its_ends_and_lines_were_written(pairs: Pairs) -> None:
    pair = Pair(" 春耕\n开始。\x07\U00020bb7😀", " Spring\u2028ploughing. \ud800", "a.tmx")
    assert pairs.add([pair]) == Added(new=1)
    assert pairs.find("春耕 开始。\U00020bb7😀 ") == pair
    assert pairs.find("春耕开始。") is None
    assert list(pairs) == [pair]
    assert pairs.files() == {"a.tmx": 1}


def test_the_last_import_of_a_source_holds(pairs: Pairs) -> None:
    pairs.add([Pair("一。", "One.", "a"), Pair("二。", "Two.", "a")])
    later = [Pair("一。", "Uno.", "b"), Pair("二。", "Two.", "b"), Pair("三。", "Three.", "b")]
    assert pairs.add([*later, Pair("三。", "Tres.", "b")]) == Added(new=1, changed=1, same=2)
    assert [(one.target, one.file) for one in pairs] == [
        ("Uno.", "b"),
        ("Two.", "a"),
        ("Tres.", "b"),
    ]
    assert len(pairs) == 3


def test_blocks_of_sketches_are_filled_and_gone_over(
    pairs: Pairs, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many at a time pairs come, each is found by a sentence that is like it."""
    texts = list(dict.fromkeys(sentences(3 * sketch.BLOCK + 7)))
    done = 0
    for number in (5, sketch.BLOCK, len(texts)):
        pairs.add(Pair(text, f"E {text}", "f") for text in texts[done : done + number])
        done += number
    for place in (0, 4, 5, sketch.BLOCK - 1, sketch.BLOCK, 2 * sketch.BLOCK + 3, len(texts) - 1):
        best = pairs.like(f"又{texts[place]}", 0.7)[0]
        assert (best.pair.source, best.pair.target) == (texts[place], f"E {texts[place]}")


def test_the_likest_are_those_that_comparing_all_would_find(pairs: Pairs) -> None:
    texts = list(dict.fromkeys(sentences(5000)))
    pairs.add(Pair(text, "E", "f") for text in texts)
    chance = random.Random(2)
    for text in chance.sample(texts, 40):
        changed = list(text)
        for place in chance.sample(range(len(text)), max(1, len(text) // 6)):
            changed[place] = chance.choice("的一是不了人我在有他这中大来上国")
        query = "".join(changed)
        best = max(Levenshtein.normalized_similarity(query, one) for one in texts)
        found = pairs.like(query, 0.5)
        assert found[0].similarity == pytest.approx(best)
        assert pairs.like(query, best + 0.01) == []


def test_several_are_told_likest_first(pairs: Pairs) -> None:
    pairs.add(Pair(text, "E", "f") for text in ("春耕开始了吗", "春耕开始", "全县春耕开始", "秋收"))
    found = pairs.like("春耕开始了", 0.5, most=3)
    assert [one.pair.source for one in found] == ["春耕开始了吗", "春耕开始", "全县春耕开始"]
    assert [one.similarity for one in found] == sorted((s.similarity for s in found), reverse=True)


def test_nothing_is_like_in_an_empty_memory(pairs: Pairs) -> None:
    assert pairs.like("春耕开始。", 0.1) == []
    assert pairs.find("春耕开始。") is None


@given(st.lists(st.text(st.characters(exclude_characters="\0"), max_size=12), max_size=6))
def test_a_sketch_is_of_one_text_alone(texts: list[str]) -> None:
    together = sketch.sketches(texts)
    assert together.shape == (sketch.WORDS, len(texts))
    for place, text in enumerate(texts):
        alone = sketch.sketches([text])
        assert (together[:, place] == alone[:, 0]).all()
        assert int(sketch.distances(together, alone)[place]) == 0
        bits = sum(int(word).bit_count() for word in alone[:, 0])
        assert bits <= len({text[at : at + 2] for at in range(len(text) - 1)})


@pytest.mark.slow
def test_a_hundred_thousand_pairs_answer_in_a_tenth_of_what_a_million_may_take(
    pairs: Pairs,
) -> None:
    """CPU time, the best of several: the machine of a test is shared (decision 0150 has a million)."""
    texts = list(dict.fromkeys(sentences(100_000)))
    pairs.add(Pair(text, "E", "f") for text in texts)
    exact, fuzzy = [], []
    pairs.like(texts[0], 0.7)
    for text in random.Random(3).sample(texts, 9):
        begun = time.process_time()
        assert pairs.find(text)
        exact.append(time.process_time() - begun)
        begun = time.process_time()
        assert pairs.like(f"又{text}", 0.7)
        fuzzy.append(time.process_time() - begun)
    assert min(exact) < 0.001
    assert min(fuzzy) < 0.008

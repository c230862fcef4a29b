"""One assignment over the segment: what agrees, what is wrong, missing, extra."""

from itertools import permutations, product

from hypothesis import given
from hypothesis import strategies as st

from pxtranslate.assignment import pair_all
from pxtranslate.figures.compare import compare


def verdicts(source: str, target: str) -> list[str]:
    return [match.verdict for match in compare(source, target)]


def test_each_match_is_ready_to_print() -> None:
    assert [
        match.words for match in compare("902万人看了90亿元的片", "9.02 million, 90 billion")
    ] == [
        "902万人 = 9.02 million ✓",
        "90亿元 = 9 billion yuan, English says 90 billion ✗",
    ]


def test_pairing_is_not_greedy() -> None:
    assert verdicts("提高5%，即5个百分点", "by 5 percentage points, or 5%") == ["same", "same"]


def test_missing_wrong_and_extra_are_told_apart() -> None:
    assert verdicts("关停107家，整合5家", "closed 107") == ["same", "missing"]
    assert verdicts("关停107家", "closed 170") == ["wrong"]
    assert verdicts("关停了多家", "closed 170") == ["extra"]


def test_a_figure_said_twice_may_be_said_once() -> None:
    assert verdicts("跨越200亿元，跨越200亿元大关", "passed 20 billion yuan") == ["same"]


@given(
    st.dictionaries(
        st.tuples(st.integers(0, 3), st.integers(0, 3)), st.floats(0, 10), min_size=1, max_size=12
    )
)
def test_assignment_is_the_best_of_all(costs: dict[tuple[int, int], float]) -> None:
    pairs = pair_all(costs)
    assert len(set(pairs.values())) == len(pairs)
    assert set(pairs.items()) <= set(costs)
    best = min(
        (-len(chosen), sum(costs[pair] for pair in chosen))
        for columns in permutations(range(4))
        for keep in product((True, False), repeat=4)
        for chosen in [
            [
                (row, column)
                for row, (column, kept) in enumerate(zip(columns, keep, strict=True))
                if kept and (row, column) in costs
            ]
        ]
    )
    found = (-len(pairs), sum(costs[pair] for pair in pairs.items()))
    assert found[0] == best[0]
    assert abs(found[1] - best[1]) < 1e-6

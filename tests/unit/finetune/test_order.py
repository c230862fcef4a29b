"""Batches: everything once, within the budget, the same for the same seed."""

from hypothesis import given
from hypothesis import strategies as st

from pxtranslate.finetune.order import buckets, packs

COSTS = st.lists(st.integers(1, 60), min_size=1, max_size=80)


@given(COSTS, st.integers(30, 100), st.integers(0, 3), st.integers(0, 2))
def test_packs_hold_everything_once_within_the_budget(
    costs: list[int], budget: int, seed: int, epoch: int
) -> None:
    found = packs(costs, budget, seed, epoch)
    assert sorted(n for batch in found for n in batch) == list(range(len(costs)))
    assert all(len(batch) == 1 or sum(costs[n] for n in batch) <= budget for batch in found)
    assert packs(costs, budget, seed, epoch) == found


@given(COSTS, st.integers(30, 100), st.integers(0, 3))
def test_buckets_fit_the_budget_with_their_padding(
    costs: list[int], budget: int, seed: int
) -> None:
    found = buckets(costs, budget, seed, 0)
    assert sorted(n for batch in found for n in batch) == list(range(len(costs)))
    assert all(len(b) == 1 or len(b) * max(costs[n] for n in b) <= budget for b in found)


def test_each_epoch_and_seed_has_an_order_of_its_own() -> None:
    costs = [1] * 40
    orders = {tuple(packs(costs, 5, seed, epoch)) for seed in range(3) for epoch in range(3)}
    assert len(orders) == 9


def test_buckets_pad_little() -> None:
    costs = [n % 50 + 1 for n in range(500)]
    found = buckets(costs, 200, 7, 0)
    padded = sum(len(batch) * max(costs[n] for n in batch) for batch in found)
    assert padded < 1.1 * sum(costs)

"""The plan: one form of the line on pairs, time that follows the steps."""

from collections import Counter

from pxtranslate.finetune import plan
from pxtranslate.finetune.examples import Example
from pxtranslate.finetune.select import Pair, Selection
from pxtranslate.finetune.settings import FinetuneSettings

EXAMPLES = [Example((1, 2, 3), (4, 5)) for _ in range(100)]
SETTINGS = FinetuneSettings(data=("x",), batch_tokens=64, accumulation=2)


def test_the_line_on_pairs_has_one_form() -> None:
    pairs = tuple(Pair("中", "x", "", "a.tsv", n) for n in range(5))
    selection = Selection(9, pairs[:4], pairs[4:], Counter({"check numbers": 3, "no Chinese": 1}))
    lines = list(plan.tell_pairs(selection))
    assert lines[0] == "pairs: 5 kept, 4 dropped, 9 read"
    assert lines[1].split() == ["dropped", "3", "check", "numbers"]


def test_steps_hold_every_epoch_and_end_where_asked() -> None:
    costs = [example.tokens for example in EXAMPLES]
    one = plan.steps_of(costs, SETTINGS, seq2seq=False)
    assert sorted(n for step in one for batch in step for n in batch) == list(range(100))
    assert all(len(step) == 2 for step in one[:-1])
    longer = plan.steps_of(costs, SETTINGS.model_copy(update={"epochs": 3}), seq2seq=False)
    assert sum(len(batch) for step in longer for batch in step) == 300
    few = plan.steps_of(costs, SETTINGS.model_copy(update={"steps": 2}), seq2seq=True)
    assert len(few) == 2


def test_reckoned_time_follows_what_is_trained_and_names_its_source() -> None:
    steps = plan.steps_of([5] * 100, SETTINGS, seq2seq=False)
    whole = plan.reckoned(10**12, EXAMPLES, SETTINGS, 0, steps)
    part = plan.reckoned(10**12, EXAMPLES, SETTINGS, 0, steps[:1])
    assert part.seconds < whole.seconds
    assert "GFLOPS" in whole.how


def test_memory_follows_the_batch_and_checkpointing_saves_it() -> None:
    def needed(**changed: object) -> int:
        return plan.memory(10**9, (14, 1536), SETTINGS.model_copy(update=changed))

    assert needed(batch_tokens=4000) > needed(batch_tokens=1000)
    assert needed(batch_tokens=4000, checkpointing=True) < needed(batch_tokens=4000)

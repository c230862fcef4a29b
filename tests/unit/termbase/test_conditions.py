"""What stands beside an ambiguous word, and what may not."""

import pytest

from pxtranslate.termbase.conditions import parse


@pytest.mark.parametrize(
    ("condition", "text", "holds"),
    [
        ("after 在|到", "在街道办", True),
        ("after 在|到", "的街道办", False),
        ("not after 在", "在街道办", False),
        ("before 办|上", "在街道办", True),
        ("not before 办", "在街道上", True),
        ("with 社区", "社区和街道", True),
        ("with 街道", "这条街道", False),
        ("not with 社区", "社区和街道", False),
        ("after 在; before 办", "在街道办", True),
        ("after 在; before 办", "在街道上", False),
    ],
)
def test_conditions(condition: str, text: str, holds: bool) -> None:
    start = text.index("街道")
    found = [one.holds(text, start, start + 2) for one in parse(condition)]
    assert all(found) is holds


@pytest.mark.parametrize("wrong", ["near 在", "after", "after 在||到", "after 在|在", "在"])
def test_what_is_no_condition_is_an_error(wrong: str) -> None:
    with pytest.raises(ValueError, match=r"condition|twice"):
        parse(wrong)

"""A question that is told is still asked; one that is gone is not."""

import pytest

from pxtranslate.checks.base import Pair
from pxtranslate.checks.obeyed import find


@pytest.mark.parametrize(
    ("target", "severities"),
    [
        ("Some villagers asked why the animal could not be tranquilized.", []),
        ("Could the animal not be tranquilized?", []),
        ("The animal was tranquilized and taken away.", ["error"]),
    ],
)
def test_a_question_asked_told_or_gone(target: str, severities: list[str]) -> None:
    source = "有村民问，为什么不干脆麻醉了运走？"
    assert [issue.severity for issue in find(Pair(source, target))] == severities

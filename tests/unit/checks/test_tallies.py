"""Numbers of one tally that changed places; what a number counts may stand before or behind it."""

import pytest

from pxtranslate.checks.base import Pair
from pxtranslate.checks.tallies import find


@pytest.mark.parametrize(
    ("source", "right", "wrong"),
    [
        ("导致3死5伤。", "Three died and five were hurt.", "Five were killed and three injured."),
        ("死亡2人、受伤7人。", "It killed two and injured seven.", "Seven died; two were injured."),
        (
            "已致12人遇难，30人失踪。",
            "It left 12 dead and 30 missing.",
            "30 are dead and 12 missing.",
        ),
        ("两男三女获救。", "Two men and three women.", "Three men and two women."),
        (
            "取得6胜2平1负。",
            "Six wins, two draws and a loss.",
            "Six wins, one draw and two losses.",
        ),
        (
            "输入病例4例，本地病例19例。",
            "Four imported and 19 local.",
            "19 imported and four local.",
        ),
        ("获得3金5银。", "They won three gold and five silver.", "Five gold and three silver."),
    ],
)
def test_exchanged_numbers(source: str, right: str, wrong: str) -> None:
    assert not list(find(Pair(source, right)))
    assert {issue.severity for issue in find(Pair(source, wrong))} == {"error"}


@pytest.mark.parametrize(
    ("source", "target"),
    [
        (
            "典狱长受伤，10名囚犯死亡，包括2名华人。",
            "Ten prisoners died, including two Chinese, and the warden was injured.",
        ),
        ("伤亡人数升至50人，其中20人死亡。", "Casualties rose to 50, 20 of them dead."),
        ("其中男性5人、女性8人。", "Among them were eight women and five men."),
        ("3死5伤，另有5死3伤。", "Five dead and three hurt; three dead and five hurt elsewhere."),
    ],
)
def test_what_is_not_plain_passes(source: str, target: str) -> None:
    assert not list(find(Pair(source, target)))

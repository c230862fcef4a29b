"""A slur that the Chinese does not have is an error; what somebody said, and what sounds like one, is not."""

import pytest

from pxtranslate.checks.addition import find
from pxtranslate.checks.base import Pair


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("市长热线那头“较真”的刘大姐", 'The "niggery" of Ms. Liu, on the mayor\'s hotline'),
        ("他是个认真的人。", "He is a real bastard."),
        ("华人社区举行庆祝活动。", "Chinamen held a celebration."),
    ],
)
def test_a_slur_that_the_source_lacks_is_an_error(source: str, target: str) -> None:
    assert "error" in [issue.severity for issue in find(Pair(source, target))]
    assert any("slur" in issue.message for issue in find(Pair(source, target)))


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("他用种族歧视的字眼辱骂黑人球员。", "He called the black player a nigger."),
        ("他骂了一句脏话。", 'He said "bullshit."'),
        ("世界反兴奋剂机构总干事尼格利说。", "WADA Director General Niggli said."),
        ("石塘的渔民壁画。", "Murals of fishermen in Shitang."),
        ("这是他的弱点。", "It is the chink in his armor."),
        ("尼日利亚总统访华。", "Nigeria's president visits China."),
    ],
)
def test_what_was_said_and_what_only_sounds_like_it_passes(source: str, target: str) -> None:
    assert not any("slur" in issue.message for issue in find(Pair(source, target)))

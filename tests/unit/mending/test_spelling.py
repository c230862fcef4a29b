"""A name that is wrong by a letter is spelt as its characters are read."""

import pytest

from pxtranslate.mending.spelling import spelt


@pytest.mark.parametrize(
    ("source", "target", "mended"),
    [
        (
            "据泽安海关统计，泽安出口增长。",
            "Zhe'an Customs says Zhe'an's exports rose.",
            "Ze'an Customs says Ze'an's exports rose.",
        ),
        ("白马河水质好转。", "The Baihe River is cleaner.", "The Baimahe River is cleaner."),
        ("泽安海关说。", "Ze'an Customs said.", "Ze'an Customs said."),
        ("程改花涨了工资。", "Cheng Jiashuo earns more.", "Cheng Jiashuo earns more."),
    ],
)
def test_names_are_spelt_as_they_are_read(source: str, target: str, mended: str) -> None:
    assert spelt(source, target) == mended


def test_what_the_glossary_says_is_left() -> None:
    pairs = (("泽安", "Zhe'an"),)
    assert spelt("据泽安海关统计", "Zhe'an Customs says", pairs) == "Zhe'an Customs says"

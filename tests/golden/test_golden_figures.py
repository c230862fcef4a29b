"""Every quantity of the user's page, each verified by hand against the page, in order.

Figures that are names (八一街道, 五陂镇, “四个论英雄”, “一企一策”, “十四五”, 双碳) must not be there.
"""

from pathlib import Path

from tests.places import PAGE

from pxtranslate.figures.chinese import read_chinese
from pxtranslate.figures.say import figure


def test_quantities_of_the_page() -> None:
    page = PAGE.read_text("utf-8")
    read = [
        "\t".join(
            (
                quantity.text,
                quantity.kind,
                "about " * quantity.approx + figure(quantity),
                "firm" if quantity.firm else "loose",
            )
        )
        for quantity in read_chinese(page)
    ]
    golden = Path(__file__).with_name("figures_pingxiang.tsv").read_text("utf-8")
    assert read == golden.splitlines()[1:]

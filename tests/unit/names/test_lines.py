"""Lines of which the kind stands behind the last alone."""

import pytest

from pxtranslate.names.find import find


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "在京广、京沪、沪昆等主要高铁干线加开列车",
            ["Beijing-Guangzhou", "Beijing-Shanghai", "Shanghai-Kunming"],
        ),
        ("京广和京沪高铁", ["Beijing-Guangzhou", "Beijing-Shanghai high-speed railway"]),
        ("京广、京沪两地", []),
        ("京沪等城市的铁路", []),
    ],
)
def test_lines_of_a_list_are_found(text: str, found: list[str]) -> None:
    assert [mention.en for mention in find(text)] == found

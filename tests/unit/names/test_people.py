"""Persons: who is one by title, calling or list, and what only looks like a name."""

import pytest

from pxtranslate.names import find


@pytest.mark.parametrize(
    "text",
    [
        "韩方强调历史问题不能翻篇",
        "中方负责向吉方提供检查设备",
        "巴方则称是印军先开的火",
        "由市长任链长、副市长任副链长",
        "党员干在最前头",
        "护林员包巡护",
        "往采样管里通氧气",
    ],
)
def test_words_between_titles_and_verbs_are_nobody(text: str) -> None:
    assert not [mention.zh for mention in find(text) if mention.sort == "person"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("市领导石宏伟、曲静、栾立新,市直有关部门负责人参加", ["石宏伟", "曲静", "栾立新"]),
        ("县委书记田茂林带头包联最穷的村", ["田茂林"]),
        ("副会长刘建新则认为，生育率下滑", ["刘建新"]),
        ("调解员冉光明是退休法官", ["冉光明"]),
    ],
)
def test_persons_of_lists_and_callings(text: str, names: list[str]) -> None:
    assert [mention.zh for mention in find(text) if mention.sort == "person"] == names

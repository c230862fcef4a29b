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
        "专家谈健康",
        "民警查酒驾，干部管项目",
        "党员干部任前公示，党员任劳任怨",
        "民警严阵以待",
        "患者高血压病史",
        "果农马铃薯丰收",
        "代表江苏队夺冠，代表韩国队出战",
        "22岁的江西姑娘",
        "嫌疑人王某抓获，司机陈某因疲劳驾驶",
    ],
)
def test_words_between_titles_and_verbs_are_nobody(text: str) -> None:
    assert not [mention.zh for mention in find(text) if mention.sort == "person"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("市领导石宏伟、曲静、栾立新,市直有关部门负责人参加", ["石宏伟", "曲静", "栾立新"]),
        ("县委书记田茂林带头包联最穷的村", ["田茂林"]),
        ("县长李明主持。", ["李明"]),
        ("市长陈军致辞。", ["陈军"]),
        ("记者姚超报道。", ["姚超"]),
        ("村民曾勇笑着说", ["曾勇"]),
        ("村民曾勇没想到", ["曾勇"]),
        ("县长王建和、副县长李丽参加", ["王建和"]),
        ("局长张漓指出", ["张漓"]),
        ("记者覃志明说", ["覃志明"]),
        ("市长任长春说，要抓落实", ["任长春"]),
        ("局长王建国家里", ["王建国"]),
        ("副会长刘建新则认为，生育率下滑", ["刘建新"]),
        ("调解员冉光明是退休法官", ["冉光明"]),
    ],
)
def test_persons_of_lists_and_callings(text: str, names: list[str]) -> None:
    assert [mention.zh for mention in find(text) if mention.sort == "person"] == names

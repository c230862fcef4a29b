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
        "农户和小微企业往往因缺少抵押物贷不到款",
        "这位艺术家和她那被监禁的缪斯成了笔友",
        "同学那辈人都出去了",
        "当事人向法院提起诉讼，当事人向警方在网上道歉",
        "牧民扎西说，草场好",
        "村民索朗告诉记者",
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
        ("当事人向云华在承诺书上按下了手印。", ["向云华"]),
        ("投递员邓前堆办完了退休手续。", ["邓前堆"]),
        ("被告黎振华仍未被定罪。", ["黎振华"]),
        ("队友葛佳敏后，她也上场了。", ["葛佳敏"]),
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


CALLINGS = ("老兵", "湿地巡护员", "村党总支书记", "网格员", "区果树站的技术员", "河长")


@pytest.mark.parametrize("calling", CALLINGS)
@pytest.mark.parametrize(
    "name", ["綦守信", "漆友根", "隋桂芝", "罗炳生", "鞠万福", "何小燕", "王加维"]
)
def test_rare_surnames_and_plain_callings(calling: str, name: str) -> None:
    assert [m.zh for m in find(f"{calling}{name}举起望远镜。") if m.sort == "person"] == [name]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("有着19年护林经历的官贤贵说，山里变了样。", ["官贤贵"]),
        ("打了半辈子锡器的罗炳生说，手艺不能丢。", ["罗炳生"]),
        ("村党总支书记王加维笑着说。", ["王加维"]),
        ("技术员于淑芹劝他间伐。", ["于淑芹"]),
        ("村民向以忠把土坯房改成民宿。", ["向以忠"]),
        ("海警局新闻发言人刘德军表示，", ["刘德军"]),
        ("消费者裴娟发了条朋友圈。", ["裴娟"]),
        ("中队指导员尹航第一个跳下水。", ["尹航"]),
        ("药农漆双喜乐呵呵地说", ["漆双喜"]),
        ("丁兆奎蹲在地头，半天没说话。", ["丁兆奎"]),
        ("刘建国、王晨、张春贤、万钢，各区负责人", ["刘建国", "王晨", "张春贤", "万钢"]),
        ("务工人员王建国说", ["王建国"]),
        ("女儿李丽两人知道", ["李丽"]),
        ("记者王伟三人赶到", ["王伟"]),
        ("局长王建三说", ["王建三"]),
        ("牧民索南才让没料到", []),
        ("村民白玛次仁说", []),
        ("居民白玛莉说", ["白玛莉"]),
        ("村民索建国说", ["索建国"]),
        ("村民向李明学习", []),
        ("中小板指高开高走。", []),
        ("画面变得滑稽可笑。", []),
        ("种植白菜、黄瓜、石榴和高粱。", []),
        ("常熟、江阴、宜兴等地", []),
        ("里约奥运会发言人安德拉达说", []),
        ("再次在温布利代表英格兰出战", []),
        ("连美军都撤了。", []),
    ],
)
def test_where_a_name_begins_and_ends(text: str, names: list[str]) -> None:
    assert [m.zh for m in find(text) if m.sort == "person"] == names


@pytest.mark.parametrize("family", "李张王陈杨")
@pytest.mark.parametrize("given", ["德军", "英军", "美军"])
def test_an_army_behind_a_surname_is_a_given_name(family: str, given: str) -> None:
    found = find(f"新闻发言人{family}{given}表示，会议已经召开。")
    assert [(m.zh, m.sort) for m in found] == [(family + given, "person")]

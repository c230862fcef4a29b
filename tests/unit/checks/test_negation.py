"""A "not" that is lost or made up."""

import pytest

from pxtranslate.checks import negation
from pxtranslate.checks.base import Pair


def told(source: str, target: str) -> str:
    return "".join(issue.severity for issue in negation.find(Pair(source, target)))


@pytest.mark.parametrize(
    ("source", "target", "severity"),
    [
        ("法院未采纳该意见。", "The court accepted the argument.", "error"),
        ("法院未采纳该意见。", "The court rejected the argument.", ""),
        ("油田未受影响。", "The oilfields were affected.", "error"),
        ("油田未受影响。", "The oilfields escaped damage.", ""),
        ("专家不建议空腹服药。", "Experts recommend taking it on an empty stomach.", "error"),
        ("专家不建议空腹服药。", "Experts advise people against taking it so.", ""),
        ("央行不降息。", "The central bank cut rates.", "error"),
        ("央行不降息。", "The central bank held rates.", ""),
        ("他从不迟到。", "He was always on time.", ""),
        ("他从不迟到。", "He was always late.", "error"),
        ("他不再兼任书记。", "He has given up his second post as secretary.", ""),
        ("他不再兼任书记。", "He now serves as secretary as well.", "error"),
        ("事故没有造成人员伤亡。", "No one was hurt in the accident.", ""),
        ("事故没有造成人员伤亡。", "The accident caused casualties.", "error"),
        ("市政府尚未公布结果。", "The city has yet to publish the results.", ""),
        ("市政府尚未公布结果。", "The city published the results.", "error"),
        ("企业无法获得贷款。", "The company was unable to get a loan.", ""),
        ("严禁在林区用火。", "Fires are allowed in forests.", "error"),
        ("严禁在林区用火。", "Fires are strictly prohibited in forests.", ""),
        ("辖区企业不断增加。", "The number of companies keeps growing.", ""),
        ("不仅是道路，也是风景。", "It is a road and a landscape too.", ""),
        ("会议在北京举行。", "The meeting was not held in Beijing.", "error"),
        ("三分之一的人缺席。", "A third of them did not come.", ""),
        ("会议在北京举行。", "The meeting was held in Beijing, not only for show.", ""),
        ("非洲代表团出席会议。", "The African delegation did not attend.", "error"),
        ("直到周五他才回来。", "He did not come back until Friday.", ""),
        ("放学时间能不能错峰？", "Couldn't school hours be staggered?", ""),
        ("他问我吃饭没有？", "He asked if I had eaten.", ""),
        ("有19人落选。", "Nineteen were not reappointed.", ""),
        ("账号从零粉丝涨到18.6万。", "The account grew from no followers to 186,000.", ""),
        ("清退不符合条件的住户。", "It removed ineligible households.", ""),
        ("他不由分说，背起她就走。", "He brooked no argument and carried her off.", ""),
        ("告别“马路拉链”", "No more zipper roads", ""),
        ("铺子里叮当声不断。", "The clanging never stops in the shop.", ""),
    ],
)
def test_negation(source: str, target: str, severity: str) -> None:
    assert told(source, target) == severity


@pytest.mark.parametrize(
    ("source", "wrong", "right"),
    [
        (
            "事故未造成人员伤亡。",
            "The accident caused casualties.",
            "No one was hurt in the accident.",
        ),
        ("暂无人员伤亡报告。", "There are reports of casualties.", "No casualties were reported."),
        ("他未出席会议。", "He attended the meeting.", "He did not attend the meeting."),
        ("司机无证驾驶。", "The driver drove with a licence.", "He drove without a licence."),
        ("今年票价不涨。", "Fares will rise this year.", "Fares will not rise this year."),
    ],
)
def test_plain_negations_are_missed(source: str, wrong: str, right: str) -> None:
    assert not told(source, right)
    assert told(source, wrong)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("处三年以上十年以下有期徒刑。", "Not less than three years but not more than ten."),
        ("他干到晚上十点才回家。", "He did not go home until ten."),
        ("谢绝参观。", "Not open to visitors."),
        ("村里滞销的蜂蜜。", "Honey that the village could not sell."),
        ("让企业没想到的是他来了。", "To the company's surprise, he came."),
        ("碑上写着毋得争竞", "The stele says they shall not contend"),
        ("钱到账了，一分不少", "The money is in, not a cent short"),
        ("锦旗没落款", "The banner bears no name"),
        ("忙得不可开交", "rushed off its feet"),
        ("服务不收费", "The service is free"),
        ("大风大雾停航", "It does not sail in strong wind or fog"),
        ("红包护士没收。", "The nurse did not take the red envelope."),
        ("志愿者功不可没。", "Much of the credit is due to the volunteers."),
        ("手艺好得不得了。", "Her skill is superb."),
        ("堵车不是一天两天。", "Jams have gone on for more than a day or two."),
        ("放手何尝不是爱。", "Letting go is love, too."),
        ("球队不是赢就是平。", "The team either won or drew."),
        ("她最爱的是下棋。", "She loves nothing better than chess."),
    ],
)
def test_negation_in_other_words_passes(source: str, target: str) -> None:
    assert not told(source, target)


@pytest.mark.parametrize(
    ("source", "right", "wrong"),
    [
        ("理发不收钱。", "Haircuts are free.", "Haircuts cost money."),
        ("银行不收利息。", "The loan is interest-free.", "The bank charges interest."),
        ("法院不予受理。", "The court declined to take it.", "The court took the case."),
        ("他不愿搬家。", "He was reluctant to move.", "He wanted to move."),
        ("差两票不够半数。", "It was two votes short of half.", "It had two votes above half."),
        ("最没有名气的一家。", "The least famous one.", "At least one is famous."),
        ("药材不再紧缺。", "Herbs are less scarce.", "Herbs are scarce."),
        ("家长没有理睬。", "The parents ignored it.", "The parents took notice."),
        ("化肥供不应求。", "Demand outstrips supply.", "Supply meets demand."),
        ("计划落得一场空。", "The plan came to nothing.", "The plan never existed."),
        ("他首次出国。", "He had never been abroad before.", "He did not go abroad."),
        (
            "他不愿出席，也不肯捐款。",
            "He declined to attend and was reluctant to give.",
            "He declined to attend and gave money.",
        ),
    ],
)
def test_a_negation_is_said_without_one_in_its_own_words(
    source: str, right: str, wrong: str
) -> None:
    assert not told(source, right)
    assert told(source, wrong)


def test_confiscated_is_no_negation() -> None:
    """没收 holds a 没 only where somebody did not accept."""
    assert told("法院没收赃款。", "The court did not seize the loot.") == "error"


def test_how_is_no_negation() -> None:
    """何 is one in 何必, not in 如何."""
    assert (
        told("专家介绍如何识别诈骗。", "Experts explained how scams are not recognized.") == "error"
    )
    assert not told("何必再等一天？", "Why not go today?")

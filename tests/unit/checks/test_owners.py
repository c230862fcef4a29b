"""Whose figure it is: exchanged ones get a warning, however the English orders its clauses."""

import pytest
from tests.places import SHARED

from pxtranslate.checks import exchanged_figures, exchanged_persons, numbers
from pxtranslate.checks.base import Pair

PAIRS = SHARED / "mt_train" / "news_pairs.tsv"


@pytest.mark.parametrize(
    ("source", "right", "wrong"),
    [
        (
            "粮食产量增长3.2%，棉花产量增长1.5%。",
            "Grain output rose {} percent and cotton output rose {} percent.",
            ("3.2", "1.5"),
        ),
        (
            "龙门县投资5亿元、博罗县投资3亿元。",
            "Longmen County invested {} million yuan and Boluo County {} million yuan.",
            ("500", "300"),
        ),
        ("男性占52%，女性占48%。", "Men made up {}% and women {}%.", ("52", "48")),
        ("男性占52%，女性占48%。", "Women made up {}% and men {}%.", ("48", "52")),
        (
            "事故造成3人死亡、5人受伤。",
            "The accident left {} dead and {} injured.",
            ("three", "five"),
        ),
        (
            "城镇化率由12%升至15%。",
            "Urbanization rose from {} percent to {} percent.",
            ("12", "15"),
        ),
        (
            "城镇化率由12%升至15%。",
            "Urbanization rose to {} percent from {} percent.",
            ("15", "12"),
        ),
        (
            "发现问题46个，其中整改12个。",
            "Inspectors found {} problems, {} of which were put right.",
            ("46", "12"),
        ),
        (
            "接待游客218万人次，实现旅游收入14亿元，同比分别增长9.4%和12.7%。",
            "It received 2.18 million tourists and earned 1.4 billion yuan, up {}% and {}% respectively.",
            ("9.4", "12.7"),
        ),
        ("单产由800斤增到1000斤。", "The yield went from {} jin to {} jin.", ("800", "1,000")),
        (
            "玉米、小麦、水稻产量分别增长3.2%、1.5%和2.1%。",
            "Output of corn, wheat and rice grew by {}%, {}% and 2.1% respectively.",
            ("3.2", "1.5"),
        ),
        (
            "该县有6家企业签约，招收学生420人。",
            "In the county {} companies signed up, and {} students were enrolled.",
            ("six", "420"),
        ),
    ],
)
def test_exchanged_figures_are_warned_of(source: str, right: str, wrong: tuple[str, str]) -> None:
    one, two = wrong
    assert list(exchanged_figures.find(Pair(source, right.format(one, two)))) == []
    (issue,) = exchanged_figures.find(Pair(source, right.format(two, one)))
    assert (issue.check, issue.severity) == ("numbers", "warning")
    assert issue in list(numbers.find(Pair(source, right.format(two, one))))


@pytest.mark.parametrize(
    ("source", "right", "wrong", "check"),
    [
        (
            "工程3月开工，10月竣工。",
            "Work began in March and was completed in October.",
            "Work began in October and was completed in March.",
            "dates",
        ),
        (
            "2023年产值12亿元，2024年产值15亿元。",
            "Output was 1.2 billion yuan in 2023 and 1.5 billion yuan in 2024.",
            "Output was 1.5 billion yuan in 2023 and 1.2 billion yuan in 2024.",
            "numbers",
        ),
        (
            "市长王建国会见了省长李明。",
            "Mayor Wang Jianguo met Governor Li Ming.",
            "Governor Wang Jianguo met Mayor Li Ming.",
            "names",
        ),
        (
            "证监会主席吴清、人民银行行长潘功胜到场。",
            "Wu Qing, chairman of the CSRC, and Pan Gongsheng, governor of the People's Bank, came.",
            "Pan Gongsheng, chairman of the CSRC, and Wu Qing, governor of the People's Bank, came.",
            "names",
        ),
    ],
)
def test_dates_and_posts_are_exchanged_too(source: str, right: str, wrong: str, check: str) -> None:
    for target, checks in ((right, set()), (wrong, {check})):
        pair = Pair(source, target)
        found = (*exchanged_figures.find(pair), *exchanged_persons.find(pair))
        assert {issue.check for issue in found} == checks


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("首映10月31日和11月3日举行。", "It opens on October 31 and November 3."),
        (
            "阿根廷总统米莱与意大利总理梅洛尼共进晚餐。",
            "Milei of Argentina and Italy's Meloni dined.",
        ),
        (
            "教师李永乐、名师张雪峰和专家王磊出席。",
            "Li Yongle, a teacher, Zhang Xuefeng, a tutor, and Wang Lei, an expert, came.",
        ),
        ("税率由17.3%直降至7.7%。", "The rate fell from 17.3% to 7.7%."),
        ("由71%升至93%，无一起事故。", "It has risen to 93% from 71%, with no accident."),
        ("该市在181个村选聘信息员1460名。", "The city has 1,460 informants in its 181 villages."),
        ("全国19个省份25个大型医院。", "25 large hospitals in 19 provinces of the country."),
        ("赞成231票、反对352票。", "The motion was defeated by 352 votes to 231."),
        (
            "纪念币共2枚，其中金币1枚，银币1枚。",
            "There are 2 coins, 1 gold coin and 1 silver coin.",
        ),
        ("连发4.4、4.5级地震。", "Earthquakes of magnitude 4.4 and 4.5 struck."),
    ],
)
def test_another_order_is_no_exchange(source: str, target: str) -> None:
    pair = Pair(source, target)
    assert [*exchanged_figures.find(pair), *exchanged_persons.find(pair)] == []


@pytest.mark.slow
@pytest.mark.skipif(not PAIRS.exists(), reason=f"development data not here: {PAIRS}")
def test_human_pairs_are_left_alone() -> None:
    rows = [line.split("\t") for line in PAIRS.read_text(encoding="utf-8").splitlines()[1::2]]
    warned = sum(bool(list(exchanged_figures.find(Pair(zh, en)))) for _, _, zh, en in rows)
    assert warned <= 1

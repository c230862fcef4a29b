"""The number check on real slips of translation models, and on right translations."""

import pytest

from pxtranslate.checks.base import Pair
from pxtranslate.checks.numbers import find


@pytest.mark.parametrize(
    ("source", "target", "message"),
    [
        (
            "票房达90亿元。",
            "The box office reached 90 billion yuan.",
            "90亿元 = 9 billion yuan, English says 90 billion yuan ✗",
        ),
        (
            "累计提供岗位4.6万余个",
            "provided more than 4.6 million jobs",
            "4.6万余个 = 46,000, English says 4.6 million ✗",
        ),
        (
            "达成意向2.1万人次",
            "2.1 million people reached an intention",
            "2.1万人 = 21,000, English says 2.1 million ✗",
        ),
        (
            "进出口总值221.2亿元",
            "The total was 221.2 billion yuan",
            "221.2亿元 = 22.12 billion yuan, English says 221.2 billion yuan ✗",
        ),
        (
            "对50台大型农业机械进行检修",
            "overhauled large farm machinery",
            "50台 = 50, not in the English ✗",
        ),
        (
            "增长2.3个百分点",
            "an increase of 2.3 percent",
            "2.3个百分点 = 2.3 percentage points, English says 2.3 percent ✗",
        ),
        ("同比下降8.3%", "down 8.3 from a year earlier", "8.3% = 8.3%, English says 8.3 ✗"),
        (
            "盘活土地230亩",
            "230 acres of land were put to use",
            "230亩 = 230 mu, English says 230 acres ✗",
        ),
        (
            "企业不断增加。",
            "There are now 1,250 companies.",
            "English says 1,250, nothing in the Chinese says so ✗",
        ),
        ("水质排名前三", "ranked first in water quality", "前三 = 3, English says first ✗"),
        ("D771次列车晚点", "Train D781 was late", "D771 = D771, English says D781 ✗"),
    ],
)
def test_errors_say_what_was_read(source: str, target: str, message: str) -> None:
    assert [(issue.severity, issue.message) for issue in find(Pair(source, target))] == [
        ("error", message)
    ]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("902万人", "9.02 million people"),
        ("三万五千人", "35,000 people"),
        ("市场主体达9800多万户", "market entities number more than 98 million"),
        ("优惠120元，其中补贴60元", "a discount of 120 yuan, with a subsidy of 60 yuan"),
        ("背负72万澳元房贷", "a mortgage of A$720,000"),
        ("八成家事不上法庭", "80% of family disputes stay out of court"),
        ("两人8日均表示，有3艘船。", "Both said on the 8th that there are three ships."),
        ("100千伏安的变压器", "a 100 kVA transformer"),
        ("占三成五", "accounting for 35 percent"),
        ("两国元首", "the two heads of state"),
        ("15亩", "one hectare"),
        ("10公里", "6.2 miles"),
        ("增长两倍", "tripled"),
        ("产量翻一番", "Output doubled"),
        ("产量翻番", "Output doubled"),
        ("产量翻两番", "Output quadrupled"),
        ("产量翻了三番", "Output grew eightfold"),
        ("半年", "six months"),
        ("由15天精减到1天", "cut from 15 days to one day"),
        ("前三季度", "the first three quarters"),
        ("15至20天", "15-20 days"),
        ("1.6亿至2亿元", "160 million to 200 million yuan"),
        ("PM2.5平均浓度为33微克/立方米", "PM 2.5 averaged 33 micrograms per cubic meter"),
        ("出席党的十九大", "attended the 19th CPC National Congress"),
        ("三农", "the three rural issues"),
        ("用时1分57秒79", "in 1:57.79"),
        ("近三分之一", "nearly 1/3"),
        ("上万名师生", "10,000 teachers and students"),
        ("下降5%、6%和7%", "fell by 5, 6 and 7 percent"),
        ("垃圾由6.8吨减至4.1吨。", "Waste fell from 6.8 metric tons to 4.1."),
        ("交警、教育、城管三部门联合行动。", "Police, education and urban management acted."),
        ("县乡村三级干部采集信息。", "County, township and village officials asked."),
        ("第三产业增长5.5%。", "The tertiary industry grew 5.5%."),
        ("实行7×24小时通关。", "Customs works around the clock."),
        ("哪有一成不变的道理？", "Why should it stay the same forever?"),
        (
            "建立县、乡、村三级体系，先提醒。",
            "It joins county, town and village; first it reminds.",
        ),
        ("累计开课5200余节。", "More than 5,200 lessons were given."),
        ("负责人出庭应诉率达100%。", "Officials in charge appeared in every case."),
        ("8名副主任以上医师坐诊。", "Eight associate chief physicians or above see patients."),
        ("连续三天无故不到校的学生。", "A child absent for three days in a row."),
        ("敖汉旗四家子镇的老人先到。", "The old man of Sijiazi Town came first."),
        ("费用由双方按四六分担。", "The two sides split the cost 40-60."),
        ("“三分建、七分管，没人管不行。”", '"It is 30% building and 70% upkeep."'),
        ("我省前11月进出口下降。", "Trade fell from January to November."),
        ("我省前11月进出口下降。", "Trade fell in the first 11 months."),
        ("村里来了“95后”书记。", "The village got a secretary born after 1995."),
        ("他流转的1200余亩地全部播种。", "All of the 1,200-plus mu he leases is sown."),
        ("上半年采纳率均为100%。", "In the first half, all were adopted."),
    ],
)
def test_right_translations_pass(source: str, target: str) -> None:
    assert list(find(Pair(source, target))) == []


def test_small_numeral_left_out_is_only_a_warning() -> None:
    issues = list(find(Pair("三项支撑", "the support")))
    assert [issue.severity for issue in issues] == ["warning"]


@pytest.mark.parametrize(
    ("source", "target", "severities"),
    [
        ("修路要花半年。", "Mending the road takes a year.", ["error"]),
        ("修路要花半年。", "Mending the road takes some time.", ["warning"]),
        ("修路要花半年。", "Mending the road takes half a year.", []),
        ("半个月后通车。", "It opens in two weeks.", []),
        ("半个月后通车。", "It opens in 15 days.", []),
        ("修了一年半。", "It took a year and a half.", []),
        ("修了一年半。", "It took a year.", ["warning"]),
        ("银行发布半年报。", "The bank published its semi-annual report.", []),
        ("人数减少了一半。", "Their number halved.", []),
        ("他半路上遇到了多半的同学。", "On the way he met most of his classmates.", []),
    ],
)
def test_halves(source: str, target: str, severities: list[str]) -> None:
    assert [issue.severity for issue in find(Pair(source, target))] == severities


@pytest.mark.parametrize(
    ("source", "target", "severities"),
    [
        ("产值翻了两番。", "Output value doubled.", ["error"]),
        ("票价减半。", "Fares were halved.", []),
        ("票价减半。", "Fares were cut by a third.", ["warning"]),
        ("半价出售。", "They are sold at half price.", []),
        ("产值翻了三番。", "Output value tripled.", ["error"]),
        ("产值翻番。", "Output value tripled.", ["warning"]),
        ("产值翻番。", "Output value soared.", []),
        ("收入较十年前翻了两番。", "Incomes are four times what they were ten years ago.", []),
    ],
)
def test_doublings(source: str, target: str, severities: list[str]) -> None:
    assert [issue.severity for issue in find(Pair(source, target))] == severities


def test_top_few_as_one_rank_is_worth_a_look() -> None:
    (issue,) = find(Pair("产量排名前五。", "Its output ranks fifth."))
    assert issue.severity == "warning"
    assert list(find(Pair("产量排名前五。", "Its output is among the top five."))) == []


def test_rounding_is_told() -> None:
    issues = list(find(Pair("约18.452亿元", "about 1.85 billion yuan")))
    assert [issue.severity for issue in issues] == ["info"]


def test_a_rank_that_is_counted_is_worth_a_look() -> None:
    (issue,) = find(Pair("改善幅度全省排名第三", "improved by three places in the province"))
    assert issue.severity == "warning"
    assert issue.message == "第三 is a rank, the English counts: three"
    assert not list(find(Pair("第三季开播", "Season three has begun")))
    assert not list(find(Pair("跻身世界前十", "among the world's top ten")))
    assert not list(find(Pair("前三季度", "the first three quarters")))


@pytest.mark.parametrize(
    ("source", "target", "message"),
    [
        (
            "现场有工作人员90多人。",
            "There were 90 staff on site.",
            "90多人 = more than 90, English says just 90 ✗",
        ),
        (
            "70%的企业盈利。",
            "More than 70% of the firms made a profit.",
            "70% = just 70%, English says More than 70% ✗",
        ),
        (
            "近90人到场。",
            "More than 90 people came.",
            "近90人 = less than 90, English says More than 90 ✗",
        ),
        (
            "投資超過500萬元。",
            "It invested 5 million yuan.",
            "超過500萬元 = more than 5 million yuan, English says just 5 million yuan ✗",
        ),
        (
            "气温不得高于26℃。",
            "The temperature must be 26℃.",
            "不得高于26℃ = less than 26 degrees Celsius, English says just 26℃ ✗",
        ),
        (
            "三天之内要交货。",
            "Goods are due at least three days later.",
            "三天之内 = less than 3 days, English says at least three days ✗",
        ),
    ],
)
def test_bounds_lost_made_up_and_turned_are_worth_a_look(
    source: str, target: str, message: str
) -> None:
    (issue,) = find(Pair(source, target))
    assert (issue.severity, issue.message) == ("warning", message)
    assert issue.source in source
    assert issue.target in target


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("现场有工作人员90多人。", "There were over 90 staff on site."),
        ("现场有工作人员90余人。", "Staff on site numbered 90-odd."),
        ("现场有工作人员90多人。", "There were about 90 staff on site."),
        ("投资额突破5亿元大关。", "Investment passed the mark of 500 million yuan."),
        ("股份不超过3亿股。", "The shares will not exceed 300 million."),
        ("近十年来变化很大。", "Much has changed over the past ten years."),
        ("40多岁的她很忙。", "In her 40s, she is busy."),
        ("赛事为期三天。", "The event plays out over three days."),
        ("机场年客流量过亿人次。", "The airport handles more than 100 million passengers a year."),
        ("公司接管了5个单位。", "The company has taken over 5 units."),
        ("罚款500元以上1000元以下。", "A fine of 500 to 1,000 yuan."),
        ("外贸跨越200亿元大关。", "Foreign trade has crossed the 20-billion-yuan mark."),
    ],
)
def test_bounds_that_say_the_same_pass(source: str, target: str) -> None:
    assert [issue.message for issue in find(Pair(source, target))] == []


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("交警、教育、城管三部门联合行动。", "Five departments acted."),
        ("亏损6.8万元，增加4.1吨。", "A loss of 68,000 yuan, 4.1 more."),
        ("交警、教育四部门联合行动。", "Police and education acted."),
        ("我省前11月进出口下降。", "Trade fell in November."),
    ],
)
def test_a_figure_that_counts_no_list_and_a_unit_not_said_are_told(
    source: str, target: str
) -> None:
    assert list(find(Pair(source, target)))


@pytest.mark.parametrize(
    ("source", "right", "wrong"),
    [
        ("利差再降1个百分点。", "The margin fell another percentage point.", "The margin fell again."),
        ("利差再降1个基点。", "The margin fell a further basis point.", "It fell a percentage point."),
        ("加息25个基点。", "It raised rates a quarter point.", "It raised rates half a point."),
        ("产能40吉瓦时。", "A capacity of 40 GWh.", "A capacity of 40 GW."),
        ("收购价每斤1.2元。", "1.2 yuan per 500 grams.", "1.2 yuan per 50 grams."),
        ("她拨打了110。", "She called the police.", "She called an ambulance."),
        ("体检0元。", "The checkup is free.", "The checkup is cheap."),
        ("老吕今年七十有二。", "Lyu is 72.", "Lyu is 70."),
        ("从五六万元降到一万元。", "From 50,000 to 60,000 yuan to around 10,000.",
         "From 50,000 to 60,000 yuan to around 100,000."),
        ("交警、教育、城管3个部门来了。", "Traffic police, education and urban management came.",
         "Traffic police and education, 2 departments, came."),
    ],
)  # fmt: skip
def test_figures_that_english_says_otherwise(source: str, right: str, wrong: str) -> None:
    assert not list(find(Pair(source, right)))
    assert any(issue.severity == "error" for issue in find(Pair(source, wrong)))


@pytest.mark.parametrize(
    ("source", "wrong", "right"),
    [
        ("不超过200人。", "More than 200 people.", "No more than 200 people."),
        ("不低于5亿元。", "Under 500 million yuan.", "At least 500 million yuan."),
        ("18周岁以下。", "Over the age of 18.", "Under the age of 18."),
        ("至少三年。", "At most three years.", "At least three years."),
        ("超过300人。", "Nearly 300 people.", "Over 300 people."),
    ],
)
def test_a_bound_turned_round_is_worth_a_look(source: str, wrong: str, right: str) -> None:
    assert not list(find(Pair(source, right)))
    assert [issue.severity for issue in find(Pair(source, wrong))] == ["warning"]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("全长3公里。", "Three meters long."),
        ("3周内。", "Within three days."),
        ("5吨。", "Five kilos."),
    ],
)
def test_a_unit_beside_number_words_counts_too(source: str, target: str) -> None:
    assert [issue.severity for issue in find(Pair(source, target))] == ["error"]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("七成受访者同意。", "Seven in ten respondents agree."),
        ("90%的人同意。", "Nine out of ten people agree."),
        ("3.2万多亿元。", "More than 3.2 trillion yuan."),
        ("三、四万元。", "30,000 to 40,000 yuan."),
        ("2026元旦晚会。", "The 2026 New Year's Day gala."),
        ("30吨半挂车。", "A 30-ton semi-trailer."),
        ("每隔五米一盏灯。", "A lamp every five meters."),
        ("10月28至11月2日。", "From October 28 to November 2."),
    ],
)
def test_more_shapes_of_right_figures(source: str, target: str) -> None:
    assert not list(find(Pair(source, target)))


@pytest.mark.parametrize(
    ("source", "right", "lost", "changed"),
    [
        ("小麦亩产1200斤。", "Wheat yielded 1,200 jin per mu.", " per mu", "per hectare"),
        ("玉米每斤卖1.2元。", "Corn sells for 1.2 yuan per jin.", " per jin", "a kilogram"),
        ("收购价3.5元/公斤。", "They pay 3.5 yuan per kilogram.", " per kilogram", "per jin"),
        ("每公里收0.5元。", "It costs half a yuan per kilometer.", " per kilometer", "per meter"),
        ("煤炭每吨800元。", "Coal costs 800 yuan per ton.", " per ton", "a kilogram"),
        (
            "均价每平方米8600元。",
            "It costs 8,600 yuan a square meter.",
            " a square meter",
            "per mu",
        ),
        ("每户补贴500元。", "They get 500 yuan per household.", " per household", "per person"),
        ("人均收入2.1万元。", "Income was 21,000 yuan per capita.", " per capita", "per household"),
        (
            "每平方公里1.7根。",
            "There are 1.7 per square kilometer.",
            " per square kilometer",
            "per square meter",
        ),
        ("最高时速350公里。", "It does 350 kilometers per hour.", " per hour", "per minute"),
    ],
)
def test_what_a_figure_is_of_each_must_be_said(
    source: str, right: str, lost: str, changed: str
) -> None:
    assert list(find(Pair(source, right))) == []
    (issue,) = find(Pair(source, right.replace(lost, "")))
    assert issue.severity == "warning"
    (issue,) = find(Pair(source, right.replace(lost, f" {changed}")))
    assert issue.severity == "error"


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("亩产512公斤，种了23万亩。", "230,000 mu yielded 512 kilograms a mu."),
        ("两人均表示同意。", "Both agreed."),
        ("与会领导人均高度评价。", "The leaders spoke highly of it."),
        ("速度为每秒4.8公里。", "Its speed is 4.8 km/s."),
        ("每人补贴500元。", "Each gets a subsidy of 500 yuan."),
        ("每斤卖3元，每公斤卖6元。", "It sells for 6 yuan a kilogram, or 3 yuan a jin."),
    ],
)
def test_what_is_of_each_in_other_words_is_right(source: str, target: str) -> None:
    assert list(find(Pair(source, target))) == []


def test_so_many_of_a_measure_are_not_each_of_it() -> None:
    (issue,) = find(
        Pair("亩产512公斤，种了23万亩。", "230,000 mu yielded 512 kilograms per hectare.")
    )
    assert (issue.severity, issue.message) == (
        "error",
        "亩产 is per mu, English says per hectare ✗",
    )

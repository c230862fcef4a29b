"""What English writes in another manner than Chinese: right passes, and one slip is told."""

import pytest
from tests.unit.figures.grammar import told


@pytest.mark.parametrize(
    ("source", "right", "wrong"),
    [
        # parts of a unit
        ("领先0.04秒", "ahead by four hundredths of a second", "ahead by four tenths of a second"),
        (
            "上升0.3个百分点",
            "up three-tenths of a percentage point",
            "up three hundredths of a percentage point",
        ),
        ("低0.6个百分点", "lower by 0.6 of a point", "lower by 0.8 of a point"),
        ("上调75个基点", "raised by three quarters of a point", "raised by a quarter of a point"),
        ("长约45分钟", "about three quarters of an hour long", "about a quarter of an hour long"),
        ("25万人到场", "A quarter of a million people came", "Half a million people came"),
        # so many of so many
        ("七成岗位", "seven out of ten places", "six out of ten places"),
        ("每百名学生中，约有两名近视", "about two in a hundred pupils", "about two in a thousand pupils"),
        ("每三人中就有一人务农", "one in three of them farms", "one in four of them farms"),
        # times
        ("是上年的七倍", "seven times as many as last year", "six times as many as last year"),
        ("增长了四十多倍", "grew more than fortyfold", "grew more than fourteenfold"),
        ("增长了四十多倍", "over 40 times as much", "over 14 times as much"),
        ("达2.5倍", "two and a half times the level", "three and a half times the level"),
        # spans
        ("两千年前已有此城", "a city two millennia ago", "a city three millennia ago"),
        ("判十二年六个月", "jailed for twelve and a half years", "jailed for two and a half years"),
        ("用了一天半", "took a day and a half", "took two days and a half"),
        ("一岁半时失聪", "lost her hearing at 18 months", "lost her hearing at 28 months"),
        ("每一刻钟报一次", "reported every 15 minutes", "reported every 50 minutes"),
        # times of day
        ("凌晨1点20分获救", "saved at twenty past one in the morning", "saved at ten past one in the morning"),
        ("季末升至1.49%", "rose in the quarter to 1.49%", "rose in the quarter to 1.94%"),
        # quarters by their months
        ("第三季度营收5亿元", "500 million yuan in July-September", "500 million yuan in April-June"),
        ("上半年营收5亿元", "500 million yuan from January to June", "500 million yuan from January to May"),
        ("二季度末余额5亿元", "500 million yuan at the end of June", "500 million yuan at the end of May"),
        ("“十四五”时期建成6座", "built six in 2021-2025", "built six in 2016-2020"),
        # neighbours of a month or year
        ("10月涨2.3%，高于9月", "up 2.3% in October, more than the month before", "up 2.3% in November, more than the month before"),
        ("9月跌2%，降幅比上月小", "down 2% in September, less than in August", "down 2% in September, less than in June"),
        ("2024年收入4万元，增长5.3%", "40,000 yuan in 2024, 5.3% more than in 2023", "40,000 yuan in 2024, 5.3% more than in 2021"),
        ("她一月接60单", "she takes 60 jobs a month", "she takes 16 jobs a month"),
        ("腊月二十三祭灶", "on the 23rd of the last lunar month", "on the 13th of the last lunar month"),
        # ordinals, codes, discounts
        ("女儿上三年级", "His daughter is in third grade", "His daughter is in fifth grade"),
        ("第73秒出现异常", "failed in the 73rd second", "failed after 73 minutes"),
        ("长征三号乙发射", "A Long March-3B was launched", "A Long March-2B was launched"),
        ("票价低至七八折", "fares at 70 to 80 percent of the price", "fares at 60 to 70 percent of the price"),
        ("以46秒84名列第一", "first in 46.84 seconds", "first in 48.64 seconds"),
        # what goes by, to or from
        ("较去年扩招300人", "admitting 300 more than last year", "up from 300 last year"),
        ("成本降了1.5元", "cutting the cost by 1.5 yuan", "cutting the cost of moving the goods to 1.5 yuan"),
        ("比例由55%提高到七成", "It pays 70%, up from 55%", "It pays 55%, up from 70%"),
        # a unit said once
        ("从8万吨到500万吨", "5 million tons, against 80,000 then", "5 million tons, against 80,000 yuan then"),
        ("零下四十度，水成了雾", "At minus 40, water turned to mist", "At 40, water turned to mist"),
        ("“不合理”三个字难定", "It is hard to say what is “unreasonable”", "It is 33 times hard to say what is “unreasonable”"),
    ],
)  # fmt: skip
def test_right_in_another_manner_and_wrong_by_one_slip(source: str, right: str, wrong: str) -> None:
    assert told(source, right) == []
    assert told(source, wrong)


@pytest.mark.parametrize(
    ("source", "right", "turned"),
    [
        ("每天不超过5克，约一瓶盖", "no more than 5 grams a day, about a cap", "at least 5 grams a day, about a cap"),
        ("净亏损收窄逾六成", "a loss more than 60% narrower", "a loss nearly 60% narrower"),
        ("600多人的村接待近40万人次", "a village of over 600 had nearly 400,000 visits", "a village of over 600 had over 400,000 visits"),
        ("雨量将达50毫米以上", "more than 50 millimeters of rain", "less than 50 millimeters of rain"),
        ("不到去年的一半", "less than half of last year's", "more than half of last year's"),
        ("每人每年15万元封顶", "no one can get more than 150,000 yuan a year each", "each gets more than 150,000 yuan a year"),
    ],
)  # fmt: skip
def test_bounds_among_words_of_the_contrary(source: str, right: str, turned: str) -> None:
    assert told(source, right) == []
    assert told(source, turned)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("月薪1.5万元外加一座小院", "15,000 yuan a month plus a small house"),
        ("交付33架，载客逾400万人次", "33 delivered and more than 4 million carried"),
        (
            "得票率较2020年的61.24%高出4个百分点",
            "4 percentage points higher than the 61.24% of 2020",
        ),
        ("近十年一直缺水", "short of water over the past decade"),
    ],
)
def test_words_that_set_no_bound(source: str, target: str) -> None:
    assert told(source, target) == []

"""What is read, and what is left alone, in both languages."""

import pytest

from pxtranslate.figures.chinese import read_chinese
from pxtranslate.figures.english import read_english
from pxtranslate.figures.quantity import Quantity
from pxtranslate.figures.say import figure


def said(quantities: list[Quantity]) -> list[str]:
    return [f"{quantity.kind}: {figure(quantity)}" for quantity in quantities]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("岗位4.6万余个", ["count: 46,000"]),
        ("投资221.2亿元", ["money: 22.12 billion yuan"]),
        ("１．２万亿元", ["money: 1.2 trillion yuan"]),
        ("3万5千人", ["count: 35,000"]),
        ("11万7015辆", ["count: 117,015"]),
        ("4个亿", ["count: 400 million"]),
        ("三成五", ["percent: 35%"]),
        ("百分之五", ["percent: 5%"]),
        ("三分之一", ["percent: 33.33%"]),
        ("2.3个百分点", ["point: 2.3 percentage points"]),
        ("航速15节", ["measure: 15 knots"]),
        ("开课5200余节", ["count: 5,200"]),
        ("哪有一成不变的道理", []),
        ("八折", ["discount: 80% of the price"]),
        ("翻一番", ["multiple: 2 times"]),
        ("翻两番", ["multiple: 4 times"]),
        ("产值翻了三番", ["multiple: 8 times"]),
        ("收入翻番", ["multiple: 2 times"]),
        ("他三番五次来电", []),
        ("差一刻八点出发", ["time: 7:45"]),
        ("差5分8点", ["time: 7:55"]),
        ("两队相差五分，得分八点五", []),
        ("15天–20天", ["duration: 15 to 20 days"]),
        ("3至5个", ["count: 3 to 5"]),
        ("3至5万元", ["money: 30,000 to 50,000 yuan"]),
        ("6个月至18岁", ["duration: 6 months", "count: 18"]),
        ("三四百人", ["count: 300 to 400"]),
        ("2022—2024年度", ["year: 2022 to 2024"]),
        ("2022年1至12月", ["year: 2022", "month: January to December"]),
        ("二〇二二年十一月五日", ["year: 2022", "month: November", "day: day 5"]),
        ("1月29日", ["month: January", "day: day 29"]),
        ("本月5日", ["day: day 5"]),
        ("下午3点半", ["time: 15:30"]),
        ("20时5分", ["time: 20:05"]),
        ("20世纪80年代", ["decade: 1980s"]),
        ("第25届", ["ordinal: No. 25"]),
        ("33微克/立方米", ["measure: 33 micrograms"]),
        ("3.71万吨/日", ["measure: 37,100 metric tons"]),
        ("230亩", ["measure: 230 mu"]),
        ("3亩5分地", ["measure: 3.5 mu"]),
        ("12亩8分2厘", ["measure: 12.82 mu"]),
        ("3亩5分钟", ["measure: 3 mu", "duration: 5 minutes"]),
        ("五斤三两二钱", ["measure: 5.32 jins"]),
        ("5斤3两2钱", ["measure: 5.32 jins"]),
        ("1200亩零5分", ["measure: 1,200.5 mu"]),
        ("50MW", ["measure: 50 megawatts"]),
        ("PM2.5", ["code: PM2.5"]),
        ("5A级", ["code: 5A"]),
        ("0799-6331234", ["code: 0799-6331234"]),
        ("用时2小时13分38秒", ["code: 2小时13分38秒"]),
        ("周四", ["weekday: Thursday"]),
        ("总数1600多万", ["count: 16 million"]),
    ],
)
def test_chinese(text: str, wanted: list[str]) -> None:
    assert said(read_chinese(text)) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "推行“四个论英雄”",
        "“一企一策”暖人心",
        "五陂镇",
        "碳达峰、“双碳”",
        "“一对一”联系",
        "八一街道",
        "三农问题",
        "千方百计",
        "七上八下",
        "万科地产",
        "让百姓满意",
        "万一下雨",
        "九江与四川",
        "十分重要",
        "“十四五”规划",
        "半导体",
        "取得了这一成就",
    ],
)
def test_idioms_and_names_are_no_quantities(text: str) -> None:
    assert read_chinese(text) == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("more than 46,000 jobs", ["count: 46,000"]),
        ("RMB1,845.2 million", ["money: 1.8452 billion yuan"]),
        ("US$7.4bn", ["money: 7.4 billion US dollars"]),
        ("2 hundred million yuan", ["money: 200 million yuan"]),
        ("half a million", ["count: 500,000"]),
        ("twenty-three people", ["count: 23"]),
        ("two hundred and fifty thousand", ["count: 250,000"]),
        ("$3-5 million", ["money: 3 million to 5 million US dollars"]),
        ("between 35 and 37 ℃", ["measure: 35 Celsius", "measure: 37 degrees Celsius"]),
        ("2.1% to $40.8 billion", ["percent: 2.1%", "money: 40.8 billion US dollars"]),
        ("8.3 percent", ["percent: 8.3%"]),
        ("2 percentage points", ["point: 2 percentage points"]),
        ("two-thirds", ["percent: 66.67%"]),
        ("1 in 5 travellers", ["percent: 20%"]),
        ("doubled", ["multiple: 2 times"]),
        ("a threefold rise", ["multiple: 3 times"]),
        ("in the 1980s", ["decade: 1980s"]),
        ("January 29, 2022", ["month: January", "day: day 29", "year: 2022"]),
        ("on the 21st", ["ordinal: No. 21"]),
        ("3:30 p.m.", ["time: 15:30"]),
        ("a 3,000-square-meter hall", ["measure: 3,000 square meters"]),
        ("two and a half years", ["duration: 2.5 years"]),
        ("a decade", ["duration: 1 decade"]),
        ("Guo Jun may march on", []),
    ],
)
def test_english(text: str, wanted: list[str]) -> None:
    read = [line.replace("35 degrees Celsius", "35 Celsius") for line in said(read_english(text))]
    assert read == wanted

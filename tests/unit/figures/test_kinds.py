"""Every kind of Chinese number, made by its grammar: the right English passes, the wrong is told."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.figures.grammar import HAN, han, told

from pxtranslate.figures.chinese import read_chinese
from pxtranslate.figures.rewrite import rewrite


@given(st.integers(2, 99), st.integers(1, 9), st.sampled_from([("万", 10**4), ("亿", 10**8)]))
def test_a_bare_digit_after_a_scale_is_its_tenth(
    tens: int, ones: int, scale: tuple[str, int]
) -> None:
    word, size = scale
    value = tens * size + ones * size // 10
    for source in (f"全县人口{tens}{word}{ones}。", f"全县人口{han(tens)}{word}{HAN[ones]}。"):
        assert not told(source, f"The population is {value:,}."), source
        assert told(source, f"The population is {tens * size + ones:,}."), source


@given(st.integers(1, 9), st.integers(1, 99))
def test_a_zero_inside(thousands: int, rest: int) -> None:
    value = thousands * 1000 + rest
    for source in (f"共{thousands}千零{rest}人。", f"共{HAN[thousands]}千零{han(rest)}人。"):
        assert not told(source, f"{value:,} people in all."), source
    assert not told(f"共{thousands}千零{rest}万件。", f"{value * 10_000:,} pieces in all.")


@given(st.integers(2, 9))
def test_ten_thousand_ten_thousands_and_nothing_of_a_scale(number: int) -> None:
    assert not told(f"全国有{HAN[number]}万万人。", f"The country has {number}00 million people.")
    assert told(f"全国有{HAN[number]}万万人。", f"The country has {number}0,000 people.")
    assert [quantity.low for quantity in read_chinese("营业收入为0亿元")] == [0]


FORMAL = dict(zip("零一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟", strict=True))


@given(st.integers(1, 9), st.integers(1, 9), st.integers(1, 9))
def test_formal_numerals(a: int, b: int, c: int) -> None:
    plain = f"{HAN[a]}十{HAN[b]}万{HAN[c]}千元"
    source = "".join(FORMAL.get(char, char) for char in plain)
    value = (10 * a + b) * 10_000 + c * 1000
    assert [quantity.low for quantity in read_chinese(source)] == [value]
    assert told(f"总价{source}整。", f"The price is {value * 10:,} yuan.")


@given(
    st.integers(1, 8),
    st.sampled_from([("十", 10), ("百", 100), ("千", 1000), ("十万", 10**5), ("百万", 10**6)]),
)
def test_digits_run_together_are_two(low: int, scale: tuple[str, int]) -> None:
    word, size = scale
    source = (
        f"修路花了{HAN[low]}{HAN[low + 1]}{word}元。".replace("二三", "两三")
        if size > 10
        else (f"修路花了{HAN[low]}{HAN[low + 1]}{word}元。")
    )
    assert not told(source, f"The road cost {low * size:,} to {(low + 1) * size:,} yuan."), source
    if size > 10:
        wrong = (10 * low + low + 1) * size // 10
        assert told(source, f"The road cost {wrong:,} yuan."), source


@pytest.mark.parametrize("scale", [("万", 10**4), ("亿", 10**8)])
def test_several_before_a_scale(scale: tuple[str, int]) -> None:
    word, size = scale
    assert not told(f"十几{word}人参加。", f"More than {10 * size:,} people took part.")
    assert told(f"十几{word}人参加。", "More than a dozen people took part.")
    assert told(f"数十{word}人参加。", f"About {2 * size:,} people took part.")


@given(st.integers(2, 9), st.integers(10, 99))
def test_decimals_behind_the_unit(whole: int, rest: int) -> None:
    wrong = rest % 10 * 10 + rest // 10
    if wrong != rest:
        source = f"他身高{whole}米{rest}。"
        assert not told(source, f"He is {whole}.{rest} meters tall.")
        assert told(source, f"He is {whole}.{wrong:02d} meters tall.")
    digit = rest // 10
    for unit, english in (("块", "yuan"), ("米", "meters"), ("度", "degrees"), ("秒", "seconds")):
        for said in (f"{HAN[whole]}{unit}{HAN[digit]}", f"{whole}{unit}{digit}"):
            assert [q.low for q in read_chinese(f"共{said}。")] == [whole + Fraction(digit, 10)], (
                said
            )
        assert told(f"共{whole}{unit}{digit}。", f"It is {digit} {english}.") or whole == digit


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("身高1米75", "身高1.75米"),
        ("每斤三块五", "每斤3.5 yuan"),
        ("人口13万2", "人口132,000"),
        ("总价壹拾贰万叁仟元整", "总价123,000 yuan整"),
        ("四万万人", "400 million人"),
        ("气温零下15℃", "气温零下15℃"),
        ("新台幣1.2兆元", "新台幣1.2 trillion元"),
        ("打六五折", "打六五折"),
        ("下午三点半", "下午三点半"),
        ("十几万人", "十几万人"),
    ],
)
def test_what_the_model_is_shown(source: str, shown: str) -> None:
    assert rewrite(source).text == shown


@given(st.integers(2, 9))
def test_times_as_much(times: int) -> None:
    words = {2: "doubled", 3: "tripled", 4: "quadrupled", 5: "quintupled"}
    for verb, factor in (("增长到", times), ("增长了", times + 1), ("是去年的", times)):
        source = f"产量{verb}{times}倍。"
        for said, word in words.items():
            assert bool(told(source, f"Output {word}.")) == (said != factor), (source, word)
        assert not told(source, f"Output was {factor} times as large.")
    assert not told(
        f"产量增长了{times}倍。", f"Output rose {times} times."
    )  # as human translators write
    assert not told(f"产量增长了{times}倍。", f"Output increased by {times}00 percent.")
    assert told(f"产量增长到{times}倍。", f"Output increased by {times}00 percent.")


@given(st.integers(1, 9), st.integers(1, 9))
def test_discounts(tens: int, ones: int) -> None:
    for said, rate in (
        (HAN[tens], tens * 10),
        (str(tens), tens * 10),
        (HAN[tens] + HAN[ones], tens * 10 + ones),
    ):
        source = f"门票打{said}折。"
        assert not told(source, f"Tickets are {100 - rate} percent off."), source
        if rate != 50:
            assert told(source, f"Tickets are {rate} percent off."), source


@given(st.integers(1, 99), st.sampled_from(["下降", "减少", "上涨", "提高"]))
def test_to_and_by(rate: int, verb: str) -> None:
    english = "rose" if verb in ("上涨", "提高") else "fell"
    for to, by in ((f"{verb}到", f"{verb}了"), (f"{verb}至", verb)):
        assert not told(f"比重{to}{rate}%。", f"The share {english} to {rate} percent.")
        assert not told(f"比重{by}{rate}%。", f"The share {english} by {rate} percent.")
        assert told(f"比重{to}{rate}%。", f"The share {english} by {rate} percent.")
        assert told(f"比重{by}{rate}%。", f"The share {english} to {rate} percent.")


@given(st.integers(2, 40))
def test_the_sign(degrees: int) -> None:
    for source in (f"气温降至零下{degrees}℃。", f"气温为-{degrees}℃。"):
        assert not told(source, f"It fell to minus {degrees} degrees Celsius.")
        assert not told(source, f"It fell to {degrees} degrees Celsius below zero.")
        assert told(source, f"It fell to {degrees} degrees Celsius.")


@given(st.integers(1, 99))
def test_thousandths_ten_thousandths_and_basis_points(rate: int) -> None:
    for source in (f"出生率为{rate}‰。", f"出生率为千分之{han(rate)}。", f"出生率为千分之{rate}。"):
        assert not told(source, f"The birth rate was {rate} per thousand."), source
        assert told(source, f"The birth rate was {rate} percent."), source
    assert not told(f"费率为万分之{han(rate)}。", f"The rate is {rate / 100:g} percent.")
    assert not told(f"利率下调{rate}个基点。", f"The rate was cut by {rate} basis points.")
    assert told(f"利率下调{rate}个基点。", f"The rate was cut by {rate} percentage points.")


@given(
    st.integers(2, 19),
    st.sampled_from([("十万", "100,000"), ("百万", "1 million"), ("万", "10,000")]),
)
def test_shares_of_a_hundred_thousand(rate: int, scale: tuple[str, str]) -> None:
    zh, en = scale
    source = f"发病率为{zh}分之{han(rate)}。"
    for word in ("per", "in", "out of"):
        assert not told(source, f"The incidence is {rate} {word} {en}."), word
        assert told(source, f"The incidence is {rate} {word} {en}000."), word
        assert told(source, f"The incidence is {rate + 1} {word} {en}."), word
    if zh == "百万":
        assert not told(source, f"The incidence is {rate} parts per million.")
        assert told(source, f"The incidence is {rate} parts per billion.")


@given(st.integers(1, 8))
def test_tenths_and_hundredths_with_more_behind(tens: int) -> None:
    source = f"{HAN[tens]}成五的受访者反对。"
    assert not told(source, f"{tens}5% of those polled were against.")
    assert told(source, f"{tens}0% of those polled were against.")


@given(st.integers(2, 8), st.sampled_from([("百", "hundred"), ("千", "thousand")]))
def test_ranges_in_words_share_their_scale(low: int, scale: tuple[str, str]) -> None:
    source = f"来了{HAN[low]}{HAN[low + 1]}{scale[0]}人。"
    said = ["two", "three", "four", "five", "six", "seven", "eight", "nine"]
    assert not told(source, f"{said[low - 2]} to {said[low - 1]} {scale[1]} people came.")
    assert told(source, f"{said[low - 2]} to {said[low - 1]} million people came.")


@pytest.mark.parametrize(
    ("zh", "right", "wrong"),
    [
        (
            "息差由46个基点扩至51个基点。",
            "The spread widened from 46 to 51 basis points.",
            "The spread widened from 46 to 61 basis points.",
        ),
        ("盐度为5‰至6‰。", "Salinity is 5 to 6 per thousand.", "Salinity is 5 to 6 percent."),
        (
            "收入由2021年的7.8万元增至去年的93万元。",
            "Income rose from 78,000 yuan in 2021 to 930,000 yuan last year.",
            "Income rose from 78,000 yuan in 2021 to 950,000 yuan last year.",
        ),
        (
            "±1100千伏工程投运。",
            "The plus/minus 1,100-kilovolt line runs.",
            "A 1,000-kilovolt line runs.",
        ),
        (
            "他在5000英亩地里种了1600英亩大豆。",
            "He planted soybeans on 1,600 of his 5,000 acres.",
            "He planted soybeans on 1,700 of his 5,000 acres.",
        ),
        ("大的不过一亩二，小的更少。", "The largest is 1.2 mu.", "The largest is 1 mu."),
        (
            "每天18时至次日8时开放。",
            "Open from 6 p.m. to 8 a.m. the next day.",
            "Open from 6 p.m. to 8 p.m. the next day.",
        ),
        (
            "20时至第二天11时开放。",
            "Open from 8 p.m. to 11 a.m. the next day.",
            "Open from 8 p.m. to 10 a.m. the next day.",
        ),
    ],
)
def test_figures_that_share_a_unit_or_go_from_one_to_the_other(
    zh: str, right: str, wrong: str
) -> None:
    assert not told(zh, right)
    assert told(zh, wrong)


@pytest.mark.parametrize(
    ("zh", "right", "wrong"),
    [
        ("每只收费九毛。", "They charge 0.9 yuan apiece.", "They charge 9 yuan apiece."),
        ("每只收费6毛5。", "They charge 0.65 yuan apiece.", "They charge 6.5 yuan apiece."),
        ("油价降了三毛二。", "Fuel fell by 0.32 yuan.", "Fuel fell by 0.3 yuan."),
        ("四毛五一斤。", "0.45 yuan a jin.", "0.4 yuan a jin."),
        ("七毛一斤。", "0.7 yuan a jin.", "0.71 yuan a jin."),
        ("当年只卖一毛六。", "It sold for 16 fen.", "It sold for 16 yuan."),
        ("由三块八跌到九毛。", "From 3.8 yuan to 0.9 yuan.", "From 3 yuan to 0.9 yuan."),
        ("“七块九”一份。", "It is 7.9 yuan each.", "It is 79 yuan each."),
        ("只要五角钱。", "It is only 0.5 yuan.", "It is only 5 yuan."),
        ("母蟹重6两。", "The females weigh 300 grams.", "The females weigh 600 grams."),
        ("最重的5两3。", "The heaviest is 5.3 liang.", "The heaviest is 5.2 liang."),
        ("加四两半酒。", "Add 4.5 liang of liquor.", "Add 4 liang of liquor."),
        ("赔银万两。", "It paid 10,000 taels.", "It paid 12,000 taels."),
        ("产梨900斤。", "It bore 450 kilograms of pears.", "It bore 900 kilograms of pears."),
        ("每人7分田。", "Each has 0.7 mu of land.", "Each has 7 mu of land."),
        ("二分六厘的菜地。", "A plot of 0.26 mu.", "A plot of 26 mu."),
        ("价格为平日的三到五成。", "It is 30% to 50% of the usual.", "It is 3% to 5% of the usual."),
        ("七成家住山区。", "70% live in the mountains.", "17% live in the mountains."),
        ("磷升到每升0.05毫克。", "To 0.05 milligrams per liter.", "To 0.5 milligrams per liter."),
        ("由下降5.1%转为上涨2.3%。", "From a 5.1% fall to a 2.3% rise.", "From a 5.1% fall to 2.4%."),
        ("计提32亿美元费用。", "It took a $3.2 billion charge.", "It took an A$3.2 billion charge."),
        ("少用8000吨煤。", "It used 8,000 fewer tonnes of coal.", "It used 8,000 fewer kilograms."),
        ("从2021年的65%降到60%。", "From 65% by 2021 to 60%.", "From 65% by 2022 to 60%."),
        ("2019年李明来了。", "In 2019 Li Ming came.", "In 2018 Li Ming came."),
    ],
)  # fmt: skip
def test_small_units_and_shares(zh: str, right: str, wrong: str) -> None:
    assert not told(zh, right)
    assert told(zh, wrong)


@pytest.mark.parametrize(
    "text",
    ["《三毛流浪记》", "一毛不拔", "罗老六成了队员", "一块五花肉", "8月9两国签约", "四两个人"],
)
def test_what_counts_no_money_no_weight_and_no_share(text: str) -> None:
    kinds = {quantity.kind for quantity in read_chinese(text)}
    assert not kinds & {"money", "measure", "percent"}


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("6毛5一件", "0.65 yuan一件"),
        ("人均7分田", "人均0.7 mu田"),
        ("三到五成", "30%至50%"),
        ("作家三毛", "作家三毛"),
        ("黄金万两", "黄金万两"),
    ],
)
def test_what_the_model_is_shown_of_small_units(source: str, shown: str) -> None:
    assert rewrite(source).text == shown


@pytest.mark.parametrize(
    ("zh", "right", "wrong"),
    [
        (
            "周建平等14人被拖欠工资。",
            "Zhou Jianping and 13 others are owed wages.",
            "Zhou Jianping and 15 others are owed wages.",
        ),
        (
            "城东、新河等5个街道试行。",
            "Chengdong, Xinhe and three other subdistricts try it.",
            "Chengdong, Xinhe and four other subdistricts try it.",
        ),
        (
            "茶园收入62万元，民宿却收入95万元。",
            "Tea brought in 620,000 yuan, and guesthouses 950,000.",
            "Tea brought in 620,000 yuan, and guesthouses 590,000.",
        ),
        (
            "茶园收入62万元，民宿却收入95万元。",
            "The tea brought in 620,000 yuan, and guesthouses 950,000.",
            "There are 620,000 of tea. The guesthouses brought in 950,000.",
        ),
        (
            "亩产由300斤升至420斤。",
            "The yield per mu rose from 150 kilograms to 210.",
            "The yield per mu rose from 150 kilograms to 420.",
        ),
        (
            "白天25度，夜间零下8度。",
            "It is 25 degrees by day and minus 8 at night.",
            "It is 25 degrees by day and 8 at night.",
        ),
        (
            "卖了5000元，重40公斤。",
            "It sold for 5,000 yuan and weighed 40 kilograms.",
            "It sold for 5,000 yuan and weighed 40.",
        ),
        (
            "投资800万元，补助200万元。",
            "It invested 8 million yuan with 2 million in subsidies.",
            "It invested 8 million yuan and 2 million subsidies came.",
        ),
        (
            "获刑两年零四个月。",
            "He was sentenced to 28 months.",
            "He was sentenced to 24 months.",
        ),
        (
            "2019年至2021年亏损。",
            "It lost money in 2019, 2020 and 2021.",
            "It lost money in 2019, 2020 and 2022.",
        ),
        (
            "1至8月，调查8人。",
            "From January to August eight people were investigated.",
            "From January to July eight people were investigated.",
        ),
        (
            "正月初五、初六两天演出。",
            "Shows on the fifth and sixth of the first lunar month.",
            "Shows on the fifth and seventh of the first lunar month.",
        ),
        (
            "今年三月三开园。",
            "It opens on the third day of the third lunar month this year.",
            "It opens on the second day of the third lunar month this year.",
        ),
        ("2023/24雪季开板。", "The 2023/24 snow season began.", "The 2023/25 snow season began."),
        (
            "共写三五千字。",
            "He wrote 3,000 to 5,000 characters.",
            "He wrote 35,000 characters.",
        ),
        ("一到30度便停工。", "Work stops at 30 degrees.", "Work stops at 13 degrees."),
        ("刑期一年零三个月。", "A term of 15 months.", "A term of one year and 15 months."),
        ("王某等5人到案，另有4人在逃。", "Five people including Wang were held and four others fled.", "Four people including Wang were held."),
        ("张和平等9人到会。", "Zhang Heping and 8 others came.", "Zhang Heping and 7 others came."),
        ("占比提高到15%。", "The share rose to 15%.", "The share rose by a 15% gain."),
        ("卖了6斤，剩4斤。", "He sold 6 jin and kept 4.", "He sold 6 jin. He kept 4."),
    ],
)  # fmt: skip
def test_what_only_the_other_text_tells(zh: str, right: str, wrong: str) -> None:
    assert not told(zh, right)
    assert told(zh, wrong)


def test_the_two_after_a_weekday_weighs_nothing() -> None:
    assert not told("周五两股指收跌。", "Two indexes fell on Friday.")

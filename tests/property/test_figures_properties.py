"""Any value, written in any style of either language, is read back as the same value."""

from fractions import Fraction

from hypothesis import example, given
from hypothesis import strategies as st

from pxtranslate.checks import dates, numbers
from pxtranslate.checks.base import Pair
from pxtranslate.figures.chinese import read_chinese
from pxtranslate.figures.compare import compare
from pxtranslate.figures.english import read_english
from pxtranslate.figures.numerals import value_of
from pxtranslate.figures.quantity import Quantity, show
from pxtranslate.figures.rewrite import rewrite

DIGITS = "零一二三四五六七八九"
ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
]
ONES += ["fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
TENS = ["-", "-", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]

whole = st.integers(min_value=2, max_value=10**13)
messy = st.lists(
    st.one_of(
        st.sampled_from(
            "0123456789０９.,，:：-—至到~/%％‰°$¥€ 　年月日号时点分秒第余多几数半百千万亿"
        ),
        st.sampled_from("一二三四五六七八九十零两成折倍番个家元吨亩米周上下午前后世纪代“”·_{}"),
        st.sampled_from("abcKkMmBbGgTtXxpPsSthndfirecoul"),
        st.sampled_from(["million", "hundred", " and ", " to ", "May ", "percent", "²", "Ⅱ", "٣"]),
        st.characters(),
    ),
    max_size=40,
).map("".join)


def in_chinese(value: int) -> str:
    """Plain positional numerals: 一亿零三百万零五."""
    for size, word in ((10**8, "亿"), (10**4, "万")):
        if value >= size:
            head, rest = divmod(value, size)
            if not rest:
                return in_chinese(head) + word
            return in_chinese(head) + word + "零" * (rest < size // 10) + in_chinese(rest)
    for size, word in ((1000, "千"), (100, "百"), (10, "十")):
        if value >= size:
            head, rest = divmod(value, size)
            if not rest:
                return DIGITS[head] + word
            return DIGITS[head] + word + "零" * (rest < size // 10) + in_chinese(rest)
    return DIGITS[value]


def in_english(value: int) -> str:
    """Number words: one hundred and five thousand and two."""
    for size, word in ((10**12, "trillion"), (10**9, "billion"), (10**6, "million")):
        if value >= size:
            head, rest = divmod(value, size)
            return f"{in_english(head)} {word}" + (f" {in_english(rest)}" if rest else "")
    for size, word in ((1000, "thousand"), (100, "hundred")):
        if value >= size:
            head, rest = divmod(value, size)
            joint = " and " if rest and rest < 100 else " " if rest else ""
            return f"{in_english(head)} {word}{joint}" + (in_english(rest) if rest else "")
    if value < 20:
        return ONES[value]
    head, rest = divmod(value, 10)
    return TENS[head] + (f"-{ONES[rest]}" if rest else "")


def only(quantities: list[Quantity]) -> Fraction:
    assert len(quantities) == 1, quantities
    assert not quantities[0].is_range
    return quantities[0].low


def read(text: str) -> Fraction:
    return only(read_chinese(f"共{text}个项目"))


@given(whole)
@example(10_003)
@example(1_0000_0005)
def test_chinese_numerals(value: int) -> None:
    assert value_of(in_chinese(value)) == value


@given(whole.filter(lambda value: value < 10**12))
def test_chinese_styles(value: int) -> None:
    wide = str.maketrans("0123456789", "０１２３４５６７８９")
    assert read(in_chinese(value)) == value
    if not 10**9 < value < 10**11:  # ten and eleven digits in a row may be a telephone number
        assert read(str(value)) == value
        assert read(str(value).translate(wide)) == value
    assert read(f"{value:,}") == value


@given(
    st.decimals("0.01", "99999", places=2), st.sampled_from(["万", "亿", "万亿", "多万", "余亿"])
)
def test_decimals_with_a_scale(figure: object, scale: str) -> None:
    size = Fraction(10) ** sum({"万": 4, "亿": 8}.get(char, 0) for char in scale)
    assert read(f"{figure}{scale}") == Fraction(str(figure)) * size


@given(st.integers(1, 99), st.integers(1, 9))
def test_mixed_numerals(tens: int, ones: int) -> None:
    assert read(f"{tens}万{ones}千") == tens * 10_000 + ones * 1000
    assert read(f"{tens}亿{ones}千万") == tens * 10**8 + ones * 10**7


@given(st.decimals("0.1", "99.9", places=1))
def test_chinese_percent(figure: object) -> None:
    wanted = Fraction(str(figure))
    for text in (f"增长{figure}%", f"增长百分之{figure}", f"增长{figure}％"):
        assert [(q.kind, q.low) for q in read_chinese(text)] == [("percent", wanted)]
    assert [q.kind for q in read_chinese(f"提高{figure}个百分点")] == ["point"]


@given(whole)
@example(1_200_000)
def test_english_words(value: int) -> None:
    assert only(read_english(f"a total of {in_english(value)} items")) == value


@given(whole)
def test_english_figures(value: int) -> None:
    assert only(read_english(f"a total of {value:,} items")) == value
    assert only(read_english(f"a total of {show(Fraction(value))} items")) == value


@given(
    st.decimals("0.01", "9999", places=2),
    st.sampled_from([("thousand", 3), ("million", 6), ("billion", 9), ("trillion", 12)]),
    st.sampled_from(["{} {}", "{}-{}", "${} {}", "RMB{} {}"]),
)
def test_english_sizes(figure: object, size: tuple[str, int], style: str) -> None:
    text = "worth " + style.format(figure, size[0]) + " in all"
    assert only(read_english(text)) == Fraction(str(figure)) * 10 ** size[1]


@given(st.integers(1, 12), st.integers(1, 28), st.integers(1900, 2099))
def test_dates_agree_in_any_order(month: int, day: int, year: int) -> None:
    names = "January February March April May June July August September October November December"
    name = names.split()[month - 1]
    source = f"{year}年{month}月{day}日"
    for text in (
        f"on {name} {day}, {year}",
        f"on {day} {name} {year}",
        f"on {name[:3]}. {day}, {year}",
        f"the {day}th of {name}, {year}",
        f"on {year}-{month:02d}-{day:02d}",
    ):
        assert [match.verdict for match in compare(source, text)] == ["same"] * 3, text


@given(st.lists(whole, min_size=1, max_size=4))
def test_rewriting_keeps_every_value(values: list[int]) -> None:
    source = "，".join(f"共{in_chinese(value)}个" for value in values)
    shown = rewrite(source).text
    read_back = {q.low for q in (*read_chinese(shown), *read_english(shown))}
    assert {q.low for q in read_chinese(source)} <= read_back


@given(messy)
def test_any_text_is_read_in_place(text: str) -> None:
    for quantities in (read_chinese(text), read_english(text)):
        at = 0
        for quantity in quantities:
            assert at <= quantity.start < quantity.end <= len(text)
            assert quantity.text == text[quantity.start : quantity.end]
            assert quantity.low <= quantity.high
            at = quantity.end


@given(messy, messy)
def test_any_pair_is_compared_and_checked(source: str, target: str) -> None:
    pair = Pair(source, target)
    for match in compare(source, target):
        assert match.source or match.target
        assert match.words
    for issue in (*numbers.find(pair), *dates.find(pair)):
        assert issue.source in source
        assert issue.target in target


@given(messy)
@example("0µm")  # the micro sign is another letter than the Greek one of the table
def test_rewriting_any_text_changes_only_what_it_says(text: str) -> None:
    rewritten = rewrite(text)
    restored, at = "", 0
    for change in rewritten.changes:
        assert text.startswith(change.before, change.start)
        restored += text[at : change.start] + change.after
        at = change.start + len(change.before)
    assert restored + text[at:] == rewritten.text

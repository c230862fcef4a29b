"""Omission and addition: what is missing, what is too much, and the dictionary behind them."""

import pytest

from pxtranslate.checks import addition, coverage, lexicon, omission
from pxtranslate.checks.base import Pair

SOUND = (
    (
        "日前，市政府出台专项行动方案，多措并举鼓励返乡人员留在家门口，就近就业创业。",
        "The city government recently issued an action plan with a range of measures that "
        "encourage returning workers to stay close to home and find jobs or start businesses.",
    ),
    (
        "今年前三季度，全市进出口总值达到221.2亿元，同比增长12.5%，高于全国平均水平。",
        "In the first three quarters of this year, the city's imports and exports reached 22.12 "
        "billion yuan, up 12.5% year on year and above the national average.",
    ),
    (
        "该法庭将聚焦涉企纠纷中的突出问题，实行专业化审理，为企业提供司法服务和保障。",
        "The court will focus on the most pressing problems in disputes involving companies, hear "
        "cases professionally, and provide businesses with judicial services and protection.",
    ),
    (
        "“现在工程进度如何？用工情况怎么样？”项目建设负责人和服务干部边走边交流。",
        '"How is the project progressing? What about workers?" the head of construction and the '
        "service official talked as they walked.",
    ),
    ("图为技术人员检修农业机械。", "Technicians overhaul agricultural machinery."),
    ("市长会见外国客人", "Mayor meets foreign guests"),
)
LOST = (
    (
        "今年前三季度，全市进出口总值达到221.2亿元，同比增长12.5%，高于全国平均水平，"
        "其中民营企业出口占比超过六成。",
        "In the first three quarters of this year, the city's imports and exports reached 22.12 "
        "billion yuan, up 12.5% year on year and above the national average.",
        "其中民营企业出口占比超过六成。",
    ),
    (
        "日前，市政府出台专项行动方案，多措并举鼓励返乡人员留在家门口，并免费提供创业政策"
        "咨询和技能培训。",
        "The city government recently issued a special action plan.",
        "并免费提供创业政策咨询和技能培训。",
    ),
)


@pytest.mark.parametrize(("source", "target"), SOUND)
def test_a_sound_pair_is_left_alone(source: str, target: str) -> None:
    pair = Pair(source, target)
    assert [issue.severity for issue in omission.find(pair)] == []
    assert [issue.severity for issue in addition.find(pair)] == []


@pytest.mark.parametrize(("source", "target", "lost"), LOST)
def test_a_lost_clause_is_found_and_quoted(source: str, target: str, lost: str) -> None:
    (issue,) = omission.find(Pair(source, target))
    assert issue.severity in {"error", "warning"}
    assert issue.source == lost


def test_an_added_clause_is_found_and_quoted() -> None:
    source, target = SOUND[1]
    more = ", and officials from the Ministry of Culture visited three museums on Sunday morning."
    (issue,) = addition.find(Pair(source, target.rstrip(".") + more))
    assert issue.severity == "error"
    assert "museums" in issue.target


def test_lines_that_slipped_are_another_text() -> None:
    (issue,) = omission.find(Pair(SOUND[1][0], SOUND[2][1]))
    assert issue.severity == "error"
    assert "another text" in issue.message


@pytest.mark.parametrize(
    ("check", "pair"),
    [
        (omission, Pair("市长会见外国客人。", "  ")),
        (addition, Pair(" ", "The mayor met foreign guests.")),
    ],
)
def test_an_empty_side_is_an_error(check: object, pair: Pair) -> None:
    (issue,) = check.find(pair)  # type: ignore[attr-defined]
    assert issue.severity == "error"


def test_a_threshold_decides_how_readily_it_speaks() -> None:
    source, target, _ = LOST[0]
    assert list(omission.find(Pair(source, target), threshold=100.0)) == []
    assert list(omission.find(Pair(*SOUND[0]), threshold=-100.0)) != []


def test_the_expected_length_is_that_of_news_english() -> None:
    for source, target in SOUND[:4]:
        assert 0.6 < len(target) / coverage.measure(source, target).expected < 1.6


def test_thousands_separators_and_names_in_pinyin_count_as_found() -> None:
    reading = coverage.read("陈薇薇捐了12,500元。", "Chen Weiwei gave 12,500 yuan.")
    figure = [vote for vote in reading.source_votes if vote.kind == "figure"]
    assert [vote.found for vote in figure] == [True]
    assert lexicon.stem("Weiwei") in lexicon.readings("陈薇薇")


@pytest.mark.parametrize(
    ("word", "english"),
    [("增长", "growth"), ("企业", "enterprise"), ("會議", "meeting"), ("表示", "said")],
)
def test_the_dictionary_knows_both_scripts_and_irregular_forms(word: str, english: str) -> None:
    assert lexicon.stem(english) in lexicon.stems(word)


def test_a_word_the_dictionary_lacks_is_cut_into_words_it_has() -> None:
    assert lexicon.stems("农机合作社") == frozenset()
    assert lexicon.parts("农机合作社") == ["农机", "合作社"]


def test_every_kind_of_vote_has_its_weight() -> None:
    known = coverage.fitted()["evidence"]
    for source, target in SOUND:
        reading = coverage.read(source, target)
        kinds = {f"source.{vote.kind}" for vote in reading.source_votes}
        kinds |= {f"target.{vote.kind}" for vote in reading.target_votes}
        assert kinds <= set(known)


@pytest.mark.parametrize(
    ("source", "target", "says"),
    [
        ("手续3个工作日办完。", "The formalities take 3 days.", "working days"),
        ("手续3个工作日办完。", "The formalities take 3 working days.", ""),
        ("这是全省首座风雨桥。", "This is the first covered bridge.", "in the province"),
        ("这是全省首座风雨桥。", "This is the province's first covered bridge.", ""),
        ("销量同比增长一成。", "Sales grew by 10 percent.", "from a year earlier"),
        ("去冬雨水少。", "There was little rain last year.", "winter"),
        ("副市长陪同客人参观。", "The mayor accompanied the guests on the visit.", "deputy"),
        ("它是最老的学校之一。", "It is the oldest school.", "one of"),
        ("三分之一的学生住校。", "33 percent board at the school.", ""),
        ("建于公元前221年。", "It was built in 221.", "BC"),
        ("建于公元前221年。", "It was built in 221 B.C.", ""),
        ("来了一位90后创业者。", "An entrepreneur of over 90 came.", "born in those years"),
        ("来了一位90后创业者。", "An entrepreneur born in the 1990s came.", ""),
        ("80后面还有两个数。", "Two more numbers follow 80.", ""),
    ],
)
def test_short_words_are_answered(source: str, target: str, says: str) -> None:
    found = [issue.message for issue in omission.find(Pair(source, target))]
    echoes = [message for message in found if message.endswith("is not in the English")]
    assert len(echoes) == bool(says)
    assert all(f"“{says}”" in message for message in echoes)


def test_a_large_figure_on_both_sides_is_no_other_text() -> None:
    pair = Pair("那畈坡有苎麻7.4万亩。", "There are 74,000 mu of ramie at Nafanpo.")
    assert not any("another text" in issue.message for issue in omission.find(pair))


@pytest.mark.parametrize(
    ("source", "target", "made"),
    [
        ("全县羊毛产量超过500吨。", "China's wool output exceeded 500 tons.", True),
        ("全县羊毛产量超过500吨。", "Chinese wool output exceeded 500 tons.", True),
        ("全县羊毛产量超过500吨。", "The county's wool output exceeded 500 tons.", False),
        ("我国羊毛产量超过500万吨。", "China's wool output exceeded 5 million tons.", False),
        ("农发行发放贷款500万元。", "The Farm Bank of China lent 5 million yuan.", False),
    ],
)
def test_a_county_is_not_made_the_country(source: str, target: str, made: bool) -> None:
    messages = [issue.message for issue in addition.find(Pair(source, target))]
    assert any("of the country" in message for message in messages) == made


@pytest.mark.parametrize(
    ("source", "target", "severity"),
    [
        ("干部下沉“零距离”解民忧", "Door to door, staff solve problems", "warning"),
        (
            "老旧小区改造全部完成，居民搬回新家过年。",
            "Grain fell sharply in Rotterdam last March",
            "error",
        ),
    ],
)
def test_free_english_of_a_short_text_is_not_surely_another(
    source: str, target: str, severity: str
) -> None:
    (issue,) = omission.find(Pair(source, target))
    assert "another text" in issue.message
    assert issue.severity == severity

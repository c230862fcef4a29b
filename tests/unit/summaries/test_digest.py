"""The order of a run's articles, and copies told as copies."""

import random

from pxtranslate.records import Article, Paragraph, Summary, SummarySentence
from pxtranslate.summaries.digest import DigestItem, digest, item, likeness

WORDS = "市场企业项目服务发展建设工作群众改革环境创新产业经济城市农村道路河流学校医院法院"

TAILS = (
    "有关工作还在进行，详细情况请看后续报道。",
    "活动受到群众欢迎，今后还要经常举办，让更多人参加。",
)


def article(text: str, headline: str = "", told: str = "") -> Article:
    """An article with a summary of one sentence."""
    body = Paragraph("a1.p1", "body", text, ((0, len(text)),))
    sentence = SummarySentence(told or text[:40], "English.", ("a1.p1.s1",), "extract")
    summary = Summary("a1", headline or text[:12], "Headline", (sentence,), "extract")
    return Article("a1", "article", None, (body,), summary=summary)


def some(seed: int, length: int = 400) -> str:
    """News-like nonsense, different for each seed."""
    chance = random.Random(seed)
    return "".join(
        chance.choice(WORDS) + chance.choice("的了在和有，。") for _ in range(length // 2)
    )


def made(folder: str, one: Article) -> DigestItem:
    """The digest item of an article."""
    told = item(folder, one)
    assert told is not None
    return told


def test_no_summary_no_item() -> None:
    """Captions are not told."""
    text = some(1)
    assert item("x", Article("a1", "caption", None, article(text).paragraphs)) is None


def test_more_news_comes_first() -> None:
    """A long report of firsts and figures before a short item without."""
    small = made("small", article(some(1, 120)))
    big = made(
        "big", article(some(2, 900), "全省首家法院成立", "投资221.2亿元，增长19.7%，创历史新高。")
    )
    assert [one.folder for one in digest([small, big])] == ["big", "small"]


def test_wire_copies_are_told_once() -> None:
    """The fuller one speaks; the others are named behind it."""
    text = some(3)
    full, copy = made("full", article(text + TAILS[0])), made("copy", article(text))
    other = made("other", article(some(5)))
    reports = digest([copy, other, full])
    assert {one.folder: one.duplicates for one in reports} == {
        "full": (("copy", "a1"),),
        "other": (),
    }


def test_different_news_is_never_a_copy() -> None:
    """Not even of one language and one beat."""
    items = [made(str(seed), article(some(seed))) for seed in range(60)]
    assert len(digest(items)) == 60


def test_the_order_depends_on_the_items_alone() -> None:
    """Scores and groups are the same in whatever order copies were met; only ties are the caller's."""
    items = [made(str(seed), article(some(seed % 20) + TAILS[seed // 20])) for seed in range(40)]
    first = digest(items)
    assert len(first) == 20
    shuffled = items.copy()
    random.Random(7).shuffle(shuffled)
    again = digest(shuffled)
    assert [one.score for one in again] == [one.score for one in first]
    assert groups(again) == groups(first)


def groups(reports: list[DigestItem]) -> set[frozenset[str]]:
    """The folders that are told together."""
    return {frozenset([one.folder, *(folder for folder, _ in one.duplicates)]) for one in reports}


def test_nothing_is_lost() -> None:
    """Each article is told, or named behind another."""
    items = [made(str(seed), article(some(seed % 7))) for seed in range(30)]
    reports = digest(items)
    named = [one.folder for one in reports] + [f for one in reports for f, _ in one.duplicates]
    assert sorted(named) == sorted(one.folder for one in items)


def test_likeness_estimates_jaccard() -> None:
    """Within what 64 hashes can tell."""
    text = some(8, 2000)
    half = text[:1000] + some(9, 1000)
    whole, other = made("a", article(text)).sketch, made("b", article(half)).sketch
    assert likeness(whole, whole) == 1.0
    assert 0.15 < likeness(whole, other) < 0.55
    assert likeness((), ()) == 0.0


NOTICE = (
    "县气象台{day}发布天气预报：今天白天到夜间多云转晴，偏北风2到3级，最低气温{low}℃，最高气温{high}℃。"
    "森林火险等级较高，请市民注意防火防寒，外出注意交通安全。值班员{who}提醒，夜间路面湿滑，请减速慢行。"
)


def test_a_notice_with_other_figures_dates_or_names_is_news_of_its_own() -> None:
    """Alike in all words but these; they are told apart, and each names its like."""
    told = {
        "one": NOTICE.format(day="3月5日", low=3, high=12, who="王建国"),
        "figures": NOTICE.format(day="3月5日", low=4, high=12, who="王建国"),
        "dates": NOTICE.format(day="3月6日", low=3, high=12, who="王建国"),
        "names": NOTICE.format(day="3月5日", low=3, high=12, who="李晓光"),
        "again": NOTICE.format(day="3月5日", low=3, high=12, who="王建国"),
    }
    reports = digest([made(folder, article(text)) for folder, text in told.items()])
    assert {one.folder: one.duplicates for one in reports} == {
        "one": (("again", "a1"),),
        "figures": (),
        "dates": (),
        "names": (),
    }
    assert all(one.related for one in reports)
    assert ("one", "a1") in next(one for one in reports if one.folder == "figures").related

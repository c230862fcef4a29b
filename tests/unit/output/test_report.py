"""report.html: leads with what needs a look, loses no text, and every link arrives."""

import re
from dataclasses import replace

import pytest
from lxml import html as lxml_html

from pxtranslate.output import cells, html
from pxtranslate.output.view import review_order
from pxtranslate.records import Document, Issue, Join, Segment, Severity


def _tree(document: Document) -> lxml_html.HtmlElement:
    return lxml_html.document_fromstring(html.render(document, "px").decode("utf-8"))


def _text(tree: lxml_html.HtmlElement, path: str) -> list[str]:
    return [str(element.text_content()) for element in tree.xpath(path)]


def test_it_leads_with_what_needs_a_look_riskiest_first(page: Document) -> None:
    tree = _tree(page)
    assert _text(tree, "//h1") == ["3 segments need a look"]
    links = tree.xpath("//section[contains(@class,'review')]//a/@href")
    assert links == ["#a3.s2", "#a1.s1", "#a3.s1"]  # the failed one, 0.9, 0.3


def test_a_wrong_figure_stands_before_a_likely_clumsy_sentence() -> None:
    def flagged(name: str, risk: float, check: str, severity: Severity) -> Segment:
        issues = (Issue(check, severity, "look"),)
        return Segment(name, "a1", "a1.p1", 0, "", (), target="", issues=issues, risk=risk)

    found = [
        flagged("doubt", 0.95, "doubt", "warning"),
        flagged("figure", 0.5, "numbers", "warning"),
        flagged("error", 0.6, "omission", "error"),
        replace(flagged("failed", 0.0, "doubt", "warning"), status="failed"),
    ]
    assert [s.id for s in review_order(found)] == ["failed", "error", "figure", "doubt"]


def test_one_is_singular_and_none_says_so(page: Document) -> None:
    only = replace(page, articles=(replace(page.articles[0]),))
    assert _text(_tree(only), "//h1") == ["1 segment needs a look"]
    calm = _tree(replace(page, articles=page.articles[1:2]))
    assert _text(calm, "//h1") == ["Nothing needs a look"]
    assert not calm.xpath("//input[@type='radio'] | //section[contains(@class,'review')]")


def test_information_alone_needs_no_look(page: Document) -> None:
    caption = page.articles[1]
    told = replace(caption.segments[0], issues=(Issue("numbers", "info", "5 = five"),))
    tree = _tree(replace(page, articles=(replace(caption, segments=(told,)),)))
    assert _text(tree, "//h1") == ["Nothing needs a look"]
    assert _text(tree, "//details/summary") == ["1 note"]


def test_every_character_of_the_source_is_there_in_order(page: Document) -> None:
    tree = _tree(page)
    for join in tree.xpath("//*[contains(@class,'join ') or @class='join']"):
        join.text = ""
    shown = "".join(_text(tree, "//div[contains(@class,'seg')]/p[contains(@class,'zh')]"))
    assert shown == "".join(s.source for a in page.articles for s in a.segments)


def test_every_link_arrives_and_ids_are_unique(page: Document) -> None:
    tree = _tree(page)
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    hrefs = tree.xpath("//@href")
    assert hrefs[0] == "../index.html"
    assert {href.removeprefix("#") for href in hrefs[1:]} <= set(ids)


def test_a_summary_sentence_links_to_what_it_rests_on(page: Document) -> None:
    links = _tree(page).xpath("//section[contains(@class,'digest')]//a[@class='src']")
    assert [(link.get("href"), link.text) for link in links] == [("#a1.s1", "2")]


def test_a_join_is_marked_where_it_is_and_says_how_sure(page: Document) -> None:
    doubtful = _tree(page).xpath("//*[@id='a1.s2']//span[contains(@class,'join')]")[0]
    assert doubtful.get("class") == "join doubtful"
    assert doubtful.text == "74%"
    assert "74% sure" in doubtful.get("title")
    assert doubtful.tail == "“明年还要再种一百亩。”"
    first = page.articles[0]
    sure = replace(first, joins=(Join("a1.p1", at=0, confidence=0.97),))
    mark = _tree(replace(page, articles=(sure,))).xpath("//*[@id='a1.s1']//span[@class='join']")[0]
    assert (mark.text or "") == ""
    assert "97% sure" in mark.get("title")
    assert mark.tail.startswith("记者日前")


def test_what_a_check_read_is_marked_on_both_sides(page: Document) -> None:
    marks = _text(_tree(page), "//*[@id='a1.s1']//mark[@class='error']")
    assert marks == ["12.6万吨", "1.26 million tons"]


def test_doubt_is_a_tint_of_its_own(page: Document) -> None:
    article = page.articles[0]
    first, *others = article.segments
    doubted = replace(first, issues=(Issue("doubt", "warning", "likely", source=first.source[:3]),))
    document = replace(page, articles=(replace(article, segments=(doubted, *others)),))
    assert _text(_tree(document), "//mark[@class='doubt']") == [first.source[:3]]


@pytest.mark.parametrize(
    ("text", "words", "parts"),
    [
        ("岗位4.6万余个", "4.6万", ["岗位", "4.6万", "余个"]),
        ("岗位4.6万余个", "6万", ["岗位4.6万余个"]),
        ("共1,100家，100人", "100", ["共1,100家，", "100", "人"]),
        ("in 2022, 22 firms", "22", ["in 2022, ", "22", " firms"]),
        ("15天精减到5天", "5天", ["15天精减到", "5天"]),
        ("the party", "art", ["the party"]),
    ],
)
def test_a_mark_does_not_fall_inside_a_longer_figure(
    text: str, words: str, parts: list[str]
) -> None:
    found = cells.cut(text, [(words, "error")], [])
    assert [part.text for part in found] == parts
    assert [part.text for part in found if part.mark] == [part for part in parts if part == words]


def test_each_check_has_a_filter_and_each_filter_a_rule(page: Document) -> None:
    tree = _tree(page)
    assert _text(tree, "//fieldset//label") == [
        "Everything",
        "Needs a look 3",
        "names 1",
        "numbers 1",
        "English only",
    ]
    style = tree.xpath("string(//style)")
    assert re.findall(r":has\(#show(\d+):checked\)", style) == ["1", "2", "3"]
    assert tree.xpath("//div[contains(@class,'k3') and contains(@class,'seg')]/@id") == ["a1.s1"]


def test_languages_are_marked(page: Document) -> None:
    assert set(_tree(page).xpath("//@lang")) == {"en", "zh-Hans"}
    traditional = replace(page, text="縣圖書館新館開門迎客，讀者可憑身份證免費借閱。")
    assert set(_tree(traditional).xpath("//@lang")) == {"en", "zh-Hant"}


def test_a_byline_without_a_paragraph_stands_under_the_title(page: Document) -> None:
    article = page.articles[0]
    assert not _tree(page).xpath("//div[contains(@class,'pair byline')]")
    bare = replace(article, paragraphs=article.paragraphs[:1], segments=article.segments[:3])
    shown = _text(_tree(replace(page, articles=(bare,))), "//div[contains(@class,'pair byline')]/p")
    assert shown == ["王小明 陈静", "Wang Xiaoming, Chen Jing"]


def test_nothing_is_fetched_and_nothing_depends_on_the_day(page: Document) -> None:
    data = html.render(page, "px")
    assert data == html.render(page, "px")
    assert not re.search(rb"(?:src|href)=\"(?!#|\.\./index\.html\")|url\(|@import|<script", data)


@pytest.mark.parametrize("count", [8, 9])
def test_a_long_list_is_folded_after_eight(page: Document, count: int) -> None:
    flagged = page.articles[2].segments[1]
    segments = tuple(replace(flagged, id=f"a3.x{n}", order=n) for n in range(count))
    tree = _tree(replace(page, articles=(replace(page.articles[2], segments=segments),)))
    assert len(tree.xpath("//section[contains(@class,'review')]/ol/li")) == 8
    folded = _text(tree, "//section[contains(@class,'review')]/details/summary")
    assert folded == (["1 more"] if count == 9 else [])


def test_many_findings_are_told_in_few_words(page: Document) -> None:
    segment = page.articles[2].segments[1]
    issues = (
        *(Issue("leftover", "warning", f"Chinese left: {n}") for n in "一二三四"),
        Issue("omission", "error", "a clause is missing", source="长" * 200),
    )
    flagged = replace(segment, issues=issues)
    article = replace(page.articles[2], segments=(flagged,))
    tree = _tree(replace(page, articles=(article,)))
    told = _text(tree, "//section[contains(@class,'review')]//li//a/span[2]")
    assert told == ["omission: a clause is missing 4 more: leftover"]
    shown = _text(tree, "//div[@class='found']/ul/li")
    assert shown[0] == f"omission a clause is missing {'长' * 59}…"
    assert len(shown) == 3
    assert _text(tree, "//div[@class='found']/details/summary") == ["2 more: leftover"]


def test_what_the_message_says_is_not_quoted_again(page: Document) -> None:
    issue = _text(_tree(page), "//*[@id='a1.s1']//li[@class='error']")
    assert issue == ["numbers 12.6万吨 is 126,000 tons 1.26 million tons"]

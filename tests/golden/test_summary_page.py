"""The summaries of the user's page, as a newsreader accepted them. A change is reviewed like code."""

from dataclasses import replace

from tests.places import PAGE
from tests.toy.summaries import summarize

from pxtranslate.articles.segment import segment
from pxtranslate.articles.split import split
from pxtranslate.config import Summaries
from pxtranslate.reading.inputs import find_inputs
from pxtranslate.reading.read import read
from pxtranslate.summaries.verify import problems

EXPECTED = {
    "萍乡鼓励群众家门口就业创业": [
        "日前，萍乡市政府出台了",
        "建立24小时重点企业",
        "截至目前，全市共组织",
    ],
    "全省首家企业法庭在萍乡成立": ["近日，一家为企业提供", "企业法庭将健全普惠式"],
    "精准服务“点对点”": ["老关镇坚持围绕“全面", "为辖区企业提供从项目"],
    "“一企一策”暖人心": ["浩然电子是一家生产锂", "从签约到投产，街道对", "2022年，企业扩建二"],
    "推行“四个论英雄” 萍乡产业转型升级迈出新步伐": [
        "去年以来，萍乡坚定不移",
        "为使受让企业尽快投入",
        "去年6月14日，方大",
    ],
    "外贸出口跨越200亿元大关": ["近日，萍乡海关召开新", "去年，萍乡海关出口整"],
    "水环境质量大改善": ["1月29日，生态环境", "萍乡市水环境质量大幅", "2022年，全市19"],
    "“园区办”与“小赣事”": ["深入开展“六减一优”", "江西新科环保股份有限", "去年以来，累计为企业"],
    "做优旅游平台 创新教育模式 安源区双轮驱动用好红色资源": [
        "去年以来，安源区坚持",
        "2022年，安源区红",
    ],
}


def test_every_summary_of_the_page_is_the_one_that_was_reviewed() -> None:
    """Nine articles; four captions have none; every sentence is borne out by its segments."""
    (item,) = find_inputs([PAGE])
    (document,) = summarize([segment(split(read(item)), 150)], Summaries(method="extract"))
    found = {}
    for article in document.articles:
        if article.summary is None:
            assert article.kind != "article"
            continue
        summary = article.summary
        found[summary.headline_zh] = summary.sentences
        for sentence in summary.sentences:
            assert not problems(replace(sentence, en=""), article.segments)
    assert found.keys() == EXPECTED.keys()
    for title, openings in EXPECTED.items():
        zh = [sentence.zh for sentence in found[title]]
        assert len(zh) == len(openings), (title, zh)
        for text, opening in zip(zh, openings, strict=True):
            assert text.startswith(opening), (title, text)

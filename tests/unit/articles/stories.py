"""Paragraphs of news that is made up, and what becomes of a page of them."""

from pxtranslate.articles.split import split
from pxtranslate.records import Article, Block, Document

MEETING = "昨日，全市防汛工作会议召开，会议强调要压实责任，确保人民群众生命财产安全，各县区负责人参加会议。"
DUTY = "会议要求，各级各部门要加强值班值守，及时排查水库、河道、山塘等重点部位的隐患，做好物资储备工作。"
TEA = "清明前后，高山茶园里一派繁忙景象，茶农们背着竹篓，忙着采摘今年的第一批春茶，脸上洋溢着笑容。"
YIELD = (
    "据了解，受暖冬天气影响，今年春茶产量预计比去年增长一成，茶农每亩增收约两千元，茶叶远销外地。"
)


def articles(text: str, blocks: tuple[Block, ...] = (), keep_order: bool = False) -> list[Article]:
    """The articles of a text."""
    document = Document("a.txt", "a", "", "utf-8", text, blocks)
    return list(split(document, keep_order).articles)


def lines(*parts: str) -> str:
    """A page of paragraphs."""
    return "\n\n".join(parts)


def shown(article: Article) -> list[tuple[str, str]]:
    """Role and text of each paragraph, the title first."""
    title = [("title", article.title.text)] if article.title else []
    return title + [(p.role, p.text) for p in article.paragraphs]

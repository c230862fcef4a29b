"""What belongs to a story though it stands outside its container: head, pictures, tables, the rest of it."""

import pytest
from tests.toy import files

from pxtranslate.reading.base import Limits, Parsed
from pxtranslate.reading.formats import html

LEAD, RAIN, LIBRARY = files.LEAD, files.RAIN, files.LIBRARY
TITLE, KICKER, SUBTITLE = "临江县粮食再获丰收", "上半年完成投资12.6亿元", "——种粮大户今年笑开颜"
WRITER, SITE = "记者 周立平 通讯员 何秀兰", "临江新闻网"
MENU = "<div class=nav><a href=/>首页</a> <a href=/n>新闻</a> <a href=/g>政务</a></div>"
LINKS = "<ul><li><a href=1>市区公交线路今起调整</a></li><li><a href=2>石桥镇举办丰收节活动</a></li></ul>"
STORY = f"<p>　　{LEAD}</p><p>　　{RAIN}</p><p>　　{LIBRARY}</p>"
TEXT = [(None, LEAD), (None, RAIN), (None, LIBRARY)]


def page(body: str, title: str = f"{TITLE}_县区_{SITE}", head: str = "") -> Parsed:
    """A page of this body, read."""
    whole = f"<html><head><meta charset=utf-8><title>{title}</title>{head}</head><body>{body}</body></html>"
    return html.parse(whole.encode(), Limits())


def seen(parsed: Parsed) -> list[tuple[str | None, str]]:
    """The blocks as role and text."""
    return [(block.role, block.text) for block in parsed.blocks]


HEADS = {
    "people": f"<div class=col><h3>{KICKER}</h3><h1>{TITLE}</h1><h4>{SUBTITLE}</h4><div>{WRITER}</div></div>",
    "blocks": f"<div class=hd><div class=yt>{KICKER}</div><h1>{TITLE}</h1><div>{SUBTITLE}</div><div>{WRITER}</div></div>",
    "loud": f"<div><div>{KICKER}</div><div style='font-size:30px'><b>{TITLE}</b></div><div>{SUBTITLE}</div><div>{WRITER}</div></div>",
    "table": f"<table><tr><td>{KICKER}</td></tr><tr><td><strong style='font-size:18pt'>{TITLE}</strong></td></tr>"
    f"<tr><td>{SUBTITLE}</td></tr><tr><td>{WRITER}</td></tr></table>",
    "font": f"<center><div>{KICKER}</div><p><font size=5>{TITLE}</font></p><div>{SUBTITLE}</div><div>{WRITER}</div></center>",
    "class": f"<div><p>{KICKER}</p><div class=article-title>{TITLE}</div><p>{SUBTITLE}</p><p>{WRITER}</p></div>",
}


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize(
    "title", ["《临江日报》数字报-2024年06月19日 第01版：要闻", f"{TITLE}-{SITE}"]
)
def test_the_head_of_a_story_outside_its_container(head: str, title: str) -> None:
    parsed = page(f"{MENU}{HEADS[head]}<div id=ozoom>{STORY}</div>{LINKS}", title)
    found = seen(parsed)
    assert found[:2] == [("title", TITLE), ("heading", KICKER)]
    assert [text for _, text in found[2:4]] == [SUBTITLE, WRITER]
    assert found[4:] == TEXT


@pytest.mark.parametrize(
    "logo",
    [
        f"<header><h1 class=logo><a href=/>{SITE}</a></h1></header>",
        f"<h1>{SITE}</h1>",
        f"<div class=top><h1>{SITE}</h1><h2>社会</h2></div>",
        "<h1>深度报道</h1>",
        f"<div style='font-size:40px'>{SITE}</div>",
    ],
)
@pytest.mark.parametrize("tag", ["h1", "h2", "h3", "div"])
@pytest.mark.parametrize("named", ["title", "og", "gov"])
def test_the_name_of_the_site_is_no_headline(logo: str, tag: str, named: str) -> None:
    heads = {
        "title": (f"{TITLE}-社会-{SITE}", ""),
        "og": (SITE, f"<meta property='og:title' content='{TITLE}_{SITE}'>"),
        "gov": ("临江县人民政府", f"<meta name=ArticleTitle content='{TITLE}'>"),
    }
    title, head = heads[named]
    parsed = page(f"{logo}{MENU}<div class=c><{tag}>{TITLE}</{tag}>{STORY}</div>", title, head)
    found = seen(parsed)
    assert found[0] == ("title", TITLE)
    assert ("title", SITE) not in found
    assert found[-3:] == TEXT


@pytest.mark.parametrize(
    "title", [SITE, "临江日报", "临江日报2024年6月19日 第02版", "正文", "", f"要闻-{SITE}"]
)
def test_a_page_called_only_by_its_site(title: str) -> None:
    assert seen(page(f"{MENU}<div class=c><h2>{TITLE}</h2>{STORY}</div>", title)) == [
        ("title", TITLE),
        *TEXT,
    ]


@pytest.mark.parametrize(
    "called", [f"{TITLE}_{SITE}", f"{TITLE}-县区-{SITE}", f"{SITE} | {TITLE}", TITLE]
)
def test_a_headline_that_only_the_page_is_called_by(called: str) -> None:
    assert seen(page(f"{MENU}<div class=c>{STORY}</div>", called))[0] == ("title", TITLE)


@pytest.mark.parametrize(
    "between",
    [
        "<div class=ad><a href=x>点击参加抽奖活动</a></div>",
        "<div class=pic><img src=a.jpg><span>农民在收割水稻 李萍 摄</span></div>",
        "<table><tr><td>早稻</td><td>3.2</td></tr></table>",
        "",
    ],
)
@pytest.mark.parametrize("most", [1, 2, 8])
def test_a_story_in_several_containers(between: str, most: int) -> None:
    first = f"<p>{LEAD}</p><p>{RAIN}</p>" * most
    parsed = page(
        f"<h1>{TITLE}</h1><div class=c>{first}</div>{between}<div class=c><p>{LIBRARY}</p></div>{LINKS}"
    )
    texts = [text for _, text in seen(parsed)]
    assert texts[0] == TITLE
    assert texts[-1] == LIBRARY
    assert len(texts) == 2 + 2 * most + (between.count("span") + between.count("tr>")) // 2


def test_a_lead_in_an_element_of_its_own() -> None:
    parsed = page(
        f"{MENU}<h1>{TITLE}</h1><div class=zy><b>摘要：</b>{LEAD}</div><div class=c><p>{RAIN}</p><p>{LIBRARY}</p></div>"
    )
    assert seen(parsed) == [("title", TITLE), (None, f"摘要：{LEAD}"), *TEXT[1:]]


def test_pictures_tables_and_editors_around_a_story() -> None:
    picture = "<div class=pic><img src=a.jpg><div class=txt>{}（李萍摄）</div></div>"
    table = "<div><table><tr><td>2023年<td>12.2<tr><td>2024年<td>12.6</table></div>"
    body = f"<h1>{TITLE}</h1>{picture.format('农民在收割水稻')}<div class=c>{STORY}</div>{table}"
    end = f"{picture.format('颗粒归仓的农场')}{LINKS}<div>责任编辑：李萍</div><div><img src=q><p>扫一扫关注临江发布</p></div>"
    assert seen(page(MENU + body + end)) == [
        ("title", TITLE),
        ("caption", "农民在收割水稻（李萍摄）"),
        *TEXT,
        (None, "2023年 | 12.2"),
        (None, "2024年 | 12.6"),
        ("caption", "颗粒归仓的农场（李萍摄）"),
        (None, "责任编辑：李萍"),
    ]


@pytest.mark.parametrize("tag", ["span", "em", "a", "i"])
def test_date_and_source_each_in_an_element_of_its_own(tag: str) -> None:
    told = "".join(
        f"<{tag}>{one}</{tag}>" for one in ("2024-06-19 08:12", "来源：临江日报", "周立平")
    )
    parsed = page(f"<h1>{TITLE}</h1><div class=info>{told}</div><div class=c>{STORY}</div>")
    if tag != "a":
        assert ("byline", "2024-06-19 08:12 来源：临江日报 周立平") in seen(parsed)


def test_a_story_that_stands_twice_on_its_page_for_two_kinds_of_screen() -> None:
    one = f"<h1>{TITLE}</h1><div class=c>{STORY}</div>"
    parsed = page(f"{MENU}<div class=pc>{one}</div><div class=mobile>{one}</div>")
    assert seen(parsed) == [("title", TITLE), *TEXT]
    assert "twice" in "".join(parsed.notes)


@pytest.mark.parametrize(
    "after",
    [
        f"{LINKS}<div class=x><p>本网转载的内容不代表本网观点，如有侵权请联系我们删除。</p></div>",
        f"<div><a href=1>石桥镇举办丰收节</a><p>{LIBRARY[:20]}，活动现场人头攒动。</p></div>",
        f"<div class=comments><p>{RAIN}</p></div>",
    ],
)
def test_what_follows_a_story_and_is_none_of_it(after: str) -> None:
    long = f"<p>{LEAD}</p><p>{RAIN}</p><p>{LIBRARY}</p>" * 4
    parsed = page(f"{MENU}<h1>{TITLE}</h1><div class=c>{long}</div>{after}")
    assert len(parsed.blocks) == 13


def test_places_each_a_link_are_text() -> None:
    line = "<p><a href=1>石桥镇</a>、<a href=2>柳林区</a>、<a href=3>东湖区</a></p>"
    assert (None, "石桥镇、柳林区、东湖区") in seen(
        page(f"<h1>{TITLE}</h1><div>{STORY}{line}</div>")
    )

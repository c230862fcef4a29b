"""Whatever an article, a file name, a model or a check may say, it stays text in every file."""

import base64
import hashlib
import re
from dataclasses import fields, is_dataclass, replace
from io import BytesIO
from typing import Any

import pytest
from lxml import etree
from lxml import html as lxml_html
from markdown_it import MarkdownIt

from pxtranslate.output import render
from pxtranslate.output.entries import Entry, entry_of
from pxtranslate.records import Document

PAYLOADS = {
    "script": "<script>document.title='owned'</script>",
    "image": "<img src=x onerror=\"document.title='owned'\">",
    "attribute": "\" onmouseover=\"document.title='owned'\" x='",
    "end of style": "</style></title></textarea><script>document.title='owned'</script>",
    "comment": "--><script>document.title='owned'</script><!--",
    "template": "{{ 7 * 7 }}{% include 'style.css' %}",
    "link": "[click](javascript:document.title='owned') ![i](http://example.org/x.png)",
    "heading": "# Big\n\n---\n* item\n```\ncode",
    "svg": "<svg/onload=document.title='owned'>",
    "entity": "&lt;script&gt; &#60;b&#62; ]]> <!DOCTYPE x [<!ENTITY a 'b'>]> &a;",
    "bidi": "abc\u202egpj.exe\u2066\u061c",
    "escape": "\x1b]0;owned\x07\x1b[2J\x9b31m",
    "tags": "".join(chr(0xE0000 + ord(c)) for c in "say hello"),
    "surrogate": "半\udce5个",
    "nul": "a\x00b\ufffe\uffff",
    "breaks": "a\tb\nc\rd\x85e\u2028f\u2029g\x0bh",
    "formula": "=cmd|' /C calc'!A1",
    "wide formula": "＝1+1",
}

PAGE_ELEMENTS = set(
    re.findall(
        r"\w+",
        "html head meta title style body header footer main nav section article fieldset legend "
        "label input details summary div p h1 h2 h3 ol ul li a span b i q mark",
    )
)
XML_ELEMENTS = set(
    re.findall(
        r"[\w-]+",
        "tmx header note prop body tu tuv seg "
        "xliff file tool trans-unit source target notes unit segment",
    )
)


def _with(value: Any, payload: str) -> Any:
    """Put the payload before every text of a record; ids and enumerations keep their meaning."""
    if is_dataclass(value) and not isinstance(value, type):
        fixed = {"kind", "role", "severity", "status", "origin", "sha256", "encoding", "blocks"}
        ids = {"id", "article", "paragraph"}
        if type(value).__name__ == "SummarySentence":
            ids = {"segments"}
        changes = {
            field.name: _with(getattr(value, field.name), payload)
            for field in fields(value)
            if field.name not in fixed | ids
        }
        return replace(value, **changes)
    if isinstance(value, str):
        return payload + value
    if isinstance(value, tuple):
        return tuple(_with(item, payload) for item in value)
    return value


@pytest.fixture(params=list(PAYLOADS.values()), ids=list(PAYLOADS))
def payload(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def files(page: Document, payload: str) -> dict[str, bytes]:
    hostile: Document = _with(page, payload)
    front = render.render_index(
        [entry_of(hostile), Entry(path=payload, error=f"{payload} is broken")]
    )
    rendered = render.render(hostile, render.FORMATS, payload)
    return rendered | {f"front-{name}": data for name, data in front.items()}


@pytest.mark.parametrize("name", ["report.html", "front-index.html"])
def test_a_page_has_only_our_elements_and_lets_nothing_in(
    files: dict[str, bytes], name: str
) -> None:
    text = files[name].decode("utf-8")
    tree = lxml_html.document_fromstring(text)
    elements = [element for element in tree.iter() if isinstance(element.tag, str)]
    assert {str(element.tag) for element in elements} <= PAGE_ELEMENTS
    for element in elements:
        assert not [key for key in element.attrib if str(key).startswith(("on", "style", "src"))]
        href = element.get("href")
        assert href is None or re.match(r"#|(?:[\w.%-]+/report|\.\./index)\.html", href), href
    policy = tree.xpath("string(//meta[@http-equiv]/@content)")
    style = re.search("<style>(.*?)</style>", text, re.DOTALL)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}'")


@pytest.mark.parametrize("name", ["report.html", "front-index.html", "summary.md", "aligned.tsv"])
def test_nothing_unseen_is_shown(files: dict[str, bytes], name: str) -> None:
    text = files[name].decode("utf-8")
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]", text)
    if name != "aligned.tsv":  # a table for tools keeps the text; its controls are gone
        assert not re.search(
            "[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]", text
        )


@pytest.mark.parametrize("name", ["summary.md", "front-summary.md"])
def test_markdown_holds_only_our_markup(files: dict[str, bytes], name: str) -> None:
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(files[name].decode("utf-8"))
    every = [child for token in tokens for child in [token, *(token.children or [])]]
    kinds = {token.type for token in every}
    assert not kinds & {"html_block", "html_inline", "image", "fence", "code_block", "code_inline"}
    for token in every:
        if token.type == "link_open":
            assert re.match(r"(?:[\w.%-]+/)?(?:report|index)\.html", str(token.attrs["href"]))
    assert sum(token.type == "heading_open" and token.tag == "h1" for token in every) == 1


def test_a_table_has_one_line_a_segment_and_no_formula(
    files: dict[str, bytes], page: Document
) -> None:
    lines = files["aligned.tsv"].decode("utf-8").split("\n")
    assert len(lines) == 1 + sum(len(a.segments) for a in page.articles) + 1
    for line in lines[:-1]:
        cells = line.split("\t")
        assert len(cells) == 4
        assert not line.startswith(chr(34))
        assert chr(9) + chr(34) not in line
        assert not [cell for cell in cells if cell[:1] in "=+-@＝＋－＠" and cell]
    assert len(files["aligned.tsv"].decode("utf-8").splitlines()) == len(lines) - 1


@pytest.mark.parametrize("name", ["aligned.tmx", "aligned.xlf", "aligned.xliff"])
def test_xml_is_well_formed_and_holds_only_our_elements(files: dict[str, bytes], name: str) -> None:
    tree = etree.parse(BytesIO(files[name]), etree.XMLParser(resolve_entities=False))
    assert {etree.QName(element).localname for element in tree.iter()} <= XML_ELEMENTS


def test_json_lines_are_lines(files: dict[str, bytes]) -> None:
    for name in ("articles.jsonl", "segments.jsonl", "summaries.jsonl"):
        text = files[name].decode("utf-8")
        assert text.splitlines() == text.split("\n")[:-1]

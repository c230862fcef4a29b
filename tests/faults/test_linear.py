"""A text may repeat anything as often as it likes: each stage's time grows with its length.

In CPU time of the process, so that a busy machine fails nothing. Pairs with thousands of figures a
side are not here: matching those is quadratic, and the budget of a pair ends it (decision 0095).
"""

import io
import json
import zipfile
from collections.abc import Callable
from contextlib import suppress
from html import escape

import pytest
from tests.toy import files
from tests.unit.reading.test_sheet import workbook

from pxtranslate.articles.segment import segment, sentences
from pxtranslate.articles.split import split
from pxtranslate.budget import Overdue, budget
from pxtranslate.checks.base import Pair
from pxtranslate.checks.run import run
from pxtranslate.config import Checks
from pxtranslate.errors import InputError
from pxtranslate.figures.rewrite import rewrite
from pxtranslate.mending.rules import repair
from pxtranslate.names.find import find
from pxtranslate.reading.base import Limits, one_line
from pxtranslate.reading.formats import (
    csv,
    docx,
    epub,
    html,
    jsonl,
    markdown,
    mhtml,
    odt,
    pairs,
    rtf,
    sheet,
    subtitles,
    tmx,
    xliff,
)
from pxtranslate.reading.formats import text as plain
from pxtranslate.records import Document

LENGTH = 20_000
SECONDS = 3.0
"""Twenty times what the slowest takes; the quadratic ones took minutes."""
NEWS = "全县今年新建道路3公里。县长王建国说：“真好。”\n\n"


def _document(text: str) -> Document:
    return Document(path="a.txt", name="a", sha256="", encoding="utf-8", text=text, blocks=())


STAGES: dict[str, Callable[[str], object]] = {
    "split": lambda text: segment(split(_document(NEWS + text)), 150),
    "sentences": lambda text: sentences(text, 150),
    "one_line": one_line,
    "rewrite": rewrite,
    "names": find,
    "source": lambda text: run(Pair(text, "The county built 3 km of roads."), Checks(), {}),
    "target": lambda text: run(Pair(NEWS, text), Checks(), {}),
    "repair": lambda text: repair(NEWS, text),
}
READERS: dict[str, Callable[[str], object]] = {
    "html": lambda text: html.parse(f"<body><p>{NEWS}{text}</body>".encode(), Limits()),
    "markdown": lambda text: markdown.parse(text.encode(), Limits()),
    "csv": lambda text: csv.parse(f"title,text\n{NEWS}{text}".encode(), Limits()),
    "text": lambda text: plain.parse(f"{NEWS}{text}".encode(), Limits()),
    "jsonl": lambda text: jsonl.parse(_json(text), Limits()),
    "subtitles": lambda text: subtitles.parse(f"{_CUE}{NEWS}{text}".encode(), Limits()),
    "pairs": lambda text: pairs.parse(f"zh\ten\n今天下雪。\t{text}".encode(), Limits()),
    "rtf": lambda text: rtf.parse(rb"{\rtf1\ansi\u20170 " + text.encode() + b"}", Limits()),
    "mhtml": lambda text: mhtml.parse(_whole_page(text), Limits()),
    "tmx": lambda text: tmx.parse(_tmx(text), Limits()),
    "tags of tmx": lambda text: tmx.parse(_tmx("", text), Limits()),
    "xliff": lambda text: xliff.parse(_xliff(text), Limits()),
    "tags of xliff": lambda text: xliff.parse(_xliff("", text), Limits()),
    "docx": lambda text: docx.parse(_word(text), Limits()),
    "odt": lambda text: odt.parse(_writer(text), Limits()),
    "xlsx": lambda text: sheet.parse(_sheet(text), Limits()),
    "epub": lambda text: epub.parse(files.epub([f"<p>{NEWS}{text}</p>"]), Limits()),
}
_CUE = "1\n00:00:01,000 --> 00:00:02,000\n"


def _json(text: str) -> bytes:
    return f'{{"text": {json.dumps(NEWS + text, ensure_ascii=False)}}}\n{text}\n'.encode()


def _whole_page(text: str) -> bytes:
    head = 'Content-Type: multipart/related; boundary="b"\n\n--b\nContent-Type: text/html\n\n'
    return f"MIME-Version: 1.0\n{head}<p>{NEWS}{text}\n--b--\n".encode()


def _tmx(text: str, tag: str = "") -> bytes:
    pair = f'<tuv xml:lang="zh"{tag}><seg>雪{text}</seg></tuv><tuv xml:lang="en"{tag}><seg{tag}/></tuv>'
    return f'<tmx version="1.4"><body><tu{tag}>{pair}</tu></body></tmx>'.encode()


def _xliff(text: str, tag: str = "") -> bytes:
    unit = f'<trans-unit id="1"{tag}><source>雪{text}</source><target{tag}/></trans-unit>'
    file = (
        f'<file source-language="zh" target-language="en" original="a"><body>{unit}</body></file>'
    )
    names = 'xmlns="urn:oasis:names:tc:xliff:document:1.2"'
    return f'<xliff {names} version="1.2">{file}</xliff>'.encode()


def _word(text: str) -> bytes:
    part = "word/document.xml"
    with zipfile.ZipFile(io.BytesIO(files.word())) as archive:
        members: dict[str, bytes | str] = {name: archive.read(name) for name in archive.namelist()}
        whole = archive.read(part).decode()
    return files.zipped(members | {part: whole.replace(files.LEAD, files.LEAD + _inside(text))})


def _writer(text: str) -> bytes:
    names = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "text")
    )
    body = f"<office:text><text:p>{NEWS}{_inside(text)}</text:p></office:text>"
    content = f"<office:document-content{names}><office:body>{body}</office:body>"
    content += "</office:document-content>"
    return files.zipped({"content.xml": content, "META-INF/manifest.xml": "<a/>"})


def _inside(text: str) -> str:
    return escape(text.replace("\0", ""))


def _sheet(text: str) -> bytes:
    lines = f"{NEWS}{text}".replace("\0", "").splitlines()
    rows: list[list[str | float]] = [[line] for line in ("text", *lines[:1_000])]
    return workbook(rows)


MARKS = (
    "<div>", "<b>", "<a href=x>", "<table><tr><td>", "<p>", "<br>", "<!--", "<", "</", "&", "&#x4e00", "<sup>1",
    ">", "> ", "\n>", "- ", "1. ", "*", "**a", "_", "`", "[", "![", "[a](", "](<", "|", "\n|-", "#", "\\", "~",
    '{"a":', "{", "}", "\\par ", "\\'b0", "\\u20170?", "{\\b ", ' a="b"', " a='", " ", "<ph/>", "<x/>雪", "]]>", "<![CDATA[",
    "=\n", "--b\n", '"', '"a",', ",", ";", "\t", "\n", "\r", "\x00", "---\n", "title:",
)  # fmt: skip
UNITS = (
    "记者", "本报记者 王伟 ", "…城市。记者", "城市", "县", "省江西", "百", "两", "0", "1", "“", "说：“", "（", "《的",
    "\t", " ", "\u3000", "\n ", "记\n\n", "据", "A.", "a", "a@", "_", "%", "...", "-", "/", "not ", "scarcely", "U.S. ",
)  # fmt: skip


@pytest.fixture(autouse=True, scope="module")
def _tables() -> None:
    """What is read once is not counted."""
    for stage in STAGES.values():
        stage(NEWS)


def _takes(stage: str, text: str) -> bool:
    """Whether a stage ends within its time."""
    try:
        with budget(SECONDS), suppress(InputError):
            (STAGES | READERS)[stage](text)
    except Overdue:
        return False
    return True


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize("stage", STAGES)
def test_repeats_take_time_by_their_length(stage: str) -> None:
    slow = [unit for unit in UNITS if not _takes(stage, unit * (LENGTH // len(unit)))]
    assert slow == []


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize("reader", READERS)
def test_marks_of_formats_do_too(reader: str) -> None:
    slow = [unit for unit in MARKS if not _takes(reader, unit * (LENGTH // len(unit)))]
    assert slow == []


@pytest.mark.parametrize("times", [60, 250])
def test_a_list_of_nothing_but_labels(times: int) -> None:
    assert _takes("split", "他去了城市。" + "记者" * times)
    assert _takes("split", "本报记者 王伟 " * times)


def test_a_budget_ends_what_does_not() -> None:
    def forever() -> None:
        while True:
            pass

    with pytest.raises(Overdue, match="took more than"), budget(0.05):
        forever()
    assert _takes("sentences", NEWS)  # and leaves no alarm behind

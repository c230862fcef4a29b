"""Write, then read: nothing changes but what a format cannot hold, and that is named."""

import csv
import io
import json
import re
import tempfile
from io import BytesIO
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from translate.storage import tmx as toolkit_tmx
from translate.storage import xliff as toolkit_xliff
from translate.storage import xliff2 as toolkit_xliff2

from pxtranslate.output import csv as csv_table
from pxtranslate.output import docx, jsonl, tmx, tsv, xliff, xlsx
from pxtranslate.output.elements import ENGLISH, chinese
from pxtranslate.output.pairs import read_pairs
from pxtranslate.records import Article, Document, Paragraph, Segment
from pxtranslate.text import count_not_xml, one_line, visible, xml

# Chinese, Latin, full-width, rare planes, and what breaks formats: controls, markup, separators.
_CHARACTERS = st.one_of(
    st.sampled_from("萍乡市的一二三。，“”《》（）…—·％１＝＋𠮷\u3000"),
    st.sampled_from("abc XYZ 0123456789.,'\"<>&=+-@|*_`[]#!$~\\/"),
    st.sampled_from("\t\n\r\x0b\x0c\x00\x1b\x7f\x85\x9b\u2028\u2029\u200b\u202e\ufeff\ufffe\udce5"),
    st.characters(),
)
_TEXT = st.text(_CHARACTERS, max_size=40)
_PAIRS = st.lists(st.tuples(_TEXT, st.none() | _TEXT), max_size=5)


def _document(pairs: list[tuple[str, str | None]]) -> Document:
    segments, at = [], 0
    for order, (source, target) in enumerate(pairs):
        segments.append(
            Segment(
                f"a1.s{order}",
                "a1",
                "a1.p1",
                order,
                source,
                ((at, at + len(source)),),
                target=target,
                status="ok" if target is not None else "failed",
            )
        )
        at += len(source)
    text = "".join(source for source, _ in pairs)
    paragraph = Paragraph("a1.p1", "body", text, ((0, len(text)),))
    article = Article("a1", "article", None, (paragraph,), segments=tuple(segments))
    return Document("a.txt", "a.txt", "00", "utf-8", text, articles=(article,))


def _read(name: str, data: bytes) -> list[tuple[str, str]]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        return [(source, target) for _, source, target in read_pairs(path)]


@given(_PAIRS)
def test_json_lines_hold_the_text_exactly(pairs: list[tuple[str, str | None]]) -> None:
    data = jsonl.lines(jsonl.segments_rows(_document(pairs)))
    rows = [json.loads(line) for line in data.decode("utf-8").splitlines()]
    assert [(row["source"], row["target"]) for row in rows] == pairs
    assert data == jsonl.lines(rows)


@given(_PAIRS.filter(lambda pairs: any(one_line(zh) or one_line(en or "") for zh, en in pairs)))
def test_a_table_reads_back_as_single_lines(pairs: list[tuple[str, str | None]]) -> None:
    data = tsv.render(_document(pairs))
    expected = [(one_line(zh), one_line(en or "")) for zh, en in pairs]
    assert data.decode("utf-8").count("\n") == len(pairs) + 1
    found = _read("a.tsv", data)
    wanted = [pair for pair in expected if any(pair)]
    assert len(found) == len(wanted)
    for pair, as_written in zip(found, wanted, strict=True):
        for cell, text in zip(pair, as_written, strict=True):
            assert " ".join(text.split()) in tsv.readings(cell) or cell == text


@given(_PAIRS)
def test_a_table_is_the_same_to_every_reader(pairs: list[tuple[str, str | None]]) -> None:
    """`cut`, Python's csv and pandas' parser (the same rules) cut it into the same cells."""
    text = tsv.render(_document(pairs)).decode("utf-8")
    cut = [line.split("\t") for line in text.split("\n")[:-1]]
    assert list(csv.reader(io.StringIO(text, newline=""), delimiter="\t")) == cut
    assert [len(cells) for cells in cut] == [4] * (len(pairs) + 1)


@settings(max_examples=60)
@given(_PAIRS)
def test_tmx_reads_back_by_us_and_by_others(pairs: list[tuple[str, str | None]]) -> None:
    document = _document(pairs)
    data = tmx.render(document, "px")
    expected = [(xml(zh), xml(en)) for zh, en in pairs if en and en.strip() and zh.strip()]
    zh, en = chinese(document), ENGLISH
    theirs = toolkit_tmx.tmxfile(BytesIO(data), sourcelanguage=zh, targetlanguage=en)
    assert [(u.source or "", u.target or "") for u in theirs.units] == expected
    if expected:
        assert _read("a.tmx", data) == expected
    lost = sum(count_not_xml(zh) + count_not_xml(en or "") for zh, en in pairs)
    assert (b"x-dropped-characters" in data) == (lost > 0)


@settings(max_examples=60)
@given(_PAIRS.filter(bool))
def test_xliff_reads_back_by_us_and_by_others(pairs: list[tuple[str, str | None]]) -> None:
    document = _document(pairs)
    expected = [(xml(zh), xml(en or "")) for zh, en in pairs]
    old, new = xliff.render_12(document, "px"), xliff.render_21(document, "px")
    assert _read("a.xlf", old) == expected
    assert _read("a.xliff", new) == expected
    theirs: Any = toolkit_xliff.xlifffile(BytesIO(old))  # untyped in its package
    assert [(u.source or "", u.target or "") for u in theirs.units] == expected
    newer = toolkit_xliff2.Xliff2File(BytesIO(new))
    assert [(u.source or "", u.target or "") for u in newer.units] == expected


@settings(max_examples=60)
@given(
    _PAIRS.filter(lambda pairs: any(xml(zh).strip() or xml(en or "").strip() for zh, en in pairs))
)
def test_a_workbook_reads_back_exactly(pairs: list[tuple[str, str | None]]) -> None:
    expected = [(xml(zh), xml(en or "")) for zh, en in pairs]
    found = _read("a.xlsx", xlsx.render(_document(pairs), "px"))
    assert found == [pair for pair in expected if any(map(str.strip, pair))]


@settings(max_examples=60)
@given(
    _PAIRS.filter(lambda pairs: any(xml(zh).strip() or xml(en or "").strip() for zh, en in pairs))
)
def test_a_word_file_reads_back_with_its_lines(pairs: list[tuple[str, str | None]]) -> None:
    lines = [tuple(re.sub("\r\n?", "\n", xml(text or "")) for text in pair) for pair in pairs]
    found = _read("a.docx", docx.render(_document(pairs), "px"))
    assert found == [pair for pair in lines if any(map(str.strip, pair))]


@given(_PAIRS.filter(lambda pairs: any(one_line(zh) or one_line(en or "") for zh, en in pairs)))
def test_a_csv_reads_back_as_single_lines(pairs: list[tuple[str, str | None]]) -> None:
    expected = [(one_line(zh), one_line(en or "")) for zh, en in pairs]
    found = _read("a.csv", csv_table.render(_document(pairs)))
    assert found == [pair for pair in expected if any(pair)]


@given(_TEXT)
def test_shown_text_is_one_line_and_shown_again_the_same(text: str) -> None:
    shown = visible(text)
    assert len(shown.splitlines()) <= 1
    assert visible(shown) == shown

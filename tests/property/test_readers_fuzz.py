"""Whatever the bytes, a reader gives blocks that lie in its text, or one InputError; no character
of a text format is lost."""

import contextlib
import io
import json
import re
import time
import zipfile
from importlib import import_module

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.toy import files

from pxtranslate.errors import InputError
from pxtranslate.reading import sandbox
from pxtranslate.reading.base import Limits, Parsed, Run, compose, one_line
from pxtranslate.reading.encoding import decode
from pxtranslate.reading.formats import FORMATS
from pxtranslate.reading.formats.columns import Line
from pxtranslate.reading.formats.layout import Page
from pxtranslate.reading.formats.layout import runs as layout_runs

SEEDS: dict[str, bytes] = files.every()
LIMITS = Limits(seconds=20)
CHINESE = st.text(
    st.one_of(
        st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5),
        st.sampled_from("，。！？“”《》（）、…—0123456789.%ABCabc \u3000\n𠮷€"),
    ),
    min_size=1,
)


@st.composite
def _mutated(draw: st.DrawFn, seed: bytes) -> bytes:
    """A valid file with a few bytes changed, cut out, doubled, put in or cut off."""
    data = bytearray(seed)
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, max(0, len(data) - 1)))
        what = draw(st.sampled_from(["set", "put", "cut", "double", "end"]))
        if what == "set" and data:
            data[at] = draw(st.integers(0, 255))
        elif what == "put":
            data[at:at] = draw(st.binary(max_size=8))
        elif what == "cut":
            del data[at : at + draw(st.integers(1, 64))]
        elif what == "double":
            data[at:at] = data[at : at + draw(st.integers(1, 64))]
        else:
            del data[at:]
    return bytes(data)


def _check(parsed: Parsed) -> None:
    end = 0
    for block in parsed.blocks:
        assert block.start >= end
        end = block.start + len(block.text)
        assert parsed.text[block.start : end] == block.text
        assert block.text.strip()
    json.dumps([parsed.text, *parsed.notes], ensure_ascii=False).encode()


def _parse(suffix: str, data: bytes) -> None:
    """Parse in this process, as the child would: InputError, or a parser's own exception."""
    reader = import_module(f"pxtranslate.reading.formats.{FORMATS[suffix].module}")
    before = time.monotonic()
    with contextlib.suppress(InputError):
        _check(reader.parse(data, LIMITS))
    assert time.monotonic() - before < LIMITS.seconds


def _parse_in_child(suffix: str, data: bytes) -> None:
    """A result or a reason, and neither a crash nor a hang."""
    try:
        _check(sandbox.parse(FORMATS[suffix].module, data, LIMITS))
    except InputError as error:
        reason = str(error)
    else:
        reason = ""
    assert not re.search("crash|given up|needs more", reason)


IN_PROCESS = [suffix for suffix in SEEDS if not FORMATS[suffix].child]
QUICK = settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
LONG = settings(max_examples=10_000, suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.parametrize("suffix", IN_PROCESS)
@given(st.data())
@QUICK
def test_readers_of_this_process_raise_nothing_else(suffix: str, data: st.DataObject) -> None:
    _parse(suffix, data.draw(_mutated(SEEDS[suffix])))


@pytest.mark.parametrize("suffix", [s for s in SEEDS if FORMATS[s].child])
@given(st.data())
@QUICK
def test_readers_of_the_child_end_in_a_result_or_a_reason(suffix: str, data: st.DataObject) -> None:
    _parse_in_child(suffix, data.draw(_mutated(SEEDS[suffix])))


@pytest.mark.parametrize(
    ("suffix", "member"),
    [
        (".docx", "word/document.xml"),
        (".docx", "word/styles.xml"),
        (".docx", "word/_rels/document.xml.rels"),
        (".epub", "OEBPS/p.opf"),
        (".epub", "OEBPS/c0.xhtml"),
    ],
)
@given(st.data())
@settings(QUICK, max_examples=60)
def test_changed_parts_of_sound_archives(suffix: str, member: str, data: st.DataObject) -> None:
    with zipfile.ZipFile(io.BytesIO(SEEDS[suffix])) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[member] = data.draw(_mutated(parts[member]))
    _parse_in_child(suffix, files.zipped(parts))


@pytest.mark.slow
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("suffix", SEEDS)
@given(st.data())
@LONG
def test_the_long_sweep(suffix: str, data: st.DataObject) -> None:
    changed = data.draw(_mutated(SEEDS[suffix]))
    (_parse_in_child if FORMATS[suffix].child else _parse)(suffix, changed)


@given(st.binary(max_size=400))
@QUICK
def test_any_bytes_are_text_or_an_input_error(data: bytes) -> None:
    for suffix in IN_PROCESS:
        _parse(suffix, data)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@given(CHINESE)
@QUICK
def test_no_character_is_lost_in_decoding(encoding: str, text: str) -> None:
    # A lead of plain Chinese: a few odd characters alone could be any encoding.
    whole = "县图书馆新馆正式开放，读者可凭身份证免费借阅。" + text
    assert decode(whole.encode(encoding)).text == whole


@given(st.lists(st.tuples(CHINESE, CHINESE), min_size=1, max_size=5))
@QUICK
def test_no_character_is_lost_in_rows(articles: list[tuple[str, str]]) -> None:
    lines = [json.dumps({"title": title, "content": text}) for title, text in articles]
    reader = import_module("pxtranslate.reading.formats.jsonl")
    expected = "".join("".join(title + text for title, text in articles).split())
    if expected:
        parsed: Parsed = reader.parse("\n".join(lines).encode(), LIMITS)
        _check(parsed)
        assert "".join(parsed.text.split()) == expected


@given(st.lists(CHINESE, max_size=8))
@QUICK
def test_composed_blocks_lie_in_their_text(texts: list[str]) -> None:
    parsed = compose([Run(text) for text in texts], "utf-8")
    _check(parsed)
    assert "".join(parsed.text.split()) == "".join("".join(texts).split())


@given(CHINESE)
@QUICK
def test_one_line_loses_nothing_but_space(text: str) -> None:
    assert "".join(one_line(text).split()) == "".join(text.split())
    assert "\n" not in one_line(text)


BOXES = st.builds(
    lambda text, x, y, size: Line(text, x, y, x + size * len(text), y + size, size),
    st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=20),
    st.floats(0, 500),
    st.floats(0, 800),
    st.sampled_from([8.0, 10.0, 10.0, 10.0, 24.0]),
)


@given(st.lists(BOXES, max_size=60, unique_by=lambda line: line.text), st.integers(1, 3))
@QUICK
def test_layout_keeps_every_line_once_however_they_lie(lines: list[Line], count: int) -> None:
    pages = [Page(tuple(lines[number::count]), 0, 800) for number in range(count)]
    runs, dropped = layout_runs(pages)
    seen = "".join(run.text for run in runs) + "".join(dropped)
    assert sorted(c for c in seen if c >= "\u4e00") == sorted("".join(line.text for line in lines))

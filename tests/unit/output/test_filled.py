"""A bilingual file comes back with its empty targets filled, and otherwise byte for byte.

Outside judges: translate-toolkit reads the XML, Python's csv the tables.
"""

import csv
import io
import re
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from tests.toy.bilingual import (
    ENGINE,
    MARK,
    TMX,
    TRADOS,
    VERSION_2,
    XLIFF,
    filled,
    theirs,
)
from tests.toy.engines import ToyEngine
from translate.storage import tmx as toolkit_tmx
from translate.storage import xliff as toolkit_xliff
from translate.storage import xliff2 as toolkit_xliff2

from pxtranslate.config import Memory, Settings
from pxtranslate.errors import InputError
from pxtranslate.output.pairs import read_pairs
from pxtranslate.pipeline import Observer
from pxtranslate.reading.formats import FILLED
from pxtranslate.reading.formats.slots import Edit, parsed
from pxtranslate.reading.formats.xliff import bilingual
from pxtranslate.reading.inputs import find_inputs
from pxtranslate.run import run

NEW = 'state="needs-review-translation" state-qualifier="mt-suggestion"'


def test_empty_targets_are_filled_and_nothing_else_changes(tmp_path: Path) -> None:
    wanted = XLIFF.replace(
        "12.6万吨。</source>\n",
        f"12.6万吨。</source>\n        <target {NEW}>Output reached 126,000 tons.</target>\n",
    )
    wanted = wanted.replace(
        "<target state = 'new'/>", f"<target {NEW}>It was held on June 20.</target>@"
    )
    wanted = wanted.replace("<target>今天下雨。</target>", f"<target {NEW}>It rains.</target>")
    wanted = wanted.replace(
        "<target></target>",
        f"<target {NEW}>The library opened. Readers &lt;may&gt; borrow &amp; read.</target>@",
    )
    found = filled(tmp_path, "a.xlf", XLIFF).decode()
    notes = re.findall(r"\s*<note [^<]*</note>", found)
    assert re.sub("@", "", wanted) == re.sub(r"\s*<note [^<]*</note>", "", found)
    assert 'annotates="target"' in notes[0]
    assert "dates: " in "".join(notes)


def test_a_file_without_empty_targets_comes_back_as_it_was(tmp_path: Path) -> None:
    done = re.sub(r"<target[^>]*/>|<target></target>", "<target>Done.</target>", XLIFF)
    done = done.replace("<target>今天下雨。</target>", "<target>Done.</target>")
    done = done.replace("12.6万吨。</source>", "12.6万吨。</source><target>Done.</target>")
    assert filled(tmp_path, "a.xlf", done) == done.encode()


@pytest.mark.parametrize("encoding", ["utf-16", "gb18030", "utf-8-sig"])
def test_the_file_keeps_its_encoding_and_line_ends(tmp_path: Path, encoding: str) -> None:
    name = encoding.removesuffix("-sig")
    text = XLIFF.replace("UTF-8", name).replace("\n", "\r\n")
    found = filled(tmp_path, "a.xlf", text.encode(encoding)).decode(encoding)
    assert "\r\n        <target " in found
    assert found.replace("\r\n", "").count("\n") == 0
    if encoding != "utf-8":
        units = theirs(toolkit_xliff.xlifffile, found.encode(encoding))
        assert units[0].target == "Output reached 126,000 tons."


@pytest.mark.parametrize(
    ("target", "wanted"),
    [
        (
            "",
            f'<target {NEW}><g id="1">{MARK}The library opened.</mrk></g> <x id="2"/>'
            '<mrk mtype="seg" mid="2">It rains.</mrk></target>',
        ),
        (
            f'<target><g id="1">{MARK}</mrk></g> <mrk mtype="seg" mid="2">Rain.</mrk></target>',
            f'<target><g id="1">{MARK}The library opened.</mrk></g>'
            ' <mrk mtype="seg" mid="2">Rain.</mrk></target>',
        ),
        (
            f"<target>{MARK}Open.</mrk></target>",
            f'<target>{MARK}Open.</mrk><mrk mtype="seg" mid="2">It rains.</mrk></target>',
        ),
    ],
)
def test_sentences_that_a_tool_marks_go_into_their_marks(
    tmp_path: Path, target: str, wanted: str
) -> None:
    found = filled(tmp_path, "a.sdlxliff", TRADOS % target).decode()
    assert re.sub(r"\n?<note [^<]*</note>", "", found).replace("\n<target", "<target") == (
        TRADOS % wanted
    )


LOCKED = [
    ("a.mqxliff", 'xmlns:t="MQXliff"', 't:locked="locked"'),
    ("a.mxliff", 'xmlns:t="http://www.memsource.com/mxlf/2.0"', 't:locked="true"'),
    ("a.xlf", "", 'translate="no"'),
]


@pytest.mark.parametrize(("name", "space", "lock"), LOCKED)
@pytest.mark.parametrize(
    "target", ["", "<target/>", "<target>今天下雨。</target>", "<target>A</target>"]
)
def test_what_is_locked_stays_as_it_is_and_is_told(
    tmp_path: Path, name: str, space: str, lock: str, target: str
) -> None:
    shut = f"<trans-unit id='2' {lock}><source>今天下雨。</source>{target}</trans-unit>"
    free = f"<trans-unit id='1' {lock}>".replace("locked=", "other=").replace("no", "yes")
    head = f"<xliff version='1.2' xmlns='urn:oasis:names:tc:xliff:document:1.2' {space}>"
    head += "<file source-language='zh' target-language='en' original='a' datatype='x'><body>"
    text = f"{head}{free}<source>会议召开。</source></trans-unit>{shut}</body></file></xliff>"
    found = filled(tmp_path, name, text, engine=ToyEngine()).decode()
    assert shut in found
    assert found.count("<target") == 1 + ("<target" in shut)
    assert "0 of 1 targets were there and are kept; left alone" in said(tmp_path)
    rows = list(read_pairs(tmp_path / "out" / "a" / f"translated{Path(name).suffix}"))
    told = "A" in shut and "locked" in lock
    assert len(rows) == 1 + told, "check finds no omission in what is to stay empty"


def said(folder: Path) -> str:
    """The report on the one input."""
    return (folder / "out" / "a" / "report.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("target", "wanted"),
    [
        (
            "",
            f'<target {NEW}><g id="1">{MARK}</mrk></g> <x id="2"/><mrk mtype="seg" mid="2">@</mrk></target>',
        ),
        (
            f"<target>{MARK}</mrk></target>",
            f'<target>{MARK}</mrk><mrk mtype="seg" mid="2">@</mrk></target>',
        ),
        (
            '<target><mrk mtype="seg" mid="2"/></target>',
            '<target><mrk mtype="seg" mid="2">@</mrk></target>',
        ),
        (
            f"<target>{MARK}Open.</mrk></target>",
            f'<target>{MARK}Open.</mrk><mrk mtype="seg" mid="2">@</mrk></target>',
        ),
    ],
)
def test_one_sentence_of_a_unit_may_be_locked(tmp_path: Path, target: str, wanted: str) -> None:
    shut = TRADOS.replace('<sdl:seg id="1"', '<sdl:seg id="1" conf="Draft" locked="true"')
    found = filled(tmp_path, "a.sdlxliff", shut % target).decode()
    found = re.sub(r"\n?<note [^<]*</note>", "", found).replace("\n<target", "<target")
    assert found == shut % wanted.replace("@", "It rains.")
    assert "left alone, as locked or not to be translated: 1 segment" in said(tmp_path)
    assert len(list(read_pairs(tmp_path / "out" / "a" / "translated.sdlxliff"))) == 1 + (
        "Open" in target
    )


def test_a_file_that_is_locked_as_a_whole_says_so() -> None:
    shut = re.sub('<sdl:seg id="."', r'\g<0> locked="true"', TRADOS) % ""
    with pytest.raises(InputError, match=r"no Chinese text .* translated: 2 segments"):
        parsed(bilingual(shut.encode()))


def test_version_2_has_its_notes_state_and_language_in_their_places(tmp_path: Path) -> None:
    data = filled(tmp_path, "a.xlf", VERSION_2)
    found = data.decode()
    assert 'srcLang="zh-CN" trgLang="en-US">' in found
    assert found.index("<notes><note ") < found.index("<segment")
    assert '<segment id="s1" state="translated" subState="px:machine">' in found
    assert '<target>It rains.<pc id="1"></pc></target>' in found
    first, _, *rest = theirs(toolkit_xliff2.Xliff2File, data)
    assert first.target == "It was held on June 20."
    assert [unit.target for unit in rest] == [None, None]
    (note,) = etree.fromstring(data).findall("{*}file/{*}unit/{*}notes/{*}note[@priority='1']")
    assert (note.text or "").startswith("dates: ")


def test_a_memory_gets_english_in_the_tag_it_uses(tmp_path: Path) -> None:
    data = filled(tmp_path, "a.tmx", TMX)
    new = '<tuv xml:lang="en-GB" creationid="pxtranslate"><seg>It was held on June 20.'
    assert f'\n  {new}<ph x="1">&lt;br&gt;</ph></seg></tuv>\n</tu>' in data.decode()
    pair = '<bpt i="1">&lt;b&gt;</bpt>GDP<ept i="1">&lt;/b&gt;</ept>'
    assert f"<seg>The {pair} grew.</seg>" in data.decode()
    units = theirs(toolkit_tmx.tmxfile, data)
    assert "Rain." in [unit.target for unit in units]
    assert "pxtranslate: dates:" in data.decode()


def test_a_table_gets_cells_as_its_other_cells_are(tmp_path: Path) -> None:
    text = 'id,zh,en,更多\r\n1,"会议于5月20日举行，""5月""。",,x\r\n2,今天下雨。,"Rain, rain.",y\r\n3,读者。\r\n'
    rows = list(csv.reader(io.StringIO(filled(tmp_path, "a.csv", text).decode(), newline="")))
    assert rows[0] == ["id", "zh", "en", "更多", "note"]
    assert rows[1][:4] == ["1", '会议于5月20日举行，"5月"。', "It was held on June 20.", "x"]
    assert "dates: " in rows[1][4]
    assert rows[2] == ["2", "今天下雨。", "Rain, rain.", "y"]
    assert rows[3][:3] == ["3", "读者。", "Readers <may> borrow & read."]


def test_a_table_whose_quotation_marks_are_its_own_keeps_them(tmp_path: Path) -> None:
    text = '今天"下雨"。\t\n"甲"与乙。\tA\n'
    assert filled(tmp_path, "a.tsv", text).decode() == text.replace("\t\n", "\tIt rains.\n")


def test_a_table_with_chinese_alone_gets_a_column(tmp_path: Path) -> None:
    assert (
        filled(tmp_path, "a.csv", "n;zh\n1;今天下雨。\n")
        == "n;zh;en\n1;今天下雨。;It rains.\n".encode()
    )


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        ("a.xlf", XLIFF.replace('"zh-CN"', '"ja"'), "from ja into en-GB"),
        ("a.xlf", XLIFF.replace("'en-GB'", '"de"'), "from zh-CN into de"),
        ("a.xlf", XLIFF.replace("</file>", ""), "line 18: not well-formed"),
        ("a.xlf", XLIFF.replace("total", "x").replace("召开", "&x;"), "entity"),
        ("a.tmx", '<!DOCTYPE tmx [<!ENTITY a "b">]>' + TMX[59:], "entity a"),
        ("a.tsv", "今天下雨。\n", "holds no pair"),
        ("a.csv", 'zh,en\n"今天下雨。,\n', "line 2: a quotation mark"),
    ],
)
def test_what_cannot_be_filled_says_why(tmp_path: Path, name: str, text: str, why: str) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    said: list[str] = []
    run(find_inputs([tmp_path / name]), tmp_path / "out", Settings(), ENGINE, Observer(said.append))
    assert why in "".join(said)


def test_her_memory_wins_over_the_model_and_the_file_over_her_memory(tmp_path: Path) -> None:
    memory = tmp_path / "her.tsv"
    memory.write_text(
        "zh\ten\n会议召开。\tNever.\n今天下雨。\tRain today.\n县图书馆开放。读者可借阅。\tOpen!\n",
        "utf-8",
    )
    mine = Settings(memory=Memory(tm=str(memory)))
    found = filled(tmp_path, "a.xlf", XLIFF, mine).decode()
    assert "It &quot;was&quot; held." in found
    assert '<target state="signed-off">Rain today.</target>' in found
    assert '<target state="signed-off">Open!</target>' in found
    assert "Output reached 126,000 tons." in found


def test_a_memory_that_cannot_be_read_ends_the_run(tmp_path: Path) -> None:
    mine = Settings(memory=Memory(tm=str(tmp_path / "none.tmx")))
    with pytest.raises(InputError, match=r"none\.tmx"):
        filled(tmp_path, "a.xlf", XLIFF, mine)


_TEXT = st.text(st.sampled_from("中国经济增长3.2%，。GDP <>&'\"\n"), min_size=1, max_size=12)
_SPACE = st.sampled_from(["", " ", "\n", "\r\n\t"])


@st.composite
def units(draw: st.DrawFn) -> tuple[str, bool]:
    """A unit written one of many ways, and whether it is to stay as it is."""
    q, s = draw(st.sampled_from("'\"")), draw(_SPACE)
    source = draw(_TEXT).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    source = f"今{source}"
    if draw(st.booleans()):
        source = f'{source[:2]}<x id="1"/>{source[2:]}'
        source = source if not re.search("&[^;]*<x", source) else source.replace('<x id="1"/>', "")
    done = draw(st.booleans())
    target = (
        "<target>Done &#38; so.</target>"
        if done
        else draw(
            st.sampled_from(
                ["", "<target/>", f"<target {s}></target>", f"<target state={q}new{q}/>"]
            )
        )
    )
    lock = draw(st.sampled_from(["", "", " xmlns:t='urn:t' t:locked='true'", " translate='no'"]))
    extra = draw(st.sampled_from(["", "<note>&quot;</note>", "<!-- x -->", "<x:y xmlns:x='u'/>"]))
    return (
        f"<trans-unit{s or ' '}id={q}1{q}{lock}>{s}<source>{source}</source>{target}{extra}{s}</trans-unit>",
        done or bool(lock),
    )


@settings(max_examples=25)
@given(st.lists(units(), min_size=1, max_size=4))
def test_units_that_have_a_target_or_are_locked_are_never_touched(
    tmp_path_factory: pytest.TempPathFactory, given_: list[tuple[str, bool]]
) -> None:
    head = '<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2"><file source-language="zh" target-language="en" original="a" datatype="x"><body>'
    text = head + "".join(unit for unit, _ in given_) + "</body></file></xliff>"
    try:
        parsed(bilingual(text.encode()))
    except InputError:
        assert all(done for _, done in given_), "nothing to read, nothing to fill"
        return
    data = filled(tmp_path_factory.mktemp("x"), "a.xlf", text, engine=ToyEngine())
    found = re.findall(r"(?s)<trans-unit.*?</trans-unit>", data.decode())
    assert data.decode().startswith(head)
    for (unit, done), now in zip(given_, found, strict=True):
        assert (unit == now) == done
    for (_, done), before, after in zip(
        given_,
        theirs(toolkit_xliff.xlifffile, text.encode()),
        theirs(toolkit_xliff.xlifffile, data),
        strict=True,
    ):
        assert after.source == before.source
        assert after.target or done


SEEDS = {
    "a.xlf": XLIFF,
    "a.sdlxliff": TRADOS % f"<target>{MARK}Open.</mrk></target>",
    "b.xlf": VERSION_2,
    "a.tmx": TMX,
    "a.tsv": 'zh\ten\n今天"下雨"。\t\n你好。\tHi.\n',
    "a.csv": 'id,zh,en\r\n1,"今,""天""。",\r\n2,你好。,Hi.\r\n',
}


@pytest.mark.parametrize("name", SEEDS)
@settings(max_examples=40)
@given(st.data())
def test_whatever_the_bytes_a_file_is_refused_or_filled_in_place(
    name: str, data: st.DataObject
) -> None:
    changed = bytearray(SEEDS[name].encode())
    for _ in range(data.draw(st.integers(0, 3))):
        at = data.draw(st.integers(0, len(changed) - 1))
        changed[at : at + data.draw(st.integers(0, 9))] = data.draw(st.binary(max_size=4))
    original = bytes(changed)
    reader = import_module(f"pxtranslate.reading.formats.{FILLED[Path(name).suffix]}").bilingual
    try:
        file = reader(original)
    except InputError:
        return
    assert file.written([]) == original
    empty = [slot for slot in file.slots if not slot.target]
    edits = [Edit(slot.start, slot.end, slot.before + b"Filled" + slot.after) for slot in empty]
    tags = [slot.state for slot in empty if slot.state]
    again = reader(file.written([*tags, *edits])).slots
    assert [slot.source for slot in again] == [slot.source for slot in file.slots]
    assert [slot.target for slot in again] == [slot.target or "Filled" for slot in file.slots]

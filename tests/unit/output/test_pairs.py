"""Any bilingual file is read back with the lines a person would look at, or says what is wrong."""

from pathlib import Path

import pytest

from pxtranslate.errors import InputError
from pxtranslate.output.pairs import read_pairs


def _pairs(tmp_path: Path, name: str, text: str | bytes) -> list[tuple[int, str, str]]:
    path = tmp_path / name
    path.write_bytes(text.encode("utf-8") if isinstance(text, str) else text)
    return list(read_pairs(path))


def test_a_header_row_counts_as_line_one(tmp_path: Path) -> None:
    assert _pairs(tmp_path, "a.tsv", "zh\ten\n一\tone\n二\ttwo\textra\n") == [
        (2, "一", "one"),
        (3, "二", "two"),
    ]


def test_a_table_without_header_starts_at_line_one(tmp_path: Path) -> None:
    assert _pairs(tmp_path, "a.tsv", "一\tone\r\n\n二\t\n三\n") == [
        (1, "一", "one"),
        (3, "二", ""),
        (4, "三", ""),
    ]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_what_spreadsheets_save_is_read(tmp_path: Path, encoding: str) -> None:
    assert _pairs(tmp_path, "a.tsv", "zh\ten\n一\tone\n".encode(encoding)) == [(2, "一", "one")]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "gb18030", "big5", "utf-16-le", "utf-16-be", "utf-8-sig"]
)
def test_tables_in_any_chinese_encoding(tmp_path: Path, encoding: str) -> None:
    rows = "".join(f"第{n}次會議於五月二十日舉行。\tMeeting {n} was held.\n" for n in range(9))
    found = _pairs(tmp_path, "a.tsv", rows.encode(encoding))
    assert found[8] == (9, "第8次會議於五月二十日舉行。", "Meeting 8 was held.")


def test_separators_inside_a_cell_do_not_split_it(tmp_path: Path) -> None:
    assert _pairs(tmp_path, "a.tsv", "一\u2028二\x85\tone\n") == [(1, "一\u2028二\x85", "one")]


@pytest.mark.parametrize(
    "row",
    [
        '{"source": "一", "target": "one", "id": "s1"}',
        '{"zh": "一", "en": "one"}',
        '{"translation": {"en": "one", "zh": "一"}}',
    ],
)
def test_json_lines_of_several_makes(tmp_path: Path, row: str) -> None:
    assert _pairs(tmp_path, "a.jsonl", f"\n{row}\n") == [(2, "一", "one")]


def test_a_failed_segment_has_an_empty_target(tmp_path: Path) -> None:
    row = '{"source": "一", "target": null, "status": "failed"}'
    assert _pairs(tmp_path, "a.jsonl", row) == [(1, "一", "")]


TMX = """<?xml version="1.0"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4"><header/><body>
<tu><tuv xml:lang="EN-US"><seg>a <hi>bold</hi> <ph>{1}</ph>word</seg></tuv>
<tuv xml:lang="zh-Hans-CN"><seg>一<bpt i="1">&lt;b&gt;</bpt>个<ept i="1"/>词</seg></tuv></tu>
<tu><tuv lang="zh"><seg>二</seg></tuv><tuv lang="de"><seg>zwei</seg></tuv></tu>
<tu><tuv xml:lang="fr"><seg>trois</seg></tuv></tu>
</body></tmx>"""


def test_tmx_from_elsewhere(tmp_path: Path) -> None:
    assert _pairs(tmp_path, "a.tmx", TMX) == [(4, "一个词", "a bold word"), (6, "二", "")]


@pytest.mark.parametrize(
    "tag", ["zh", "zh_CN", "ZH-TW", "zh-Hans-CN", "zho", "chi", "cmn-Hans", "zh-cmn-Hans-CN"]
)
@pytest.mark.parametrize("english", ["en", "en_US", "EN-GB", "eng", "en-Latn-US"])
def test_language_tags_as_tools_write_them(tmp_path: Path, tag: str, english: str) -> None:
    text = (
        f'<tmx version="1.4"><header/><body><tu><tuv xml:lang="{english}"><seg>one</seg></tuv>'
        f'<tuv xml:lang="{tag}"><seg>一</seg></tuv></tu></body></tmx>'
    )
    assert _pairs(tmp_path, "a.tmx", text) == [(1, "一", "one")]


XLIFF = """<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
<file original="a" source-language="zh-CN" target-language="en" datatype="plaintext"><body>
<group><trans-unit id="1"><source>一<g id="1">个</g><x id="2"/></source>
<target>one<mrk mtype="seg">!</mrk></target>
<alt-trans><source>别</source><target>other</target></alt-trans></trans-unit></group>
<trans-unit id="2"><source>二</source></trans-unit>
</body></file></xliff>"""


def test_xliff_from_elsewhere(tmp_path: Path) -> None:
    assert _pairs(tmp_path, "a.xlf", XLIFF) == [(3, "一个", "one!"), (6, "二", "")]


SDLXLIFF = """\ufeff<?xml version="1.0" encoding="utf-8"?>
<xliff xmlns:sdl="http://sdl.com/FileTypes/SdlXliff/1.0" version="1.2"
 xmlns="urn:oasis:names:tc:xliff:document:1.2"><file original="a" datatype="x" source-language="zh-CN"
 target-language="en-US"><body><group>
<trans-unit id="1"><source><g id="3">一。二。三。</g></source><seg-source><g id="3"><mrk mtype="seg"
 mid="1">一。</mrk><mrk mtype="seg" mid="2">二<x id="9"/>。</mrk><mrk mtype="seg" mid="3">三。</mrk></g></seg-source>
<target><g id="3"><mrk mtype="seg" mid="3">Three.</mrk> <mrk mtype="seg" mid="1">One.</mrk><mrk mtype="seg"
 mid="2"/></g></target></trans-unit></group>
<trans-unit id="2" translate="no"><source>编号107</source></trans-unit>
<group translate="no"><trans-unit id="3"><source>编号108</source></trans-unit>
<trans-unit id="4" translate="yes"><source>四</source><target>four</target></trans-unit></group>
</body></file></xliff>"""


@pytest.mark.parametrize("ending", ["sdlxliff", "mqxliff", "xlf"])
def test_sentences_marked_in_a_unit_and_text_not_to_be_translated(
    tmp_path: Path, ending: str
) -> None:
    assert [pair[1:] for pair in _pairs(tmp_path, f"a.{ending}", SDLXLIFF)] == [
        ("一。", "One."),
        ("二。", ""),
        ("三。", "Three."),
        ("四", "four"),
    ]


def test_a_file_from_english_into_chinese_is_turned_round(tmp_path: Path) -> None:
    text = XLIFF.replace("zh-CN", "x").replace('"en"', '"zh-CN"').replace('"x"', '"en"', 1)
    assert _pairs(tmp_path, "a.xlf", text)[0] == (3, "one!", "一个")


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("a.pdf", "", "not a bilingual file by its name"),
        ("a.docx", "", r"a\.docx: damaged or no Word document"),
        ("a.tsv", "", "no line has a tab"),
        ("a.tsv", "只有一列\n", "no line has a tab"),
        ("a.tsv", "zh\ten\n", "holds no pair"),
        ("a.tsv", bytes(range(256)) * 9, "is not text in any encoding"),
        ("a.jsonl", ("{}\n" * 30_000).encode() + b"\xff", r"a\.jsonl:1: no text"),
        ("a.jsonl", '{"zh": "一"}\nnot json\n', r"a\.jsonl:2: not JSON"),
        ("a.jsonl", '{"text": "一"}\n', r'a\.jsonl:1: no text under "source"'),
        ("a.jsonl", "[1, 2]\n", r"a\.jsonl:1: no text"),
        ("a.tmx", TMX[:250], r"a\.tmx:\d+: not well-formed XML"),
        ("a.tmx", "", "not well-formed XML"),
        ("a.xlf", "<xliff/>", "holds no pair"),
    ],
)
def test_a_bad_file_says_where_and_what(
    tmp_path: Path, name: str, text: str | bytes, says: str
) -> None:
    with pytest.raises(InputError, match=says) as caught:
        _pairs(tmp_path, name, text)
    assert "\n" not in str(caught.value)


def test_a_missing_file_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        list(read_pairs(tmp_path / "gone.tsv"))


def test_entities_are_neither_expanded_nor_fetched(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret")
    for entity in (
        '<!ENTITY a "aaaa">',
        f'<!ENTITY a SYSTEM "file://{tmp_path}/secret">',
        '<!ENTITY b "bbbb"><!ENTITY a "&b;&b;&b;">',
    ):
        text = TMX.replace('SYSTEM "tmx14.dtd"', f"[{entity}]").replace("二", "&a;")
        with pytest.raises(InputError, match=r"entity|not well-formed"):
            _pairs(tmp_path, "a.tmx", text)


def test_a_long_memory_is_read_in_little_time_with_its_lines(tmp_path: Path) -> None:
    unit = '<tu><tuv xml:lang="zh"><seg>一</seg></tuv><tuv xml:lang="en"><seg>1</seg></tuv></tu>\n'
    text = f'<tmx version="1.4"><header/><body>\n{unit * 70_000}</body></tmx>'
    pairs = _pairs(tmp_path, "a.tmx", text)
    assert len(pairs) == 70_000
    assert pairs[69_999][0] == 70_001

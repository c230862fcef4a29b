"""Which encoding a text is in, and what is noted of it."""

import codecs
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pxtranslate.errors import InputError
from pxtranslate.reading.encoding import Decoded, decode
from pxtranslate.reading.inputs import find_inputs
from pxtranslate.reading.mojibake import suspect
from pxtranslate.reading.read import read
from pxtranslate.records import Document

# Our own sentences: plain news, rare characters in names, Latin and figures between, few of each.
SIMPLIFIED = [
    "县图书馆新馆开门迎客，藏书9万册。",
    "记者日前从临江县农业农村局获悉，今年全县粮食总产量达12.6万吨，比上年增长3.2%。",
    "李堃、喆琳和赵翀出席；镕基路、洺河桥同日通车。",
    "“5G+AI”平台上线，GDP同比增长6.1%，PM2.5平均浓度为33微克/立方米。",
    "（王小明　陈静）",
    "图为农民在田间收割水稻。周红摄",
    "Apple、Google等企业参展，总投资达3.5亿元。",
    "贛州、萍乡两市",
]
TRADITIONAL = [
    "縣圖書館新館開門迎客，藏書9萬冊。",
    "記者日前從臨江縣農業農村局獲悉，今年全縣糧食總產量達12.6萬噸，比上年增長3.2%。",
    "香港中環一帶的茶餐廳上午陸續開門，街坊排隊買菠蘿包。",
    "「5G+AI」平台上線，GDP同比增長6.1%。",
    "（王小明　陳靜）",
]
# Characters that only the Hong Kong supplement of Big5 has.
CANTONESE = ["佢哋喺深水埗嘅茶餐廳食嘢，啲細路喺度玩。", "鰂魚涌、𨋢口同埋㗎啡，乜嘢都有。"]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", SIMPLIFIED + TRADITIONAL)
def test_each_sentence_alone_is_read_right(text: str, encoding: str) -> None:
    decoded = decode(text.encode(encoding))
    assert (decoded.text, decoded.encoding, decoded.notes) == (text, encoding, ())


@pytest.mark.parametrize("text", TRADITIONAL + CANTONESE)
def test_big5_with_its_hong_kong_supplement(text: str) -> None:
    decoded = decode(text.encode("big5hkscs"))
    assert (decoded.text, decoded.encoding) == (text, "big5hkscs")


@pytest.mark.parametrize("text", SIMPLIFIED + TRADITIONAL + CANTONESE)
def test_four_bytes_of_gb18030_are_no_trouble(text: str) -> None:
    rare = text + "𠮷野家、䶮先生"
    assert decode(rare.encode("gb18030")).text == rare


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
        ("\ufeff".encode("gb18030"), "gb18030"),
    ],
)
def test_a_byte_order_mark_decides_and_goes(mark: bytes, encoding: str) -> None:
    decoded = decode(mark + "新闻\ufeff一".encode(encoding))
    assert (decoded.text, decoded.encoding) == ("新闻一", encoding)


def test_pairs_that_are_valid_utf8_by_chance_are_still_chinese() -> None:
    assert decode("一些".encode("gb18030")).text == "一些"


def test_the_euro_sign_of_windows() -> None:
    data = "每吨".encode("gbk") + b"\x80" + "300元".encode("gbk")
    decoded = decode(data)
    assert (decoded.text, decoded.encoding) == ("每吨€300元", "cp936")
    plain = "每吨€300元，共三個。"
    assert b"\x80" in plain.encode("gb18030")  # second byte of the last character
    assert decode(plain.encode("gb18030")) == Decoded(plain, "gb18030", ())


def test_mostly_english_text_does_not_mislead() -> None:
    text = "The quick brown fox jumps over the lazy dog. " * 20 + "新闻 " + "Lorem ipsum. " * 20
    for encoding in ("gb18030", "big5hkscs", "utf-16-le"):
        assert decode(text.replace("闻", "聞").encode(encoding)).text == text.replace("闻", "聞")


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le"])
def test_a_text_cut_off_inside_a_character_is_read_with_a_note(encoding: str) -> None:
    decoded = decode("".join(SIMPLIFIED).encode(encoding)[:-1])
    assert decoded.encoding == encoding
    assert decoded.text == "".join(SIMPLIFIED)[:-1] + "\ufffd"
    assert decoded.notes == ("1 damaged character shown as \ufffd",)


def test_a_few_damaged_bytes_do_not_change_the_encoding() -> None:
    for encoding in ("utf-8", "gb18030", "big5hkscs"):
        data = bytearray(("".join(TRADITIONAL) * 4).encode(encoding))
        data[30] = 0xFF
        decoded = decode(bytes(data))
        assert decoded.encoding == encoding
        assert "damaged character" in decoded.notes[0]


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_line_ends_become_one_kind(end: str) -> None:
    assert decode(f"一{end}{end}二{end}".encode()).text == "一\n\n二\n"


@pytest.mark.parametrize(
    "data",
    [
        bytes(range(256)) * 8,
        b"\x7fELF\x02\x01\x01" + bytes(200),
        b"\x89PNG\r\n\x1a\n" + bytes(range(128, 256)) * 9,
        bytes(1000),
    ],
)
def test_binary_is_refused(data: bytes) -> None:
    with pytest.raises(InputError, match="is not text in any encoding we know"):
        decode(data)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5hkscs", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("times", [1, 40])
def test_a_text_that_fills_its_block_with_nuls_is_sound(encoding: str, times: int) -> None:
    text = f"{TRADITIONAL[0]}\n" * times
    data = text.encode(encoding)
    decoded = decode(data + bytes(4096 - len(data) % 4096))
    assert (decoded.text, decoded.encoding) == (text, encoding)
    assert len(decoded.notes) == 1
    assert "NUL bytes at the end left out" in decoded.notes[0]


def test_what_cannot_be_carried_is_shown_and_counted() -> None:
    news = "".join(SIMPLIFIED)
    decoded = decode(f"{news}\0乙\u202e戊\x1b[31m己".encode() + b"\xed\xa0\x80")
    assert decoded.text == f"{news}\ufffd乙\u202e戊\x1b[31m己\ufffd\ufffd\ufffd"
    assert decoded.notes[1:] == (
        "1 NUL byte shown as \ufffd",
        "1 bidirectional control character in the text",
        "1 control character in the text",
    )


def _read(folder: Path, data: bytes) -> Document:
    (folder / "a.txt").write_bytes(data)
    (item,) = find_inputs([folder])
    return read(item)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", r"is empty \(0 bytes\)"),
        (" \n\u3000\r\n".encode(), "holds no text but space"),
        (b"Only English here.", "holds no Chinese text: 0 of its 15 letters are Chinese"),
        (
            "A long English story that only names 北京 once and nothing else. ".encode() * 3,
            "holds no Chinese text: 6 of",
        ),
        ("東京都は新しい図書館を開きました。".encode(), "looks Japanese"),
        ("서울시는 오늘 발표했다".encode(), "holds no Chinese text"),
        ("县图书馆新馆".encode().decode("latin-1").encode(), "looks like UTF-8 text that was read"),
    ],
)
def test_what_holds_no_chinese_is_an_error_that_names_the_file(
    tmp_path: Path, data: bytes, reason: str
) -> None:
    with pytest.raises(InputError, match=rf"a\.txt: .*{reason}"):
        _read(tmp_path, data)


@pytest.mark.parametrize(
    ("seen", "really"),
    [("gb18030", "utf-8"), ("latin-1", "utf-8"), ("latin-1", "gb18030"), ("gb18030", "big5hkscs")],
)
def test_mojibake_is_reported_and_left_as_it_is(tmp_path: Path, seen: str, really: str) -> None:
    broken = TRADITIONAL[1].encode(really).decode(seen, "replace")
    document = _read(tmp_path, f"{SIMPLIFIED[1]}\n{broken}\n".encode())
    assert document.text == f"{SIMPLIFIED[1]}\n{broken}\n"
    assert any(note.startswith("mojibake: line 2 looks like") for note in document.notes)


def test_no_sound_text_is_called_mojibake() -> None:
    for line in SIMPLIFIED + TRADITIONAL + CANTONESE:
        assert suspect(line) is None


@pytest.mark.parametrize(
    "line",
    [
        "快来看👨\u200d👩\u200d👧\u200d👦！东湖荷花开了🌸🌸",
        "👉地址：滨湖路88号🚌乘18路可达☎\ufe0f",
        "🎉🎉🎉免费👍🏻！✅❤\ufe0f💐☀⭐",
        "🏴\U000e0067\U000e0062\U000e007f英国队1\ufe0f\u20e3比0🇨🇳",
    ],
)
def test_emoji_are_no_mojibake(line: str) -> None:
    assert suspect(line) is None
    broken = TRADITIONAL[1].encode().decode("gb18030", "replace")
    assert suspect(f"{line}\n{broken}🎉") is not None


def test_characters_lost_earlier_are_noted(tmp_path: Path) -> None:
    assert any("lost" in note for note in _read(tmp_path, "新闻锟斤拷内容很重要".encode()).notes)
    assert any("lost" in note for note in _read(tmp_path, "新闻\ufffd内容".encode()).notes)


def test_offsets_of_plain_text_are_those_of_the_decoded_text(tmp_path: Path) -> None:
    document = _read(tmp_path, "\ufeff标题\r\n\r\n正文𠮷一\r\n".encode("utf-16-le"))
    assert document.text == "标题\n\n正文𠮷一\n"
    assert document.blocks == ()
    assert document.encoding == "utf-16-le"


MIXED = ("清河水库提前完工", "记者 周立平", "6月18日，水库总投资12.6亿元。", "", "Tel 96196")


@pytest.mark.parametrize("others", [{0}, {2}, {1, 2}, {0, 2}, {7, 8, 9}, {19, 17}])
@pytest.mark.parametrize("most", ["utf-8", "gb18030"])
@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_each_line_is_read_as_what_it_is(
    others: set[int], most: str, end: bytes, mark: bytes
) -> None:
    lines = MIXED * 4
    other = "gb18030" if most == "utf-8" else "utf-8"
    data = end.join(line.encode(other if n in others else most) for n, line in enumerate(lines))
    found = decode(mark + data)
    assert found.text == "\n".join(lines)
    assert found.encoding == most
    first = next(n for n in sorted(others) if not lines[n].isascii())
    assert f"read as {other}, not {most}: line" in found.notes[0]
    assert f" {first + 1}" in found.notes[0]


@given(st.lists(st.sampled_from(["utf-8", "gb18030"]), min_size=2, max_size=30))
def test_a_file_of_lines_pasted_from_everywhere(kinds: list[str]) -> None:
    line = "清河水库除险加固工程提前47天完工，惠及11个乡镇。"
    assert decode(b"\n".join(line.encode(kind) for kind in kinds)).text == "\n".join(
        line for _ in kinds
    )


def test_a_line_that_fits_neither_encoding_is_named() -> None:
    good, pasted = "清河水库除险加固工程提前完工。\n" * 20, "市区8条公交线路今起调整。\n"
    damaged = "男子高空抛物获刑八个月。".encode()[1:] + b"\xff\xff\n"
    found = decode(good.encode() + pasted.encode("gb18030") + damaged)
    assert pasted in found.text
    assert "line 21" in found.notes[0]
    assert "may be wrong" in found.notes[1]
    assert "line 22" in found.notes[1]

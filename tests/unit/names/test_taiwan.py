"""Syllables as Taiwan spells them."""

import pytest

from pxtranslate.names.taiwan import wade_giles


@pytest.mark.parametrize(
    ("pinyin", "spelt"),
    [
        ("guo", "kuo"),
        ("shuo", "shuo"),
        ("luo", "lo"),
        ("zhuo", "cho"),
        ("zhe", "che"),
        ("ge", "ko"),
        ("he", "ho"),
        ("de", "te"),
        ("xiong", "hsiung"),
        ("rong", "jung"),
        ("gui", "kuei"),
        ("hui", "hui"),
        ("jian", "chien"),
        ("xie", "hsieh"),
        ("xue", "hsueh"),
        ("you", "yu"),
        ("yi", "i"),
        ("shi", "shih"),
        ("zi", "tzu"),
        ("cai", "tsai"),
        ("bing", "ping"),
        ("lin", "lin"),
    ],
)
def test_a_syllable_as_taiwan_spells_it(pinyin: str, spelt: str) -> None:
    assert wade_giles(pinyin) == spelt

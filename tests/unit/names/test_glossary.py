"""The user's glossary: three formats, errors by line, matching, suggestions, and its commands."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from pxtranslate.cli import app
from pxtranslate.errors import ConfigError
from pxtranslate.names.glossary import Entry, Glossary, load
from pxtranslate.names.suggest import suggest

TBX = """<?xml version="1.0"?>
<tbx type="TBX-Basic" style="dca" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"><text><body>
<conceptEntry id="c1">
  <langSec xml:lang="zh-CN"><termSec><term>双碳</term></termSec></langSec>
  <langSec xml:lang="en"><termSec><term>dual carbon goals</term></termSec></langSec>
</conceptEntry></body></text></tbx>
"""


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("a.tsv", "zh\ten\n# note\n双碳\tdual carbon goals\tsince 2020\n", 3),
        ("a.toml", '[terms]\n"双碳" = "dual carbon goals"\n', 2),
        ("a.tbx", TBX, 4),
    ],
)
def test_every_format_gives_the_same_entry(tmp_path: Path, name: str, text: str, line: int) -> None:
    assert load(written(tmp_path, name, text)).entries == (
        Entry("双碳", "dual carbon goals", line),
    )


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.tsv", "双碳\n", "line 1: needs a Chinese and an English term"),
        ("a.tsv", "双碳\tdual carbon\nCO2\tCO2\n", "line 2: the first term, 'CO2', has no Chinese"),
        ("a.tsv", "双碳\t双碳 goals\n", "line 1: the English term"),
        ("a.toml", '[words]\n"双碳" = "x"\n', "needs one table, \\[terms\\]"),
        ("a.toml", '[terms]\n"双碳" = 3\n', "line 2: 双碳 must be a text"),
        ("a.toml", "[terms\n", "line 1"),
        ("a.tbx", "<tbx>", "line 1"),
        ("a.doc", "", "unknown ending"),
    ],
)
def test_what_is_wrong_is_said_by_line(tmp_path: Path, name: str, text: str, said: str) -> None:
    with pytest.raises(ConfigError, match=said):
        load(written(tmp_path, name, text))


@pytest.mark.parametrize("text", ["出自萍水", "出自萍水河", "萍水"])
def test_a_term_that_opens_a_longer_one_ends_where_the_text_ends(text: str) -> None:
    glossary = Glossary((Entry("萍水", "Pingshui", 1), Entry("萍水河畔大", "Pingshui banks", 2)))
    (found,) = glossary.find(text)
    assert text[found.start : found.end] == found.entry.zh == "萍水"


def test_a_term_that_opens_a_longer_one_may_end_a_text_within_a_word() -> None:
    glossary = Glossary((Entry("国会议", "session", 1), Entry("国会议事堂", "Capitol", 2)))
    assert not list(glossary.find("参加全国会议"))


def test_a_missing_file_and_a_wrong_encoding_are_said(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        load(tmp_path / "none.tsv")
    (tmp_path / "gbk.tsv").write_bytes("# x\n萍乡海关\tPingxiang Customs\n".encode("gbk"))
    with pytest.raises(ConfigError, match="line 2: not UTF-8"):
        load(tmp_path / "gbk.tsv")


def test_of_two_forms_the_first_wins_and_the_conflict_is_kept(tmp_path: Path) -> None:
    glossary = load(written(tmp_path, "a.tsv", "双碳\tdual carbon\n双碳\tdouble carbon\n"))
    assert [entry.en for entry in glossary.entries] == ["dual carbon"]
    assert glossary.conflicts == ("双碳: line 1 says 'dual carbon', line 2 'double carbon'",)


@pytest.mark.parametrize(
    ("term", "text", "times"),
    [
        ("鲁塞", "他在布鲁塞尔说", 0),
        ("布鲁塞尔", "他在布鲁塞尔说", 1),
        ("国会", "召开全国会议", 0),
        ("农业农村部", "萍乡市农业农村部门组织", 0),
        ("萍乡", "萍乡市和萍乡人", 2),
        ("五陂镇", "安源区五陂镇长潭村", 1),
        ("关企e联通", "试点“关企e联通”平台", 1),
        ("双碳", "“双碳”目标", 1),
    ],
)
def test_a_term_is_found_but_never_inside_a_longer_word(term: str, text: str, times: int) -> None:
    assert len(list(Glossary((Entry(term, "x"),)).find(text))) == times


def test_the_longest_term_wins() -> None:
    glossary = Glossary((Entry("萍乡", "Pingxiang"), Entry("萍乡海关", "Pingxiang Customs")))
    assert [match.entry.zh for match in glossary.find("萍乡海关在萍乡")] == ["萍乡海关", "萍乡"]


def test_suggestions_carry_counts_examples_and_english_where_known() -> None:
    texts = ["萍乡海关推行“小赣事”代办。", "“小赣事”服务暖人心，萍乡海关说。"]
    found = {one.zh: one for one in suggest(texts, Glossary())}
    assert found["萍乡海关"].en == "Pingxiang Customs"
    assert found["萍乡海关"].count == 2
    assert found["小赣事"].en == ""
    assert "小赣事" in found["小赣事"].example
    assert "小赣事" not in {one.zh for one in suggest(texts, Glossary((Entry("小赣事", "x"),)))}


def test_suggest_prints_a_glossary_that_loads(tmp_path: Path) -> None:
    page = written(tmp_path, "page.txt", "近日，萍乡海关召开新闻发布会，通报外贸数据。\n")
    run = CliRunner().invoke(app, ["glossary", "suggest", str(page)])
    assert run.exit_code == 0
    loaded = load(written(tmp_path, "terms.tsv", run.stdout))
    assert Entry("萍乡海关", "Pingxiang Customs", 2) in loaded.entries


def test_check_reports_conflicts_and_unused_entries(tmp_path: Path) -> None:
    page = written(tmp_path, "page.txt", "近日，萍乡海关召开新闻发布会，通报外贸数据。\n")
    terms = written(tmp_path, "terms.tsv", "海关\tCustoms\n海关\tcustoms\n双碳\tdual carbon\n")
    run = CliRunner().invoke(app, ["glossary", "check", str(terms), str(page)])
    assert run.exit_code == 3
    assert "conflict: 海关" in run.stdout
    assert "unused: 双碳" in run.stdout

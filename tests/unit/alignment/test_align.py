"""Sentences of two documents paired: merged, split, left out and moved ones; and the command."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from pxtranslate.alignment import english
from pxtranslate.alignment.align import Bead, align
from pxtranslate.alignment.evidence import _CHINESE_FIGURE, _ENGLISH_FIGURE, figures, weigh
from pxtranslate.alignment.grid import Grid
from pxtranslate.cli import app

ZH = [
    "临江县粮食再获丰收",
    "今年全县粮食总产量达12.6万吨，比上年增长3.2%。",
    "农民李大山种了两百亩水稻，收入超过三十万元。",
    "县图书馆新馆3月1日开放，藏书9万册。",
    "读者凭身份证就可以免费借书。",
    "医院的新住院楼将在明年春天投入使用。",
    "警方提醒居民注意防范电话诈骗。",
    "周末的龙舟比赛吸引了来自五个城市的三十支队伍。",
]
EN = [
    "Linjiang County reaps another bumper grain harvest",
    "The county's total grain output reached 126,000 tons this year, up 3.2 percent from last year.",
    "Farmer Li Dashan planted 200 mu of rice and earned over 300,000 yuan.",
    "The new county library opened on March 1 with 90,000 books.",
    "Readers can borrow books free of charge with their identity cards.",
    "The hospital's new inpatient building will be put into use next spring.",
    "Police remind residents to guard against telephone fraud.",
    "The dragon boat race at the weekend drew thirty teams from five cities.",
]


def pairs(beads: list[Bead]) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    return [(tuple(range(b.zh_start, b.zh_end)), tuple(range(b.en_start, b.en_end))) for b in beads]


def test_sentence_by_sentence() -> None:
    beads = align(ZH, EN)
    assert pairs(beads) == [((i,), (i,)) for i in range(len(ZH))]
    assert all(bead.confidence > 0.8 for bead in beads)


def test_two_english_sentences_for_one() -> None:
    en = [*EN[:3], "The new county library opened on March 1.", "It holds 90,000 books.", *EN[4:]]
    assert ((3,), (3, 4)) in pairs(align(ZH, en))


def test_two_chinese_sentences_for_one() -> None:
    en = [
        *EN[:3],
        EN[3].rstrip(".") + ", and readers can borrow books free with an identity card.",
        *EN[5:],
    ]
    assert ((3, 4), (3,)) in pairs(align(ZH, en))


def test_a_sentence_left_out_stays_alone() -> None:
    found = pairs(align(ZH, [*EN[:4], *EN[5:]]))
    assert ((4,), ()) in found
    assert ((5,), (4,)) in found


def test_a_sentence_added_stays_alone() -> None:
    found = pairs(align(ZH, [*EN[:4], "Our reporter wrote this on a sunny day in Paris.", *EN[4:]]))
    assert ((), (4,)) in found
    assert ((4,), (5,)) in found


def test_neighbours_that_changed_places_are_found() -> None:
    found = pairs(align(ZH, [*EN[:5], EN[6], EN[5], EN[7]]))
    assert ((5,), (6,)) in found
    assert ((6,), (5,)) in found


def test_a_figure_alone_pairs_nothing() -> None:
    (first, *_) = pairs(
        align(["第1章"], ["The 1 dog slept in the sun all day while the cat watched birds."])
    )
    assert first in [((0,), ()), ((), (0,))]


def test_one_empty_side() -> None:
    assert pairs(align(ZH[:2], [])) == [((0,), ()), ((1,), ())]
    assert align([], []) == []


def test_much_english_after_the_last_chinese_sentence_that_is_sure() -> None:
    more = [f"Nothing like number {n} is said in the other language." for n in range(30)]
    found = pairs(align(ZH[1:2], [EN[1], *more]))
    assert found == [((0,), (0,)), *(((), (n,)) for n in range(1, 31))]


@settings(max_examples=40)
@given(
    st.lists(st.sampled_from(ZH), max_size=12),
    st.lists(st.sampled_from([*EN, "It rained.", "She said so."]), max_size=12),
)
def test_every_sentence_is_in_one_bead(zh: list[str], en: list[str]) -> None:
    beads = align(zh, en)
    assert sorted(i for b in beads for i in range(b.zh_start, b.zh_end)) == list(range(len(zh)))
    assert sorted(j for b in beads for j in range(b.en_start, b.en_end)) == list(range(len(en)))
    assert all(0 <= bead.confidence <= 1 for bead in beads)


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("12.6万吨", "126000 tons"),
        ("2亿元", "200 million yuan"),
        ("3.5", "3.5"),
        ("1200人", "1200 people"),
    ],
)
def test_figures_are_compared_by_value(zh: str, en: str) -> None:
    assert list(figures(zh, _CHINESE_FIGURE)) == list(figures(en, _ENGLISH_FIGURE))


def test_english_sentences() -> None:
    text = 'Mr. Li said so. "It rained." It was 3.5 percent in the U.S. market. Was it?\nYes'
    assert english.sentences(text) == [
        "Mr. Li said so.",
        '"It rained."',
        "It was 3.5 percent in the U.S. market.",
        "Was it?",
        "Yes",
    ]


def test_a_number_stays_with_the_heading_that_it_numbers() -> None:
    text = "1.4. Follow Debian News\nAll agreed. 2. The second item\nThis is Rule 1. It holds."
    assert english.sentences(text) == [
        "1.4. Follow Debian News",
        "All agreed.",
        "2. The second item",
        "This is Rule 1.",
        "It holds.",
    ]


STRANGERS = """Quantum computers may need better refrigerators.
The violin was tuned in silence.
No penguin has ever flown to the moon.
"""


def _run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pxtranslate", "align", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_command_writes_pairs_with_a_confidence(tmp_path: Path) -> None:
    (tmp_path / "a.zh.txt").write_text("\n".join(ZH), encoding="utf-8")
    (tmp_path / "a.en.txt").write_text("\n".join(EN), encoding="utf-8")
    out = tmp_path / "pairs.tsv"
    done = _run(str(tmp_path / "a.zh.txt"), str(tmp_path / "a.en.txt"), "-o", str(out))
    assert done.returncode == 0, done.stderr
    rows = [line.split("\t") for line in out.read_text(encoding="utf-8").splitlines()]
    assert rows[0] == ["zh", "en", "confidence"]
    assert [(zh, en) for zh, en, _ in rows[1:]] == list(zip(ZH, EN, strict=True))
    assert "8 pairs" in done.stderr


def test_sentences_are_cut_as_the_config_says_that_batch_cuts_them(tmp_path: Path) -> None:
    (tmp_path / "zh.txt").write_text(ZH[2].rstrip("。") + "；" + ZH[3], encoding="utf-8")
    (tmp_path / "en.txt").write_text(f"{EN[2]}\n{EN[3]}\n", encoding="utf-8")
    (tmp_path / "short.toml").write_text("[pages]\nlongest = 40\n", encoding="utf-8")
    files = str(tmp_path / "zh.txt"), str(tmp_path / "en.txt")
    whole, cut = _run(*files), _run(*files, "--config", str(tmp_path / "short.toml"))
    assert [len(done.stdout.splitlines()) for done in (whole, cut)] == [2, 3], cut.stderr
    assert cut.stdout.splitlines()[1].startswith(ZH[2].rstrip("。") + "；\t" + EN[2])
    wrong = _run(*files, "--config", str(tmp_path / "gone.toml"))
    assert (wrong.returncode, wrong.stdout) == (2, "")


def test_strangers_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("\n".join(ZH), encoding="utf-8")
    (tmp_path / "b.txt").write_text(STRANGERS, encoding="utf-8")
    done = _run(str(tmp_path / "a.txt"), str(tmp_path / "b.txt"))
    assert done.returncode == 1
    assert done.stdout == ""
    assert "are these a document and its translation" in done.stderr


@pytest.mark.parametrize("workers", ["1", "2"])
def test_of_a_folder_what_cannot_be_aligned_stops_nothing(
    tmp_path: Path, workers: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.modules["pxtranslate.cli.align"], "WORTH_A_PROCESS", 0)
    for side, lines in (("zh", ZH), ("en", EN)):
        (tmp_path / side).mkdir()
        for name in ("a", "c"):
            (tmp_path / side / f"{name}.txt").write_text("\n".join(lines), "utf-8")
    (tmp_path / "zh" / "b.txt").write_text("\n".join(ZH), "utf-8")
    (tmp_path / "en" / "b.txt").write_text(STRANGERS, "utf-8")
    out = tmp_path / "pairs.tsv"
    folders = str(tmp_path / "zh"), str(tmp_path / "en")
    done = CliRunner().invoke(app, ["align", *folders, "-o", str(out), "--workers", workers])
    assert done.exit_code == 3, done.stderr
    assert f"{tmp_path / 'zh' / 'b.txt'}" in done.stderr
    rows = [line.split("\t") for line in out.read_text("utf-8").splitlines()[1:]]
    assert [(zh, en) for zh, en, _ in rows] == 2 * list(zip(ZH, EN, strict=True))


def test_of_a_folder_of_which_nothing_can_be_aligned_nothing_is_written(tmp_path: Path) -> None:
    for side, text in (("zh", "\n".join(ZH)), ("en", STRANGERS)):
        (tmp_path / side).mkdir()
        for name in ("a", "b"):
            (tmp_path / side / f"{name}.txt").write_text(text, "utf-8")
    done = _run(str(tmp_path / "zh"), str(tmp_path / "en"), "-o", str(tmp_path / "pairs.tsv"))
    assert done.returncode == 1
    assert not (tmp_path / "pairs.tsv").exists()


@given(
    st.lists(st.sampled_from([*ZH, *EN, "12.6万吨。", "好。"]), max_size=12),
    st.lists(st.sampled_from([*EN, *ZH, "126,000 tons.", "Yes."]), max_size=12),
)
def test_a_row_of_cells_is_worth_what_each_is_alone(zh: list[str], en: list[str]) -> None:
    """`worth` of one sentence each against `pair`, which looks at the two alone."""
    grid = Grid(*weigh(zh, en))
    for i, span in enumerate(grid.spans[:-1]):
        for j in span:
            if j < len(en) and j + 1 in grid.spans[i + 1]:
                assert grid.worth(i, j, (1, 1)) == pytest.approx(grid.pair(i, j))

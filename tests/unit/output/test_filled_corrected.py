"""What a person writes into a filled bilingual file comes back: words, inline tags, never elsewhere."""

import re
from pathlib import Path

import pytest
from tests.toy.bilingual import (
    DEFAULTS,
    ENGINE,
    MARK,
    TMX,
    TRADOS,
    VERSION_2,
    XLIFF,
    filled,
)

from pxtranslate.config import Settings
from pxtranslate.pipeline import Observer
from pxtranslate.reading.inputs import find_inputs
from pxtranslate.run import run


def test_what_a_person_writes_into_the_filled_file_is_taken(tmp_path: Path) -> None:
    source, out = tmp_path / "a.xlf", tmp_path / "out"
    filled(tmp_path, "a.xlf", XLIFF)
    path = out / "a" / "translated.xlf"
    text = path.read_text("utf-8").replace("It rains.", "Rain!")
    text = text.replace("The library opened. Readers &lt;may&gt; borrow &amp; read.", "Open. Free.")
    path.write_text(text, "utf-8")
    said: list[str] = []
    run(find_inputs([source], out=out), out, Settings(), ENGINE, Observer(said.append))
    assert "a: 2 corrections taken from translated.xlf" in said
    found = path.read_text("utf-8")
    assert '<target state="signed-off">Rain!</target>' in found
    assert '<target state="signed-off">Open. Free.</target>' in found
    assert (out / "a" / "translated.xlf.edited").read_text("utf-8") == text


MOVABLE = """<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2"><file original="a"
 source-language="zh" target-language="en" datatype="x"><body>
<trans-unit id="1"><source>今天<g id="1">下雨</g>。<x id="2"/>县图书馆<mrk mtype="term">开放</mrk>。</source></trans-unit>
<trans-unit id="2"><source>今天<g id="1">下雨</g>。</source><target><g id="1">It</g> rains.</target></trans-unit>
</body></file></xliff>"""
IN_ITS_PLACE = 'It <g id="1">rains.</g> <x id="2"/>The library opened.'


def again(folder: Path, name: str, **changes: str) -> tuple[str, list[str]]:
    """The filled file after the old strings in it were replaced and `batch` ran, and what that said."""
    path, out = folder / "out" / "a" / f"translated{Path(name).suffix}", folder / "out"
    text = path.read_text("utf-8")
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, "utf-8")
    lines: list[str] = []
    run(find_inputs([folder / name], out=out), out, DEFAULTS, ENGINE, Observer(lines.append))
    return path.read_text("utf-8"), lines


def test_inline_tags_stay_where_a_person_put_them(tmp_path: Path) -> None:
    (ours,) = re.findall("<target st.*?>(.*)</target>", filled(tmp_path, "a.xlf", MOVABLE).decode())
    assert ours == 'It rains. The library opened.<g id="1"></g><x id="2"/>'
    found, lines = again(tmp_path, "a.xlf", **{ours: IN_ITS_PLACE})
    assert f">{IN_ITS_PLACE}</target>" in found
    assert "tags: " not in found, "nothing stands at the end any more"
    assert "a: inline tags of 1 target taken from translated.xlf" in lines
    (tmp_path / "out" / "a" / "translated.xlf").unlink()
    run(find_inputs([tmp_path / "a.xlf"]), tmp_path / "out", DEFAULTS, ENGINE)
    assert (tmp_path / "out" / "a" / "translated.xlf").read_text("utf-8") == found
    found, _ = again(tmp_path, "a.xlf", **{IN_ITS_PLACE: ours})
    assert f">{ours}</target>" in found, "moved back is moved back"


def test_words_and_inline_tags_may_change_together_as_another_program_writes_them(
    tmp_path: Path,
) -> None:
    (ours,) = re.findall("<target st.*?>(.*)</target>", filled(tmp_path, "a.xlf", MOVABLE).decode())
    mine = "Rain &amp; <g  ctype='bold' id='1'>wind</g>.<x\nid='2'></x> Open."
    found, lines = again(tmp_path, "a.xlf", **{ours: mine})
    assert '>Rain &amp; <g id="1">wind</g>.<x id="2"/> Open.</target>' in found
    assert "a: 1 correction taken from translated.xlf" in lines
    assert (tmp_path / "out" / "a" / "translated.xlf.edited").exists()


@pytest.mark.parametrize(
    "mine",
    [
        'It <g id="1">rains.</g> The library opened.',
        'It <g id="1">rains.</g> <x id="2"/><x id="2"/>The library opened.',
        'It <g id="1">rains.</g> <x id="3"/>The library opened.',
    ],
)
def test_inline_tags_that_are_not_those_of_the_source_are_kept_aside(
    tmp_path: Path, mine: str
) -> None:
    (ours,) = re.findall("<target st.*?>(.*)</target>", filled(tmp_path, "a.xlf", MOVABLE).decode())
    found, lines = again(tmp_path, "a.xlf", **{ours: mine})
    assert f">{ours}</target>" in found
    assert mine in (tmp_path / "out" / "a" / "translated.xlf.edited").read_text("utf-8")
    assert any("translated.xlf.edited" in line for line in lines)


HAD = """<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2"><file original="a"
 source-language="zh" target-language='en' datatype="x"><body>
<trans-unit id="1"><source>县图书馆开放。</source></trans-unit>
<trans-unit id="2"><source>今天<g id="1">下雨</g>。</source><target><g id='1'>It</g> rains.</target></trans-unit>
</body></file></xliff>"""


@pytest.mark.parametrize(
    ("mine", "wanted"),
    [
        ('<g id="1">It</g> pours.', '<g id="1">It</g> pours.'),
        ("It <g id='1'>rains</g>.", 'It <g id="1">rains</g>.'),
        ('Now <g id="1">it</g> pours.', 'Now <g id="1">it</g> pours.'),
        ("It pours.", 'It pours.<g id="1"></g>'),
    ],
)
def test_a_target_that_was_there_is_corrected_where_a_person_does_so(
    tmp_path: Path, mine: str, wanted: str
) -> None:
    before = filled(tmp_path, "a.xlf", HAD).decode()
    was = "<target><g id='1'>It</g> rains.</target>"
    found, _ = again(tmp_path, "a.xlf", **{was: f"<target>{mine}</target>"})
    new = f'<target state="signed-off">{wanted}</target>'
    assert re.sub(r"\n?<note [^<]*</note>", "", found) == before.replace(was, new)


@pytest.mark.parametrize(
    ("name", "text", "there"),
    [
        ("a.sdlxliff", TRADOS % f"<target>{MARK}Open.</mrk></target>", "Open."),
        ("a.xlf", VERSION_2.replace("<target/>", "<target>Wet.</target>"), "Wet."),
        ("a.tmx", TMX, "Rain."),
        ("a.csv", "zh,en\n今天下雨。,Rain.\n会议召开。,\n", "Rain."),
    ],
)
def test_so_it_is_in_every_format(tmp_path: Path, name: str, text: str, there: str) -> None:
    filled(tmp_path, name, text)
    found, lines = again(tmp_path, name, **{there: "Corrected."})
    assert "Corrected." in found
    assert there not in found
    assert any("1 correction taken" in line for line in lines)
    assert again(tmp_path, name)[0] == found


@pytest.mark.parametrize(
    ("first", "taken"), [("今天下雨。读者可借阅。", 0), ("县图书馆开放。读者可借阅。", 1)]
)
def test_a_correction_never_lands_in_another_paragraph_with_the_same_sentence(
    tmp_path: Path, first: str, taken: int
) -> None:
    text = re.sub("<target.*</target>", "", HAD).replace("县图书馆开放。", first)
    before = filled(tmp_path, "a.xlf", text).decode()
    (alone,) = re.findall("<target state[^>]*>It rains.<g.*?</target>", before)
    found, lines = again(tmp_path, "a.xlf", **{alone: alone.replace("It rains.", "Pours.")})
    assert ("Pours." in found) == bool(taken)
    assert sum("1 correction taken" in line for line in lines) == taken
    aside = (tmp_path / "out" / "a" / "translated.xlf.edited").read_text("utf-8")
    assert "Pours." in aside


def test_what_is_locked_stays_even_if_it_is_edited(tmp_path: Path) -> None:
    shut = HAD.replace('id="2"', "id='2' xmlns:t='MQXliff' t:locked='locked'")
    before = filled(tmp_path, "a.mqxliff", shut).decode()
    assert again(tmp_path, "a.mqxliff", rains="pours")[0] == before

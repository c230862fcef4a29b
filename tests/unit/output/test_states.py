"""Which targets of a bilingual file a person stands behind, by what its makers write."""

from pathlib import Path

import pytest

from pxtranslate.output import jsonl, tmx, xliff
from pxtranslate.output.pairs import read_units
from pxtranslate.output.view import segments
from pxtranslate.records import Document

V12 = '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2" xmlns:{ns}><file><body>'
V20 = '<xliff version="2.1" xmlns="urn:oasis:names:tc:xliff:document:2.0" srcLang="zh"><file><unit>'


def human(tmp_path: Path, name: str, text: str | bytes) -> dict[str, bool]:
    path = tmp_path / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return {unit.target: unit.human for unit in read_units(path)}


def unit(attributes: str, target: str, target_attributes: str = "", more: str = "") -> str:
    return (
        f"<trans-unit {attributes}><source>句</source>{more}"
        f"<target {target_attributes}>{target}</target></trans-unit>"
    )


def test_states_of_xliff_1(tmp_path: Path) -> None:
    units = [
        unit("", "silent"),
        unit("", "final", 'state="final"'),
        unit("", "signed", 'state="signed-off"'),
        unit("", "done", 'state="translated"'),
        unit("", "new", 'state="new"'),
        unit("", "review", 'state="needs-review-translation"'),
        unit("", "fuzzy", 'state="translated" state-qualifier="fuzzy-match"'),
        unit("", "machine", 'state-qualifier="mt-suggestion"'),
        unit('approved="yes"', "approved", 'state-qualifier="mt-suggestion"'),
        unit('approved="no"', "unapproved", 'state="final"'),
    ]
    text = V12.format(ns='a="a"') + "".join(units) + "</body></file></xliff>"
    yes = {"silent", "final", "signed", "done", "approved", "unapproved"}
    found = human(tmp_path, "a.xlf", text)
    assert {target for target, by_person in found.items() if by_person} == yes
    assert len(found) == len(units)


def test_states_of_xliff_2(tmp_path: Path) -> None:
    given = {
        "silent": "",
        "initial": 'state="initial"',
        "translated": 'state="translated"',
        "ours": 'state="translated" subState="px:machine"',
        "reviewed": 'state="reviewed"',
        "final": 'state="final" subState="their:own"',
    }
    parts = "".join(
        f"<segment {state}><source>句</source><target>{name}</target></segment>"
        for name, state in given.items()
    )
    found = human(tmp_path, "a.xliff", f"{V20}{parts}</unit></file></xliff>")
    assert {name for name, by_person in found.items() if not by_person} == {"initial", "ours"}


@pytest.mark.parametrize(
    ("namespace", "attribute", "yes", "no"),
    [
        ("mq", "status", ["ManuallyConfirmed", "Proofread"], ["Pretranslated", "Rejected"]),
        ("m", "confirmed", ["1"], ["0"]),
    ],
)
def test_states_of_other_makers(
    tmp_path: Path, namespace: str, attribute: str, yes: list[str], no: list[str]
) -> None:
    units = [unit(f'{namespace}:{attribute}="{state}"', state) for state in [*yes, *no]]
    text = V12.format(ns=f'{namespace}="x"') + "".join(units) + "</body></file></xliff>"
    found = human(tmp_path, "a.mqxliff", text)
    assert found == dict.fromkeys(yes, True) | dict.fromkeys(no, False)


def test_states_of_trados_are_of_each_sentence(tmp_path: Path) -> None:
    marks = '<mrk mtype="seg" mid="{}">{}</mrk>'
    sources = "".join(marks.format(n, f"句{n}。") for n in (1, 2, 3))
    targets = "".join(marks.format(n, f"S{n}.") for n in (1, 2, 3))
    text = (
        V12.format(ns='sdl="x"')
        + "<trans-unit><source>句</source>"
        + f"<seg-source>{sources}</seg-source><target>{targets}</target><sdl:seg-defs>"
        + '<sdl:seg id="1" conf="Draft"/><sdl:seg id="2" conf="ApprovedTranslation"/>'
        + '<sdl:seg id="3"/></sdl:seg-defs></trans-unit></body></file></xliff>'
    )
    assert human(tmp_path, "a.sdlxliff", text) == {"S1.": False, "S2.": True, "S3.": False}


def test_our_own_files_tell_the_machine_from_people(tmp_path: Path, page: Document) -> None:
    every = {one.target or "": one.origin == "human" for one in segments(page)}
    translated = {target: by_person for target, by_person in every.items() if target}
    assert human(tmp_path, "a.tmx", tmx.render(page, "px")) == translated
    assert human(tmp_path, "a.xlf", xliff.render_12(page, "px"))[""] is False
    for name, data in (
        ("b.xlf", xliff.render_12(page, "px")),
        ("b.xliff", xliff.render_21(page, "px")),
        ("b.jsonl", jsonl.lines(jsonl.segments_rows(page))),
    ):
        assert human(tmp_path, name, data) | {"": False} == every


def test_a_target_of_our_memory_that_was_edited_is_a_persons(
    tmp_path: Path, page: Document
) -> None:
    data = tmx.render(page, "px").replace(b"Photo by Zhou Hong", b"Photo: Zhou Hong")
    found = human(tmp_path, "a.tmx", data)
    assert found["Farmers harvest rice in the field. Photo: Zhou Hong"]
    assert sum(found.values()) == 2

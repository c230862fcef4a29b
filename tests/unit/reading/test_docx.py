"""Word files as other programs write them: characters that are elements, packages with loose ends."""

import io
import zipfile
from collections.abc import Callable

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from tests.toy import files

from pxtranslate.reading.base import Limits, Parsed
from pxtranslate.reading.formats import docx as word

LEAD = files.LEAD


def read(
    *paragraphs: str, change: Callable[[str, bytes], tuple[str, bytes]] | None = None
) -> Parsed:
    """A document of paragraphs in WordprocessingML, its parts changed, read."""
    document = docx.Document()
    for inner in paragraphs:
        document.element.body.insert(0, parse_xml(f"<w:p {nsdecls('w')}>{inner}</w:p>"))
    saved = io.BytesIO()
    document.save(saved)
    if change is None:
        return word.parse(saved.getvalue(), Limits())
    with zipfile.ZipFile(saved) as archive:
        parts = [change(name, archive.read(name)) for name in archive.namelist()]
    return word.parse(files.zipped(dict(parts)), Limits())


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        ("<w:t>增收3</w:t><w:noBreakHyphen/><w:t>5万元</w:t>", "增收3-5万元"),
        ("<w:t>粮</w:t><w:softHyphen/><w:t>食</w:t>", "粮食"),
        (
            "<w:t>一</w:t><w:ptab w:relativeTo='margin' w:alignment='right' w:leader='none'/><w:t>二</w:t>",
            "一 二",
        ),
        ("<w:t>一</w:t><w:tab/><w:t>二</w:t>", "一 二"),
        ("<w:sym w:font='Symbol' w:char='F02D'/><w:t>5℃</w:t>", "−5℃"),
        ("<w:t>4</w:t><w:sym w:font='Symbol' w:char='F0B4'/><w:t>5</w:t>", "4×5"),
        ("<w:sym w:font='Symbol' w:char='F033'/><w:t>亿</w:t>", "3亿"),
        ("<w:sym w:font='Wingdings' w:char='F0FC'/><w:t>完成</w:t>", "✓完成"),
        ("<w:sym w:font='宋体' w:char='2013'/><w:t>完成</w:t>", "–完成"),
        ("<w:sym w:font='Wingdings' w:char='F04A'/><w:t>完成</w:t>", "\ufffd完成"),
        ("<w:sym w:font='Symbol' w:char='x'/><w:t>完成</w:t>", "\ufffd完成"),
    ],
)
def test_characters_that_are_elements(inner: str, text: str) -> None:
    parsed = read(f"<w:r>{inner}</w:r>")
    assert parsed.text == text
    assert any("only their font knows" in note for note in parsed.notes) == ("\ufffd" in text)


def test_small_raised_figures_are_not_run_into_the_figure_before() -> None:
    small = "<w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>2</w:t></w:r>"
    assert read(f"<w:r><w:t>共3000m</w:t></w:r>{small}").text == "共3000m²"


@pytest.mark.parametrize("target", ["NULL", "#_top", "media/gone.png", "../NULL", "/word/NULL", ""])
def test_a_relationship_that_leads_nowhere_costs_no_text(target: str) -> None:
    def broken(name: str, data: bytes) -> tuple[str, bytes]:
        relation = (
            '<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
            f'relationships/image" Target="{target}"/></Relationships>'
        )
        ours = name == "word/_rels/document.xml.rels"
        return name, data.replace(b"</Relationships>", relation.encode()) if ours else data

    parsed = read(f"<w:r><w:t>{LEAD}</w:t></w:r>", change=broken)
    assert parsed.text == LEAD
    assert "not in it" in parsed.notes[0]


def strict(name: str, data: bytes) -> tuple[str, bytes]:
    """As “Strict Open XML Document” of Word saves it."""
    for space in ("officeDocument", "wordprocessingml", "drawingml"):
        old = f"http://schemas.openxmlformats.org/{space}/2006/".encode()
        data = data.replace(old, f"http://purl.oclc.org/ooxml/{space}/".encode())
    return name, data


def renamed(name: str, data: bytes) -> tuple[str, bytes]:
    """Names in another case and with backslashes, as some programs pack them."""
    return (
        name.replace("word/document", "Word\\Document") if name.endswith("ment.xml") else name
    ), data


def undeclared(name: str, data: bytes) -> tuple[str, bytes]:
    """A picture of a kind that the package does not declare."""
    if name == "word/_rels/document.xml.rels":
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
        more = f'<Relationship Id="rId99" Type="{kind}" Target="styles.jfif"/></Relationships>'
        data = data.replace(b"</Relationships>", more.encode())
    return ("word/styles.jfif", b"x") if name == "docProps/thumbnail.jpeg" else (name, data)


@pytest.mark.parametrize("change", [strict, renamed, undeclared])
def test_packages_as_other_programs_write_them(
    change: Callable[[str, bytes], tuple[str, bytes]],
) -> None:
    assert read(f"<w:r><w:t>{LEAD}</w:t></w:r>", change=change).text == LEAD

"""Every format is read through the front door; what is refused there is refused in one line."""

from pathlib import Path

import pytest
from tests.toy import files
from tests.toy.files import LEAD
from tests.unit.reading.blocks import _W, LIMITS, _seen

from pxtranslate.errors import InputError
from pxtranslate.reading.base import Limits
from pxtranslate.reading.formats import docx as word
from pxtranslate.reading.formats import epub, html
from pxtranslate.reading.inputs import find_inputs
from pxtranslate.reading.read import read
from pxtranslate.records import Document


def _read(folder: Path, suffix: str, data: bytes, limits: Limits = LIMITS) -> Document:
    (folder / f"a{suffix}").write_bytes(data)
    (item,) = find_inputs([folder / f"a{suffix}"])
    return read(item, limits)


@pytest.mark.parametrize("suffix", files.every())
def test_every_format_is_read_through_the_front_door(tmp_path: Path, suffix: str) -> None:
    document = _read(tmp_path, suffix, files.every()[suffix])
    assert document.name == "a"
    assert len(document.sha256) == 64
    assert "藏书9万册" in document.text or "12.6万吨" in document.text
    if suffix != ".txt":
        assert _seen(document)[0] == ("title", "临江县粮食再获丰收")
        assert "".join(document.text.split("\n\n")) == "".join(b.text for b in document.blocks)


def test_epub_that_is_encrypted_or_lacks_a_part() -> None:
    lock = (
        "<encryption><EncryptedData><EncryptionMethod Algorithm='http://aes256'/>"
        "</EncryptedData></encryption>"
    )
    with pytest.raises(InputError, match="encrypted"):
        epub.parse(files.epub(["<p>一</p>"], {"META-INF/encryption.xml": lock}), LIMITS)
    fonts = lock.replace("http://aes256", "http://www.idpf.org/2008/embedding")
    assert epub.parse(files.epub(["<p>一</p>"], {"META-INF/encryption.xml": fonts}), LIMITS).text
    climbing = files.zipped(
        {
            "META-INF/container.xml": "<container><rootfile full-path='p.opf'/></container>",
            "p.opf": "<package><manifest><item id='a' href='..%2f..%2fetc/passwd'"
            " media-type='text/html'/></manifest><spine><itemref idref='a'/></spine></package>",
        }
    )
    with pytest.raises(InputError, match=r"its part \.\./\.\./etc/passwd is missing"):
        epub.parse(climbing, LIMITS)


@pytest.mark.parametrize("kind", ["inside", "outside"])
def test_entities_are_refused_in_word_and_never_expanded_elsewhere(
    tmp_path: Path, kind: str
) -> None:
    (tmp_path / "secret").write_text("泄露")
    entity = '"泄露"' if kind == "inside" else f'SYSTEM "file://{tmp_path}/secret"'
    doctype = f"<!DOCTYPE x [<!ENTITY a {entity}>]>"
    for encoding in ("utf-8", "utf-16"):
        part = f"{doctype}<w:document {_W}>&a;</w:document>".encode(encoding)
        with pytest.raises(InputError, match="declares XML entities"):
            word.parse(files.zipped({"word/document.xml": part}), LIMITS)
    page = f"{doctype}<html><body><p>{LEAD}&a;</p></body></html>"
    assert "泄露" not in "".join(b.text for b in html.parse(page.encode(), LIMITS).blocks)
    book = files.epub(["x"], {"OEBPS/c0.xhtml": page})
    assert "泄露" not in "".join(b.text for b in epub.parse(book, LIMITS).blocks)
    package = f"{doctype}<package><manifest/><spine/>&a;</package>"
    book = files.epub([f"<p>{LEAD}</p>"], {"OEBPS/p.opf": package})
    assert epub.parse(book, LIMITS).text == ""


@pytest.mark.parametrize("suffix", [".docx", ".epub"])
def test_bombs_in_documents_are_refused(tmp_path: Path, suffix: str) -> None:
    bomb = files.zipped({"word/document.xml": bytes(64 << 20)})
    with pytest.raises(InputError, match="more than 200 to 1"):
        _read(tmp_path, suffix, bomb)


def test_an_encrypted_word_file_says_so() -> None:
    with pytest.raises(InputError, match=r"password-protected, or an old \.doc"):
        word.parse(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), LIMITS)


@pytest.mark.parametrize("suffix", [".docx", ".epub", ".pdf"])
def test_truncated_and_foreign_files_are_one_clear_line(tmp_path: Path, suffix: str) -> None:
    whole = files.every()[suffix]
    for data in (whole[: len(whole) // 2], whole[:10], b"not it", files.every()[".txt"]):
        with pytest.raises(InputError, match=rf"a\{suffix}: is damaged or no") as caught:
            _read(tmp_path, suffix, data)
        assert "\n" not in str(caught.value)


def test_a_spreadsheet_is_no_word_document(tmp_path: Path) -> None:
    sheet = files.zipped({"xl/workbook.xml": "<workbook/>"})
    with pytest.raises(InputError, match=r"a\.docx: is damaged or no Word document"):
        _read(tmp_path, ".docx", sheet)


def test_reasons_are_one_line_whatever_the_file_says(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        _read(tmp_path, ".csv", '"甲\n乙",丙\n一,二\n'.encode())
    assert "its fields are: 甲 乙, 丙" in str(caught.value)


def test_notes_of_a_broken_feed_are_few(tmp_path: Path) -> None:
    document = _read(tmp_path, ".jsonl", (files.JSONL + "{\n" * 500).encode())
    assert len(document.notes) == 21
    assert document.notes[-1] == "and 481 more notes like these"

"""Pages whose text is hidden or not there: pictures, fonts, half characters, passwords, too many."""

from pathlib import Path

import pypdfium2
import pytest
from tests.toy import files
from tests.toy.files import LEAD, RAIN
from tests.unit.reading.printed import LIMITS

from pxtranslate.errors import InputError
from pxtranslate.reading.base import Limits, Scanned
from pxtranslate.reading.formats import ocr, pdf
from pxtranslate.reading.inputs import find_inputs
from pxtranslate.reading.read import read


def test_a_page_without_text_asks_for_the_extra(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ocr, "installed", lambda: False)
    (tmp_path / "scan.pdf").write_bytes(files.pdf([[]]))
    (item,) = find_inputs([tmp_path])
    with pytest.raises(
        InputError, match=r"scan\.pdf: holds no text.*pip install 'pxtranslate\[ocr\]'"
    ):
        read(item)
    skipped: list[str] = []
    (tmp_path / "photo.jpg").write_bytes(b"x")
    find_inputs([tmp_path], lambda path, reason: skipped.append(reason))
    assert "pip install 'pxtranslate[ocr]'" in skipped[0]


def test_fonts_without_meaning_are_not_taken_for_text() -> None:
    with pytest.raises(Scanned, match="fonts that do not tell which characters"):
        pdf.parse(files.pdf([[(50, 50, 10, "\ue001\ue002\ue003新")]]), LIMITS)


def test_a_font_that_is_neither_carried_nor_installed_loses_nothing() -> None:
    data = files.pdf([[(500, 60 + 10 * n, 10, char) for n, char in enumerate("临江县粮食")]])
    assert pdf.parse(data, LIMITS).text == "临江县粮食"
    # Whatever fonts the machine has: the box of a character is its em square.
    bounds = [one.get_bounds() for one in pypdfium2.PdfDocument(data)[0].get_objects()]
    assert [round(x) for x in bounds[0]] == [500, 739, 510, 749]


@pytest.mark.parametrize("share", [1.0, 0.1])
def test_a_font_that_hides_its_characters_is_named(share: float) -> None:
    hidden = files.pdf([[(50, 50, 10, LEAD[: int(len(LEAD) * share)]), (50, 90, 10, RAIN * 9)]])
    if share == 1.0:
        hidden = hidden.replace(b"/Ordering (GB1) /Supplement 4", b"/Ordering (Identity)         ")
        hidden = hidden.replace(b"/Encoding /UniGB-UTF16-H", b"/Encoding /Identity-H   ")
        with pytest.raises(
            Scanned, match=r"do not tell which characters they draw \(STSong-Light\)"
        ):
            pdf.parse(hidden, LIMITS)
    else:
        assert not pdf.parse(hidden, LIMITS).notes


def test_characters_beyond_16_bits_and_halves_of_them() -> None:
    data = files.pdf([[(50, 50, 10, "新闻内容𠮷一甲")]])
    half = data.replace("甲".encode("utf-16-be").hex().encode(), b"dc00")
    text = pdf.parse(half, LIMITS).text
    assert text.startswith("新闻内容")
    assert "𠮷" in text
    assert text.encode()


def test_a_password_says_so() -> None:
    encrypted = files.pdf([[(50, 50, 10, LEAD)]]).replace(
        b"/Root 1 0 R",
        b"/Root 1 0 R /ID [<00><00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4"
        b" /O <" + b"41" * 32 + b"> /U <" + b"42" * 32 + b"> >>",
    )
    with pytest.raises(InputError, match="password-protected"):
        pdf.parse(encrypted, LIMITS)


def test_too_many_pages_are_refused() -> None:
    with pytest.raises(InputError, match="has 3 pages, where 1 to 2"):
        pdf.parse(files.pdf([[], [], []]), Limits(pages=2))

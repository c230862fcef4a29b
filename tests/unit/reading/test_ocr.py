"""Real OCR of pages that are drawn here with a Chinese font."""

import io
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.judges import missing

from pxtranslate.errors import InputError
from pxtranslate.reading.formats import ocr
from pxtranslate.reading.inputs import find_inputs
from pxtranslate.reading.read import read

if TYPE_CHECKING:
    from PIL.Image import Image

LEFT = "记者日前从临江县农业农村局获悉，今年全县粮食总产量再创新高，比上年增长百分之三。"
RIGHT = "三月一日，县图书馆新馆正式开放，读者可以凭身份证免费借阅图书和期刊，周一闭馆。"

pytestmark = pytest.mark.slow


def _font() -> str:
    if not ocr.installed():
        pytest.skip("the ocr extra is not installed: pip install 'pxtranslate[ocr]'")
    found = subprocess.run(
        ["fc-match", "-f", "%{file}", ":lang=zh-cn"], capture_output=True, text=True, check=False
    )
    if "CJK" not in found.stdout and "wqy" not in found.stdout:
        missing("needs fonts-noto-cjk to draw a page with; run: .ci/install")
    return found.stdout


@pytest.fixture(scope="module")
def drawn() -> "Image":
    """A page of two columns under a headline."""
    path = _font()
    from PIL import Image, ImageDraw, ImageFont

    picture = Image.new("L", (820, 460), 255)
    draw = ImageDraw.Draw(picture)
    draw.text((230, 20), "临江县粮食再获丰收", font=ImageFont.truetype(path, 40), fill=0)
    font = ImageFont.truetype(path, 24)
    for x, text in ((40, LEFT), (440, RIGHT)):
        for row, at in enumerate(range(0, len(text), 14)):
            draw.text((x, 120 + 38 * row), text[at : at + 14], font=font, fill=0)
    return picture


@pytest.mark.parametrize("suffix", [".png", ".pdf"])
def test_a_picture_of_a_page_is_read_column_by_column(
    tmp_path: Path, drawn: "Image", suffix: str
) -> None:
    drawn.save(tmp_path / f"page{suffix}", resolution=150)
    (item,) = find_inputs([tmp_path])
    document = read(item)
    assert document.encoding == "ocr"
    assert document.notes[0] == "read by OCR"
    assert [(block.role, block.text) for block in document.blocks] == [
        ("title", "临江县粮食再获丰收"),
        (None, LEFT),
        (None, RIGHT),
    ]


def test_an_empty_a_cut_off_and_a_huge_picture(tmp_path: Path, drawn: "Image") -> None:
    from PIL import Image

    buffer = io.BytesIO()
    drawn.save(buffer, "PNG")
    (tmp_path / "cut.png").write_bytes(buffer.getvalue()[:2000])
    Image.new("L", (200, 200), 255).save(tmp_path / "empty.png")
    Image.new("1", (11_000, 11_000), 1).save(tmp_path / "huge.png")
    reasons = []
    for item in find_inputs([tmp_path]):
        with pytest.raises(InputError) as caught:
            read(item)
        reasons.append(str(caught.value))
    assert "cut.png: is damaged or no picture" in reasons[0]
    assert "0x" not in reasons[0]
    assert "empty.png: is a picture in which no text was found" in reasons[1]
    assert "huge.png: has 11000 x 11000 pixels, too many" in reasons[2]

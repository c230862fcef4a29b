"""The bytes of every output file for one small document, reviewed like code.

After a change that is meant: `PXT_REVIEW=1 pytest tests/golden/test_formats_golden.py` writes the
new files, and the diff is read before it is committed.
"""

import io
import os
import zipfile
from pathlib import Path

import pytest

from pxtranslate.output import render
from pxtranslate.output.entries import Entry, entry_of
from pxtranslate.records import Document

GOLDEN = Path(__file__).parent / "format_page"
SIGNATURE = "px:0.1|seg:rules-2|eng:echo|beam:1|tm:on"


PARTS = [
    ("aligned.docx", "word/document.xml"),
    ("aligned.xlsx", "xl/worksheets/sheet1.xml"),
    ("aligned.epub", "OEBPS/c1.xhtml"),
]
"""Of packages the part that changes with the document; how zlib packs it is not ours."""


def _all_files(page: Document) -> dict[str, bytes]:
    entries = [
        entry_of(page),
        Entry(path="news/locked.pdf", error="encrypted; remove the password and try again"),
    ]
    front = render.render_index(entries)
    files = render.render(page, render.FORMATS, SIGNATURE)
    parts = {
        f"{name}-{part.rpartition('/')[2]}": zipfile.ZipFile(io.BytesIO(files.pop(name))).read(part)
        for name, part in PARTS
    }
    return {
        **files,
        **parts,
        **{f"front-{name}": data for name, data in front.items()},
    }


def test_every_file_is_byte_for_byte_what_was_reviewed(page: Document) -> None:
    files = _all_files(page)
    if os.environ.get("PXT_REVIEW"):
        for name, data in files.items():
            (GOLDEN / name).write_bytes(data)
        pytest.skip(f"wrote {GOLDEN}: read the diff before you commit it")
    assert sorted(files) == sorted(path.name for path in GOLDEN.iterdir())
    for name, data in files.items():
        assert data == (GOLDEN / name).read_bytes(), f"{name} has changed"

"""Where edits in two files disagree, the more exact file wins: one order, whatever came first."""

from pathlib import Path

import pytest

from pxtranslate.output.render import FORMATS, render
from pxtranslate.records import Document
from pxtranslate.state.corrections import READ_AS_THEY_ARE, marks, read_back

OURS = "The new county library opened on March 1 with 90,000 books."


@pytest.mark.parametrize("exact", range(1, len(READ_AS_THEY_ARE)))
def test_the_more_exact_file_wins(page: Document, tmp_path: Path, exact: int) -> None:
    rendered = render(page, FORMATS, "")
    less, more = READ_AS_THEY_ARE[exact - 1], READ_AS_THEY_ARE[exact]
    for name, said in ((less, "Said here."), (more, "Said there.")):
        text = rendered[name].decode()
        assert text.count(OURS) == 1
        (tmp_path / name).write_text(text.replace(OURS, said), "utf-8")
    found = read_back(tmp_path, {}, [marks(page)], lambda line: None)
    assert list(found.targets.values()) == ["Said there."]

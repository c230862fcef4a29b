"""Where edits in two files disagree, the more exact file wins: one order, whatever came first."""

from dataclasses import replace
from pathlib import Path

import pytest

from pxtranslate.output.render import FORMATS, render
from pxtranslate.records import Document
from pxtranslate.state.corrections import READ_AS_THEY_ARE, marks, read_back

OURS = "The new county library opened on March 1 with 90,000 books."


def saying(page: Document, said: str) -> Document:
    """The page with another target in the place of OURS."""

    def edited(target: str | None) -> str | None:
        return said if target == OURS else target

    articles = (
        replace(a, segments=tuple(replace(s, target=edited(s.target)) for s in a.segments))
        for a in page.articles
    )
    return replace(page, articles=tuple(articles))


@pytest.mark.parametrize("exact", range(1, len(READ_AS_THEY_ARE)))
def test_the_more_exact_file_wins(page: Document, tmp_path: Path, exact: int) -> None:
    less, more = READ_AS_THEY_ARE[exact - 1], READ_AS_THEY_ARE[exact]
    for name, said in ((less, "Said here."), (more, "Said there.")):
        (tmp_path / name).write_bytes(render(saying(page, said), FORMATS, "")[name])
    found = read_back(tmp_path, {}, [marks(page)], lambda line: None)
    assert list(found.targets.values()) == ["Said there."]

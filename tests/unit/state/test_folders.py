"""A folder is one input's, for good: whatever its name, whatever comes later, wherever it moves."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pxtranslate.reading.inputs import Input, find_inputs
from pxtranslate.state import folders
from pxtranslate.state.folders import RESERVED, Folder, assign, fold


def named(*paths: str) -> list[tuple[Input, str]]:
    """Inputs of these paths, each with its own content."""
    return [
        (Input(Path(path), path, Path(path).stem, 1, owner=f"/{path}"), f"hash of {path}")
        for path in paths
    ]


def names(given: list[Folder]) -> list[str]:
    return [folder.name for folder in given]


def test_a_name_is_the_files_own_where_it_is_free() -> None:
    paths = ("1/page.txt", "2/Page.txt", "other.txt", "index.html.txt", "Index-12.html.txt")
    found = names(assign(named(*paths), [], {}))
    assert found[0] == "page"
    assert found[1].startswith("Page-")
    assert found[2] == "other"
    assert found[3].startswith("index.html-")
    assert found[4].startswith("Index-12.html-")


def test_the_hash_of_one_is_the_name_of_another() -> None:
    hashed = names(assign(named("a.md", "a.txt"), [], {}))[1]
    found = names(assign(named("a.md", f"{hashed}.txt", "a.txt"), [], {}))
    assert len(set(found)) == 3
    assert found[1] == hashed


def test_hashes_that_collide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folders, "_short_hash", lambda shown, member: "c0ffee")
    pages = named(*(f"{n}/index.html" for n in range(50)))
    found = names(assign(pages, [], {}))
    assert len(set(map(fold, found))) == 50
    assert found[0] == "index"


STEMS = st.sampled_from(
    ["a", "A", "\u00e9", "e\u0301", "\u00df", "ss", "index.html", "Summary.md", "a-b97799"]
)
PATHS = st.lists(
    st.tuples(st.integers(0, 3), STEMS, st.sampled_from(["txt", "md"])).map(
        lambda one: f"{one[0]}/{one[1]}.{one[2]}"
    ),
    unique=True,
    max_size=12,
)


@given(PATHS, PATHS)
def test_no_two_inputs_share_a_folder_and_none_is_renamed(
    first: list[str], more: list[str]
) -> None:
    before = assign(named(*first), [], {})
    later = [path for path in more if path not in first]
    after = assign(named(*later, *first), before, {})
    given = {folder.owner: folder.name for folder in before}
    assert {folder.owner: folder.name for folder in after}.items() >= given.items()
    assert len({fold(folder.name) for folder in after}) == len(after)
    assert not {fold(folder.name) for folder in after} & set(map(fold, RESERVED))


def test_what_was_moved_or_renamed_keeps_its_folder(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("天")
    (tmp_path / "b.txt").write_text("地")
    inputs = [(item, item.path.read_text()) for item in find_inputs([tmp_path])]
    before = assign(inputs, [], {})
    (tmp_path / "new").mkdir()
    (tmp_path / "a.txt").rename(tmp_path / "new" / "c.txt")
    (tmp_path / "copy.txt").write_text("地")  # a copy of what is still there is another input
    inputs = [(item, item.path.read_text()) for item in find_inputs([tmp_path])]
    after = {
        item.shown: one.name
        for (item, _), one in zip(inputs, assign(inputs, before, {}), strict=True)
    }
    assert after == {
        f"{tmp_path}/b.txt": "b",
        f"{tmp_path}/copy.txt": "copy",
        f"{tmp_path}/new/c.txt": "a",
    }


def test_what_could_not_be_read_never_passes_for_another() -> None:
    gone = [Folder("a", "/nowhere/a.txt", "")]
    ((item, _),) = named("b.txt")
    assert names(assign([(item, "")], gone, {})) == ["b"]


def test_a_name_that_only_the_manifest_remembers_is_kept_free() -> None:
    found = names(assign(named("a.md", "a.txt"), [], {"a.txt": "a"}))
    assert found[1] == "a"
    assert found[0] != "a"

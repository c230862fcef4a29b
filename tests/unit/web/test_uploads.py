"""Files handed in to the front door, spoken to as a server speaks to it, without a browser."""

import asyncio
import errno
import os
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message

from pxtranslate.errors import RetryableError
from pxtranslate.state.jobs import Job, Jobs
from pxtranslate.web import door
from pxtranslate.web.door import Door
from pxtranslate.web.work import INBOX, Work

CHUNKS = 50


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """Where the files of the one open job go."""
    path = tmp_path / INBOX / "job"
    path.mkdir(parents=True)
    return path


@pytest.fixture
def app(tmp_path: Path, inbox: Path) -> Iterator[ASGIApp]:
    with ExitStack() as stack:
        jobs = stack.enter_context(Jobs(tmp_path))
        jobs.open("job")
        yield Door(tmp_path, jobs, stack).app()


async def hand_in(app: ASGIApp, name: str, letter: bytes, *, leaves: bool = False) -> int:
    """Send a file in small pieces; the status. A browser that `leaves` goes before the last."""
    left = CHUNKS
    answer: list[Message] = []

    async def receive() -> Message:
        nonlocal left
        await asyncio.sleep(0)  # the turn of whoever sends beside us
        left -= 1
        if leaves and left == 1:
            return {"type": "http.disconnect"}
        return {"type": "http.request", "body": letter * 100, "more_body": left > 0}

    async def send(message: Message) -> None:
        answer.append(message)

    query = f"job=1&name={name}".encode()
    scope = {
        "type": "http", "method": "POST", "path": "/api/hand-in", "headers": [], "query_string": query
    }  # fmt: skip
    await app(scope, receive, send)
    return int(answer[0]["status"])


def test_two_files_on_their_way_at_once_both_arrive_whole(app: ASGIApp, inbox: Path) -> None:
    async def both() -> list[int]:
        return list(await asyncio.gather(hand_in(app, "a.txt", b"a"), hand_in(app, "b.txt", b"b")))

    assert asyncio.run(both()) == [200, 200]
    found = {path.name: path.read_bytes() for path in inbox.iterdir()}
    assert found == {"a.txt": b"a" * 100 * CHUNKS, "b.txt": b"b" * 100 * CHUNKS}


def test_two_files_of_one_name_are_two_files(app: ASGIApp, inbox: Path) -> None:
    async def both() -> list[int]:
        return list(await asyncio.gather(hand_in(app, "a.txt", b"a"), hand_in(app, "a.txt", b"b")))

    assert asyncio.run(both()) == [200, 200]
    assert sorted(path.read_bytes()[:1] for path in inbox.iterdir()) == [b"a", b"b"]


def test_what_is_too_large_or_breaks_off_leaves_nothing(
    app: ASGIApp, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ClientDisconnect):
        asyncio.run(hand_in(app, "half.txt", b"a", leaves=True))
    assert list(inbox.iterdir()) == []
    monkeypatch.setattr(door, "LARGEST", 1_000)
    assert asyncio.run(hand_in(app, "large.txt", b"a")) == 413
    assert list(inbox.iterdir()) == []


def test_a_full_disk_is_told_in_words_that_the_page_shows(
    app: ASGIApp, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> Path:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "rename", full)
    assert asyncio.run(hand_in(app, "a.txt", b"a")) == 500
    assert list(inbox.iterdir()) == []


def test_a_job_that_cannot_be_noted_is_not_the_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk was full for a moment: jobs go on without a new start."""
    monkeypatch.setattr("pxtranslate.web.work.RESPITE", 0.01)
    done: list[str] = []

    class EndError(Exception):
        pass

    async def do(job: Job) -> None:
        done.append(job.name)
        if len(done) < 3:
            raise RetryableError("no space left")
        raise EndError

    with Jobs(tmp_path) as jobs:
        jobs.note(jobs.open("a").id, "waiting")
        work = Work(tmp_path, jobs)
        monkeypatch.setattr(work, "_do", do)
        with pytest.raises(EndError):
            asyncio.run(asyncio.wait_for(work.go_on(), 10))
    assert done == ["a", "a", "a"]

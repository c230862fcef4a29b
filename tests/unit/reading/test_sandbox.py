"""The child process: what it may cost, and that a lost one costs one file."""

import threading
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.toy import files

from pxtranslate.errors import InputError
from pxtranslate.reading import sandbox
from pxtranslate.reading.base import Limits

LIMITS = Limits(seconds=60)
GOOD = files.MARKDOWN.encode()
# Nested emphasis takes a Markdown parser a long time; so do a hundred thousand of anything.
SLOW = b"*a **a " * 200_000


def _worker() -> Any:
    return sandbox._current


def test_one_worker_serves_many_files() -> None:
    first = sandbox.parse("markdown", GOOD, LIMITS)
    worker = _worker()
    assert sandbox.parse("markdown", GOOD, LIMITS) == first
    assert _worker() is worker


def test_a_worker_is_replaced_before_its_parsers_leaks_add_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sandbox, "_FILES_A_WORKER", 2)
    sandbox.parse("markdown", GOOD, LIMITS)
    worker = _worker()
    for _ in range(2):
        sandbox.parse("markdown", GOOD, LIMITS)
    assert _worker() is not worker
    assert worker.process.poll() is not None


def test_a_file_that_takes_too_long_is_given_up_and_the_next_is_read() -> None:
    before = time.monotonic()
    with pytest.raises(InputError, match="took more than 3 s to parse and was given up"):
        sandbox.parse("markdown", SLOW, replace(LIMITS, seconds=3))
    assert time.monotonic() - before < 20
    assert sandbox.parse("markdown", GOOD, LIMITS).text


def test_a_file_that_takes_too_much_memory_is_given_up_and_the_next_is_read() -> None:
    small = replace(LIMITS, memory_bytes=160 << 20)
    with pytest.raises(InputError, match="needs more than 160 MiB to parse"):
        sandbox.parse("markdown", b"a\n\n" * 1_000_000, small)
    assert sandbox.parse("markdown", GOOD, small).text


def test_a_reader_that_dies_costs_its_file_only() -> None:
    sandbox.parse("markdown", GOOD, LIMITS)
    process = _worker().process
    killer = threading.Timer(0.5, process.kill)
    killer.start()
    with pytest.raises(InputError, match=r"made its reader crash \(SIGKILL\)"):
        sandbox.parse("markdown", SLOW, LIMITS)
    killer.join()
    assert sandbox.parse("markdown", GOOD, LIMITS).text
    assert _worker().process is not process


def test_a_parser_that_fails_is_one_line() -> None:
    with pytest.raises(InputError, match="is damaged, or not what its name says") as caught:
        sandbox.parse("no_such_reader", GOOD, LIMITS)
    assert "\n" not in str(caught.value)


def test_the_child_sees_no_tokens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_TOKEN", "hf_secret")
    sandbox.parse("markdown", GOOD, replace(LIMITS, seconds=61))
    environment = Path(f"/proc/{_worker().process.pid}/environ")
    if not environment.exists():
        pytest.skip("no /proc here to look at the child's environment")
    assert b"hf_secret" not in environment.read_bytes()


def test_the_child_may_not_write_files() -> None:
    sandbox.parse("markdown", GOOD, LIMITS)
    table = Path(f"/proc/{_worker().process.pid}/limits")
    if not table.exists():
        pytest.skip("no /proc here to look at the child's limits")
    limits = {line[:26].strip(): line[26:].split()[:2] for line in table.read_text().splitlines()}
    assert limits["Max file size"] == ["0", "0"]
    assert limits["Max address space"] == [str(LIMITS.memory_bytes)] * 2
    assert int(limits["Max cpu time"][0]) <= LIMITS.seconds + 30

"""`--offline` opens no socket: proved by a process in which opening one ends it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.places import DEFAULT, ROOT

COMMAND = [sys.executable, "-m", "pxtranslate"]

# Runs at the start of every Python of the test, child processes too. Code outside Python (a Rust
# downloader, say) escapes it; the network namespace below does not let that out either.
TRAP = """
import os, sys

def trap(event, arguments):
    if event.startswith("socket.") and event != "socket.gethostname":
        os.write(2, f"SOCKET: {event} {arguments}\\n".encode())
        os._exit(99)

sys.addaudithook(trap)
"""


@pytest.fixture
def trapped(tmp_path: Path) -> dict[str, str]:
    """An environment in which no Python may open a socket."""
    (tmp_path / "trap").mkdir()
    (tmp_path / "trap" / "sitecustomize.py").write_text(TRAP)
    return os.environ | {"PYTHONPATH": str(tmp_path / "trap")}


def run(
    command: list[str], environment: dict[str, str], folder: Path
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, env=environment, cwd=folder, capture_output=True, text=True, check=False
    )


def test_the_trap_works(trapped: dict[str, str], tmp_path: Path) -> None:
    for code in (
        "import socket; socket.socket()",
        "import socket; socket.getaddrinfo('localhost', 80)",
        "import subprocess, sys; sys.exit("
        "subprocess.run([sys.executable, '-P', '-c', 'import socket; socket.socket()']).returncode)",
    ):
        assert run([sys.executable, "-c", code], trapped, tmp_path).returncode == 99
    pulled = run([*COMMAND, "models", "pull"], trapped, tmp_path)
    assert pulled.returncode == 99, "without --offline a pull does go to the network"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["models", "list"], 0),
        (["models", "recommend", "--offline"], 0),
        (["models", "verify"], 0),
        (["models", "show"], 0),
        (["models", "pull", "--offline"], 1),
        (["doctor"], 1),
        (["batch", "news.txt", "-o", "out", "--offline"], 1),
        (["batch", "news.txt", "-o", "out", "--engine", "echo"], 0),
        (["batch", "news.txt", "-o", "out", "--engine", "echo", "--offline"], 0),
    ],
)
def test_no_socket_is_opened(
    trapped: dict[str, str], tmp_path: Path, arguments: list[str], code: int
) -> None:
    (tmp_path / "news.txt").write_text("县图书馆新馆开放\n\n3月1日，县图书馆新馆正式开放。\n")
    done = run([*COMMAND, *arguments], trapped, tmp_path)
    assert "SOCKET" not in done.stderr
    assert done.returncode == code, done.stderr


def test_nothing_reaches_out_from_under_python_either(tmp_path: Path) -> None:
    unshare = shutil.which("unshare")
    alone = [unshare or "", "--net", "--map-root-user"]
    if not unshare or subprocess.run([*alone, "true"], check=False, capture_output=True).returncode:
        pytest.skip("this system lets no process have a network of its own")
    (tmp_path / "news.txt").write_text("县图书馆新馆开放\n\n3月1日，县图书馆新馆正式开放。\n")
    batch = ["batch", "news.txt", "-o", "out", "--engine", "echo", "--offline"]
    done = run([*alone, *COMMAND, *batch], dict(os.environ), tmp_path)
    assert done.returncode == 0, done.stderr


@pytest.mark.slow
def test_the_real_model_is_made_ready_without_a_socket(
    trapped: dict[str, str], tmp_path: Path
) -> None:
    small = "qwen2.5-coder-0.5b-instruct"
    if not any((ROOT / "models" / small).glob("ct2-*/conversion.json")):
        pytest.skip(f"{small} is not in models/; run: pxtranslate models pull {small}")
    code = (
        "import sys; from pathlib import Path; from pxtranslate.models.registry import ready;"
        "from pxtranslate.engines.ct2 import CT2Engine; from pxtranslate.engines.base import *;"
        f"model = ready({small!r}, 'ct2', Path({str(ROOT / 'models')!r}), offline=True, say=print);"
        "engine = CT2Engine(model.path, 'qwen2', 'chat-generic', model.fingerprint);"
        "engine.__enter__(); print(engine.generate([Request('河水变清了。')], Decoding())[0].text)"
    )
    done = run([sys.executable, "-c", code], trapped, tmp_path)
    assert done.returncode == 0, done.stderr
    assert "clear" in done.stdout.lower()


def test_the_message_names_the_command_that_helps(trapped: dict[str, str], tmp_path: Path) -> None:
    done = run([*COMMAND, "models", "pull", "--offline"], trapped, tmp_path)
    assert done.stderr.splitlines()[-1].endswith(f"run: pxtranslate models pull {DEFAULT}")

"""What a person at a terminal sees of a run, and what becomes of the run when the terminal goes."""

import os
import pty
import re
import subprocess
import sys
from pathlib import Path
from select import select

COMMAND = [sys.executable, "-m", "pxtranslate", "batch", "a.txt", "-o", "out"]


def _begun(folder: Path) -> tuple[subprocess.Popen[bytes], int]:
    """A run whose stderr is a terminal; the other end of the terminal."""
    text = "今年春耕开始了。\n\n全县种稻3万亩，早于去年。\n"
    (folder / "a.txt").write_text(text, "utf-8")

    ours, theirs = pty.openpty()
    run = subprocess.Popen(
        COMMAND,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=theirs,
        env={**os.environ, "PXTRANSLATE_MODEL_ENGINE": "echo", "COLUMNS": "60", "TERM": "xterm"},
        start_new_session=True,
    )
    os.close(theirs)
    return run, ours


def _seen(terminal: int) -> str:
    data = b""
    while select([terminal], [], [], 20)[0]:
        try:
            more = os.read(terminal, 65536)
        except OSError:  # nobody writes any more
            break
        data += more
    return data.decode("utf-8")


def test_a_sentence_is_shown_before_the_files_are_there(tmp_path: Path) -> None:
    run, terminal = _begun(tmp_path)
    shown = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", _seen(terminal))
    os.close(terminal)
    assert run.wait(30) == 0
    assert "[echo] 全县种稻3万亩" in shown or "[echo] 今年春耕开始了" in shown
    assert "characters" in shown


def test_a_terminal_that_goes_away_ends_no_run(tmp_path: Path) -> None:
    run, terminal = _begun(tmp_path)
    os.read(terminal, 1)
    os.close(terminal)
    assert run.wait(30) == 0
    assert (tmp_path / "out" / "index.html").is_file()
    assert not list(tmp_path.glob("*crash*"))

"""What a command takes is told with what it started, also where nobody waits for that."""

import subprocess
import sys

import pytest

ORPHANING = """
import subprocess, sys
burning = "import time\\nwhile time.process_time() < 0.5: pass"
subprocess.Popen([sys.executable, "-c", burning])
"""
MEASURING = f"""
import sys
from evaluate.bench import _cost
print(_cost([sys.executable, "-c", {ORPHANING!r}]).cpu)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lets us adopt orphans")
def test_the_time_of_orphans_is_counted() -> None:
    # In a process of its own: it becomes the parent of orphans for as long as it lives.
    told = subprocess.run(
        [sys.executable, "-c", MEASURING], capture_output=True, text=True, check=True
    )
    assert float(told.stdout) >= 0.5

"""Programs that judge our output from outside: absent, they are a loud skip, in CI a failure."""

import os
import shutil
from pathlib import Path

import pytest
from tests.places import ROOT


def judge(*names: str) -> str:
    """The path of the first of these programs that is here; `.ci/install` brings what tests need."""
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        missing(f"needs {' or '.join(names)} to judge the output; run: .ci/install")
    return str(found)


def missing(reason: str) -> None:
    """Skip for want of a judge; where CI is set nothing may be skipped for that."""
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


def npm_packages() -> Path:
    """The folder in which `.ci/install` has put the packages of tests/npm, as they are locked now.

    Where no registry could be reached when it tried, that is a skip in CI too: nobody here can mend it.
    """
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = cache / "pxtranslate-tests" / "npm"
    locked = (ROOT / "tests" / "npm" / "package-lock.json").read_bytes()
    installed = folder / "installed"
    if installed.is_file() and installed.read_bytes() == locked:
        return folder
    if (folder / "unreachable").is_file():
        pytest.skip("npm reached no registry, so tmexchange and xliff are not here to judge")
    missing("needs tmexchange and xliff of npm to judge the output; run: .ci/install")
    raise AssertionError  # not reached

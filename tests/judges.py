"""Programs that judge our output from outside: absent, they are a loud skip, in CI a failure."""

import os
import shutil

import pytest


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

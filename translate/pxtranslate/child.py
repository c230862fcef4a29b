"""Processes of our own that we start for a while: what they see of our environment, when they end.

Knows nothing of what they do.
"""

import os
import threading

_SECRETS = frozenset({"HF_TOKEN", "HUGGING_FACE_HUB_TOKEN"})


def environment(**more: str) -> dict[str, str]:
    """Our environment without the tokens of the hub, and `more`."""
    return {name: value for name, value in os.environ.items() if name not in _SECRETS} | more


def end_with_parent() -> None:
    """End this process as soon as its stdin closes: whoever held that open is gone."""
    threading.Thread(target=_follow, daemon=True).start()


def _follow() -> None:
    # Not sys.stdin: a thread that holds its lock when the interpreter ends is a fatal error.
    os.read(0, 1)
    os._exit(1)

"""What a long run shows on stderr: a bar on a terminal, plain lines elsewhere, JSON if asked.

Counts source characters, since files and sentences differ too much in length to promise a time.
"""

import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import IO, Literal, Protocol, TextIO, cast

from pxtranslate.text import JSON_UNSAFE, visible

Style = Literal["auto", "quiet", "json"]
"""How much is shown, and for whom."""

SECONDS_BETWEEN_LINES = 10.0
LEAST_SHARE = 0.02
"""Of the work, before which a rate says nothing: bylines, done by rule, come at once."""


class Display(Protocol):
    """Where a run reports to."""

    def say(self, line: str) -> None:
        """Tell the user one thing."""
        ...

    def total(self, characters: int) -> None:
        """There are so many more characters to do."""
        ...

    def advance(self, characters: int) -> None:
        """So many more characters are done."""
        ...

    def latest(self, english: str) -> None:
        """This was just translated: that a person sees how it reads before the files are there."""
        ...

    def event(self, name: str, **facts: object) -> None:
        """Something that programs want to know: the start, a file that is done, the end."""
        ...


def style_of(quiet: bool, json: bool = False) -> Style:
    """The style that --quiet and --json ask for."""
    return "quiet" if quiet else "json" if json else "auto"


@contextmanager
def display(style: Style) -> Iterator[Display]:
    """The display that fits the style and what stderr is."""
    if style == "quiet":
        yield Quiet()
    elif style == "json":
        yield JsonLines()
    elif sys.stderr.isatty():
        with _bar() as bar:
            yield bar
    else:
        yield Lines()


class Quiet:
    """Says nothing."""

    def event(self, name: str, **facts: object) -> None: ...

    def say(self, line: str) -> None: ...

    def total(self, characters: int) -> None: ...

    def advance(self, characters: int) -> None: ...

    def latest(self, english: str) -> None: ...


@dataclass
class _Counted:
    done: int = 0
    of: int = 0
    start: float = field(default_factory=time.monotonic)
    last: float = field(default_factory=time.monotonic)

    def total(self, characters: int) -> None:
        self.of += characters

    def event(self, name: str, **facts: object) -> None: ...

    def latest(self, english: str) -> None: ...

    @property
    def rate(self) -> float:
        return self.done / max(time.monotonic() - self.start, 1e-9)

    @property
    def left(self) -> float:
        """Seconds to go at the rate so far."""
        return max(self.of - self.done, 0) / self.rate if self.rate else 0.0

    def due(self) -> bool:
        """Whether it is time for a line; not before there is a rate to speak of."""
        now = time.monotonic()
        if self.done < self.of * LEAST_SHARE:
            return False
        if self.done < self.of and now - self.last < SECONDS_BETWEEN_LINES:
            return False
        self.last = now
        return True


class Lines(_Counted):
    """A line every few seconds, for logs."""

    def say(self, line: str) -> None:
        print(visible(line), file=sys.stderr, flush=True)

    def advance(self, characters: int) -> None:
        self.done += characters
        if self.due():
            self.say(
                f"{self.done:,} of {self.of:,} characters, {self.rate:,.0f} a second, "
                f"{_clock(self.left)} left"
            )


class JsonLines(_Counted):
    """One JSON object a line, for programs."""

    def say(self, line: str) -> None:
        self.event("message", text=visible(line))

    def event(self, name: str, **facts: object) -> None:
        print(json_event(name, **facts), file=sys.stderr, flush=True)

    def advance(self, characters: int) -> None:
        self.done += characters
        if self.due():
            self.event(
                "progress",
                characters=self.done,
                of=self.of,
                rate=round(self.rate, 1),
                seconds_left=round(self.left),
            )


def json_event(name: str, **facts: object) -> str:
    """One line of `--json`: what happened, when (UTC), and what belongs to it."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    event = json.dumps({"event": name, "time": now, **facts}, ensure_ascii=False)
    # Legal in JSON, yet able to steer a terminal: escaped they read back the same.
    return JSON_UNSAFE.sub(lambda one: json.dumps(one.group())[1:-1], event)


@dataclass(frozen=True)
class _Terminal:
    """stderr, which is let go where it is gone: a closed window does not end a night's run."""

    stream: TextIO
    """As it is before a bar puts itself in its place."""

    @property
    def encoding(self) -> str:
        return self.stream.encoding

    def write(self, text: str) -> None:
        with suppress(OSError):
            self.stream.write(text)

    def flush(self) -> None:
        with suppress(OSError):
            self.stream.flush()

    def isatty(self) -> bool:
        return self.stream.isatty()

    def fileno(self) -> int:
        return self.stream.fileno()


@contextmanager
def _bar() -> Iterator[Display]:
    from rich.console import Console, Group
    from rich.live import Live
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn
    from rich.text import Text

    columns = (
        BarColumn(),
        TextColumn("{task.completed:,.0f} of {task.total:,.0f} characters"),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    counted = _Counted()
    console = Console(file=cast(IO[str], _Terminal(sys.stderr)))
    progress = Progress(*columns, console=console)
    task = progress.add_task("", total=0, rate="")
    sentence = Text(style="dim", no_wrap=True, overflow="ellipsis")
    with Live(Group(progress, sentence), console=console):

        class Bar:
            def event(self, name: str, **facts: object) -> None: ...

            def say(self, line: str) -> None:
                console.print(visible(line), markup=False, highlight=False)

            def total(self, characters: int) -> None:
                counted.total(characters)
                progress.update(task, total=counted.of)

            def advance(self, characters: int) -> None:
                counted.done += characters
                progress.update(task, completed=counted.done, rate=f"{counted.rate:,.0f} a second")

            def latest(self, english: str) -> None:
                sentence.plain = visible(english)

        yield Bar()


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02d}"

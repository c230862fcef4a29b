"""Every error a user can meet, and the exit code it ends with.

    PxError                 1  could not run
    ├── InputError          1  a file cannot be read or holds nothing to translate
    ├── ConfigError         2  a key, value or option is wrong
    ├── ModelError          1  a model is missing, incomplete, or not what its card says
    ├── EngineError         1  a loaded model failed on a batch
    │   └── OutOfMemory     5  … for want of memory: the stage halves the batch before it gives up
    ├── TrainingError       1  a tuning went wrong, or what it is resumed from has changed
    ├── StateError          1  the state of an output folder is locked, newer or damaged
    ├── RetryableError      5  disk full and the like: running the same command again can help
    └── Interrupted    130 143  the user or the system asked to stop; the same command goes on

A message says what was tried, on which file and line, and what to do next; it is one line. A failed
input or segment is data (a record with a reason), not an exception; a run that cannot go on is one.
Only `pxtranslate.cli` turns these into exit codes.
"""

NOT_ALL_WELL = 3
"""The exit code of a command that is done but has something to tell: what failed, or what it found."""


class PxError(Exception):
    """Root of all errors that are the user's or the machine's, not ours."""

    exit_code = 1


class InputError(PxError):
    """A file cannot be read, or there is nothing in it for us."""


class ConfigError(PxError):
    """A config key, a value or an option is wrong; of a file, one line for each that is."""

    exit_code = 2

    def __init__(self, *lines: str) -> None:
        super().__init__(*lines)
        self.lines = lines

    def __str__(self) -> str:
        return "\n".join(self.lines)


class ModelError(PxError):
    """A model is missing, incomplete, unverified, or cannot run here."""


class EngineError(PxError):
    """A loaded model failed on a batch of requests."""


class OutOfMemory(EngineError):  # noqa: N818 - named for what happened, as torch and the OS do
    """A batch did not fit in memory; a smaller one may."""

    exit_code = 5


class TrainingError(PxError):
    """A tuning went wrong (the loss is not a number), or what it would be resumed from has changed."""


class StateError(PxError):
    """The state of an output folder is locked by another run, newer than us, or damaged."""


class RetryableError(PxError):
    """The machine ran out of something; the same command can go on later."""

    exit_code = 5


class Interrupted(PxError):  # noqa: N818 - named for what happened
    """The user or the system asked to stop; the same command goes on from there."""

    def __init__(
        self,
        signum: int,
        message: str = "stopped; finished work is kept, the same command goes on from there",
    ) -> None:
        super().__init__(message)
        self.exit_code = 128 + signum

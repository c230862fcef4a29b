"""What the page asks to be changed, made into edits of the journal, and told back as rows."""

from collections import defaultdict
from collections.abc import Sequence
from functools import partial
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from pxtranslate.errors import ConfigError, InputError
from pxtranslate.names import glossary
from pxtranslate.output.view import findings
from pxtranslate.records import Segment
from pxtranslate.regular import read_regular
from pxtranslate.state.journal import Change, Value, What
from pxtranslate.state.named import named
from pxtranslate.state.reviewed import HUMAN, MACHINE, finding
from pxtranslate.text import has_han, mark, one_line
from pxtranslate.web.results import Results, Sheet

LONGEST = 20_000
"""Characters of a target."""
MOST = 20_000
"""Changes in one action."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Sentence(_Strict):
    """A segment that something is asked about."""

    file: str
    id: str


class Wish(_Strict):
    """One change of one segment: a new target, or that it is good, or that findings are no errors."""

    file: str
    id: str
    version: int
    target: Annotated[str, Field(max_length=LONGEST)] | None = None
    by: Annotated[str, Field(max_length=5_000)] = ""
    """The model that suggested the target, where a person took it as it was."""
    confirm: bool = False
    dismiss: list[str] | None = None
    """Findings; none named: all."""


class Term(_Strict):
    """An entry for the user's glossary."""

    zh: Annotated[str, Field(max_length=200)]
    en: Annotated[str, Field(max_length=400)]


class Action(_Strict):
    """What is to be done together, and undone together."""

    changes: Annotated[list[Wish], Field(max_length=MOST)]
    term: Term | None = None


Rows = dict[str, list[str]]
"""The ids of the segments that are other than they were, by file."""


def make(results: Results, action: Action) -> tuple[int, Rows]:
    """Make all changes of an action, or none; its number and what changed.

    Raises StaleError where another window was first, InputError for what is not there.
    """
    changes: list[Change] = []
    rows: defaultdict[str, list[str]] = defaultdict(list)
    sheets: dict[str, Sheet] = {}
    for wish in action.changes:
        if wish.file not in sheets:
            if not results.has(wish.file):
                raise InputError(f"there is no file {wish.file!r} in this run")
            sheets[wish.file] = results.sheet(wish.file)
        sheet = sheets[wish.file]
        segment = sheet.segment(wish.id)
        if segment is None:
            raise InputError(
                f"there is no sentence {wish.id!r} in {wish.file}; open the page again"
            )
        what, value, before = _meant(wish, segment, sheet)
        changes.append(Change(wish.file, sheet.keys[wish.id], what, value, wish.version, before))
        rows[wish.file].append(wish.id)
    term = _term(results, action.term) if action.term else None
    if term:
        changes.append(term)
    number = results.journal.make(changes, results.person, partial(_put_terms, results))
    return number, dict(rows)


def undo(results: Results, action: int) -> Rows:
    """Take an action back, the last one if it is 0; what changed."""
    last = action or results.journal.last_action()
    done = results.journal.undo(last, results.person, partial(_put_terms, results))
    rows: defaultdict[str, list[str]] = defaultdict(list)
    for change in done:
        if change.what != "term" and results.has(change.name):
            keys = results.sheet(change.name).keys
            rows[change.name] += [id for id, key in keys.items() if key == change.key]
    return dict(rows)


def _put_terms(results: Results, changes: Sequence[Change]) -> None:
    """Write terms into the glossary. Raises ConfigError if it cannot be read, PxError."""
    path = results.glossary_path()
    for change in changes:
        if change.what != "term":
            continue
        try:
            before = read_regular(path).decode("utf-8-sig") if path.exists() else ""
        except (OSError, UnicodeDecodeError) as error:
            raise ConfigError(f"glossary {path}: cannot be read ({error})") from error
        english = change.value if isinstance(change.value, str) else ""
        with named(path) as file:
            file.write(glossary.with_term(before, change.key[0], english).encode())
        results.forget_terms()


def _meant(wish: Wish, segment: Segment, sheet: Sheet) -> tuple[What, Value, Value]:
    """What is changed, to what, and what was there if the journal knows of nothing."""
    if wish.target is not None:
        text = one_line(wish.target)
        if not text:
            raise InputError("an empty sentence is no correction")
        whose = HUMAN if segment.origin == "human" else MACHINE
        suggested = [wish.by] if wish.by else []
        return "target", [HUMAN, text, *suggested], [whose, segment.target]
    if wish.confirm:
        return "confirmed", mark(segment.target or ""), ""
    said = sheet.reviewed.get(wish.id)
    before = sorted(said.dismissed) if said else []
    found = [finding(segment, issue) for issue in findings(segment)]
    chosen = [one for one in found if not wish.dismiss or one in wish.dismiss]
    return "dismissed", [*sorted({*before, *chosen})], []


def _term(results: Results, term: Term) -> Change:
    zh, en = one_line(term.zh), one_line(term.en)
    if not en or not has_han(zh) or has_han(en):
        raise InputError("a term needs its Chinese and its English")
    if zh.startswith("#"):
        raise InputError("a line of a glossary that begins with # is a comment; leave the # out")
    path = results.glossary_path()
    if path.suffix.lower() not in glossary.PUT:
        raise ConfigError(
            f"{path}: terms are put into .tsv files only; write {zh} = {en} there by hand"
        )
    known = glossary.load(path).entries if path.exists() else ()
    before = next((entry.en for entry in known if entry.zh == zh), None)
    return Change("", (zh, 0), "term", en, 0, before)

"""The user's glossary: Chinese terms with the one English form each must have.

Reads TSV, TOML and TBX and finds terms in text, longest first, never inside a longer word. It knows
nothing of models or checks. Files and what is wrong with them are reported by line.

    TSV    zh<TAB>en[<TAB>note]; `#` comments; a first row `zh  en` is a header
    TOML   [terms] with "萍乡海关" = "Pingxiang Customs"
    TBX    every zh term of a concept means its first en term
"""

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pxtranslate.errors import ConfigError
from pxtranslate.names import words
from pxtranslate.regular import read_regular
from pxtranslate.text import has_han

OWN = "glossary.tsv"
"""In an output folder: the terms its reviewers found, for runs that name no other glossary."""
PUT = (".tsv", ".txt")
"""The endings of files that `put` can write."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One term and where it was written."""

    zh: str
    en: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Match:
    """A term found in a text, `[start, end)` in code points."""

    entry: Entry
    start: int
    end: int


@dataclass(frozen=True)
class Glossary:
    """Terms, each Chinese form once; of two entries for one form the first wins."""

    entries: tuple[Entry, ...] = ()
    conflicts: tuple[str, ...] = ()
    """One line each: a form that is given two English terms, and on which lines."""
    _by_form: dict[str, Entry] = field(init=False, repr=False, compare=False)
    _sizes: dict[str, list[int]] = field(init=False, repr=False, compare=False)
    """How long the terms are that begin with a character, longest first."""

    def __post_init__(self) -> None:
        sizes: dict[str, set[int]] = {}
        forms: dict[str, Entry] = {}
        for entry in self.entries:
            forms.setdefault(entry.zh, entry)
            sizes.setdefault(entry.zh[0], set()).add(len(entry.zh))
        object.__setattr__(self, "_by_form", forms)
        longest = {first: sorted(found, reverse=True) for first, found in sizes.items()}
        object.__setattr__(self, "_sizes", longest)

    def find(self, text: str) -> Iterator[Match]:
        """Yield the terms a text holds, left to right, none overlapping."""
        at = 0
        while at < len(text):
            for size, zh in words.openings(text, at, self._sizes.get(text[at], ())):
                entry = self._by_form.get(zh)
                if entry and words.stands_alone(text, at, size):
                    yield Match(entry, at, at + size)
                    at += size - 1
                    break
            at += 1

    def unused(self, texts: Iterable[str]) -> list[Entry]:
        """List the entries that none of the texts holds."""
        used = {match.entry for text in texts for match in self.find(text)}
        return [entry for entry in self.entries if entry not in used]


def load(path: Path) -> Glossary:
    """Read a glossary by its ending: .tsv .txt .toml .tbx.

    Raises ConfigError naming the file and every bad line.
    """
    read = {".tsv": _tsv, ".txt": _tsv, ".toml": _toml, ".tbx": _tbx}.get(path.suffix.lower())
    if read is None:
        raise ConfigError(f"glossary {path}: unknown ending; use .tsv, .toml or .tbx")
    try:
        data = read_regular(path)
    except OSError as error:
        raise ConfigError(f"glossary {path}: cannot be read ({error.strerror})") from error
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ConfigError(f"glossary {path}, line {line}: not UTF-8; save it as UTF-8") from error
    entries: dict[str, Entry] = {}
    problems: list[str] = []
    conflicts: list[str] = []
    for entry in read(path, text):
        first = entries.setdefault(entry.zh, entry)
        if wrong := _wrong(entry):
            problems.append(f"line {entry.line}: {wrong}")
        elif first.en != entry.en:
            conflicts.append(
                f"{entry.zh}: line {first.line} says {first.en!r}, line {entry.line} {entry.en!r}"
            )
    if problems:
        more = f" (and {len(problems) - 5} more)" if len(problems) > 5 else ""
        raise ConfigError(f"glossary {path}: {'; '.join(problems[:5])}{more}")
    return Glossary(tuple(entries.values()), tuple(conflicts))


def load_if_named(path: str) -> Glossary:
    """Read the glossary that the settings name; an empty path is an empty glossary."""
    return load(Path(path)) if path else Glossary(())


def with_term(text: str, zh: str, en: str) -> str:
    """The text of a TSV file in which a term has its English; "" takes it out, all else stays."""
    lines = text.splitlines()
    at = [n for n, line in enumerate(lines) if line.partition("\t")[0].strip() == zh]
    note = lines[at[0]].split("\t", 2)[2:] if at else []
    new = ["\t".join((zh, en, *note))] if en else []
    kept = [line for n, line in enumerate(lines) if n not in at]
    where = at[0] if at else len(kept)
    kept[where:where] = new
    return "".join(f"{line}\n" for line in kept)


def _wrong(entry: Entry) -> str:
    """Say what is wrong with an entry; "" if nothing is."""
    if not entry.zh or not entry.en:
        return "needs a Chinese and an English term, parted by a tab"
    if not has_han(entry.zh):
        return f"the first term, {entry.zh!r}, has no Chinese in it"
    if has_han(entry.en):
        return f"the English term, {entry.en!r}, has Chinese in it"
    return ""


def _tsv(path: Path, text: str) -> Iterator[Entry]:
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        zh, _, rest = line.partition("\t")
        en = rest.partition("\t")[0]
        if number == 1 and (zh.strip().lower(), en.strip().lower()) == ("zh", "en"):
            continue
        yield Entry(zh.strip(), en.strip(), number)


def _toml(path: Path, text: str) -> Iterator[Entry]:
    try:
        table = tomllib.loads(text)
    except ValueError as error:  # no TOML, or a number of 5,000 digits
        raise ConfigError(f"glossary {path}: {error}") from error
    except RecursionError as error:
        raise ConfigError(f"glossary {path}: nested too deep") from error
    if set(table) != {"terms"} or not isinstance(table["terms"], dict):
        raise ConfigError(f"glossary {path}: needs one table, [terms], of Chinese = English")
    lines: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        lines.setdefault(line.partition("=")[0].strip().strip("\"'"), number)
    for zh, en in table["terms"].items():
        number = lines.get(zh, 0)
        if not isinstance(en, str):
            raise ConfigError(f"glossary {path}, line {number}: {zh} must be a text in quotes")
        yield Entry(zh.strip(), en.strip(), number)


def _tbx(path: Path, text: str) -> Iterator[Entry]:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError as error:
        raise ConfigError(f"glossary {path}: {error}") from error
    for concept in root.iter("{*}termEntry", "{*}conceptEntry"):
        terms: dict[str, list[tuple[str, int]]] = {"zh": [], "en": []}
        for section in concept.iter("{*}langSet", "{*}langSec"):
            language = (section.get("{http://www.w3.org/XML/1998/namespace}lang") or "")[:2].lower()
            for term in section.iter("{*}term"):
                line = term.sourceline or 0
                terms.get(language, []).append(("".join(term.itertext()).strip(), line))
        for zh, line in terms["zh"]:
            yield Entry(zh, terms["en"][0][0] if terms["en"] else "", line)

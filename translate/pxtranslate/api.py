"""For those who import: translate, check, split, batch and read, over what the commands call.

    with pxtranslate.Translator(model={"engine": "echo"}) as translator:
        for result in translator.translate(["今天下雨。"]):
            print(result.target, result.issues)

Nothing is printed; errors are those of `pxtranslate.errors`. Settings are given as in the config
file, a section a keyword (`names={"glossary": "terms.tsv"}`); the environment and a
`pxtranslate.toml` of the current folder count as they do for the commands.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from pxtranslate import config
from pxtranslate.articles.segment import segment
from pxtranslate.articles.split import split as _split
from pxtranslate.checks.base import Pair
from pxtranslate.checks.run import check_document
from pxtranslate.checks.run import run as _check
from pxtranslate.config import Settings, resolve
from pxtranslate.engines import choose, choose_second, choose_writer
from pxtranslate.engines.base import Engine
from pxtranslate.errors import InputError
from pxtranslate.mending.mend import mend
from pxtranslate.mending.one_form import one_form
from pxtranslate.names import glossary as terms_file
from pxtranslate.names import ledger
from pxtranslate.names.glossary import Glossary
from pxtranslate.names.terms import terms
from pxtranslate.output import table
from pxtranslate.pipeline import Observer
from pxtranslate.reading.inputs import Skipped, find_inputs, log_skipped
from pxtranslate.records import Article, Document, Issue, Paragraph, Segment
from pxtranslate.run import Outcome, run
from pxtranslate.state.place import FOLDER
from pxtranslate.state.recall import Layers, look_up, recall
from pxtranslate.state.shared import given, layers, shared
from pxtranslate.translation.memory import Memory
from pxtranslate.translation.translate import Progress
from pxtranslate.translation.translate import translate as _translate

Say = Callable[[str], None]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Translation:
    """What became of one text."""

    source: str
    target: str | None
    """None where a part of it could not be translated; "" of an empty text."""
    issues: tuple[Issue, ...] = ()
    """What the checks found in it, sentence after sentence."""


class Translator:
    """A model, loaded from `__enter__` to `__exit__`.

    `say` is told what takes long: fetching, converting, loading. Raises ConfigError for a wrong
    setting, ModelError if the model cannot be had or run here.
    """

    def __init__(self, *, say: Say = lambda line: None, **sections: Any) -> None:
        self.settings = resolve(options=sections).settings
        self._say = say
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        self._glossary = terms_file.load_if_named(self.settings.names.glossary)
        self._second = choose_second(self.settings, self._say)
        chosen = choose(self.settings.model, self._say)
        memory = self.settings.memory
        self._engine, self._people = self._stack.enter_context(remembering(chosen, memory))
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stack.__exit__(kind, error, trace)

    def translate(self, texts: Iterable[str]) -> list[Translation]:
        """The English of each text, in their order; batches cross texts."""
        lines = _several(texts)
        return translate_lines(
            lines,
            self._engine,
            self.settings,
            self._glossary,
            lambda _: None,
            self._second,
            self._people,
        )


@contextmanager
def remembering(engine: Engine, memory: config.Memory) -> Iterator[tuple[Engine, Layers]]:
    """The engine, asked only for what the shared memory has not, and what people translated before."""
    with (
        given(memory.tm) as mine,
        shared(memory.path) as others,
        Memory(engine, others) if others else engine as ready,
    ):
        yield ready, layers(mine, others)


def translate(texts: Iterable[str], **sections: Any) -> list[Translation]:
    """Translate texts with a model that is loaded for this call; see `Translator`."""
    lines = _several(texts)
    with Translator(**sections) as translator:
        return translator.translate(lines)


def check(zh: str, en: str, terms: Mapping[str, str] | None = None, **sections: Any) -> list[Issue]:
    """What is wrong with a translation: figures, dates, names, omissions and more; no model.

    `terms`: Chinese to the English that is expected for it. Raises ConfigError.
    """
    settings = resolve(options=sections).settings
    pair = Pair(zh.strip(), en.strip(), terms=tuple((terms or {}).items()))
    return list(_check(pair, settings.checks, {}))


def split(text: str, keep_order: bool = False) -> list[Article]:
    """The articles of a page of text, in reading order; pieces are offsets into the text."""
    document = Document("", "", "", "", text)
    return list(_split(document, keep_order).articles)


def batch(
    inputs: Iterable[str | Path],
    out: str | Path,
    *,
    say: Say = lambda line: None,
    **sections: Any,
) -> Outcome:
    """Translate files and folders into `out`, as the command does; what is done is kept.

    Unreadable files and what was skipped are in the outcome; `say` is told of the first, and of what takes long. Raises
    PxError when the run as a whole cannot go on: InputError, ConfigError, ModelError and others.
    """
    settings = resolve(options=sections).settings
    skipped: list[Skipped] = []

    def skip(path: str, reason: str) -> None:
        skipped.append((path, reason))
        log_skipped(path, reason)

    found = find_inputs([Path(one) for one in _several(inputs)], skip, Path(out))
    return run(
        found,
        Path(out),
        settings,
        choose(settings.model, say),
        Observer(say),
        second=choose_second(settings, say),
        writer=choose_writer(settings, say),
        skipped=skipped,
    )


def read(out: str | Path) -> list[dict[str, object]]:
    """The segments of all results in a folder, one row each: `pandas.DataFrame(read("output"))`.

    The columns are those of OUT/segments.jsonl (translate/docs/fields.md). Raises InputError if the
    folder holds no results.
    """
    folder = Path(out)
    found = sorted(path.parent.name for path in folder.glob("*/segments.jsonl"))
    if not found and not (folder / FOLDER).is_dir():
        raise InputError(f"{out}: holds no results; run: pxtranslate batch INPUT -o {out}")
    return list(table.rows(folder, table.results(folder, found)))


def translate_lines(
    lines: Sequence[str],
    engine: Engine,
    settings: Settings,
    glossary: Glossary,
    progress: Progress,
    second: Engine | None = None,
    people: Layers = (),
) -> list[Translation]:
    """Translate lines of text: as many come out as go in. No articles, no files, no state.

    A line is cut into sentences for the model and its translations are joined by spaces; batches
    cross lines. Everything else is as for a batch: figures, names, checks, mending.
    """
    lines = _several(lines)
    paragraphs = tuple(
        Paragraph(f"l{i}", "body", line, ((0, len(line)),))
        for i, line in enumerate(lines)
        if line.strip()
    )
    article = Article("lines", "article", None, paragraphs)
    whole = Document("", "", "", "", "", articles=(article,))
    cut = segment(whole, settings.pages.longest)
    documents = [recall(cut, look_up([cut], people), people)]
    named = cache(partial(terms, glossary=glossary, ledger=ledger.build(documents)))
    documents = _translate(documents, engine, settings, named, progress)
    if engine.translates:
        documents = [check_document(one, settings.checks, named) for one in documents]
        documents = mend(documents, engine, settings, named, second)
        documents = one_form(documents, engine, settings, named)
    parts: dict[str, list[Segment]] = {}
    for part in documents[0].articles[0].segments:
        parts.setdefault(part.paragraph, []).append(part)
    return [_joined(line, parts.get(f"l{i}", [])) for i, line in enumerate(lines)]


def _several(given: Iterable[T]) -> list[T]:
    """What was given, as a list. Raises TypeError for a text, whose items would be its characters."""
    if isinstance(given, str):
        raise TypeError("one text where several are expected: put it in a list, as in [text]")
    return list(given)


def _joined(line: str, parts: Sequence[Segment]) -> Translation:
    whole = [part.target for part in parts if part.target is not None]
    target = " ".join(" ".join(whole).split()) if len(whole) == len(parts) else None
    return Translation(line, target, tuple(issue for part in parts for issue in part.issues))

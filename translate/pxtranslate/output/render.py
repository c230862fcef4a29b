"""The files of one document's folder, and those of a run, as bytes by name.

Touches no file: `state.place` puts them where the user looks for them.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from types import MappingProxyType

from pxtranslate.config import Language
from pxtranslate.errors import ConfigError
from pxtranslate.output import (
    csv,
    docx,
    edit,
    epub,
    filled,
    front_markdown,
    html,
    index,
    interlinear,
    jsonl,
    markdown,
    news,
    tmx,
    tsv,
    whole,
    xliff,
    xlsx,
)
from pxtranslate.output.entries import Entry
from pxtranslate.output.moved import Key, Moved
from pxtranslate.reading.inputs import Skipped
from pxtranslate.records import Document

_ALWAYS: Mapping[str, Callable[[Document, str, Language], bytes]] = {
    "articles.jsonl": lambda document, *_: jsonl.lines(jsonl.articles_rows(document)),
    "segments.jsonl": lambda document, *_: jsonl.lines(jsonl.segments_rows(document)),
    "summaries.jsonl": lambda document, *_: jsonl.lines(jsonl.summaries_rows(document)),
    "aligned.tsv": lambda document, *_: tsv.render(document),
    "summary.md": markdown.render,
    "report.html": lambda document, signature, _: html.render(document, signature),
}
_EXTRA: Mapping[str, tuple[str, Callable[[Document, str], bytes]]] = {
    "tmx": ("aligned.tmx", tmx.render),
    "xliff": ("aligned.xlf", xliff.render_12),
    "xliff2": ("aligned.xliff", xliff.render_21),
    "csv": ("aligned.csv", lambda document, _: csv.render(document)),
    "xlsx": ("aligned.xlsx", xlsx.render),
    "markdown": ("aligned.md", interlinear.markdown),
    "docx": ("aligned.docx", docx.render),
    "epub": ("aligned.epub", epub.render),
    "edit": ("edit.html", edit.render),
}
_ALONE = {"tsv": "aligned.tsv", "jsonl": "segments.jsonl", "html": "report.html"} | {
    name: file for name, (file, _) in _EXTRA.items() if name != "edit"
}
ALONE = tuple(_ALONE)
"""What a document can be saved as by itself."""
FORMATS = tuple(_EXTRA)
"""What can be asked for besides the files that are always written."""


def render(
    document: Document,
    formats: Collection[str],
    signature: str,
    language: Language = "both",
    places: Mapping[Key, Moved] = MappingProxyType({}),
) -> dict[str, bytes]:
    """Return the files of one document's folder by name: the fixed ones and those asked for.

    `language`: what summary.md tells the summaries in. `places`: where people put the inline
    elements of a bilingual file.

    Formats of the whole run (`whole.FORMATS`) are not among them.
    The same document, formats and signature give the same bytes. Raises ConfigError for a format
    that is not one of FORMATS.
    """
    formats = set(formats) - (whole.FORMATS.keys() - _EXTRA.keys())
    for name in formats:
        if name not in _EXTRA:
            raise ConfigError(f"no output format {name!r}; there are {', '.join(FORMATS)}")
    files = {name: writer(document, signature, language) for name, writer in _ALWAYS.items()}
    if document.original:
        files[filled.name(document)] = filled.render(document, places)
    for name in sorted(formats):
        file, writer = _EXTRA[name]
        files[file] = writer(document, signature)
    return files


def render_alone(document: Document, format: str) -> tuple[str, bytes]:
    """The document as one file, a name for it first. `format` is one of ALONE."""
    file = _ALONE[format]
    if file in _ALWAYS:
        return file, _ALWAYS[file](document, "", "both")
    return file, _EXTRA[format][1](document, "")


def render_index(
    entries: Sequence[Entry], new: Collection[str] = (), skipped: Sequence[Skipped] = ()
) -> dict[str, bytes]:
    """Return the files of the output folder itself: the front page of all inputs, two ways.

    `new`: the folders that were not there after the last run; `skipped`: what was no input.
    """
    reports = news.reports(entries)
    pages = index.render(entries, reports, new, skipped)
    return pages | {"summary.md": front_markdown.render(entries, reports, skipped)}

"""`pxtranslate align`: sentence pairs out of two documents that say the same, no model needed."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pxtranslate.cli.options import Config, resolved
from pxtranslate.cli.say import log, write
from pxtranslate.errors import InputError
from pxtranslate.text import counted

if TYPE_CHECKING:
    from pxtranslate.alignment.align import Bead

DOUBTFUL = 0.5
"""A pair less sure than this is worth a look."""
LEAST = 0.3
"""Least share of the shorter document's sentences that must find a partner."""

Row = tuple[str, str, float]


def align(
    zh: Annotated[Path, typer.Argument(help="The Chinese document, or a folder of them.")],
    en: Annotated[Path, typer.Argument(help="The English one, or a folder with the same names.")],
    out: Annotated[
        Path | None, typer.Option("-o", "--out", help="Write the table here, not to stdout.")
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Sentences without a partner, too, the other cell empty.")
    ] = False,
    config: Config = None,
) -> None:
    """Pair the sentences of a document and its translation.

    Writes zh, en and a confidence (0 to 1), TAB between, in the order of the Chinese. Any format
    that batch reads; in folders, files of one name (ending apart) belong together. Chinese sentences
    are cut as batch cuts them ([pages] longest), so that a memory of the pairs fits what it asks for.

    Example: pxtranslate align report.zh.docx report.en.docx -o pairs.tsv --config news.toml
    """
    from pxtranslate.output.tsv import cell
    from pxtranslate.state.named import named

    longest = resolved(config, {}).pages.longest
    rows: list[Row] = []
    for one, other in _pairs_of_files(zh, en):
        found = list(_aligned(one, other, longest))
        _tell(one, found)
        rows += found
    table = "zh\ten\tconfidence\n" + "".join(
        f"{cell(a)}\t{cell(b)}\t{sure:.3f}\n" for a, b, sure in rows if everything or (a and b)
    )
    if out is None:
        write(table)
        return
    with named(out) as file:
        file.write(table.encode())


def _pairs_of_files(zh: Path, en: Path) -> Iterator[tuple[Path, Path]]:
    if not zh.is_dir() and not en.is_dir():
        yield zh, en
        return
    if not (zh.is_dir() and en.is_dir()):
        raise InputError(f"{zh}, {en}: give two files, or two folders")
    english = {path.stem: path for path in sorted(en.iterdir()) if path.is_file()}
    chinese = {path.stem: path for path in sorted(zh.iterdir()) if path.is_file()}
    for name in sorted(chinese.keys() ^ english.keys()):
        log(f"{name}: is in one of the folders only")
    if not chinese.keys() & english.keys():
        raise InputError(f"{zh}, {en}: no file of one is named as one of the other")
    for name in sorted(chinese.keys() & english.keys()):
        yield chinese[name], english[name]


def _aligned(zh: Path, en: Path, longest: int) -> Iterator[Row]:
    from pxtranslate.alignment import english
    from pxtranslate.alignment.align import align
    from pxtranslate.articles.segment import sentences

    chinese = [s.strip() for line in _lines(zh, chinese=True) for s in sentences(line, longest)]
    chinese = [sentence for sentence in chinese if sentence]
    other = [s for line in _lines(en, chinese=False) for s in english.sentences(line)]
    beads = align(chinese, other)
    paired = sum(bead.paired and bead.confidence >= DOUBTFUL for bead in beads)
    if paired < LEAST * min(len(chinese), len(other)):
        raise InputError(
            f"{zh}, {en}: of {counted(len(chinese), 'Chinese sentence')} and"
            f" {counted(len(other), 'English sentence')} only {paired} surely belong together;"
            " are these a document and its translation, in the same order?"
        )
    yield from (_row(bead, chinese, other) for bead in beads)


def _lines(file: Path, *, chinese: bool) -> list[str]:
    from pxtranslate.reading.inputs import find_inputs
    from pxtranslate.reading.read import read

    found = find_inputs([file])
    if len(found) > 1:
        raise InputError(f"{file}: holds {len(found)} files; unpack it, and give a folder")
    document = read(found[0], chinese=chinese)
    texts = [block.text for block in document.blocks] or [document.text]
    return [line for text in texts for line in text.splitlines() if line.strip()]


def _row(bead: "Bead", zh: Sequence[str], en: Sequence[str]) -> Row:
    source = "".join(zh[bead.zh_start : bead.zh_end])
    return source, " ".join(en[bead.en_start : bead.en_end]), bead.confidence


def _tell(file: Path, rows: Sequence[Row]) -> None:
    paired = [row for row in rows if row[0] and row[1]]
    alone = [row for row in rows if not (row[0] and row[1])]
    doubtful = sum(sure < DOUBTFUL for *_, sure in paired)
    log(
        f"{file}: {counted(len(paired), 'pair')},"
        f" {sum(bool(zh) for zh, *_ in alone)} Chinese and {sum(bool(en) for _, en, _ in alone)}"
        f" English sentences without a partner; {doubtful} doubtful (below {DOUBTFUL})"
    )

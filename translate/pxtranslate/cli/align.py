"""`pxtranslate align`: sentence pairs out of two documents that say the same, no model needed."""

from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pxtranslate.cli.options import Config, Workers, resolved
from pxtranslate.cli.say import log, write
from pxtranslate.errors import NOT_ALL_WELL, InputError
from pxtranslate.phrases import counted

if TYPE_CHECKING:
    from pxtranslate.alignment.align import Bead

DOUBTFUL = 0.5
"""A pair less sure than this is worth a look."""
LEAST = 0.3
"""Least share of the shorter document's sentences that must find a partner."""

WORTH_A_PROCESS = 2_000_000
"""Bytes of both sides below which one process has aligned all before a second is ready."""

Row = tuple[str, str, float]
Files = tuple[Path, Path]


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
    workers: Workers = 0,
) -> None:
    """Pair the sentences of a document and its translation.

    Writes zh, en and a confidence (0 to 1), TAB between, in the order of the Chinese. Any format
    that batch reads; in folders, files of one name (ending apart) belong together, those that cannot
    be aligned are told and the others go on; the exit code is then 3. Chinese sentences are cut as
    batch cuts them ([pages] longest), so that a memory of the pairs fits what it asks for.

    Example: pxtranslate align report.zh.docx report.en.docx -o pairs.tsv --config news.toml
    """
    from pxtranslate.output.tsv import cell
    from pxtranslate.state.named import named, refuse_input

    longest = resolved(config, {}).pages.longest
    files = list(_pairs_of_files(zh, en))
    if out is not None:
        refuse_input(out, chain.from_iterable(files))
    rows: list[Row] = []
    failed = 0
    for (one, _), (found, error) in zip(files, _each(files, longest, workers), strict=True):
        if error and len(files) == 1:
            raise InputError(error)
        if error:
            failed += 1
            log(f"pxtranslate: {error}")
            continue
        _tell(one, found)
        rows += found
    if failed == len(files):
        raise InputError(f"{zh}, {en}: none of {failed} pairs of files could be aligned")
    table = "zh\ten\tconfidence\n" + "".join(
        f"{cell(a)}\t{cell(b)}\t{sure:.3f}\n" for a, b, sure in rows if everything or (a and b)
    )
    if out is None:
        write(table)
    else:
        with named(out) as file:
            file.write(table.encode())
    if failed:
        raise typer.Exit(NOT_ALL_WELL)


def _each(
    files: Sequence[Files], longest: int, workers: int
) -> Iterator[tuple[Sequence[Row], str]]:
    """The rows of each pair of files, or why there are none, in their order."""
    from pxtranslate.runners.local import cores, here, in_order, processes, same
    from pxtranslate.translation.interrupt import Stop

    workers = min(workers or cores(), len(files))
    worth = workers > 1 and sum(f.stat().st_size for pair in files for f in pair) > WORTH_A_PROCESS
    with processes(workers, Stop()) if worth else nullcontext(here) as each:
        jobs = (((number, number), pair) for number, pair in enumerate(files))
        for _, result in in_order(each(partial(_one, longest), jobs, same)):
            yield result


def _one(longest: int, files: Files) -> tuple[Sequence[Row], str]:
    try:
        return list(_aligned(*files, longest)), ""
    except InputError as error:
        return [], str(error)


def _pairs_of_files(zh: Path, en: Path) -> Iterator[Files]:
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

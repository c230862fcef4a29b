"""`pxtranslate memory`: what people translated, kept for the next batch; no model needed."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pxtranslate.cli.options import Config, resolved
from pxtranslate.cli.say import log, say, write
from pxtranslate.errors import ConfigError, InputError
from pxtranslate.phrases import counted
from pxtranslate.text import chinese_script

if TYPE_CHECKING:
    from pxtranslate.state.pairs import Pairs

app = typer.Typer(
    help="What people translated: taken in, searched, written out. The next batch uses it.",
    no_args_is_help=True,
    rich_markup_mode="markdown",
)

Memory = Annotated[
    str | None, typer.Option(help="The memory; else `path` in [memory] of the config file.")
]
Json = Annotated[bool, typer.Option("--json", help="JSON, one object a line.")]
LEAST = 0.6
"""How alike a sentence must be for `search` to tell it."""
_SAMPLE = 200
"""Pairs that tell which Chinese a memory holds."""


@app.command("import")
def import_(
    files: Annotated[
        list[Path],
        typer.Argument(help="TMX, XLIFF, TSV, CSV, XLSX, JSONL, or an aligned.docx of ours."),
    ],
    memory: Memory = None,
    config: Config = None,
) -> None:
    """Keep the pairs of bilingual files as translated by a person.

    They win at the next batch with the same memory, and only files that hold such a sentence are
    written anew. A source has one target: what is imported last. Left out is what the file itself
    calls unfinished or a machine's (XLIFF states, `origin`).

    Example: pxtranslate memory import agency.tmx --memory news.sqlite
    """
    with _opened(memory, config, new=True) as pairs:
        for file in files:
            _import(file, pairs)


def _import(file: Path, pairs: "Pairs") -> None:
    from pxtranslate.state.shared import of_people

    for _ in of_people(file, Counter()):  # to its end: of a damaged file nothing is taken
        pass
    out = Counter[str]()
    added = pairs.add(of_people(file, out))
    why = {"machine": "not by a person or unfinished", "empty": "without a translation"}
    left = [f"{out[what]:,} {told}" for what, told in why.items() if out[what]]
    say(
        f"{file}: {added.new:,} new, {added.changed:,} changed, {added.same:,} as before"
        + (f"; left out: {', '.join(left)}" if left else "")
    )


@app.command("export")
def export(
    file: Annotated[Path, typer.Argument(help="A .tmx, .tsv, .csv or .jsonl to write.")],
    memory: Memory = None,
    config: Config = None,
) -> None:
    """Write all pairs that people translated, for other programs.

    Example: pxtranslate memory export news.tmx --memory news.sqlite
    """
    from pxtranslate.output import exchange
    from pxtranslate.state.named import named

    exchange.require(file)
    with _opened(memory, config) as pairs:
        sample = "".join(pair.source for pair in islice(pairs, _SAMPLE))
        zh = "zh-TW" if chinese_script(sample) == "Hant" else "zh-CN"
        rows = ((one.source, one.target, one.file) for one in pairs)
        with named(file) as out:
            lost = exchange.export(out, file.suffix.lower(), rows, zh)
        dropped = f"; {counted(lost, 'character')} dropped that it cannot hold" if lost else ""
        say(f"{file}: {counted(len(pairs), 'pair')}{dropped}")


@app.command("search")
def search(
    text: Annotated[str, typer.Argument(help="Chinese: a sentence.")],
    memory: Memory = None,
    config: Config = None,
    least: Annotated[
        float, typer.Option(min=0, max=1, help="How alike a sentence must be, 0 to 1.")
    ] = LEAST,
    most: Annotated[int, typer.Option(min=1, max=100, help="How many to tell.")] = 5,
    json: Json = False,
) -> None:
    """Tell what people made of a sentence, or of the sentences most like it.

    Likeness is the share of characters that need no edit; [-gone-] and {+new+} show the way from
    TEXT to the sentence that is known.

    Example: pxtranslate memory search "全县春耕开始。" --memory news.sqlite
    """
    from pxtranslate.output import jsonl
    from pxtranslate.output.diff import changes

    with _opened(memory, config) as pairs:
        found = pairs.like(text, least, most)
    if not found and not json:
        log(f"pxtranslate: nothing {least:.0%} alike; try a smaller --least")
    for similarity, pair in found:
        diff = [tuple(change) for change in changes(text.strip(), pair.source.strip())]
        if json:
            row: jsonl.Row = {
                "similarity": round(similarity, 4),
                "source": pair.source,
                "target": pair.target,
                "file": pair.file,
                "diff": diff,
            }
            write(jsonl.line(row) + "\n")
            continue
        shown = {"same": "{}", "gone": "[-{}-]", "new": "{{+{}+}}"}
        say(f"{similarity:4.0%}  {''.join(shown[kind].format(part) for kind, part in diff)}")
        say(f"      {pair.target}")
        say(f"      {pair.file}")


@app.command("stats")
def stats(memory: Memory = None, config: Config = None, json: Json = False) -> None:
    """Count what a memory holds, by the files it is from.

    Example: pxtranslate memory stats --memory news.sqlite
    """
    from pxtranslate.output import jsonl

    with _opened(memory, config) as pairs:
        files, answers, size = pairs.files(), pairs.answers(), pairs.size()
        if json:
            row: jsonl.Row = {
                "pairs": len(pairs), "files": files, "answers": answers, "bytes": size
            }  # fmt: skip
            write(jsonl.line(row) + "\n")
            return
        say(f"{counted(len(pairs), 'pair')} translated by people, {size / 1e6:,.1f} MB in all")
        for name, number in files.items():
            say(f"  {number:>9,}  {name}")
        say(f"{counted(answers, 'answer')} of models")


@contextmanager
def _opened(memory: str | None, config: Path | None, *, new: bool = False) -> Iterator["Pairs"]:
    """The pairs of the memory that is meant; made if need be where it may be `new`."""
    from pxtranslate.state.shared import shared

    path = resolved(config, {"memory.path": memory}).memory.path
    if not path:
        raise ConfigError(
            "no memory is named; give --memory FILE here and to batch, or set path in [memory] of"
            " pxtranslate.toml"
        )
    if not new and not Path(path).expanduser().exists():
        raise InputError(f"{path}: no such memory; fill it with: pxtranslate memory import FILE")
    with shared(path) as found:
        assert found is not None  # a path was given
        yield found.pairs

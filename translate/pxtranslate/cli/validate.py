"""`pxtranslate validate`: our JSON Lines files against their published schemas."""

from pathlib import Path
from typing import Annotated

import typer

from pxtranslate.cli.say import say, write
from pxtranslate.errors import NOT_ALL_WELL
from pxtranslate.phrases import counted


def validate(
    paths: Annotated[
        list[Path],
        typer.Argument(help="The OUT of a batch, one result folder, or a .jsonl file in them."),
    ],
    json: Annotated[
        bool, typer.Option("--json", help="One JSON object a problem, one a line.")
    ] = False,
) -> None:
    """Hold articles.jsonl, segments.jsonl and summaries.jsonl against their JSON Schema.

    For files that other programs wrote or changed. Ends with exit code 3 if a line is not as the
    schema says. The schemas are in the package, pxtranslate/output/schemas.

    Example: pxtranslate validate output/
    """
    from pxtranslate.output import jsonl, schema

    wrong = 0
    files = [file for path in paths for file in schema.files(path)]
    for file in files:
        for line, where, message in schema.problems(file):
            wrong += 1
            if json:
                row: jsonl.Row = {
                    "file": str(file), "line": line, "where": where, "message": message
                }  # fmt: skip
                write(jsonl.line(row) + "\n")
            else:
                say(f"{file}:{line}: {where}: {message}")
    if not json:
        result = counted(wrong, "problem") if wrong else "all as their schemas say"
        say(f"{counted(len(files), 'file')}: {result}")
    if wrong:
        raise typer.Exit(NOT_ALL_WELL)

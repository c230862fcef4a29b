"""segments.parquet: all segments of a run as readers of data sets expect them, with a card.

`translation` is a struct of `en` and `zh`, and the schema's metadata tells `datasets` that it is a
Translation (huggingface.co/docs/datasets, "Features"); `load_dataset(OUT)` needs no more. pyarrow is
large, so it is an extra.
"""

import json
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import BinaryIO

from pxtranslate.errors import ConfigError
from pxtranslate.output.jsonl import Row
from pxtranslate.output.table import COUNTS, HEADER, cells
from pxtranslate.text import whole

_TOGETHER = 8192
"""Rows of a group."""
_CARD = """\
---
language:
- zh
- en
task_categories:
- translation
pretty_name: Chinese news, aligned with English
configs:
- config_name: default
  data_files: segments.parquet
---

# Chinese news, aligned with English

One row a segment: `translation` (`zh`, `en`), the same as `source` and `target`, `file`, `article`, `id`, `severity` of the
worst finding of the checks, `risk` (0 to 1) and `origin`. Only rows with `origin` = `human` were written by a person;
the others are a machine's, and `severity` = `error` or a high `risk` says which to leave out of training. The rights in the
texts are those of their sources: add a `license` above before you pass this on.

Made by pxtranslate: `{}`
"""


def require() -> None:
    """Raise ConfigError unless pyarrow is installed."""
    try:
        import pyarrow  # noqa: F401
    except ImportError as error:
        raise ConfigError(
            "the format parquet needs pyarrow; install it with: pip install 'pxtranslate[parquet]'"
        ) from error


def write(file: BinaryIO, more: Sequence[str], rows: Iterable[Row], signature: str) -> None:
    """Write rows of `table.rows`; `more` are the columns of inputs that they carry along."""
    import pyarrow as pa
    from pyarrow.parquet import ParquetWriter

    names = [*HEADER, *more]
    types = {name: _TYPES.get(name, "string") for name in names}
    features = {name: {"dtype": kind, "_type": "Value"} for name, kind in types.items()}
    described = {"translation": {"languages": ["en", "zh"], "_type": "Translation"}} | features
    pair = pa.struct([("en", pa.string()), ("zh", pa.string())])
    columns = [pa.field(name, pa.type_for_alias(kind)) for name, kind in types.items()]
    metadata = {
        "huggingface": json.dumps({"info": {"features": described}}),
        "pxtranslate": signature,
    }
    schema = pa.schema([pa.field("translation", pair), *columns], metadata=metadata)
    waiting = (_row(row, names) for row in rows)
    with ParquetWriter(file, schema, compression="zstd") as writer:
        while group := list(islice(waiting, _TOGETHER)):
            writer.write_table(pa.Table.from_pylist(group, schema=schema))


_TYPES = {"risk": "float64"} | dict.fromkeys(COUNTS, "int32")


def card(signature: str) -> bytes:
    """The card of the data set, README.md."""
    return _CARD.format(signature).encode()


def _row(row: Row, names: Sequence[str]) -> dict[str, object]:
    values = {
        name: whole(value) if isinstance(value, str) else value
        for name, value in zip(names, cells(row, names), strict=True)
    }
    return {"translation": {"zh": values["source"], "en": values["target"]}} | values

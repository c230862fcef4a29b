"""Whose the quotation marks of a TSV are, told by how programs write them and people do."""

import csv
import io

import pytest

from pxtranslate.reading.formats import pairs
from pxtranslate.reading.formats.quoting import is_quoted

ROWS = [
    ["zh", "en", "number"],
    ["“好。”他说。", '"Good," he said.', "1"],
    ["今天下雨。", "It rains, and\npours.", "2"],
    ["他来了。", "He came.", "3"],
]


def quoted(text: str) -> bool:
    return is_quoted(io.StringIO(text, newline="\n"))


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("quoting", [csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC])
def test_a_library_quotes_what_must_be_or_all(quoting: int, end: str) -> None:
    saved = io.StringIO(newline="")
    csv.writer(saved, "excel-tab", quoting=quoting, lineterminator=end).writerows(ROWS)  # type: ignore[arg-type]
    assert quoted(saved.getvalue())


def test_excel_quotes_cells_with_a_comma_too() -> None:
    assert quoted('zh\ten\r\n下雨。\t"It rains, and pours."\r\n')


@pytest.mark.parametrize(
    "text",
    [
        'zh\ten\n下雨。\t"It rains."\n',
        'zh\ten\n下雨。\t"It rains, and pours."\n',
        'zh\ten\r\n下雨。\t"It rains."\r\n',
        'zh\ten\n他说。\t"Good," he said.\n下雨。\t"It ""rains""."\n',
        'zh\ten\n他说。\t"Good.\n',
        "zh\ten\n他说。\tGood.\n",
    ],
)
def test_marks_that_no_program_needs_are_the_texts_own(text: str) -> None:
    assert not quoted(text)


def test_a_table_to_be_filled_is_read_in_the_same_way() -> None:
    file = pairs.bilingual('zh\ten\n"下雨。"\t\n'.encode())
    assert (file.quoted, file.slots[0].source) == (False, '"下雨。"')
    file = pairs.bilingual('\ufeff"zh"\t"en"\n"下雨。"\t""\n'.encode())
    assert (file.quoted, file.slots[0].source) == (True, "下雨。")

"""aligned.docx: Chinese and English in two columns, findings as comments, corrections read back.

Written by hand (ECMA-376 part 1, chapter 17; python-docx takes 1 ms a row), so that the same document
gives the same bytes. What Word does not show, a bookmark in each row's first cell, holds the number of the
segment and the mark of a machine's target; Word and LibreOffice keep it. Read back are the rows that
have one: text as it stands with tracked changes accepted.
"""

import re
from collections.abc import Iterator
from pathlib import Path, PurePath
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from pxtranslate.errors import InputError
from pxtranslate.output.elements import chinese, dropped
from pxtranslate.output.package import fixed, packed, properties
from pxtranslate.output.sheet import machine_mark
from pxtranslate.output.view import findings, headline_en, headline_zh, is_flagged, segments
from pxtranslate.phrases import counted, needs_a_look
from pxtranslate.reading.archive import open_zip, refuse_doctype, unpack
from pxtranslate.reading.base import Limits
from pxtranslate.records import Article, Document, Segment
from pxtranslate.regular import read_regular
from pxtranslate.text import xml

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_WIDTHS = (500, 4600, 5200)
"""Of the number, the Chinese and the English, in twentieths of a point: A4 less its margins."""
_NAME = re.compile(r"px_(\d{1,9})_([0-9a-f]*)")
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_HEADER = ["zh", "en", "number", "mark"]


def render(document: Document, signature: str) -> bytes:
    """Return the document."""
    every = list(segments(document))
    numbers = {one.id: number for number, one in enumerate(every, 1)}
    lost = dropped(document)
    description = f"{signature}; {counted(lost, 'character')} dropped" if lost else signature
    parts = {
        "word/document.xml": "".join(_body(document, numbers)).encode(),
        "word/comments.xml": "".join(_comments(every, numbers)).encode(),
        "docProps/core.xml": properties(PurePath(document.path).name, description),
    }
    return packed(fixed("docx") | parts)


def cells(path: Path) -> Iterator[tuple[int, list[str]]]:
    """A header, then Chinese, English, number and mark of each row; the number is the line, too.

    Raises InputError for a file that is no Word document, or none of ours.
    """
    try:
        archive = open_zip(read_regular(path), Limits())
        refuse_doctype(archive)
        part = unpack(archive, archive.getinfo("word/document.xml"))
        root = etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True))
    except (OSError, KeyError, InputError, etree.LxmlError) as error:
        raise InputError(f"{path}: damaged or no Word document ({error})") from error
    yield 1, _HEADER
    found = False
    for row in root.iter(f"{{{_W}}}tr"):
        number, mark = _bookmark(row)
        columns = [_text(cell) for cell in row.iterchildren(f"{{{_W}}}tc")]
        if number and len(columns) >= 3:
            found = True
            yield int(number), [columns[1], columns[2], number, mark]
    if not found:
        raise InputError(f"{path}: holds no table of ours; of Word files only those are read back")


def _bookmark(row: etree._Element) -> tuple[str, str]:
    names = (one.get(f"{{{_W}}}name") or "" for one in row.iter(f"{{{_W}}}bookmarkStart"))
    found = next(filter(None, map(_NAME.fullmatch, names)), None)
    return (found[1], found[2]) if found else ("", "")


def _text(cell: etree._Element) -> str:
    """The text of a cell, its paragraphs as lines."""
    lines = []
    for paragraph in cell.iter(f"{{{_W}}}p"):
        parts = []
        for one in paragraph.iter(f"{{{_W}}}*"):
            name = etree.QName(one).localname
            if any(
                above.tag in (f"{{{_W}}}del", f"{{{_W}}}moveFrom") for above in one.iterancestors()
            ):
                continue
            parts.append((one.text or "") if name == "t" else _SIGNS.get(name, ""))
        lines.append("".join(parts))
    return "\n".join(lines)


def _body(document: Document, numbers: dict[str, int]) -> Iterator[str]:
    script = chinese(document)
    yield f'{_DECLARATION}<w:document xmlns:w="{_W}"><w:body>'
    yield _paragraph("Title", PurePath(document.path).name)
    flagged = sum(map(is_flagged, segments(document)))
    yield _paragraph("Facts", f"{counted(len(numbers), 'segment')} · {needs_a_look(flagged)}")
    for article in document.articles:
        yield _paragraph("Heading1", headline_en(article) or headline_zh(article))
        yield from _table(article, numbers, script)
    yield (
        '<w:sectPr><w:footerReference xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships" w:type="default" r:id="r4"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1000"'
        ' w:right="800" w:bottom="1000" w:left="800" w:header="500" w:footer="500" w:gutter="0"/>'
        "</w:sectPr></w:body></w:document>"
    )


def _table(article: Article, numbers: dict[str, int], script: str) -> Iterator[str]:
    yield (
        '<w:tbl><w:tblPr><w:tblStyle w:val="Aligned"/><w:tblW w:w="10300" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>'
    )
    yield "".join(f'<w:gridCol w:w="{width}"/>' for width in _WIDTHS) + "</w:tblGrid>"
    title = article.title.id if article.title else ""
    for segment in article.segments:
        number = numbers[segment.id]
        place = "Title" if segment.paragraph == title else ""
        name = f"px_{number}_{machine_mark(segment)}"
        cells = (
            f'<w:p><w:pPr><w:pStyle w:val="Number"/></w:pPr><w:bookmarkStart w:id="{number}"'
            f' w:name="{name}"/>{_run(str(number))}<w:bookmarkEnd w:id="{number}"/></w:p>',
            _paragraph(f"{place}Chinese", segment.source, script),
            _paragraph(f"{place}English", segment.target or "", comment=_comment(segment, number)),
        )
        yield "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
        for cell, width in zip(cells, _WIDTHS, strict=True):
            yield f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{cell}</w:tc>'
        yield "</w:tr>"
    yield "</w:tbl>"


def _comment(segment: Segment, number: int) -> int | None:
    return number if is_flagged(segment) else None


def _paragraph(style: str, text: str, script: str = "", comment: int | None = None) -> str:
    begin = end = ""
    if comment is not None:
        begin = f'<w:commentRangeStart w:id="{comment}"/>'
        end = f'<w:commentRangeEnd w:id="{comment}"/><w:r><w:commentReference w:id="{comment}"/></w:r>'
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
    return f"<w:p>{properties}{begin}{_run(text, script)}{end}</w:p>"


def _run(text: str, script: str = "") -> str:
    language = f"<w:rPr><w:lang w:eastAsia={quoteattr(script)}/></w:rPr>" if script else ""
    parts = [
        sign
        if (sign := {"\n": "<w:br/>", "\r": "<w:br/>", "\t": "<w:tab/>"}.get(part))
        else f'<w:t xml:space="preserve">{escape(part)}</w:t>'
        for part in re.split(r"([\n\r\t])", xml(text).replace("\r\n", "\n"))
        if part
    ]
    return f"<w:r>{language}{''.join(parts)}</w:r>"


def _comments(every: list[Segment], numbers: dict[str, int]) -> Iterator[str]:
    yield f'{_DECLARATION}<w:comments xmlns:w="{_W}">'
    for segment in filter(is_flagged, every):
        lines = [f"{issue.check}: {issue.message}" for issue in findings(segment)]
        yield f'<w:comment w:id="{numbers[segment.id]}" w:author="pxtranslate" w:initials="px">'
        yield "".join(_paragraph("CommentText", line) for line in lines or ["not translated"])
        yield "</w:comment>"
    yield "</w:comments>"

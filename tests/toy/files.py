"""Small valid files of every format, made in memory; what they say is made up."""

import io
import json
import zipfile
from collections.abc import Mapping, Sequence

import docx

LEAD = "记者日前从临江县农业农村局获悉，今年全县粮食总产量达12.6万吨，比上年增长3.2%。"
RAIN = "“今年雨水好，一亩地多收了五十斤。”种粮大户李大山说，明年还要再种一百亩。"
LIBRARY = "3月1日，县图书馆新馆正式开放，藏书9万册，读者可凭身份证免费借阅。"

Spot = tuple[float, float, float, str]
"""x and y of the base line from the top left corner, size in points, text."""


def pdf(pages: Sequence[Sequence[Spot]], width: int = 600, height: int = 800) -> bytes:
    """Text at given places, in a Chinese font that need not be embedded."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UTF16-H"
        b" /DescendantFonts [4 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >>"
        b" /FontDescriptor 5 0 R >>",
        b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /ItalicAngle 0 /StemV 80"
        b" /FontBBox [0 -120 1000 880] /Ascent 880 /Descent -120 /CapHeight 700 >>",
    ]
    kids = []
    for spots in pages:
        drawn = "\n".join(
            f"BT /F1 {size} Tf 1 0 0 1 {x} {height - y} Tm <{text.encode('utf-16-be').hex()}> Tj ET"
            for x, y, size, text in spots
        ).encode()
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents %d 0 R"
            b" /Resources << /Font << /F1 3 0 R >> >> >>" % (width, height, len(objects))
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    out += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n" % (len(objects) + 1, end)
    return bytes(out + b"%%EOF\n")


def zipped(members: Mapping[str, bytes | str]) -> bytes:
    """An archive, packed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def epub(chapters: Sequence[str], more: Mapping[str, str] | None = None) -> bytes:
    """A book of XHTML bodies."""
    names = [f"c{number}.xhtml" for number in range(len(chapters))]
    items = "".join(
        f'<item id="{name}" href="{name}" media-type="application/xhtml+xml"/>' for name in names
    )
    spine = "".join(f'<itemref idref="{name}"/>' for name in names)
    pages = {
        f"OEBPS/{name}": '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head>'
        f"<body>{body}</body></html>"
        for name, body in zip(names, chapters, strict=True)
    }
    return zipped(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:'
            'container"><rootfiles><rootfile full-path="OEBPS/p.opf"/></rootfiles></container>',
            "OEBPS/p.opf": '<package xmlns="http://www.idpf.org/2007/opf">'
            f"<manifest>{items}</manifest><spine>{spine}</spine></package>",
            **pages,
            **(more or {}),
        }
    )


def word() -> bytes:
    """A title, a paragraph, a heading, a table, a paragraph."""
    document = docx.Document()
    document.add_heading("临江县粮食再获丰收", 0)
    document.add_paragraph(LEAD)
    document.add_heading("来年打算", 2)
    table = document.add_table(2, 2)
    for cell, text in zip(table._cells, ("乡镇", "产量", "东乡", "3.1万吨"), strict=True):
        cell.text = text
    document.add_paragraph(RAIN)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


MARKDOWN = f"# 临江县粮食再获丰收\n\n{LEAD[:20]}\n{LEAD[20:]}\n\n## 来年打算\n\n- {RAIN}\n"
HTML = (
    "<html><head><title>临江县粮食再获丰收_临江网</title></head><body><nav><a href='/'>首页</a></nav>"
    f"<article><h1>临江县粮食再获丰收</h1><p>{LEAD}</p><h2>来年打算</h2><p>{RAIN}</p></article>"
    "<div class='footer'>版权所有 临江网</div></body></html>"
)
JSONL = "".join(
    json.dumps(row, ensure_ascii=False) + "\n"
    for row in (
        {"title": "临江县粮食再获丰收", "content": f"{LEAD}\n{RAIN}", "author": "王小明"},
        {"title": "县图书馆新馆开门迎客", "content": LIBRARY, "url": "https://example.org"},
    )
)
CSV = f'标题,正文\n临江县粮食再获丰收,"{LEAD}\n{RAIN}"\n县图书馆新馆开门迎客,{LIBRARY}\n'


def every() -> dict[str, bytes]:
    """One valid file for each reader that needs no extra, by suffix."""
    spots = [(50.0, 60.0, 20.0, "临江县粮食再获丰收"), (50.0, 100.0, 10.0, LIBRARY)]
    return {
        ".txt": f"临江县粮食再获丰收\n\n{LEAD}\n".encode(),
        ".md": MARKDOWN.encode(),
        ".html": HTML.encode(),
        ".jsonl": JSONL.encode(),
        ".csv": CSV.encode("gb18030"),
        ".docx": word(),
        ".epub": epub([f"<h1>临江县粮食再获丰收</h1><p>{LEAD}</p>", f"<p>{LIBRARY}</p>"]),
        ".pdf": pdf([spots]),
    }

"""Rich Text (.rtf): its paragraphs, by striprtf; footnotes, headers and pictures are left out."""

from striprtf.striprtf import rtf_to_text

from pxtranslate.errors import InputError
from pxtranslate.reading.base import Limits, Parsed, Run, compose
from pxtranslate.reading.encoding import clean

_UNREAD = ((b"\\footnote", "footnotes"), (b"\\header", "headers"), (b"\\footer", "footers"))


def parse(data: bytes, limits: Limits) -> Parsed:
    """Read the text; what each paragraph is, `split` finds."""
    if not data.lstrip().startswith(b"{\\rtf"):
        raise InputError("is no RTF file; if another program opens it, save it from there as .docx")
    # RTF is ASCII: characters beyond it are escaped, in the code page that the file names.
    plain: str = rtf_to_text(data.decode("latin-1"), errors="replace")  # type: ignore[no-untyped-call]
    text, notes = clean(plain.replace("\x00", ""))
    left = [what for mark, what in _UNREAD if mark in data]
    lost = (f"{', '.join(left)} left out",) if left else ()
    return compose(
        (Run(line.replace("\u2011", "-")) for line in text.split("\n")), "rtf", (*notes, *lost)
    )

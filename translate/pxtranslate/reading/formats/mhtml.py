"""Pages saved with all their parts (.mhtml, .mht): a mail message whose first page is the page."""

from email import policy
from email.message import EmailMessage
from email.parser import BytesParser

from pxtranslate.errors import InputError
from pxtranslate.reading.base import Limits, Parsed
from pxtranslate.reading.formats import html

_PAGES = ("text/html", "application/xhtml+xml")


def parse(data: bytes, limits: Limits) -> Parsed:
    """Read the page; frames and pictures beside it are left alone."""
    message = BytesParser(EmailMessage, policy=policy.default).parsebytes(data)
    for part in message.walk():
        if part.get_content_type() in _PAGES:
            page = part.get_payload(decode=True)
            if isinstance(page, bytes) and page.strip():
                return html.parse(page, limits)
    raise InputError("holds no web page; open it in a browser and save it as .html")

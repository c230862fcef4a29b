"""Plain text: nothing but its characters; what its lines and blank lines mean is for `split`."""

from pxtranslate.reading.base import Limits, Parsed
from pxtranslate.reading.encoding import decode


def parse(data: bytes, limits: Limits) -> Parsed:
    """Decode. There are no blocks: offsets refer to the decoded text itself."""
    decoded = decode(data)
    return Parsed(decoded.text, (), decoded.encoding, decoded.notes)

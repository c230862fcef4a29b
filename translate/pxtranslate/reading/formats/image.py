"""Pictures of pages (.png, .jpg, .tif …), read by OCR."""

import io

from pxtranslate.errors import InputError
from pxtranslate.reading.base import Limits, Parsed
from pxtranslate.reading.formats import ocr

_MOST_PIXELS = 100_000_000
"""A broadsheet scanned at 300 dpi has 40 million."""


def parse(data: bytes, limits: Limits) -> Parsed:
    """Read every frame of a picture as a page."""
    ocr.require()
    from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError  # comes with the extra

    try:
        picture = Image.open(io.BytesIO(data))
        if picture.width * picture.height > _MOST_PIXELS:
            raise InputError(f"has {picture.width} x {picture.height} pixels, too many to read")
        frames = (
            ImageOps.exif_transpose(frame).convert("RGB")
            for frame in ImageSequence.Iterator(picture)
        )
        return ocr.parse(frames, limits)
    except UnidentifiedImageError as error:  # its message is an address in memory
        raise InputError("is damaged or no picture of a kind we know") from error
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise InputError(f"is damaged or no picture ({error})") from error

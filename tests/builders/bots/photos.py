"""Photos as telephones take them: lying on their side, and telling where they were taken."""

from __future__ import annotations

import io

from PIL import Image

PLACE = b"N48\xc2\xb0 12' 30''"


def photo(size=(120, 80), kind="JPEG", turned=6, mode="RGB"):
    """The bytes of a photo with a camera's remarks in it; `turned` as in EXIF: 6 is a quarter."""
    picture = Image.new(mode, size, "white")
    remarks = Image.Exif()
    remarks[0x0112] = turned  # orientation
    remarks[0x010E] = PLACE.decode()  # a description
    file = io.BytesIO()
    picture.save(file, kind, exif=remarks)
    return file.getvalue()


PHOTO = photo()

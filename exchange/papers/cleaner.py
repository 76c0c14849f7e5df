"""Reads a PDF or a photo from standard input; writes a line of JSON, and a copy that can do no harm.

Run as a process of its own, by path, with no rights that matter: the file is from a stranger. What
is drawn on the pages is never unpacked.

The copy is a new document, and only what stands in its place is taken over: of each page what is
drawn and its boxes, and links to the web. So there is nothing to look for and to forget. Programs,
attachments, forms, rights and metadata stand elsewhere (ISO 32000-2: catalog 7.7.2, actions 12.6,
embedded files 7.11.4, XFA 12.7.8, usage rights 12.8.2.3) and stay behind, and a font may be named
/JS if it likes. A photo is drawn anew from its dots: where and with what it was taken stays behind.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import resource
import sys
from typing import Any, NamedTuple

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream
from PIL import Image, ImageOps

MEMORY_BYTES = 512 * 1024 * 1024
CPU_SECONDS = 3
NICE = 5
MOST_DOTS = 50_000_000  # of a photo as it was sent
MOST_SIDE = 2400  # dots of the copy: a page of print at 200 to the inch
QUALITY = 85  # of the copy as JPEG
PHOTOS = {b"\xff\xd8\xff": "JPEG", b"\x89PNG\r\n\x1a\n": "PNG"}  # by how their files begin

_OF_A_PAGE = {
    *("/Type", "/Parent", "/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox"),
    *("/Rotate", "/UserUnit", "/Resources", "/Contents", "/Group", "/Annots"),
}
_WEB = ("http://", "https://", "mailto:", "tel:")
# The keys of these are names that their maker chose.
_NAMED = {
    *("/Font", "/XObject", "/ExtGState", "/ColorSpace", "/Pattern", "/Shading", "/Properties"),
    *("/CharProcs", "/Colorants"),
}
# Beside what is drawn: where it came from, and content kept in other files.
_BESIDE = {"/Metadata", "/PieceInfo", "/AF", "/OPI", "/Ref", "/LastModified", "/StructParents"}
_KEPT_OUTSIDE = ("/F", "/FFilter", "/FDecodeParms")  # of a stream
_ELSEWHERE = {
    *("/Catalog", "/Pages", "/Page", "/Annot", "/Action", "/Filespec", "/EmbeddedFile"),
    *("/Metadata", "/StructElem", "/StructTreeRoot", "/Outlines", "/Sig"),
}


class Cleaned(NamedTuple):
    """`{"state": "clean" | "broken" | "locked" | "long" | "fill-in" | "bundle" | "blurred" | "vast"}`, and pages."""

    found: dict[str, object]
    copy: bytes = b""


def main() -> None:
    """Confine this process, read standard input, write what was found and the copy."""
    _confine()
    content = sys.stdin.buffer.read()
    kind = next((kind for begins, kind in PHOTOS.items() if content.startswith(begins)), "")
    cleaned = clean_photo(content, kind) if kind else clean(content, int(sys.argv[1]))
    sys.stdout.buffer.write(json.dumps(cleaned.found).encode() + b"\n" + cleaned.copy)


def clean(content: bytes, most_pages: int) -> Cleaned:
    """What was found, and the copy if there can be one; a lock without a password opens."""
    try:
        with pikepdf.open(io.BytesIO(content), suppress_warnings=True) as sent:
            pages = len(sent.pages)
            state = _unfit(sent, pages, most_pages)
            if state:
                return Cleaned({"state": state, "pages": pages})
            return Cleaned({"state": "clean", "pages": pages}, _copy(sent))
    except pikepdf.PasswordError:
        return Cleaned({"state": "locked"})
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - whatever goes wrong in a stranger's file, it is broken
        return Cleaned({"state": "broken"})


def clean_photo(content: bytes, kind: str) -> Cleaned:
    """What was found, and the photo drawn anew as JPEG, the right way up and no larger than a page."""
    try:
        with Image.open(io.BytesIO(content), formats=[kind]) as sent:
            if sent.width * sent.height > MOST_DOTS:
                return Cleaned({"state": "vast"})
            sent.draft("RGB", (MOST_SIDE, MOST_SIDE))
            upright = ImageOps.exif_transpose(sent)
            upright.thumbnail((MOST_SIDE, MOST_SIDE))
            dots = Image.new("RGB", upright.size, "white")
            seen = upright.convert("RGBA")
            dots.paste(seen, mask=seen.getchannel("A"))
            file = io.BytesIO()
            dots.save(file, "JPEG", quality=QUALITY)
            return Cleaned({"state": "clean", "pages": 1}, file.getvalue())
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - whatever goes wrong in a stranger's file, it is broken
        return Cleaned({"state": "blurred"})


def _confine() -> None:
    os.nice(NICE)  # whoever waits for an answer goes first
    for limit, most in (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_CORE, 0),
    ):
        with contextlib.suppress(OSError, ValueError):  # macOS refuses some of them
            resource.setrlimit(limit, (most, most))


def _unfit(sent: pikepdf.Pdf, pages: int, most_pages: int) -> str:
    """Why a copy of the pages would not be what was sent; nothing if it would."""
    if not pages:
        return "broken"
    if "/Collection" in sent.Root:
        return "bundle"
    form = sent.Root.get("/AcroForm")
    drawn_by_itself = isinstance(form, Dictionary) and "/XFA" in form and not form.get("/Fields")
    if drawn_by_itself or sent.Root.get("/NeedsRendering"):
        return "fill-in"  # its pages say "Please wait"
    return "long" if pages > most_pages else ""


def _copy(sent: pikepdf.Pdf) -> bytes:
    links = [_links(page) for page in sent.pages]
    _draw_annotations(sent)
    swept: set[tuple[int, int]] = set()
    for page, own in zip(sent.pages, links, strict=True):
        page.obj.Annots = own
        for key in set(page.obj.keys()) - _OF_A_PAGE:
            del page.obj[key]
        _sweep(page.obj, swept)
    copy = pikepdf.new()
    copy.pages.extend(sent.pages)
    _keep_layers(sent, copy, swept)
    file = io.BytesIO()
    copy.save(
        file,
        deterministic_id=True,
        stream_decode_level=pikepdf.StreamDecodeLevel.none,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
    )
    return file.getvalue()


def _links(page: pikepdf.Page) -> Array:
    """The page's links to the web, made anew."""
    made = Array()
    annotations = page.obj.get("/Annots")
    for one in annotations if isinstance(annotations, Array) else ():
        address = _address(one)
        if address:
            action = Dictionary(S=Name.URI, URI=address)
            made.append(
                Dictionary(
                    Type=Name.Annot,
                    Subtype=Name.Link,
                    Rect=Array([float(side) for side in one.Rect]),
                    Border=Array([0, 0, 0]),
                    A=action,
                )
            )
    return made


def _address(annotation: Any) -> pikepdf.String | None:
    if not isinstance(annotation, Dictionary) or annotation.get("/Subtype") != Name.Link:
        return None
    action = annotation.get("/A")
    if not isinstance(action, Dictionary) or action.get("/S") != Name.URI:
        return None
    address = action.get("/URI")
    text = str(address) if isinstance(address, pikepdf.String) else ""
    return pikepdf.String(text) if text.lower().startswith(_WEB) else None


def _draw_annotations(sent: pikepdf.Pdf) -> None:
    """What was filled in, stamped or noted becomes part of the page; then there is no form."""
    form = sent.Root.get("/AcroForm")
    with contextlib.suppress(pikepdf.PdfError, RuntimeError):
        if isinstance(form, Dictionary) and form.get("/NeedAppearances"):
            sent.generate_appearance_streams()
        sent.flatten_annotations("screen")


def _keep_layers(sent: pikepdf.Pdf, copy: pikepdf.Pdf, swept: set[tuple[int, int]]) -> None:
    """Which layers are seen: a page may have parts that are not meant to be."""
    layers = sent.Root.get("/OCProperties")
    if isinstance(layers, Dictionary):
        _sweep(layers, swept)
        indirect = layers if layers.is_indirect else sent.make_indirect(layers)
        copy.Root.OCProperties = copy.copy_foreign(indirect)


def _sweep(top: Any, swept: set[tuple[int, int]]) -> None:
    """Remove what does not belong to what is drawn, from everything that hangs on `top`."""
    waiting: list[tuple[Any, bool]] = [(top, False)]
    while waiting:
        thing, named = waiting.pop()
        if thing.is_indirect:
            if thing.objgen in swept:
                continue
            swept.add(thing.objgen)
        if isinstance(thing, Array):
            waiting.extend(_swept_array(thing))
        else:
            waiting.extend(_swept_dictionary(thing, named=named))


def _swept_array(array: Array) -> list[tuple[Any, bool]]:
    inside = []
    for place, value in enumerate(array):
        if _is_elsewhere(value):
            array[place] = Dictionary()
        elif _holds(value):
            inside.append((value, False))
    return inside


def _swept_dictionary(thing: Any, *, named: bool) -> list[tuple[Any, bool]]:
    entries = thing.stream_dict if isinstance(thing, Stream) else thing
    inside = []
    for key in list(entries.keys()):
        value = entries[key]
        if key in {"/Parent", "/Annots"} and not named:
            continue  # of a page; both are ours
        names = not named and key in _NAMED and isinstance(value, Dictionary)
        beside = not named and key in _BESIDE
        outside = isinstance(thing, Stream) and key in _KEPT_OUTSIDE
        if beside or outside or (not names and _is_elsewhere(value)):
            del entries[key]
        elif _holds(value):
            inside.append((value, names))
    return inside


def _holds(value: Any) -> bool:
    return isinstance(value, Array | Dictionary | Stream)


def _is_elsewhere(value: Any) -> bool:
    """Whether this is no part of a drawing, by its own account, or a file or a program."""
    if not isinstance(value, Dictionary | Stream):
        return False
    kind = value.get("/Type")
    told = isinstance(kind, Name) and str(kind) in _ELSEWHERE
    return told or "/EF" in value or "/JS" in value


if __name__ == "__main__":
    main()

"""PDFs that are damaged, odd or made to do harm: each ends with a clean copy or a refusal, and soon."""

from __future__ import annotations

import io
import zlib
from contextlib import suppress

import pikepdf
import pytest
from fpdf import FPDF
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, String

from exchange.papers.cleaner import clean
from exchange.papers.sent import PdfRefused, clean_pdf

MEGABYTE = 1024 * 1024
STATES = {"clean", "broken", "locked", "long", "fill-in", "bundle"}
NEVER = (b"/JavaScript", b"/Launch", b"/EmbeddedFile", b"/XFA", b"marker")


def written(pages=2):
    """As a word processor writes it: text, a picture's worth of lines, a link, metadata."""
    page = FPDF()
    page.set_author("marker")
    page.set_font("helvetica", size=12)
    for number in range(pages):
        page.add_page()
        page.cell(text=f"Ana Pop, page {number}", link="https://example.eu")
        page.rect(10, 10, 50, 50)
    return bytes(page.output())


def armed():
    """With all that acts, is attached, or tells."""
    document = pikepdf.open(io.BytesIO(written()))
    script = Dictionary(S=Name.JavaScript, JS=String("app.alert('marker')"))
    document.Root.OpenAction = script
    document.pages[0].AA = Dictionary(O=script)
    document.attachments["marker.xml"] = b"<marker/>"
    document.Root.AcroForm = Dictionary(Fields=Array([String("x")]), XFA=String("<marker/>"))
    document.pages[1].Annots = Array(
        [Dictionary(Type=Name.Annot, Subtype=Name.FileAttachment, Rect=[0, 0, 9, 9], FS="marker")]
    )
    return saved(document)


def saved(document, **how):
    """The bytes of it."""
    file = io.BytesIO()
    document.save(file, **how)
    return file.getvalue()


ORIGINALS = {
    "written": written(),
    "armed": armed(),
    "packed": saved(
        pikepdf.open(io.BytesIO(armed())), object_stream_mode=pikepdf.ObjectStreamMode.generate
    ),
    "for the web": saved(pikepdf.open(io.BytesIO(written())), linearize=True),
}
# A part of a file, as a share of it, and what is put in its place.
WOUNDS = st.tuples(
    st.floats(0, 1),
    st.integers(0, 40),
    st.one_of(
        st.binary(max_size=20),
        st.sampled_from(
            [
                b"<<",
                b">>",
                b"[",
                b"]",
                b"stream\n",
                b"endobj",
                b"1 0 R",
                b"/Kids",
                b"999999999",
                b"-1",
            ]
        ),
    ),
)


def wounded(original, wounds):
    """The file with each wound."""
    found = bytearray(original)
    for where, length, instead in wounds:
        at = int(where * len(found))
        found[at : at + length] = instead
    return bytes(found)


@given(st.sampled_from(sorted(ORIGINALS)), st.lists(WOUNDS, min_size=1, max_size=12))
def test_a_damaged_file_is_cleaned_or_refused(name, wounds):
    """Whatever is cut out of it or put in, nothing that acts or tells is in the copy."""
    cleaned = clean(wounded(ORIGINALS[name], wounds), 20)
    assert cleaned.found["state"] in STATES
    if cleaned.found["state"] == "clean":
        with pikepdf.open(io.BytesIO(cleaned.copy)) as kept:
            unpacked = saved(kept, object_stream_mode=pikepdf.ObjectStreamMode.disable)
        assert [one for one in NEVER if one in unpacked] == []


def raw(*objects, root=1):
    """A PDF of these objects, as somebody writes it who knows what they are doing."""
    out, offsets = bytearray(b"%PDF-1.7\n"), []
    for number, one in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n" % number + one + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % at for at in offsets)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    trailer = b"trailer\n<</Size %d/Root %d 0 R>>\n" % (len(objects) + 1, root)
    return bytes(out) + head + table + trailer + b"startxref\n%d\n%%%%EOF" % len(out)


CATALOG, PAGES = b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]%s>>"


def bomb():
    """Objects packed so small that unpacked they are gigabytes."""
    inside = zlib.compress(b"0 " * (40 * MEGABYTE), 9)
    inside = zlib.compress(inside, 9)
    head = b"<</Type/ObjStm/N 1/First 4/Filter[/FlateDecode/FlateDecode]/Length %d>>" % len(inside)
    return raw(CATALOG, PAGES, PAGE % b"", head + b"stream\n" + inside + b"\nendstream")


CRAFTED = {
    "a page that is its own parent": lambda: raw(
        CATALOG, b"<</Type/Pages/Kids[2 0 R]/Count 1>>", PAGE % b""
    ),
    "a million pages, it says": lambda: raw(
        CATALOG, b"<</Type/Pages/Kids[3 0 R]/Count 1000000>>", PAGE % b""
    ),
    "one page a thousand times": lambda: raw(
        CATALOG, b"<</Type/Pages/Kids[%s]/Count 1000>>" % (b"3 0 R " * 1000), PAGE % b""
    ),
    "arrays in arrays": lambda: raw(
        CATALOG, PAGES, PAGE % (b"/Resources" + b"[" * 200_000 + b"]" * 200_000)
    ),
    "dictionaries in dictionaries": lambda: raw(
        CATALOG, PAGES, PAGE % (b"/Resources" + b"<</A" * 50_000 + b" 1" + b">>" * 50_000)
    ),
    "resources that lead round": lambda: raw(
        CATALOG, PAGES, PAGE % b"/Resources 4 0 R", b"<</XObject<</A 4 0 R>>/Font 5 0 R>>", b"4 0 R"
    ),
    "a length without end": lambda: raw(
        CATALOG, PAGES, PAGE % b"/Contents 4 0 R", b"<</Length 99999999999>>stream\nx\nendstream"
    ),
    "a bomb": bomb,
    "a hundred thousand objects": lambda: raw(CATALOG, PAGES, PAGE % b"", *[b"1"] * 100_000),
    "a name of a megabyte": lambda: raw(
        CATALOG, PAGES, PAGE % (b"/Resources<</" + b"A" * MEGABYTE + b" 1>>")
    ),
}


@pytest.mark.parametrize("content", CRAFTED.values(), ids=CRAFTED)
def test_a_crafted_file_ends_soon(content):
    """In the process of its own, with three seconds of processor and half a gigabyte."""
    kept = None
    with suppress(PdfRefused):
        kept = clean_pdf(content(), max_bytes=5 * MEGABYTE, max_pages=20)
    assert kept is None or kept.pages <= 20

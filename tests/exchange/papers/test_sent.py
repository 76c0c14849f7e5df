"""Which PDFs are taken, what is kept of them, and which are kindly refused."""

from __future__ import annotations

import hashlib
import io
import os

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

from exchange.papers.cleaner import clean
from exchange.papers.sent import (
    NotPaper,
    NotPdf,
    PdfBroken,
    PdfBundle,
    PdfFillIn,
    PdfLocked,
    PdfTooBig,
    PdfTooLong,
    PhotoTooLarge,
    PhotoUnreadable,
    clean_paper,
    clean_pdf,
)
from tests.builders.bots.photos import PLACE, photo

MEGABYTE = 1024 * 1024
MOST = {"max_bytes": 5 * MEGABYTE, "max_pages": 20}


def _script():
    return Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def _pdf(change=lambda _: None, pages=1, **saving):
    document = pikepdf.new()
    for _ in range(pages):
        document.add_blank_page()
    change(document)
    file = io.BytesIO()
    document.save(file, **saving)
    return file.getvalue()


def _clean(content):
    """The copy, made in this process: to start one of its own for each takes long."""
    return clean(content, 20).copy


def _take(content):
    return clean_pdf(content, max_bytes=5 * MEGABYTE, max_pages=20)


def _website():
    return Dictionary(S=Name.URI, URI=String("https://example.org"))


def _to_page_one(document):
    document.Root.OpenAction = Array([document.pages[0].obj, Name.Fit])


def _go_to_page_one(document):
    document.Root.OpenAction = Dictionary(S=Name.GoTo, D=Array([document.pages[0].obj, Name.Fit]))


def _link(action):
    def change(document):
        document.pages[0].Annots = Array(
            [Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=action)]
        )

    return change


def _at_opening(action):
    def change(document):
        document.Root.OpenAction = action

    return change


def _page_action(document):
    document.pages[0].AA = Dictionary(O=_script())


def _named_script(document):
    tree = Dictionary(Names=Array([String("a"), document.make_indirect(_script())]))
    document.Root.Names = Dictionary(JavaScript=tree)


def _attachment(document):
    document.attachments["cv.xml"] = b"<cv/>"


def _dynamic_form(document):
    document.Root.AcroForm = Dictionary(Fields=Array([]), XFA=String("<xdp/>"))


def _deeply_nested(document):
    thing = Array([])
    for _ in range(200):
        thing = Array([thing])
    document.Root.Deep = thing


def _bomb(document):
    document.pages[0].Contents = document.make_stream(b"0 " * (10 * MEGABYTE))


def _static_form(document):
    """A form with a filled field, its own drawing, a script, and the rights to use it."""
    drawing = document.make_stream(b"0 0 9 9 re f", Type=Name.XObject, Subtype=Name.Form)
    drawing.BBox = [0, 0, 9, 9]
    field = document.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Tx,
            T=String("name"),
            V=String("Ana"),
            Rect=[0, 0, 9, 9],
            AP=Dictionary(N=drawing),
            AA=Dictionary(K=_script()),
        )
    )
    document.pages[0].Annots = Array([field])
    document.Root.AcroForm = Dictionary(Fields=Array([field]), XFA=String("<xdp/>"))
    document.Root.Perms = Dictionary(UR3=Dictionary(Type=Name.Sig))


def _bundle(document):
    _attachment(document)
    document.Root.Collection = Dictionary(View=Name.T)


def _names_that_look_like_keys(document):
    names = ("/AA", "/JS", "/EF", "/F", "/Metadata", "/XFA")
    fonts = {name: Dictionary(Type=Name.Font, Subtype=Name.Type1) for name in names}
    picture = document.make_stream(b"0", Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1)
    document.pages[0].Resources = Dictionary(
        Font=Dictionary(**{name[1:]: font for name, font in fonts.items()}),
        XObject=Dictionary(AA=picture, EF=picture),
    )


def _file_behind_a_picture(document):
    """What is drawn may name a file it came from, or lie in one."""
    picture = document.make_stream(b"0", Type=Name.XObject, Subtype=Name.Image)
    picture.F, picture.Metadata = String("/etc/passwd"), document.make_stream(b"marker")
    inside = Dictionary(Type=Name.Filespec, EF=Dictionary(F=document.make_stream(b"marker")))
    picture.Odd, picture.AF = inside, Array([inside])
    document.pages[0].Resources = Dictionary(XObject=Dictionary(Im0=picture))


def _metadata(document):
    document.docinfo["/Author"] = "marker"
    document.Root.Metadata = document.make_stream(b"marker", Type=Name.Metadata)


def _dressed(change):
    """A document with something to see, changed."""

    def dress(document):
        document.pages[0].Contents = document.make_stream(b"BT (Ana) Tj ET")
        change(document)

    return _pdf(dress)


TAKEN = {
    "a blank page": _pdf,
    "twenty pages": lambda: _pdf(pages=20),
    "opens at page one": lambda: _pdf(_to_page_one),
    "opens by going to page one": lambda: _pdf(_go_to_page_one),
    "a link to a website": lambda: _pdf(_link(_website())),
    "objects packed": lambda: _pdf(
        _link(_website()), object_stream_mode=pikepdf.ObjectStreamMode.generate
    ),
    "a page that unpacks to 20 MB": lambda: _pdf(_bomb, compress_streams=True),
    "script at opening": lambda: _dressed(_at_opening(_script())),
    "website at opening": lambda: _dressed(_at_opening(_website())),
    "script after going to a page": lambda: _dressed(
        _at_opening(Dictionary(S=Name.GoTo, Next=_script()))
    ),
    "script by name": lambda: _dressed(_named_script),
    "script behind a link": lambda: _dressed(_link(_script())),
    "script packed away": lambda: _pdf(
        _link(_script()), object_stream_mode=pikepdf.ObjectStreamMode.generate
    ),
    "script as an address": lambda: _dressed(
        _link(Dictionary(S=Name.URI, URI=String("javascript:alert(1)")))
    ),
    "program behind a link": lambda: _dressed(
        _link(Dictionary(S=Name.Launch, F=String("calc.exe")))
    ),
    "form sent off": lambda: _dressed(_link(Dictionary(S=Name.SubmitForm, F=String("x")))),
    "action of a page": lambda: _dressed(_page_action),
    "attached file": lambda: _dressed(_attachment),
    "a form with fields": lambda: _dressed(_static_form),
    "metadata": lambda: _dressed(_metadata),
    "a file behind a picture": lambda: _dressed(_file_behind_a_picture),
    "nested deeply beside the pages": lambda: _dressed(_deeply_nested),
    "locked for changes only": lambda: _pdf(encryption=pikepdf.Encryption(owner="o")),
    "bytes before the header": lambda: b"\n<html>\r\n" + _pdf(),
}
REFUSED = {
    "dynamic form": (lambda: _pdf(_dynamic_form), PdfFillIn),
    "files behind a cover": (lambda: _pdf(_bundle), PdfBundle),
    "locked": (lambda: _pdf(encryption=pikepdf.Encryption(owner="o", user="u")), PdfLocked),
    "too many pages": (lambda: _pdf(pages=21), PdfTooLong),
    "no page": (lambda: _pdf(pages=0), PdfBroken),
    "only the header": (lambda: b"%PDF-1.7\n", PdfBroken),
    "cut off": (lambda: _pdf(pages=3)[:200], PdfBroken),
    "noise": (lambda: b"%PDF-1.7\n" + os.urandom(2_000), PdfBroken),
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n", NotPdf),
    "a web page about PDF": (lambda: b"<html>" + b" " * 2_000 + b"%PDF-1.7", NotPdf),
    "empty": (lambda: b"", NotPdf),
    "too big": (lambda: _pdf() + b"\n" * 5 * MEGABYTE, PdfTooBig),
}
OF_THE_CATALOG = {"/Type", "/Pages", "/OCProperties"}
NEVER = (b"/JavaScript", b"/Launch", b"/XFA", b"/EmbeddedFile", b"/Filespec", b"marker", b"passwd")


@pytest.mark.parametrize("content", TAKEN.values(), ids=TAKEN)
def test_a_clean_copy_is_kept(content):
    """Pages, what is drawn on them, links to the web: nothing that acts, is attached, or tells."""
    given = content()
    with pikepdf.open(io.BytesIO(_clean(given))) as kept, pikepdf.open(io.BytesIO(given)) as sent:
        assert not kept.is_encrypted
        assert len(kept.pages) == len(sent.pages)
        assert set(kept.Root.keys()) <= OF_THE_CATALOG
        assert "/Info" not in kept.trailer
        actions = [one.A.S for page in kept.pages for one in page.Annots]
        assert set(actions) <= {Name.URI}
        unpacked = io.BytesIO()
        kept.save(unpacked, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    assert [one for one in NEVER if one in unpacked.getvalue()] == []


def test_what_is_seen_stays():
    """Words, links, and what was filled in; the field itself is gone."""
    link = _clean(_dressed(_link(_website())))
    with pikepdf.open(io.BytesIO(link)) as kept:
        assert str(kept.pages[0].Annots[0].A.URI) == "https://example.org"
        assert b"(Ana)" in kept.pages[0].Contents.read_bytes()
    with pikepdf.open(io.BytesIO(_clean(_dressed(_static_form)))) as kept:
        drawn = kept.pages[0].Resources.XObject
        assert [one.read_bytes() for one in drawn.values()] == [b"0 0 9 9 re f"]


def test_keys_are_judged_by_their_place():
    """A font or a picture may be named as its maker likes."""
    with pikepdf.open(io.BytesIO(_clean(_pdf(_names_that_look_like_keys)))) as kept:
        resources = kept.pages[0].Resources
        assert set(resources.Font.keys()) == {"/AA", "/JS", "/EF", "/F", "/Metadata", "/XFA"}
        assert set(resources.XObject.keys()) == {"/AA", "/EF"}


def test_equal_files_make_equal_copies():
    """So that one that is sent twice is known by its digest; in a process of its own as well."""
    given = TAKEN["attached file"]()
    taken = _take(given)
    assert taken.content == _clean(given)
    assert (taken.sha256, taken.pages) == (hashlib.sha256(taken.content).hexdigest(), 1)


@pytest.mark.parametrize(("content", "error"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_cleaned_is_refused_with_its_reason(content, error):
    """Each has its own error, which tells the person what to do."""
    with pytest.raises(error) as refusal:
        _take(content())
    assert type(refusal.value) is error


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (PdfTooBig(size_mb="5.1", limit_mb="5", thing="CV"), "for a CV I can take 5 MB at most"),
        (PdfLocked(thing="proof of stay"), "nobody could read your proof of stay"),
        (PdfTooLong(pages=21, limit=20, thing="CV"), "21 pages; for a CV I can take 20 at most"),
    ],
)
def test_a_refusal_says_what_to_do(error, words):
    """The message names the figures, and the thing that was asked for."""
    assert words in str(error)


def test_a_file_just_over_the_limit_does_not_look_within_it():
    """Sizes are rounded up."""
    with pytest.raises(PdfTooBig) as refusal:
        _take(b"%PDF-" + b" " * 5 * MEGABYTE)
    assert refusal.value.facts == {"size_mb": "5.1", "limit_mb": "5", "thing": "CV"}


@pytest.mark.parametrize(
    "sent",
    [
        lambda: photo((120, 80)),
        lambda: photo((120, 80), "PNG", mode="RGBA"),
        lambda: photo((120, 80), "PNG", mode="P"),
        lambda: photo((120, 80), mode="CMYK"),
    ],
    ids=["as a telephone takes it", "a screenshot", "few colours", "of a printer"],
)
def test_a_photo_is_drawn_anew(sent):
    """The right way up as JPEG, without where and with what it was taken."""
    copy = clean_paper(sent(), thing="proof", **MOST)
    assert copy.is_photo
    with Image.open(io.BytesIO(copy.content)) as kept:
        assert (kept.format, kept.size, dict(kept.getexif())) == ("JPEG", (80, 120), {})
    assert PLACE not in copy.content


def test_a_photo_is_no_larger_than_a_page():
    """A page of print is enough; so nobody's room is used up by one bill."""
    copy = clean_paper(photo((4000, 3000)), thing="proof", **MOST)
    with Image.open(io.BytesIO(copy.content)) as kept:
        assert kept.size == (1800, 2400)


@pytest.mark.parametrize(
    ("sent", "error"),
    [
        (lambda: photo()[:60], PhotoUnreadable),
        (lambda: b"\x89PNG\r\n\x1a\n", PhotoUnreadable),
        (lambda: photo((9000, 9000), "PNG", mode="1"), PhotoTooLarge),
        (lambda: b"GIF89a", NotPaper),
        (lambda: b"\x00\x00\x00\x18ftypheic", NotPaper),
        (lambda: b"", NotPaper),
        (lambda: b"\xff\xd8\xff" + b"\0" * 5 * MEGABYTE, PdfTooBig),
        (lambda: _pdf(pages=21), PdfTooLong),
    ],
)
def test_what_is_no_paper_is_refused_with_the_reason(sent, error):
    """Cut off, vast, of another kind, or as for any PDF."""
    with pytest.raises(error):
        clean_paper(sent(), thing="proof", **MOST)


def test_a_pdf_is_a_paper_as_well():
    """And stays one."""
    assert not clean_paper(_pdf(), thing="proof", **MOST).is_photo

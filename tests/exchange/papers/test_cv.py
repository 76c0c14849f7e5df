"""Which CVs are taken and which are kindly refused."""

from __future__ import annotations

import io
import os

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from exchange.papers.cv import (
    CvActive,
    CvBroken,
    CvCarriesFiles,
    CvEncrypted,
    CvNotPdf,
    CvTooBig,
    CvTooManyPages,
    check_cv,
)

MEGABYTE = 1024 * 1024


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


def _check(content, max_bytes=5 * MEGABYTE, max_pages=20):
    check_cv(content, max_bytes=max_bytes, max_pages=max_pages)


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


HARMLESS = {
    "a blank page": _pdf(),
    "twenty pages": _pdf(pages=20),
    "opens at page one": _pdf(_to_page_one),
    "opens by going to page one": _pdf(_go_to_page_one),
    "a link to a website": _pdf(_link(_website())),
    "objects packed": _pdf(_link(_website()), object_stream_mode=pikepdf.ObjectStreamMode.generate),
    "a page that unpacks to 20 MB": _pdf(_bomb, compress_streams=True),
}
HOSTILE = {
    "script at opening": (_pdf(_at_opening(_script())), CvActive),
    "website at opening": (_pdf(_at_opening(_website())), CvActive),
    "script after going to a page": (
        _pdf(_at_opening(Dictionary(S=Name.GoTo, Next=_script()))),
        CvActive,
    ),
    "script by name": (_pdf(_named_script), CvActive),
    "script behind a link": (_pdf(_link(_script())), CvActive),
    "script packed away": (
        _pdf(_link(_script()), object_stream_mode=pikepdf.ObjectStreamMode.generate),
        CvActive,
    ),
    "program behind a link": (
        _pdf(_link(Dictionary(S=Name.Launch, F=String("calc.exe")))),
        CvActive,
    ),
    "form sent off": (_pdf(_link(Dictionary(S=Name.SubmitForm, F=String("x")))), CvActive),
    "action of a page": (_pdf(_page_action), CvActive),
    "dynamic form": (_pdf(_dynamic_form), CvActive),
    "attached file": (_pdf(_attachment), CvCarriesFiles),
    "locked": (_pdf(encryption=pikepdf.Encryption(owner="o", user="u")), CvEncrypted),
    "locked for changes only": (_pdf(encryption=pikepdf.Encryption(owner="o")), CvEncrypted),
    "too many pages": (_pdf(pages=21), CvTooManyPages),
    "no page": (_pdf(pages=0), CvBroken),
    "nested too deeply": (_pdf(_deeply_nested), CvBroken),
    "only the header": (b"%PDF-1.7\n", CvBroken),
    "cut off": (_pdf(pages=3)[:200], CvBroken),
    "noise": (b"%PDF-1.7\n" + os.urandom(2_000), CvBroken),
    "a picture": (b"\x89PNG\r\n\x1a\n", CvNotPdf),
    "a web page around a PDF": (b"<html>" + _pdf(), CvNotPdf),
    "empty": (b"", CvNotPdf),
    "too big": (_pdf() + b"\n" * 5 * MEGABYTE, CvTooBig),
}


@pytest.mark.parametrize("content", HARMLESS.values(), ids=HARMLESS)
def test_harmless_cvs_pass(content):
    """An ordinary PDF passes, also with links, packed objects or a page to open at."""
    _check(content)


@pytest.mark.parametrize(("content", "error"), HOSTILE.values(), ids=HOSTILE)
def test_other_files_are_refused_with_their_reason(content, error):
    """Each kind of bad file has its own error, which tells the person what to do."""
    with pytest.raises(error) as refusal:
        _check(content)
    assert type(refusal.value) is error


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (CvTooBig(size_mb="5.1", limit_mb="5"), "5.1 MB and I can take 5 MB at most"),
        (CvEncrypted(), "without a password and send it again"),
        (CvTooManyPages(pages=21, limit=20), "21 pages and I can take 20 at most"),
    ],
)
def test_a_refusal_says_what_to_do(error, words):
    """The message names the figures and the next step."""
    assert words in str(error)


def test_a_file_just_over_the_limit_does_not_look_within_it():
    """Sizes are rounded up."""
    with pytest.raises(CvTooBig) as refusal:
        _check(b"%PDF-" + b" " * 5 * MEGABYTE)
    assert refusal.value.facts == {"size_mb": "5.1", "limit_mb": "5"}

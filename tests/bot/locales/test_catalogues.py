"""Every word people read is in every catalogue, with its facts and its markup."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

import pytest
from babel.messages.pofile import read_po

from bot.conversation.speech import Speech, known_language, languages
from bot.locales.collect import FOLDER, ROOT, TEMPLATE, _in_source, collect, complete, read

if TYPE_CHECKING:
    from pathlib import Path

FACT = re.compile(r"\{[^}]*\}")
TAG = re.compile(r"</?[a-z]+")
REFERENCE = re.compile(r"\b(?:A|HX)-")
SHOWN = {"reply", "send", "Screen", "Button", "Again"}
CATALOGUES = sorted(FOLDER.glob("*/messages.po"))


def both(one) -> tuple[str, ...]:
    """A message's texts, one or two."""
    return (one,) if isinstance(one, str) else tuple(one)


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parent.name)
def test_every_message_is_translated(path: Path):
    """A catalogue has every message of the source, and none is empty."""
    catalogue = read(path)
    found = {one.id if isinstance(one.id, str) else tuple(one.id) for one in catalogue if one.id}
    assert found == collect()
    assert [one.id for one in catalogue if one.id and not complete(one.string)] == []


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parent.name)
def test_translations_keep_facts_and_markup(path: Path):
    """A translation has the placeholders and the tags of its message, no more and no less."""
    for one in read(path):
        wanted = max(both(one.id), key=lambda text: len(FACT.findall(text))) if one.id else ""
        for text in both(one.string) if one.id else ():
            assert set(FACT.findall(text)) <= set(FACT.findall(wanted)), one.id
            assert sorted(TAG.findall(text)) == sorted(TAG.findall(wanted)), one.id
        if isinstance(one.id, str) and one.id:
            assert sorted(FACT.findall(str(one.string))) == sorted(FACT.findall(one.id)), one.id


def test_the_template_is_what_the_source_says():
    """`make messages` was run after the last change of words."""
    template = {one.id if isinstance(one.id, str) else tuple(one.id) for one in read_template()}
    assert template == collect()


def read_template():
    """The template's messages."""
    with TEMPLATE.open("rb") as source:
        return [one for one in read_po(source) if one.id]


def bare_texts(source: str) -> list[str]:
    """Texts that are shown without `say`; references such as HX-0007 are the same everywhere."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    shown = [
        one for one in calls if getattr(one.func, "id", getattr(one.func, "attr", "")) in SHOWN
    ]
    parts = [
        part.value
        for call in shown
        for value in call.args[:1]
        for part in (value.values if isinstance(value, ast.JoinedStr) else [value])
        if isinstance(part, ast.Constant) and isinstance(part.value, str)
    ]
    return [text for text in parts if any(map(str.isalpha, REFERENCE.sub("", text)))]


@pytest.mark.parametrize(
    ("source", "bare"),
    [
        ('talk.reply("Hello")', ["Hello"]),
        ('Button(f"{n} days", "x")', [" days"]),
        ('Button(say("Hello"), "x:hello")', []),
        ('Button(f"HX-{n:04}", "x")', []),
        ('Button("›", "next")', []),
    ],
)
def test_a_bare_text_is_recognised(source, bare):
    """Letters in a shown literal are words; signs and references are none."""
    assert bare_texts(source) == bare


def test_nothing_is_shown_past_the_catalogue():
    """Every word on a screen or a button goes through `say`."""
    found = {
        str(path.relative_to(ROOT)): bare_texts(path.read_text(encoding="utf-8"))
        for path in (ROOT / "bot").rglob("*.py")
    }
    assert {path: bare for path, bare in found.items() if bare} == {}


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('say("one " "text")', {"one text"}),
        ('talk.say("a" if x else "b")', {"a", "b"}),
        ('say(x or "none")', {"none"}),
        ('def f():\n  text = "a"\n  other = "b"\n  say(text)', {"a"}),
        ('N_("a")', {"a"}),
        ('say.many("{count} day", "{count} days", n)', {("{count} day", "{count} days")}),
        ('class Late(CxcError):\n  """Too\n  late."""', {"Too late."}),
        ('class Late(Other):\n  """Too late."""', set()),
        ("say(text)", set()),
    ],
)
def test_the_collector_finds_what_is_said(source, found):
    """However a text comes into `say`, the collector reads it from the source."""
    assert set(_in_source(ast.parse(source))) == found


@pytest.mark.parametrize(
    ("code", "spoken"),
    [
        ("de", "de"),
        ("de-AT", "de"),
        ("de_CH", "de"),
        ("en-US", "en"),
        ("xx", "en"),
        (None, "en"),
        ("", "en"),
    ],
)
def test_a_telegram_language_finds_its_catalogue(code, spoken):
    """Territories fall back to their language, the unknown to English."""
    assert known_language(code) == spoken


def test_german_speaks_german():
    """A message comes in the reader's language, its number in the right form."""
    say = Speech("de")
    assert say("Yes, I agree") == "Ja, einverstanden"
    assert say.many("{count} working day", "{count} working days", 1) == "1 Arbeitstag"
    assert say.many("{count} working day", "{count} working days", 5) == "5 Arbeitstage"


def test_english_and_german_are_spoken():
    """At least these two catalogues are there."""
    assert {"en", "de"} <= set(languages())

"""Everything that both bots show is in the storybook, within limits, and in the reader's language."""

from __future__ import annotations

from itertools import chain

import pytest
from babel.messages.pofile import read_po

from bot.conversation.kinds.base import BACK, DONE, GIVE, KEEP, LEAVE, PAGE, SKIP, TOGGLE
from bot.conversation.speech import CATALOGUES, FALLBACK
from exchange.scheme.call import load_scheme
from tests.patience import TEST
from tests.screens.book import CHAPTERS, LANGUAGES, buttons, play
from tests.screens.limits import limits, over
from tests.screens.steps import functions
from tests.screens.tables import BOTS, family_of, name_of
from tests.screens.texts import as_text, path_of

pytestmark = pytest.mark.timeout(3 * TEST)  # the first test that reads a chapter has it played
LIMITS = limits()
OTHERS = [language for language in LANGUAGES if language != FALLBACK]
"""Into which the source is translated: to play everything in them is a proof."""


@pytest.mark.parametrize(
    "language", [FALLBACK, *(pytest.param(one, marks=pytest.mark.proofs) for one in OTHERS)]
)
@pytest.mark.parametrize("name", CHAPTERS)
def test_a_chapter_reads_as_it_is_written(read, name, language):
    """What people read has changed only where that was wanted: `make storybook` writes it anew."""
    assert as_text(read(name, language)).splitlines() == (
        path_of(name, language).read_text(encoding="utf-8").splitlines()
    )


def test_the_written_chapters_are_those_of_the_book():
    """None is left over from a play that is gone."""
    wanted = {path_of(name, language).name for name in CHAPTERS for language in LANGUAGES}
    assert {path.name for path in path_of("x", "en").parent.glob("*.txt")} == wanted


def test_every_notice_is_shown(book):
    """Each kind that has words is in some chapter."""
    shown = {one.about for chapter in book for one in chapter.shown()}
    assert set(chain(*(kit.renderers for kit in BOTS.values()))) - shown == set()


def test_every_command_is_typed(book):
    """In both bots, by somebody."""
    did = {
        (one.bot, one.about.split()[0]) for chapter in book for one in chapter.shown() if one.about
    }
    known = {(bot, f"/{one.name}") for bot, kit in BOTS.items() for one in kit.commands}
    assert known - did == set()


def test_every_kind_of_button_is_tapped(book):
    """Whatever address a button may have, one was shown and somebody tapped it."""
    tapped = set().union(*(chapter.tapped for chapter in book))
    known = {(bot, name_of(family)) for bot, kit in BOTS.items() for family in kit.taps}
    assert known - tapped == set()


def test_every_button_that_is_shown_leads_somewhere(book):
    """No screen has a button that its own bot would call stale."""
    for chapter in book:
        for one in chapter.shown():
            for button in (button for row in one.rows for button in row):
                assert button.get("url") or family_of(one.bot, button["callback_data"])


def test_every_question_is_asked(book):
    """Of every form: those of the scheme, and those that stand in the source."""
    asked = {(form, question) for chapter in book for _, form, question in chapter.asked}
    scheme = load_scheme("clusterxchange")
    papers = {"cq": scheme.commitment_form, "rep": scheme.report_form}
    known = {
        (form, one.id) for form, entries in papers.items() for one in entries if not one.follows
    }
    assert known - asked == set()
    assert set(chain(*(kit.forms for kit in BOTS.values()))) == {form for form, _ in asked}


def test_every_way_to_answer_is_tapped(book):
    """Back, skip, keep, another page: each by some question's button."""
    verbs = {
        data.split(":")[3]
        for chapter in book
        for one in chapter.shown()
        for _, data, _ in buttons(one)
        if data.startswith("f:")
    }
    assert verbs >= {BACK, DONE, GIVE, KEEP, LEAVE, PAGE, SKIP, TOGGLE}


@pytest.mark.proofs
def test_screens_are_within_their_limits(translated):
    """But for the exceptions, each with its reason, and for those that another issue mends.

    A screen that is mended, or no longer shown, leaves the list; none may grow in it.
    """
    excepted = LIMITS["exceptions"]
    found = {
        limit: {name: much for name, much in names.items() if name not in excepted.get(limit, {})}
        for limit, names in over(translated).items()
    }
    listed = {limit: dict(names) for limit, names in LIMITS["today"].items()}
    grown = {
        (limit, name, much)
        for limit, names in found.items()
        for name, much in names.items()
        if much > listed.get(limit, {}).get(name, 0)
    }
    mended = {
        (limit, name)
        for limit, names in listed.items()
        for name in names
        if name not in found.get(limit, {})
    }
    assert (grown, mended) == (set(), set())


@pytest.mark.proofs
@pytest.mark.parametrize("language", OTHERS)
def test_every_word_is_translated(translated, language):
    """Each text that is said has a translation of its own, or is the same in both languages."""
    with (CATALOGUES / language / "messages.po").open("rb") as source:
        catalogue = read_po(source, locale=language)
    known = {first(one.id): first(one.string) for one in catalogue if one.id and first(one.string)}
    same = set(LIMITS["same"][language])
    here = [chapter for chapter in translated if chapter.language == language]
    said = set().union(*(chapter.said for chapter in here))
    texts = {text for chapter in here for text in chapter.texts if any(map(str.isalpha, text))}
    bare = {text for text in texts if known.get(text, text) == text and wordy(text)}
    assert bare - same - said == set()


def first(text) -> str:
    """The text, or the first of its forms."""
    return text if isinstance(text, str) else text[0]


def wordy(text: str) -> bool:
    """Whether a text has words of its own beside its facts and its markup."""
    plain = "".join(
        part.partition("}")[2] if at else part for at, part in enumerate(text.split("{"))
    )
    return any(len(word) > 2 for word in plain.replace(">", "<").split("<")[::2] if word.isalpha())


def test_every_function_is_entered(book):
    """No screen without a test: what the plays do not enter stands in a list, with its reason."""
    entered = set().union(*(chapter.entered for chapter in book))
    elsewhere = set(LIMITS["entered_elsewhere"])
    missed = {f"{one.path}:{one.name}" for one in functions() if one not in entered}
    assert {
        one for one in missed if one not in elsewhere and one.partition(":")[0] not in elsewhere
    } == set()


@pytest.mark.long
@pytest.mark.proofs  # it measures the processor, and a busy machine measures badly
def test_nothing_slow_is_done_in_a_transaction():
    """Whoever writes keeps all others waiting: what takes long is done elsewhere.

    Papers, pictures and spreadsheets are made, and sent files looked at, by another thread.
    """
    slow = {one for name in CHAPTERS for one in play(name, FALLBACK, times=True).slow}
    assert {one for one in slow if not any(known in one for known in LIMITS["slow"])} == set()

"""A screen is cut into messages that Telegram takes."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from bot.conversation.addresses import Data
from bot.conversation.screens import (
    CAPTION_LIMIT,
    TEXT_LIMIT,
    Button,
    Pages,
    Screen,
    clip,
    cut,
    grid,
    paragraphs,
    units,
)

ROWS = ((Button("Yes", "a:yes"),),)
LONG = Markup("\n".join(["x" * 99] * 100))  # 9999 characters


def test_a_long_screen_becomes_messages_within_the_limit():
    """Nothing is lost, and only the last has the buttons."""
    parts = Screen(LONG, ROWS).parts()
    assert [len(one.text) <= TEXT_LIMIT for one in parts] == [True, True, True]
    assert "\n".join(one.text for one in parts) == LONG
    assert [one.rows for one in parts] == [(), (), ROWS]


def test_a_short_screen_is_one_message():
    """Exactly the limit fits."""
    screen = Screen(Markup("x" * TEXT_LIMIT), ROWS, edits=5)
    assert screen.parts() == [screen]


def test_a_long_screen_does_not_edit():
    """The tapped message stays above what is now said below it."""
    assert [one.edits for one in Screen(LONG, edits=5).parts()] == [None, None, None]


def test_one_long_line_is_cut_as_well():
    """People write without line breaks."""
    assert max(len(one.text) for one in Screen(Markup("word " * 2000)).parts()) <= TEXT_LIMIT


@pytest.mark.parametrize("lines", [15, 60])
def test_a_long_caption_goes_ahead_as_text(lines):
    """What is under the file fits under a file."""
    *_, last = Screen(Markup("\n".join(["x" * 99] * lines)), file_id=1).parts()
    assert (len(last.text) <= CAPTION_LIMIT, last.file_id) == (True, 1)


@given(st.lists(st.text("ab ", min_size=1, max_size=40), max_size=30), st.integers(40, 100))
def test_cutting_keeps_every_word_within_the_limit(lines, limit):
    """No piece is over the limit (beside its line break), no letter is lost."""
    text = "\n".join(lines)
    pieces = cut(text, limit)
    assert max(map(len, pieces)) <= limit
    assert "".join(pieces).replace("\n", "") == text.replace("\n", "")


MARKED = st.recursive(
    st.text("ab \n<&😀", min_size=1, max_size=300).map(lambda text: str(escape(text))),
    lambda inner: st.tuples(
        st.sampled_from(["b", "i", "blockquote expandable"]),
        st.lists(inner, min_size=1, max_size=4),
    ).map(lambda one: f"<{one[0]}>{''.join(one[1])}</{one[0].partition(' ')[0]}>"),
    max_leaves=20,
)


class Reader(HTMLParser):
    """What a reader sees of a text: each sign with the tags around it."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.open, self.seen, self.sound = [], [], True
        self.feed(text)
        self.close()
        self.sound = self.sound and not self.open

    def handle_starttag(self, tag, _attrs):
        """A tag opens."""
        self.open.append(tag)

    def handle_endtag(self, tag):
        """The tag opened last closes."""
        self.sound = self.sound and bool(self.open) and self.open.pop() == tag

    def handle_data(self, data):
        """Signs; line breaks may be lost where it is cut."""
        self.seen += [(sign, tuple(self.open)) for sign in data if sign != "\n"]


@given(MARKED, st.integers(800, 1000))  # room for the tags that are open at once
def test_every_piece_is_marked_up_by_itself(text, limit):
    """No tag or entity is cut in two, each sign keeps its tags, each piece has room enough."""
    pieces = cut(text, limit)
    read = [Reader(piece) for piece in pieces]
    assert [one.sound for one in read] == [True] * len(pieces)
    assert [sign for one in read for sign in one.seen] == Reader(text).seen
    assert max(map(units, pieces)) <= limit


@pytest.mark.parametrize(("text", "length"), [("abc", 3), ("é", 1), ("😀", 2), ("🇵🇹", 4)])
def test_length_is_counted_as_telegram_does(text, length):
    """In UTF-16 code units: a sign beyond the first plane counts twice."""
    assert units(text) == length


def test_an_answer_of_emoji_fits_into_messages():
    """4,096 of them are 8,192 units, which is two messages."""
    parts = Screen(Markup("😀" * TEXT_LIMIT)).parts()
    assert [units(one.text) for one in parts] == [TEXT_LIMIT, TEXT_LIMIT]


def test_a_long_caption_in_one_message_is_marked_up_soundly():
    """A notice that ends with an ellipsis closes what it opened."""
    whole = Screen(Markup("<b>{}</b>").format("word " * 500), file_id=1).in_one()
    assert Reader(whole.text).sound
    assert (units(whole.text) <= CAPTION_LIMIT, whole.text[-1]) == (True, "…")


def test_the_body_tells_all():
    """What the outbox keeps is what will be sent."""
    screen = Screen(
        Markup("<b>Hi</b>"), ((Button("Go", "a:go"), Button("Web", url="https://e.eu")),)
    )
    assert screen.instead_of(7).body() == {
        "text": "<b>Hi</b>",
        "keyboard": [
            [{"text": "Go", "callback_data": "a:go"}, {"text": "Web", "url": "https://e.eu"}]
        ],
        "file": None,
        "picture": False,
        "edits": 7,
    }


def test_a_label_has_no_markup():
    """What is escaped for a text stands on a button as it was."""
    label = Markup("✕ {}").format("Linz Lab & Söhne")
    ((button,),) = Screen(Markup("Hi"), ((Button(label, Data("a:go")),),)).body()["keyboard"]
    assert button["text"] == "✕ Linz Lab & Söhne"


def test_paragraphs_escape_what_is_not_marked_up():
    """Plain words between marked-up ones stay words."""
    assert paragraphs(Markup("<b>x</b>"), "", "<3") == Markup("<b>x</b>\n\n&lt;3")


@pytest.mark.parametrize(("count", "widths"), [(0, []), (1, [1]), (2, [2]), (5, [2, 2, 1])])
def test_grid_fills_rows(count, widths):
    """Two in a row, the rest below."""
    assert [len(row) for row in grid([Button(str(n), "n") for n in range(count)])] == widths


@given(st.text(), st.integers(1, 50))
def test_clip_keeps_the_limit(text, limit):
    """Short texts stay as they are, long ones end in an ellipsis."""
    found = clip(text, limit)
    assert len(found) <= limit
    assert found == text or found.endswith("…")


@pytest.mark.parametrize(("page", "labels"), [(0, ["›"]), (1, ["‹", "›"]), (2, ["‹"]), (9, ["‹"])])
def test_pages_turn_only_where_there_is_something(page, labels):
    """25 things on pages of ten; a page beyond the end is the last."""
    assert [one.label for one in Pages(25, 10, page, "t:{}".format).buttons()] == labels


@pytest.mark.parametrize(
    ("text", "limit", "left"),
    [
        ("a day in the finishing laboratory, then home", 36, "a day in the finishing laboratory…"),
        ("its own finishing line", 17, "its own…"),
        ("short", 5, "short"),
        ("Donaudampfschifffahrtsgesellschaft", 10, "Donaudamp…"),
        ("one two", 4, "one…"),
    ],
)
def test_a_text_is_shortened_after_a_word(text, limit, left):
    """Where none ends near, within one."""
    assert clip(text, limit) == left
    assert len(left) <= limit

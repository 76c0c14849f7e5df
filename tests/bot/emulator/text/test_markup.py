"""How HTML becomes text and entities, and what is refused."""

from __future__ import annotations

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.emulator.text.entities import formatted
from bot.emulator.text.markup import parse_html, unescaped, units
from bot.emulator.world.refusals import ApiError


def read(text):
    """The plain text and the entities as (type, offset, length)."""
    plain, entities = formatted({"text": text, "parse_mode": "HTML"})
    return plain, [(one["type"], one["offset"], one["length"]) for one in entities]


@pytest.mark.parametrize(
    ("text", "plain", "entities"),
    [
        ("plain", "plain", []),
        ("<b>bold</b>", "bold", [("bold", 0, 4)]),
        ("<strong>a</strong><em>b</em>", "ab", [("bold", 0, 1), ("italic", 1, 1)]),
        ("<del>a</del><ins>b</ins>", "ab", [("strikethrough", 0, 1), ("underline", 1, 1)]),
        ("<b>a<i>b</i></b>", "ab", [("bold", 0, 2), ("italic", 1, 1)]),
        ("<B>a</b>", "a", [("bold", 0, 1)]),
        ("<b>a</>", "a", [("bold", 0, 1)]),
        ('<span class="tg-spoiler">s</span>', "s", [("spoiler", 0, 1)]),
        ("<tg-spoiler>s</tg-spoiler>", "s", [("spoiler", 0, 1)]),
        ("<blockquote>q</blockquote>", "q", [("blockquote", 0, 1)]),
        ("<blockquote expandable>q</blockquote>", "q", [("expandable_blockquote", 0, 1)]),
        ('<a href="https://a.org/x">l</a>', "l", [("text_link", 0, 1)]),
        ("<a href='not a link'>l</a>", "l", []),
        ("😀<b>a</b>", "😀a", [("bold", 2, 1)]),
        ("<b></b>x", "x", []),
        ("  <b> a </b>  ", "a", [("bold", 0, 1)]),
        ("&lt;b&gt; &amp;amp; &#233; &#x1F600;", "<b> &amp; é 😀", []),
        ("&nbsp;&copy;", "&nbsp;&copy;", []),
        ("<b>a <code>b</code> c</b>", "a b c", [("bold", 0, 2), ("code", 2, 1), ("bold", 3, 2)]),
        ("/start and /help@one_bot", "/start and /help@one_bot",
         [("bot_command", 0, 6), ("bot_command", 11, 13)]),
        ("see https://a.org/b, mail a@b.org", "see https://a.org/b, mail a@b.org",
         [("url", 4, 15), ("email", 26, 7)]),
        ("<code>/start</code>", "/start", [("code", 0, 6)]),
        ("1/2 and a/b", "1/2 and a/b", []),
    ],
)  # fmt: skip
def test_html_becomes_text_and_entities(text, plain, entities):
    """Tags become entities counted in UTF-16 units; spaces at the ends go."""
    assert read(text) == (plain, entities)


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("<b>unclosed", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<script>x</script>", 'Unsupported start tag "script" at byte offset 0'),
        ("é<p>x</p>", 'Unsupported start tag "p" at byte offset 2'),
        ("a <3 b > c", 'Unsupported start tag "3" at byte offset 2'),
        ("a <3", "Unclosed start tag at byte offset 2"),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<b><i>test</b></i>",
         'Unmatched end tag at byte offset 10, expected "</i>", found "</b>"'),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ('<a href="x>y</a>', "Unclosed start tag at byte offset 0"),
        ("<a href=http://x.org>y</a>", "Unexpected end of name token at byte offset 8"),
        ("<a href>y</a>",
         'Expected equal sign in declaration of an attribute of the tag "a" at byte offset 0'),
        ("<a =x>y</a>", 'Empty attribute name in the tag "a" at byte offset 0'),
        ('<tg-emoji emoji-id="x">y</tg-emoji>', "Invalid custom emoji identifier specified"),
        ("<br/>", 'Unsupported start tag "br/" at byte offset 0'),
    ],
)  # fmt: skip
def test_bad_html_is_refused_in_telegrams_words(text, refusal):
    """What Telegram's parser refuses is refused, with the byte where it is."""
    with pytest.raises(ApiError) as caught:
        parse_html(text)
    assert caught.value.description == f"Bad Request: can't parse entities: {refusal}"


def test_a_code_block_keeps_its_language():
    """`pre` around `code` of a language is one entity."""
    _, entities = parse_html('<pre><code class="language-python">x</code></pre>')
    assert entities == [{"type": "pre", "offset": 0, "length": 1, "language": "python"}]


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=200))
def test_escaped_text_comes_out_as_it_was(text):
    """Whatever a person writes survives escaping and reading."""
    assert parse_html(html.escape(text))[0] == text.replace("'", "&#x27;").replace("&#x27;", "'")


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=200))
def test_units_are_those_of_utf_16(text):
    """Lengths are those of the UTF-16 encoding."""
    assert units(text) == len(text.encode("utf-16-le")) // 2


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_every_text_is_read_or_refused(text):
    """No text breaks the parser: it is read, or refused with a reason."""
    try:
        plain, entities = parse_html(text)
    except ApiError as error:
        assert error.description.startswith("Bad Request: can't parse entities: ")  # noqa: PT017
    else:
        assert all(one["offset"] + one["length"] <= units(plain) for one in entities)


def test_only_telegrams_references_are_replaced():
    """Four names and all numbers are known; impossible numbers stay."""
    assert unescaped("&lt;&#65;&#xD800;&#0;&eacute;") == "<A&#xD800;&#0;&eacute;"

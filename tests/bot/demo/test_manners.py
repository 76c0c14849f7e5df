"""What invented people do about what a bot says to them."""

from __future__ import annotations

from datetime import date

import pytest

from bot.demo.manners import LookLater, Say, Seen, Send, Somebody, Tap

DAY = date(2026, 11, 20)  # a Friday


def seen(*data: str, text: str = "", number: int = 1, **more: bool) -> Seen:
    """A bot's message with these buttons."""
    return Seen(number, text, data, DAY, **more)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (("i:yes:4", "i:no:4", "i:ask:4"), "i:yes:4"),
        (("i:reply:9",), "i:reply:9"),
        (("x:agree:3", "x:dates:3"), "x:agree:3"),
        (("x:offer:3", "x:dates:3"), "x:offer:3"),
        (("c:sign:3", "c:write:3"), "c:sign:3"),
        (("r:report:3",), "r:report:3"),
        (("r:survey:3",), "r:survey:3"),
        (("h:answer",), "h:answer"),
        (("m:best:0",), "m:best:0"),
        (("m:host:7", "m:host:8", "m:best:5", "m:search"), "m:host:7"),
        (("m:invite:7", "m:best:0"), "m:invite:7"),
        (("a:yes:5", "a:no:5", "a:ask:5"), "a:yes:5"),
        (("e:sign:3", "e:read:3", "e:stop:3"), "e:sign:3"),
        (("e:valid:3", "e:return:3"), "e:valid:3"),
        (("e:pay:3", "e:read:3"), "e:pay:3"),
        (("e:approve:3", "e:decline:3"), "e:approve:3"),
        (("r:proof:3",), "r:proof:3"),
    ],
)
def test_what_is_asked_is_done(data: tuple[str, ...], expected: str) -> None:
    """Whatever a bot can ask of somebody, they say yes to it."""
    assert Somebody("en").react(seen(*data)) == Tap(1, expected)


def test_another_host_is_tried_next() -> None:
    """Who did not answer the first time is not asked again before the others."""
    ana, hosts = Somebody("en"), ("m:host:7", "m:host:8", "m:best:5")
    found = [ana.react(seen(*hosts, number=number)) for number in (1, 2, 3)]
    assert found == [Tap(1, "m:host:7"), Tap(2, "m:host:8"), Tap(3, "m:host:7")]


@pytest.mark.parametrize(
    "data", [(), ("w:apply",), ("x:show:3",), ("e:read:3", "e:stop:3"), ("d:survey",)]
)
def test_what_is_only_told_is_left(data: tuple[str, ...]) -> None:
    """Nothing is done about a message that asks for nothing."""
    assert Somebody("en").react(seen(*data)) is None


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (("f:rep.3:recommend:=:yes", "f:rep.3:recommend:=:no"), "f:rep.3:recommend:=:yes"),
        (("f:sur.3:gained:+:0.skills", "f:sur.3:gained:<:"), "f:sur.3:gained:+:0.skills"),
        (("f:sur.3:gained:+:0.skills", "f:sur.3:gained:!:"), "f:sur.3:gained:!:"),
        (("f:rep.3:bed:!:", "f:rep.3:bed:<:"), "f:rep.3:bed:!:"),
        (("f:cq.3:*:send:", "f:cq.3:*:change:"), "f:cq.3:*:send:"),
    ],
)
def test_a_question_is_answered_by_a_button(data: tuple[str, ...], expected: str) -> None:
    """Chosen, ticked and done, skipped, or handed in: whatever the question offers."""
    assert Somebody("en").react(seen(*data)) == Tap(1, expected)


def test_words_are_typed_in_the_own_language() -> None:
    """A question without answers to choose gets a sentence that fits it."""
    question = seen("f:cq.3:goals:x:")
    assert [Somebody(one).react(question) for one in ("en", "de", "fr")] == [
        Say("Learn how the other works, and find one product that we can make together."),
        Say("Lernen, wie die anderen arbeiten, und ein gemeinsames Produkt finden."),
        Say("Learn how the other works, and find one product that we can make together."),
    ]


def test_one_conversation_at_a_time() -> None:
    """What would begin another form waits until the present one has ended, then comes its turn."""
    person = Somebody("en")
    assert person.react(seen("r:report:3", number=1)) == Tap(1, "r:report:3")
    assert person.react(seen("r:survey:3", number=2)) is None
    assert person.react(seen("f:rep.3:bed:>:", number=3)) == Send("bed")
    assert person.react(seen("f:rep.3:*:send:", number=4)) == Tap(4, "f:rep.3:*:send:")
    assert person.react(seen(text="Thank you!", number=5)) == Tap(2, "r:survey:3")


def test_an_answer_noted_does_not_end_a_conversation() -> None:
    """The tick in place of a question is no news."""
    person = Somebody("en")
    person.react(seen("r:report:3"))
    person.react(seen("r:survey:3", number=2))
    assert person.react(seen(text="✓ Done", number=3, edited=True)) is None


def test_a_guest_proposes_dates_and_writes_the_paper() -> None:
    """Who was accepted as a guest takes the next steps at once."""
    guest = Somebody("en")
    assert guest.react(seen("x:dates:3", text="🎉 accepted")) == Tap(1, "x:dates:3")
    assert guest.react(seen("x:day:3:2026-12-01", number=2)) == Say("28.12.2026 - 01.01.2027")
    assert guest.react(seen(text="Too few days", number=3)) == Say("04.01.2027 - 08.01.2027")
    assert guest.react(seen("x:offer:3", "x:dates:3", number=4)) == Tap(4, "x:offer:3")
    assert guest.react(seen(text="I asked them", number=5)) is None
    assert guest.react(seen("c:write:3", number=6)) == Tap(6, "c:write:3")


@pytest.mark.parametrize("data", ["x:dates:3", "c:write:3"])
def test_a_host_leaves_dates_and_paper_to_the_guest_for_a_day(data: str) -> None:
    """Then the exchange's own page says whether it is still to be done."""
    host = Somebody("en")
    assert host.react(seen(data)) == LookLater("3")
    assert host.react(seen(data, "x:redate:3", "x:stop:3")) == Tap(1, data)


def test_a_paper_that_is_there_is_not_written_again() -> None:
    """*Change the text* comes with the paper: signatures under it would count no more."""
    assert Somebody("en").react(seen("c:write:3", paper=True)) is None


def test_dates_that_do_not_do_any_more_are_answered_with_others() -> None:
    """Who cannot agree proposes dates, and is not stuck."""
    assert Somebody("en").refuse(Tap(1, "x:agree:3")) == Tap(1, "x:dates:3")


def test_a_paper_that_cannot_be_signed_gets_new_dates() -> None:
    """A no to a signature sends them to the exchange's page; if it still asks, the dates are over."""
    person = Somebody("en")
    page = seen("c:read:3", "c:sign:3", "x:redate:3", "x:stop:3")
    assert person.refuse(Tap(1, "c:sign:3")) == LookLater("3")
    assert person.react(page) == Tap(1, "x:redate:3")
    assert person.react(seen("x:day:3:2026-12-01", number=2)) == Say("28.12.2026 - 01.01.2027")


def test_one_invitation_is_enough() -> None:
    """*See more hosts* after an invitation is not taken up."""
    visitor = Somebody("en")
    visitor.react(seen("m:invite:7", "m:best:0"))
    visitor.react(seen("f:inv.7:*:send:", number=2))
    assert visitor.react(seen("m:best:0", number=3)) is None

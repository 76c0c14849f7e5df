"""Few hosts: what is said about the others, and the wishes that a tap makes wider."""

from __future__ import annotations

import pytest

from bot.conversation.speech import Speech, languages
from bot.participants.answers import answer
from bot.words.obstacles import ANY, NAMES, WORDS, best_ways, obstacle, value_of
from exchange.errors import NotFound
from exchange.proposing import proposals
from exchange.scheme.call import load_scheme
from matching.ranking.eligibility import ExclusionCode
from matching.ranking.openings import DROPPABLE, HostWish, Way, Wish
from tests.builders.bots.talks import answered, buttons, text
from tests.builders.records.applicants import host, visitor

WISHES = {"wished_countries": ["PT"], "months": ["2027-06"]}
FURTHER = {"months": ["2027-07"]}


def hosts_of(work, who, language="en"):
    """What somebody reads at /hosts."""
    return answered(work, who, answer, language, command="hosts")


def test_a_tap_makes_a_wish_wider(work):
    """The button says how many hosts it opens; the list follows, with the way back."""
    who, own = visitor(work, **WISHES)
    host(work, "PT", **FURTHER)
    talk = hosts_of(work, who)
    assert "None of them meets all your wishes." in text(talk)
    assert buttons(talk)["＋ July 2027: 1 host more"] == "m:open:months:2027-07"
    talk = answered(work, who, answer, data="m:open:months:2027-07")
    assert own.months == ["2027-06", "2027-07"]
    assert "Added to your wishes: July 2027." in text(talk)
    back = buttons(talk)["↩ Without July 2027"]
    talk = answered(work, who, answer, data=back)
    assert own.months == ["2027-06"]
    assert "Taken back: July 2027." in text(talk)


def test_who_has_enough_hosts_is_not_bothered(work):
    """Three that meet every wish are a choice."""
    who, _ = visitor(work, **WISHES)
    for _ in range(3):
        host(work, "PT")
    host(work, "FI")
    assert "your wishes" not in text(hosts_of(work, who))


def test_some_that_fit_are_counted(work):
    """One fits in everything, the other is in another country."""
    who, _ = visitor(work, **WISHES)
    host(work, "PT")
    host(work, "FI")
    talk = hosts_of(work, who)
    assert "Only 1 host meets all your wishes." in text(talk)
    assert "m:open:countries:FI" in buttons(talk).values()


def test_an_empty_list_says_why(work):
    """Every host that there is, with what keeps it away, and what to do next."""
    who, _ = visitor(work)
    host(work, "AT", organisation_name="Northern Looms")
    _, declining = host(work, "PT")
    proposals.invite_host(work, who, declining.id, "", [])
    talk = hosts_of(work, who)
    assert "No host is open to you right now." in text(talk)
    assert "1 host is in your own country." in text(talk)
    assert "1 host was invited by you already." in text(talk)
    assert "/partner" in text(talk)


def test_two_wishes_at_once_are_named_where_no_single_one_helps(work):
    """Another country in another month: no button could open it."""
    who, _ = visitor(work, **WISHES)
    host(work, "FI", **FURTHER)
    talk = hosts_of(work, who)
    assert "1 host is free in other months." in text(talk)
    assert "With any country and any time at once there would be 1 host." in text(talk)
    assert not [data for data in buttons(talk).values() if data.startswith("m:open")]


@pytest.mark.parametrize("verb", ["open", "shut"])
@pytest.mark.parametrize(
    "value",
    [
        *("months:text", "months:2027-13", "months:1999-01", "countries:XX", "countries:portugal"),
        *("kinds:nobody", "languages:xx", "ecosystems:digital"),
    ],
)
def test_a_value_that_nobody_offered_is_a_stale_button(work, verb, value):
    """Whatever was written into a button by hand changes no wish."""
    who, own = visitor(work, **WISHES)
    host(work, "PT")
    talk = answered(work, who, answer, data=f"m:{verb}:{value}")
    assert talk.toasted == "That button is from an older version. /start shows where you are."
    assert (own.wished_countries, own.months) == (["PT"], ["2027-06"])


def test_a_month_that_went_by_is_wished_for_no_more(work):
    """The button of a list that is months old; taking one out is always right."""
    who, own = visitor(work, wished_countries=["PT"], months=["2026-03", "2027-06"])
    host(work, "PT")
    with pytest.raises(NotFound):
        answered(work, who, answer, data="m:open:months:2026-04")
    talk = answered(work, who, answer, data="m:shut:months:2026-03")
    assert "Taken back: March 2026." in text(talk)
    assert own.months == ["2027-06"]


def test_a_language_is_something_one_says_of_oneself(work):
    """Its button says so."""
    who, own = visitor(work, languages=["de"])
    host(work, "PT", languages=["fr"])
    talk = hosts_of(work, who)
    assert buttons(talk)["＋ We also work in French: 1 host more"] == "m:open:languages:fr"
    answered(work, who, answer, data="m:open:languages:fr")
    assert own.languages == ["de", "fr"]


def test_a_host_that_is_only_full_is_mentioned(work):
    """There is a reason to come back."""
    (asking, _), (asked, hosting) = visitor(work, "FI"), host(work, months=["2027-06"])
    number = proposals.invite_host(work, asking, hosting.id, "", []).id
    proposals.accept_proposal(work, asked, number)
    who, _ = visitor(work)
    assert "only full for the moment" in text(hosts_of(work, who))


def test_who_may_invite_nobody_now_reads_why(work):
    """Five invitations are open (EYE-tool-a), or the one visit is agreed (ECCP-about)."""
    who, _ = visitor(work)
    given = [host(work, "FI", organisation_name=f"Northern Looms {n}") for n in range(7)]
    for _, hosting in given[:5]:
        assert "⏸" not in text(hosts_of(work, who))
        proposals.invite_host(work, who, hosting.id, "", [])
    assert "⏸ You have 5 invitations open already." in text(hosts_of(work, who))
    number = proposals.proposals_of(work, given[0][1])[0].id
    proposals.accept_proposal(work, given[0][0], number)
    assert "⏸ An organisation can visit once" in text(hosts_of(work, who))


def test_a_card_has_bars_for_what_says_something(work):
    """What neither side told, and what is only for clusters, is left out for a company."""
    who, _ = visitor(work)
    _, hosting = host(work)
    card = text(answered(work, who, answer, data=f"m:host:{hosting.id}"))
    bars = [line for line in card.splitlines() if "▰" in line or "▱" in line]
    assert any("ecosystem" in line for line in bars)
    assert not any("learning for clusters" in line for line in bars)


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("count", [1, 14])
def test_every_obstacle_has_words(language, count):
    """Those that a visitor can meet; the visitor itself and its own organisation are none."""
    own = {ExclusionCode.SELF, ExclusionCode.SAME_ORGANISATION}
    every = {*Wish, *HostWish, *ExclusionCode} - own
    assert (set(WORDS), set(NAMES), set(ANY)) == (every, every | own, set(DROPPABLE))
    for one in every:
        assert str(obstacle(Speech(language), one, count)).startswith(str(count))


@pytest.mark.parametrize(
    ("wish", "value", "words"),
    [
        (Wish.COUNTRIES, "PT", "🇵🇹 Portugal"),
        (Wish.MONTHS, "2027-07", "July 2027"),
        (Wish.KINDS, "large_company", "Large company"),
        (Wish.LANGUAGES, "fr", "French"),
        (Wish.ECOSYSTEMS, "digital", "Digital"),
        (Wish.MONTHS, "", "any time"),
    ],
)
def test_values_are_named(wish, value, words):
    """In the reader's language."""
    say, scheme = Speech("en"), load_scheme("clusterxchange")
    assert value_of(say, scheme, wish, value) == words


def test_there_is_a_choice_of_ways():
    """The best two of each wish, four in all."""
    months = [Way(Wish.MONTHS, f"2027-0{n}", 9 - n) for n in range(1, 6)]
    country = Way(Wish.COUNTRIES, "PT", 1)
    assert best_ways((*months, country), 4) == [*months[:2], country]

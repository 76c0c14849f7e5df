"""`/quota Portugal 5`: how many visits of a cohort may, or must, go to a country or a Partnership."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.screens import Button, Screen, clip, folded, lines, paragraphs
from bot.desk import addresses as to
from bot.desk.officer import officer_of, whose
from exchange.cohorts import quotas
from exchange.people.officers import RIGHTS, Right
from storage.tables import Partnership

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from markupsafe import Markup

    from bot.conversation.addresses import Family
    from bot.conversation.talk import Talk
    from storage.tables import CohortQuota


def quota(talk: Talk) -> None:
    """Set a quota, or list those that are set."""
    typed = talk.event.text.strip()
    if not typed:
        talk.send(_list(talk))
        return
    made = quotas.set_quota(talk.work, officer_of(talk), typed)
    talk.reply(
        talk.say(
            "✓ {line} I have worked the plan out anew: /cohort shows it.", line=_line(talk, made)
        )
    )


def _show(talk: Talk) -> None:
    talk.show(_list(talk))


def _drop(talk: Talk, number: int) -> None:
    quotas.drop_quota(talk.work, officer_of(talk), number)
    _show(talk)


def _list(talk: Talk) -> Screen:
    say, officer = talk.say, officer_of(talk)
    found = quotas.own_quotas(talk.work, officer)
    may_set = Right.TUNE in RIGHTS[officer.role]
    rows = [
        (Button(say("✕ {name}", name=clip(_where(talk, one), 50)), to.DROP_QUOTA(one.id)),)
        for one in found
        if may_set
    ]
    text = paragraphs(
        whose(talk),
        say("<b>Quotas of your cohort</b>, in visits of one run:"),
        folded(lines(*(say("• {line}", line=_line(talk, one)) for one in found), *_call(talk)))
        or say("Your desk has set none."),
        _how(talk) if may_set else say("Your coordinator sets them."),
    )
    return Screen(text, tuple(rows))


def _how(talk: Talk) -> Markup:
    return talk.say(
        "To set one: /quota Portugal 5 (at most), /quota BLUES 2-10, /quota BLUES Portugal 1- (at least)."
    )


def _call(talk: Talk) -> Iterator[Markup]:
    """What the call's file sets for all of a kind."""
    say, rules = talk.say, talk.work.scheme.cohort
    if rules.most_per_host_country is not None:
        yield say("The call allows {most} to each country.", most=rules.most_per_host_country)
    if rules.most_per_host_partnership is not None:
        most = rules.most_per_host_partnership
        yield say("The call allows {most} to each Partnership.", most=most)
    if rules.most_per_country_in_partnership is not None:
        most = rules.most_per_country_in_partnership
        yield say("The call allows {most} to each country within a Partnership.", most=most)


def _where(talk: Talk, one: CohortQuota) -> str:
    hosts = talk.work.load(Partnership, one.hosts_of).name if one.hosts_of else ""
    country = talk.say.country(one.country) if one.country else ""
    return ", ".join(part for part in (hosts, country) if part)


def _line(talk: Talk, one: CohortQuota) -> Markup:
    say, where = talk.say, _where(talk, one)
    if one.most is None:
        return say("<b>{where}</b>: at least {least}.", where=where, least=one.least)
    if not one.least:
        return say("<b>{where}</b>: at most {most}.", where=where, most=one.most)
    return say("<b>{where}</b>: {least} to {most}.", where=where, least=one.least, most=one.most)


TAPS: Mapping[Family, Callable[..., None]] = {
    to.QUOTAS: _show,
    to.DROP_QUOTA: _drop,
}

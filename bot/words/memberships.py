"""Whether somebody is a member of a cluster, as it is asked in both bots."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.screens import Button, Screen, clip, lines, paragraphs
from storage.tables import Application, Cluster, Organisation

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.conversation.addresses import Family
    from bot.conversation.screens import Rows
    from bot.conversation.speech import Speech
    from exchange.work import Work
    from storage.tables import Membership

AT_ONCE = 4
LONGEST = 160  # characters of what somebody offers

Answers = tuple["Family", "Family", "Family"]
"""Where yes, no and “who is this?” lead to."""


def asked_list(work: Work, say: Speech, some: Sequence[Membership], answers: Answers) -> Screen:
    """One question for one, a short list for several, each with its three answers."""
    if len(some) == 1:
        return _single(work, say, some[0], answers)
    head = say("🤝 Are these members of <b>{cluster}</b>?", cluster=_cluster(work, some[0]))
    shown = some[:AT_ONCE]
    rows = [
        say("{number}. {who}", number=number, who=who(work, say, one))
        for number, one in enumerate(shown, 1)
    ]
    rest = len(some) - len(shown)
    more = say("… and {count} more after these.", count=rest) if rest else ""
    return Screen(
        paragraphs(head, lines(*rows, more)),
        tuple(_numbered(say, number, one, answers) for number, one in enumerate(shown, 1)),
    )


def _single(work: Work, say: Speech, one: Membership, answers: Answers) -> Screen:
    text = lines(
        say("🤝 Is this a member of <b>{cluster}</b>?", cluster=_cluster(work, one)),
        who(work, say, one),
    )
    return Screen(text, three(say, one, answers))


def three(say: Speech, one: Membership, answers: Answers) -> Rows:
    """The three answers, under one question."""
    yes, no, unknown = answers
    return (
        (Button(say("✅ Yes, a member"), yes(one.id)), Button(say("❌ Not ours"), no(one.id))),
        (Button(say("❓ Who is this?"), unknown(one.id)),),
    )


def _numbered(say: Speech, number: int, one: Membership, answers: Answers) -> tuple[Button, ...]:
    labels: Sequence[Callable[[], str]] = (
        lambda: say("✅ {number} yes", number=number),
        lambda: say("❌ {number} no", number=number),
        lambda: say("❓ {number} who?", number=number),
    )
    pairs = zip(labels, answers, strict=True)
    return tuple(Button(label(), to(one.id)) for label, to in pairs)


def who(work: Work, say: Speech, one: Membership) -> str:
    """What the cluster may read of an applicant: the organisation and its place, and no person."""
    organisation = _organisation(work, one)
    return say(
        "<b>{name}</b>, {city}, {country}",
        name=organisation.name,
        city=say.city(organisation.city, organisation.country),
        country=say.country(organisation.country),
    )


def profile(work: Work, say: Speech, one: Membership) -> str:
    """What else it may read: as other participants do."""
    organisation = _organisation(work, one)
    offers = work.load(Application, one.application_id).offers
    kind = work.scheme.organisation_type(organisation.type).label
    return lines(
        who(work, say, one),
        say(kind),
        say("{website}", website=organisation.website or ""),
        say("“{text}”", text=clip(offers, LONGEST)) if offers else "",
    )


def _organisation(work: Work, one: Membership) -> Organisation:
    return work.load(Organisation, work.load(Application, one.application_id).organisation_id)


def _cluster(work: Work, one: Membership) -> str:
    return work.load(Cluster, one.cluster_id).name

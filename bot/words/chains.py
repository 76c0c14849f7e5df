"""Value chains in words: what each role does, why somebody fits, and who stands where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.screens import clip
from exchange.words import N_
from matching.chains.partners import LIKELY
from matching.chains.roles import Role
from matching.topics.vocabulary import topic_label
from storage.tables import ProjectState

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from bot.conversation.speech import Speech
    from exchange.cooperating.searching import Found
    from matching.chains.telling import Sought

DOES: Mapping[Role, str] = {
    Role.SUPPLIES: N_("supplies"),
    Role.MAKES: N_("makes"),
    Role.USES: N_("uses"),
    Role.SUPPORTS: N_("supports"),
}
WHO: Mapping[Role, str] = {
    Role.SUPPLIES: N_("who supplies"),
    Role.MAKES: N_("who makes"),
    Role.USES: N_("who uses or sells"),
    Role.SUPPORTS: N_("who supports"),
}
HEADS: Mapping[Role, str] = {
    Role.SUPPLIES: N_("Supplies"),
    Role.MAKES: N_("Makes"),
    Role.USES: N_("Uses or sells"),
    Role.SUPPORTS: N_("Supports"),
}
STANDS: Mapping[ProjectState, str] = {
    ProjectState.IDEA: N_("💡 An idea"),
    ProjectState.PREPARED: N_("✍️ Being prepared"),
    ProjectState.SUBMITTED: N_("📮 Submitted"),
    ProjectState.FUNDED: N_("💶 Funded"),
    ProjectState.REFUSED: N_("✗ Refused"),
    ProjectState.ENDED: N_("🏁 Ended"),
}
NAMED, QUOTED = 4, 60


def roles(say: Speech, some: Iterable[str]) -> str:
    """`who supplies, who supports`."""
    return ", ".join(say(WHO[Role(one)]) for one in some)


def topics(say: Speech, some: Iterable[str]) -> str:
    """The first topics by their names."""
    return ", ".join(topic_label(one, say.language) for one in [*some][:NAMED])


def why(say: Speech, found: Found, sought: Sought) -> Iterator[str]:
    """The reasons for a partner: what it gives, what it takes, or that the texts are about the same; its role, its country."""
    one = found.partner
    if one.gives:
        yield say("✓ Offers what you look for: {topics}", topics=topics(say, one.gives))
    elif one.fits >= LIKELY:
        yield say("✓ Its offer is close to what you look for")
    if one.takes:
        yield say("✓ Looks for what you bring: {topics}", topics=topics(say, one.takes))
    elif one.needs >= LIKELY:
        yield say("✓ What it looks for is close to what you bring")
    if one.place.role in sought.wanted:
        yield say("✓ In a role that you look for")
    if one.profile.country in sought.countries:
        yield say("✓ Where you wish: {country}", country=say.country(one.profile.country or ""))


def in_short(say: Speech, found: Found) -> str:
    """The first reason in a line: its role, and the topics of it, or its own words."""
    one = found.partner
    about = topics(say, one.gives or one.takes) or clip(found.application.offers, QUOTED)
    return say("{does}: {about}", does=say(DOES[one.place.role]), about=clip(about, QUOTED))

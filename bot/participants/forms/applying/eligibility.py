"""Say early, and kindly, when a rule stands in the way of an application."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.conversation.screens import folded, lines
from exchange.applying import applications
from exchange.people import partnerships

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.conversation.forms import Filling
    from bot.conversation.talk import Talk
    from exchange.scheme.eligibility import Refusal
    from exchange.scheme.kinds import Declaration

NO_CLUSTER, OTHER_CLUSTER = "none", "other"


def needs_a_cluster(answers: Mapping[str, Any]) -> bool:
    """Whether the organisation must be a member of a cluster; a cluster is one itself."""
    return answers.get("organisation_type") != "cluster_organisation"


def refused_for_type(talk: Talk, answers: Mapping[str, Any], value: Any) -> str:
    """Why that kind of organisation cannot take the role; empty if it can."""
    scheme = talk.work.scheme
    visitor, host = scheme.admits(value, "visitor"), scheme.admits(value, "host")
    wants = {"visitor": visitor, "host": host, "both": visitor and host}
    if wants[answers["role"]]:
        return ""
    country = talk.work.scheme.host_countries[0]  # any that takes part: only the type is judged
    supposed = {"country": country, "cluster": OTHER_CLUSTER, "organisation_type": value}
    return _refusals(talk, {**answers, **supposed})


def refused_for_size(talk: Talk, answers: Mapping[str, Any], value: Any) -> str:
    """Why an organisation of that size is not of the kind that was told; empty if it may be, or none was."""
    if not answers.get("organisation_type"):
        return ""
    country = talk.work.scheme.host_countries[0]  # as above: only the size is judged
    return _refusals(talk, {**answers, "country": country, "cluster": OTHER_CLUSTER, "size": value})


def declared(talk: Talk, answers: Mapping[str, Any]) -> tuple[Declaration, ...]:
    """What an applicant with these answers declares by handing in."""
    kind, role = answers.get("organisation_type"), answers.get("role")
    return talk.work.scheme.declared_by(str(kind), str(role))


def declared_words(filling: Filling) -> str:
    """What handing in declares, each in a line of its own."""
    talk = filling.talk
    told = [
        talk.say("• {text}", text=talk.say(one.text)) for one in declared(talk, filling.answers)
    ]
    return lines(talk.say("By sending it you declare:"), folded(lines(*told))) if told else ""


def refused_for_cluster(talk: Talk, answers: Mapping[str, Any], value: Any) -> str:
    """Why the application cannot be taken with that cluster; empty if it can."""
    return _refusals(talk, {**answers, "cluster": value})


def _refusals(talk: Talk, known: Mapping[str, Any]) -> str:
    cluster = str(known["cluster"])
    refusals = applications.refusals_for(
        talk.work,
        talk.person,
        role=known["role"],
        organisation_type=known["organisation_type"],
        country=known["country"],
        size=known.get("size"),
        in_cluster=known["cluster"] != NO_CLUSTER or not needs_a_cluster(known),
        partnership=partnerships.partnership_named_by(talk.work, int(cluster))
        if cluster.isdigit()
        else None,
    )
    return lines(*(_words(talk, one) for one in refusals))


def _words(talk: Talk, refusal: Refusal) -> str:
    """The rule that stands in the way, and what can be done."""
    say = talk.say
    facts = {name: say(one) if isinstance(one, str) else one for name, one in refusal.facts.items()}
    reason, remedy = say(refusal.reason, **facts), say(refusal.remedy, **facts)
    return say("⚠️ {reason} {remedy}", reason=reason, remedy=remedy)

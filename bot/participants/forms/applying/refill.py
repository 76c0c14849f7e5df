"""An application as answers again: what a desk has entered, put before its person to look through."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.conversation import drafts
from bot.participants.forms.applying.eligibility import NO_CLUSTER, OTHER_CLUSTER
from matching.places.cities import find_city
from matching.words.names import Certainty
from storage.tables import ANSWERS, Cluster, Organisation, Role

if TYPE_CHECKING:
    from bot.conversation.talk import Talk
    from exchange.work import Work
    from storage.tables import Application

KEY = "app"
CLAIM = "~claim"
"""Where a draft keeps by which link it came: its veiled secret."""
MAY_BE_EMPTY = {"wished_countries", "months", "partner_kinds"}
"""Lists that say something when nothing is in them: any country, any time, any kind."""
LEFT_OUT = {"cv_id", "topics", "city"}
SKIPPED = {"about": None, "position": None, "website": None, "vat": None, "hostcv": None}
"""What may be left out is not asked once more: the review page shows it."""


def answers_of(work: Work, application: Application) -> dict[str, Any]:
    """What an application tells, by the ids of the questions; what is not told yet is not in it."""
    organisation = work.load(Organisation, application.organisation_id)
    told = {one.name: one.value(application, organisation) for one in ANSWERS}
    told["role"] = application.role.value
    if application.role is Role.VISITOR:
        told.pop("capacity")
    there = {
        name: value
        for name, value in told.items()
        if name not in LEFT_OUT and (value or name in MAY_BE_EMPTY)
    }
    return {**SKIPPED, **there, **_city(organisation), **_cluster(work, organisation)}


def _city(organisation: Organisation) -> dict[str, Any]:
    """The town on our map, else its name as it was told."""
    if not organisation.city:
        return {}
    found = find_city(organisation.city, organisation.country)
    sure = found.certainty is Certainty.SURE and found.best
    return {"city": found.best if sure else f"={organisation.city}"}


def _cluster(work: Work, organisation: Organisation) -> dict[str, Any]:
    if organisation.type == "cluster_organisation":
        return {}
    if organisation.cluster_id is None:
        return {"cluster": NO_CLUSTER}
    cluster = work.load(Cluster, organisation.cluster_id)
    if cluster.partnership_id is not None and cluster.country == organisation.country:
        return {"cluster": str(cluster.id)}
    return {"cluster": OTHER_CLUSTER, "cluster_other": cluster.name}


def put_beside(talk: Talk, answers: dict[str, Any]) -> None:
    """Put answers beside what somebody has begun to answer themselves, which stays."""
    draft = drafts.find_draft(talk, KEY)
    if draft:
        drafts.keep(talk, draft, {**answers, **draft.answers, CLAIM: answers.get(CLAIM, "")})


def claimed_by(talk: Talk) -> str:
    """The link by which the open draft came; empty for people's own."""
    draft = drafts.find_draft(talk, KEY)
    return str(draft.answers.get(CLAIM) or "") if draft else ""

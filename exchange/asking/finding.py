"""Which answer a person's question asks for: one of ours, or one that their Partnership keeps."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from sqlmodel import col, select

from exchange.applying.applications import latest_application
from exchange.asking.to_desk import kept_answers
from exchange.finding.hosts import encoder_of
from exchange.finding.meanings import digest_of
from exchange.rows import row_id
from exchange.work import PARTICIPANTS
from matching.questions.finding import Found, find
from matching.questions.phrasings import Phrasing
from storage.tables import Cluster, Draft, Enquiry

if TYPE_CHECKING:
    from exchange.work import Work
    from storage.tables import Person

KEPT = "kept-"
"""How the id of an answer begins that a Partnership keeps; its number follows."""


def find_answer(work: Work, person: Person, question: str) -> Found:
    """The answers that fit, found beside the transaction. Raises Unanswered."""
    own = [
        Phrasing(f"{KEPT}{row_id(one)}", one.question)
        for one in kept_answers(work, partnership_for(work, person) or 0)
    ]
    encoder = encoder_of(work)
    reader = encoder.reader if encoder else None
    told = digest_of(question, *(f"{one.entry} {one.text}" for one in own))
    return work.work_out(f"answer {told}", partial(find, question, own, reader))


def partnership_for(work: Work, person: Person) -> int | None:
    """The Partnership of somebody's newest application; before, the one they asked already, or named.

    None for whoever has told of no cluster yet.
    """
    application = latest_application(work, person)
    if application:
        return application.partnership_id
    query = select(Enquiry.partnership_id).where(
        Enquiry.asker_id == person.id, col(Enquiry.partnership_id).is_not(None)
    )
    asked = work.session.exec(query.order_by(col(Enquiry.id).desc())).first()
    return asked or _of_cluster(work, person)


def _of_cluster(work: Work, person: Person) -> int | None:
    """The Partnership of the cluster that their draft names."""
    query = select(Draft.answers).where(
        Draft.user_id == person.telegram_id, Draft.bot == PARTICIPANTS
    )
    for answers in work.session.exec(query):
        named = str(answers.get("cluster", ""))
        cluster = work.session.get(Cluster, int(named)) if named.isdecimal() else None
        if cluster:
            return cluster.partnership_id
    return None

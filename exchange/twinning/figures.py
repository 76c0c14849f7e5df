"""The twinnings of a Partnership's clusters: how they stand, what was done in them, and the lines of the spreadsheet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlmodel import col, or_, select

from exchange.people.choosing import A_CLUSTER
from exchange.people.officers import Right, require
from exchange.rows import row_id
from exchange.twinning.programme import programme
from exchange.visiting.kept_files import language_of
from exchange.words import N_
from matching.places.countries import country_name
from storage.tables import Application, Cluster, Organisation, Twinning, TwinningState

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sqlalchemy import ColumnElement

    from exchange.papers.workbook import Cell
    from exchange.twinning.programme import Programme
    from exchange.words import Say
    from exchange.work import Work
    from storage.tables import Officer

STATES: Mapping[TwinningState, str] = {
    TwinningState.PROPOSED: N_("proposed"),
    TwinningState.AGREED: N_("agreed"),
    TwinningState.DECLINED: N_("declined"),
    TwinningState.EXPIRED: N_("not answered"),
    TwinningState.WITHDRAWN: N_("taken back"),
    TwinningState.ENDED: N_("ended"),
}
COLUMNS = (
    N_("Number"),
    N_("Proposed by"),
    N_("Country"),
    N_("Proposed to"),
    N_("Country of the other"),
    N_("State"),
    N_("What it is for"),
    N_("Proposed"),
    N_("Agreed on"),
    N_("Ended"),
    N_("Exchanges"),
    N_("Stays that are over"),
    N_("Projects"),
    N_("Projects funded"),
    N_("Joint activities"),
)


@dataclass(frozen=True)
class Standing:
    """A twinning, who proposed it to whom, and what was done in it."""

    twinning: Twinning
    asker: Cluster
    asked: Cluster
    done: Programme


def twinnings_at(work: Work, officer: Officer) -> list[Standing]:
    """Those of the clusters that take part at the officer's Partnership: agreed ones, open ones, others. Raises RoleMayNot."""
    require(officer, Right.READ)
    query = select(Twinning).where(_concerning(officer.partnership_id))
    found = work.session.exec(query.order_by(col(Twinning.id).desc())).all()
    order = [TwinningState.AGREED, TwinningState.PROPOSED, *TwinningState]
    return [standing(work, one) for one in sorted(found, key=lambda one: order.index(one.state))]


def _concerning(partnership_id: int) -> ColumnElement[bool]:
    own = (
        select(Organisation.cluster_id)
        .join(Application)
        .where(
            Application.partnership_id == partnership_id,
            Organisation.type == A_CLUSTER,
            col(Organisation.cluster_id).is_not(None),
        )
    )
    return or_(col(Twinning.one_id).in_(own), col(Twinning.other_id).in_(own))


def may_see(work: Work, partnership_id: int, number: int) -> bool:
    """Whether a twinning is one of a Partnership's clusters."""
    query = select(Twinning.id).where(Twinning.id == number, _concerning(partnership_id))
    return work.session.exec(query).first() is not None


def standing(work: Work, twinning: Twinning) -> Standing:
    """Who is in it, and what was done."""
    asker, asked = (work.load(Cluster, number) for number in (twinning.asker_id, twinning.asked_id))
    return Standing(twinning, asker, asked, programme(work, twinning))


def sheet_rows(work: Work, officer: Officer, say: Say) -> Iterator[Sequence[Cell]]:
    """Every twinning, as the export has it. Raises RoleMayNot."""
    for one in twinnings_at(work, officer):
        of, done = one.twinning, one.done
        yield (
            row_id(of),
            one.asker.name,
            country_name(one.asker.country, language_of(say)),
            one.asked.name,
            country_name(one.asked.country, language_of(say)),
            say(STATES[of.state]),
            of.aim,
            of.proposed_at,
            of.agreed_at,
            of.ended_at,
            len(done.exchanges),
            done.stayed,
            len(done.projects),
            done.funded,
            len(done.activities),
        )

"""What belongs to others: one of everything that a button can name, each full of a word to look for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import inspect
from sqlmodel import select

from exchange.access import Thing
from storage import tables
from storage.tables import (
    Amendment,
    AmendmentState,
    ApplicationState,
    Audience,
    Cluster,
    CohortCompanion,
    CohortPair,
    CohortQuota,
    CohortRun,
    CohortWish,
    Commitment,
    Course,
    DateOffer,
    DateOfferState,
    DeskAnswer,
    Enquiry,
    ExchangeState,
    FundingLevel,
    GroupGuest,
    GroupVisit,
    GroupVisitState,
    GuestState,
    JoiningLink,
    Mailing,
    Membership,
    MembershipState,
    Note,
    OfficerInvitation,
    OfficerRole,
    Opportunity,
    PartnerSearch,
    ProgrammeCity,
    Project,
    ProjectState,
    ProposalState,
    Report,
    Resemblance,
    Role,
    Sameness,
    SentTable,
    Service,
    ServiceKind,
    Side,
    StaffGroup,
    TalkHost,
    TalkHostState,
    Twinning,
    TwinningActivity,
    TwinningState,
    Wish,
)
from tests.builders.records import pairs, rows
from tests.builders.records.played_once import played_once

MARK = "Zzyzx"
WRITTEN_ON = (  # what people have written, or is about them
    *("Organisation", "Application", "Proposal", "Enquiry", "DeskAnswer", "Note", "Officer"),
)
NOT_WORDS = {"country", "type", "size", "region_category", "currency"}


@dataclass(frozen=True)
class Foreign:
    """The numbers of others' rows, by what they are."""

    numbers: dict[Thing, list[int]]
    desk: int  # their Partnership


@played_once
def foreign(work) -> Foreign:
    """Two desks with a pair in every state, an applicant in every state, a cohort; all marked."""
    stays = [_pair(work, state) for state in ExchangeState]
    desk = rows.partnership(work, "Loom Ring")
    officer = stays[0].vop_officer
    applied = [rows.application(work, "AT", Role.BOTH, desk, one) for one in ApplicationState]
    asked = rows.application(work, "AT", Role.VISITOR, desk, ApplicationState.INFO_REQUESTED)
    away = rows.partnership(work, "Bobbin League")
    hosts = [rows.application(work, "PT", Role.HOST, away) for _ in ProposalState]
    host = hosts[0]
    pairs_of = zip(hosts, ProposalState, strict=True)
    opened = [rows.proposal(work, applied[0], one, state) for one, state in pairs_of]
    enquiries = [
        _enquiry(work, host.person_id, proposal_id=opened[0].id),
        _enquiry(work, asked.person_id, application_id=asked.id),
        _enquiry(work, None, partnership_id=desk.id),
    ]
    kept = work.add(
        DeskAnswer(
            partnership_id=desk.id,
            question="Why?",
            answer="So.",
            kept_by=officer.id,
            kept_at=work.now,
        )
    )
    amendment = _amendment(work, stays, officer)
    ring = work.add(Cluster(name=MARK, country="AT", partnership_id=desk.id))
    member = work.add(
        Membership(
            application_id=asked.id,
            cluster_id=ring.id,
            state=MembershipState.ASKED,
            asked_at=work.now,
        )
    )
    link = work.add(
        JoiningLink(
            code="abcdefghijkl",
            partnership_id=desk.id,
            name=MARK,
            made_by=officer.id,
            made_at=work.now,
        )
    )
    service = work.add(
        Service(
            application_id=hosts[1].id,
            kind=ServiceKind.FAB_LAB,
            title=MARK,
            about=MARK,
            published_at=work.now,
            ended_at=work.now,
        )
    )
    search = work.add(
        PartnerSearch(
            application_id=asked.id, brings=MARK, seeks=MARK, role="makes", opened_at=work.now
        )
    )
    introduction = work.add(
        Enquiry(
            search_id=search.id,
            asker_id=asked.person_id,
            asked_id=hosts[1].person_id,
            question=MARK,
            asked_at=work.now,
        )
    )
    project = work.add(
        Project(
            lead_id=asked.id,
            title=MARK,
            aim=MARK,
            call="",
            state=ProjectState.IDEA,
            begun_at=work.now,
            moved_at=work.now,
        )
    )
    guild = work.add(Cluster(name=f"{MARK} Guild", country="PT", partnership_id=desk.id))
    twinning = work.add(
        Twinning(
            one_id=ring.id,
            other_id=guild.id,
            asker_id=ring.id,
            application_id=asked.id,
            aim=MARK,
            state=TwinningState.PROPOSED,
            proposed_at=work.now,
            expires_at=work.now + timedelta(days=28),
        )
    )
    activity = work.add(
        TwinningActivity(
            twinning_id=twinning.id,
            application_id=asked.id,
            title=MARK,
            on=work.now.date(),
            entered_at=work.now,
        )
    )
    opportunity = work.add(
        Opportunity(
            partnership_id=desk.id,
            level=FundingLevel.EU,
            title=MARK,
            about=MARK,
            link="https://example.org",
            deadline=work.now.date() + timedelta(days=40),
            entered_by=officer.id,
            entered_at=work.now,
        )
    )
    group = work.add(
        GroupVisit(
            host_id=hosts[0].id,
            state=GroupVisitState.OPEN,
            title=MARK,
            programme=MARK,
            starts_on=pairs.STARTS,
            ends_on=pairs.ENDS,
            published_at=work.now,
        )
    )
    guest = work.add(
        GroupGuest(visit_id=group.id, visitor_id=asked.id, state=GuestState.WAITING, since=work.now)
    )
    talk_host = work.add(
        TalkHost(visit_id=group.id, host_id=asked.id, state=TalkHostState.ASKED, asked_at=work.now)
    )
    mailing = work.add(
        Mailing(
            partnership_id=desk.id,
            audience=Audience.EVERYBODY,
            texts={"en": MARK},
            written_at=work.now,
        )
    )
    note = work.add(
        Note(
            partnership_id=desk.id,
            person_id=asked.person_id,
            officer_id=officer.id,
            text="Hello",
            written_at=work.now,
        )
    )
    run = work.add(
        CohortRun(
            partnership_id=desk.id,
            made_by=officer.id,
            made_at=work.now,
            fingerprint="0" * 64,
            figures={"matched": [1, 1]},
        )
    )
    both = {"visitor_id": asked.id, "host_id": host.id}
    mine = {"partnership_id": desk.id, "made_by": officer.id, "made_at": work.now}
    table = work.add(
        SentTable(
            partnership_id=desk.id,
            sent_by=officer.id,
            name=f"{MARK}.csv",
            content=f"Name;Land\n{MARK};AT\n".encode(),
            sent_at=work.now,
        )
    )
    pair = work.add(CohortPair(run_id=run.id, score=0.5, **both))
    wish = work.add(CohortWish(wish=Wish.LOCKED, **both, **mine))
    quota = work.add(CohortQuota(country="PT", most=1, **mine))
    together = [
        work.add(CohortCompanion(number=asked.id, application_id=one.id, **mine))
        for one in (asked, applied[0])
    ]
    alike = work.add(
        Resemblance(
            one_id=asked.organisation_id,
            other_id=host.organisation_id,
            probability=0.5,
            clues=[],
            noticed_at=work.now,
            answer=Sameness.UNKNOWN,
        )
    )
    colleague = rows.officer(work, desk, "AT")
    invitation = work.add(
        OfficerInvitation(
            partnership_id=desk.id,
            role=OfficerRole.OFFICER,
            made_by=officer.id,
            made_at=work.now,
            expires_at=work.now + timedelta(days=1),
        )
    )
    staff_group = work.add(
        StaffGroup(
            chat_id=-4040,
            partnership_id=desk.id,
            title=MARK,
            bound_by=colleague.id,
            bound_at=work.now,
        )
    )
    city = work.add(
        ProgrammeCity(
            partnership_id=desk.id, place_id="2735943", name=MARK, country="PT", named_at=work.now
        )
    )
    everybody = [one.id for one in (*applied, asked, host)]
    course = work.add(
        Course(
            partnership_id=desk.id,
            giver_id=hosts[1].id,
            state=GroupVisitState.OPEN,
            title=MARK,
            about=MARK,
            language="en",
            starts_at=work.now - timedelta(days=2),
            ends_at=work.now - timedelta(days=1),
            sessions=[
                [(work.now - timedelta(days=days)).isoformat() for days in (2, 1)],
            ],
            zone="UTC",
            place=MARK,
            published_at=work.now,
        )
    )
    learner = work.add(
        GroupGuest(
            course_id=course.id,
            person_id=asked.person_id,
            state=GuestState.JOINED,
            since=work.now,
        )
    )
    everybody += [stays[0].exchange.visitor_id, stays[0].exchange.host_id]
    _mark(work)
    found = {
        Thing.APPLICATION: everybody,
        Thing.HOST: everybody,
        Thing.PARTNER: everybody,
        Thing.PROPOSAL: [one.id for one in opened],
        Thing.ENQUIRY: [one.id for one in enquiries],
        Thing.EXCHANGE: [one.id for one in stays],
        Thing.AMENDMENT: [amendment.id],
        Thing.RESEMBLANCE: [alike.id],
        Thing.RUN: [run.id],
        Thing.PAIR: [pair.id],
        Thing.WISH: [wish.id],
        Thing.QUOTA: [quota.id],
        Thing.TRAVEL_GROUP: [together[0].number],
        Thing.COLLEAGUE: [colleague.id],
        Thing.INVITATION: [invitation.id],
        Thing.STAFF_GROUP: [staff_group.id],
        Thing.PERSON: [asked.person_id],
        Thing.DESK_ANSWER: [kept.id],
        Thing.MAILING: [mailing.id],
        Thing.NOTE: [note.id],
        Thing.LINK: [link.id],
        Thing.OPPORTUNITY: [opportunity.id],
        Thing.CITY: [city.id],
        Thing.GROUP_VISIT: [group.id],
        Thing.OWN_GROUP_VISIT: [group.id],
        Thing.SERVICE: [service.id],
        Thing.COURSE: [course.id],
        Thing.OWN_COURSE: [course.id],
        Thing.LEARNER: [learner.id],
        Thing.CHAIN_PARTNER: everybody,
        Thing.INTRODUCTION: [introduction.id],
        Thing.CONTACT: [introduction.id],
        Thing.PROJECT: [project.id],
        Thing.CLUSTER: [ring.id],
        Thing.TWINNING: [twinning.id],
        Thing.ACTIVITY: [activity.id],
        Thing.GUEST: [guest.id],
        Thing.TALK_HOST: [talk_host.id],
        Thing.MEMBERSHIP: [member.id],
        Thing.SENT_TABLE: [table.id],
    }
    return Foreign(found, desk.id)


def _pair(work, state):
    pair = pairs.build_pair(work)
    agreed = {} if state is ExchangeState.DATES else pairs.STAY
    early = {"ended_early_on": pairs.STARTS} if state is ExchangeState.INTERRUPTED else {}
    pair.exchange.sqlmodel_update({**agreed, **early, "state": state})
    work.add(
        DateOffer(
            exchange_id=pair.id,
            side=Side.VISITOR,
            starts_on=pairs.STARTS,
            ends_on=pairs.ENDS,
            state=DateOfferState.OPEN,
            made_at=work.now,
        )
    )
    work.add(Report(exchange_id=pair.id, answers={"done": MARK}, submitted_at=work.now))
    return pair


def _amendment(work, stays, officer):
    """A change of a stay that all have signed."""
    pair = next(one for one in stays if one.exchange.state is ExchangeState.READY)
    terms = {
        name: pairs.STAY[name] for name in ("starts_on", "ends_on", "working_days", "full_sum")
    }
    paper = work.add(
        Commitment(
            exchange_id=pair.id,
            version=7,
            answers={"goals": MARK},
            digest="0" * 64,
            drawn_up_at=work.now,
            drawn_up_by=Side.VISITOR,
            **terms,
        )
    )
    return work.add(
        Amendment(
            exchange_id=pair.id,
            commitment_id=paper.id,
            state=AmendmentState.OPEN,
            officer_id=officer.id,
            reason=MARK,
            asked_at=work.now,
        )
    )


def _enquiry(work, asked_id, **about):
    asker = work.session.exec(select(tables.Person.id)).first()
    return work.add(
        Enquiry(asker_id=asker, asked_id=asked_id, question="Why?", asked_at=work.now, **about)
    )


def _mark(work) -> None:
    """Write the word into every text of theirs."""
    for table in (getattr(tables, name) for name in WRITTEN_ON):
        texts = [
            one.key
            for one in inspect(table).columns
            if type(one.type).__name__ in {"String", "AutoString", "Text"}
            and one.key not in NOT_WORDS
        ]
        for row in work.session.exec(select(table)):
            for name in texts:
                if getattr(row, name):
                    setattr(row, name, f"{MARK} {getattr(row, name)}")
            work.session.add(row)
    work.session.flush()

"""What people and officers may do in the life of an exchange, each as somebody's act on a number, fitting or not."""

from __future__ import annotations

from datetime import timedelta

from exchange import holding, leaving
from exchange.applying import applications, hosting, review, transfers
from exchange.people import parties
from exchange.proposing import by_the_desk, enquiries, proposals
from exchange.states import last_day
from exchange.undoing import undo
from exchange.visiting import (
    agreements,
    amending,
    closing,
    commitments,
    correcting,
    course,
    dates,
    evidence,
    paying,
    surveys,
)
from exchange.visiting.amending import Change
from storage.tables import Application, Enquiry, Exchange, ExchangeState, Partnership
from tests.builders.records.applicants import AWAY, HOME, accept, answers
from tests.builders.records.pairs import PAPER, REPORT, stored
from tests.builders.records.rows import partnership
from tests.builders.records.surveys import HOST, VISITOR

E = ExchangeState
WEEK = timedelta(days=7)
OTHER_DESK = {HOME: AWAY}


def monday(work, weeks):
    """A Monday some weeks on."""
    day = work.now.date()
    return day + timedelta(days=7 - day.weekday()) + weeks * WEEK


def apply_again(work, person, _number):
    """Hand an application in."""
    mine = applications.latest_application(work, person)
    applications.submit_application(work, person, answers(work, mine.role, person.country))


def offer(work, person, number):
    """Put dates forward."""
    begins = monday(work, number % 3 + 1)
    dates.offer_dates(work, person, number, begins, begins + timedelta(days=4))


def break_off(work, person, number):
    """Break a stay off today."""
    course.interrupt_exchange(work, person, number, work.now.date(), "ill")


def answer(work, person, number):
    """Answer a question, of the desk's or of the other side's."""
    asked = work.load(Enquiry, number)
    answering = enquiries.answer_enquiry if asked.proposal_id else (review.answer_applicant_enquiry)
    answering(work, person, number, "Yes, we have two.")


def fill_in_survey(work, person, number):
    """Answer the survey of one's side."""
    side = parties.side_in(work, person, parties.exchange_for(work, person, number))
    surveys.submit_survey(work, person, number, VISITOR if side == "visitor" else HOST)


def prove(item):
    """Send a proof of the stay."""

    def act(work, person, number):
        evidence.hand_in_evidence(work, person, number, {item: [stored(work, person)]})

    return act


def amend(work, who, number):
    """Ask that a stay ends a day sooner, or after the weekend, or that its agenda is another."""
    ends = last_day(work.load(Exchange, number))
    shift = timedelta(days=(-1, 0, 3)[(number + work.now.day) % 3])
    change = Change(ends_on=ends + shift if ends and shift else None, agenda="Day 1: the new mill.")
    amending.ask_amendment(work, who, number, change, "The fair moved.")


def correct(work, officer, number):
    """Say that a stay ended on another day."""
    ends = last_day(work.load(Exchange, number))
    if ends:
        last = ends - timedelta(days=work.now.day % 5 - 1)
        correcting.correct_stay(work, officer, number, last, "The hotel's bill says so.")


def take_back(work, officer, number):
    """Undo a decision of one's own, the latest or one before."""
    found = undo.own_decisions(work, officer)
    if found:
        one = found[number % len(found)]
        act = undo.undo_exchange if one.exchange else undo.undo_case
        act(work, officer, one.exchange or one.case, one.act)


def pair_by_hand(work, officer, number):
    """Propose to a visitor of one's own a host of any desk."""
    by_the_desk.bring_together(work, officer, number % 2 + 1, number % 4 + 1)


def rest(work, officer, number):
    """Let an exchange rest for some days."""
    until = work.now.date() + timedelta(days=5)
    holding.hold_exchange(work, officer, number, until, "Strike at the mill.")


def wake(work, officer, number):
    """Let it go on."""
    holding.take_off(work, officer, work.load(Exchange, number))


def pass_on(work, officer, number):
    """Pass an application on to the other of two desks."""
    here = work.load(Application, number).partnership_id
    other = OTHER_DESK.get(work.load(Partnership, here).name, HOME)
    there = partnership(work, other)
    transfers.transfer_application(work, officer, number, there.id, "Nearer to them.")


def sign_money(act):
    """Sign the agreement on the money, as it stands."""

    def signed(work, who, number):
        found = agreements.current_agreement(work, work.load(Exchange, number))
        act(work, who, number, found.version if found else 0)

    return signed


# What people and officers do; those that may be done again and again are new acts each time.
BY_PEOPLE = {
    "apply": apply_again,
    "invite": lambda work, person, n: proposals.invite_host(work, person, n, "May I come?", []),
    "declare": lambda work, person, n: proposals.declare_pair(work, person, n, "We agreed."),
    "accept": proposals.accept_proposal,
    "decline": lambda work, person, n: proposals.decline_proposal(work, person, n, "no_time"),
    "take back": proposals.withdraw_proposal,
    "ask": lambda work, person, n: enquiries.ask_about_proposal(work, person, n, "Which looms?"),
    "answer": answer,
    "offer": offer,
    "agree": dates.agree_dates,
    "reopen": dates.reopen_dates,
    "write": lambda work, person, n: commitments.draw_up_commitment(work, person, n, PAPER),
    "sign": commitments.sign_as_person,
    "sign money": sign_money(agreements.sign_as_visitor),
    "break off": break_off,
    "report": lambda work, person, n: closing.submit_report(work, person, n, REPORT),
    "survey": fill_in_survey,
    "prove travel": prove("travel"),
    "prove bed": prove("bed"),
    "amend": amend,
    "sign change": amending.sign_amendment,
    "refuse change": lambda work, person, n: amending.refuse_amendment(work, person, n, "No room."),
    "pause": lambda work, person, n: hosting.pause(work, person, paused=n % 2 == 0),
    "agree to the desk's": by_the_desk.agree,
}
BY_OFFICERS = {
    "accept": accept,
    "reject": lambda work, who, n: review.reject_application(work, who, n, "incomplete"),
    "ask": lambda work, who, n: review.ask_applicant(work, who, n, "Which looms?"),
    "sign": commitments.sign_as_officer,
    "sign money": sign_money(agreements.sign_as_payer),
    "validate": closing.validate_report,
    "return": lambda work, who, n: closing.return_report(work, who, n, "Too short."),
    "propose": lambda work, who, n: paying.propose_payment(work, who, n, f"SEPA-{n}"),
    "approve": paying.approve_payment,
    "send back": lambda work, who, n: paying.decline_payment(work, who, n, "Which account?"),
    "waive": lambda work, who, n: evidence.waive_evidence(work, who, n, "Slept at friends'."),
    "amend": amend,
    "sign change": amending.sign_amendment,
    "correct": correct,
    "undo": take_back,
    "pair by hand": pair_by_hand,
    "hold": rest,
    "go on": wake,
    "pass on": pass_on,
}
# What ends everything is done now and then only.
RARELY = {
    "leave": lambda work, person, _: leaving.withdraw_application(work, person),
    "cancel": lambda work, person, n: course.cancel_exchange(work, person, n, "partner"),
}
NEW_EACH_TIME = {apply_again, offer, BY_PEOPLE["ask"], take_back, correct, amend, pass_on}
# What usually comes next in an exchange, by whom: a person or an officer.
NEXT = {
    E.DATES: [("people", "offer"), ("people", "agree")],
    E.COMMITMENT: [("people", "write")],
    E.SIGNING: [("people", "sign"), ("officers", "sign")],
    E.READY: [("people", "sign money"), ("officers", "sign money")],
    E.DONE: [("people", "prove travel"), ("people", "report"), ("people", "survey")],
    E.INTERRUPTED: [("people", "report")],
    E.REPORTED: [("people", "prove bed"), ("officers", "validate")],
    E.VALIDATED: [
        ("people", "prove travel"),
        ("people", "prove bed"),
        ("people", "sign money"),
        ("officers", "sign money"),
        ("officers", "propose"),
    ],
    E.PROPOSED: [("officers", "approve")],
}

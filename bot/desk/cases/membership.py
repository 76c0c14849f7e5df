"""Membership in a cluster at the desk: on the card, confirmed by one tap, asked by other desks, or an exception."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from bot.conversation import filling
from bot.conversation.forms import Form, Question
from bot.conversation.kinds.base import Option
from bot.conversation.kinds.choices import OneOf
from bot.conversation.kinds.texts import FreeText
from bot.conversation.screens import Button, Screen, clip, lines, paragraphs
from bot.desk import addresses as to
from bot.desk.officer import officer_of, whose
from bot.words import memberships as words
from exchange import desk
from exchange.access import Thing
from exchange.applying import memberships
from exchange.applying.memberships import MemberAnswer
from exchange.people.choosing import A_CLUSTER
from exchange.people.cluster_staff import ACTIVE, asked_at_desk
from exchange.people.memberships import MEMBERSHIPS, SETTLED
from exchange.people.officers import Right, require
from exchange.people.staff_groups import desk_of_chat
from exchange.words import N_
from storage.tables import MembershipException, MembershipState

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from bot.conversation.addresses import Family
    from bot.conversation.kinds.base import Asked
    from bot.conversation.notices import Delivery
    from bot.conversation.screens import Rows
    from bot.conversation.speech import Speech
    from bot.conversation.talk import Talk
    from exchange.desk import Case
    from exchange.people.memberships import Standing

S = MembershipState
ANSWERS = (to.MEMBER, to.NO_MEMBER, to.WHO_IS_IT)
FORM = "except"
SHOWN = 6
EXCEPTIONS: Mapping[MembershipException, str] = {
    MembershipException.INDIRECT: N_("Indirect member of the cluster"),
    MembershipException.HOST: N_("Host without a cluster"),
}
IN_SHORT: Mapping[MembershipException, str] = {
    MembershipException.INDIRECT: N_("indirect member"),
    MembershipException.HOST: N_("host without a cluster"),
}
SAID: Mapping[MembershipState, str] = {
    S.CONFIRMED: N_("🤝 Its cluster has confirmed the membership"),
    S.DENIED: N_("⚠️ Its cluster says: not ours"),
    S.UNSURE: N_("❓ Its cluster does not know this applicant. Please find out"),
    S.SILENT: N_("⏳ Its cluster has not answered. Please find out yourself"),
}


def cluster(say: Speech, found: Case) -> str:
    """The cluster they are in; a cluster organisation is never asked for one, it is one."""
    if found.cluster:
        return found.cluster.name
    itself = found.organisation.type == A_CLUSTER
    return say("itself, as soon as it is accepted") if itself else say("no cluster named")


def told(say: Speech, found: Case) -> str:
    """How the membership stands."""
    return _told(say, found.membership) if found.membership else ""


def profile(say: Speech, found: Case) -> str:
    """Where the cluster has its profile."""
    known = found.cluster.eccp if found.cluster else None
    return say("ECCP profile: {address}", address=known) if known else ""


def _told(say: Speech, found: Standing) -> str:
    one = found.membership
    day = say.on(one.decided_at) if one.decided_at else None
    if one.exception is not None:
        return lines(
            say(
                "⚖️ Exception, {kind}, by {who}, {day}: “{reason}”",
                kind=say(IN_SHORT[one.exception]),
                who=found.by,
                day=day,
                reason=clip(one.reason, 200),
            ),
            say("Approval: {approval}", approval=one.approval) if one.approval else "",
        )
    if one.state is S.CONFIRMED:
        return say("🤝 Membership confirmed by {who}, {day}", who=found.by, day=day)
    if one.state is S.DENIED:
        return say("⚠️ Not a member, says {who}, {day}", who=found.by, day=day)
    if found.cluster is None:
        return say("⚠️ In no cluster: only by an exception")
    return say("🤝 Membership {state}", state=say(MEMBERSHIPS[one.state]))


def buttons(say: Speech, found: Case) -> Rows:
    """One tap for yes and for no while it is open, and the way to an exception; a yes can be taken back."""
    one, number = found.membership, found.application.id
    if one is None or found.application.state not in ACTIVE:
        return ()
    no = Button(say("🚫 Not a member"), to.DENY_MEMBER(number))
    except_ = Button(say("⚖️ Exception"), to.EXCEPT(number))
    state = one.membership.state
    if state in SETTLED:
        return ((no,),) if state is S.CONFIRMED else ()
    if one.cluster is None:
        return ((except_,),) if found.may_host_without else ()
    yes = Button(say("🤝 Confirm membership"), to.CONFIRM_MEMBER(number))
    both = Button(say("✅ Confirm and accept"), to.ACCEPT_MEMBER(number))
    waits = found.application.state in memberships.UNDECIDED
    rows: Rows = ((both,), (yes,)) if waits else ((yes,),)
    return (*rows, (except_,) if state is S.DENIED else (no, except_))


def form() -> Form:
    """An exception: which, the agency's approval where it takes one, and why."""
    return Form(
        FORM, N_("An exception"), _questions, _finish, review=False, about=Thing.APPLICATION
    )


def _questions(talk: Talk, subject: int) -> tuple[Question, ...]:
    del talk, subject
    return (
        Question(
            "kind",
            N_("Exception"),
            N_("Which exception is it? It stands on the card, in the history and in the export."),
            OneOf(_kinds, width=1),
        ),
        Question(
            "approval",
            N_("Approval"),
            N_("By what is the agency’s approval known? Its number, or its date."),
            FreeText(2, 120),
            applies=lambda answers: answers.get("kind") == MembershipException.HOST.value,
        ),
        Question(
            "reason", N_("Reason"), N_("Why? This stays on record."), FreeText(3, 500, why=True)
        ),
    )


def _kinds(asked: Asked) -> Sequence[Option]:
    found = desk.case(asked.talk.work, officer_of(asked.talk), asked.form.subject)
    fitting = {
        MembershipException.INDIRECT: found.cluster is not None,
        MembershipException.HOST: found.may_host_without,
    }
    return [Option(one.value, asked.say(EXCEPTIONS[one])) for one, fits in fitting.items() if fits]


def _finish(talk: Talk, subject: int, answers: dict[str, Any]) -> None:
    kind = MembershipException(answers["kind"])
    memberships.except_membership(
        talk.work,
        officer_of(talk),
        subject,
        kind,
        answers["reason"],
        str(answers.get("approval") or ""),
    )
    text = talk.say("⚖️ On record, with your name, the day and your reason.")
    talk.reply(text, [Button(f"A-{subject:04}", to.CASE(subject))])


def begin_exception(talk: Talk, number: int) -> None:
    """Ask which exception, and why; at once no, to whom it is not given. Raises RoleMayNot."""
    require(officer_of(talk), Right.WAIVE)
    desk.case(talk.work, officer_of(talk), number)
    filling.begin(talk, FORM, number)


def asked(delivery: Delivery) -> Screen | None:
    """Another desk asks about members of a cluster of this one."""
    own = desk_of_chat(delivery.work, delivery.chat_id)
    some = asked_at_desk(delivery.work, own) if own else []
    some = [one for one in some if one.cluster_id == delivery["cluster"]]
    if not some:
        return None
    return words.asked_list(delivery.work, delivery.say, some, ANSWERS)


def show(talk: Talk) -> None:
    """`/members`: what other desks ask, and who of one's own applicants is not confirmed."""
    officer, say = officer_of(talk), talk.say
    asked_here = asked_at_desk(talk.work, officer.partnership_id)
    own = memberships.open_at_desk(talk.work, officer)
    if not asked_here and not own:
        talk.reply(paragraphs(whose(talk), say("Every membership is settled. 🌿")))
        return
    if own:
        talk.send(_own(talk, own))
    if asked_here:
        first = [one for one in asked_here if one.cluster_id == asked_here[0].cluster_id]
        talk.send(words.asked_list(talk.work, say, first, ANSWERS))


def _own(talk: Talk, own: Sequence[Standing]) -> Screen:
    say = talk.say
    shown = [desk.case(talk.work, officer_of(talk), one.membership.application_id) for one in own]
    rows = [
        say(
            "<b>{name}</b>: {state}",
            name=case.organisation.name,
            state=say(MEMBERSHIPS[one.membership.state]),
        )
        for one, case in zip(own[:SHOWN], shown, strict=False)
    ]
    rest = len(own) - len(rows)
    more = say("… and {count} more after these.", count=rest) if rest else ""
    buttons_ = tuple(
        (Button(clip(case.organisation.name, 40), to.CASE(case.application.id)),)
        for case in shown[:SHOWN]
    )
    head = say("🤝 Memberships to confirm:")
    return Screen(lines(whose(talk), head, *rows, more), buttons_)


def _answer(answer: MemberAnswer, talk: Talk, number: int) -> None:
    """What this desk says to another about a member of its cluster; the next question takes its place."""
    officer = officer_of(talk)
    memberships.answer_for_cluster(talk.work, officer, number, answer)
    some = asked_at_desk(talk.work, officer.partnership_id)
    thanks = talk.say("✓ Noted: the desk that asks is told.")
    if not some:
        talk.settle(thanks)
        return
    some = [one for one in some if one.cluster_id == some[0].cluster_id]
    screen = words.asked_list(talk.work, talk.say, some, ANSWERS)
    talk.show(Screen(paragraphs(thanks, screen.text), screen.rows))


TAPS: Mapping[Family, Callable[..., None]] = {
    to.EXCEPT: begin_exception,
    to.MEMBER: partial(_answer, MemberAnswer.YES),
    to.NO_MEMBER: partial(_answer, MemberAnswer.NO),
    to.WHO_IS_IT: partial(_answer, MemberAnswer.WHO),
}

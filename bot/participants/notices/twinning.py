"""Twinnings: what those who speak for a cluster are told."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from bot.conversation.screens import Button, Screen, clip, paragraphs
from bot.participants import addresses as to
from bot.participants.notices.about import reader_of
from bot.words.twinning import counted, days_of
from exchange.notices import Notice
from exchange.people.cluster_staff import clusters_of
from exchange.timing.twinning import TWINNING_QUIET, TWINNING_UNANSWERED, TWINNING_YEAR
from exchange.twinning.pages import days_of_year
from exchange.twinning.programme import programme
from exchange.words import N_
from storage.tables import Cluster, Twinning, TwinningActivity, TwinningState

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.conversation.notices import Delivery

AIM = 300


def _twinning(delivery: Delivery) -> Twinning:
    return delivery.work.load(Twinning, delivery["twinning"])


def _other(delivery: Delivery, one: Twinning) -> str:
    """The name of the cluster for which the reader does not speak."""
    own = clusters_of(delivery.work, reader_of(delivery))
    mine = one.one_id if one.one_id in own else one.other_id
    return delivery.work.load(Cluster, one.beside(mine)).name


def _asked(delivery: Delivery, words: str) -> Screen | None:
    one, say = _twinning(delivery), delivery.say
    if one.state is not TwinningState.PROPOSED:
        return None
    text = paragraphs(
        say(words, name=_other(delivery, one)),
        say("“{words}”", words=clip(one.aim, AIM)) if one.aim else "",
        say(
            "A twinning brings your members' exchanges, activities and projects under one roof. You can answer until {day}, and end it at any time.",
            day=say.on(one.expires_at),
        ),
    )
    yes = Button(say("✓ Yes, gladly"), to.AGREE_TWINNING(one.id))
    no = Button(say("Not now"), to.DECLINE_TWINNING(one.id))
    about = Button(say("🏛 Who they are"), to.CLUSTER(one.asker_id))
    return Screen(text, ((yes, no), (about,)))


def _told(delivery: Delivery, words: str) -> Screen:
    """What became of it, with the way to what is next."""
    one, say = _twinning(delivery), delivery.say
    text = say(words, name=_other(delivery, one))
    agreed = one.state is TwinningState.AGREED
    open_it = Button(say("🤝 Open the twinning"), to.TWINNING(one.id))
    find = Button(say("🔎 Clusters that fit"), to.TWINS(0))
    return Screen(text, ((open_it if agreed else find,),))


ASKED, WAITS = (
    N_("🤝 The cluster <b>{name}</b> proposes a twinning to yours:"),
    N_("⏳ The cluster <b>{name}</b> still waits for your yes or no to a twinning:"),
)
TOLD: Mapping[Notice, str] = {
    Notice.TWINNING_AGREED: N_("🤝 <b>{name}</b> said yes: your clusters are twinned!"),
    Notice.TWINNING_DECLINED: N_(
        "<b>{name}</b> would rather not be twinned now. Other clusters fit as well."
    ),
    Notice.TWINNING_EXPIRED: N_(
        "<b>{name}</b> has not answered your proposal of a twinning. You can propose it anew, or to another cluster."
    ),
    Notice.TWINNING_TAKEN_BACK: N_(
        "<b>{name}</b> has taken the proposal of a twinning back. You need not answer it any more."
    ),
    Notice.TWINNING_ENDED: N_(
        "The twinning with <b>{name}</b> has ended. What is under way goes on, and what was counted stays."
    ),
}


def _activity(delivery: Delivery, words: str) -> Screen | None:
    """What the other side plans, or has called off; nothing of a plan that was called off meanwhile."""
    one, say = delivery.work.load(TwinningActivity, delivery["activity"]), delivery.say
    if words == PLANNED and one.called_off_at:
        return None
    twinning = _twinning(delivery)
    text = say(words, name=_other(delivery, twinning), title=one.title, day=days_of(say, one))
    return Screen(text, ((Button(say("🤝 Open the twinning"), to.TWINNING(twinning.id)),),))


def _quiet(delivery: Delivery) -> Screen | None:
    """Nothing has happened for a quarter: what might come next; nothing where it has ended meanwhile."""
    one, say = _twinning(delivery), delivery.say
    if one.state is not TwinningState.AGREED:
        return None
    text = paragraphs(
        say(
            "🤝 It has been quiet between you and <b>{name}</b> for some time. What comes next?",
            name=_other(delivery, one),
        ),
        say(
            "A visit of members, a talk online, a project: whatever you plan is told to them, and counts."
        ),
    )
    plan = Button(say("➕ Plan an activity"), to.PLAN_ACTIVITY(one.id))
    return Screen(text, ((plan,), (Button(say("🤝 Open the twinning"), to.TWINNING(one.id)),)))


def _year(delivery: Delivery) -> Screen | None:
    """A year is full: what it brought, and its page."""
    one, say, year = _twinning(delivery), delivery.say, delivery["year"]
    days = days_of_year(delivery.work, one, year)
    done = counted(say, programme(delivery.work, one, days))
    name = _other(delivery, one)
    text = paragraphs(
        say("🎂 Year {year} of your twinning with <b>{name}</b> is full.", year=year, name=name),
        done or say("Nothing was counted in it; the next year is open."),
        say("Its page, to print or to send on, is one tap away."),
    )
    page = Button(say("📄 Page of year {year}", year=year), to.TWINNING_PAGE(one.id, year))
    return Screen(text, ((page,), (Button(say("🤝 Open the twinning"), to.TWINNING(one.id)),)))


PLANNED = N_("📅 <b>{name}</b> plans an activity with you, {day}: <b>{title}</b>.")
CALLED_OFF = N_("<b>{name}</b> has called an activity off, {day}: {title}.")
NOTICES: Mapping[str, Callable[[Delivery], Screen | None]] = {
    Notice.TWINNING_PROPOSED: partial(_asked, words=ASKED),
    TWINNING_UNANSWERED: partial(_asked, words=WAITS),
    TWINNING_QUIET: _quiet,
    TWINNING_YEAR: _year,
    Notice.TWINNING_PLANNED: partial(_activity, words=PLANNED),
    Notice.TWINNING_CALLED_OFF: partial(_activity, words=CALLED_OFF),
    **{notice: partial(_told, words=words) for notice, words in TOLD.items()},
}

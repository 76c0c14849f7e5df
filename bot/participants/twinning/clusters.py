"""`/twinning`: one's own cluster as others see it, told in a paragraph, corrected in free words; and which clusters fit it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from bot.conversation import filling
from bot.conversation.forms import Form, Question
from bot.conversation.kinds.texts import FreeText
from bot.conversation.screens import Button, Pages, Screen, clip, lines, paragraphs
from bot.conversation.small_words import meaning
from bot.participants import addresses as to
from bot.words import chains
from bot.words import twinning as words
from bot.words.told import brought, sought
from exchange.people.naming_clusters import bind_own
from exchange.rows import row_id
from exchange.scheme.levels import LABELS
from exchange.twinning import agreeing, finding, profiles
from exchange.words import N_
from storage.tables import Cluster, TwinningState

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.conversation.addresses import Family
    from bot.conversation.screens import Rows
    from bot.conversation.talk import Talk
    from exchange.twinning.finding import Fit
    from exchange.twinning.profiles import View
    from storage.tables import Twinning

TELL = "cluster"  # the form
PLACE = "cluster"
LONGEST, SHORT, TOLD, QUOTED = 1000, 300, 70, 160
ON_A_PAGE, AREAS, SHOWN = 3, 3, 5


def show(talk: Talk) -> None:
    """One's own cluster; words typed while it is open correct it. Raises NotCluster."""
    bind_own(talk.work, talk.person)
    view = profiles.own(talk.work, talk.person)
    if talk.event.text and talk.event.command == "twinning":
        profiles.tell(talk.work, talk.person, talk.event.text[:LONGEST])
        view = profiles.own(talk.work, talk.person)
    talk.expect(PLACE)
    talk.show(_card(talk, view))


def _card(talk: Talk, view: View) -> Screen:
    say = talk.say
    hint = (
        say("Wrong? Type it: “140 members”, “we also look for hydrogen”.")
        if view.profile
        else say("This is from your application. Tell it better: one paragraph is enough.")
    )
    text = paragraphs(
        lines(
            say("🏛 <b>{cluster}</b>, {country}", **_named(talk, view)),
            *_facts(talk, view),
            say("Brings: {brings}", brings=clip(brought(view.brings), TOLD)) if view.brings else "",
            say("Looks for: {seeks}", seeks=clip(sought(view.seeks), TOLD)) if view.seeks else "",
        ),
        hint,
    )
    find = (Button(say("🔎 Clusters that fit"), to.TWINS(0)),)
    rows = tuple((_to(talk, view, one),) for one in _shown(talk, view))
    return Screen(text, (*rows, find, (Button(say("✏️ Tell it anew"), to.TELL_CLUSTER()),)))


def _shown(talk: Talk, view: View) -> list[Twinning]:
    """Its twinnings, and what waits; of those that are over the last ones."""
    return [*agreeing.twinnings_of(talk.work, row_id(view.cluster))][:SHOWN]


def _to(talk: Talk, view: View, one: Twinning) -> Button:
    mine = row_id(view.cluster)
    name = clip(talk.work.load(Cluster, one.beside(mine)).name, 24)
    say, waits = talk.say, one.state is TwinningState.PROPOSED
    if one.state is TwinningState.AGREED:
        label = say("🤝 {name}", name=name)
    elif waits and one.asked_id == mine:
        label = say("❓ {name} asks you", name=name)
    else:
        label = say("⏳ {name}", name=name) if waits else say("✗ {name}", name=name)
    return Button(label, to.TWINNING(row_id(one)))


def _named(talk: Talk, view: View) -> dict[str, Any]:
    return {
        "cluster": view.cluster.name,
        "country": talk.say.country(view.organisation.country),
    }


def _facts(talk: Talk, view: View) -> list[str]:
    """Its label, its members, what it is special in and what it offers, as far as known."""
    say, cluster = talk.say, view.cluster
    label = say(LABELS[cluster.label]) if cluster.label else say("no label known")
    here = profiles.members_here(talk.work, cluster)
    members = view.profile.members if view.profile else None
    size = say.many("{count} member", "{count} members", members) if members else ""
    few = say.many("{count} of them takes part", "{count} of them take part", here) if here else ""
    areas = chains.topics(say, view.topics[:AREAS])
    titles = ", ".join(one.title for one in view.services)
    return [
        " · ".join(filter(None, (label, size, few))),
        say("Special in: {areas}", areas=areas) if areas else "",
        say("Services: {titles}", titles=clip(titles, TOLD)) if titles else "",
    ]


def corrected(talk: Talk) -> None:
    """Words typed while the card is open: added, said so, and taken back with a tap; what tells nothing is not."""
    say, words = talk.say, clip(talk.event.text, SHORT)
    if meaning(words) or not profiles.tells(words):
        talk.reply(
            say(
                "Nothing is added: that tells nothing of your cluster. /start shows what else there is."
            )
        )
        return
    view = profiles.own(talk.work, talk.person)
    before = {"brings": view.brings, "seeks": view.seeks, "members": _members(view)}
    profiles.correct(talk.work, talk.person, words)
    talk.expect(PLACE, **before)
    back = (Button(say("↶ Take it back"), to.UNTELL_CLUSTER()),)
    told = say("✓ Added, others read it: “{words}”", words=clip(words, QUOTED))
    card = _card(talk, profiles.own(talk.work, talk.person))
    talk.show(replace(card, text=paragraphs(told, card.text), rows=(back, *card.rows)))


def _members(view: View) -> int | None:
    return view.profile.members if view.profile else None


def _take_back(talk: Talk) -> None:
    """The profile as it was before the last words; the card alone, where they are long ago."""
    kept = talk.conversation.facts if talk.conversation.place == PLACE else {}
    if "brings" in kept:
        profiles.put_back(
            talk.work, talk.person, str(kept["brings"]), str(kept["seeks"]), kept["members"]
        )
    show(talk)


def fitting(talk: Talk, page: int) -> None:
    """The clusters that fit, the best first; those that something is open with stand on one's own card."""
    found, say = (
        [*filter(partial(_is_new, talk), finding.fitting(talk.work, talk.person))],
        talk.say,
    )
    back = (Button(say("‹ My cluster"), to.OWN_CLUSTER()),)
    if not found:
        text = say(
            "No cluster of another country fits yet. Say more of what you bring and look for: the matcher reads it."
        )
        talk.show(Screen(text, ((Button(say("✏️ Tell it anew"), to.TELL_CLUSTER()),), back)))
        return
    pages = Pages(len(found), ON_A_PAGE, page, to.TWINS)
    shown = list(enumerate(found[pages.offset : pages.offset + ON_A_PAGE], pages.offset + 1))
    rows: Rows = tuple(
        (Button(f"{at}. {clip(one.view.cluster.name, 30)}", to.CLUSTER(row_id(one.view.cluster))),)
        for at, one in shown
    )
    text = paragraphs(
        say.many("🤝 <b>{count} cluster fits</b>", "🤝 <b>{count} clusters fit</b>", len(found)),
        lines(*(_line(talk, at, one) for at, one in shown)),
    )
    turning = (pages.buttons(),) if pages.buttons() else ()
    talk.show(Screen(text, (*rows, *turning, back)))


def _is_new(talk: Talk, one: Fit) -> bool:
    """Whether no twinning with it holds or is proposed."""
    mine = row_id(profiles.own(talk.work, talk.person).cluster)
    return agreeing.open_between(talk.work, mine, row_id(one.view.cluster)) is None


def _line(talk: Talk, at: int, one: Fit) -> str:
    name = talk.say(
        "{number}. <b>{name}</b>, {country}",
        number=at,
        name=clip(one.view.cluster.name, 22),
        country=talk.say.country(one.view.organisation.country),
    )
    return lines(name, *words.why(talk.say, talk.work, one)[:1])


def show_one(talk: Talk, number: int) -> None:
    """One cluster: what it is, and why it fits."""
    found = finding.fitting(talk.work, talk.person)
    say, back = talk.say, Button(talk.say("‹ Back to the list"), to.TWINS(0))
    one = next((each for each in found if row_id(each.view.cluster) == number), None)
    if one is None:
        talk.send(Screen(say("They do not fit your cluster any more."), ((back,),)))
        return
    text = paragraphs(
        lines(
            say("🏛 <b>{cluster}</b>, {country}", **_named(talk, one.view)),
            *_facts(talk, one.view)[:1],
        ),
        lines(*words.why(say, talk.work, one)),
        say("“{words}”", words=clip(one.view.brings, QUOTED)),
    )
    talk.send(Screen(text, ((_way_to(talk, number),), (back,))))


def _way_to(talk: Talk, number: int) -> Button:
    """To propose a twinning; where there is one, to how it stands."""
    mine = row_id(profiles.own(talk.work, talk.person).cluster)
    known = agreeing.open_between(talk.work, mine, number)
    if known is None:
        return Button(talk.say("🤝 Propose a twinning"), to.PROPOSE_TWINNING(number))
    return Button(talk.say("🤝 How it stands"), to.TWINNING(row_id(known)))


def form() -> Form:
    """The one question of a profile."""
    return Form(TELL, N_("Your cluster"), _questions, _tell, review=False)


def _questions(talk: Talk, subject: int) -> tuple[Question, ...]:
    del talk, subject
    prompt = N_(
        "What are you, and what do you look for? Such as: 140 furniture makers with a test lab; we look for circular materials."
    )
    return (Question("text", N_("Your cluster"), prompt, FreeText(15, LONGEST)),)


def _tell(talk: Talk, subject: int, answers: dict[str, Any]) -> None:
    del subject
    profiles.tell(talk.work, talk.person, answers["text"])
    talk.expect(PLACE)
    talk.send(_card(talk, profiles.own(talk.work, talk.person)))


def _anew(talk: Talk) -> None:
    profiles.own(talk.work, talk.person)
    filling.begin(talk, TELL)


TAPS: Mapping[Family, Callable[..., None]] = {
    to.OWN_CLUSTER: show,
    to.TELL_CLUSTER: _anew,
    to.UNTELL_CLUSTER: _take_back,
    to.TWINS: fitting,
    to.CLUSTER: show_one,
}

"""`/links`: links that win people, with their posters and QR codes, and where people came from."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from bot.conversation import filling
from bot.conversation.forms import Form, Question
from bot.conversation.kinds.base import Option
from bot.conversation.kinds.choices import OneOf
from bot.conversation.kinds.texts import FreeText
from bot.conversation.screens import Button, Screen, clip, lines, paragraphs
from bot.conversation.speech import Speech, languages
from bot.desk import addresses as to
from bot.desk.officer import officer_of, whose
from exchange.desk import posters
from exchange.people import joining
from exchange.people.cluster_labels import own_clusters
from exchange.people.officers import RIGHTS, Right, require
from exchange.visiting.kept_files import PDF, PNG
from exchange.words import N_
from storage.tables import Cluster, Role

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from bot.conversation.addresses import Family
    from bot.conversation.kinds.base import Asked
    from bot.conversation.screens import Rows
    from bot.conversation.talk import Talk
    from exchange.people.joining import Origin
    from storage.tables import JoiningLink

FORM = "link"
SHOWN = 7
ALL, ANY = "all", "any"
ROLES: Mapping[Role, str] = {
    Role.VISITOR: N_("for visitors"),
    Role.HOST: N_("for hosts"),
    Role.BOTH: N_("for visitors and hosts"),
}


def show(talk: Talk) -> None:
    """The links of the desk, each with what came of it."""
    officer, say = officer_of(talk), talk.say
    found = [one for one in joining.origins(talk.work, officer) if one.link]
    rows: Rows = tuple(
        (Button(clip(one.link.name, 40), to.LINK(one.link.id)),)
        for one in found[:SHOWN]
        if one.link
    )
    if Right.DECIDE in RIGHTS[officer.role]:
        rows = (*rows, (Button(say("➕ New link"), to.NEW_LINK()),))
    told = say("Links and posters for a cluster, an event or a campaign.") if not found else ""
    text = paragraphs(whose(talk), told, lines(*(_line(talk, one) for one in found[:SHOWN])))
    talk.show(Screen(text, (*rows, (Button(say("📍 Where from"), to.ORIGINS()),))))


def _line(talk: Talk, one: Origin) -> str:
    name = one.link.name if one.link else talk.say("by themselves")
    return talk.say(
        "<b>{name}</b>: {applied} applied, {accepted} accepted",
        name=clip(name, 40),
        applied=one.applied,
        accepted=one.accepted,
    )


def where_from(talk: Talk) -> None:
    """Where the desk's people came from, those by no link last."""
    found = joining.origins(talk.work, officer_of(talk))
    shown = [*found[:-1][:SHOWN], found[-1]]
    head = talk.say("📍 <b>Where people came from</b>")
    rest = len(found) - len(shown)
    more = talk.say("… and {count} more after these.", count=rest) if rest else ""
    talk.reply(
        paragraphs(lines(whose(talk), head), lines(*(_line(talk, one) for one in shown), more))
    )


def begin(talk: Talk) -> None:
    """Ask what the link is for."""
    require(officer_of(talk), Right.DECIDE)
    filling.begin(talk, FORM)


def form() -> Form:
    """A link's name, cluster and role."""
    return Form(FORM, N_("A new link"), _questions, _finish, review=False)


def _questions(talk: Talk, subject: int) -> tuple[Question, ...]:
    del talk, subject
    return (
        Question(
            "name",
            N_("Name"),
            N_("What is it for? For example: members’ day in Guimarães. It stands on the poster."),
            FreeText(2, 80),
        ),
        Question(
            "cluster",
            N_("Cluster"),
            N_("For the members of which cluster? It is proposed to whoever comes."),
            OneOf(_clusters, width=1),
        ),
        Question("role", N_("Role"), N_("To win visitors or hosts?"), OneOf(_roles, width=1)),
    )


def _clusters(asked: Asked) -> Sequence[Option]:
    officer = officer_of(asked.talk)
    own = [
        one
        for one in own_clusters(asked.talk.work, officer)
        if one.partnership_id == officer.partnership_id
    ]
    every = Option(ALL, asked.say("All clusters"))
    return [every, *(Option(str(one.id), one.name) for one in own)]


def _roles(asked: Asked) -> Sequence[Option]:
    roles = [Option(one.value, asked.say(title)) for one, title in ROLES.items()]
    return [Option(ANY, asked.say("Let them choose")), *roles]


def _finish(talk: Talk, subject: int, answers: dict[str, Any]) -> None:
    del subject
    cluster = None if answers["cluster"] == ALL else int(answers["cluster"])
    role = None if answers["role"] == ANY else Role(answers["role"])
    link = joining.make_link(talk.work, officer_of(talk), answers["name"], cluster, role)
    talk.send(_card(talk, link))


def show_one(talk: Talk, number: int) -> None:
    """A link with its address, its posters and its end."""
    talk.send(_card(talk, joining.link_at_desk(talk.work, officer_of(talk), number)))


def _card(talk: Talk, link: JoiningLink) -> Screen:
    say, work = talk.say, talk.work
    cluster = work.load(Cluster, link.cluster_id).name if link.cluster_id else say("all clusters")
    role = say(ROLES[link.role]) if link.role else say("role open")
    text = paragraphs(
        lines(
            say("🔗 <b>{name}</b>", name=link.name),
            say("{cluster} · {role}", cluster=cluster, role=role),
        ),
        say("{address}", address=posters.address_of(work, link)),
        say("✂️ Stopped on {day}.", day=say.on(link.stopped_at)) if link.stopped_at else "",
    )
    if link.stopped_at:
        return Screen(text)
    each = tuple(
        (
            Button(say("📄 {language}, PDF", language=say.tongue(one)), to.POSTER(link.id, one)),
            Button(say("🖼 {language}, PNG", language=say.tongue(one)), to.PICTURE(link.id, one)),
        )
        for one in languages()
    )
    alone = Button(say("▦ QR code alone"), to.QR_CODE(link.id))
    return Screen(text, (*each, (alone, Button(say("✂️ Stop it"), to.STOP_LINK(link.id)))))


def _poster(mime: str, talk: Talk, number: int, language: str) -> None:
    """The poster in the language wanted."""
    if language not in languages():
        language = talk.say.language
    said = Speech(language)
    file = posters.poster_file(talk.work, officer_of(talk), number, mime, said)
    text = talk.say("The poster, one page A4. Print it, or put it on your website.")
    talk.reply(text, file_id=file.id)


def _code(talk: Talk, number: int) -> None:
    file = posters.code_file(talk.work, officer_of(talk), number)
    talk.reply(talk.say("The QR code, for your own papers and slides."), file_id=file.id)


def _stop(talk: Talk, number: int) -> None:
    link = joining.stop_link(talk.work, officer_of(talk), number)
    said = "✂️ <b>{name}</b> is stopped: whoever opens it now comes as everybody does."
    talk.settle(talk.say(said, name=link.name))


TAPS: Mapping[Family, Callable[..., None]] = {
    to.LINK: show_one,
    to.NEW_LINK: begin,
    to.ORIGINS: where_from,
    to.POSTER: partial(_poster, PDF),
    to.PICTURE: partial(_poster, PNG),
    to.QR_CODE: _code,
    to.STOP_LINK: _stop,
}

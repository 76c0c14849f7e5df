"""The desk: its menu, its figures, its tools."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup
from sqlmodel import select

from bot.conversation.events import Did
from bot.conversation.screens import Screen
from bot.conversation.speech import languages
from bot.conversation.turns import SCREEN
from exchange.work import DESK, PARTICIPANTS
from storage.queues import inbox, outbox
from storage.queues.inbox import Arrived
from storage.queues.outbox import Letter
from storage.tables import Inbox, Officer, OfficerRole, Outbox, OutboxState, Urgency
from tests.builders.records.applicants import HOME, applicant, vouch
from tests.builders.records.rows import PLACES
from tests.screens.players import Player, officer, somebody

if TYPE_CHECKING:
    from exchange.work import Work
    from tests.screens.programme import Cast

GROUP, MOVED = -100_501, -100_502


def doors(cast: Cast) -> None:
    """A stranger learns nothing; an invited colleague comes in and is shown around."""
    stage = cast.stage
    stage.names[801] = "A stranger"
    stranger = Player(stage, "A stranger", 801, DESK)
    stranger.types("/start")
    stranger.types("/start cxc-wrong")
    stranger.types("Hello?")
    nina = officer(stage, "Nina New", 802, HOME, OfficerRole.OFFICER)
    nina.types("/start")
    nina.types("/help")
    nina.types("/help all")
    nina.types("/invite")
    olga = cast.olga
    olga.types("/invite")
    olga.taps("o:")
    olga.inside(GROUP).types("/invite")
    olga.types("/bind")
    olga.inside(GROUP).types("/bind")
    olga.inside(GROUP).types("/case A-0004")
    olga.inside(GROUP).taps_old("a:cv:4")
    olga.inside(GROUP).types("Good morning all")
    stranger.inside(GROUP).types("Good morning")
    olga.inside(GROUP).does(Did.MOVED, "The group gets another number", "moved", data=str(MOVED))
    nina.does(Did.BLOCKED, "blocks the bot", "blocked")
    nina.does(Did.UNBLOCKED, "unblocks the bot", "unblocked")
    nina.sends_sticker()
    nina.does(Did.TEXT, "types /stauts", "/unknown", text="/stauts 3")
    nina.types("/language")
    nina.taps(f"l:{stage.language}")
    nina.types("/cancel")


def menu(cast: Cast) -> None:
    """Every page of the menu, and everything that can be typed."""
    olga, rita = cast.olga, cast.desk("Rita Viewer")
    for page in "queue exchanges stats survey export find shortage whatif".split():
        olga.types("/start")
        olga.taps(f"d:{page}")
    olga.types("/stats")
    olga.taps("b:split")
    olga.taps("b:split:countries")
    olga.taps("b:stats")
    olga.taps("b:pace")
    olga.taps("b:stats")
    olga.taps("b:stats:all")
    olga.taps("b:pace:all")
    olga.types("/budget")
    olga.types("/budget much")
    olga.types("/budget 62.400")
    olga.taps("b:paid")
    olga.types("/report")
    olga.taps("b:report")
    olga.types("/report soon")
    olga.types("/history")
    olga.types("/history 1")
    olga.taps("a:print")
    olga.types("/history 999")
    olga.types("/case 10")
    olga.taps("a:past")
    olga.types("xyzzyq")
    olga.types("Wien")
    olga.taps("a:show")
    for words in ("find", "find Wien", "case", "case A-0004", "case 10", "case 999", "exchange"):
        olga.types(f"/{words}")
    olga.types("/audit")
    olga.taps("u:list")
    olga.taps("u:list:0")
    for words in ("queue", "exchanges", "stats", "survey", "export", "shortage", "learn"):
        olga.types(f"/{words}")
    for words in ("", " languages", " languages 20", " languages 200", " xyzzyq 3", " needs 0.9"):
        olga.types(f"/whatif{words}")
    olga.types("/label")
    olga.types("/label CITEVE gold")
    olga.types("/label CITEVE tin")
    olga.types("/label Xyzzyq gold")
    olga.types("/label")
    olga.taps_old("z:old")
    rita.types("/learn")
    rita.types("/stats")
    rita.taps("b:money")
    rita.types("/budget 1")
    rita.types("/label CITEVE none")


def troubles(cast: Cast) -> None:
    """What did not go through is tried again or let be."""
    stage, olga, vienna = cast.stage, cast.olga, cast.vienna
    olga.types("/troubles")
    kinds = (
        ("application.accepted", {"application": 1}, "Blocked"),
        ("application.accepted", {"application": 1}, "Unreachable"),
        ("draft.waiting", {}, "Refused"),
        (SCREEN, Screen(Markup("An answer")).body(), "KeyError"),
    )
    with stage.work() as work:
        letters = [
            Letter(PARTICIPANTS, vienna.number, kind, body, f"trouble:{error}", Urgency.NOTICE)
            for kind, body, error in kinds
        ]
        outbox.post(work.session, letters, work.now)
        work.session.flush()
        rows = work.session.exec(select(Outbox).where(Outbox.state == OutboxState.WAITING)).all()
        for row, (_, _, error) in zip(rows, kinds, strict=True):
            row.state, row.ended_at = OutboxState.FAILED, work.now
            row.error = error
        inbox.store(work.session, PARTICIPANTS, [Arrived(9_001, vienna.number, {})], work.now)
        row = work.session.get(Inbox, (PARTICIPANTS, 9_001))
        row.set_aside, row.done_at, row.error = True, work.now, "KeyError"
    olga.types("/troubles")
    olga.types("/queue")
    olga.types("/stats")
    olga.taps("t:leave")
    if olga.button("t:again"):
        olga.taps("t:again")
    if olga.button("t:all"):
        olga.taps("t:all")
    olga.taps_old("t:again:M-99999")


def unreachable(cast: Cast) -> None:
    """A participant blocks the bot: the desk hears of it."""
    cast.vienna.does(Did.BLOCKED, "blocks the bot", "blocked")
    somebody(cast.stage, "Nobody", 701).does(Did.BLOCKED, "blocks the bot", "blocked")
    cast.olga.types("/troubles")


def staff(cast: Cast) -> None:
    """Who has access: invited, taken back, ended; a staff group goes from one desk to another."""
    olga, uwe = cast.olga, cast.uwe
    olga.types("/invite")
    olga.taps("o:", "auditor")
    olga.types("/officers")
    olga.taps("v:uninvite")
    nina = officer(cast.stage, "Nina New", 802, HOME, OfficerRole.OFFICER)
    nina.types("/officers")
    nina.types("/revoke")
    nina.inside(GROUP).types("/bind")
    uwe.inside(GROUP).types("/queue")
    uwe.inside(GROUP).types("/bind")
    uwe.inside(GROUP).taps("v:want")
    olga.inside(GROUP).taps("v:keep")
    uwe.inside(GROUP).types("/bind")
    uwe.inside(GROUP).taps("v:want")
    olga.taps("v:give")
    nina.inside(MOVED).types("/bind")
    olga.types("/officers")
    olga.types("/revoke Nobody")
    olga.types("/revoke Nina")
    olga.taps("v:out")
    olga.taps("v:list")
    olga.types("/revoke Nina")
    olga.taps("v:out")
    olga.taps("v:now")
    nina.types("/queue")
    olga.types("/revoke Olga")
    olga.taps("v:out")
    olga.taps("v:now")
    olga.types("/unbind")
    olga.inside(MOVED).types("/bind")
    olga.inside(MOVED).types("/unbind")
    olga.inside(MOVED).types("/bind")
    olga.inside(MOVED).types("/export")
    olga.types("/unbind")
    olga.taps("v:unbind")


def writing(cast: Cast) -> None:
    """The desk writes to one person, who answers; then to many, of whom one wants no more."""
    olga, vienna, rita = cast.olga, cast.vienna, cast.desk("Rita Viewer")
    olga.types("/case 1")
    olga.taps("p:write:1")
    olga.types("x" * 2000)
    olga.fills({"text": "Would you like to meet a host in Porto?"})
    vienna.taps("b:answer")
    vienna.fills({"text": "Yes, with pleasure. In June?"})
    olga.taps("p:write:1")
    olga.types("/cancel")
    olga.types("/write 1 June is good. I ask them.")
    olga.taps("f:write", ":*:send:")
    olga.types("/write 6 Are you there?")
    rita.types("/write")
    rita.types("/write 1 Hello")
    olga.types("write to Ring: your papers are here")
    olga.types("write to Nobody of that name: your papers are here")
    olga.types("write to 1: your papers are here")
    olga.types("/cancel")
    olga.types("/write")
    olga.taps("p:new")
    own = stage_texts(cast)
    olga.fills({"audience": "=travelling", "ecosystem": "=>", **own})
    olga.taps("p:drop")
    olga.types("/write")
    olga.taps("p:new")
    olga.fills(
        {"audience": "=hosts", "ecosystem": "=textiles", "month": "=2027-06", **own}, slips=True
    )
    olga.taps("p:send")
    porto = cast.porto
    porto.taps("b:quiet")
    porto.taps("b:answer")
    porto.types("There is room for two in June.")
    olga.taps("p:show")
    olga.taps("p:list")
    olga.taps("p:new")
    olga.fills({"audience": "=everybody", "ecosystem": "=>", **own})
    olga.taps("p:send")
    porto.taps("b:loud")


def accepted_at_once(cast: Cast) -> None:
    """Three apply: one is taken by an officer, the others are accepted by one tap, by name."""
    stage, olga, pavel = cast.stage, cast.olga, cast.desk("Pavel Desk")
    olga.types("/today")
    stage.tell("Three apply", lambda work: _three_apply(work, stage.language))
    olga.types("/today")
    olga.taps("w:step:review")
    olga.taps("w:fine")
    pavel.types("/case 11")
    pavel.taps("a:take")
    olga.taps_old("a:take:11")
    olga.taps("w:accept")
    olga.types("/today")
    olga.taps("w:step:review")
    olga.taps("w:fine")
    olga.taps("w:accept")
    olga.taps("w:undo")
    olga.types("/today")
    olga.taps("w:step:review")
    olga.taps("w:fine")
    olga.taps("w:step:review")
    pavel.taps("a:leave")


def _three_apply(work: Work, language: str) -> None:
    olga = work.session.exec(select(Officer).where(Officer.name == "Olga Desk")).one()
    for country in ("AT", "SK", "FI"):
        city = PLACES[country][1]
        who, application = applicant(
            work,
            country=country,
            email=f"office@{city.lower()}.example",
            organisation_name=f"{city} Silk",
        )
        vouch(work, olga, application)
        who.language = language


def stage_texts(cast: Cast) -> dict[str, str]:
    """The words of a message to many: in the officer's language, and the same for all others."""
    texts = dict.fromkeys((f"text_{one}" for one in languages()), "=>")
    return {**texts, f"text_{cast.stage.language}": "Is there a place left in June? Please answer."}


PLAYS = (doors, menu, staff, accepted_at_once, writing, troubles, unreachable)

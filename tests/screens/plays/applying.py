"""From the first hello to an accepted application, with every slip on the way."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.conversation.events import Did
from exchange.applying.applications import active_application
from exchange.notices import Notice
from exchange.people import people
from exchange.privacy import dormancy
from tests.builders.bots.actors import PDF
from tests.screens.players import HOST, VISITOR, somebody

if TYPE_CHECKING:
    from tests.screens.players import Player
    from tests.screens.programme import Cast

ABOUT = (
    "We are a small weaving mill in Porto, Portugal. We speak Portuguese and English, work with "
    "wool and natural dyes, and look for laser cutting and 3D printing."
)


TOLD = (
    "Mondego Looms Ltd is a family company of 23 people in Coimbra. We weave wool for furniture and "
    "would like to visit Germany or Austria in May or June to learn laser cutting. We speak "
    "English and Portuguese."
)
HOSTING = (
    "Oficina da Luz Lda is a company of 40 people in Braga, Portugal, and a member of CITEVE. We cut and print textiles "
    "with lasers. A visitor would see our workshop and try the machines. Two people can come in May or June. We speak "
    "English and Portuguese."
)


def a_visitor(cast: Cast) -> Player:
    """Somebody who has said hello, agreed, and wants to visit."""
    ana = somebody(cast.stage, "Ana Pop", 101)
    ana.types("/start")
    ana.taps("w:yes")
    ana.taps("f:app:role:=:visitor")
    return ana


def first_minute(cast: Cast) -> None:
    """A stranger says hello, asks around, and begins."""
    ana = somebody(cast.stage, "Ana Pop", 101)
    ana.types("/start")
    ana.types("What is this?")
    ana.types("How much is paid?")
    ana.types("We are a mill in Porto and weave wool")
    ana.sends_sticker()
    ana.types("/hosts")
    ana.types("/privacy")
    ana.taps("w:no")
    ana.types("yes")
    ana.types("no, thanks")
    ana.types("/start")
    ana.types("👍")
    ana.types(TOLD)
    ana.types("we are 60 people and we would like to come in October")
    ana.taps("f:app:role:x")
    for command in ("start", "status", "hosts", "search", "partner", "invitations", "exchanges"):
        ana.types(f"/{command}")
    for command in ("withdraw", "help", "privacy", "cancel", "stauts", "apply", "cancel"):
        ana.types(f"/{command}")
    ana.types("/language")
    ana.taps(f"l:{cast.stage.language}")
    ana.types("/language English" if cast.stage.language == "en" else "/language deutsch")
    ana.types("Hello?")
    ana.sends_sticker()
    ana.edits("Hallo?")
    ana.types("/status")
    ana.taps("w:apply")
    ana.types("/cancel")
    ana.types("/start")
    ana.types("/stauts")
    cast.stage.pass_time("Days go by", days=12)
    ana.taps("w:apply")


def every_question(cast: Cast) -> None:
    """Somebody who visits and hosts is asked everything, and slips wherever one can."""
    ana = somebody(cast.stage, "Ana Pop", 101)
    ana.types("/start")
    ana.taps("w:yes")
    answers = {**VISITOR, **HOST, "role": "=both", "cv": VISITOR["cv"], "about": ABOUT}
    answers |= {"country": "=DE", "city": "Neustadt", "topics": "=>", "languages": "=de"}
    answers |= {"cluster": "Ring of Weavers"}
    ana.fills(answers, slips=True, send=False, until="city")
    ana.types("Neustadt")
    ana.taps("f:app:city:=:as-typed")
    ana.fills(answers, slips=True, send=False)
    ana.taps("f:app:*:change")
    ana.taps("f:app:*:review")
    ana.taps("f:app:*:change")
    ana.taps("f:app:*:one:person_name")
    ana.taps("f:app:person_name:k")
    ana.taps("f:app:*:change")
    ana.taps("f:app:*:one:person_name")
    ana.taps("f:app:person_name:=:suggested")
    ana.taps("f:app:*:change")
    ana.taps("f:app:*:one:partnership_id")
    ana.taps("f:app:partnership_id:=:2")
    ana.taps("f:app:*:send")


def a_paragraph(cast: Cast) -> None:
    """Somebody tells it all at once, corrects what was understood, and is asked for the rest."""
    ana = a_visitor(cast)
    ana.types(TOLD)
    ana.sends_sticker()
    for words in ("Finland too", "we are 60 people", "Hello?", "not Germany", "Spain", "not wool"):
        ana.types(words)
    ana.types("we want to learn how to dye without chemicals")
    for words in (
        "Norway too",
        "city: Braga",
        "city: 9",
        "the name is Zanzibar",
        "the name is wrong",
        TOLD * 2,
        "Back",
    ):
        ana.types(words)
    ana.types(TOLD)
    ana.taps("f:app:read:=:suggested")
    ana.fills(VISITOR, until="email")
    for words in ("wait, we are in Porto", "I want to change what you understood", "yes"):
        ana.types(words)
    ana.edits("wait, we are in Braga", of="wait, we are in Porto")
    ana.types("we are 60 people by now")
    ana.fills(VISITOR, send=False)
    ana.taps("f:app:*:send")


def in_words(cast: Cast) -> None:
    """Somebody who types what others tap: yes, skip, back, done, any, no, in whichever language."""
    ana = a_visitor(cast)
    ana.types(ABOUT)
    ana.types("skip")
    ana.fills(VISITOR, until="size")
    ana.types("fewer than 50")
    for words in ("dunno", "start over", "keep it", "a human", "🇵🇹", "no", "City: Porto"):
        ana.types(words)
    ana.fills(VISITOR, until="position")
    ana.types("Ana Pop, head of weaving, ana@mondego.example")
    ana.fills(VISITOR, until="website")
    ana.sends(PDF, "hall.pdf", caption="www.mondego.example")
    for words in ("back", "no", "back", "-", "überspringen"):
        ana.types(words)
    ana.fills(VISITOR, until="topics")
    for words in ("not steel", "later", "/start"):
        ana.types(words)
    ana.types("👍")
    ana.edits("PT 501 442 600", of="überspringen")
    ana.edits("Wool, and carpets of it", of="not steel")
    ana.fills(VISITOR, until="months")
    for words in ("any time", "back", "everything but August", "not in July", "listopada"):
        ana.types(words)
    for words in ("Mai, zebra", "done"):
        ana.types(words)
    ana.fills(VISITOR, send=False)
    for words in ("no", "City", "behalten", "perhaps", "not now", "/start"):
        ana.types(words)
    for words in ("the city is Braga", "change the size", "keep", "not dyes", "the name is wrong"):
        ana.types(words)
    for words in ("I want to change something", "we are a large company", "Length: two or 3 weeks"):
        ana.types(words)
    for words in (
        "3",
        "people: me and a colleague",
        "our partners are in Spain",
        "change the partners",
        "keep",
        "City: Klingon",
    ):
        ana.types(words)
    ana.edits("Braga, I think", of="City: Klingon")
    ana.types("Braga")
    ana.types("yes please")


def back_and_forth(cast: Cast) -> None:
    """Pages turned, answers taken back, buttons of earlier steps, and rules that stand in the way."""
    ana = somebody(cast.stage, "Ana Pop", 101)
    ana.types("/start")
    ana.taps("w:yes")
    ana.taps_old("f:app:city:=:x")
    ana.taps_old("f:inv.7:words:=:x")
    ana.taps_old("f:app:role:=:nonsense")
    ana.taps_old("z:old")
    ana.taps("f:app:role:=:visitor")
    ana.taps_old("f:app:role:=:host")
    ana.types(ABOUT)
    ana.taps("f:app:read:=:one-by-one")
    ana.types("Mill of Porto")
    ana.taps("f:app:organisation_type:=:large_company")
    ana.taps("f:app:organisation_type:=:sme")
    ana.taps("f:app:size:=:large")
    ana.taps("f:app:size:<")
    ana.taps("f:app:organisation_type:=:cluster_organisation")
    ana.fills(VISITOR, until="country")
    ana.taps("f:app:country:p:1")
    ana.taps("f:app:country:p:0")
    ana.types("Klingon empire")
    ana.types("Switzerland")
    ana.taps("f:app:country:=:PT")
    ana.taps("f:app:city:<")
    ana.taps("f:app:country:k")
    ana.types("/cancel")


def a_town_of_many(cast: Cast) -> None:
    """A town's name that several have; a tap where a file or words are asked for.

    The paragraph tells nothing, and name, position and e-mail come in one line.
    """
    ana = somebody(cast.stage, "Ana Pop", 101)
    ana.types("/start")
    ana.taps("w:yes")
    ana.fills({**VISITOR, "country": "=DE", "about": "Hello there, good people"}, until="city")
    ana.types("Neustadt")
    ana.taps("f:app:city:=:")
    ana.taps_old("f:app:cluster:=:x")
    ana.fills(
        {**VISITOR, "cluster": "=other", "cluster_other": "Ring of Weavers"}, until="person_name"
    )
    ana.taps_old("f:app:person_name:p:9")
    ana.types("Ana Pop, head of sales")
    ana.taps_old("f:app:email:=:x")
    ana.fills(VISITOR, until="languages")
    ana.taps("f:app:languages:+:", ".en")
    for words in ("German and Portuguese", "not German", "done"):
        ana.types(words)
    ana.fills({**VISITOR, "seeks": "A loom of oak, or two"}, until="goals")
    ana.taps_old("f:app:goals:p:9")
    ana.fills(VISITOR, until="cv")
    ana.taps_old("f:app:cv:=:x")


def no_cluster(cast: Cast) -> None:
    """A company without a cluster cannot take part, and reads what it can do."""
    ana = somebody(cast.stage, "Ana Pop", 101)
    ana.types("/start")
    ana.taps("w:yes")
    ana.fills(VISITOR, until="cluster")
    ana.taps("f:app:cluster:=:none")
    ana.taps("f:app:cluster:=:other")
    ana.types("/cancel")
    ana.taps_old("f:app:cluster_other:=:suggested")


def a_host_applies(cast: Cast) -> None:
    """A host applies in one go."""
    max_ = somebody(cast.stage, "Max Beispiel", 102)
    max_.types("/start")
    max_.taps("w:yes")
    max_.fills(HOST)
    max_.types("/status")
    max_.types("/start")
    max_.taps_old("w:apply")
    max_.types("What now?")
    max_.taps("h:status")
    max_.types("/hosts")
    cast.olga.taps("a:both")
    max_.types("/status")
    max_.types("/hosts")
    max_.types("/search")


def a_centre_applies(cast: Cast) -> None:
    """A body that supports scaling up says of which kind it is: its Partnership counts them apart."""
    max_ = somebody(cast.stage, "Max Beispiel", 102)
    max_.types("/start")
    max_.taps("w:yes")
    kind = {"organisation_type": "=scaling_up_support", "body": "=digital_hub"}
    max_.fills({**HOST, **kind})
    cast.olga.taps("a:member")
    cast.olga.taps("a:yes")


def a_host_in_few_words(cast: Cast) -> None:
    """A host tells in a paragraph who they are, what one sees, and when; the desk acts in words."""
    max_ = somebody(cast.stage, "Max Beispiel", 102)
    max_.types("/start")
    max_.taps("w:yes")
    max_.taps("f:app:role:=:host")
    max_.types(HOSTING)
    max_.types("yes")
    max_.types("Max Beispiel, max@oficina-da-luz.eu")
    max_.types("website: www.luz.eu")
    max_.taps("f:app:*:send")
    for words in (
        "who waits?",
        "accept 99",
        "confirm membership of Oficina da Luz",
        "yes",
        "accept Oficina da Luz",
        "no",
        "accept Oficina da Luz",
        "yes",
    ):
        cast.olga.types(words)
    for words in ("accept Oficina da Luz", "remind everybody", "who did not sign?", "xyzzy"):
        cast.olga.types(words)
    cast.olga.edits("zyzzx")
    masked = {"command": "queue", "anonymous": True}
    cast.olga.does(Did.COMMAND, "types /queue without a name", "/queue anonymous", **masked)


def review(cast: Cast) -> None:
    """The desk asks, reminds, is reminded, and decides."""
    ana, olga = somebody(cast.stage, "Ana Pop", 101), cast.olga
    ana.types("/start")
    ana.taps("w:yes")
    ana.fills(VISITOR, send=False)
    ana.types("name: Ana Popescu")
    ana.taps("f:app:*:one:person_name")
    ana.types("position head of weaving")
    ana.taps("f:app:*:send")
    olga.types("/queue")
    olga.taps("a:show")
    olga.taps("a:cv")
    olga.taps("a:ask")
    olga.fills({"text": "How many people would travel?"}, slips=True)
    ana.types("/status")
    cast.stage.pass_time("Two weeks go by", days=15)
    ana.taps("h:answer")
    ana.types("/cancel")
    ana.types("/status")
    ana.taps("h:answer")
    ana.fills({"text": "Wait, two of us: the head of production and I."}, slips=True)
    ana.taps_old("h:answer")
    olga.types("/queue")
    cast.stage.pass_time("Weeks go by", days=14)
    olga.types("/queue")
    olga.taps("a:no")
    olga.types("/cancel")
    olga.taps("a:member")
    olga.taps("a:yes")
    olga.taps_old("a:yes:11")
    ana.types("/status")
    ana.taps("m:best")


def rejected(cast: Cast) -> None:
    """The desk rejects, with a reason; the applicant may begin anew."""
    ana, olga = somebody(cast.stage, "Ana Pop", 101), cast.olga
    ana.types("/start")
    ana.taps("w:yes")
    ana.fills(VISITOR)
    olga.taps("a:no")
    reason = cast.stage.bots["desk"].scheme.rejection_reasons[0].id
    olga.fills({"reason": f"={reason}", "own": "Please name your cluster first."}, slips=True)
    ana.types("/status")
    ana.types("Why?")
    ana.taps("w:apply")
    olga.types("Mondego")
    olga.taps("a:show")


def same_organisation(cast: Cast) -> None:
    """A second application that looks like a known organisation: the desk decides."""
    olga = cast.olga
    for number, answer in ((101, "s:same"), (103, "s:other")):
        ana = somebody(cast.stage, f"Ana Pop {number}", number)
        ana.types("/start")
        ana.taps("w:yes")
        ana.fills({**VISITOR, "organisation_name": "Tecelagem do Porto Lda", "vat": "=>"})
        olga.taps(answer)


def leaving(cast: Cast) -> None:
    """Somebody withdraws, somebody takes the consent back, somebody blocks the bot."""
    vienna, porto = cast.vienna, cast.porto
    vienna.types("/withdraw")
    vienna.taps("q:no")
    vienna.types("/withdraw")
    vienna.taps("q:yes")
    vienna.types("/status")
    vienna.types("/start")
    vienna.types("/invitations")
    vienna.types("/privacy")
    vienna.taps("h:consent")
    vienna.types("/start")
    vienna.taps("w:yes")
    porto.does(Did.BLOCKED, "blocks the bot", "blocked")
    porto.does(Did.UNBLOCKED, "unblocks the bot", "unblocked")


def own_data(cast: Cast) -> None:
    """Somebody looks at what is kept, takes a copy, and leaves for good; a dormant one is asked."""
    vienna, porto, olga = cast.vienna, cast.porto, cast.olga
    vienna.types("/mydata")
    olga.types("/case A-0001")
    olga.types("/export")
    vienna.types("/mydata")
    vienna.taps("q:copy")
    vienna.types("/mydata")
    vienna.taps("q:fix")
    vienna.fills({"person_name": "Alex Weber", "email": "=>", "cv": "=>"})
    vienna.types("/mydata")
    vienna.taps("q:ask")
    vienna.taps("q:no")
    vienna.types("/deletemydata")
    vienna.taps("q:erase")
    with cast.stage.work() as work:
        who = people.meet(work, porto.number, "en", languages=())
        hosting = active_application(work, who)
        key = {"application": hosting.id}
        work.tell(who, Notice.INTEREST_ASKED, key="asked", **key)
        work.tell(who, Notice.INTEREST_LAPSED, key="lapsed", **key)
    cast.stage.pass_time("A year goes by, and longer", minutes=2)


def silent(cast: Cast) -> None:
    """A host is silent for half a year: asked, at rest and in no list, and back with one tap."""
    vienna, porto, olga = cast.vienna, cast.porto, cast.olga
    with cast.stage.work() as work:
        who = people.meet(work, porto.number, "en", languages=())
        who.seen_on = work.now.date() - timedelta(days=200)
        who.first_seen_at = work.now - timedelta(days=201)
        work.session.flush()
        dormancy.ask_the_silent(work)
    cast.stage.pass_time("Half a year was silent", minutes=2)
    cast.stage.pass_time("A month without an answer", days=31)
    vienna.types("/search printing Portugal")
    olga.types("/pair 1 printing Portugal")
    olga.types("/case 4")
    porto.taps("q:here")
    vienna.types("/search printing Portugal")
    porto.types("/withdraw")
    porto.taps("q:yes")
    porto.taps_old("q:here")


def passed_on(cast: Cast) -> None:
    """An application that fits another Partnership better: its desk gets it, and the applicant knows."""
    ana, olga, uwe = somebody(cast.stage, "Ana Pop", 101), cast.olga, cast.uwe
    ana.types("/start")
    ana.taps("w:yes")
    ana.fills(VISITOR)
    olga.types("/queue")
    olga.taps("a:show")
    olga.taps("a:move")
    olga.fills({"to": "=2", "why": "They work with light rather than with looms."}, slips=True)
    olga.taps_old("a:move:7")
    ana.types("/status")
    uwe.types("/queue")
    uwe.taps("a:past")


PLAYS = (
    passed_on,
    first_minute,
    every_question,
    a_paragraph,
    in_words,
    back_and_forth,
    a_town_of_many,
    no_cluster,
    a_host_applies,
    a_centre_applies,
    a_host_in_few_words,
    review,
    rejected,
    same_organisation,
    leaving,
    own_data,
    silent,
)

"""Courses for the staff of clusters: published from a paragraph, found, joined, changed, called off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import select

from exchange.teaching import publishing
from storage.tables import Application, Organisation, Person
from tests.builders.records.courses import told
from tests.screens.programme import BOTH, HOSTS, VISITORS

if TYPE_CHECKING:
    from exchange.work import Work
    from tests.screens.programme import Cast

PORTO, LINZ = HOSTS[0][0], BOTH[0]
VIENNA, TATRA = VISITORS[0][0], VISITORS[1][0]
PARAGRAPH = (
    "“Winning a label”, 12 April 2027 9-12, in English, 2 seats, https://example.org/l. "
    "What assessors look at."
)
UNKNOWN_PLACE = (
    "“Winning a label”, 12 April 2027 9-12 and 13-15, in English, 2 seats, with a short test. "
    "What assessors look at."
)


def _are(kind: str, *names: str):
    """Some organisations are of another kind from now on."""

    def deed(work: Work) -> None:
        query = select(Organisation).where(Organisation.name.in_(names))  # type: ignore[attr-defined]
        for one in work.session.exec(query):
            one.type = kind
            work.add(one)

    return deed


def begin(cast: Cast) -> None:
    """Porto gives courses, three clusters learn."""
    cast.stage.tell("A host is a technology centre", _are("scaling_up_support", PORTO))
    cast.stage.tell("Others are clusters", _are("cluster_organisation", VIENNA, TATRA, LINZ))


def published(cast: Cast, **changes) -> None:
    """A course in Porto, for what is not about its publishing."""

    def deed(work: Work) -> None:
        query = select(Person).join(Application).join(Organisation)
        who = work.session.exec(query.where(Organisation.name == PORTO)).one()
        publishing.publish(work, who, told(work, **changes))

    cast.stage.tell("A course is published", deed)


def course_published(cast: Cast) -> None:
    """A technology centre publishes a course from a paragraph, changes it and calls it off; companies may not."""
    stage, porto, vienna = cast.stage, cast.porto, cast.vienna
    vienna.types("/learn")
    vienna.taps_old("a:mine")
    vienna.taps_old("a:new")
    begin(cast)
    porto.types("/learn")
    porto.taps("a:new")
    porto.fills({"about": PARAGRAPH})
    vienna.types("/learn")
    vienna.taps("a:show:1")
    vienna.taps("a:in:1")
    vienna.taps("a:ics")
    vienna.types("/start course_1")
    porto.types("/learn")
    porto.taps("a:own:1")
    porto.taps("a:poster")
    porto.taps("a:png")
    porto.taps("a:change")
    porto.taps("f:crsc", ":*:change:")
    porto.taps("f:crsc", ":*:one:hours")
    porto.fills({"hours": "13 April 2027 14-17"})
    vienna.taps("a:show:1")
    porto.taps("a:own:1")
    porto.taps("a:cancel")
    porto.fills({"reason": "Our teacher is ill."})
    vienna.taps("a:list:0")
    porto.taps_old("a:change:1")
    vienna.taps_old("a:in:1")
    stage.pass_time("It would have been", days=60)
    porto.taps("a:mine")


def course_filled(cast: Cast) -> None:
    """Those who learn find a course by what they want and by words, take seats, wait, move up and leave."""
    stage, vienna, tatra, linz = cast.stage, cast.vienna, cast.member(TATRA), cast.member(LINZ)
    begin(cast)
    vienna.types("/learn")
    vienna.taps("a:wish")
    vienna.fills({"said": "How we win a cluster label, and how to find new members."})
    vienna.taps("a:wish")
    vienna.types("/cancel")
    for number, title in enumerate(("Cluster labels", "Funding calls", "Pilot lines", "Patents")):
        published(cast, title=title, about=f"{title}, told by others.", days=20 + number, seats=1)
    vienna.types("/learn")
    vienna.taps("a:list:1")
    vienna.types("labels")
    vienna.types("/learn told")
    vienna.taps("a:found:1")
    vienna.types("/learn xyzzyq")
    vienna.types("/learn labels")
    vienna.taps("a:show:1")
    vienna.taps("a:in:1")
    vienna.taps_old("a:in:1")
    for one in (tatra, linz):
        one.types("/learn")
        one.taps("a:show:1")
        one.taps("a:in:1")
        one.taps_old("a:in:1")
    vienna.taps("a:leave:1")
    vienna.taps_old("a:leave:1")
    stage.pass_time("The list moves up", hours=1)
    tatra.taps_old("a:in:1")
    stage.pass_time("Nobody takes the seat", hours=30)
    tatra.taps_old("a:take:1")
    linz.taps("a:take:1")
    linz.taps("a:list:0")
    linz.taps("a:show:1")
    linz.types("/learn")
    linz.types("is there anything about labels?")
    linz.types("ok thanks")
    vienna.taps_old("a:in:2")
    tatra.taps_old("a:in:2")
    stage.pass_time("The course is near", days=17)
    linz.types("/learn")
    stage.pass_time("Two have begun", days=5)
    tatra.types("/learn")


TEST = """What wins a label? good papers* / luck
Who looks at it?
- an assessor*
- the post"""
HARDER = "Which year was the first label? 2009* / 1999"


def _learns(cast: Cast, name: str, number: int = 1):
    """Somebody takes a seat."""
    one = cast.member(name)
    one.types("/learn")
    one.taps(f"a:show:{number}")
    one.taps(f"a:in:{number}")
    return one


def course_held(cast: Cast) -> None:
    """Whoever gave it says who was there; the test is taken, failed by all, set anew and passed; certificate and record."""
    stage, porto = cast.stage, cast.porto
    begin(cast)
    published(cast)
    porto.types("/learn")
    porto.taps("a:own:1")
    porto.taps("a:ask")
    porto.taps("f:crsa", ":=:test")
    for wrong in ("no question here", "Which? a / b"):
        porto.types(wrong)
    porto.types(TEST)
    vienna, tatra = _learns(cast, VIENNA), _learns(cast, TATRA)
    vienna.taps_old("a:paper:1")
    vienna.taps_old("a:record")
    porto.taps_old("a:who:1")
    stage.pass_time("The course is over", days=22)
    porto.taps("a:who:1")
    porto.taps("a:there:1")
    porto.taps("a:there:2")
    porto.taps_old("a:there:2")
    porto.taps("a:absent:2")
    porto.taps("a:there:2")
    for one in (vienna, tatra):
        one.taps("a:test:1")
        one.taps("f:crst", ":=:1")
        one.taps("f:crst", ":=:1")
    porto.taps_old("a:absent:1")
    porto.taps("a:ask:1")
    porto.taps("f:crsa", ":=:test")
    porto.types(HARDER)
    vienna.taps("a:test:1")
    vienna.types("2009")
    vienna.taps_old("a:test:1")
    for _ in range(3):
        tatra.taps_old("a:test:1")
        tatra.taps("f:crst", ":=:1")
    tatra.taps_old("a:test:1")
    vienna.taps("a:paper:1")
    vienna.taps("a:record")
    vienna.taps("a:list:0")
    vienna.taps("a:show:1")
    porto.taps_old("a:own:1")


def course_of_a_desk(cast: Cast) -> None:
    """A desk gives a course itself, changes and calls one off, sees what its people give and what is wanted."""
    olga, rita = cast.olga, cast.desk("Rita Viewer")
    begin(cast)
    olga.types("/courses")
    rita.types("/courses")
    olga.taps("u:wanted")
    olga.taps("u:new")
    olga.fills({"about": PARAGRAPH})
    vienna = _learns(cast, VIENNA)
    vienna.types("/learn")
    vienna.taps("a:wish")
    vienna.fills({"said": "How to win new members, and EU funding."})
    olga.taps("u:change:1")
    olga.taps("f:crsc", ":*:change:")
    olga.taps("f:crsc", ":*:one:where")
    olga.fills({"where": "Chamber of Commerce, Vienna"})
    published(cast, title="Patents", days=30)
    for number in range(3, 6):
        published(cast, title=f"Course {number}", days=30 + number)
    olga.types("/courses")
    olga.taps("u:page:1")
    olga.taps("u:wanted")
    olga.taps("u:mine")
    olga.taps("u:show")
    olga.types("/courses")
    olga.taps("u:new")
    olga.fills({"about": PARAGRAPH.replace("2027", "2028")})
    olga.taps("u:cancel")
    olga.fills({"reason": "Too few came the last time."})
    olga.taps("u:mine")


def course_asked_about(cast: Cast) -> None:
    """A desk says who was there, hears that nobody passes, asks for feedback instead, and reads it."""
    stage, olga = cast.stage, cast.olga
    begin(cast)
    olga.types("/courses")
    olga.taps("u:new")
    olga.fills({"about": PARAGRAPH})
    vienna = _learns(cast, VIENNA)
    olga.taps("u:ask:1")
    olga.taps("f:crsa", ":=:test")
    olga.types(HARDER)
    stage.pass_time("The course is over", days=45)
    olga.taps("u:who:1")
    olga.taps("u:there:1")
    olga.taps("u:absent:1")
    olga.taps("u:there:1")
    vienna.taps("a:test:1")
    vienna.taps("f:crst", ":=:1")
    olga.taps("u:ask:1")
    olga.fills({"after": "=feedback"})
    olga.types("/courses")
    olga.taps("u:own:1")
    olga.taps("u:poster")
    olga.taps("u:png")
    stage.pass_time("Nobody says anything", days=4)
    vienna.taps("a:test:1")
    vienna.taps("f:crst", ":=:4")
    vienna.fills({"said": "More time for questions, please."})
    vienna.taps_old("a:test:1")
    olga.taps_old("u:own:1")
    olga.taps("u:ask:1")
    olga.taps("f:crsa", ":=:nothing")
    vienna.taps_old("a:test:1")
    olga.taps("u:mine")


def course_with_a_test(cast: Cast) -> None:
    """A desk promises a test in its paragraph and is asked for it; where it is online nobody knows the link yet."""
    stage, olga = cast.stage, cast.olga
    begin(cast)
    olga.types("/courses")
    olga.taps("u:new")
    olga.fills({"about": UNKNOWN_PLACE, "where": "dunno, online"})
    olga.types(HARDER)
    vienna = _learns(cast, VIENNA)
    vienna.taps("a:ics")
    stage.pass_time("The day before", days=41)
    olga.types("/courses")
    olga.taps("u:own:1")


PLAYS = (
    course_published,
    course_filled,
    course_held,
    course_of_a_desk,
    course_asked_about,
    course_with_a_test,
)

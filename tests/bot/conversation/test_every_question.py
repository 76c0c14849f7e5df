"""The rules of listening, on every question of every form of both bots.

The questions are those that the forms declare: a new one is held to the rules from its first day.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from zlib import crc32

import pytest

from bot.conversation import drafts, filling
from bot.conversation.events import Did, Event
from bot.conversation.forms import Filling, never
from bot.conversation.kinds.base import (
    BACK,
    DONE,
    FORM,
    GIVE,
    KEEP,
    LEAVE,
    PAGE,
    SKIP,
    TOGGLE,
    UNTICK,
    partial_key,
)
from bot.conversation.kinds.texts import LINE, FreeText
from bot.conversation.putting_off import puts_off
from bot.conversation.small_words import WORDS, Meaning
from bot.conversation.speech import Speech
from bot.conversation.stepping import PLACE, ask
from bot.conversation.talk import Talk, conversation_of
from bot.desk.answers import KIT as DESK
from bot.participants.answers import KIT as PARTICIPANTS
from exchange.access import Thing
from exchange.people.signing import current_commitment
from storage.tables import (
    Amendment,
    AmendmentState,
    Cluster,
    Enquiry,
    GroupVisit,
    GroupVisitState,
    Note,
    PartnerSearch,
    Person,
    Service,
    ServiceKind,
    Side,
    Twinning,
    TwinningState,
)
from tests.builders.records.courses import given
from tests.builders.records.funding import listed
from tests.builders.records.pairs import validated_pair
from tests.builders.records.works import working

if TYPE_CHECKING:
    from bot.conversation.kit import Kit
    from bot.conversation.screens import Screen

KITS = {kit.name: kit for kit in (PARTICIPANTS, DESK)}
EVERY = [(name, key) for name, kit in KITS.items() for key in kit.forms]
ABOUT = (
    "Mondego Looms Ltd is a family company of 23 people in Coimbra. We weave wool for furniture and would like to "
    "visit Germany in May to learn laser cutting. We speak English."
)
CONTEXT = {
    "app": {
        "role": "both",
        "about": ABOUT,
        "read": "one-by-one",
        "organisation_type": "sme",
        "country": "PT",
        "cluster": "other",
    },
    "mailing": {"audience": "hosts"},
}
CONTEXT["enter"] = CONTEXT["app"]
BESIDE = {
    "partnership_id": {"ecosystems": ["textiles"]},
    "reason": {"person": "Max Beispiel"},  # of a change, which there has to be
    "approval": {"kind": "host"},
    "body": {"organisation_type": "scaling_up_support"},
    "test": {"after": "test"},
    "link": {"days": {"slots": [], "sessions": []}},  # of a group visit online
}
"""What has to be answered before a question applies, besides."""
ROLES = {"hostcv": "host"}
SIGNS = "‹›✓✕✅⭐ "
CHOICES = 2
"""How many choices of a question are tried."""
NONSENSE = ("xyzzyq", "Klingon, zzyzx")
NAMES = {
    "organisation_name",
    "cluster",
    "cluster_other",
    "where",
    "person_name",
    "position",
    "person",
    "approval",
    "name",
    "text",
    "title",
    "call",
}
"""Questions whose answer may be any word: a name, a reference, a reason."""
DEEDS = (
    (Meaning.SKIP, (SKIP, "")),
    (Meaning.NO, (SKIP, "")),
    (Meaning.BACK, (BACK, "")),
    (Meaning.KEEP, (KEEP, "")),
    (Meaning.DONE, (DONE, "")),
    (Meaning.ANY, (GIVE, "*")),
    (Meaning.LATER, (LEAVE, "")),
)


class Unchecked(Talk):
    """A talk in which whose something is does not matter: tests/bot/test_whose.py is about that."""

    def may_name(self, thing, number):
        """Anybody may."""
        del thing, number
        return True


@dataclass
class Scene:
    """Somebody who fills in forms, and what came of it."""

    work: Any
    person: Person
    kit: Kit
    subjects: dict[Thing, int]
    officer: Any = None
    language: str = "en"
    handed: list[dict[str, Any]] = field(default_factory=list)
    said: Screen | None = None

    def form(self, key: str):
        """A form as it is, but about something that does not end, and handed in to us."""
        form = self.kit.forms[key]
        return replace(
            form,
            finish=lambda _talk, _subject, answers: self.handed.append(answers),
            ended=never,
        )

    def subject(self, key: str) -> int:
        """What the form is about."""
        about = self.kit.forms[key].about
        return self.subjects[about] if about else 0

    def talk(self, key: str, did: Did = Did.COMMAND, **more: Any) -> Talk:
        """Something that they do."""
        me = self.person.telegram_id
        event = Event(self.kit.name, 1, me, me, did, first_name="Ana Pop", **more)
        place = conversation_of(self.work, self.kit.name, me, me)
        form, say = {key: self.form(key)}, Speech(self.language)
        return Unchecked(self.work, self.person, event, say, place, form, self.officer)

    def asked(self, key: str, question: str, **answers: Any) -> Screen:
        """The question as it is asked, in a form that is begun anew."""
        talk = self.talk(key)
        old = drafts.find_draft(talk, key, self.subject(key))
        if old:
            drafts.drop(talk, old)
            self.work.session.flush()
        given = {**CONTEXT.get(key, {}), **BESIDE.get(question, {}), **answers}
        if question in ROLES:
            given["role"] = ROLES[question]
        if question == "read":
            given.pop("read", None)
        draft = drafts.open_draft(talk, self.form(key), self.subject(key), given)
        here = Filling(talk, self.form(key), draft, self.subject(key))
        found = here.question(question)
        assert found, f"{key}.{question} does not apply"
        ask(here, found)
        return talk.replies[-1]

    def questions(self, key: str) -> list[str]:
        """The ids of a form's questions, all of which are tried."""
        return [one.id for one in self.form(key).questions(self.talk(key), self.subject(key))]

    def proposal(self, key: str, question: str) -> Any:
        """What is proposed as the answer; None where nothing is."""
        here = filling.current(self.talk(key))
        asked = here.asked(here.question(question))
        return asked.answer if asked.proposed else None

    def is_story(self, key: str, question: str) -> bool:
        """Whether any words are an answer."""
        there = self.form(key).questions(self.talk(key), self.subject(key))
        kind = next(one for one in there if one.id == question).kind
        return isinstance(kind, FreeText) and kind.most > LINE

    def outcome(self, key: str, talk: Talk) -> tuple[Any, ...]:
        """What stands now: the answers, what is asked, and what was handed in."""
        draft = drafts.find_draft(talk, key, self.subject(key))
        answers = {
            name: value
            for name, value in (draft.answers if draft else {}).items()
            if not name.startswith(drafts.MESSAGES)
        }
        facts = talk.conversation.facts
        return answers, talk.conversation.place, facts.get("question"), tuple(self.handed)

    def typed(self, key: str, words: str, did: Did = Did.TEXT) -> tuple[Any, ...]:
        """What stands after words."""
        self.handed.clear()
        talk = self.talk(key, did, text=words)
        filling.hear(talk)
        self.said = talk.replies[-1] if talk.replies else None
        assert talk.replies or self.handed or talk.toasted, f"{key}: no answer to {words!r}"
        return self.outcome(key, talk)

    def tapped(self, key: str, data: str) -> tuple[Any, ...]:
        """What stands after a tap."""
        self.handed.clear()
        talk = self.talk(key, Did.TAP, data=data, message_id=7, callback_id="c")
        filling.tapped(talk, *FORM.read(data).values)
        return self.outcome(key, talk)


@pytest.fixture(scope="module")
def world():
    """An exchange whose report is validated, with both sides and a question between them."""
    with working(seeded=True) as work:
        back, pair = validated_pair(work)
        exchange = pair.exchange
        enquiry = back.add(
            Enquiry(
                asker_id=pair.host.id,
                asked_id=pair.visitor.id,
                question="Why?",
                asked_at=back.now,
                proposal_id=exchange.proposal_id,
            )
        )
        note = back.add(
            Note(
                partnership_id=exchange.visitor_partnership_id,
                person_id=pair.visitor.id,
                officer_id=pair.vop_officer.id,
                text="When do you leave?",
                written_at=back.now,
            )
        )
        paper = current_commitment(back, exchange)
        change = back.add(
            Amendment(
                exchange_id=pair.id,
                commitment_id=paper.id,
                state=AmendmentState.OPEN,
                side=Side.VISITOR,
                reason="The fair moved.",
                asked_at=back.now,
            )
        )
        service = back.add(
            Service(
                application_id=exchange.host_id,
                kind=ServiceKind.FAB_LAB,
                title="Open lab",
                about="Laser cutters.",
                published_at=back.now,
            )
        )
        search = back.add(
            PartnerSearch(
                application_id=exchange.visitor_id, seeks="Dyes.", role="makes", opened_at=back.now
            )
        )
        introduction = back.add(
            Enquiry(
                search_id=search.id,
                asker_id=pair.visitor.id,
                asked_id=pair.host.id,
                question="Shall we?",
                answer="",
                agreed=True,
                asked_at=back.now - timedelta(days=100),
                answered_at=back.now - timedelta(days=95),
            )
        )
        group = back.add(
            GroupVisit(
                host_id=exchange.host_id,
                state=GroupVisitState.OPEN,
                title="Loom days",
                starts_on=back.now.date(),
                ends_on=back.now.date(),
                published_at=back.now,
            )
        )
        cluster = back.add(Cluster(name="Ring of Looms", country="AT"))
        lesson = given(back, pair.host)
        guild = back.add(Cluster(name="Guild of Dyers", country="PT"))
        twinning = back.add(
            Twinning(
                one_id=cluster.id,
                other_id=guild.id,
                asker_id=cluster.id,
                application_id=exchange.visitor_id,
                state=TwinningState.AGREED,
                proposed_at=back.now,
                expires_at=back.now,
                agreed_at=back.now,
            )
        )
        subjects = {
            Thing.AMENDMENT: change.id,
            Thing.NOTE: note.id,
            Thing.EXCHANGE: pair.id,
            Thing.PROPOSAL: exchange.proposal_id,
            Thing.ENQUIRY: enquiry.id,
            Thing.OPPORTUNITY: listed(back).id,
            Thing.SERVICE: service.id,
            Thing.CHAIN_PARTNER: exchange.host_id,
            Thing.INTRODUCTION: introduction.id,
            Thing.CONTACT: introduction.id,
            Thing.CLUSTER: cluster.id,
            Thing.TWINNING: twinning.id,
            Thing.HOST: 2,
            Thing.OWN_GROUP_VISIT: group.id,
            Thing.OWN_COURSE: lesson.id,
            Thing.COURSE: lesson.id,
            Thing.APPLICATION: 1,
        }
        yield back, pair, subjects


@pytest.fixture
def scene(world, request):
    """Somebody at the bot of a test."""
    back, pair, subjects = world
    bot = request.getfixturevalue("bot")
    own = pair.host if request.getfixturevalue("key").startswith(("grp", "crs")) else pair.visitor
    person = own if bot == "participants" else back.load(Person, pair.vop_officer.person_id)
    return Scene(
        back, person, KITS[bot], subjects, None if bot == "participants" else pair.vop_officer
    )


def pytest_generate_tests(metafunc):
    """Every form of both bots."""
    if {"bot", "key"} <= set(metafunc.fixturenames):
        metafunc.parametrize(("bot", "key"), EVERY)


def buttons(screen: Screen) -> list[tuple[str, str, str, str]]:
    """The label, the verb, the value and the data of the buttons with words on them: some of each kind."""
    found, choices = [], 0
    answers = (one for row in screen.rows for one in row if FORM.read(one.data))
    for one in answers:  # the heads of a calendar answer nothing
        _, _, verb, value = FORM.read(one.data).values
        label = str(one.label)
        choices += verb in {GIVE, TOGGLE, UNTICK}
        few = verb not in {GIVE, TOGGLE, UNTICK} or choices <= CHOICES or value == "*"
        if any(map(str.isalnum, label)) and verb != PAGE and few:
            found.append((label, verb, value, one.data))
    return found


def said(label: str, at: int) -> str:
    """How people type what a button says: without its sign, in small letters or in capitals."""
    bare = label.strip(SIGNS)
    return f" {bare.lower()}. " if at % 2 else f"{bare.upper()}!"


def does_the_same(verb: str, value: str, question: str, tapped: Any, typed: Any) -> bool:
    """Whether words came to the same as the tap; a list that is typed is ended with it."""
    if verb not in {TOGGLE, UNTICK}:
        return tapped == typed
    option = value.partition(".")[2]
    kept = typed[0] | (typed[3][0] if typed[3] else {})
    return option in (kept.get(question) or kept.get(partial_key(question)) or ())


def one_of(meant: Meaning, question: str) -> str:
    """A small word of that meaning, written as people write: another language for each question."""
    words = [
        one for one in sorted(WORDS[meant]) if not puts_off(one)
    ]  # “not yet” is of a file: later
    return f"{words[crc32(question.encode()) % len(words)].capitalize()}!"


def test_every_button_can_be_typed(scene, bot, key):
    """By its label, in any case, without its sign: it comes to the same as a tap."""
    wrong = []
    for question in scene.questions(key):
        there = buttons(scene.asked(key, question))
        for at, (label, verb, value, data) in enumerate(there):
            scene.asked(key, question)
            tapped = scene.tapped(key, data)
            scene.asked(key, question)
            typed = scene.typed(key, said(label, at))
            if not does_the_same(verb, value, question, tapped, typed):
                wrong.append((question, verb, value, label, typed[1:]))
    assert wrong == []


def test_small_words_do_what_their_button_does(scene, bot, key):
    """A proposal is taken by *yes*, what may be left out by *no* and *skip*, and so on, in 24 languages."""
    wrong = []
    for question in scene.questions(key):
        there = {
            (verb, value): data for _, verb, value, data in buttons(scene.asked(key, question))
        }
        for meant, deed in DEEDS:
            if deed not in there:
                continue
            scene.asked(key, question)
            tapped = scene.tapped(key, there[deed])
            words = one_of(meant, question)
            scene.asked(key, question)
            if scene.typed(key, words) != tapped:
                wrong.append((question, meant, words))
    assert wrong == []


def test_what_is_proposed_is_taken_by_yes(scene, bot, key):
    """And by nothing else that somebody types."""
    wrong = []
    for question in scene.questions(key):
        scene.asked(key, question)
        if not (proposal := scene.proposal(key, question)):
            continue
        for words in (one_of(Meaning.YES, question), "👍"):
            scene.asked(key, question)
            typed = scene.typed(key, words)
            if typed[0].get(question) != proposal:
                wrong.append((question, words, typed[1:]))
    assert wrong == []


def test_what_is_not_understood_is_said_and_changes_nothing(scene, bot, key):
    """The question stays with all its choices; what was typed is in no answer."""
    wrong = []
    for question in scene.questions(key):
        before = scene.asked(key, question)
        if scene.is_story(key, question) or question in NAMES:
            continue
        for words in NONSENSE:
            scene.asked(key, question)
            stands = scene.typed(key, words)
            screen = scene.said
            kept = {one.data for row in before.rows for one in row} <= {
                one.data for row in screen.rows for one in row
            }
            if stands[2] != question or stands[0].get(question) == words or stands[3] or not kept:
                wrong.append((question, words, stands))
    assert wrong == []


def test_who_does_not_know_is_helped(scene, bot, key):
    """What may be left out is left out; else they are asked again, and nothing is taken for a name."""
    wrong = []
    for question in scene.questions(key):
        if scene.is_story(key, question):
            continue
        words = one_of(Meaning.NOT_SURE, question)
        scene.asked(key, question)
        stands = scene.typed(key, words)
        answer = stands[0].get(question, (stands[3] or ({},))[0].get(question))
        if isinstance(answer, str) and answer.casefold().strip("!") == words.casefold().strip("!"):
            wrong.append((question, words, stands))
    assert wrong == []


def test_what_is_no_words_is_answered(scene, bot, key):
    """A sticker, a voice message: what is asked stays asked."""
    for question in scene.questions(key):
        scene.asked(key, question)
        assert scene.typed(key, "", Did.OTHER)[2] == question


PUT_OFF = {("app", "cv"), ("grp", "link"), ("grpc", "link")}
"""Questions to which later is an answer (test_putting_off.py)."""


def test_later_back_and_from_the_beginning(scene, bot, key):
    """From every question of every form, with what was answered kept."""
    for question in scene.questions(key):
        scene.asked(key, question)
        if (key, question) in PUT_OFF:
            continue
        kept = scene.typed(key, "later!")
        assert kept[1] == ""
        scene.asked(key, question)
        again = scene.typed(key, "start over")
        assert again[0] == kept[0]
        assert again[1] == PLACE

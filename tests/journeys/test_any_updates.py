"""Updates by chance, of every kind of the Bot API, through both bots: nothing breaks, nobody reads what is another's.

How many is in `tests/sizes.py`; `CXC_UPDATES=100000` says another number, `CXC_SEED` takes others.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from sqlmodel import col, select

from bot.desk import answers as desk
from bot.emulator.phones import deeds
from bot.emulator.world.refusals import ApiError
from bot.gateway.outgoing.answers import NOT_MODIFIED
from bot.participants import answers as participants
from storage.tables import Inbox
from tests.builders.bots.actors import HOST, PDF, VISITOR, apply, silence, up_to
from tests.builders.bots.any_updates import KINDS, TEXTS, Chance, model_of
from tests.builders.bots.forging import garbage, senseless
from tests.builders.bots.photos import PHOTO
from tests.builders.bots.story import accepted
from tests.builders.bots.town import PUBLIC, STAFF
from tests.patience import until
from tests.sizes import SIZES

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.emulator.world.world import Chat, World
    from tests.builders.bots.town import Town

FEW = 300
"""In every run of the tests."""
COUNT = int(os.environ.get("CXC_UPDATES") or SIZES.any_updates)
SEED = os.environ.get("CXC_SEED", "1")
AT_ONCE = 40  # updates before all of them are waited for
OURS = {
    "message_id",
    "date",
    "chat",
    "from",
    "text",
    "entities",
    "document",
    "photo",
    "reply_to_message",
}
"""Of a message: what the world fills in itself, so that it is true."""
SHARES = (
    ("message", 45),
    ("edited_message", 8),
    ("callback_query", 27),
    ("my_chat_member", 3),
    ("", 17),
)
FORGED = [
    data
    for family in (*participants.KIT.taps, *desk.KIT.taps)
    for data in (*garbage(family), *senseless(family))
]


@dataclass
class Crowd:
    """People with chats with both bots, and what they may do by chance."""

    town: Town
    rng: Random
    people: list[int]
    group: int
    chance: Chance
    done: Counter[str] = field(default_factory=Counter)

    @property
    def world(self) -> World:
        """Where they all are."""
        return self.town.emulator.world

    def act(self) -> None:
        """One update of some kind."""
        names, weights = zip(*SHARES, strict=True)
        kind = self.rng.choices(names, weights)[0] or self.rng.choice(KINDS)
        person, bot = self.rng.choice(self.people), self.rng.choice((PUBLIC, STAFF)).username
        where: dict[str, Any] = {"bot": bot}
        if self.rng.random() < 0.1:
            where = {"chat": self.group}
        self.done[kind] += 1
        ways = {"message": self.write, "edited_message": self.edit, "callback_query": self.tap}
        ways.get(kind, self.other)(person, where, kind)

    def write(self, person: int, where: dict[str, Any], kind: str = "message") -> None:
        """A message, with whatever a message may have."""
        content = self.chance.one(model_of(kind), share=0.03)
        content = {name: value for name, value in content.items() if name not in OURS}
        what = self.rng.random()
        if what < 0.7:
            content["text"] = self.words(person) or "."
        elif what < 0.75:
            name, mime, body = self.rng.choice(
                (("cv.pdf", "application/pdf", PDF), ("x.txt", "text/plain", b"x"))
            )
            content["document"] = self.world.shelf.keep(body, name, mime).shown()
        elif what < 0.8:
            kept = self.world.shelf.keep(PHOTO, "photo.jpg", "image/jpeg").shown()
            content["photo"] = [{**kept, "width": 9, "height": 9}]
        deeds.write(self.world, person, where, **content)

    def words(self, person: int) -> str:
        """Words that somebody types; those that are theirs alone have their number in them."""
        return (
            f"secret-{person}-secret"
            if self.rng.random() < 0.1
            else self.rng.choice(TEXTS)[:4000].strip()
        )

    def chat(self, person: int, where: dict[str, Any]) -> Chat:
        """The chat meant."""
        return deeds.chat_of(self.world, person, where)

    def edit(self, person: int, where: dict[str, Any], kind: str) -> None:
        """Another text in an own message, or anything else in it."""
        mine = [
            one for one in self.chat(person, where).messages.values() if one["from"]["id"] == person
        ]
        if not mine:
            self.write(person, where)
            return
        message = self.rng.choice(mine)
        more = {
            name: value
            for name, value in self.chance.one(model_of(kind), share=0.03).items()
            if name not in OURS
        }
        content = {**message, **more, "edit_date": self.world.now()}
        if "text" in message:
            content["text"] = self.words(person) or "."
            content.pop("entities", None)
        for name in self.chat(person, where).bots:
            self.world.by_name[name].update("edited_message", content)

    def tap(self, person: int, where: dict[str, Any], kind: str) -> None:
        """A button that is there, one of long ago, one of somebody else, or none of ours."""
        del kind
        chat = self.chat(person, where)
        if not chat.opened:
            return  # whoever has not begun sees no button
        bots = {self.world.by_name[name].account.user_id for name in chat.bots}
        messages = [one for one in chat.messages.values() if one["from"]["id"] in bots]
        there = [
            (one, it["callback_data"])
            for one in messages
            for it in deeds.buttons_of(one)
            if "callback_data" in it
        ]
        if there and self.rng.random() < 0.7:
            message, data = self.rng.choice(there[-30:])
        else:
            message = self.rng.choice(messages) if messages else {"message_id": 1}
            data = self.rng.choice(FORGED)
        if not data or len(data.encode()) > 64:
            return
        given = {**where, "message_id": message["message_id"], "data": data, "stale": True}
        deeds.tap(self.world, person, given)

    def other(self, person: int, where: dict[str, Any], kind: str) -> None:
        """Any other kind, delivered though we never asked for it; sometimes about somebody who is there."""
        content = self.chance.one(model_of(kind))
        if self.rng.random() < 0.5 and isinstance(content.get("from"), dict):
            content["from"] = self.world.people[person]
            if "chat" in content:
                content["chat"] = self.world.public(self.chat(person, where))
        for name in self.chat(person, where).bots:
            bot = self.world.by_name[name]
            number, bot.next_update = bot.next_update, bot.next_update + 1
            bot.enqueue({"update_id": number, kind: content})


def refused(world: World) -> list[str]:
    """What bots asked of Telegram in vain; a tap of long ago may not be answered any more.

    Two taps that undo each other are answered by one edit, of which Telegram says that nothing is new.
    """
    found = [
        one
        for one in world.calls
        if (one.get("error") or one["unknown"]) and NOT_MODIFIED not in str(one.get("error"))
    ]
    world.calls.clear()
    return [
        f"{one['method']} {one.get('error') or one['unknown']}: {json.dumps(one['given'], default=str)[:300]}"
        for one in found
        if one["method"] != "getUpdates"
    ]


def broken(town: Town) -> list[str]:
    """Updates that raised something, in short."""
    with town.house.database.transaction() as session:
        tried = select(Inbox).where((col(Inbox.attempts) > 1) | col(Inbox.set_aside))
        return [
            f"{one.bot} {one.error} {json.dumps(one.body, default=str)[:600]}"
            for one in session.exec(tried)
        ]


def overheard(world: World, people: list[int]) -> list[str]:
    """What a participant reads of another's secret words."""
    return [
        f"{person} read {other}: {message['text'][:200]}"
        for person in people
        for message in world.private(PUBLIC.username, person).messages.values()
        if message["from"]["id"] != person
        for other in people
        if other != person and f"secret-{other}-secret" in str(message.get("text", ""))
    ]


async def crowded(town: Town) -> Crowd:
    """People at every place of the way, and officers, who are also in a group."""
    officer = await town.officer(201, "EXCELIVING")
    await town.officer(202, "Photonics4Industry", "de")
    max_ = await accepted(town, 102, "de", HOST, await town.officer(203, "Photonics4Industry"))
    ana = await accepted(town, 101, "en", VISITOR, officer)
    people = [101, 102, 201, 202]
    for number, question in enumerate(
        ("about", "city", "languages", "months", "offers", "cv", "*"), 301
    ):
        await up_to(await town.phone(number, f"Person {number}"), question)
        people.append(number)
    sent = await town.phone(401, "Sent")
    await apply(sent, {**VISITOR, "email": "sent@example.eu"})
    for number in (501, 502):
        await town.phone(number, "Stranger", "fr")
    for phone in (ana, max_, sent):
        await silence(town, phone)
    rng = Random(SEED)  # noqa: S311 - no secret
    group = await town.group([201, 202, 501], "Desk")
    file = town.emulator.world.shelf.keep(PDF, "cv.pdf", "application/pdf").shown()["file_id"]
    return Crowd(town, rng, [*people, 401, 501, 502], group, Chance(rng, file))


async def test_a_few_updates_are_taken(town: Town) -> None:
    """As below, in every run of the tests."""
    await any_updates(await crowded(town), FEW)


@pytest.mark.proofs
@pytest.mark.timeout(36_000)
async def test_any_update_is_taken(
    town: Town, record_property: Callable[[str, object], None]
) -> None:
    """No exception, no call that is refused, nothing told to the wrong person; afterwards every chat goes on."""
    crowd = await crowded(town)
    await any_updates(crowd, COUNT)
    record_property("accounts", f"updates by chance: {dict(crowd.done)}")


async def any_updates(crowd: Crowd, count: int) -> None:
    """Send so many by chance, and see to it that each is taken and every chat goes on."""
    town, wrong = crowd.town, list[str]()
    crowd.world.calls.clear()
    for at in range(count):
        try:
            crowd.act()
        except ApiError:  # a person cannot do that here
            continue
        if at % AT_ONCE == 0:
            await town.quiet()
            wrong += refused(crowd.world)
    await town.quiet()
    wrong += refused(crowd.world)
    assert (wrong[:20], broken(town)[:20]) == ([], [])
    assert overheard(crowd.world, [one for one in crowd.people if one not in {201, 202}]) == []
    await every_chat_goes_on(crowd)


async def every_chat_goes_on(crowd: Crowd) -> None:
    """Whoever sends /start now is answered, whatever they have done before."""
    for person in crowd.people:
        chat = crowd.world.private(PUBLIC.username, person)
        before = chat.next_message
        deeds.start(crowd.world, person, {"bot": PUBLIC.username})
        await until(lambda chat=chat, before=before: chat.next_message > before + 1)

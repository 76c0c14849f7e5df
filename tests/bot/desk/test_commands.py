"""Commands of both bots: one record each, from which menu, help page, router and answer are read."""

from __future__ import annotations

import asyncio
import re

import pytest

from bot.conversation.speech import Speech
from bot.desk import answers as desk
from bot.desk import routes
from bot.gateway import menus
from bot.participants import answers as participants
from bot.participants.routes import ANY_COMMAND
from exchange.scheme.call import load_scheme
from exchange.timing.calls import open_call
from storage.tables import Person
from tests.builders.bots.talks import answered, buttons, text
from tests.builders.records.pairs import build_pair
from tests.patience import until

FOLDED = "</?blockquote[^>]*>"
KITS = [desk.KIT, participants.KIT]
NAMES = [kit.name for kit in KITS]


def place(scope):
    """Where a menu is shown: in a chat, or in chats of a kind."""
    return getattr(scope, "chat_id", scope and scope.type)


class Listener:
    """Hears which commands a menu gets."""

    def __init__(self):
        self.told = {}
        self.described = {}

    async def set_my_commands(self, commands, scope=None, language_code=None):
        """Note the names."""
        names = [one[0] if isinstance(one, tuple) else one.command for one in commands]
        self.told[place(scope), language_code] = names

    async def delete_my_commands(self, scope):
        """Note that there is none."""
        del self.told[place(scope), None]

    async def set_my_description(self, text, language_code=None):
        """Note what the bot says of itself."""
        self.described[language_code] = text

    async def set_my_short_description(self, *_text, **_where):
        """Nothing to note."""


@pytest.mark.parametrize("kit", KITS, ids=NAMES)
def test_a_command_has_one_record(kit):
    """Two of a name would hide each other."""
    names = [one.name for one in kit.commands]
    assert sorted(set(names)) == sorted(names)


def test_every_command_is_recognised():
    """The routers read the same records."""
    app = routes.application("1:secret", "http://nowhere.invalid")
    routes.connect(app, turns=None, courier=None)
    heard = next(one.commands for one in app.handlers[0] if hasattr(one, "commands"))
    assert heard == {one.name for one in desk.KIT.commands}
    assert set(ANY_COMMAND.commands) == {one.name for one in participants.KIT.commands}


def listed(kit):
    """The commands of a menu, in the order of the records."""
    return [each.name for each in kit.commands if each.menu]


async def test_the_menu_lists_what_has_words_for_it():
    """In every language."""
    bot = Listener()
    await menus.publish_participants(bot, participants.KIT.commands, load_scheme("clusterxchange"))
    assert bot.told
    assert all(one == listed(participants.KIT) for one in bot.told.values())


async def test_of_several_calls_all_are_told():
    """Their names, the shortest stay of any and the longest."""
    bot, both = Listener(), open_call("pilot,young_entrepreneurs")
    await menus.publish_participants(bot, participants.KIT.commands, both)
    assert all(one.name in bot.described[None] for one in both.calls)
    assert "for 3 working days to 6 months" in bot.described[None]


async def test_the_desks_menu_is_shown_to_whoever_works_there():
    """Strangers are shown nothing; who leaves is shown nothing any more."""
    bot, here = Listener(), {7: "de", -100: "en"}

    async def readers():
        return dict(here)

    shown = menus.DeskMenus(bot, desk.KIT.commands, readers)
    keeping = asyncio.create_task(shown.keep(changed := asyncio.Event()))
    await until(lambda: shown.shown == here)
    strangers = {one: menu for one, menu in bot.told.items() if one[0] not in here}
    assert {kind for kind, _ in strangers} == {"all_private_chats", "all_group_chats"}
    assert set(map(tuple, strangers.values())) == {()}
    assert [bot.told[one, None] for one in here] == [listed(desk.KIT)] * 2
    del here[7]
    changed.set()
    await until(lambda: shown.shown == here)
    assert (7, None) not in bot.told
    keeping.cancel()


@pytest.mark.parametrize("kit", KITS, ids=NAMES)
def test_help_lists_what_has_words_for_it(work, kit):
    """A line for each, which begins with the command."""
    pair = build_pair(work)
    who = (
        pair.visitor
        if kit is participants.KIT
        else work.session.get_one(type(pair.visitor), pair.vop_officer.person_id)
    )
    shown = text(answered(work, who, kit.answer, command="help", text="all"))
    lines = (re.sub(FOLDED, "", line) for line in shown.splitlines())
    listed = [line.split()[0] for line in lines if line.startswith("/")]
    assert listed == [f"/{one.name}" for one in kit.commands if one.help]


def test_the_desks_help_is_short(work):
    """What is used every day; the last line says how to see the rest."""
    who = work.session.get_one(Person, build_pair(work).vop_officer.person_id)
    shown = text(answered(work, who, desk.KIT.answer, command="help"))
    listed = [line.split()[0] for line in shown.splitlines() if line.startswith("/")]
    assert listed == [*(f"/{one.name}" for one in desk.KIT.commands if one.daily), "/help"]
    assert len(shown.splitlines()) <= 15


def test_the_first_page_has_the_buttons_of_the_records(work):
    """And each of them does what its command does."""
    pair = build_pair(work)
    who = work.session.get_one(type(pair.visitor), pair.vop_officer.person_id)
    shown = buttons(answered(work, who, desk.KIT.answer, command="start"))
    say = Speech("en")
    assert list(shown) == [str(say(one.button)) for one in desk.KIT.commands if one.button]
    tapped = answered(work, who, desk.KIT.answer, data=shown["📥 Queue"])
    typed = answered(work, who, desk.KIT.answer, command="queue")
    assert text(tapped) == text(typed)


@pytest.mark.parametrize("name", ["invite", "label", "no_such_command"])
def test_a_command_without_a_button_is_not_tapped(work, name):
    """Forged, it is a stale button."""
    pair = build_pair(work)
    who = work.session.get_one(type(pair.visitor), pair.vop_officer.person_id)
    talk = answered(work, who, desk.KIT.answer, data=f"d:{name}")
    assert talk.toasted.startswith("That button is from an older version.")

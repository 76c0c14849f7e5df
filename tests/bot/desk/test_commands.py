"""Commands of both bots: one record each, from which menu, help page, router and answer are read."""

from __future__ import annotations

import pytest

from bot.conversation.speech import Speech
from bot.desk import answers as desk
from bot.desk import routes
from bot.gateway import menus
from bot.participants import answers as participants
from bot.participants.routes import ANY_COMMAND
from tests.builders.bots.talks import answered, buttons, text
from tests.builders.records.pairs import build_pair

KITS = [desk.KIT, participants.KIT]
NAMES = [kit.name for kit in KITS]


class Listener:
    """Hears which commands a menu gets."""

    def __init__(self):
        self.told = []

    async def set_my_commands(self, commands, **_where):
        """Note the names."""
        self.told.append([one[0] if isinstance(one, tuple) else one.command for one in commands])

    async def set_my_description(self, *_text, **_where):
        """Nothing to note."""

    set_my_short_description = set_my_description


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


@pytest.mark.parametrize(
    ("kit", "publish"),
    [(desk.KIT, menus.publish_desk), (participants.KIT, menus.publish_participants)],
    ids=NAMES,
)
async def test_the_menu_lists_what_has_words_for_it(kit, publish):
    """In the order of the records, in every language."""
    bot = Listener()
    await publish(bot, kit.commands)
    assert bot.told
    assert all(one == [each.name for each in kit.commands if each.menu] for one in bot.told)


@pytest.mark.parametrize("kit", KITS, ids=NAMES)
def test_help_lists_what_has_words_for_it(work, kit):
    """A line for each, which begins with the command."""
    pair = build_pair(work)
    who = (
        pair.visitor
        if kit is participants.KIT
        else work.session.get_one(type(pair.visitor), pair.vop_officer.person_id)
    )
    shown = text(answered(work, who, kit.answer, command="help"))
    listed = [line.split()[0] for line in shown.splitlines() if line.startswith("/")]
    assert listed == [f"/{one.name}" for one in kit.commands if one.help]


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

"""What we do not read is not parsed: a Bot API server may be older or newer than the libraries."""

from __future__ import annotations

import pytest
from aiogram.types import Update
from telegram import Update as DeskUpdate

from bot.conversation.events import Did
from bot.gateway.incoming.updates import membership, needed, someone_waits

WHO = {"id": 5, "is_bot": False, "first_name": "Ana", "last_name": "Pop", "unheard_of": {}}
PRIVATE = {"id": 5, "type": "private", "first_name": "Ana", "accent_color_id": "blue"}
GROUP = {"id": -7, "type": "supergroup", "title": "Desk", "permissions": 3}
# An administrator as one version tells of them, and as another does: rights come and go.
OLD = {"status": "administrator", "user": WHO}
NEW = {"status": "administrator", "user": WHO, "can_fly": "yes", "can_be_edited": None}
STRANGE = {
    "story": {"id": 1},
    "gift": 7,
    "reply_to_message": {"message_id": "none"},
    "pinned_message": {"date": None},
    "external_reply": {"origin": {"type": "unheard of"}},
    "new_chat_members": [NEW],
    "sticker": {"type": "smell"},
    "reply_markup": "none",
}


def message(chat=PRIVATE, **content) -> dict:
    """A message with all kinds of things that nobody here reads."""
    return {"message_id": 9, "date": 1, "chat": chat, "from": WHO, **STRANGE, **content}


def update(**content) -> dict:
    """An update."""
    return {"update_id": 1, **content}


COMMAND = {"type": "bot_command", "offset": 0, "length": 6}
READ = [
    update(message=message(text="/start", entities=[COMMAND, {"type": "mood"}])),
    update(message=message(GROUP, text="Hi")),
    update(message=message(GROUP, migrate_to_chat_id=-1007)),
    update(message=message()),
    update(
        message=message(
            document={"file_id": "f", "file_unique_id": "u", "file_name": "a.pdf", "thumbnail": 1}
        )
    ),
    update(
        message=message(photo=[{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}])
    ),
    update(edited_message=message(text="Hello", edit_date=2)),
    update(
        callback_query={
            "id": "1",
            "from": WHO,
            "chat_instance": "c",
            "data": "a:b",
            "message": message(),
            "inline_message_id": 3,
        }
    ),
    update(callback_query={"id": "1", "from": WHO, "chat_instance": "c", "message": None}),
]


@pytest.mark.parametrize("body", READ, ids=lambda body: " ".join(list(body)[1:]))
def test_both_libraries_read_what_is_needed_of_an_update(body):
    """With parts that no version of them knows, and without those that they would insist on."""
    least = needed(body)
    assert Update.model_validate(least).update_id == 1
    assert DeskUpdate.de_json(least, None).update_id == 1


def test_nothing_that_we_read_gets_lost():
    """Texts, commands, files, buttons and where a group went."""
    text = needed(READ[0])["message"]
    assert (text["text"], text["entities"], text["chat"]["type"]) == (
        "/start",
        [COMMAND],
        "private",
    )
    assert needed(READ[1])["message"]["chat"]["title"] == "Desk"
    assert needed(READ[2])["message"]["migrate_to_chat_id"] == -1007
    assert needed(READ[4])["message"]["document"]["file_name"] == "a.pdf"
    assert needed(READ[7])["callback_query"]["message"]["message_id"] == 9


@pytest.mark.parametrize("member", [OLD, NEW, {"status": "kicked"}, {"status": "member"}, {}])
def test_a_change_of_membership_is_read_by_hand(member):
    """In a private chat it says whether the bot may write; in a group nobody asks."""
    for chat in (PRIVATE, GROUP):
        change = {"chat": chat, "from": WHO, "date": 1, "new_chat_member": member}
        event = membership("desk", update(my_chat_member=change))
        assert (event is None) == (chat is GROUP)
        if event:
            gone = member.get("status") == "kicked"
            assert event.did is (Did.BLOCKED if gone else Did.UNBLOCKED)
            assert (event.user_id, event.first_name) == (5, "Ana Pop")


@pytest.mark.parametrize(
    ("body", "waits"),
    [
        (update(message=message()), True),
        (update(callback_query={"from": WHO, "message": message()}), True),
        (update(message=message(GROUP)), False),
        (update(callback_query={"from": WHO, "message": message(GROUP)}), False),
        (update(edited_message=message()), False),
        (update(my_chat_member={"chat": PRIVATE, "from": WHO}), False),
        (update(my_chat_member={"chat": GROUP, "from": WHO}), False),
    ],
)
def test_an_apology_is_for_somebody_who_waits_in_a_private_chat(body, waits):
    """A group has not asked, and who left does not listen."""
    assert someone_waits(body) is waits

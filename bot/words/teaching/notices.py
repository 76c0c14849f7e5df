"""What whoever gives courses is told in either bot: one is over, nobody passes the test of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.screens import Button, Screen
from bot.words.teaching import telling as words
from exchange.teaching.answering import nobody_passed
from storage.tables import Course

if TYPE_CHECKING:
    from bot.conversation.addresses import Family
    from bot.conversation.notices import Delivery


def held(who: Family, delivery: Delivery) -> Screen:
    """It is over: who was there? `who` is the address of the bot's list of them."""
    course = delivery.work.load(Course, delivery["course"])
    say = delivery.say
    text = say(
        "☑️ <b>{title}</b> is over. Who was there? One tap each, and they get their certificate.",
        title=course.title,
    )
    return Screen(text, ((Button(say("☑️ Who was there?"), who(course.id)),),))


def too_hard(ask: Family, delivery: Delivery) -> Screen | None:
    """Everybody has tried the test and nobody has passed; None where somebody has by now."""
    course = delivery.work.load(Course, delivery["course"])
    if not nobody_passed(delivery.work, course):
        return None
    text = words.too_hard(delivery.say, delivery.work, course)
    return Screen(text, ((Button(delivery.say("📝 Test or feedback"), ask(course.id)),),))

"""Kinds of people: each is a small policy, what somebody does about a question. A new one is a few lines."""

from __future__ import annotations

import asyncio
import unicodedata
from typing import TYPE_CHECKING

from tests.builders.bots.actors import find
from tests.builders.bots.photos import PHOTO

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.emulator.phones.client import Heard
    from tests.personas.player import Player

    Character = Callable[[Player, Heard, str], Awaitable[None]]

CHARACTERS: dict[str, Character] = {}
PLACES = {"country", "city", "cluster", "wished_countries", "languages", "months", "ecosystems"}
TEXTS = {"offers", "seeks", "motivation", "host_programme"}
SAID_AS_TYPED = {"organisation_name", "person_name", "email", "city", "cluster", *TEXTS}
QUESTIONS = (
    "Who pays first?",
    "How long may I stay?",
    "What does it cost me?",
    "Can I bring a colleague?",
    "Wer zahlt zuerst?",
)
SENTENCES = {
    "organisation_name": "We are called {}",
    "person_name": "My name is {}",
    "email": "You can write to {} at any time",
    "country": "We are registered in {}",
    "city": "That would be {}",
    "languages": "We can work in {}",
    "size": "Let me think, {} or so",
    "wished_countries": "We would love to go to {}",
    "months": "Best in {} please",
    "working_days": "I think {} would do",
    "cluster": "We are in {}",
}


def character(play: Character) -> Character:
    """A kind of person, by the function's name."""
    CHARACTERS[play.__name__.replace("_", " ")] = play
    return play


async def plainly(one: Player, message: Heard, question: str, way: int = 0) -> None:
    """The first thing that comes to mind, in words; the last page is sent."""
    if question == "*":
        await one.tap(message, ":*:send")
        return
    ways = one.life.words[question]
    await one.answer(message, question, ways[min(way, len(ways) - 1)])


async def by_paragraph(one: Player, message: Heard, question: str) -> None:
    """As `plainly`, and tells it all at once where that is asked for."""
    if question == "about":
        await one.say(one.life.paragraph)
    else:
        await plainly(one, message, question)


async def sometimes(one: Player, share: float = 0.4) -> bool:
    """Whether they are in the mood."""
    return one.rng.random() < share


character(plainly)


@character
async def with_a_paragraph(one: Player, message: Heard, question: str) -> None:
    """Tells it all at once, and says yes to what was understood."""
    await by_paragraph(one, message, question)


@character
async def in_several_messages(one: Player, message: Heard, question: str) -> None:
    """Tells it in two messages."""
    if question != "about":
        await by_paragraph(one, message, question)
        return
    first, _, rest = one.life.paragraph.partition(". ")
    await one.say(f"{first}.")
    one.noise = True
    await one.say(rest)


@character
async def other_words(one: Player, message: Heard, question: str) -> None:
    """Says the same otherwise: “just me”, “five days”, a thumb."""
    await plainly(one, message, question, way=1 + one.rng.randrange(2))


@character
async def types_buttons(one: Player, message: Heard, question: str) -> None:
    """Types what the button says that they would tap."""
    labels = {
        "*": ":*:send",
        "website": ":>:",
        "vat": ":>:",
        "about": ":>:",
        "role": f":=:{one.life.role}",
    }
    button = find(message, labels.get(question, "-none-"))
    if button:
        await one.say(button.label.strip("✓› ").lower())
    else:
        await plainly(one, message, question)


@character
async def slips(one: Player, message: Heard, question: str) -> None:
    """Swaps two letters in names of places and choices; asked back, takes what is offered first."""
    if question in PLACES and not one.noise and one.course.asked[question] == 1:
        words = str(one.life.words[question][0]).split()
        at = max(range(len(words)), key=lambda at: len(words[at]))
        words[at] = _swapped(words[at])
        await one.say(" ".join(words))
        one.noise = True  # to be asked back is fair
    else:
        await plainly(one, message, question)


def _swapped(word: str) -> str:
    at = len(word) // 2
    return word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :] if len(word) > 5 else word


@character
async def without_accents(one: Player, message: Heard, question: str) -> None:
    """Types no capitals and no accents where it makes no difference to them."""
    given = one.life.words.get(question, ("",))[0]
    if (
        isinstance(given, str)
        and question in PLACES | {"size", "working_days", "read"}
        and not given.startswith("=")
    ):
        bare = unicodedata.normalize("NFD", given.casefold())
        await one.say("".join(sign for sign in bare if not unicodedata.combining(sign)))
    else:
        await plainly(one, message, question)


@character
async def in_sentences(one: Player, message: Heard, question: str) -> None:
    """Chats: wraps each answer in a sentence."""
    given = one.life.words.get(question, ("",))[0]
    if question in SENTENCES and one.life.speaks == "en" and one.course.asked[question] == 1:
        await one.say(SENTENCES[question].format(given))
    else:
        await plainly(one, message, question)


@character
async def back_and_forth(one: Player, message: Heard, question: str) -> None:
    """Goes back now and then, and answers again or keeps it."""
    if (
        await sometimes(one, 0.25)
        and question not in {"role", "*", "read"}
        and one.course.actions < 50
    ):
        await one.say("zurück" if one.life.ui == "de" else "back")
        one.noise = True
    elif find(message, f":{question}:k:"):
        await one.tap(message, f":{question}:k:")
        one.noise = True
    else:
        await plainly(one, message, question)


@character
async def double_taps(one: Player, message: Heard, question: str) -> None:
    """Every tap twice, at once."""
    parts = [f":{question}:>:", f":{question}:=:", ":*:send"]
    button = next((found for part in parts if (found := find(message, part))), None)
    if button and str(one.life.words.get(question, ("=",))[0]).startswith("="):
        if question == "role":
            button = find(message, f":=:{one.life.role}") or button
        twice = (one.phone.tap_on(message, button, stale=True) for _ in range(2))
        await one.deed(asyncio.gather(*twice), f"[{button.label}] twice")
    else:
        await plainly(one, message, question)


@character
async def says_it_twice(one: Player, message: Heard, question: str) -> None:
    """Sends the same words once more at once, because nothing seemed to happen."""
    given = one.life.words.get(question, ("",))[0]
    if question in {"country", "city", "email", "organisation_name"} and isinstance(given, str):
        await one.deed(
            asyncio.gather(one.phone.say(given), one.phone.say(given)), f"{given} (twice)"
        )
        one.noise = True
    else:
        await plainly(one, message, question)


@character
async def sends_stickers(one: Player, message: Heard, question: str) -> None:
    """A sticker or a voice message first, now and then."""
    if await sometimes(one, 0.3) and one.course.asked[question] == 1:
        await one.deed(
            one.phone.send_sticker("🙂") if one.rng.random() < 0.7 else one.phone.send_voice(),
            "(sticker)",
        )
        one.noise = True
    else:
        await by_paragraph(one, message, question)


@character
async def asks_in_between(one: Player, message: Heard, question: str) -> None:
    """Asks how it all works, in the middle."""
    if await sometimes(one, 0.3) and one.course.asked[question] == 1 and question not in TEXTS:
        await one.say(one.rng.choice(QUESTIONS))
        one.noise = True
    else:
        await by_paragraph(one, message, question)


@character
async def edits(one: Player, message: Heard, question: str) -> None:
    """Sends something wrong, sees it, and edits the message."""
    wrong = {
        "city": "Rome",
        "email": "wrong@example.eu",
        "person_name": "Someone Else",
        "organisation_name": "Wrong Name",
    }
    if question in wrong and one.course.asked[question] == 1:
        await one.say(wrong[question])
        await one.deed(
            one.phone.edit(one.last, str(one.life.words[question][0])),
            "(edits it) " + str(one.life.words[question][0]),
        )
        one.noise = True
    else:
        await plainly(one, message, question)


@character
async def changes_their_mind(one: Player, message: Heard, question: str) -> None:
    """On the last page corrects the e-mail and the months in free words, before sending."""
    if question == "email" and one.course.asked[question] == 1:
        await one.say("old@example.eu")
    elif question == "*" and one.course.asked["*"] == 1:
        await one.say(
            f"E-Mail: {one.life.truth['email']}"
            if one.life.ui == "de"
            else f"my e-mail is {one.life.truth['email']}"
        )
        one.noise = True
    else:
        await by_paragraph(one, message, question)


@character
async def corrects_late(one: Player, message: Heard, question: str) -> None:
    """Notices at the next question that the name was wrong."""
    if question == "person_name" and one.course.asked[question] == 1:
        await one.say("Somebody Else")
    elif (
        one.rng.random() < 2 and "person_name" in one.done and not one.phone.__dict__.get("mended")
    ):
        one.phone.__dict__["mended"] = True
        name = one.life.truth["person_name"]
        await one.say(
            f"Moment, mein Name ist {name}" if one.life.ui == "de" else f"sorry, my name is {name}"
        )
        one.noise = True
    else:
        await plainly(one, message, question)


@character
async def blocks_and_returns(one: Player, message: Heard, question: str) -> None:
    """Blocks the bot now and then, and comes back."""
    if await sometimes(one, 0.15):
        await one.deed(one.phone.block(), "(blocks)")
        await one.deed(one.phone.unblock(), "(returns)")
        await one.deed(one.phone.start(), "/start")
        one.noise = True
    else:
        await by_paragraph(one, message, question)


@character
async def starts_again(one: Player, message: Heard, question: str) -> None:
    """Sends /start or asks for help when unsure."""
    if await sometimes(one, 0.2):
        await one.say(one.rng.choice(("/start", "/help", "/status", "help", "hello?")))
        one.noise = True
        if question_gone := one.open_question() is None:
            await one.say("/start")
        del question_gone
    else:
        await by_paragraph(one, message, question)


@character
async def gives_up_and_returns(one: Player, message: Heard, question: str) -> None:
    """Stops in the middle, and is back later."""
    if question in {"email", "offers"} and one.course.asked[question] == 1:
        await one.say("später" if one.life.ui == "de" else "stop")
        await one.say("hallo" if one.life.ui == "de" else "hello")
        await one.say("/start")
        one.noise = True
    else:
        await plainly(one, message, question)


@character
async def silent_for_days(one: Player, message: Heard, question: str) -> None:
    """Says nothing for three days, in the middle."""
    if question in {"city", "offers"} and one.course.asked[question] == 1 and one.wait:
        await one.wait()
        await one.quiet()
    await by_paragraph(one, message, question)


@character
async def other_language(one: Player, message: Heard, question: str) -> None:
    """Changes the language in the middle, and goes on in the other one."""
    if question == "email" and one.course.asked[question] == 1:
        await one.say("/language english" if one.life.ui == "de" else "/language deutsch")
        one.noise = True
    else:
        await plainly(one, message, question)


@character
async def pastes_from_word(one: Player, message: Heard, question: str) -> None:
    """No-break spaces, bullets, curly quotes, empty lines around."""
    given = one.life.words.get(question, ("",))[0]
    if question == "about":
        await one.say(
            "•\N{NO-BREAK SPACE}"
            + one.life.paragraph.replace(". ", ".\r\n\r\n•\N{NO-BREAK SPACE}")
            + "\N{ZERO WIDTH SPACE}"
        )
    elif isinstance(given, str) and question in SAID_AS_TYPED - TEXTS:
        await one.say(f"\n \N{NO-BREAK SPACE}{given.replace(' ', chr(160))}  \n")
    else:
        await plainly(one, message, question)


@character
async def sends_photos(one: Player, message: Heard, question: str) -> None:
    """Photographs their CV."""
    if question == "cv":
        await one.deed(one.phone.send_photo(PHOTO, "image/jpeg"), "(photo)")
        one.noise = one.course.asked["cv"] == 1 and bool(
            find(one.open_question() or message, ":cv:!:")
        )
        if one.noise:
            await one.tap_data(":cv:!:")
    else:
        await by_paragraph(one, message, question)


@character
async def says_yes(one: Player, message: Heard, question: str) -> None:
    """Says yes to everything once."""
    if one.course.asked[question] == 1 and question not in {"*", "person_name"}:
        await one.say(one.rng.choice(("yes", "ok", "👍", "ja")))
        one.noise = True
    else:
        await by_paragraph(one, message, question)


@character
async def answers_ahead(one: Player, message: Heard, question: str) -> None:
    """Tells name, position and e-mail in a line, website and VAT number in another."""
    if question == "person_name":
        await one.say(f"{one.life.truth['person_name']}, director, {one.life.truth['email']}")
    elif question == "website":
        await one.say("www.example.eu")
    else:
        await by_paragraph(one, message, question)


@character
async def long_winded(one: Player, message: Heard, question: str) -> None:
    """Writes three paragraphs wherever words are asked for."""
    if question in TEXTS:
        await one.say("\n\n".join([str(one.life.words[question][0])] * 3) + ".")
    elif question == "about":
        more = "We have been doing this for thirty years, and we are proud of it. Our team is young and curious."
        await one.say(f"Hello!\n\n{one.life.paragraph}\n\n{more}")
    else:
        await plainly(one, message, question)


@character
async def two_telephones(one: Player, message: Heard, question: str) -> None:
    """Goes on with another telephone of theirs, which shows the same chat."""
    if question == "city":
        one.phone, one.other = one.other or one.phone, one.phone
        await one.quiet()
        message = one.open_question() or message
    await by_paragraph(one, message, question)

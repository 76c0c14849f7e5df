"""People who play their part by telephone, in any language: buttons are found by what they do."""

from __future__ import annotations

import time
from collections import Counter
from typing import TYPE_CHECKING, Any

from tests.patience import A_WHILE, SOON

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from bot.emulator.phones.client import Button, Heard, Phone
    from tests.builders.bots.town import Town

PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF\n"
)
ONCE_MORE = ("Once more", "Noch einmal")  # how a message begins that may have arrived before
WORDS = "We would like to make something together, and to see how it is done there."
AGAIN = 3  # times one answers the same question before one gives up
ASSUMED = "≈"
REVIEWED = {
    "app",
    "enter",
    "inv",
    "cq",
    "rep",
    "reject",
    "funding",
    "service",
    "crs",
    "crsc",
    "joint",
}


# Words are typed; `=value` taps the button with that value, `=>` skips, bytes are sent as a file,
# a list of them one after the other. `≈value` is tapped on the last page, where something else was
# assumed and not asked.
VISITOR = {
    "role": "=visitor",
    "about": "=>",
    "organisation_name": "Carpathian Loom Works",
    "organisation_type": "=sme",
    "country": "Rumania",
    "city": "Cluj-Napoca",
    "size": "=small",
    "website": "www.example.eu",
    "vat": "RO 185 472 90",
    "cluster": "Transilvanian Furniture Cluster",
    "person_name": "Ana Pop",
    "position": "Managing director",
    "email": "Ana.Pop@Example.eu",
    "languages": "English, German",
    "ecosystems": "Textiles",
    "offers": "Wool weaving, natural dyes and furniture fabrics",
    "seeks": "We want to learn 3D printing and laser cutting for textiles",
    "goals": "=learn",
    "activities": "=knowledge_sharing",
    "wished_countries": "=*",
    "months": "=*",
    "working_days": "=5",
    "party": "=1",
    "partner_kinds": "=*",
    "motivation": "To bring additive manufacturing home to our small weaving mill",
    "cv": PDF,
}
HOST = {
    "role": "=host",
    "about": "=>",
    "organisation_name": "Lichtwerk Stuttgart",
    "organisation_type": "=sme",
    "country": "Deutschland",
    "city": "Stuttgart",
    "size": "=medium",
    "website": "=>",
    "vat": "=>",
    "cluster": "Photonics BW",
    "person_name": "Max Beispiel",
    "position": "=>",
    "email": "max@example.de",
    "languages": "Deutsch, Englisch",
    "ecosystems": "=electronics",
    "offers": "Additive Fertigung mit Lasern, 3D-Druck, Laserschneiden von Textilien",
    "seeks": "Partner aus der Textilindustrie, die mit uns neue Stoffe erproben",
    "goals": "=networking",
    "activities": "=knowledge_sharing",
    "months": "=*",
    "partner_kinds": "=*",
    "motivation": "Wir möchten unsere Technik mit Menschen aus anderen Branchen erproben",
    "capacity": "=2",
    "host_programme": "Unsere Laserlabore und die Fertigung, mit eigenen Versuchen an drei Tagen",
    "hostcv": "=>",
}


async def apply(phone: Phone, answers: dict[str, str | bytes | list[bytes]]) -> None:
    """From /start to the submitted application."""
    await phone.start()
    await tap_data(phone, "w:yes")
    await fill_in(phone, "app", answers)


async def fill_in(
    phone: Phone,
    form: str,
    answers: Mapping[str, str | bytes | list[bytes]],
    otherwise: Callable[[Heard, str], str] | None = None,
) -> None:
    """Answer every question of a form; the last one or the review page hands it in.

    What is not in the answers is answered as `otherwise` says.
    """
    answered, left, asked = 0, set(answers), Counter[str]()
    while left or form in REVIEWED:
        known = set(answers) - left
        message, question = await next_question(phone, form, after=answered, known=known)
        if question == "*":
            for one in (one for one in answers if str(answers[one]).startswith(ASSUMED)):
                await change(phone, form, one, str(answers[one])[1:])
            await tap_data(phone, f"f:{form_of(message)}:*:send")
            return
        asked[question] += 1
        given = answers.get(question) or (otherwise(message, question) if otherwise else None)
        if given is None or asked[question] > AGAIN:
            raise AssertionError(f"no answer that will do for {question!r}: {message.text}")
        answered = await answer(phone, message, question, given)
        left.discard(question)


def as_offered(message: Heard, question: str) -> str:
    """What somebody answers who has no opinion: skips, takes what is offered first, or a few words."""
    if find(message, f":{question}:>:"):
        return "=>"
    offered = find(message, f":{question}:=:") or find(message, f":{question}:+:")
    return f"={offered.data.split(':', 4)[4].rpartition('.')[2]}" if offered else WORDS


async def change(phone: Phone, form: str, question: str, value: str) -> None:
    """Another answer, from the last page and back to it."""
    await tap_data(phone, f"f:{form}:*:change")
    await tap_data(phone, f"f:{form}:*:one:{question}")
    await tap_data(phone, f"f:{form}:{question}:=:{value}")


async def answer(
    phone: Phone, message: Heard, question: str, given: str | bytes | list[bytes]
) -> int:
    """One answer: a file, several, a tap or typed words; the message that was answered last."""
    if isinstance(given, list):
        return await send_all(phone, message, question, given)
    if isinstance(given, bytes):
        await phone.send_document("cv.pdf", given)
    elif given == "=>":
        await tap_on(phone, message, f":{question}:>:")
    elif given.startswith("="):
        await choose(phone, message, question, given[1:])
    else:
        await phone.say(given)
    return message.message_id


async def send_all(phone: Phone, message: Heard, question: str, files: list[bytes]) -> int:
    """Files one after the other, each heard before the next; then *That is all*."""
    form = form_of(message).partition(".")[0]
    for count, one in enumerate(files, 1):
        if one.startswith(b"%PDF"):
            await phone.send_document("proof.pdf", one)
        else:
            await phone.send_photo(one, "image/jpeg")
        message = await heard_so_far(phone, message, form, count)
    await tap_on(phone, message, f":{question}:!:")
    return message.message_id


async def heard_so_far(phone: Phone, message: Heard, form: str, count: int) -> Heard:
    """The question anew, which ends with how many files are here; others may be said once more."""
    while True:
        message, _ = await next_question(phone, form, after=message.message_id)
        if message.text.splitlines()[-1].startswith(f"{count} "):
            return message


async def choose(phone: Phone, message: Heard, question: str, value: str) -> None:
    """Tap a value; where several may be chosen, also *Done*."""
    if find(message, f":{question}:=:{value}"):
        await tap_on(phone, message, f":{question}:=:{value}")
        return
    await tap_on(phone, message, f":{question}:+:", ending=f".{value}")
    await tap_data(phone, f":{question}:!:")


def find(message: Heard, part: str, ending: str = "") -> Button | None:
    """The button whose data has that part."""
    buttons = [one for row in message.buttons for one in row]
    return next((one for one in buttons if part in one.data and one.data.endswith(ending)), None)


async def tap_on(phone: Phone, message: Heard, part: str, ending: str = "") -> None:
    """Tap the button of a message whose data has that part."""
    button = find(message, part, ending)
    assert button, f"no {part}…{ending} in {message.labels()} of {message.text}"
    await phone.tap_on(message, button)


async def tap_data(phone: Phone, part: str) -> Heard:
    """Tap the newest button whose data has that part, waiting until it is there."""
    until = time.monotonic() + SOON
    while time.monotonic() < until:
        for number in sorted(phone.shown, reverse=True):
            button = find(phone.shown[number], part)
            if button:
                await phone.tap_on(phone.shown[number], button)
                return phone.shown[number]
        await phone.hear(1.0, quiet=True)
    raise AssertionError(f"no button {part} came:\n{phone.transcript()}")


async def accept(desk: Phone, number: str = "") -> Heard:
    """Confirm that an applicant is a member of its cluster, and accept the application: one tap."""
    return await tap_data(desk, f"a:both:{number}")


async def next_question(
    phone: Phone, form: str, after: int, known: Collection[str] = ()
) -> tuple[Heard, str]:
    """The newest question in a message after that one; `*` is the review page.

    Whoever hears one of the `known` once more, in case it did not arrive, need not answer again.
    """
    until = time.monotonic() + SOON
    while time.monotonic() < until:
        newer = [number for number in sorted(phone.shown, reverse=True) if number > after]
        for number in newer:
            found = question_of(phone.shown[number], form)
            if found and not (found in known and phone.shown[number].text.startswith(ONCE_MORE)):
                return phone.shown[number], found
        await phone.hear(1.0, quiet=True)
    raise AssertionError(f"no question came after message {after}:\n{phone.transcript()}")


def question_of(message: Heard, form: str) -> str:
    """The id of the question of a form that a message asks, by its buttons."""
    data = [one.data for row in message.buttons for one in row if one.data.startswith(f"f:{form}")]
    return data[0].split(":")[2] if data else ""


def form_of(message: Heard) -> str:
    """The form's name in the buttons of a message."""
    return next(one.data.split(":")[1] for row in message.buttons for one in row if one.data)


async def up_to(phone: Phone, question: str, answers: Mapping[str, Any] = VISITOR) -> Heard:
    """An application begun, answered up to a question."""
    await phone.start()
    await tap_data(phone, "w:yes")
    answered = 0
    while True:
        message, found = await next_question(phone, "app", after=answered)
        if found == question:
            return message
        await answer(phone, message, found, answers[found])
        answered = message.message_id


async def silence(town: Town, phone: Phone) -> None:
    """Wait until the bot has said all it had to say."""
    await town.quiet()
    while await phone.hear(A_WHILE, quiet=True):
        pass

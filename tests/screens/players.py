"""People on the stage: they type, tap what they see, send files, and fill in forms."""

from __future__ import annotations

from dataclasses import dataclass, replace
from html import unescape
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from bot.conversation import filling, stepping
from bot.conversation.events import Did, Event, Upload
from bot.conversation.kinds.choices import TICK
from bot.conversation.reviewing import REVIEW
from exchange.people import officers
from exchange.work import DESK, PARTICIPANTS, Work
from tests.builders.bots.actors import PDF
from tests.builders.records.works import scheme
from tests.screens.tables import family_of, kind_of_address

if TYPE_CHECKING:
    from storage.tables import OfficerRole
    from tests.screens.stage import Stage

FIRST_TYPED = 1_000_000  # number of a message
SHOWN = 60  # signs of what was typed
NAMES = {"cluster"}  # a list that may be left: nearly all words are an answer


@dataclass(frozen=True)
class Player:
    """Somebody in a chat with one of the bots."""

    stage: Stage
    name: str
    number: int
    bot: str = PARTICIPANTS
    group: int | None = None

    @property
    def chat(self) -> int:
        """Where they write."""
        return self.group or self.number

    def inside(self, group: int) -> Player:
        """The same person in a group."""
        self.stage.names[group] = "Staff group"
        return replace(self, group=group)

    def does(self, did: Did, words: str, about: str, **more: Any) -> None:
        """Anything that can be done in a chat."""
        event = Event(
            self.bot,
            self.stage.next_update(),
            self.number,
            self.chat,
            did,
            language=self.stage.language,
            first_name=self.name,
            private=self.group is None,
            **more,
        )
        self.stage.take(event, self.name, words, about)

    def types(self, text: str) -> None:
        """Words, or a command with its words."""
        shown = text if len(text) <= SHOWN else f"{text[:SHOWN]}… ({len(text)})"
        if text.startswith("/"):
            command, _, rest = text[1:].partition(" ")
            did = {"command": command, "text": rest.strip()}
            self.does(Did.COMMAND, f"types {shown}", f"/{command}", **did)
        else:
            number = FIRST_TYPED + len(self.stage.typed)
            self.stage.typed[text] = number
            more = {"text": text, "message_id": number}
            self.does(Did.TEXT, f"types “{shown}”", self._typed_about(), **more)

    def opens(self, payload: str) -> None:
        """A link to the bot, of which another secret stands in each."""
        more = {"command": "start", "text": payload}
        self.does(Did.COMMAND, "opens the link", "/start link", **more)

    def _typed_about(self) -> str:
        place = self.place()
        if place[0] == stepping.PLACE:
            return f"question {place[1]['form']}.{place[1]['question']}"
        return f"typed {place[0]}".strip()

    def sends(
        self,
        content: bytes | None,
        name: str = "paper.pdf",
        size: int | None = None,
        caption: str = "",
    ) -> None:
        """A document, and what is written under it; without content one that is too big."""
        upload = Upload(name, "application/pdf", size or len(content or b""), content)
        shown = f"sends {name}" + (f" with “{caption}”" if caption else "")
        self.does(Did.FILE, shown, self._typed_about(), upload=upload, caption=caption)

    def sends_sticker(self) -> None:
        """Something without words."""
        self.does(Did.OTHER, "sends a sticker", self._typed_about())

    def sends_thumb(self) -> None:
        """A sticker that shows a thumb: its sign comes as words."""
        more = {"text": "👍", "sticker": True}
        self.does(Did.TEXT, "sends a 👍 sticker", self._typed_about(), **more)

    def edits(self, text: str, of: str = "") -> None:
        """A message of theirs, the one with that text, corrected."""
        more = {"text": text, "message_id": self.stage.typed.get(of)}
        self.does(Did.EDIT, f"edits {f'“{of}”' if of else 'a message'} to “{text}”", "edit", **more)

    def taps(self, address: str, ending: str = "") -> None:
        """The newest button whose data begins so."""
        found = self.button(address, ending)
        assert found, f"{self.name} sees no {address}…{ending}: {self.addresses()}"
        message, button = found
        data = button["callback_data"]
        kind = kind_of_address(data)
        self.stage.tapped.add((self.bot, family_of(self.bot, data)))
        about = self._form_about() if kind.startswith("f:") else f"tap {kind}"
        label = button["text"]
        more = {"data": data, "message_id": message, "callback_id": "c"}
        self.does(Did.TAP, f"taps [{label}]", about, **more)

    def taps_old(self, data: str) -> None:
        """A button that is not there any more."""
        more = {"data": data, "message_id": 1, "callback_id": "c"}
        kind = kind_of_address(data)
        self.does(Did.TAP, f"taps an old button ({kind})", f"old {kind}", **more)

    def _form_about(self) -> str:
        place, facts = self.place()
        return (
            f"question {facts['form']}.{facts['question']}" if place == stepping.PLACE else "form"
        )

    def button(self, address: str, ending: str = "") -> tuple[int, dict[str, str]] | None:
        """The newest such button and the message it is under."""
        seen = self.stage.screens.get((self.bot, self.chat), {})
        for number in sorted(seen, reverse=True):
            for row in seen[number]["keyboard"]:
                for one in row:
                    data = one.get("callback_data", "")
                    if data.startswith(address) and data.endswith(ending):
                        return number, one
        return None

    def addresses(self) -> list[str]:
        """Every button on the newest message with buttons."""
        seen = self.stage.screens.get((self.bot, self.chat), {})
        last = [one["keyboard"] for _, one in sorted(seen.items()) if one["keyboard"]][-1:]
        return [one.get("callback_data", "") for rows in last for row in rows for one in row]

    def place(self) -> tuple[str, dict[str, Any]]:
        """What their next words are taken for."""
        with self.stage.database.transaction() as session:
            found = self._talk(Work(session, self.stage.now, scheme())).conversation
            return found.place, dict(found.facts)

    def _talk(self, work: Work):
        event = Event(self.bot, 0, self.number, self.chat, Did.TEXT, language=self.stage.language)
        talk = self.stage.bots[self.bot]._talk(work, event)
        talk.officer = officers.officer_of(work, self.number) if self.bot == DESK else None
        return talk

    def question(self) -> tuple[str, str, str] | None:
        """The form, the question and its kind that they are asked now; None outside of forms."""
        with self.stage.database.transaction() as session:
            talk = self._talk(Work(session, self.stage.now, scheme()))
            asked = filling.current(talk)
            if asked is None:
                return None
            number = str(talk.conversation.facts["question"])
            question = asked.question(number)
            return asked.form.key, number, type(question.kind).__name__ if question else ""

    def fills(
        self, answers: dict[str, Any], *, slips: bool = False, send: bool = True, until: str = ""
    ) -> None:
        """Answer one question after the other, perhaps with every slip first; then send."""
        before = None
        while (asked := self.question()) is not None:
            form, question, kind = asked
            if question == until:
                self.stage.asked.add((self.bot, form, question))
                return
            if question == REVIEW:
                if send:
                    self.taps(f"f:{form}", ":*:send:")
                return
            assert asked != before, f"{form}.{question} was not answered"
            before = asked
            self.stage.asked.add((self.bot, form, question))
            if question not in answers:
                raise AssertionError(f"nobody told what to answer to {form}.{question}")
            if slips and question not in NAMES:
                self._slips(kind)
            self._answers(form, question, answers[question])

    def _slips(self, kind: str) -> None:
        """Everything that this kind of question does not take."""
        if kind in {"Pdf", "Papers"}:
            self.types("Here it is")
            self.sends(b"no paper at all", "notes.txt")
            if kind == "Papers":
                self.sends(b"\x89PNG\r\n\x1a\n", "torn.png")
            self.sends(None, "big.pdf", 80_000_000)
            return
        self.sends_sticker()
        for words in SLIPS.get(kind, ("?", "x" * 5000)):
            self.types(words)

    def _answers(self, form: str, question: str, given: Any) -> None:
        here = f"f:{form}"
        if isinstance(given, list):
            for one in given:
                self.sends(one)
            self.taps(here, f":{question}:!:")
        elif isinstance(given, bytes):
            self.sends(given)
        elif given == "=>":
            self.taps(here, f":{question}:>:")
        elif not str(given).startswith("="):
            self.types(str(given))
        elif self.button(here, f":{question}:=:{given[1:]}"):
            self.taps(here, f":{question}:=:{given[1:]}")
        else:
            for value in given[1:].split(","):
                found = self.button(here, f".{value}")
                if not found or not found[1]["text"].startswith(TICK):
                    self.taps(here, f".{value}")
            self.taps(here, f":{question}:!:")

    def reads(self) -> str:
        """The newest message, without its markup."""
        seen = self.stage.screens.get((self.bot, self.chat), {})
        return unescape(Markup(seen[max(seen)]["text"]).striptags()) if seen else ""


# What is typed wrong, by kind of question: unknown, near to something, or outside of the limits.
SLIPS = {
    "OneOf": ("xyzzyq", "larg company", "Klingon"),
    "RoleOrStory": ("xyzzyq", "larg company", "Klingon"),
    "SomeOf": ("xyzzyq", "textil, xyzzyq"),
    "Whole": ("many", "999"),
    "SomeDays": ("soon", "1 January 2020", "1 May or 2 May"),
    "Titled": ("?",),
    "OneDay": ("soon", "1 January 2020", "1 May or 2 May"),
    "CityName": ("123", "Novi", "x" * 90),
    "Email": ("nobody",),
    "Website": ("nowhere",),
    "VatNumber": ("12345",),
}


def somebody(stage: Stage, name: str, number: int) -> Player:
    """A stranger who has the participants' bot open."""
    stage.names[number] = name
    return Player(stage, name, number)


def officer(stage: Stage, name: str, number: int, of: str, role: OfficerRole) -> Player:
    """Somebody who opens the desk bot by the link that a colleague sent."""
    stage.names[number] = name
    with stage.work() as work:
        payload = officers.invite_officer(work, role, of)
    found = Player(stage, name, number, DESK)
    found.does(Did.COMMAND, "types /start and the secret", "/start", command="start", text=payload)
    return found


VISITOR = {
    "role": "=visitor",
    "about": "=>",
    "read": "=one-by-one",
    "organisation_name": "Mondego Loom Works",
    "organisation_type": "=sme",
    "country": "Portugal",
    "city": "Porto",
    "size": "=small",
    "website": "www.example.eu",
    "vat": "PT 501 442 600",
    "cluster": "CITEVE",
    "person_name": "Ana Pop",
    "position": "Managing director",
    "email": "ana.pop@example.eu",
    "languages": "=en,de",
    "ecosystems": "=textiles",
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
    **VISITOR,
    "role": "=host",
    "organisation_name": "Oficina da Luz",
    "city": "Braga",
    "website": "=>",
    "vat": "=>",
    "person_name": "Max Beispiel",
    "email": "max@example.org",
    "offers": "Additive manufacturing with lasers, 3D printing, laser cutting of textiles",
    "seeks": "Partners from textiles who try new fabrics with us",
    "capacity": "=2",
    "host_programme": "Our laser laboratories and the workshop, with three days of own trials",
    "hostcv": "=>",
}

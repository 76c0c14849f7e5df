"""Words at the desk do what buttons do: a table of words and what they stand for.

“accept 12”, “who waits?”, “show Lumitex”, “remind all who did not sign”, “pay 14”. What changes
something is never done at once: the card's own button comes back with a question, and *yes* taps
it. What only shows something is shown. So words can do no more than buttons can, with the same rights.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.conversation import labels
from bot.conversation.addresses import Data, only_looks, typed_rows
from bot.conversation.screens import Button, Screen, clip, lines, paragraphs, plain
from bot.conversation.small_words import Meaning, bare, meaning, without_courtesy
from bot.desk import addresses as to
from bot.desk import exchange_card, exchanges, pipeline, rights
from bot.desk.cases import cases
from bot.desk.officer import note_reading, officer_of
from bot.desk.typed import writing
from bot.desk.typed.act_words import ACTS, COMMANDS, EXAMPLES, POLITE, REMIND, SHOW, STEPS, WHO, Act
from exchange import desk
from exchange.errors import CxcError
from exchange.life.stands import APPLICATION_STATES, EXCHANGE_STATES
from exchange.people.officers import RoleMayNot

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from markupsafe import Markup

    from bot.conversation.commands import Command
    from bot.conversation.labels import Renderers
    from bot.conversation.talk import Talk
    from exchange.desk import Step

    Commands = Mapping[str, Command]
    Tap = Callable[[Talk], None]

PLACE = "words"
FRESH = timedelta(minutes=30)
"""How long a yes answers what was asked; later it is asked once more."""
LABEL = 38  # signs
LONGEST = 12  # words: who types more searches for nothing and asks for nothing
NUMBER = re.compile(r"(?:(?:A|HX)[- ]?)?\d+", re.IGNORECASE)
A_LETTER = re.compile(r"\b(?P<kind>A|HX)[- ]?0*\d+\b", re.IGNORECASE)


def heard(talk: Talk, commands: Commands, tap: Tap) -> bool:
    """Whether typed words were understood as something that a button does, and are answered."""
    typed = talk.event.text
    if writing.heard(talk):
        return True
    if not typed or len(typed.split()) > LONGEST:
        return False
    if name := _command(talk, commands, typed):
        commands[name].answer(talk)
        return True
    return _reminded(talk, typed) or _acted(talk, typed, tap)


def confirmed(talk: Talk, tap: Tap, renderers: Renderers) -> bool:
    """Whether *yes* or *no* answered the question whether something is to be done, or none at all."""
    meant = meaning(talk.event.text)
    if meant not in {Meaning.YES, Meaning.NO, Meaning.DONE}:
        forget(talk)
        return False
    if talk.conversation.place == PLACE:
        _decided(talk, meant, tap, renderers)
    elif not _yes_to_newest(talk, meant, tap, renderers):
        text = "I asked nothing that is open. You can write what a button does: {examples}."
        talk.reply(talk.say(text, examples=talk.say(EXAMPLES)))
    return True


def _yes_to_newest(talk: Talk, meant: Meaning, tap: Tap, renderers: Renderers) -> bool:
    """Whether a yes may be meant for the one thing that the newest message asks, and is asked about."""
    asked = labels.asked_last(talk, renderers) if meant is Meaning.YES else None
    if asked is None or not (asked.says_yes or len(asked.ways) == 1):
        return False
    if only_looks(str(asked.button.data), rights.LOOKING):
        _tapped(talk, str(asked.button.data), tap)
    else:
        _ask_whether(talk, asked.button)
    return True


def _decided(talk: Talk, meant: Meaning, tap: Tap, renderers: Renderers) -> None:
    """What was asked about is done, left, or asked about once more."""
    data = str(talk.conversation.facts.get("data", ""))
    fresh = talk.work.now - talk.conversation.updated_at <= FRESH
    talk.expect()
    if meant is Meaning.NO:
        talk.reply(talk.say("All right, nothing is changed."))
    elif fresh and labels.asks_still(talk, renderers, data):
        _tapped(talk, data, tap)
    else:
        _ask_once_more(talk, data, renderers)


def _ask_once_more(talk: Talk, data: str, renderers: Renderers) -> None:
    """A yes that came late, or after another card, does nothing: what it was about is shown once more."""
    label = next((told for told, of in labels.in_sight(talk, renderers) if of == data), "")
    if not label:
        talk.reply(
            talk.say("That was asked a while ago, so nothing is done. Please write it again.")
        )
        return
    talk.expect(PLACE, data=data)
    asked = "That was asked before something else came: “{label}” – is it still what you mean? Tap it, or write yes."
    talk.send(Screen(talk.say(asked, label=label), ((Button(label, Data(data)),),)))


def labelled(talk: Talk, tap: Tap, renderers: Renderers) -> bool:
    """Whether all words of one button below the newest message were typed: it is done, or asked about first."""
    asked, said = labels.asked_last(talk, renderers), bare(without_courtesy(talk.event.text))
    found = [one for one in asked.ways if said and bare(one.label) == said] if asked else []
    if len(found) != 1:
        return False
    button = found[0]
    if not rights.may_tap(officer_of(talk), button):
        raise RoleMayNot
    if meaning(said.partition(" ")[0]) is Meaning.YES or only_looks(
        str(button.data), rights.LOOKING
    ):
        _tapped(talk, str(button.data), tap)
    else:
        _ask_whether(talk, button)
    return True


def _ask_whether(talk: Talk, button: Button) -> None:
    talk.expect(PLACE, data=str(button.data))
    talk.send(Screen(_is_meant(talk, button), ((button,),)))


def forget(talk: Talk) -> None:
    """Whoever goes on to something else has not said yes to what was asked before."""
    if talk.conversation.place == PLACE:
        talk.expect()


def _tapped(talk: Talk, data: str, tap: Tap) -> None:
    talk.event = replace(talk.event, data=data, message_id=None)
    tap(talk)


def not_understood(talk: Talk) -> None:
    """Nothing is found under these words, and they are no act: what could be written instead."""
    talk.reply(
        paragraphs(
            talk.say("Nothing found for “{words}”.", words=talk.event.text[:100]),
            talk.say(
                "I search names, places and topics. You can also write what a button does: {examples}.",
                examples=talk.say(EXAMPLES),
            ),
        )
    )


def _command(talk: Talk, commands: Commands, typed: str) -> str | None:
    """The command whose name, button or other words these are."""
    words = bare(typed)
    for name, one in commands.items():
        called = {name, bare(one.button), bare(talk.say(one.button))} if one.button else {name}
        if words in called - {""} or words in COMMANDS.get(name, ()):
            return name if one.button or name in COMMANDS else None
    return None


def _reminded(talk: Talk, typed: str) -> bool:
    """“Remind all who did not sign”, “who has not signed?”: who they are, with the button."""
    words = bare(typed).split()
    reminds = bool(words) and (words[0] in REMIND or words[-1] in REMIND)
    if not reminds and not (words and set(words) & WHO):
        return False
    step = _step(words[1:] if reminds and words[0] in REMIND else words)
    if step is None and not reminds:
        return False
    if step is None:
        pipeline.show(talk)
        return True
    asks = reminds and pipeline.stands(talk, step)
    talk.expect(PLACE, data=str(to.REMIND(step))) if asks else talk.expect()
    pipeline.show_step(talk, step)
    return True


def _step(words: Sequence[str]) -> Step | None:
    named = (step for step, told in STEPS.items() if set(told.split()) & set(words))
    return next(named, None)


def _acted(talk: Talk, typed: str, tap: Tap) -> bool:
    """“Accept 12”, “show Lumitex”: the card, or the one button of it that is meant."""
    found = _read(typed)
    if found is None:
        return False
    act, rest = found
    cards = _cards(talk, typed, act, rest)
    if not cards:
        return _no_such_number(talk, rest)
    card, button = _button(cards, act)
    if button and not rights.may_tap(officer_of(talk), button):
        raise RoleMayNot
    if button and only_looks(str(button.data), act.families):
        _tapped(talk, str(button.data), tap)
    elif button:
        _ask(talk, card, button)
    elif act.families:
        said = talk.say(
            "There is nothing of that kind to be done here now: {state}.", state=card.state
        )
        talk.send(Screen(lines(_head(talk, card), said), (_see(talk, card),)))
    elif len(cards) > 1:
        talk.send(_which(talk, cards))
    else:
        card.show(talk, card.number)
    return True


def _no_such_number(talk: Talk, rest: str) -> bool:
    """Whether a number was named, of which it is told that nothing here has it."""
    if not NUMBER.fullmatch(rest.strip()):
        return False
    text = (
        "Nothing at your desk has the number {number}. /queue lists who applied, /today what waits."
    )
    talk.reply(talk.say(text, number=rest.strip()))
    return True


def _read(typed: str) -> tuple[Act, str] | None:
    """The act that words begin or end with, and what is left of them; None where there is none."""
    words = [one for one in _without_signs(typed).split() if bare(one) not in POLITE]
    if NUMBER.fullmatch(" ".join(words)):
        return SHOW, words[0]
    for length in (4, 3, 2, 1):
        first, last = bare(" ".join(words[:length])), bare(" ".join(words[-length:]))
        for act in ACTS if len(words) > length else ():
            if first in act.words:
                return act, " ".join(words[length:])
            if last in act.words:
                return act, " ".join(words[:-length])
    return None


def _without_signs(typed: str) -> str:
    return re.sub(r"[?!.,:;„“”\"]+(?=\s|$)|(?<=\s)[„“”\"]|^[„“”\"]", " ", typed)


@dataclass(frozen=True)
class _Card:
    """What words may be about: its name and number, and its card with the buttons it has now."""

    number: int
    label: str
    title: str
    data: Data
    screen: Screen
    show: Callable[[Talk, int], None]
    state: str


def _cards(talk: Talk, typed: str, act: Act, rest: str) -> list[_Card]:
    """The cards of the number, or of the only organisation of that name."""
    numbers = typed_rows(rest)
    named = A_LETTER.search(typed)
    if numbers and (named or not bare(re.sub(r"\d+", " ", rest))):
        kinds = _kinds(named["kind"] if named else "", typed, act)
        found = (kind(talk, numbers[0]) for kind in kinds)
        return [one for one in found if one]
    matches = desk.find_cases(talk.work, officer_of(talk), rest) if rest.strip() else []
    if len(matches) != 1:
        return []
    case = _case_card(talk, matches[0].application_id)
    return [one for one in (case, *_their_exchanges(talk, matches[0].application_id, act)) if one]


def _kinds(named: str, typed: str, act: Act) -> tuple[Callable[[Talk, int], _Card | None], ...]:
    """Which cards a number may be of: as it is written, as its words say, as the act is about."""
    words = set(bare(typed).split())
    if named.upper() == "HX" or words & {"exchange", "austausch"}:
        return (_exchange_card,)
    if named.upper() == "A" or words & {"case", "application", "antrag", "bewerbung"}:
        return (_case_card,)
    rooms = {family.room for family in act.families} & {"a", "e"} or {"a", "e"}
    return tuple(kind for room, kind in (("a", _case_card), ("e", _exchange_card)) if room in rooms)


def _case_card(talk: Talk, number: int) -> _Card | None:
    try:
        found = desk.case(talk.work, officer_of(talk), number)
    except CxcError:
        return None
    note_reading(talk, "card", f"application:{number}")
    screen = cases.card(talk.say, talk.work.scheme, found, in_group=not talk.event.private)
    title = found.organisation.name
    state = talk.say(APPLICATION_STATES[found.application.state])
    return _Card(number, f"A-{number:04}", title, to.CASE(number), screen, cases.show, state)


def _exchange_card(talk: Talk, number: int) -> _Card | None:
    try:
        found = desk.exchange_card(talk.work, officer_of(talk), number)
    except CxcError:
        return None
    note_reading(talk, "card", f"exchange:{number}")
    sides = found.parties
    title = f"{sides.visitor_organisation.name} → {sides.host_organisation.name}"
    screen = exchange_card.card(talk.say, talk.work.scheme, found)
    state, label = talk.say(EXCHANGE_STATES[found.exchange.state]), f"HX-{number:04}"
    return _Card(number, label, title, to.EXCHANGE(number), screen, exchanges.show, state)


def _their_exchanges(talk: Talk, application_id: int, act: Act) -> Iterable[_Card | None]:
    """The exchanges of whoever is named, where the words are about one."""
    if not any(family.room == "e" for family in act.families):
        return
    case = desk.case(talk.work, officer_of(talk), application_id)
    for one in case.exchanges:
        yield _exchange_card(talk, one.id or 0)


def _button(cards: Sequence[_Card], act: Act) -> tuple[_Card, Button | None]:
    """The first button of the cards that the act stands for; none where no card has it now."""
    for family in act.families:
        for card in cards:
            for button in (one for row in card.screen.rows for one in row):
                if button.data and family.read(button.data):
                    return card, button
    return cards[0], None


def _which(talk: Talk, cards: Sequence[_Card]) -> Screen:
    rows = tuple((Button(clip(f"{one.label} {one.title}", LABEL), one.data),) for one in cards)
    return Screen(talk.say("Which one do you mean?"), rows)


def _ask(talk: Talk, card: _Card, button: Button) -> None:
    """Whether it is to be done, by the card's own button or by *yes*."""
    talk.expect(PLACE, data=str(button.data))
    asked = _is_meant(talk, button)
    talk.send(Screen(lines(_head(talk, card), asked), ((button,), _see(talk, card))))


def _is_meant(talk: Talk, button: Button) -> Markup:
    label = plain(button.label)
    return talk.say("“{label}”: is that what you mean? Tap it, or write yes.", label=label)


def _head(talk: Talk, card: _Card) -> str:
    return talk.say("<b>{title}</b> · {label}", title=card.title, label=card.label)


def _see(talk: Talk, card: _Card) -> tuple[Button]:
    return (Button(talk.say("Show the card"), card.data),)

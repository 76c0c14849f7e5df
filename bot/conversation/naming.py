"""Which answer is meant by its name: “city: Porto”, “the city is wrong”, “change the city”."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.conversation.small_words import (
    LONGEST_ANSWER,
    Meaning,
    bare,
    bare_name,
    listed,
    meaning,
    without_courtesy,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.conversation.forms import Question
    from bot.conversation.speech import Speech

LONGEST_NAME = 5  # words before the sign that ends a name
WAIT = listed(
    """
    wait, no wait, oh wait, sorry, oh, oops, actually, hold on, i meant, i mean, correction, warte, warten sie, moment,
    entschuldigung, ach, halt, korrektur, ich meinte, attendez, attends, pardon, désolé, correction, espera, espere, perdón,
    perdon, aspetta, aspetti, scusa, scusi, espere aí, desculpe, wacht, sorry hoor, czekaj, przepraszam, počkej, počkejte,
    promiňte, počkaj, prepáčte, čekaj, oprostite, počakaj, oprosti, așteaptă, scuze, чакай, извинете, περίμενε, συγγνώμη,
    vänta, förlåt, vent, undskyld, odota, anteeksi, oota, vabandust, pagaidi, atvainojiet, palauk, atsiprašau, várj, bocsánat,
    stenna, skużi, fan, gabh mo leithscéal
    """
)
"""With these somebody takes back something they said before."""
_CHANGE = listed(
    """
    change, i want to change, i would like to change, id like to change, can i change, can you change, please change, edit, correct,
    fix, i want to correct, let me change, ändern, ändere, ich möchte ändern, bitte ändern, ich will ändern, ich möchte, ich will,
    korrigieren, korrigiere, changer, modifier, corriger, je veux changer, je voudrais changer, cambiar, corregir, quiero cambiar,
    cambiare, correggere, voglio cambiare, mudar, alterar, corrigir, quero mudar, wijzigen, wijzig, ik wil, zmień, zmienić, chcę zmienić,
    změnit, změň, zmeniť, promijeni, spremeni, schimbă, промени, άλλαξε, ändra, ændre, muuta, muuda, mainīt, keisti, módosít, biddel, athraigh
    """
)
_WHO = frozenset(
    "we were weve our ours i im my it its that thats wir unser unsere unseres ich mein meine es das nous notre je cest nosotros nuestra nuestro noi nós nossa wij ons ik".split()
)
"""With these a “no” before them is about what was understood, and denies nothing that follows."""
_CHANGE_AFTER = listed(
    "ändern, ändere, korrigieren, wijzigen, veranderen, cambiar, cambiare, ändra, ændre, bitte ändern, zu ändern"
)
_IS = listed(
    """
    is, are, should be, is now, must be, shall be, to, ist, sind, soll sein, lautet, heißt, auf, zu, est, sont, es, son, è, sono, é, são, is nu,
    jest, to jest, je, jsou, sú, so, este, sunt, е, είναι, är, er, on, ovat, ir, yra, huwa
    """
)
_WRONG = listed(
    """
    wrong, incorrect, not right, not correct, false, not true, is wrong, falsch, nicht richtig, stimmt nicht, faux, incorrecto, incorrecta,
    mal, sbagliato, sbagliata, errado, errada, fout, verkeerd, niet juist, błędne, złe, špatně, zle, krivo, napačno, greșit, грешно,
    λάθος, fel, forkert, väärin, vale, nepareizi, neteisingai, rossz, ħażin, mícheart
    """
)
_SMALL = listed(
    "the, my, our, your, a, der, die, das, den, dem, mein, meine, meinen, unser, unsere, unseren, le, la, les, l, mon, ma, notre, nos, el, los, las, mi, "
    "nuestro, nuestra, il, lo, i, gli, mio, nostra, nostro, o, os, as, nosso, nossa, de, het, ons, onze, for, of, you, also, please, bitte"
)
_WITHOUT = listed(
    """
    without, we have no, i have no, have no, we dont have, we do not have, i dont have, i do not have, dont have, do not have, there is no, there is not,
    not on a, no such, kein, keine, keinen, ohne, wir haben kein, wir haben keine, wir haben keinen, haben kein, haben keine, ich habe kein, ich habe keine,
    es gibt kein, es gibt keine, pas de, sans, nous navons pas de, je nai pas de, pas dadresse, sin, no tenemos, no tengo, no hay, senza, non abbiamo, non ho,
    sem, não temos, não tenho, geen, we hebben geen, zonder, brak, bez, nie mamy, nemáme, nincs, fără, nu avem, без, нямаме, χωρίς, δεν έχουμε, utan, ingen,
    vi har ingen, uden, ilman, ei ole, ilma, nav, mums nav, neturime, be, nemamo, nimamo
    """
)
_SIGN = re.compile(r"\s*[:=→]\s*")


@dataclass(frozen=True)
class Named:
    """The questions of that name, the first words of what is told of it, and whether it is wrong."""

    questions: tuple[Question, ...]
    value: str = ""

    @property
    def alone(self) -> Question | None:
        """The one that is named, None where several are."""
        return self.questions[0] if len(self.questions) == 1 else None


def without_wait(typed: str) -> str | None:
    """What follows a word such as “wait,” or “sorry:”; None where there is none, or nothing after it.

    “No we are in Braga” is such a word too, “no wool” is none.
    """
    words = typed.strip().split()
    who = " ".join(map(bare, words[1:2]))
    if who in _WHO and words[2:] and meaning(words[0]) is Meaning.NO:
        return " ".join(words[1:])
    for length in range(min(3, len(words) - 1), 0, -1):
        if bare(" ".join(words[:length])) in WAIT:
            rest = " ".join(words[length:]).strip(" ,.!–-")
            return without_wait(rest) or rest or None
    return None


def named_in(
    say: Speech, questions: Iterable[Question], typed: str, *, alone: bool = True
) -> Named | None:
    """Which question is named, and with which answer: an empty one where it is to be changed.

    A name `alone` may be an answer to something else.
    """
    names = names_of(say, questions)
    if found := _called(names, typed.split()):
        return Named(found) if alone else None
    return (
        _with_a_sign(names, typed) or _to_be_changed(names, typed) or _in_a_sentence(names, typed)
    )


def led_by_a_name(say: Speech, questions: Iterable[Question], typed: str) -> Named | None:
    """“Position managing director”: the name of an answer, and without any sign the answer after it."""
    names, words = names_of(say, questions), typed.split()
    for at in range(min(len(words) - 1, LONGEST_NAME), 0, -1):
        if found := _called(names, words[:at]):
            return _named(found, " ".join(words[at:]))
    return None


def denied_by_name(say: Speech, question: Question, typed: str) -> bool:
    """Whether words say that there is none of what is asked for: “no website”, “wir haben keine Webseite”."""
    words = bare(without_courtesy(typed)).split() if len(typed) <= LONGEST_ANSWER else []
    names = names_of(say, [question]) if words else {}
    told = (" ".join(words[:at]) for at in range(1, len(words)) if _called(names, words[at:]))
    return any(before in _WITHOUT or meaning(before) is Meaning.NO for before in told)


def wants_change(typed: str) -> bool:
    """Whether somebody asks to change something, whatever it is."""
    words = typed.split()
    return any(bare(" ".join(words[:length])) in _CHANGE for length in range(1, 6))


def names_of(say: Speech, questions: Iterable[Question]) -> dict[str, tuple[Question, ...]]:
    """The questions by each of their names, in the reader's language and in English."""
    found: dict[str, tuple[Question, ...]] = {}
    for one in questions:
        also = (one.called, say(one.called)) if one.called else ()
        listed_names = [name for names in also for name in names.split(",")]
        ours = (one.title, str(say(one.title)), *listed_names)
        for name in set(map(bare_name, ours)) - {""}:
            found[name] = (*found.get(name, ()), one)
    return found


def _with_a_sign(names: dict[str, tuple[Question, ...]], typed: str) -> Named | None:
    """“City: Porto”."""
    sign = _SIGN.search(typed)
    if not sign or len(typed[: sign.start()].split()) > LONGEST_NAME:
        return None
    found = _called(names, typed[: sign.start()].split())
    value = typed[sign.end() :].strip()
    return _named(found, value) if found else None


def _to_be_changed(names: dict[str, tuple[Question, ...]], typed: str) -> Named | None:
    """“Change the city”, “Stadt ändern”, “change the city to Porto”."""
    words = typed.split()
    for length in range(min(5, len(words) - 1), 0, -1):
        if bare(" ".join(words[:length])) in _CHANGE:
            rest = words[length:]
            while rest and bare(rest[-1]) in _CHANGE_AFTER:
                rest = rest[:-1]
            found = _called(names, rest)
            return Named(found) if found else _in_a_sentence(names, " ".join(rest))
    if (
        len(words) > 1
        and bare(words[-1]) in _CHANGE_AFTER
        and (found := _called(names, words[:-1]))
    ):
        return Named(found)
    return None


def _in_a_sentence(names: dict[str, tuple[Question, ...]], typed: str) -> Named | None:
    """“The city is Porto”, “the city is wrong”."""
    words = typed.split()
    for at in range(1, min(len(words), LONGEST_NAME + 2)):
        found = _called(names, words[:at])
        for length in (3, 2, 1) if found else ():
            if found and bare(" ".join(words[at : at + length])) in _IS and words[at + length :]:
                return _named(found, " ".join(words[at + length :]))
        if found and bare(" ".join(words[at:])) in _WRONG:
            return Named(found)
    return None


def _named(found: tuple[Question, ...], value: str) -> Named:
    return Named(found, "" if bare(value) in _WRONG else value.rstrip(".!"))


def _called(names: dict[str, tuple[Question, ...]], words: Sequence[str]) -> tuple[Question, ...]:
    """The questions that words name, with or without “the” and “my” around it."""
    kept = list(words)
    while kept:
        if found := names.get(bare(" ".join(kept))):
            return found
        if bare(kept[0]) in _SMALL:
            kept = kept[1:]
        elif bare(kept[-1]) in _SMALL:
            kept = kept[:-1]
        else:
            break
    return ()

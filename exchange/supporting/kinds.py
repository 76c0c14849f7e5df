"""How people call the kinds of services, and which of them a text speaks of."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from matching.words.names import fold
from storage.tables import ServiceKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

K = ServiceKind
# In the order en, de, fr, es, it, pt, nl, pl, sv, cs; a word stands for all that begin so.
_CALLED: Mapping[ServiceKind, str] = {
    K.FAB_LAB: "fab lab, fablab, maker space, makerspace, offene werkstatt, workshop for makers",
    K.DIGITAL_HUB: (
        "digital innovation hub, digital hub, edih, dih, digital*innovationszentrum, pôle d'innovation numérique, "
        "hub de innovación digital, hub per l'innovazione digitale, polo de inovação digital"
    ),
    K.INCUBATOR: (
        "incubator, incubation, inkubator, gründerzentrum, incubateur, pépinière, incubadora, vivero, incubatore, "
        "bedrijvenincubator, inkubátor"
    ),
    K.ACCELERATOR: "accelerator, acceleration, akzelerator, accélérateur, aceleradora, acceleratore, akcelerator, akcelerátor, scale up, scaleup",
    K.TECHNOLOGY_CENTRE: (
        "technology centre, technology center, research centre, competence centre, technologiezentrum, technikum, "
        "centre technologique, centro tecnológico, centro tecnologico, technologiecentrum, centrum technologiczne, teknikcentrum, "
        "technologické centrum"
    ),
    K.TESTING: (
        "test, testing, pilot line, pilot plant, laboratory, demonstration, prüflabor, prüfung, pilotlinie, pilotanlage, essai, "
        "laboratoire, ensayo, laboratorio, prova, ensaio, proef, badanie, provning, zkušebna"
    ),
    K.TRAINING: (
        "training, course, courses, workshop, academy, schulung, kurs, weiterbildung, formation, formación, formazione, formação, "
        "opleiding, szkolenie, utbildning, školení"
    ),
    K.ADVICE: (
        "advice, consulting, coaching, mentoring, matchmaking, contacts, network, beratung, vernetzung, conseil, asesoramiento, "
        "consulenza, aconselhamento, advies, doradztwo, rådgivning, poradenství"
    ),
}


def kind_in(text: str) -> ServiceKind | None:
    """The kind that a text speaks of, the most special first; None where it tells of none."""
    told = f" {fold(text)} "
    return next(
        (kind for kind, words in _called().items() if any(f" {one}" in told for one in words)), None
    )


def body_in(text: str, bodies: Sequence[ServiceKind]) -> ServiceKind | None:
    """The kind of body that a text speaks of, of those that are told apart."""
    found = kind_in(text)
    return found if found in bodies else None


def without_kind(text: str) -> str:
    """What a search asks for besides a kind."""
    told = f" {fold(text)} "
    for words in _called().values():
        for one in words:
            told = told.replace(f" {one} ", " ").replace(f" {one}s ", " ")
    return told.strip()


@cache
def _called() -> dict[ServiceKind, tuple[str, ...]]:
    """Longer words before shorter ones, so that a part of a name is not taken for another."""
    return {
        kind: tuple(sorted(map(fold, words.split(", ")), key=len, reverse=True))
        for kind, words in _CALLED.items()
    }

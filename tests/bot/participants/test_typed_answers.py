"""What people type at the questions of the application, kind by kind: what is kept, and what is asked back."""

from __future__ import annotations

import pytest

from tests.screens.players import VISITOR, somebody
from tests.screens.programme import open_stage

CASES = (
    ("city", "Belgium", "Bergen", "City: Mons"),
    ("city", "Germany", "Oberhausenbach", "„Oberhausenbach“"),
    ("city", "Spain", "Salamanca", "City: Salamanca"),
    ("city", "Germany", "Mülheim", "Mülheim (Köln)"),
    ("city", "Spain", "Bergara", "City: Bergara"),
    ("city", "France", "Crazannes", "„Crazannes“"),
    ("city", "Italy", "Padova (PD)", "City: Padua"),
    ("city", "Italy", "Bolzano/Bozen", "City: Bolzano"),
    ("city", "Belgium", "9000 Gent", "City: Gent"),
    ("city", "Poland", "Breslau", "City: Wrocław"),
    ("city", "Portugal", "no", "Please type the city"),
    ("city", "Portugal", "what?", "In your own words"),
    ("country", "", "Kingdom of Sweden", "Sweden"),
    ("country", "", "République portugaise", "Portugal"),
    ("country", "", "Federal Republic of Germany", "Germany"),
    ("country", "", "Avstralija", "I do not know"),
    ("country", "", "ISR", "I do not know"),
    ("country", "", "UK", "not part of this programme"),
    ("country", "", "no", "None of these?"),
    ("languages", "", "English, Mandarin", "I did not know: Mandarin"),
    ("languages", "", "čínština", "I do not know"),
    ("languages", "", "English, and a bit of Spanish", "Languages: English, Spanish"),
    ("languages", "", "hello", "My question is still this one"),
    (
        "organisation_name",
        "",
        "Jean\N{NO-BREAK SPACE}Dupont SARL",
        "Organisation: Jean Dupont SARL",
    ),
    ("organisation_name", "", "Our company is called Loom Works", "Organisation: Loom Works"),
    ("organisation_name", "", "“Loom & Co.”", "Organisation: Loom & Co."),
    ("organisation_name", "", "we want to learn how to dye wool", "type the name alone"),
    ("organisation_name", "", "We Are Wool", "Organisation: We Are Wool"),
    ("organisation_name", "", "thanks!", "My question is still this one"),
    ("organisation_name", "", "not this one", "I need an answer"),
    ("email", "", "(ann@firm.example)", "E-mail: ann@firm.example"),
    ("email", "", "ann@firm.example?subject=hi", "E-mail: ann@firm.example"),
    ("email", "", "ann.@firm.example", "does not look like"),
    ("website", "", "https://firm.example:8443/app", "Website: https://firm.example:8443/app"),
    ("website", "", "not yet.Maybe later", "does not look like"),
    ("vat", "", "VAT: PT 501 442 600", "VAT number: PT501442600"),
    ("vat", "", "NIF 501 442 600", "VAT number: PT501442600"),
    ("vat", "", "we are exempt", "VAT number: skipped"),
    ("person_name", "", "Ana 🦄 Pop", "Your name: Ana Pop"),
    (
        "person_name",
        "",
        "Fwd: Dear all,\nplease come at ten",
        "Please type your first and last name",
    ),
    ("city", "Spain", "Estella", "Estella-Lizarra"),
    ("country", "", "Republic of Austria", "Austria"),
    ("country", "", "CHN", "I do not know"),
    ("languages", "", "Bengalisch", "I do not know"),
    (
        "organisation_name",
        "",
        "Grupo\N{EM SPACE}Textil\N{LINE SEPARATOR}Norte",
        "Organisation: Grupo Textil Norte",
    ),
    ("email", "", "My mail is ann@firm.example!", "E-mail: ann@firm.example"),
    ("website", "", "https://www.youtube.com/@firm", "Website: https://www.youtube.com/@firm"),
    ("position", "", "Ana Pop, owner, ana@mail.example", "Position: owner"),
    ("position", "", "ana@mail.example", "E-mail: ana@mail.example"),
    ("months", "", "listopada", "did you mean one of these?"),
    ("months", "", "w listopadzie", "Months: November 2027"),
    ("cv", "", "ready", "tap “I send it later”"),
    ("cv", "", "ok", "tap “I send it later”"),
    ("person_name", "", "🦄✨", "very short"),
)


@pytest.fixture(scope="module")
def stage():
    """One for all of them; everybody in it is somebody else."""
    found = open_stage("en")
    yield found
    found.close()


@pytest.mark.parametrize(("question", "country", "typed", "told"), CASES)
def test_what_is_typed_is_kept_or_asked_back(stage, question, country, typed, told):
    """It is told at once, or with the answer when the question is shown again."""
    ana = somebody(stage, "Ana", 6000 + CASES.index((question, country, typed, told)))
    for words in ("/start", "yes"):
        ana.types(words)
    ana.fills({**VISITOR, **({"country": country} if country else {})}, until=question)
    ana.types(typed)
    seen = ana.reads() + " ".join(_labels(ana))
    if told not in seen:  # it was clear, so it is not read back: the way back shows it
        ana.types("back")
        seen = ana.reads().replace("Your answer so far", TITLES.get(question, ""))
    assert told in seen


TITLES = {
    "email": "E-mail",
    "website": "Website",
    "vat": "VAT number",
    "organisation_name": "Organisation",
    "person_name": "Your name",
}
"""Of questions whose plain answers are not read back."""


def _labels(player):
    seen = player.stage.screens[(player.bot, player.chat)]
    return [one["text"] for row in seen[max(seen)]["keyboard"] for one in row]

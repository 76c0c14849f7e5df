"""What is true of an invented person, and how they say it: facts by seed, words of their own language."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from babel import Locale

from tests.builders.bots.actors import PDF

if TYPE_CHECKING:
    from collections.abc import Mapping
    from random import Random

    Said = tuple[str | bytes, ...]

UI = {"en", "de"}  # the languages that the bot speaks


@dataclass(frozen=True)
class Home:
    """Where somebody is from: language, country, town, a cluster there."""

    language: str
    country: str
    city: str
    cluster: str
    kept_city: str = ""  # as we keep it, where that is another name


HOMES = (
    Home("pt", "PT", "Porto", "CITEVE"),
    Home("pt", "PT", "Covilhã", "CITEVE"),
    Home("es", "ES", "Alcoy", "ATEVAL"),
    Home("es", "ES", "Vigo", "Clusaga"),
    Home("it", "IT", "Prato", "Next Technology Tecnotessile"),
    Home("de", "DE", "Stuttgart", "Photonics BW"),
    Home(
        "de",
        "DE",
        "Greifswald",
        "BalticNet-PlasmaTec",
        "Universitäts- und Hansestadt Greifswald",
    ),
    Home("de", "AT", "Linz", "Business Upper Austria"),
    Home("de", "AT", "Wien", "Photonics Austria", "Vienna"),
    Home("fr", "FR", "Nantes", "Atlanpole Biotherapies"),
    Home("fr", "FR", "Brest", "Photonics Bretagne"),
    Home("ro", "RO", "Cluj-Napoca", "Transylvanian Furniture Cluster"),
    Home("pl", "PL", "Poznań", "Poznań Science and Technology Park"),
    Home("cs", "CZ", "Liberec", "CLUTEX"),
    Home("fi", "FI", "Tampere", "Photonics Finland"),
    Home("lt", "LT", "Vilnius", "Digital Rocket"),
    Home("hu", "HU", "Győr", "ZONE"),
    Home("nl", "NL", "Eindhoven", "AutomotiveNL"),
    Home("da", "DK", "Odense", "Welfare Tech"),
    Home("en", "EE", "Tallinn", "Tehnopol"),
)
ENGLISH_HOMES = (*HOMES[-1:], HOMES[0], HOMES[11], HOMES[14])
SIZES = ((6, "micro"), (12, "small"), (34, "small"), (80, "medium"))
NAMES = (
    "Ana Pop",
    "José Álvares",
    "Mary-Ann O'Neill",
    "Jürgen Groß",
    "Łucja Wójcik",
    "Péter Nagy",
    "Li Wei",
    "Eva von Berg",
)
FIRMS = (
    "Lindholm",
    "Monte Claro",
    "Carpatia",
    "Nordlicht",
    "Delta & Söhne",
    "Bright Works",
    "Arco 21",
    "Vela",
)


@dataclass(frozen=True)
class Trade:
    """What somebody does and looks for, in English and in German; its ecosystem, and that in which it is found."""

    ecosystem: str
    found_in: str
    label: Mapping[str, str]
    offers: Mapping[str, str]
    seeks: Mapping[str, str]


TRADES = (
    Trade(
        "textiles",
        "health",
        {"en": "Textiles", "de": "Textil"},
        {
            "en": "We weave wool for furniture and dye it with plants",
            "de": "Wir weben Wolle für Möbel und färben mit Pflanzen",
        },
        {
            "en": "We want to learn how sensors can be woven into cloth",
            "de": "Wir möchten lernen, wie man Sensoren in Stoffe einwebt",
        },
    ),
    Trade(
        "agri_food",
        "mobility",
        {"en": "Agri-food", "de": "Lebensmittel"},
        {
            "en": "We make cheese and yoghurt from organic milk",
            "de": "Wir machen Käse und Joghurt aus Biomilch",
        },
        {
            "en": "We look for charging stations and electric lorries for our deliveries",
            "de": "Wir suchen Ladestationen und elektrische Lkw für unsere Lieferungen",
        },
    ),
    Trade(
        "health",
        "textiles",
        {"en": "Health", "de": "Gesundheit"},
        {
            "en": "We develop sensors that watch over patients at home",
            "de": "Wir entwickeln Sensoren, die Patienten zu Hause überwachen",
        },
        {
            "en": "We look for wool and plant dyes that are kind to the skin of patients",
            "de": "Wir suchen Wolle und Pflanzenfarben, die die Haut von Patienten schonen",
        },
    ),
    Trade(
        "mobility",
        "agri_food",
        {"en": "Mobility", "de": "Mobilität"},
        {
            "en": "We build charging stations for electric buses and lorries",
            "de": "Wir bauen Ladestationen für elektrische Busse und Lkw",
        },
        {
            "en": "We look for dairies whose cooled lorries could be charged at our stations",
            "de": "Wir suchen Molkereien, deren gekühlte Lkw an unseren Stationen laden könnten",
        },
    ),
)
FOUND_IN = {one.ecosystem: one.found_in for one in TRADES}
"""What hosts do from whom somebody of an ecosystem would learn."""
COUNTRIES = ("DE", "PT", "IT", "ES", "FI", "PL", "FR", "SE", "AT", "GR")
MONTHS = ((5,), (5, 6), (9, 10), (3, 4), (11,))
AND = {
    "de": "und",
    "pt": "e",
    "es": "y",
    "it": "e",
    "fr": "et",
    "ro": "și",
    "pl": "i",
    "cs": "a",
    "fi": "ja",
    "lt": "ir",
    "hu": "és",
    "nl": "en",
    "da": "og",
}
WHY = {
    "en": "To bring new ideas home to our small team, and to find partners for the years to come",
    "de": "Um neue Ideen in unser kleines Team zu bringen und Partner für die nächsten Jahre zu finden",
}
PROGRAMME = {
    "en": "A visitor would see our workshop and laboratory, and try the machines with us",
    "de": "Gäste sehen unsere Werkstatt und das Labor und probieren die Maschinen mit uns aus",
}


@dataclass(frozen=True)
class Life:
    """An invented person: `truth` by question as it should be kept, `words` as they say it, the best way first."""

    number: int
    role: str
    name: str
    speaks: str  # what they write in
    shown: str  # what their Telegram is set to
    truth: Mapping[str, Any]
    words: Mapping[str, Said]
    paragraph: str
    told: frozenset[str] = field(default_factory=frozenset)  # what the paragraph tells

    @property
    def hosts(self) -> bool:
        """Whether they receive visitors."""
        return self.role == "host"

    @property
    def ui(self) -> str:
        """The language that the bot speaks with them."""
        return self.shown if self.shown in UI else "en"


def live(number: int, rng: Random, language: str = "", role: str = "") -> Life:
    """Somebody, by their number and chance: of a language, and a role, if those are named."""
    role = role or rng.choice(("visitor", "visitor", "visitor", "host"))
    homes = [one for one in HOMES if one.language == language] or HOMES
    home = rng.choice(ENGLISH_HOMES if language == "en" else homes)
    speaks = language or rng.choice((home.language, home.language, "en"))
    people, size = rng.choice(SIZES)
    trade, months = rng.choice(TRADES), rng.choice(MONTHS)
    wished = rng.sample([one for one in COUNTRIES if one != home.country], 2)
    firm = f"{rng.choice(FIRMS)} {number} {'GmbH' if speaks == 'de' else 'Ltd'}"
    tongue = home.language if home.language != "en" else "et"
    truth = {
        "organisation_name": firm,
        "country": home.country,
        "city": home.kept_city or home.city,
        "size": size,
        "email": f"office{number}@example.eu",
        "person_name": rng.choice(NAMES),
        "languages": sorted({"en", tongue}),
        "ecosystems": [trade.ecosystem],
        "months": [f"{month:02}" for month in months],
    }
    if role == "visitor":
        truth |= {"wished_countries": sorted(wished), "working_days": 5}
    else:
        truth |= {"capacity": 2}
    words = _words(speaks, home, trade, truth, role, people)
    written = speaks if speaks in UI else "en"
    paragraph = _paragraph(written, home, trade, truth, role, people)
    return Life(
        number, role, truth["person_name"], speaks, speaks, truth, words, paragraph, _told(role)
    )


def _told(role: str) -> frozenset[str]:
    own = {"wished_countries"} if role == "visitor" else {"capacity"}
    return frozenset({"country", "city", "size", "languages", "months", *own})


def _words(
    speaks: str, home: Home, trade: Trade, truth: Mapping[str, Any], role: str, people: int
) -> dict[str, Said]:
    """How each question is answered by them, where it is."""
    ui = speaks if speaks in UI else "en"
    german = ui == "de"
    names = Locale(speaks)
    month_names = names.months["format"]["wide"]
    countries = [names.territories[code] for code in truth.get("wished_countries", ())]
    tongues = [names.languages[code] for code in truth["languages"]]
    months = [month_names[int(month)] for month in truth["months"]]
    return {
        "role": ("=" + role,),
        "about": ("=>",),
        "read": ("ja" if german else "yes", "👍"),
        "organisation_name": (truth["organisation_name"],),
        "organisation_type": ("KMU", "kleines Unternehmen") if german else ("SME", "small company"),
        "size": (str(people), f"{people} Leute", f"etwa {people}")
        if german
        else (f"{people} people", str(people), f"about {people}"),
        "country": (names.territories[home.country],),
        "city": (home.city,),
        "website": ("=>",),
        "vat": ("=>",),
        "cluster": (home.cluster,),
        "person_name": (truth["person_name"],),
        "position": ("Geschäftsführung" if german else "director", "=>"),
        "email": (truth["email"],),
        "languages": (_joined(tongues, speaks), ", ".join(tongues)),
        "ecosystems": (trade.label[ui],),
        "topics": ("fertig" if german else "done",),
        "offers": (trade.offers[ui],),
        "seeks": (trade.seeks[ui],),
        "goals": ("lernen" if german else "learn",),
        "activities": ("Wissen teilen" if german else "sharing knowledge",),
        "wished_countries": (_joined(countries, speaks), ", ".join(countries)),
        "months": (_joined(months, speaks), ", ".join(months)),
        "working_days": ("eine Woche", "5 Tage", "5") if german else ("a week", "5 days", "five"),
        "party": ("1", "nur ich" if german else "just me"),
        "partner_kinds": ("alle" if german else "any",),
        "motivation": (WHY[ui],),
        "cv": (PDF,),
        "capacity": ("zwei" if german else "two", "2"),
        "host_programme": (PROGRAMME[ui],),
        "hostcv": ("=>",),
    }


def _joined(words: list[str], language: str) -> str:
    *first, last = words or [""]
    return f"{', '.join(first)} {AND.get(language, 'and')} {last}" if first else last


def _paragraph(
    ui: str, home: Home, trade: Trade, truth: Mapping[str, Any], role: str, people: int
) -> str:
    names = Locale(ui)
    country = names.territories[home.country]
    months = _joined([names.months["format"]["wide"][int(month)] for month in truth["months"]], ui)
    tongues = _joined([names.languages[code] for code in truth["languages"]], ui)
    firm = truth["organisation_name"]
    if role == "visitor":
        wished = [names.territories[code] for code in truth["wished_countries"]]
        if ui == "de":
            return (
                f"Die {firm} ist ein Unternehmen mit {people} Leuten in {home.city}, {country}, und Mitglied von "
                f"{home.cluster}. {trade.offers['de']}. {trade.seeks['de']}, am liebsten in {' oder '.join(wished)} im "
                f"{months}. Wir sprechen {tongues}."
            )
        return (
            f"{firm} is a company of {people} people in {home.city}, {country}, and a member of {home.cluster}. "
            f"{trade.offers['en']}. {trade.seeks['en']}, and would like to visit {' or '.join(wished)} in {months}. "
            f"We speak {tongues}."
        )
    if ui == "de":
        return (
            f"Die {firm} in {home.city}, {country}, ist ein Unternehmen mit {people} Leuten und Mitglied von {home.cluster}. "
            f"{trade.offers['de']}. {PROGRAMME['de']}. Im {months} können zwei Gäste kommen. Wir sprechen {tongues}."
        )
    return (
        f"{firm} is a company of {people} people in {home.city}, {country}, and a member of {home.cluster}. "
        f"{trade.offers['en']}. {PROGRAMME['en']}. Two people can come in {months}. We speak {tongues}."
    )

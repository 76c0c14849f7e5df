"""How people head the columns of their tables, in ten languages, and which field each is."""

from __future__ import annotations

from functools import cache

from exchange.spreadsheets.cells import COLUMNS
from matching.words.names import fold

# In the order en, de, fr, es, it, pt, nl, pl, sv, cs; what is the same in two stands once.
_USUAL = {
    "id": "no, nr, number, nummer, numéro, número, numero, číslo, numer, code, key, reference",
    "organisation": (
        "organization, name, company, company name, organisation name, organization name, firma, "
        "firmenname, unternehmen, einrichtung, nom, entreprise, société, raison sociale, nombre, "
        "empresa, organización, razón social, nome, azienda, impresa, organizzazione, "
        "ragione sociale, organização, denominação, naam, bedrijf, bedrijfsnaam, organisatie, "
        "nazwa, przedsiębiorstwo, organizacja, namn, företag, název, jméno, společnost, organizace"
    ),
    "organisation_type": (
        "type, kind, kind of organisation, organisation type, organization type, type of organisation, art, "
        "art der organisation, rechtsform, type d'organisation, tipo, tipo de organización, "
        "tipo di organizzazione, tipo de organização, soort, soort organisatie, typ, rodzaj, "
        "typ organizacji, typ av organisation, typ organizace, druh"
    ),
    "country": (
        "land, staat, pays, país, paese, nazione, kraj, państwo, země, stát, country code, "
        "ländercode, länderkürzel, nation"
    ),
    "city": (
        "town, place, location, stadt, ort, sitz, ville, commune, lieu, ciudad, localidad, "
        "población, municipio, città, comune, località, cidade, concelho, plaats, stad, gemeente, "
        "miasto, miejscowość, ort, město, obec, municipality"
    ),
    "cluster": "clusters, name of the cluster, name des clusters, cluster organisation, cluster name, klaster, kluster, klastr, clúster",
    "latitude": "lat, breite, breitengrad, latitud, latitudine, breedtegraad, szerokość geograficzna",
    "longitude": "lon, lng, long, länge, längengrad, longitud, longitudine, lengtegraad",
    "ecosystems": (
        "ecosystem, industrial ecosystem, sector, sectors, industry, branche, branchen, ökosystem, "
        "ökosysteme, secteur, secteurs, écosystème, écosystèmes, sectores, ecosistema, "
        "ecosistemas, settore, settori, ecosistemi, setor, setores, ecossistema, ecossistemas, "
        "sectoren, ecosysteem, ecosystemen, branża, sektor, ekosystem, ekosystemy, bransch, odvětví"
    ),
    "offers": (
        "offer, offering, what we offer, what they offer, what you offer, was sie bieten, angebot, bietet, wir bieten, offre, "
        "offres, propose, oferta, ofrece, ofrecemos, offerta, offre, offriamo, oferece, oferecemos, "
        "aanbod, biedt, wij bieden, oferuje, oferujemy, erbjuder, erbjudande, nabídka, nabízí, "
        "nabízíme, services, products"
    ),
    "seeks": (
        "seek, what we seek, what they seek, what you seek, was sie suchen, needs, need, looking for, wants, interest, sucht, suche, wir suchen, bedarf, "
        "gesucht, recherche, cherche, besoins, besoin, busca, buscamos, necesidades, cerca, "
        "cerchiamo, fabbisogno, esigenze, procura, procuramos, necessidades, zoekt, wij zoeken, "
        "behoefte, szuka, szukamy, potrzeby, söker, behov, hledá, hledáme, potřeby"
    ),
    "languages": (
        "language, sprache, sprachen, langue, langues, idioma, idiomas, lengua, lenguas, lingua, "
        "lingue, língua, línguas, taal, talen, język, języki, språk, jazyk, jazyky"
    ),
    "months": (
        "month, when, dates, availability, available months, monat, monate, zeitraum, mois, mes, "
        "meses, fechas, mese, mesi, mês, maand, maanden, miesiąc, miesiące, terminy, månad, "
        "månader, měsíc, měsíce, termíny"
    ),
    "wished_countries": (
        "wished countries, countries, preferred countries, wunschländer, länder, pays souhaités, "
        "países deseados, paesi desiderati, países desejados, gewenste landen, wybrane kraje, "
        "önskade länder, požadované země"
    ),
    "body": "kind of body, art der einrichtung, type de structure, tipo de centro, tipo di centro, tipo de organismo",
    "size": "company size, größe, taille, tamaño, dimensione, dimensão, grootte, wielkość, storlek, velikost",
    "capacity": (
        "places, seats, plätze, kapazität, places, capacité, plazas, capacidad, posti, capacità, "
        "lugares, vagas, capacidade, plaatsen, capaciteit, miejsca, platser, kapacitet, místa, kapacita"
    ),
    "summary": (
        "description, about, beschreibung, kurzbeschreibung, description, descripción, "
        "descrizione, descrição, beschrijving, omschrijving, opis, beskrivning, popis"
    ),
    "party": "people, persons, visitors, personen, personnes, personas, persone, pessoas, osoby, personer",
    "partner_kinds": "partners, kinds of partner, partner, arten von partnern",
    "working_days": "length, length of stay, dauer, days of stay, working days, tage, arbeitstage, jours, días, giorni, dias, dagen, dni, dagar, dny",
}


@cache
def headings() -> dict[str, str]:
    """Return the fields by what heads their column, folded: their own names before all others."""
    found = {fold(title): field for field, titles in _USUAL.items() for title in titles.split(", ")}
    return found | {fold(name.replace("_", " ")): name for name in COLUMNS}

"""Columns of a table of which an application is made, beside those that the matcher knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchange.spreadsheets.cells import choice_of
from matching.words.names import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exchange.spreadsheets.cells import Reader

CONTACTS = (
    *("role", "person_name", "position", "email", "telephone", "website", "vat"),
    *("motivation", "host_programme", "goals", "activities"),
)

# In the order en, de, fr, es, it, pt, nl, pl, sv, cs, as in `headings`.
_USUAL = {
    "role": "part, rolle, rôle, rol, ruolo, papel, rola, roll",
    "person_name": (
        "your name, ihr name, contact, contact person, contact name, person, full name, ansprechpartner, ansprechperson, "
        "ansprechpartnerin, kontakt, kontaktperson, personne de contact, interlocuteur, persona de "
        "contacto, contacto, persona di contatto, referente, contatto, pessoa de contacto, contato, "
        "contactpersoon, osoba kontaktowa, kontaktní osoba"
    ),
    "position": (
        "job title, job, function, funktion, stellung, fonction, poste, cargo, puesto, funzione, "
        "função, functie, stanowisko, befattning, funkce, pozice"
    ),
    "email": (
        "e-mail, mail, email address, e-mail address, e-mail-adresse, emailadresse, mailadresse, "
        "courriel, adresse e-mail, correo, correo electrónico, posta elettronica, correio "
        "eletrónico, e-mailadres, adres e-mail, e-post, e-postadress, e-mailová adresa"
    ),
    "telephone": (
        "phone, phone number, tel, mobile, telefon, telefonnummer, handy, mobil, téléphone, "
        "portable, teléfono, móvil, telefono, cellulare, telefone, telemóvel, telefoon, mobiel, "
        "komórka"
    ),
    "website": (
        "web, web page, homepage, url, internet, webseite, site web, site, sitio web, sito web, "
        "sito, strona www, webbplats, hemsida, webové stránky"
    ),
    "vat": (
        "vat number, vat id, ust-id, ust-idnr, ustid, uid, umsatzsteuer-id, numéro de tva, tva, "
        "nif, cif, partita iva, p.iva, btw, btw-nummer, nip, momsnummer, dič"
    ),
    "motivation": "why, beweggrund, motivación, motivazione, motivação, motivatie, motywacja, motivace",
    "host_programme": "programme, program, programm, what a visitor sees, was ein besucher sieht",
    "goals": "goal, aims, ziele, objectifs, objetivos, obiettivi, doelen, cele, mål, cíle",
    "activities": "activity, aktivitäten, activités, actividades, attività, atividades, activiteiten",
}
_A_NAME = "name, nom, nombre, nome, naam, nazwa, namn, název, jméno"
"""Beside a column for the organisation these head the name of a person."""
_ROLES = {
    "visitor": (
        *("visitor", "visiting", "visit", "guest", "vo", "besucher", "gast", "visiteur"),
        *("visitante", "visitatore", "bezoeker", "gość", "besökare", "návštěvník"),
    ),
    "host": (
        *("host", "hosting", "ho", "gastgeber", "hôte", "anfitrión", "ospitante", "anfitrião"),
        *("gastheer", "gospodarz", "värd", "hostitel"),
    ),
    "both": ("both", "visitor and host", "beides", "beide", "les deux", "ambos", "entrambi", "oba"),
}


def contact_headings() -> dict[str, str]:
    """Return the fields of these columns by what heads them, folded."""
    found = {fold(title): field for field, titles in _USUAL.items() for title in titles.split(", ")}
    return found | {fold(name.replace("_", " ")): name for name in CONTACTS}


def second_headings() -> dict[str, str]:
    """Return the fields that a heading means where another column is already what it means first."""
    return {fold(title): "person_name" for title in _A_NAME.split(", ")}


def role_reader() -> Mapping[str, Reader]:
    """Return what reads who wants to be what, in ten languages."""
    return {"role": choice_of(_ROLES)}

"""People: meeting them, their language, their consent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlmodel import col, select

from exchange.notices import DeskNotice
from exchange.rows import row_id
from exchange.states import BINDING
from exchange.work import PARTICIPANTS, Work
from matching.places.countries import time_zone
from storage.engine.inserts import insert_new
from storage.tables import Application, ApplicationState, Consent, Exchange, Person

if TYPE_CHECKING:
    from collections.abc import Collection

HOME_ZONE = "Europe/Brussels"  # until somebody tells us their country
FALLBACK_LANGUAGE = "en"


def meet(
    work: Work, telegram_id: int, language_code: str | None, *, languages: Collection[str]
) -> Person:
    """The person with that Telegram account; a new one speaks the language of their app.

    Whoever rested does so no more: they are back.
    """
    found = _person(work, telegram_id)
    if found:
        if found.seen_on != work.now.date():
            found.seen_on, found.resting_since = work.now.date(), None
            work.session.add(found)
        return found
    row = {
        "telegram_id": telegram_id,
        "language": _spoken(language_code, languages),
        "language_chosen": False,
        "zone": HOME_ZONE,
        "first_seen_at": work.now,
        "seen_on": work.now.date(),
    }
    insert_new(work.session, Person, [row], unique="telegram_id")
    return work.session.exec(_PERSON, params={"account": telegram_id}).one()


# Told once: it is asked at every update.
_PERSON = select(Person).where(Person.telegram_id == sa.bindparam("account"))


def _person(work: Work, telegram_id: int) -> Person | None:
    return work.session.exec(_PERSON, params={"account": telegram_id}).one_or_none()


def _spoken(language_code: str | None, languages: Collection[str]) -> str:
    base = (language_code or "").replace("_", "-").partition("-")[0].lower()
    return base if base in languages else FALLBACK_LANGUAGE


def applicant(work: Work, application_id: int) -> Person:
    """The person who applied."""
    return work.load(Person, work.load(Application, application_id).person_id)


def accepted_application(work: Work, person: Person) -> Application | None:
    """The application by which somebody takes part; None where nobody has accepted one of theirs."""
    query = select(Application).where(
        Application.person_id == person.id, Application.state == ApplicationState.ACCEPTED
    )
    return work.session.exec(query).one_or_none()


def choose_language(work: Work, person: Person, language: str) -> None:
    """Remember the language somebody chose."""
    person.language, person.language_chosen = language, True
    work.session.add(person)


def settle_in(work: Work, person: Person, country: str) -> None:
    """Remember the country somebody is in, and with it the clock they live by."""
    person.country, person.zone = country, time_zone(country)
    work.session.add(person)


_CONSENT = (
    select(Consent)
    .where(
        Consent.person_id == sa.bindparam("whose"),
        Consent.text_key == sa.bindparam("key"),
        Consent.text_version == sa.bindparam("version"),
        col(Consent.withdrawn_at).is_(None),
    )
    .order_by(col(Consent.id).desc())
)


def _consent(work: Work, person: Person) -> Consent | None:
    text = work.scheme.consent
    given = {"whose": person.id, "key": text.key, "version": text.version}
    return work.session.exec(_CONSENT, params=given).first()


def consent_given(work: Work, person: Person) -> bool:
    """Whether somebody agreed to the text as it stands today and has not taken it back."""
    return _consent(work, person) is not None


def consents(work: Work, person_id: int) -> bool:
    """Whether somebody has agreed to a text, in any version, and not taken it back."""
    query = select(Consent.id).where(
        Consent.person_id == person_id, col(Consent.withdrawn_at).is_(None)
    )
    return work.session.exec(query).first() is not None


def has_left(work: Work, person_id: int) -> bool:
    """Whether somebody took back what they agreed to, and has not agreed to anything since."""
    query = select(Consent.id).where(
        Consent.person_id == person_id, col(Consent.withdrawn_at).is_not(None)
    )
    return work.session.exec(query).first() is not None and not consents(work, person_id)


def shown(work: Work, person_id: int) -> bool:
    """Whether others may see somebody: with their consent, unless their data is frozen."""
    return consents(work, person_id) and not work.load(Person, person_id).frozen_at


def seen(work: Work, application: Application) -> bool:
    """Whether others may see an application and what hangs on it: it takes part, and its person is shown."""
    accepted = application.state is ApplicationState.ACCEPTED
    return accepted and shown(work, application.person_id)


def freeze(work: Work, person: Person, actor: str, *, thaw: bool = False) -> None:
    """Show somebody's data to nobody and delete nothing of it, or end that (GDPR art. 18)."""
    person.frozen_at = None if thaw else person.frozen_at or work.now
    work.add(person)
    work.record(actor, "person:thaw" if thaw else "person:freeze", f"person:{person.id}")


def give_consent(work: Work, person: Person) -> None:
    """Record which text was agreed to, in which version and language, and when."""
    if consent_given(work, person):
        return
    text = work.scheme.consent
    work.add(
        Consent(
            person_id=row_id(person),
            text_key=text.key,
            text_version=text.version,
            language=person.language,
            given_at=work.now,
        )
    )
    work.record(f"person:{person.id}", "consent:give", f"person:{person.id}", version=text.version)


def take_consent_back(work: Work, person: Person) -> None:
    """End every consent that somebody gave, to whichever text; what follows is in `leaving`."""
    given = select(Consent).where(
        Consent.person_id == person.id, col(Consent.withdrawn_at).is_(None)
    )
    for consent in work.session.exec(given).all():
        consent.withdrawn_at = work.now
        work.add(consent)
        work.record(f"person:{person.id}", "consent:withdraw", f"person:{person.id}")


def bound(work: Work, person: Person) -> bool:
    """Whether an exchange of theirs has begun and is not paid: what all signed holds both sides."""
    own = select(Application.id).where(Application.person_id == person.id)
    query = select(Exchange.id).where(
        col(Exchange.visitor_id).in_(own) | col(Exchange.host_id).in_(own),
        col(Exchange.state).in_(BINDING),
    )
    return work.session.exec(query).first() is not None


def let_in(work: Work, person: Person) -> bool:
    """Whether the bot may go on with somebody: by their consent, or to end what is begun."""
    return consent_given(work, person) or bound(work, person)


def unreachable(work: Work, bot: str, chat_id: int) -> None:
    """Tell the desk that somebody blocked the participants' bot."""
    person = _person(work, chat_id)
    if person is None or bot != PARTICIPANTS:
        return
    latest = work.session.exec(
        select(Application)
        .where(Application.person_id == person.id)
        .order_by(col(Application.id).desc())
    ).first()
    if latest:
        key = f"person:{person.id}:unreachable:{work.now:%Y-%m-%d}"
        work.tell_desk(latest.partnership_id, DeskNotice.UNREACHABLE, key=key, person=person.id)

"""What the call says, for the places in the texts of answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.conversation.speech import languages
from bot.participants.visiting.signed import WHO
from exchange.applying import applications
from exchange.people import partnerships
from matching.places.countries import country_name
from storage.tables import Signatory

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.conversation.talk import Talk
    from exchange.money import Money
    from exchange.scheme.call import Scheme

MEGABYTE = 1_000_000


def facts(talk: Talk) -> Mapping[str, object]:
    """Every figure and list that a text may have a place for, in the reader's language."""
    scheme, say = talk.work.scheme, talk.say
    least, most = _sums(talk)
    return {
        **_who(talk, scheme),
        "countries": say.join(
            sorted(
                country_name(code, say.language)
                for code in {*scheme.visitor_countries, *scheme.host_countries}
            )
        ),
        "visits": say.many("once", "{count} times", scheme.visits_per_organisation),
        "min_days": scheme.stay.min_working_days,
        "longest": say.many("one month", "{count} months", scheme.stay.max_months),
        "most_people": scheme.stay.most_people,
        "least_sum": least,
        "most_sum": most,
        "below_days": scheme.halving.below_working_days,
        "below_km": scheme.halving.below_km,
        "max_open": scheme.proposals.max_open,
        "expire_days": scheme.proposals.expire_after_days,
        "review_days": scheme.deadlines.review_days,
        "report_days": scheme.deadlines.report_days,
        "payment_days": scheme.deadlines.payment_days,
        "message_days": scheme.retention.message_days,
        "cv_days": scheme.retention.cv_days,
        "cv_mb": scheme.limits.cv_max_bytes // MEGABYTE,
        "cv_pages": scheme.limits.cv_max_pages,
        "signers": say.join(say(WHO[Signatory(one)]) for one in scheme.signing_order),
        "report_titles": say.join(say(one.title) for one in scheme.report_form),
        "sizes": say.join(say(one.label) for one in scheme.sizes),
        "languages": say.join(say.tongue(code) for code in languages()),
    }


def _sums(talk: Talk) -> tuple[Money, Money]:
    scheme, day = talk.work.scheme, talk.work.now.date()
    found = [scheme.amount(code, day) for code in scheme.host_countries]
    by_amount = sorted((one for one in found if one), key=lambda one: one.amount)
    return by_amount[0], by_amount[-1]


def _who(talk: Talk, scheme: Scheme) -> dict[str, object]:
    """Which kinds of organisation may be what, by the table of the person's own Partnership."""
    application = applications.latest_application(talk.work, talk.person)
    own = partnerships.partnership_of(talk.work, application).name if application else None
    kinds = scheme.organisation_types
    visitors = [one for one in kinds if scheme.admits(one.id, "visitor", own)]
    hosts = [one for one in kinds if scheme.admits(one.id, "host", own)]
    members = [one for one in kinds if one.membership_required]
    say = talk.say
    return {
        "only_hosts": say.join(say(one.label) for one in hosts if one not in visitors),
        "visitors": say.join(say(one.label) for one in visitors),
        "hosts": say.join(say(one.label) for one in hosts),
        "members": say.join(say(one.label) for one in members),
    }

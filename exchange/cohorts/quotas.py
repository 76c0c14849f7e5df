"""Quotas that a desk sets for its cohorts: read from words, refused where they cannot hold."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from exchange.cohorts import drafts
from exchange.cohorts.drafts import NobodyWaits
from exchange.cohorts.quota_rules import kept_quotas, quota_name
from exchange.errors import CxcError
from exchange.people.officers import Right, require, require_partnership
from exchange.people.partnerships import NoSuchPartnership, partnership_named
from exchange.rows import row_id
from matching.places.countries import find_country
from matching.words.names import Certainty
from storage.tables import CohortQuota, Partnership

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchange.work import Work
    from storage.tables import Officer

_LIMIT = re.compile(r"(?:(?P<least>\d{1,4})?\s*(?P<dash>[-–])\s*)?(?P<most>\d{1,4})?")


class NoSuchHosts(CxcError):
    """I know no host country and no Partnership “{typed}”. For example: /quota Portugal 5, or /quota BLUES Portugal 2-4."""


class NobodysQuota(CxcError):
    """Please say first whose visits you mean: a country, a Partnership or both. For example: /quota Portugal {limit}."""


class NoSuchLimit(CxcError):
    """A quota is a number like 5 (at most), a range like 2-5, or 2- (at least); 0 lets nobody go there. To take one away, tap it in the list: /quota."""


class LeastAboveMost(CxcError):
    """At least {least} and at most {most} cannot both hold: please give the smaller number first."""


class LeastAboveWhole(CxcError):
    """“{whole}” allows {most} visits, but at least {least} are asked of what lies inside it. Raise the one or lower the other."""


def own_quotas(work: Work, officer: Officer) -> list[CohortQuota]:
    """The quotas of the officer's Partnership. Raises RoleMayNot."""
    require(officer, Right.READ)
    return kept_quotas(work, officer.partnership_id)


def set_quota(work: Work, officer: Officer, typed: str) -> CohortQuota:
    """The quota that words such as `BLUES Portugal 2-4` ask for, in place of an earlier one.

    The cohort is worked out anew with it. Raises RoleMayNot, NobodysQuota, NoSuchHosts,
    NoSuchLimit, LeastAboveMost, LeastAboveWhole, and CohortRefused when it contradicts a locked pair or no plan
    can meet it; after a refusal nothing has changed.
    """
    require(officer, Right.TUNE)
    words, _, limit = typed.strip().rpartition(" ")
    least, most = _limits(limit)
    if not words:
        raise NobodysQuota(limit=limit)
    country, whose = _hosts(work, words.strip())
    work.hold(Partnership, officer.partnership_id)  # two who set one at once: one after the other
    for one in kept_quotas(work, officer.partnership_id):
        if (one.country, one.hosts_of) == (country, whose):
            work.session.delete(one)
    work.session.flush()
    made = CohortQuota(
        partnership_id=officer.partnership_id,
        country=country,
        hosts_of=whose,
        least=least,
        most=most,
        made_by=row_id(officer),
        made_at=work.now,
    )
    work.add(made)
    _check_insides(work, officer.partnership_id)
    _record(work, officer, made, "set")
    _plan_anew(work, officer)
    return made


def drop_quota(work: Work, officer: Officer, quota_id: int) -> str:
    """The name of the quota that is taken away. Raises RoleMayNot, NotFound, CohortRefused."""
    require(officer, Right.TUNE)
    found = work.load(CohortQuota, quota_id)
    require_partnership(officer, found.partnership_id)
    name = quota_name(work, found)
    _record(work, officer, found, "drop")
    work.session.delete(found)
    work.session.flush()
    _plan_anew(work, officer)
    return name


def _record(work: Work, officer: Officer, quota: CohortQuota, act: str) -> None:
    work.record(
        f"officer:{officer.id}",
        f"quota:{act}",
        f"partnership:{officer.partnership_id}",
        quota=quota_name(work, quota),
        least=quota.least,
        most=quota.most,
    )


def _plan_anew(work: Work, officer: Officer) -> None:
    try:
        drafts.preview(work, officer)
    except NobodyWaits:
        return  # nobody to plan for yet: the quota stands for the next run


def _limits(typed: str) -> tuple[int, int | None]:
    found = _LIMIT.fullmatch(typed)
    if not typed or found is None or not (found["least"] or found["most"]):
        raise NoSuchLimit
    least = int(found["least"] or 0)
    most = int(found["most"]) if found["most"] else None
    if most is not None and least > most:
        raise LeastAboveMost(least=least, most=most)
    return least, most


def _hosts(work: Work, typed: str) -> tuple[str, int | None]:
    """The country and the Partnership that words name, either or both. Raises NoSuchHosts."""
    for before, after in _parts(typed):
        whose, country = _partnership(work, before), _country(work, after)
        if (whose or not before) and (country or not after):
            return country, whose
    raise NoSuchHosts(typed=typed)


def _parts(typed: str) -> Iterator[tuple[str, str]]:
    """A Partnership before a country, a country alone, a Partnership alone.

    In this order: a country is found among other words, too, and a Partnership with a short country
    behind it is near the Partnership's own name.
    """
    words = typed.split()
    for cut in range(len(words) - 1, 0, -1):
        yield " ".join(words[:cut]), " ".join(words[cut:])
    if words:
        yield "", typed
        yield typed, ""


def _country(work: Work, typed: str) -> str:
    found = find_country(typed) if typed else None
    sure = found.best if found and found.certainty is Certainty.SURE else None
    return sure if sure and sure in work.scheme.host_countries else ""


def _partnership(work: Work, typed: str) -> int | None:
    try:
        return row_id(partnership_named(work, typed)) if typed else None
    except NoSuchPartnership:
        return None


def _check_insides(work: Work, partnership_id: int) -> None:
    """Raise LeastAboveWhole where parts ask for more than their whole allows."""
    found = kept_quotas(work, partnership_id)
    inner = [one for one in found if one.country and one.hosts_of]
    for whole in found:
        parts = [
            one.least
            for one in inner
            if one is not whole
            and whole.country in {"", one.country}
            and whole.hosts_of in {None, one.hosts_of}
        ]
        if whole.most is not None and sum(parts) > whole.most:
            name = quota_name(work, whole)
            raise LeastAboveWhole(whole=name, most=whole.most, least=sum(parts))

"""How proposals are counted in a call, how a whole cohort is assigned, how group visits are filled, and when clusters are twinned."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from exchange.scheme.parts import Part, Whole


class ProposalRules(Part):
    """How many proposals one organisation may have open, and for how long; how often one may ask.

    `counts` says which: those that it made, or those that it received as well.
    """

    max_open: Whole
    counts: Literal["made", "made_or_received"] = "made"
    expire_after_days: Whole
    max_per_day: Whole = 20
    max_per_pair_and_day: Whole = 2
    max_questions_per_day: Whole = 3
    max_changes_per_day: Whole = 6
    max_messages_per_hour: Whole = 20


class CohortRules(Part):
    """How a whole cohort is assigned; ceilings count new pairs of one run, None sets none."""

    keep_bonus: Annotated[float, Field(ge=0, le=1)] = 0.05
    less_developed_bonus: Annotated[float, Field(ge=0, le=1)] = 0.05
    raise_worst: bool = False
    raise_levels: Whole = 1
    raise_cost: Annotated[float, Field(ge=0, le=1)] = 0.01
    most_per_host_country: Whole | None = None
    most_per_host_partnership: Whole | None = None
    most_per_country_in_partnership: Whole | None = None


class TwinningRules(Part):
    """For how long a cluster may think a twinning over; how many that it proposed may wait for an answer.

    Where the other has declined it may ask again after so many days.
    """

    expire_after_days: Whole = 28
    max_open: Whole = 3
    again_after_days: Whole = 180


class GroupVisitRules(Part):
    """How many seats a group visit may have; for how many hours one is kept that is offered to who waits.

    Until `join_until_days` before it begins it can be joined: all papers have to be signed by then.
    Short talks are on the first day, `talk_slots` of so many minutes from `talk_from_hour` on; `talk_hosts` at
    most take part, no farther away than `talk_km`.
    """

    most_seats: Whole = 40
    offer_hours: Whole = 48
    join_until_days: Whole = 7
    talk_minutes: Whole = 20
    talk_slots: Whole = 8
    talk_from_hour: Whole = 14
    talk_hosts: Whole = 10
    talk_km: Whole = 60

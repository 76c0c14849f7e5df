"""What is answered before somebody applies: who, where, how long."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.participants.asking import named, own_case
from bot.participants.asking.entries.entry import Entry
from exchange.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

BEFORE: Mapping[str, Entry] = {
    "about": Entry(N_("What this is"), own=own_case.summary),
    "who_may_visit": Entry(
        N_("Who may visit"),
        N_("These may visit: {visitors}. You apply here, and your Partnership decides."),
    ),
    "who_may_host": Entry(
        N_("Who may host"),
        N_("These may host: {hosts}. Hosting can be repeated as often as you like."),
    ),
    "large_company": Entry(
        N_("Large companies"),
        N_("Visits are for: {visitors}. These may only host: {only_hosts}."),
    ),
    "cluster_member": Entry(
        N_("Membership in a cluster"),
        N_(
            "A cluster membership is needed by: {members}. Not a member yet? Ask a cluster near you to join, and apply then."
        ),
    ),
    "countries": Entry(
        N_("Countries"), N_("These countries take part: {countries}."), named=named.country
    ),
    "nationality": Entry(
        N_("Nationality and residence"),
        N_(
            "Your passport does not decide. What counts is where your organisation is registered: in a country that takes part."
        ),
    ),
    "go_twice": Entry(
        N_("Visiting again"),
        N_(
            "An organisation visits {visits} in this call. Hosting can be repeated as often as you like."
        ),
        named=named.again,
    ),
    "both_roles": Entry(
        N_("Visiting and hosting"),
        N_("You can do both: choose it at the first question of the application."),
    ),
    "fee": Entry(
        N_("What it costs"),
        N_(
            "Taking part costs no fee. Visitors pay their own travel and stay, and receive a lump sum for it."
        ),
    ),
    "how_long": Entry(
        N_("Length of a stay"),
        N_(
            "A stay is at least {min_days} working days at the host and at most {longest}. Travel days are not counted."
        ),
    ),
    "travel_days": Entry(
        N_("Travel days"),
        N_(
            "No: days of arrival and departure are not counted, only full working days at the host."
        ),
    ),
    "weekends": Entry(
        N_("Weekends and holidays"),
        N_(
            "Only working days count. Weekends and public holidays at the host’s, those of its region too, do not; they are named when you choose dates."
        ),
    ),
    "split_stay": Entry(
        N_("Splitting a stay"),
        N_(
            "A stay is one visit with a first and a last day, not several trips. Weekends in between are fine."
        ),
    ),
    "same_country": Entry(
        N_("Abroad or at home"),
        N_("The host has to be in another country than you. Hosts of your own are not proposed."),
    ),
    "colleagues": Entry(
        N_("Travelling together"),
        N_(
            "Up to {most_people} people of your organisation may come on the visit. The lump sum is one for all of you, and each takes one of the host’s places."
        ),
    ),
    "online": Entry(
        N_("Online visits"),
        N_(
            "This call is for real visits: you work at the host for at least {min_days} working days."
        ),
        named=named.online,
    ),
    "apply_deadline": Entry(
        N_("Last day to apply"),
        N_(
            "The call names no last day that I know of: you can apply now. Your Partnership knows when its own budget ends."
        ),
    ),
    "other_sector": Entry(
        N_("Another sector"),
        N_(
            "Yes, the host may be from another sector. What you look for and what they offer counts most when I suggest hosts."
        ),
    ),
    "sme_size": Entry(
        N_("Small and medium-sized"),
        N_("By size I ask for: {sizes}. Turnover counts as well: in doubt ask your Partnership."),
    ),
    "when_travel": Entry(
        N_("When to travel"),
        N_(
            "You name the months that suit you, the host names theirs, and you agree on the days together."
        ),
        own_case.dates,
    ),
}

"""What is answered while two look for each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.participants.asking import own_case
from bot.participants.asking.entries.entry import Entry
from exchange.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

PAIRING: Mapping[str, Entry] = {
    "find_host": Entry(
        N_("Finding a host"),
        N_(
            "Once your application is accepted: /hosts shows who fits you and why, /search looks through all of them."
        ),
    ),
    "own_partner": Entry(
        N_("You know a partner"),
        N_(
            "Both of you apply here. When both are accepted, one of you types /partner, and the other only confirms."
        ),
    ),
    "matching": Entry(
        N_("Why these hosts"),
        N_(
            "I compare what you look for with what they offer, then sector, languages, months and your wishes. Each host in /hosts has its reasons beside it."
        ),
    ),
    "how_many_invitations": Entry(
        N_("How many invitations"),
        N_(
            "You may have {max_open} invitations open at once. Each that is answered makes room for another."
        ),
        own_case.invitations,
    ),
    "invitation_time": Entry(
        N_("Time to answer"),
        N_("An invitation waits {expire_days} days for an answer. I remind the host in between."),
        own_case.invitations,
    ),
    "declined": Entry(
        N_("If a host declines"),
        N_("Nothing is lost: you are free to invite another host. /hosts shows who else fits."),
    ),
    "nobody_fits": Entry(
        N_("Nobody fits"),
        N_(
            "Widen what you wish: more countries or months make a difference, and /hosts shows which. You can also bring a partner of your own with /partner."
        ),
    ),
    "ask_host": Entry(
        N_("Asking a host"),
        N_(
            "Write it into your invitation: a few words of yours go with it. Whoever is invited can ask back, and you see each other’s e-mail once both agree."
        ),
    ),
    "keep_away": Entry(
        N_("Keeping somebody away"),
        N_(
            "Open their invitation in /invitations and tap “Block or report”. You hear nothing more from them, and your Partnership looks into what you report."
        ),
    ),
    "invitations_state": Entry(
        N_("My invitations"), N_("/invitations shows all of them."), own_case.invitations
    ),
    "host_duties": Entry(
        N_("What a host does"),
        N_(
            "A host receives the visitor for at least {min_days} working days, agrees on goals and a programme, signs the Commitment to Quality, and answers a short survey."
        ),
    ),
    "host_places": Entry(
        N_("Places of a host"),
        N_(
            "You say in your application how many people you can receive at the same time. How often you host is not limited."
        ),
    ),
}

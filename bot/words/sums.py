"""A lump sum in a sentence: what it is, why it is halved, or what it still hangs on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchange.scheme.lump_sum import HalvingReason
from exchange.words import N_

if TYPE_CHECKING:
    from bot.conversation.speech import Speech
    from exchange.scheme.call import Scheme
    from exchange.scheme.lump_sum import LumpSum

HALVED = {
    HalvingReason.ONLINE: N_("an exchange online: nobody travels"),
    HalvingReason.FEW_ON_THE_SPOT: N_("too few days on the spot to be paid"),
    HalvingReason.SHORT_STAY: N_("fewer than {days} working days"),
    HalvingReason.SHORT_DISTANCE: N_("less than {km} km apart"),
}


def sum_words(say: Speech, scheme: Scheme, sum_: LumpSum) -> str:
    """`390 € (half of 780 €: fewer than 5 working days)`, `780 €`, or that it is to be confirmed."""
    if sum_.amount is None:
        return say("to be confirmed, once the distance is settled")
    if HalvingReason.ONLINE in sum_.reasons:
        return say("{amount} (online: nobody travels)", amount=sum_.amount)
    if HalvingReason.FEW_ON_THE_SPOT in sum_.reasons and scheme.hybrid:
        paid = scheme.hybrid.paid_from_days
        text = "{none} (paid from {paid} working days on the spot on)"
        return say(text, none=sum_.amount, paid=paid)
    if not sum_.amount.amount:
        least, none = scheme.stay.min_working_days, sum_.amount
        return say(
            "{none} (fewer than {least} working days are no exchange)", none=none, least=least
        )
    if not sum_.reasons:
        return say("{amount}", amount=sum_.amount)
    rule = scheme.halving
    why = [say(HALVED[one], days=rule.below_working_days, km=rule.below_km) for one in sum_.reasons]
    return say(
        "{amount} (half of {full}: {reasons})",
        amount=sum_.amount,
        full=sum_.full,
        reasons=say.join(why),
    )

"""What all have signed is changed by a new version that all sign anew, and calendars follow."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.builders.bots.actors import fill_in, tap_data
from tests.builders.bots.signed import all_signed

if TYPE_CHECKING:
    from tests.builders.bots.town import Town

KEEPS = {"person": "=>", "agenda": "=suggested"}


@pytest.mark.proofs  # a minute on a busy machine
async def test_the_days_of_a_signed_stay_are_changed_by_all_four(town: Town) -> None:
    """Asked for by the visitor; refused once, signed by all the second time; the old days hold until then."""
    ana, max_, desk = await all_signed(town)
    await ana.say("/exchanges")
    await tap_data(ana, "c:amend:1")
    await fill_in(ana, "amend", {"days": "15-17 March 2027", **KEEPS, "reason": "Fair."})
    await ana.say("Who travels: Eva Pop")
    await ana.expect("Who travels: Eva Pop")
    await tap_data(ana, "f:amend.1:*:send")
    await ana.expect("415")
    asked = await max_.expect("15")
    assert asked.document is not None
    await tap_data(max_, "c:refuse:1")
    await max_.expect("Warum nicht?")
    await max_.say("Da haben wir zu.")
    await ana.expect("refused the change")
    await desk.expect("refused a change")
    await tap_data(ana, "c:amend:1")
    await ana.expect("Which days")
    await ana.say("9-12 March 2027")
    await ana.expect("Who travels, instead of")
    await ana.say("skip")
    plan = await ana.expect("Is the agenda right as it would be?")
    assert "Tue" in plan.text
    await ana.say("All right!")
    await ana.expect("Why? All four")
    await ana.say("Flight.")
    await tap_data(ana, "f:amend.1:*:send")
    await tap_data(ana, "c:agree:2")
    await ana.expect("Next to sign: the host")
    await tap_data(max_, "c:agree:2")
    await tap_data(desk, "e:anew:2")
    with_host = await town.phone(202, "Officer 202", "en", bot="desk_bot")
    await tap_data(with_host, "e:anew:2")
    done = await ana.expect("it counts from now on")
    assert "9" in done.text
    sent = await ana.expect("your calendar has it as it is now")
    assert sent.document is not None
    text = (await ana.download(sent.document.file_id)).decode()
    assert "20270309" in text
    assert "SEQUENCE:2" in text


@pytest.mark.proofs
async def test_a_stay_that_goes_on_longer_is_changed_while_it_lasts(town: Town) -> None:
    """Only its last day can move; the host says yes on their telephone, both desks sign, and both calendars follow."""
    ana, max_, desk = await all_signed(town)
    await town.pass_time(days=56)  # Wednesday of the stay
    await ana.say("/exchanges")
    await tap_data(ana, "c:amend:1")
    await ana.expect("Which last day")
    await ana.say("15 March 2027")
    await ana.expect("Who travels, instead of")
    await ana.say("skip")
    await ana.expect("Is the agenda right as it would be?")
    await ana.say("All right!")
    await ana.expect("Why? All four")
    await ana.say("One more trial on Monday.")
    await tap_data(ana, "f:amend.1:*:send")
    asked = await max_.expect("15")
    assert asked.document is not None
    await tap_data(ana, "c:agree:1")
    await tap_data(max_, "c:agree:1")
    await tap_data(desk, "e:anew:1")
    with_host = await town.phone(202, "Officer 202", "en", bot="desk_bot")
    await tap_data(with_host, "e:anew:1")
    await ana.expect("it counts from now on")
    await max_.expect("Sie gilt ab jetzt")
    for phone in (ana, max_):  # both calendars have the new last day
        sent = await phone.expect("📅")
        assert sent.document is not None
        assert b"COUNT=8" in await phone.download(sent.document.file_id)
    await town.pass_time(days=7)
    await tap_data(ana, "r:report:")

"""kill -9 while work is under way: nothing is lost, and nothing is doubled in silence."""

from __future__ import annotations

import pytest

from bot.gateway.outgoing.sender import AT_ONCE
from tests.sizes import SIZES


async def test_killed_senders_lose_and_double_nothing(plant_of, seed, database_kind, publish):
    """2,000 messages, two senders, 15 kills: what may have arrived is known and said to be so."""
    people = range(1001, 1001 + SIZES.people)
    async with plant_of(seed) as plant:

        def post(turn: int) -> int:
            readers = people[turn :: SIZES.kills]
            plant.post(readers, SIZES.messages_each)
            return len(readers) * SIZES.messages_each

        plant.open_chats(people)
        for _ in range(SIZES.senders):
            plant.begin("sender")
        await plant.kill(SIZES.kills, "sender", post, lambda: plant.heard().total())
        await plant.until(lambda: plant.undecided() + plant.open_messages() == 0)
        accounts = plant.settle(plant.wanted)
    publish(f"senders, {database_kind}, seed {seed}", accounts)
    accounts.check()
    assert accounts.uncertain <= accounts.kills * AT_ONCE
    assert accounts.busy_kills >= SIZES.kills // 3


@pytest.mark.parametrize("way", ["receiver", "webhook"])
async def test_killed_receivers_and_workers_lose_and_double_no_update(
    plant_of, way, database_kind, publish
):
    """1,600 updates, 8 kills: each is handled exactly once, by polling and by webhook."""
    people, each = range(1001, 1041), SIZES.updates // SIZES.receiver_kills
    async with plant_of(1) as plant:

        def write(turn: int) -> int:
            for number in range(turn * each, (turn + 1) * each):
                plant.write(people[number % len(people)], f"update {number}")
            return each

        plant.open_chats(people)
        plant.begin(f"{way},worker")
        bot = plant.emulator.world.bots["1:secret"]
        await plant.until(lambda: bot.poll > 1 or bool(bot.webhook.url))
        await plant.kill(SIZES.receiver_kills, f"{way},worker", write, plant.done)
        await plant.until(lambda: plant.done() >= SIZES.receiver_kills * each)
        await plant.until(lambda: plant.open_updates() == 0)
        accounts = plant.accounts
        accounts.acknowledged = accounts.attempted - len(bot.updates)
        accounts.close(plant.wanted, plant.handled())
    publish(f"{way}, {database_kind}", accounts)
    accounts.check()
    assert accounts.busy_kills > 0

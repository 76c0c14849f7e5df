"""kill -9 while work is under way: nothing is lost, and nothing is doubled in silence."""

from __future__ import annotations

import asyncio

import pytest

from tests.sizes import SIZES

IN_FLIGHT = 6  # bot.gateway.sender.AT_ONCE

pytestmark = pytest.mark.timeout(150 + SIZES.patience)


async def test_killed_senders_lose_and_double_nothing(plant_of, seed, database_kind, publish):
    """2,000 messages, two senders, 15 kills: what may have arrived is known and said to be so."""
    people = range(1001, 1001 + SIZES.people)
    async with plant_of(seed) as plant:
        plant.open_chats(people)
        plant.post(people, SIZES.messages_each)
        for _ in range(SIZES.senders):
            plant.begin("sender")
        await plant.until(lambda: bool(plant.heard()))
        await plant.kill(SIZES.kills, "sender", lambda: plant.open_messages() > 0)
        await plant.until(lambda: plant.undecided() + plant.open_messages() == 0)
        accounts = plant.settle(plant.wanted)
    publish(f"senders, {database_kind}, seed {seed}", accounts)
    accounts.check()
    assert accounts.uncertain <= accounts.kills * IN_FLIGHT
    assert accounts.busy_kills >= SIZES.kills // 3


@pytest.mark.parametrize("way", ["receiver", "webhook"])
async def test_killed_receivers_and_workers_lose_and_double_no_update(
    plant_of, way, database_kind, publish
):
    """1,600 updates, 8 kills: each is handled exactly once, by polling and by webhook."""
    people = range(1001, 1041)
    async with plant_of(1) as plant:
        plant.open_chats(people)
        plant.begin(f"{way},worker")
        bot = plant.emulator.world.bots["1:secret"]
        await plant.until(lambda: bot.poll > 1 or bool(bot.webhook.url))

        async def write() -> None:
            for number in range(SIZES.updates):
                plant.write(people[number % len(people)], f"update {number}")
                await asyncio.sleep(0.004)

        writing = asyncio.create_task(write())
        await plant.kill(
            SIZES.receiver_kills,
            f"{way},worker",
            lambda: bool(bot.updates) or plant.open_updates() > 0,
        )
        await writing
        await plant.until(lambda: sum(plant.handled().values()) >= SIZES.updates)
        await plant.until(lambda: plant.open_updates() == 0)
        accounts = plant.accounts
        accounts.acknowledged = accounts.attempted - len(bot.updates)
        accounts.close(plant.wanted, plant.handled())
    publish(f"{way}, {database_kind}", accounts)
    accounts.check()
    assert accounts.busy_kills > 0

"""What whoever plays the demo has: the two bots, and an account for each of them."""

from __future__ import annotations

from bot.emulator.world.inbox import BotAccount

PARTICIPANTS_BOT = BotAccount(
    "1000001:demo-participants-token", 1000001, "clusterxchange_bot", "ClusterXchange"
)
DESK_BOT = BotAccount(
    "1000002:demo-desk-token", 1000002, "clusterxchange_desk_bot", "ClusterXchange Desk"
)
YOU, YOUR_OFFICER = 7001, 7002
YOURS = (
    {"id": YOU, "first_name": "You", "username": "you", "language_code": "en"},
    {
        "id": YOUR_OFFICER,
        "first_name": "Officer (you)",
        "username": "your_officer",
        "language_code": "en",
    },
)

"""Profiles in, explained proposals out: no database, no Telegram, no clock."""

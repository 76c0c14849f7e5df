"""`make messages`: bring every catalogue up to the words in the source."""

from __future__ import annotations

from rich.console import Console

from bot.locales.collect import update_catalogues

console = Console()
for language, missing in update_catalogues().items():
    console.print(f"{language}: {missing} to translate" if missing else f"{language}: complete")

"""The commands that need neither database nor settings nor bots: tables of organisations."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

if TYPE_CHECKING:
    from bot.conversation.speech import Speech
    from exchange.scheme.call import Scheme
    from exchange.spreadsheets.matching import Proposals, Wanted
    from matching.profiles import Profile

console = Console()
_TABLE = typer.Argument(help="A CSV file (UTF-8) with columns named as in docs/matching.md.")


def match(  # noqa: PLR0913 - options are given by name
    visitors: Annotated[Path, _TABLE],
    hosts: Annotated[Path, _TABLE],
    output: Annotated[Path, typer.Option("--output", "-o", help="An .xlsx or .csv file.")] = Path(
        "proposals.xlsx"
    ),
    *,
    top: Annotated[int, typer.Option(min=1, max=100, help="How many hosts a visitor.")] = 10,
    assign: Annotated[bool, typer.Option("--assign", help="Give each visitor a place.")] = False,
    scheme: Annotated[str, typer.Option(help="The call: a name or a path.")] = "clusterxchange",
    language: Annotated[str, typer.Option(help="The language of the reasons.")] = "en",
    month: Annotated[str, typer.Option(help="Like 2027-03: months before it are over.")] = "",
    limit: Annotated[int | None, typer.Option(min=1, help="Only the first visitors.")] = None,
) -> None:
    """Match two tables of organisations: the best hosts of each visitor, with reasons in words."""
    # The matcher takes a second to load: who asks for help only does not wait for it.
    from bot.app.settings import Settings  # noqa: PLC0415
    from bot.shell.results import check_name, write_sheets  # noqa: PLC0415
    from bot.shell.sheets import Telling  # noqa: PLC0415
    from exchange.scheme.call import load_scheme  # noqa: PLC0415
    from exchange.spreadsheets.files import read_table  # noqa: PLC0415
    from exchange.spreadsheets.matching import Wanted  # noqa: PLC0415
    from matching.words.encoder import sentence_encoder  # noqa: PLC0415

    check_name(output, (visitors, hosts))
    say, call = _speech(language), load_scheme(scheme)
    encoder = sentence_encoder() if Settings.read().encoder else None
    wanted = Wanted(top, assign, _month(month), encoder)
    tables = [read_table(path, call) for path in (visitors, hosts)]
    asking, there = [*tables[0].profiles][:limit], [*tables[1].profiles]
    found = _matched(asking, there, call, wanted)
    files = write_sheets(output, Telling(say, call, found).sheets())
    console.print(_summary(found), highlight=False, soft_wrap=True)
    unread = [*dict.fromkeys(title for table in tables for title in table.unread)]
    if unread:
        told = f"not read: {', '.join(unread)}"
        console.print(told, highlight=False, soft_wrap=True, markup=False)
    for guessed in filter(None, (table.guessed for table in tables)):
        told = f"letters are a guess, as the file names none: is “{guessed[:40]}” right? If not, save it as CSV UTF-8"
        console.print(told, highlight=False, soft_wrap=True, markup=False)
    nowhere = sum(bool(one.city) and one.latitude is None for one in (*asking, *there))
    if nowhere:
        told = f"{nowhere} towns are not known by their names: no distance, no region for them"
        console.print(told, highlight=False, soft_wrap=True)
    console.print(f"✓ {', '.join(map(str, files))}", highlight=False, soft_wrap=True)


def _speech(language: str) -> Speech:
    from bot.conversation.speech import Speech, languages  # noqa: PLC0415 - as above
    from exchange.spreadsheets.errors import LanguageUnknown  # noqa: PLC0415

    if language not in languages():
        raise LanguageUnknown(language=language, known=", ".join(languages()))
    return Speech(language)


def _month(typed: str) -> str:
    from exchange.spreadsheets.cells import NotUnderstood, month  # noqa: PLC0415 - as above
    from exchange.spreadsheets.errors import MonthUnreadable  # noqa: PLC0415

    try:
        return month(typed) if typed else ""
    except NotUnderstood as wrong:
        raise MonthUnreadable(month=typed) from wrong


def _matched(
    asking: list[Profile], there: list[Profile], call: Scheme, wanted: Wanted
) -> Proposals:
    from exchange.spreadsheets.matching import match_tables  # noqa: PLC0415 - as above

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    screen = Console(stderr=True)
    quiet = not screen.is_terminal
    with Progress(*columns, console=screen, transient=True, disable=quiet) as bar:
        # Without a total the bar only moves: hosts are made ready before the first visitor.
        task = bar.add_task("hosts", total=None)

        def tell(done: int) -> None:
            bar.update(task, description="visitors", total=len(asking), completed=done)

        return match_tables(asking, there, call, wanted, tell)


def _summary(found: Proposals) -> str:
    """One line with what was found."""
    served = sum(bool(one.ranking.matches) for one in found.found)
    sides = f"{_so_many(len(found.found), 'visitor')}, {_so_many(len(found.hosts), 'host')}"
    told = f"{sides}: {served} with proposals"
    if found.assignment:
        told += f", {found.assignment.plan.matched} with a host assigned"
    return f"{told}, {len(found.refused)} may not visit" if found.refused else told


def _so_many(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def cohort(
    folder: Annotated[Path, typer.Argument(help="Where visitors.csv and hosts.csv are to be.")],
    *,
    seed: Annotated[int, typer.Option(help="Another seed, another cohort.")] = 1,
    visitors: Annotated[int, typer.Option(min=1, max=20_000, help="How many.")] = 1000,
    hosts: Annotated[int, typer.Option(min=1, max=20_000, help="How many.")] = 1500,
    scheme: Annotated[str, typer.Option(help="The call: a name or a path.")] = "clusterxchange",
) -> None:
    """Write two tables of fictional organisations, to try `match` with and to measure it."""
    from bot.demo.cohort.drawing import fictional_cohort  # noqa: PLC0415 - as above
    from bot.shell.results import write_files  # noqa: PLC0415
    from exchange.scheme.call import load_scheme  # noqa: PLC0415
    from exchange.spreadsheets.files import profiles_csv  # noqa: PLC0415

    sides = fictional_cohort(seed, visitors, hosts, load_scheme(scheme))
    names = (folder / "visitors.csv", folder / "hosts.csv")
    files = {name: profiles_csv(one).encode() for name, one in zip(names, sides, strict=True)}
    write_files(files)
    console.print(f"✓ {', '.join(map(str, files))}", highlight=False, soft_wrap=True)
    console.print("None of these organisations exists.", highlight=False)

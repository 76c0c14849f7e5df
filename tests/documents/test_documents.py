"""What the documents name is there: commands, targets, settings, files; drawings are as the source."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.app.settings import Settings
from bot.demo.curtain import Curtain, opened
from bot.demo.yours import DESK_BOT, PARTICIPANTS_BOT, YOU, YOUR_OFFICER
from bot.emulator.phones.client import Phone
from bot.shell.commandline import app
from tests.documents.drawings import PAGE, PRIVACY, drawn, registered, shown
from tests.documents.life_cycles import MOVES
from tests.documents.rooms import FLOORS

PATIENCE = 60
ROOT = Path(__file__).parents[2]
DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
CODE = re.compile(r"```\w*\n(.*?)```|`([^`\n]+)`", re.DOTALL)
OF_TESTS = {
    *("CXC_CRASH", "CXC_BENCH_DATA", "CXC_PATIENCE", "CXC_EXAMPLES", "CXC_UPDATES", "CXC_SEED"),
}
FOLDERS = ("bot", "exchange", "matching", "storage", "scheduler", "tests", "docs", "deploy")
LINK = re.compile(r"\]\(([^)#]+)(?:#[^)]*)?\)|src=\"([^\"]+)\"")


def code_in(document: Path) -> list[str]:
    """Everything that is set as code."""
    text = document.read_text(encoding="utf-8")
    return [block or line for block, line in CODE.findall(text)]


def found_in(document: Path, pattern: str) -> set[str]:
    """What a pattern finds in the code of a document."""
    return {one for code in code_in(document) for one in re.findall(pattern, code)}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda one: one.name)
def test_every_command_of_the_command_line_that_a_document_names_is_there(document):
    """`./cxc …` and `python -m bot …`."""
    named = found_in(document, r"(?:\./cxc|cxc|-m bot) ([a-z]+)")
    there = {one.callback.__name__ for one in app.registered_commands if one.callback}
    there |= {one.name for one in app.registered_groups if one.name}
    assert named <= there


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda one: one.name)
def test_every_make_target_that_a_document_names_is_there(document):
    """As the Makefile has it."""
    targets = re.findall(
        r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert found_in(document, r"\bmake ([a-z]+)") <= set(targets)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda one: one.name)
def test_every_setting_that_a_document_names_is_there(document):
    """In the program, and explained in the example."""
    named = found_in(document, r"CXC_[A-Z_]+") - OF_TESTS
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    assert named <= {f"CXC_{one.upper()}" for one in Settings.model_fields}
    assert {one for one in named if f"{one}=" not in example} == set()


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda one: one.name)
def test_every_file_that_a_document_names_is_there(document):
    """Paths from the root in code, links from the document's own folder."""
    paths = found_in(document, rf"(?<![\w/])(?:{'|'.join(FOLDERS)})/[\w./*-]*")
    assert {one for one in paths if not list(ROOT.glob(one.rstrip("/.")))} == set()
    links = {one or other for one, other in LINK.findall(document.read_text(encoding="utf-8"))}
    own = {one for one in links if "://" not in one}
    assert {one for one in own if not (document.parent / one).exists()} == set()


def test_every_row_of_the_security_standard_names_its_test():
    """A row that nothing holds is a wish."""
    page = (ROOT / "docs" / "security.md").read_text(encoding="utf-8").partition("## OWASP")[2]
    rows = [
        one.strip("| ").split("|") for one in re.findall(r"^\| \d+\.\d+.*$", page, re.MULTILINE)
    ]
    assert len(rows) > 40
    assert [row[0] for row in rows if not re.search(r"`tests/[\w/]+\.py`", row[-1])] == []
    numbers = [one for row in rows for one in re.findall(r"\d+\.\d+\.\d+", row[0])]
    assert len(numbers) == len(set(numbers))


def test_the_drawings_are_as_the_source():
    """Life cycles as the table of moves, rooms as the contracts; `make pictures` draws them anew."""
    page = PAGE.read_text(encoding="utf-8")
    assert drawn(page) == page
    assert sorted(shown(page)) == sorted(
        [*(("life", one) for one in MOVES), *(("rooms", one) for one in FLOORS)]
    )


def test_the_register_is_as_the_source():
    """What erasure does to each table, as docs/privacy.md tells it; `make pictures` writes it anew."""
    page = PRIVACY.read_text(encoding="utf-8")
    assert registered(page) == page


async def test_the_demo_begins_as_the_readme_says(tmp_path):
    """Both of yours are there before the bots are; then the desk is open, with every command."""
    url, curtain = f"sqlite:///{tmp_path}/demo.sqlite", Curtain(autopilot=False)
    assert {YOU, YOUR_OFFICER} == set(curtain.emulator.world.people)
    async with opened("clusterxchange", url, 0, curtain) as stage:
        async with Phone(stage.house.api, YOUR_OFFICER, bot=DESK_BOT.username) as officer:
            await officer.expect("Hi-Tech-TEX", PATIENCE)
            menu = {one["command"] for one in (await state(officer))["menu"]}
        async with Phone(stage.house.api, YOU, bot=PARTICIPANTS_BOT.username) as visitor:
            await visitor.say("/start")
            await visitor.expect("ClusterXchange", PATIENCE)
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    desk = text.partition("## At the desk")[2].partition("\n## ")[0]
    assert set(re.findall(r"`/([a-z]+)", desk)) <= menu


async def state(phone: Phone) -> dict:
    """What the telephone shows around the messages."""
    url = f"{phone.address}/user/people/{phone.person_id}/chat"
    async with phone.http.get(url, params={"bot": phone.bot}) as answer:
        return await answer.json()

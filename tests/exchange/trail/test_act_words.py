"""Every act that is recorded has its words, in one table; what it knows beside is told in words too."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import pytest

from exchange.desk.pipeline import REMINDED_BY
from exchange.life import guests, moves
from exchange.trail.act_words import EARLIER, LOOKS, OF_APPLICATIONS, OF_EXCHANGES, WORDS, words_of
from exchange.trail.history import TELLS
from exchange.trail.naming import THINGS, thing
from exchange.words import plain_english
from storage.tables import Interest, Sameness
from storage.tables.cohorts import Wish

MOVED: dict[str, Any] = {
    "application": moves.APPLICATION_MOVES,
    "proposal": moves.PROPOSAL_MOVES,
    "exchange": moves.EXCHANGE_MOVES,
    "cohort": moves.COHORT_MOVES,
    "amendment": moves.AMENDMENT_MOVES,
    "membership": moves.MEMBERSHIP_MOVES,
    "hold": moves.HOLD_MOVES,
    "guest": guests.GUEST_MOVES,
    "group": guests.GROUP_VISIT_MOVES,
    "project": moves.PROJECT_MOVES,
    "twinning": moves.TWINNING_MOVES,
    "course": guests.GROUP_VISIT_MOVES,
}


def _states(*things):
    """The acts that the moves of these things are."""
    return {
        f"{name}:{to.value}" for name in things for found in MOVED[name].values() for to in found
    }


BY_PATTERN = {
    "f'{name}:end'": {"service:end", "search:end"},
    "f'hosting:{what}'": {f"hosting:{one}" for one in ("change", "months", "pause", "resume")},
    "f'cohort:{act}'": {f"cohort:{one}" for one in (*(one.value for one in Wish), "free")},
    "f'together:{act}'": {f"together:{one}" for one in ("join", "leave", "dissolve")},
    "f'quota:{act}'": {"quota:set", "quota:drop"},
    "f'remind:{step.value}'": {f"remind:{one.value}" for one in REMINDED_BY},
    "f'trouble:{what}'": {"trouble:again", "trouble:leave"},
    "f'guest:{to.value}'": _states("guest"),
    "f'talks:{to.value}'": {"talks:coming", "talks:declined"},
    "f'group:{to.value}'": _states("group"),
    "f'course:{to.value}'": _states("course"),
    "f'amendment:{to.value}'": _states("amendment"),
    "f'membership:{to.value}'": _states("membership"),
    "f'hold:{to.value}'": _states("hold"),
    "f'{thing}:{to.value}'": _states(
        "application", "proposal", "exchange", "cohort", "project", "twinning"
    ),
    "f'opportunity:{interest.value}'": {f"opportunity:{one.value}" for one in Interest},
    "f'organisation:{answer.value}'": {
        f"organisation:{one.value}" for one in (Sameness.SAME, Sameness.DIFFERENT)
    },
    "f'{READING}{what}'": set(LOOKS),
    "UNDO": {"decision:undo"},
}
"""Acts that are put together where they are recorded: a new pattern has to be named here."""
NO_MORE_TO_TELL = {
    "application:submit",  # which call it was, and what was declared, is on the card
    "commitment:sign",
    "agreement:sign",
    "outcomes:tell",
    "payment:alone",
    "hosting:pause",
    "hosting:resume",
}
"""Acts on cases with facts that the name says, or another act beside it."""


def _calls():
    """Every call that records an act: its place, the act as it is written, the facts by their names."""
    for root in ("exchange", "bot", "scheduler"):
        for file in Path(root).rglob("*.py"):
            tree = ast.parse(file.read_text(encoding="utf-8"))
            for function in ast.walk(tree):
                if isinstance(function, ast.FunctionDef):
                    yield from _in(function, file)


def _in(function, file):
    for node in ast.walk(function):
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "record":
            act = node.args[1] if len(node.args) == 3 else None
            if act is not None:
                yield f"{file}:{node.lineno}", _acts(act, function), bool(node.keywords)


def _acts(act, function):
    """The acts that an expression may be."""
    if ast.unparse(act) in BY_PATTERN:
        return BY_PATTERN[ast.unparse(act)]
    if isinstance(act, ast.Name):
        told = [
            node.value
            for node in ast.walk(function)
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == act.id
        ]
        return {one for value in told for one in _acts(value, function)}
    if isinstance(act, ast.IfExp):
        return _acts(act.body, function) | _acts(act.orelse, function)
    return {act.value} if isinstance(act, ast.Constant) else {ast.unparse(act)}


def test_every_act_has_its_words():
    """Whatever the source may record; a pattern that nobody knows is an act without words."""
    found = {act: place for place, acts, _ in _calls() for act in acts}
    assert len(found) > 100
    assert {act: place for act, place in found.items() if act not in WORDS} == {}
    assert all(acts for _, acts, _ in _calls())


def test_no_words_without_an_act():
    """What nothing records has none, but what a history calls by another name than the record."""
    found = {act for _, acts, _ in _calls() for act in acts}
    of_histories = {
        "report:returned",
        "payment:declined",
        "payment:instalment",
        "exchange:opened_again",
        "exchange:ended_sooner",
    }
    assert WORDS.keys() - found == of_histories | {"evidence:handed_in"}


def test_what_acts_on_cases_know_beside_is_told():
    """A reason, both states, or which: whoever records facts says how they read."""
    of_cases = OF_APPLICATIONS.keys() | OF_EXCHANGES.keys()
    moved = _states("application", "proposal", "exchange")
    mute = {
        act
        for _, acts, facts in _calls()
        for act in acts
        if facts and act in of_cases - moved and act not in TELLS
    }
    assert mute - NO_MORE_TO_TELL - _states("hold") == set()


def test_every_kind_of_thing_has_its_words():
    """A subject is a kind and a number; the kind is never shown as it stands in the record."""
    kinds = set()
    for root in ("exchange", "bot"):
        for file in Path(root).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "record":
                    subject = node.args[2] if len(node.args) == 3 else None
                    if isinstance(subject, ast.JoinedStr) and isinstance(
                        subject.values[0], ast.Constant
                    ):
                        kinds.add(subject.values[0].value.rstrip(":"))
    assert kinds <= THINGS.keys()


@pytest.mark.parametrize(
    ("subject", "words"),
    [
        ("application:12", "A-0012"),
        ("exchange:7", "HX-0007"),
        ("partnership:3", "the Partnership"),
        ("trouble:M-4", "trouble M-4"),
    ],
)
def test_a_thing_is_told_as_its_card_is(subject, words):
    """By the number that people know."""
    assert thing(subject).said(plain_english, "en") == words


def test_an_act_of_an_earlier_version_is_no_code():
    """What no version writes any more is still in old records."""
    assert words_of("something:else") == EARLIER

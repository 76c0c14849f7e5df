"""A call's file that is wrong: each fault with its line and what to do about it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from bot.shell.commandline import app
from exchange.scheme.faults import faults_of
from exchange.scheme.files import SCHEMES

OURS = (SCHEMES / "clusterxchange.toml").read_text(encoding="utf-8")


def broken(tmp_path, *changes):
    """Our call with something changed, and the file's lines."""
    text = OURS
    for before, after in changes:
        assert before in text
        text = text.replace(before, after, 1)
    file = tmp_path / "call.toml"
    file.write_text(text, encoding="utf-8")
    return file, text.splitlines()


def test_the_call_that_is_shipped_has_no_fault(tmp_path):
    """It is what others are compared with."""
    file, _ = broken(tmp_path)
    assert faults_of(file) == []


@pytest.mark.parametrize(
    ("before", "after", "line", "remedy"),
    [
        ("review_days = 10", "review_dayz = 10", "review_dayz = 10", "Did you mean review_days?"),
        ("review_days = 10", "", "[deadlines]", "Write it"),
        ("answer_days = 14", 'answer_days = "two"', 'answer_days = "two"', "whole number"),
        (
            'label = "Digital"',
            'lable = "Digital"',
            '{ id = "digital", lable',
            "Did you mean label?",
        ),
        (
            '"survey.open" = { days = [1]',
            '"survey.open" = { days = ["x"]',
            '"survey.open"',
            "number",
        ),
        ("needs = 0.24", "needs = 0.5", "[weights]", "so that they agree"),
        ("FI = 950\n", "", "[[lump_sums]]", "so that they agree"),
        ("[deadlines]", "[deadlines", "[deadlines", "TOML wants"),
        ('learn = ["green"', 'learn = ["gren"', "learn =", "so that they agree"),
    ],
)
def test_each_fault_has_its_line_and_its_remedy(tmp_path, before, after, line, remedy):
    """The line as a person finds it, and what to write there."""
    file, lines = broken(tmp_path, (before, after))
    found = faults_of(file)
    assert any(
        one.line and lines[one.line - 1].strip().startswith(line) and remedy in one.remedy
        for one in found
    ), found


def test_several_faults_are_told_at_once(tmp_path):
    """Nobody mends one to find the next."""
    file, _ = broken(tmp_path, ("answer_days = 14", "answer_days = 0"), ("text = 1000", "text = 0"))
    assert [one.place for one in faults_of(file)] == ["deadlines.answer_days", "limits.text"]


@given(cut=st.integers(0, len(OURS)), more=st.text(max_size=20))
def test_whatever_is_in_a_file_is_told(tmp_path_factory, cut, more):
    """Cut anywhere, with anything behind: faults with lines that are there, or none."""
    file = tmp_path_factory.mktemp("calls") / "call.toml"
    text = OURS[:cut] + more
    file.write_bytes(text.encode("utf-8", errors="surrogatepass"))
    for one in faults_of(file):
        assert one.why
        assert one.line is None or 1 <= one.line <= len(text.splitlines()) + 1


def test_the_shell_says_it(tmp_path):
    """A line a fault, and an exit code to act on."""
    file, lines = broken(tmp_path, ("review_days = 10", "review_dayz = 10"))
    number = next(at for at, line in enumerate(lines, 1) if "review_dayz" in line)
    told = CliRunner().invoke(app, ["scheme", "check", str(file)])
    assert told.exit_code == 1
    assert f"✗ line {number}: deadlines.review_dayz: " in told.output
    fine = CliRunner().invoke(app, ["scheme", "check", str(SCHEMES / "clusterxchange.toml")])
    assert (fine.exit_code, "Partnerships" in fine.output) == (0, True)
    assert CliRunner().invoke(app, ["scheme", "check", "nowhere.toml"]).exit_code == 1


@pytest.mark.parametrize(
    ("named", "code", "told"),
    [
        (["pilot", "young_entrepreneurs"], 0, "CXC_SCHEME=pilot,young_entrepreneurs"),
        (["pilot,young_entrepreneurs"], 0, "CXC_SCHEME=pilot,young_entrepreneurs"),
        (["clusterxchange,pilot"], 1, "CE4BIG, EXTRATEX stand there twice"),
        (["pilott"], 1, "pilot, second_generation"),
    ],
)
def test_calls_of_ours_are_checked_by_their_names(named, code, told):
    """One or several, as they stand in the setting; whether they go together is said."""
    result = CliRunner().invoke(app, ["scheme", "check", *named])
    assert (result.exit_code, told in result.output) == (code, True)

"""Logs hold ids and kinds of errors, never tokens and never what people wrote."""

from __future__ import annotations

import io
import json
import logging

import pytest

from bot.app.log import FORMAT, JsonFormatter, NoTokens, PlainFormatter
from storage.errors import without_tokens


def logged(formatter: logging.Formatter, act) -> str:
    """What ends up in the log."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(formatter)
    handler.addFilter(NoTokens(["1:secret"]))
    logger = logging.getLogger("test of logs")
    logger.handlers.clear()
    logger.propagate = False
    logger.addHandler(handler)
    act(logger)
    return stream.getvalue()


def break_down() -> None:
    """An error within an error, both quoting somebody."""
    try:
        {}["Ana Pop"]
    except KeyError as error:
        raise ValueError("DETAIL: Failing row contains (Ana Pop)") from error


def fail(logger: logging.Logger) -> None:
    """Something fails, and the log is told."""
    try:
        break_down()
    except ValueError:
        logger.exception("update %s failed at /bot1:secret/getMe", 7)


@pytest.mark.parametrize("formatter", [PlainFormatter(FORMAT), JsonFormatter()])
def test_an_error_is_told_by_kind_and_place_only(formatter):
    """Neither its words nor a token."""
    text = logged(formatter, fail)
    assert "Ana" not in text
    assert "secret" not in text
    assert "update 7 failed at /bot<token>/getMe" in text
    assert "ValueError at test_log.py" in text
    assert "KeyError at test_log.py" in text


def test_what_another_handler_made_of_an_error_does_not_count():
    """The library keeps the first handler's text for all that follow."""

    def twice(logger: logging.Logger) -> None:
        logger.handlers.insert(0, logging.StreamHandler(io.StringIO()))
        fail(logger)

    assert "Ana" not in logged(PlainFormatter(FORMAT), twice)


def test_json_is_one_object_a_line():
    """Whatever is in it."""
    line = logged(JsonFormatter(), lambda logger: logger.warning("two\nlines of %s", "Ελλάδα"))
    assert line.count("\n") == 1
    assert json.loads(line)["event"] == "two\nlines of Ελλάδα"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("https://t/bot123:abc/getMe", "https://t/bot<token>/getMe"),
        ("url='https://t/file/bot9:a-b_c/x.pdf'", "url='https://t/file/bot<token>/x.pdf'"),
        (f"token 1234567:{'A' * 35} it is", "token <token> it is"),
        ("at 12:30, ratio 1:2", "at 12:30, ratio 1:2"),
    ],
)
def test_a_token_is_known_by_its_looks(text, told):
    """Also one that is none of ours, or whose library spells it out."""
    assert without_tokens(text) == told

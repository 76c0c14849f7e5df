"""aiogram's types are built when they are used, and all of them can be."""

from __future__ import annotations

import subprocess
import sys

import pytest
from aiogram import methods, types

LARGEST = "import bot, aiogram; print(aiogram.types.Update.__pydantic_complete__)"


MODELS = (
    types.Update,
    methods.SendMessage,
    methods.SendDocument,
    methods.SendPhoto,
    methods.EditMessageText,
    methods.EditMessageReplyMarkup,
    methods.SetMyCommands,
    methods.GetUpdates,
    methods.SetWebhook,
)


@pytest.mark.parametrize("model", MODELS)
def test_a_model_finds_the_names_that_its_annotations_mean(model):
    """So it can be built, with all that is in it."""
    assert model.model_rebuild(raise_errors=True) in {True, None}


def test_the_import_does_not_build_the_largest():
    """An update holds nearly all the others: where it waits, they do."""
    told = subprocess.run(
        [sys.executable, "-c", LARGEST], capture_output=True, check=True, text=True
    )
    assert told.stdout == "False\n"

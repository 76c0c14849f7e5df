"""Who is asked for a file and says when it comes is understood, in any language; a file's name is not taken for that."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.putting_off import LONGEST, puts_off


@pytest.mark.parametrize(
    "typed",
    [
        "can I send it tomorrow?",
        "Can I send it later",
        "I don't have it with me right now",
        "not yet",
        "I'll send it next week, ok?",
        "my cv is at home",
        "tomorrow",
        "Kann ich das morgen schicken?",
        "habe ich gerade nicht dabei",
        "reiche ich nach – später!",
        "Je peux l'envoyer demain ?",
        "je ne l'ai pas sur moi",
        "¿puedo enviarlo mañana?",
        "posso mandarlo domani?",
        "non ce l'ho qui",
        "posso enviar amanhã?",
        "kan ik het morgen sturen?",
        "czy mogę wysłać jutro?",
        "můžu to poslat zítra?",
        "holnap küldöm, jó?",
        "îl trimit mâine",
        "може ли утре?",
        "μπορώ να το στείλω αύριο;",
        "mogu li poslati sutra?",
        "ga lahko pošljem jutri?",
        "kan jag skicka det imorgon?",
        "kan jeg sende det i morgen?",
        "voinko lähettää sen huomenna?",
        "kas võin homme saata?",
        "vai varu atsūtīt rīt?",
        "ar galiu atsiųsti rytoj?",
        "nista' nibgħatha għada?",
        "an féidir liom é a sheoladh amárach?",
    ],
)
def test_later_is_understood(typed):
    """As a question, as a promise, or as a word."""
    assert puts_off(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "Here it is",
        "what is a CV?",
        "is a photo fine?",
        "why do you need it?",
        "no",
        "skip",
        "😀",
        "stop",
        "help",
        "who reads it?",
        "which format?",
        "how large may it be?",
    ],
)
def test_other_words_put_nothing_off(typed):
    """They are heard as what they are."""
    assert not puts_off(typed)


@given(st.lists(st.sampled_from(["tomorrow", "wool", "loom"]), min_size=LONGEST + 1))
def test_who_writes_more_tells_something(words):
    """A paragraph with “tomorrow” in it puts nothing off."""
    assert not puts_off(" ".join(words))

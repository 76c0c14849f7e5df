"""Who would visit and who would host, in the words that people type instead of tapping."""

from __future__ import annotations

import pytest

from matching.understanding.concluding import side_meant
from matching.understanding.sides import side_of, side_wished


@pytest.mark.parametrize(
    ("answer", "side"),
    [
        ("visit pls", "visitor"),
        ("I'd like to visit someone", "visitor"),
        ("visit a host", "visitor"),
        ("go abroad", "visitor"),
        ("not host, visit", "visitor"),
        ("as a guest", "visitor"),
        ("ich will jemanden besuchen", "visitor"),
        ("je veux visiter", "visitor"),
        ("quiero visitar", "visitor"),
        ("chcę odwiedzić", "visitor"),
        ("host please", "host"),
        ("we would like to host", "host"),
        ("receive a visitor", "host"),
        ("host a visit", "host"),
        ("get visitors", "host"),
        ("wir möchten Gäste empfangen", "host"),
        ("Gastgeber", "host"),
        ("recevoir un visiteur", "host"),
        ("receber visitantes", "host"),
        ("gościć", "host"),
        ("both please", "both"),
        ("visit and host", "both"),
        ("visitor and host", "both"),
        ("beides", "both"),
        ("les deux", "both"),
        ("molemmat", "both"),
        ("hello", None),
        ("Italy", None),
        ("yes", None),
        ("a visit", None),
    ],
)
def test_a_short_answer_names_a_side(answer, side):
    """By what somebody does before whom they meet; a visit, or a yes, names none."""
    assert side_of(answer) == side


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("We weave. We would like to visit a host in Italy in May.", "visitor"),
        ("Wir möchten im Mai jemanden in Spanien besuchen.", "visitor"),
        ("We weave and would love to receive visitors in June.", "host"),
        ("I want to travel to Sweden and later host guests too.", "both"),
        ("We are a travel agency and want to grow.", None),
        ("We want our customers to visit us.", None),
        ("We would like to see how others receive orders.", None),
        ("We host events. We'd like to learn.", None),
    ],
)
def test_a_longer_text_wishes_for_a_side(text, side):
    """In so many words: what somebody does every day, or their customers do, is no wish for a visit."""
    assert side_wished(text) == side


@pytest.mark.parametrize(
    ("text", "side"),
    [
        (
            "We mill flour in Porto. We look for a baker in Austria or Germany, for a week.",
            "visitor",
        ),
        ("Wir weben in Graz und suchen Partner in Italien, gern im Mai.", "visitor"),
        ("Nous tissons à Lyon et cherchons un partenaire en Autriche.", "visitor"),
        ("Procuramos uma padaria na Áustria. Somos um moinho em Guimarães.", "visitor"),
        ("We weave and would love to receive visitors in June.", "host"),
        ("We weave linen in Porto and look for new dyes.", None),
        ("We look for guests from Germany for a week in May. Our mill is in Porto.", None),
        ("We are a mill in Porto, with customers in Austria.", None),
    ],
)
def test_who_seeks_something_abroad_would_go_there(text, side):
    """Said in no words: it follows, and is shown to be confirmed; where guests are spoken of it does not."""
    assert side_meant(text) == side

"""What people say in so many words that they offer is kept as an offer, whatever it is."""

from __future__ import annotations

import pytest

from matching.understanding.reading import understand

TOLD = {
    "bg": "Ние предлагаме дълъг опит с малки клиенти.",
    "cs": "Nabízíme dlouholeté zkušenosti s malými zákazníky.",
    "da": "Vi tilbyder mange års erfaring med små kunder.",
    "de": "Wir bieten viele Jahre Erfahrung mit kleinen Kunden.",
    "el": "Προσφέρουμε μεγάλη πείρα με μικρούς πελάτες.",
    "en": "We can offer 300 years of know-how.",
    "es": "Podemos ofrecer mucha experiencia con clientes pequeños.",
    "et": "Me pakume pikka kogemust väikeste klientidega.",
    "fi": "Tarjoamme pitkän kokemuksen pienistä asiakkaista.",
    "fr": "Nous offrons une longue expérience des petits clients.",
    "hr": "Mi nudimo dugo iskustvo s malim kupcima.",
    "hu": "Sok éves tapasztalatot kínálunk kis ügyfelekkel.",
    "it": "Possiamo offrire molta esperienza con piccoli clienti.",
    "lt": "Mes siūlome ilgametę patirtį su mažais klientais.",
    "lv": "Mēs piedāvājam ilgu pieredzi ar maziem klientiem.",
    "nl": "Wij bieden jarenlange ervaring met kleine klanten.",
    "pl": "Oferujemy wieloletnie doświadczenie z małymi klientami.",
    "pt": "Podemos oferecer muita experiência com clientes pequenos.",
    "ro": "Oferim multă experiență cu clienți mici.",
    "sk": "Ponúkame dlhoročné skúsenosti s malými zákazníkmi.",
    "sl": "Ponujamo dolgoletne izkušnje z malimi strankami.",
    "sv": "Vi erbjuder lång erfarenhet av små kunder.",
}


@pytest.mark.parametrize("text", TOLD.values(), ids=TOLD)
def test_an_offer_is_one_without_a_topic(text) -> None:
    """Nothing in these is one of our topics."""
    assert understand(text).offers == text


@pytest.mark.parametrize(
    "text",
    [
        "We look for someone who can offer us help.",
        "We do not offer beds.",
        "What do you offer?",
        "Please make us an offer.",
        "We have a good offer",
        "Wir suchen jemanden, der uns Hilfe anbieten kann.",
    ],
)
def test_what_is_wished_or_denied_is_no_offer(text) -> None:
    """Nor is a question, or an offer of which nothing is said."""
    assert understand(text).offers == ""

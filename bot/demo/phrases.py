"""What the demo's invented people type, in their language: a phrase for each question."""

from __future__ import annotations

FALLBACK = "en"
REFERENCE = "SEPA-2027-0042"
# By form and question (`form:question`), else by form, else the one called "".
PHRASES = {
    "en": {
        "": "It went well: we met the right people and agreed on a first pilot together.",
        "inv": "What you do is what we have been looking for. May we come and see it?",
        "reply": "Yes, gladly: two of us would look after you, and everything is within a short walk.",
        "answer": "Yes, that is so. We can send you the papers for it whenever you need them.",
        "tell": "Thank you for asking. I talk to your host about it and write to you tomorrow.",
        "cq:goals": "Learn how the other works, and find one product that we can make together.",
        "cq:objectives": "A sample made together, a price for a first series, and a list of questions.",
        "cq:agenda": "Day 1: tour. Days 2 and 3: trials. Day 4: customers. Day 5: next steps.",
        "cq:outcomes": "A first joint order, and a proposal for a project within the year.",
        "out": "The sample we made together is now ordered by two customers.",
        "pay": REFERENCE,
    },
    "de": {
        "": "Es lief gut: Wir haben die richtigen Leute getroffen und ein Pilotprojekt vereinbart.",
        "inv": "Was Sie tun, suchen wir schon lange. Dürfen wir kommen und es uns ansehen?",
        "reply": "Ja, gern: Zwei von uns kümmern sich um Sie, und alles liegt nah beieinander.",
        "answer": "Ja, so ist es. Die Unterlagen dazu schicken wir Ihnen jederzeit gern.",
        "tell": "Danke für die Frage. Ich spreche mit Ihrem Gastgeber und schreibe Ihnen morgen.",
        "cq:goals": "Lernen, wie die anderen arbeiten, und ein gemeinsames Produkt finden.",
        "cq:objectives": "Ein gemeinsames Muster, ein Preis für eine erste Serie, eine Liste von Fragen.",
        "cq:agenda": "Tag 1: Rundgang. Tag 2 und 3: Versuche. Tag 4: Kunden. Tag 5: nächste Schritte.",
        "cq:outcomes": "Ein erster gemeinsamer Auftrag und noch in diesem Jahr ein Projektantrag.",
        "out": "Das gemeinsame Muster wird jetzt von zwei Kunden bestellt.",
        "pay": REFERENCE,
    },
}


def phrase(language: str, form: str, question: str) -> str:
    """What somebody types as the answer to a question of a form."""
    known = PHRASES.get(language, PHRASES[FALLBACK])
    return known.get(f"{form}:{question}") or known.get(form) or known[""]

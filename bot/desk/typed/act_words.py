"""The table of words at the desk, and what they stand for: the cards' buttons, commands, steps.

English and German; “accept 12” is the first button of the card of 12 whose family stands with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.conversation.small_words import listed
from bot.desk import addresses as to
from exchange.desk import Step
from exchange.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.conversation.addresses import Family

POLITE = listed(
    "please, bitte, can you, could you, would you, kannst du, können sie, könnten sie, i want to, ich möchte, the, die, der, das, den, "
    "me, mir, uns, application, applications, number, nr, no, case, exchange, antrag, bewerbung, austausch, nummer, fall, for, für, von, of"
)


@dataclass(frozen=True)
class Act:
    """Words, and the buttons that they stand for; of several the one that the card has."""

    words: frozenset[str]
    families: tuple[Family, ...]


SHOW = Act(
    listed(
        "show, open, display, see, view, find, zeige, zeig, zeigen, öffne, öffnen, anzeigen, suche"
    ),
    (),
)
"""A card as it is; a number alone asks for it as well."""
ACTS: tuple[Act, ...] = (
    Act(
        listed("confirm and accept, accept as a member, bestätigen und annehmen"),
        (to.ACCEPT_MEMBER,),
    ),
    Act(
        listed(
            "confirm membership, confirm member, is a member, mitgliedschaft bestätigen, bestätige mitgliedschaft, ist mitglied"
        ),
        (to.CONFIRM_MEMBER,),
    ),
    Act(
        listed("deny membership, not a member, is not a member, ist kein mitglied, kein mitglied"),
        (to.DENY_MEMBER,),
    ),
    Act(listed("exception, make an exception, ausnahme"), (to.EXCEPT,)),
    Act(
        listed("accept, admit, take, annehmen, annimm, nimm an, akzeptieren, akzeptiere, zulassen"),
        (to.ACCEPT,),
    ),
    Act(
        listed("reject, refuse, decline, turn down, ablehnen, lehne ab, abweisen, zurückweisen"),
        (to.REJECT, to.REFUSE_AMENDMENT, to.DECLINE_PAYMENT),
    ),
    Act(
        listed(
            "i take, i take it, i take over, take over, see to, ich übernehme, übernehme, übernehmen"
        ),
        (to.TAKE, to.TAKE_EXCHANGE),
    ),
    Act(
        listed("free, let go, give back, gib frei für andere, abgeben"),
        (to.LET_GO, to.LET_EXCHANGE_GO),
    ),
    Act(listed("ask, question, frage, fragen, rückfrage"), (to.ASK_APPLICANT,)),
    Act(listed("cv, resume, lebenslauf"), (to.CV,)),
    Act(listed("move, transfer, pass on, weitergeben, übergeben, verschieben"), (to.PASS_ON,)),
    Act(listed("write, write to, message, schreiben, schreibe, schreib, nachricht"), (to.WRITE,)),
    Act(
        listed("history, timeline, what happened with, verlauf, geschichte, was war mit"),
        (to.CASE_HISTORY, to.HISTORY),
    ),
    Act(
        listed(
            "sign agreement, sign money agreement, sign agreement on money, vertrag unterschreiben, unterschreibe vertrag, "
            "fördervereinbarung unterschreiben, unterschreibe fördervereinbarung"
        ),
        (to.SIGN_AGREEMENT,),
    ),
    Act(
        listed("sign change, sign amendment, änderung unterschreiben, unterschreibe änderung"),
        (to.SIGN_AMENDMENT,),
    ),
    Act(
        listed(
            "sign, sign commitment, sign paper, unterschreiben, unterschreibe, unterzeichnen, signieren, "
            "vereinbarung unterschreiben, unterschreibe vereinbarung"
        ),
        (to.SIGN, to.SIGN_AGREEMENT, to.SIGN_AMENDMENT),
    ),
    Act(
        listed("change, amend, change what was signed, ändern, ändere, änderung"),
        (to.AMEND,),
    ),
    Act(
        listed(
            "correct, correct stay, put right, berichtigen, berichtige, korrigieren, korrigiere"
        ),
        (to.CORRECT,),
    ),
    Act(
        listed("validate and pay, validate and propose, bestätigen und bezahlen"),
        (to.VALIDATE_TO_PAY,),
    ),
    Act(listed("validate, confirm, bestätigen, bestätige, prüfe, validieren"), (to.VALIDATE,)),
    Act(
        listed("return, send back, ask for more, zurückgeben, gib zurück, zurückschicken"),
        (to.RETURN_REPORT, to.DECLINE_PAYMENT),
    ),
    Act(
        listed("pay, pay out, zahlen, zahle, bezahlen, bezahle, auszahlen, überweisen, überweise"),
        (to.PAY, to.APPROVE_PAYMENT),
    ),
    Act(
        listed("approve, release, genehmigen, genehmige, freigeben, gib frei"),
        (to.APPROVE_PAYMENT, to.ACCEPT, to.VALIDATE),
    ),
    Act(listed("cancel, call off, absagen, sage ab, stornieren, storniere"), (to.CANCEL_EXCHANGE,)),
    Act(
        listed(
            "hold, put on hold, pause, on hold, zurückstellen, pausieren, pausiere, stelle zurück"
        ),
        (to.HOLD_CASE, to.HOLD_EXCHANGE),
    ),
    Act(
        listed("go on, take off hold, fortsetzen, weiter mit, fortfahren"),
        (to.GO_ON_CASE, to.GO_ON_EXCHANGE),
    ),
    Act(
        listed(
            "undo, take back, revert, rückgängig, rückgängig machen, mach rückgängig, zurücknehmen, nimm zurück"
        ),
        (to.UNDO_CASE, to.UNDO_EXCHANGE),
    ),
    Act(listed("commitment, paper, papier, vereinbarung"), (to.READ_COMMITMENT,)),
    Act(listed("agreement, money, vertrag, fördervereinbarung"), (to.READ_AGREEMENT,)),
    Act(listed("proof, proofs, nachweis, nachweise"), (to.PROOF,)),
    SHOW,
)
REMIND = listed("remind, remind all, erinnere, erinnern, erinnere alle, mahne, nudge")
STEPS: Mapping[Step, str] = {
    Step.REVIEW: "review reviewed prüfung geprüft entschieden",
    Step.ANSWER: "answered answer answers geantwortet antwort antworten beantwortet",
    Step.HOST: "host hosts gastgeber",
    Step.INVITATION: "invitation invitations invited einladung einladungen eingeladen",
    Step.DATES: "date dates termin termine datum",
    Step.COMMITMENT: "commitment commitments quality vereinbarung geschrieben written",
    Step.SIGNING: "sign signed signature signatures unterschrieben unterschrift unterschriften unterzeichnet",
    Step.AGREEMENT: "agreement agreements agreed money vertrag verträge fördervereinbarung geld",
    Step.REPORT: "report reports reported bericht berichte berichtet",
    Step.VALIDATION: "validate validated validation bestätigt",
    Step.PAYMENT: "paid pay payment payments bezahlt zahlung zahlungen ausgezahlt",
}
"""Words that name a step, of whoever is to be reminded or asked about."""
WHO = listed("who, which, wer, welche, whose, wessen, missing, fehlt, fehlen, offen, open")
COMMANDS: Mapping[str, frozenset[str]] = {
    "queue": listed(
        "who waits, who waits for me, who is waiting, what waits, what waits for me, whats waiting, whats next, what next, what is next, "
        "anything to do, to do, todo, wer wartet, wer wartet auf mich, was wartet, was wartet auf mich, was ist zu tun, was steht an, aufgaben"
    ),
    "today": listed("pipeline, steps, where do we stand, wo stehen wir, stand, heute, schritte"),
    "stats": listed(
        "statistics, numbers, chart, how far are we, statistik, zahlen, diagramm, wie weit sind wir"
    ),
    "map": listed(
        "where was it, where did we go, which cities, karte, landkarte, wo war es, welche städte"
    ),
    "members": listed(
        "memberships, who is not confirmed, mitgliedschaften, wer ist nicht bestätigt"
    ),
    "opportunities": listed(
        "funding, funding programmes, grants, förderung, förderprogramme, fördermittel, programme"
    ),
    "budget": listed("money, how much is left, what is left, geld, wie viel ist übrig"),
    "payments": listed("bookkeeping, accounting, buchhaltung"),
    "report": listed("report to the agency, agency report, bericht an die agentur"),
    "undo": listed(
        "take back, take it back, take that back, undo that, undo it, rückgängig, mach das rückgängig, rückgängig machen, zurücknehmen"
    ),
    "survey": listed("feedback, umfrage, umfragen, rückmeldungen"),
    "export": listed("spreadsheet, excel, table, tabelle, herunterladen, download"),
    "questions": listed("open questions, offene fragen, wer hat gefragt, who asked"),
    "shortage": listed("who has no host, wer hat keinen gastgeber, visitors without a host"),
    "help": listed("what can i say, what can you do, was kannst du, was kann ich sagen, hilfe"),
}
EXAMPLES = N_("accept 12 · who waits? · show Lumitex · remind all who did not sign · pay 14")

"""Whether something that was typed is a question, by its sign or by its first words."""

from __future__ import annotations

from functools import cache

from matching.words.names import fold

SIGNS = ("?", "？", "؟", "\N{GREEK QUESTION MARK}", ";")
"""With which a question ends; Greek ends it with what is a semicolon elsewhere."""
ENDS = (". ", "! ", "\n")
"""Between sentences: what goes on after one, without a sign at the end, tells something."""
LONGEST = 300
"""Characters: who types more tells something, whatever sign it ends with."""
FEWEST = 2
"""Words of a question that has its sign; without it one more."""

_OPENINGS = """
what, what's, whats, who, whom, whose, which, when, where, why, how, can i, can we, may i, may we, must i, must we, do i, do we,
do you, does, is it, is there, are there, are we, am i, could i, could we, should i, will i, will there,
was, wer, wie, wann, wo, warum, wieso, welche, welcher, welches, wessen, wozu, kann ich, können wir, darf ich, dürfen wir, muss ich,
müssen wir, gibt es, bekomme ich, bekommt, zählen, zählt,
qui, que, quoi, quand, où, pourquoi, comment, combien, quel, quelle, quels, quelles, est ce que, qu'est ce, puis je, peut on, faut il, y a t il,
qué, quién, cuándo, dónde, por qué, cómo, cuánto, cuánta, cuántos, cuántas, cuál, puedo, podemos, hay que, tengo que,
chi, che cosa, cosa, quando, dove, perché, come, quanto, quanti, quante, quale, quali, posso, possiamo, devo, bisogna,
quem, o que, onde, porque, porquê, como, quantos, quantas, qual, quais, tenho de,
wie, wat, waar, wanneer, waarom, hoe, hoeveel, welke, kan ik, mag ik, moet ik, mogen we,
kto, co, kiedy, gdzie, dlaczego, jak, ile, jaki, jaka, jakie, który, czy, czyj,
kdo, kdy, kde, proč, kolik, který, která, které, jaký, jaká, mohu, můžu, můžeme, musím, čo, kedy, prečo, ako, koľko, ktorý, ktoré, aký, môžem, musím,
ki, mi az, mikor, hol, miért, hogyan, mennyi, hány, melyik, lehet, kell, mit, kinek,
cine, ce este, ce, când, unde, de ce, cum, cât, câți, câte, care, pot, trebuie să,
кой, какво, кога, къде, защо, как, колко, коя, кои, мога ли, трябва ли, има ли, може ли,
ποιος, ποια, ποιοι, τι, πότε, πού, γιατί, πώς, πόσο, πόσα, πόσοι, μπορώ, μπορούμε, πρέπει,
tko, što, kada, gdje, zašto, kako, koliko, koji, koja, koje, mogu li, možemo li, moram li, je li, ima li,
kaj, kdaj, kje, zakaj, kateri, katera, ali lahko, ali moram, ali je, ali,
vad, vem, när, var, varför, hur, vilken, vilka, vilket, kan jag, får jag, får vi, måste jag, finns det,
hvad, hvem, hvornår, hvor, hvorfor, hvordan, hvilken, hvilke, hvilket, kan jeg, må jeg, skal jeg, er der,
mikä, mitä, kuka, milloin, missä, miksi, miten, kuinka, paljonko, montako, voinko, saanko, pitääkö, onko, voiko,
mis, kes, millal, kus, miks, kuidas, mitu, milline, kas,
kas, kad, kur, kāpēc, kā, cik, kurš, vai,
kada, kodėl, kaip, kiek, kuris, kokia, koks, ar,
x'inhu, x'inhi, min, meta, fejn, għaliex, kif, kemm, liema, nista', nistgħu, irrid,
cad, cé, cathain, cá, cén, conas, cé mhéad, an féidir, an gá, an bhfuil
"""


@cache
def _openings() -> tuple[str, ...]:
    words = {fold(one) for one in _OPENINGS.replace("\n", " ").split(",")}
    return tuple(sorted(f"{one} " for one in words if one))


def is_question(text: str) -> bool:
    """Return whether a text asks something: a sentence or two, with the sign or words of a question."""
    told = text.strip()
    if not told or len(told) > LONGEST:
        return False
    words = fold(told).split()
    if told.endswith(SIGNS) or told.startswith("¿"):
        return len(words) >= FEWEST
    one = not any(sign in told[:-1] for sign in ENDS)
    return one and len(words) > FEWEST and f"{' '.join(words)} ".startswith(_openings())

"""The small words with which people answer instead of tapping: yes, skip, back, 👍; in 24 languages.

People mix languages, so all are understood everywhere. No word means two things
(tests/bot/conversation/test_listening.py).
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Meaning(StrEnum):
    """What a small word asks for."""

    YES = "yes"
    NO = "no"
    SKIP = "skip"
    BACK = "back"
    DONE = "done"
    KEEP = "keep"
    ANY = "any"
    LATER = "later"
    NOT_SURE = "not sure"
    HELP = "help"
    RESTART = "start over"
    HUMAN = "human"
    WHAT = "what"


_WORDS: Mapping[Meaning, str] = {
    Meaning.YES: """
        yes, yes please, yep, yeah, yup, sure, ok, okay, correct, right, exactly, thats right, all right, allright, alright, yess, oki, okey, looks good, looks right, looks fine, looks ok, looks great, good, great, perfect, super, cool, all good, all fine, all correct, everything is right, everything is correct, everything is fine, its fine, its right, its ok, its correct, thats fine, thats correct, thats good, that is right, that is correct, that works, works for me, agreed, i agree, i do, go ahead, do it, please do, of course, absolutely, definitely, send, send it, fine, y,
        ja, gut, perfekt, alles gut, alles richtig, alles klar, klar, in ordnung, passt so, das passt, das stimmt, einverstanden, gern, gerne, na klar, natürlich, c'est bon, cest bien, cest ça, tout est bon, parfait, bien sûr, perfecto, todo bien, está bien, de acuerdo, por supuesto, perfetto, tutto bene, va tutto bene, tutto giusto, giusto, daccordo, perfeito, tudo bem, tudo certo, está certo, combinado, super ok, prima, perfect zo, wszystko dobrze, wszystko się zgadza, všechno v pořádku, v pořádku, všetko v poriadku, v poriadku, minden rendben, totul e bine, perfekt bra, alt er fint, det er fint, det är bra, kaikki hyvin, kõik korras, viss labi, viskas gerai, всичко е наред, όλα καλά, sve je u redu, vse je v redu, kollox sew, absenden, abschicken, einreichen, senden, jawohl, genau, stimmt, richtig, passt, oui, daccord, exact, si, sí, claro, correcto, vale, va bene,
        esatto, certo, sim, certo sim, da, точно, да, добре, ано, ano, áno, dobře, tak, zgadza się, dobrze, igen, rendben,
        jah, õige, kyllä, joo, juu, jā, jep, taip, gerai, ναι, ναί, εντάξει, σωστά, iva, sewwa, tá, sea, ceart,
        tocno, točno, u redu, v redu, prav, corect, bine, jo, jasne, det stämmer, rätt, korrekt, klopt, goed, akkoord
        """,
    Meaning.NO: """
        not this one, not that one, not this, not these, not those, not these ones, not them, none of these, none of them, neither, diese nicht, dieser nicht, dieses nicht, nicht diese, nicht dieser, nicht dieses, die nicht, das nicht, nicht das, keine davon, keiner davon, lieber nicht diese, pas ceux ci, pas celui ci, pas celle ci, pas ça, aucun de ceux ci, estos no, este no, esta no, ese no, esto no, questi no, questo no, questa no, non questi, non questo, estes não, este não, esse não, isso não, deze niet, dit niet, niet deze, niet dit, te nie, ten nie, nie te, nie ten, tyhle ne, tento ne, tieto nie, tento nie, ezek nem, ez nem, acestea nu, acesta nu, nu acestea, тези не, този не, не тези, όχι αυτά, όχι αυτό, ovi ne, ovaj ne, te ne, ta ne, ikke disse, ikke denne, inte dessa, inte denna, ei näitä, ei tätä, mitte need, mitte see, ne šie, ne šis, ne šitie, ne šitas, mhux dawn, ní hiad seo,
        exempt, we are exempt, befreit, wir sind befreit, exonéré, nous sommes exonérés, exento, estamos exentos, esente, siamo esenti, isento, vrijgesteld, zwolniony,
        no, nope, nah, no thanks, rather not, i would rather not, lieber nicht, not that, wrong, not really, thats wrong, that is wrong, not right, not correct, not quite, its wrong, das ist falsch, stimmt nicht, das stimmt nicht, nicht ganz, pas correct, cest faux, no es correcto, non è giusto, não está certo, none, nothing, nein, nein danke, falsch, keine, keiner, keines, nichts,
        non, non merci, aucun, aucune, rien, ninguno, ninguna, nada, nessuno, nessuna, niente, não, nao, nenhum, nenhuma,
        nu, niciunul, nimic, не, няма, нищо, ne, žádný, nic, nie, žiadny, żaden, brak, nem, semmi, ei, ei ole, mitte, ei mitään,
        nē, nav, nėra, όχι, οχι, κανένα, τίποτα, le, xejn, níl, ní hea, nema, ništa, nimam, nič, nej, ingen, intet, inget,
        nee, geen, niets, keins, n/a, not applicable, not yet, we have none, i have none, have none, we dont have one, i dont have one,
        we dont have any, dont have one, there is none, haben wir nicht, habe ich nicht, gibt es nicht, noch nicht, entfällt, wir haben keine,
        pas encore, sans objet, nous nen avons pas, todavía no, no tenemos, no tengo, non abbiamo, non ce labbiamo, não temos, nie mamy, nemáme, nincs,
        nu avem, нямаме, δεν έχουμε, nemamo, har vi inte, har vi ikke, meillä ei ole, meil ei ole, mums nav, neturime, mandniex, níl againn, hebben we niet
        """,
    Meaning.SKIP: """
        skip, skip it, skip this, skip that one, no need, not needed, leave it out, leave it empty, leave out, auslassen, weglassen, nicht nötig, next, pass, überspringen, ueberspringen, weiter, überspring, passer, sauter, saltar, omitir,
        salta, saltare, pular, saltar isto, sari peste, omite, пропусни, přeskočit, preskočit, preskočiť, pomiń, pomin,
        kihagy, kihagyom, jäta vahele, ohita, izlaist, praleisti, παράλειψη, aqbeż, scipeáil, preskoči, spring over,
        hoppa över, overslaan, sla over
        """,
    Meaning.BACK: """
        back, go back, previous, one back, step back, previous question, eins zurück, einen schritt zurück, zurück, zurueck, retour, atrás, atras, volver, indietro, voltar, atrás por favor, înapoi, inapoi,
        назад, zpět, zpet, späť, spat, wstecz, powrót, vissza, tagasi, takaisin, atpakaļ, atgal, πίσω, lura, ar ais, natrag,
        nazaj, tilbage, tillbaka, bakåt, terug
        """,
    Meaning.DONE: """
        done, finished, ready, thats all, that is all, fertig, das wars, das ist alles, fini, terminé, termine, listo, hecho,
        fatto, finito, pronto, feito, gata, готово, hotovo, gotowe, kész, kesz, valmis, gatavs, baigta, έτοιμο, lest, déanta,
        gotovo, končano, færdig
        """,
    Meaning.KEEP: """
        keep, keep it, keep them, leave it, as it is, same, the same, same as before, no change, no changes, unchanged, as before, as signed,
        nobody else, gleich, dasselbe, dieselben, wie bisher, unverändert, keine änderung, bleibt so, behalten, so lassen, garder, gardez, mantener, dejar, tenere, mantieni, manter,
        păstrează, запази, ponechat, ponechať, zostaw, zachowaj, megtart, jäta nii, säilytä, paturēt, palikti, κράτα, żomm,
        coinnigh, zadrži, obdrži, behold, behåll, behouden, houden
        """,
    Meaning.ANY: """
        any, anything, all, anywhere, anytime, any time, whatever, everything, all of them, alle, egal, jederzeit, alles, tous, toutes,
        tout, nimporte, peu importe, todos, todas, cualquiera, da igual, tutti, tutte, qualsiasi, qualquer, tanto faz, oricare,
        toate, всички, без значение, všechny, je to jedno, všetky, wszystkie, obojętnie, mindegy, mind, kõik, kaikki, mikä tahansa,
        visi, jebkurš, bet kuris, όλα, οποιοδήποτε, kollha, gach ceann, svi, sve, bilo koji, vse, katerikoli, vseeno, ligegyldigt,
        vad som helst, allemaal, maakt niet uit
        """,
    Meaning.LATER: """
        later, not now, never mind, nevermind, forget it, i changed my mind, changed my mind, i have changed my mind, cancel it, cancel that, cancel this,
        doch nicht, vergiss es, vergessen sie es, ich habe es mir anders überlegt, habs mir anders überlegt, laissez tomber, laisse tomber,
        jai changé davis, olvídalo, he cambiado de idea, lascia perdere, ho cambiato idea, deixa estar, mudei de ideias, laat maar, toch niet, nieważne,
        jednak nie, zmieniłem zdanie, zmieniłam zdanie, nech to být, rozmyslel jsem se, rozmyslela jsem se, rozmyslel som sa, rozmyslela som sa, predomislio sam se,
        predomislila sam se, premislil sem si, premislila sem si, meggondoltam magam, mégsem, mam răzgândit, отказах се, размислих, άλλαξα γνώμη, άστο,
        glöm det, jag har ändrat mig, glem det, jeg har ombestemt mig, antaa olla, muutin mieleni, unusta ära, mõtlesin ümber, pārdomāju, persigalvojau,
        biddilt fehmti, dathraigh mé mintinn, stop, cancel, pause, quit, später, spaeter, nicht jetzt, stopp, abbrechen, plus tard, pas maintenant,
        arrêter, más tarde, luego, ahora no, parar, più tardi, dopo, non ora, mais tarde, agora não, mai târziu, nu acum,
        по-късно, стоп, později, teď ne, neskôr, teraz nie, później, nie teraz, később, most nem, hiljem, mitte praegu,
        myöhemmin, ei nyt, vēlāk, ne tagad, vėliau, ne dabar, αργότερα, όχι τώρα, aktar tard, níos déanaí, kasnije, ne sada,
        pozneje, ne zdaj, senere, ikke nu, senare, inte nu, niet nu
        """,
    Meaning.NOT_SURE: """
        dunno, i dunno, maybe, perhaps, no clue yet, not decided, i have no idea, dont know yet, i dont know yet, vielleicht, noch unklar, weiß ich nicht, weiß ich noch nicht, peut être, quizás, tal vez, forse, talvez, misschien, może, možná, možno, talán, poate, może być, dont know, i dont know, i do not know, no idea, not sure, im not sure, i am not sure, unsure, hard to say, idk, no clue,
        who knows, weiß nicht, weiss nicht, ich weiß nicht, ich weiß es nicht, keine ahnung, nicht sicher, unsicher, mal sehen, je ne sais pas,
        sais pas, aucune idée, pas sûr, no sé, no lo sé, ni idea, no estoy seguro, non so, non lo so, nessuna idea, não sei, não faço ideia,
        не знам, нямам представа, nevím, netuším, neviem, netuším to, nie wiem, nie mam pojęcia, nem tudom, fogalmam sincs, nu știu, nu stiu,
        δεν ξέρω, δεν είμαι σίγουρος, ne znam, nemam pojma, ne vem, nimam pojma, ved ikke, det ved jeg ikke, vet inte, jag vet inte, vet ej,
        en tiedä, ei aavistustakaan, ei tea, ma ei tea, nezinu, nav ne jausmas, nežinau, ma nafx, níl a fhios agam, weet niet, weet ik niet, geen idee
        """,
    Meaning.HELP: """
        help, help me, help please, i need help, hilfe, hilf mir, ich brauche hilfe, aide, aidez moi, à laide, jai besoin daide,
        ayuda, ayúdame, aiuto, aiutami, ajuda, ajude me, помощ, pomoc, pomozte, pomôžte, pomoc proszę, segítség, ajutor, βοήθεια, pomoć, pomoč,
        hjælp, hjälp, apua, appi, abi, palīdzība, palīgā, pagalba, għajnuna, cabhair, hulp, help mij
        """,
    Meaning.RESTART: """
        start over, start again, restart, from the beginning, begin again, new start, von vorn, von vorne, neu anfangen, nochmal von vorne,
        neustart, recommencer, recommençons, depuis le début, empezar de nuevo, desde el principio, reiniciar, ricominciare, ricomincia, da capo,
        recomeçar, do início, отначало, znovu, od začátku, od začiatku, od początku, zacznij od nowa, elölről, újrakezdem, de la început,
        από την αρχή, ispočetka, ponovno, od začetka, začni znova, forfra, start forfra, börja om, från början, alusta, aloita alusta, algusest,
        no sākuma, iš pradžių, mill bidu, ón tús, opnieuw, opnieuw beginnen
        """,
    Meaning.HUMAN: """
        human, a human, a person, a real person, talk to a human, speak to a human, talk to a person, talk to someone, mensch,
        ein mensch, mit einem menschen sprechen, mit jemandem sprechen, un humain, une personne, parler à quelquun, un humano,
        una persona real, hablar con alguien, una persona, parlare con qualcuno, um humano, falar com alguém, uma pessoa, човек, говоря с човек,
        člověk, s člověkem, človek, s človekom, człowiek, rozmowa z człowiekiem, ember, egy emberrel, om real, un om, άνθρωπος, čovjek, s čovjekom,
        oseba, s človekom prosim, ask my partnership, ask a partnership, ask the partnership, meine partnerschaft fragen, menneske, et menneske, människa, en människa, ihminen, inimene, cilvēks, žmogus, bniedem, duine, een mens, met iemand spreken
        """,
    Meaning.WHAT: """
        huh, what is this, what is that, what do you mean, what does that mean, what does this mean, what do you want, what do you need, what shall i do, what should i do, what do i do,
        what am i supposed to do, i dont understand, i do not understand, i dont understand this, i dont understand the question, i do not understand the question, i dont get it,
        not understood, didnt get that, i am confused, im confused, unclear, why do you ask, why do you need that, why do you need this, why do you want to know, come again, say again, please explain, explain, explain please,
        hä, häh, wie bitte, was meinen sie, was meinst du, was heißt das, was bedeutet das, was soll ich tun, was soll das, was wollen sie, ich verstehe nicht, ich verstehe das nicht, verstehe ich nicht, das verstehe ich nicht,
        verstehe nicht, ich verstehe die frage nicht, nicht verstanden, wozu brauchen sie das, warum fragen sie, warum fragst du, bitte erklären, unklar,
        hein, je ne comprends pas, je ne comprends pas la question, pas compris, que voulez vous dire, pourquoi demandez vous cela, no entiendo, no lo entiendo, no comprendo, no entiendo la pregunta, qué quieres decir, por qué preguntas,
        non capisco, non ho capito, cosa vuol dire, cosa significa, perché lo chiedi, não entendo, não percebo, não entendi, não percebi, o que quer dizer, ik begrijp het niet, ik snap het niet, begrijp ik niet, wat bedoel je, wat bedoelt u,
        nie rozumiem, co to znaczy, nerozumím, nerozumím tomu, nerozumiem, nerozumiem tomu, nem értem, nu înțeleg, nu inteleg, nu am înțeles, не разбирам, не разбрах, δεν καταλαβαίνω, δεν κατάλαβα, ne razumijem, ne razumem, jeg forstår ikke,
        jeg forstår det ikke, det forstår jeg ikke, jag förstår inte, jag fattar inte, förstår inte, en ymmärrä, en ymmärrä kysymystä, ma ei saa aru, ei saa aru, nesaprotu, es nesaprotu, nesuprantu, ma nifhimx, ní thuigim
        """,
}
_ONLY_ASKED = """
    what, how, why, pardon, sorry, excuse me, how so, and now, what now, was, wie, warum, wieso, und jetzt, was jetzt, quoi, comment, pourquoi, qué, cómo, por qué, che, cosa, come, perché, o quê, como, porquê,
    porque, wat, hoe, waarom, co, jak, dlaczego, cože, proč, čo, prečo, mi, mit, miért, tessék, ce, cum, de ce, какво, защо, моля, τι, γιατί, što, zašto, kaj, zakaj, hvad, hvorfor, vad, varför,
    mitä, miksi, mida, miks, ko, kāpēc, ką, kodėl, xinhu, għaliex, cad, cén fáth
"""
"""What somebody says who does not understand, if it ends as a question: “Como?” is none, “Como” a town."""
SIGNS: Mapping[str, Meaning] = {
    **dict.fromkeys("👍👌✅✔🆗💯🙏", Meaning.YES),
    **dict.fromkeys("👎❌🚫-–—∅", Meaning.NO),
    **dict.fromkeys("⏭⏩", Meaning.SKIP),
    **dict.fromkeys("⬅◀👈", Meaning.BACK),
    **dict.fromkeys("🤷🤔", Meaning.NOT_SURE),
    **dict.fromkeys("🆘", Meaning.HELP),
    **dict.fromkeys("?？;¿❓❔⁉", Meaning.WHAT),
}

_COURTESY = """
    please, pls, plz, sorry, unfortunately, entschuldigung, tut mir leid, leider, désolé, désolée, lo siento, scusa, scusi, desculpe, thanks, thanks a lot, thank you, thank you very much, thank you so much, thanks so much, many thanks, thx, cheers, hi, hello, hey, then, well, hm, hmm, i think, i guess, i suppose,
    bitte, danke, vielen dank, herzlichen dank, danke schön, danke sehr, hallo, glaube ich, denke ich, sil vous plaît, sil te plaît, svp, merci, bonjour, je crois, por favor, gracias,
    hola, creo, per favore, per piacere, grazie, ciao, credo, obrigado, obrigada, olá, acho, alstublieft, aub, dank je, dank u, bedankt, graag, hallo,
    proszę, dziękuję, dzięki, prosím, děkuji, díky, ďakujem, vďaka, kérem, köszönöm, vă rog, te rog, mulțumesc, моля, благодаря, παρακαλώ, ευχαριστώ,
    molim, hvala, prosim, tack, snälla, tak, venligst, kiitos, palun, aitäh, lūdzu, paldies, prašau, ačiū, jekk jogħġbok, grazzi, le do thoil
    """
"""What people say around an answer; by itself it may be one, as tak and prego are."""
LONGEST_COURTESY = 4  # words
LONGEST_ANSWER = 200  # signs of what has courtesy around it; who writes more tells a story
LONGEST_WORDS = 6  # that mean something small together
LONGEST_MEANING = 60  # signs

TOO = frozenset(
    "too also plus add additionally auch zusätzlich aussi también anche également także też również také tiež också även myös ka taip arī "
    "szintén tudi također również също και".split()
)
"""With these a country is one more, not another home; no word that means something else elsewhere."""
_SIGNS = re.compile(r"[\W_]+")
_BELOW_ZERO = re.compile(r"\s*[-\N{MINUS SIGN}]\d")


def bare(text: str) -> str:
    """The words of a text in small letters: no signs, and nothing in brackets such as `(2)`."""
    outside = text.partition("(")[0] or text
    return _SIGNS.sub(" ", outside.casefold().replace("'", "").replace("’", "")).strip()


def below_zero(text: str) -> bool:
    """Whether a text begins with a number below zero: bare of its sign it would be another, and a button's."""
    return bool(_BELOW_ZERO.match(text))


@lru_cache(maxsize=4096)
def bare_name(text: str) -> str:
    """The same of words that are ours, which are few and asked for at every turn: they are kept."""
    return bare(text)


def listed(words: str) -> frozenset[str]:
    """The bare words of a list between commas."""
    return frozenset(filter(None, map(bare, words.split(","))))


WORDS: Mapping[Meaning, frozenset[str]] = {
    meaning: listed(words) for meaning, words in _WORDS.items()
}
_MEANINGS = {word: meaning for meaning, words in WORDS.items() for word in words}
_ASKED = listed(_ONLY_ASKED)


COURTESIES = listed(_COURTESY)
_AROUND = listed(
    "i, we, the, a, it, this, that, please, one, now, want, would, like, need, could, can, you, to, id, lets, no, nr, number, option, choice, take, my, "
    "ich, den, die, das, der, es, bitte, nummer, nehme, möchte, wir, will, jetzt, das, mein, meine"
)
"""Words that name no button."""


def without_courtesy(typed: str) -> str:
    """An answer without “please”, “hi” and “I think” before and after it; all of it where nothing else is said."""
    if len(typed) > LONGEST_ANSWER:
        return typed
    words = typed.split()
    for count in range(min(LONGEST_COURTESY, len(words) - 1), 0, -1):
        if bare_name(" ".join(words[-count:])) in COURTESIES:
            return without_courtesy(" ".join(words[:-count]).rstrip(" ,"))
        if bare_name(" ".join(words[:count])) in COURTESIES:
            return without_courtesy(" ".join(words[count:]))
    return typed


def telling(typed: str) -> list[str]:
    """The words that may name a button: without courtesy and without what stands around a name."""
    return [one for one in bare(without_courtesy(typed)).split() if one not in _AROUND]


def meaning(typed: str) -> Meaning | None:
    """What is meant, if all that was typed are small words of one meaning, or one sign.

    A yes before another small word only leads over to it: “ok, skip” skips.
    """
    text = typed.strip()
    if text and not bare(text):
        return SIGNS.get(text[:1])
    if text.endswith(("?", ";")) and bare(text) in _ASKED:
        return Meaning.WHAT
    whole = _MEANINGS.get(bare(text))
    if whole or len(text) > LONGEST_MEANING:
        return whole
    meant = _meanings(bare(without_courtesy(text)).split())
    led_to = meant - {Meaning.YES} or meant
    return next(iter(led_to)) if len(led_to) == 1 and meant != {Meaning.YES, Meaning.NO} else None


def only_nice(typed: str) -> bool:
    """Whether nothing is said but small words and thanks: “ok thanks”, “hello”, 👍."""
    words = bare(typed).split()
    each = all(one in COURTESIES or one in _MEANINGS for one in words)
    told = {bare(typed), bare(without_courtesy(typed))}
    return each or meaning(typed) is not None or bool(told & COURTESIES)


def _meanings(words: Sequence[str]) -> set[Meaning]:
    """The meanings of words one after the other, the longest first; none where one has no meaning."""
    found: set[Meaning] = set()
    at = 0
    while at < len(words):
        lengths = range(min(len(words) - at, LONGEST_WORDS), 0, -1)
        known = [n for n in lengths if " ".join(words[at : at + n]) in _MEANINGS]
        if not known:
            return set()
        found.add(_MEANINGS[" ".join(words[at : at + known[0]])])
        at += known[0]
    return found


_OTHERWISE = listed(
    """
    other, others, another, different, else, instead, rather, andere, anderen, anderer, anderes, stattdessen, lieber, autre, autres, plutôt, otro, otra, otros, otras,
    altro, altra, altri, altre, invece, outro, outra, outros, outras, ander, liever, inne, inny, inna, jiné, jiný, jiná, iné, iný, iná, másik, más, alt, altă, alte, alta,
    друг, друга, други, друго, άλλη, άλλο, άλλες, άλλα, drugi, druge, drugo, drugačne, anden, andre, andet, annan, andra, annat, muu, muut, muita, toinen, muud, teine, teised,
    cits, citi, cita, citus, kitas, kita, kiti, kitus, oħra, oħrajn, eile
    """
)
"""With these something else is wished than what was proposed."""


def refuses(typed: str) -> bool:
    """Whether words turn down what was asked: “no, other dates”, “not these”; none that tell a day do."""
    words = bare(without_courtesy(typed)).split()
    if meaning(typed) is Meaning.NO:
        return True
    if len(words) > LONGEST_WORDS or any(map(str.isdecimal, "".join(words))):
        return False
    begun = any(_MEANINGS.get(" ".join(words[:n])) is Meaning.NO for n in range(1, 4))
    return begun or bool(_OTHERWISE & set(words))


def is_courtesy(typed: str) -> bool:
    """Whether nothing is said but “hello” or “thank you”, which answers no question."""
    return meaning(typed) is None and bare_name(typed) in COURTESIES


def said_by_sign(sign: object) -> str:
    """The sign itself where it means something, as 👍 does on a sticker; "" where it is only nice."""
    return sign if isinstance(sign, str) and meaning(sign) else ""

"""Words around an answer that are none: “we are called …”, “that would be …”, “… or so, please”.

Whoever answers in a sentence means what is left of it. No answer is only such words, so a short one that
would be left empty stays as it is.
"""

from __future__ import annotations

from functools import cache

from bot.conversation.small_words import COURTESIES, bare, listed

_OPENINGS = COURTESIES | listed(
    """
    called, named, is called, heißt, heisst, genannt, we are called, were called, it is called, its called, the name is, our name is, the company is called, our company is called, the name of our
    organisation is, our company is, my name is, i am called, i am, im, that would be, thatd be, that is, thats, it is, its, this is, we are in, were in,
    we are based in, were based in, we are located in, we are from, were from, we are registered in, registered in, we are a member of, we are members of,
    were a member of, were members of, i am a member of, a member of, member of, members of, we belong to, we can work in, we work in, we can speak,
    we speak, i speak, i can work in, we would love to go to, wed love to go to, we would like to go to, wed like to go to, we would like to visit,
    wed like to visit, we want to go to, we want to visit, i want to go to, i want to visit, i would like to visit, id like to visit, id like to go to,
    let me think, let me see, so, um, maybe, perhaps, probably, best in, best would be, ideally, ideally in,
    preferably, preferably in, most likely, you can write to, you can reach me at, my email is, my e mail is, my answer is, the answer is, i would say, id say,
    we do, we are in the field of, we work in the field of,
    wir heißen, wir heissen, der name ist, unser name ist, mein name ist, unsere firma heißt, die firma heißt, ich heiße, ich heisse, ich bin, wir sind,
    das ist, das wäre, das sind, es ist, wir sind in, wir sind aus, wir sitzen in, wir kommen aus, wir sind mitglied bei, wir sind mitglied von,
    wir sind mitglied im, wir sind mitglied der, mitglied bei, mitglied von, mitglied im, wir sprechen, ich spreche, wir können, wir arbeiten auf,
    wir möchten nach, wir wollen nach, wir würden gern nach, wir würden gerne nach, ich möchte nach, am liebsten, am liebsten nach, am liebsten im,
    am liebsten in, am besten, am besten im, am besten in, ich denke, ich glaube, ich würde sagen, also, na ja, naja, wahrscheinlich, vielleicht,
    meine e mail ist, unsere e mail ist, guten tag,
    nous sommes, on est, cest, ce serait, je mappelle, notre nom est, nous parlons, on parle, je pense, plutôt, de préférence, membre de, nous voulons aller en,
    nous voudrions aller en, somos, es, sería, me llamo, nos llamamos, se llama, estamos en, hablamos, creo que, preferiblemente, miembro de, miembros de,
    siamo, è, sarebbe, mi chiamo, ci chiamiamo, si chiama, parliamo, penso, credo, preferibilmente, membro di, membri di, siamo a, siamo in,
    seria, chamo me, chama se, falamos, acho que, membro de, membros de, estamos no, estamos na, estamos em, wij zijn, we zijn, het is, dat is, wij heten,
    ik heet, ik ben, wij spreken, we spreken, ik denk, liefst, liefst in, lid van, jesteśmy, to jest, nazywamy się, nazywam się, mówimy po, chyba,
    jsme, to je, jmenuji se, mluvíme, asi, sme, voláme sa, suntem, este, mă numesc, vorbim, vi är, det är, jag heter, vi talar, vi er, det er,
    jeg hedder, vi taler, olemme, se on, nimeni on, puhumme, oleme, see on, esam, esame, vagyunk, beszélünk, είμαστε, είναι, ние сме, това е
    """
)
_CLOSINGS = COURTESIES | listed(
    """
    would do, will do, would be fine, would be good, would be great, would be best, is fine, is best, or so, at any time, any time,
    that is it, thats it, if possible, wäre gut, wäre schön, passt, oder so, wenn möglich, alsjeblieft
    """
)
LONGEST = 16
"""Words of something that is an answer in a sentence; more tell a story."""
_TIMES = 3


def without_introduction(typed: str) -> str:
    """What is left of an answer without the words around it; all of it where there are none."""
    words = typed.split()
    if not 1 < len(words) <= LONGEST or "\n" in typed.strip():
        return typed
    for _ in range(_TIMES):
        kept = _without_closing(_without_opening(words))
        if kept == words:
            break
        words = kept
    left = " ".join(words).strip(" ,;–-")
    return left if any(map(str.isalnum, left)) else typed


def _without_opening(words: list[str]) -> list[str]:
    for length in range(min(_longest(), len(words) - 1), 0, -1):
        if bare(" ".join(words[:length])) in _OPENINGS:
            return words[length:]
    return words


def _without_closing(words: list[str]) -> list[str]:
    for length in range(min(_longest(), len(words) - 1), 0, -1):
        if bare(" ".join(words[-length:])) in _CLOSINGS:
            return words[:-length]
    return words


@cache
def _longest() -> int:
    return max(len(one.split()) for one in (*_OPENINGS, *_CLOSINGS))

"""Invented companies, written in another way: is each found, are strangers left alone, how fast."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import roc_auc_score

from matching.organisations.clues import Named
from matching.organisations.sameness import Register
from matching.words.names import fold
from tests.bench.figures import took

if TYPE_CHECKING:
    from tests.bench.figures import Figures

SYLLABLES = "ka lo mi ter von dra sel bi nor tex fa ru pol gan vi sto mer zen lu cor ab er".split()
TRADES = (
    "Automation Bau Bio Ceramics Clima Consulting Data Design Digital Dynamics Energy Foods Glass "
    "Holz Laser Logistics Maschinenbau Medical Metal Optics Packaging Pharma Precision Robotics "
    "Sensors Software Solar Solutions Systems Technologies Textil Tools Transport Vision Water"
).split()
FORMS = {
    "DE": ["GmbH", "GmbH & Co. KG", "AG"],
    "FR": ["SAS", "SARL", "S.A."],
    "IT": ["S.r.l.", "S.p.A."],
    "PL": ["sp. z o.o.", "S.A."],
    "RO": ["S.R.L.", "SRL"],
    "BG": ["ООД", "ЕООД", "АД"],
}
ADDED = ["International", "Group", "Europe"]
NAMES = 400
"""First words of invented names: companies share them, as real ones do."""
ASKED = 0.5
KNOWN, CANDIDATES, STRANGERS = 3000, 500, 300


def companies(rng: random.Random, count: int) -> list[tuple[str, str]]:
    """So many names without legal forms, and their countries."""
    firsts = ["".join(rng.choices(SYLLABLES, k=rng.randint(2, 3))).title() for _ in range(NAMES)]
    found: dict[tuple[str, str], None] = {}
    while len(found) < count:
        first, trades = rng.choice(firsts), rng.sample(TRADES, 2)
        name = rng.choice(
            (f"{first}{trades[0].lower()}", f"{first} {trades[0]}", f"{first} {' '.join(trades)}")
        )
        found[name, rng.choice(list(FORMS))] = None
    return list(found)


def slipped(word: str, rng: random.Random) -> str:
    """A word with a letter lost, doubled or swapped with the next."""
    at = rng.randrange(1, len(word) - 1)
    slips = (word[at + 1 :], word[at] + word[at:], word[at + 1] + word[at] + word[at + 2 :])
    return word[:at] + rng.choice(slips)


def rewritten(name: str, rng: random.Random) -> str:
    """A name as somebody else writes it."""
    words = name.split()
    ways = (
        lambda: " ".join([slipped(words[0], rng), *words[1:]]),
        lambda: " ".join(slipped(one, rng) if len(one) > 3 else one for one in words),
        name.upper,
        lambda: "".join(words),
        lambda: f"{name} {rng.choice(ADDED)}",
        lambda: " ".join(words[:-1]) if len(words) > 2 else name,
        lambda: name,
    )
    return rng.choice(ways)()


def with_form(name: str, country: str, rng: random.Random) -> Named:
    """A company with a legal form of its country."""
    return Named(f"{name} {rng.choice(FORMS[country])}", country)


def written_differently(table: Figures) -> None:
    """Rows on companies of a register asked for in other words, beside plain scorers."""
    rng = random.Random(0)  # noqa: S311 - drawn the same each time
    drawn = companies(rng, KNOWN + STRANGERS)
    strangers = [with_form(*one, rng) for one in drawn[KNOWN:]]
    known = [with_form(*one, rng) for one in drawn[:KNOWN]]
    picked = rng.sample(range(KNOWN), CANDIDATES)
    asked = [with_form(rewritten(drawn[n][0], rng), drawn[n][1], rng) for n in picked]
    ready = Register(known)
    found, others = ready.matches(asked), ready.matches(strangers)
    first = np.mean([bool(row) and row[0].index == n for row, n in zip(found, picked, strict=True)])
    rivals = {
        "char_wb 2-4": _by(asked, known, picked, analyzer="char_wb", ngram_range=(2, 4)),
        "words 1-2": _by(asked, known, picked, ngram_range=(1, 2)),
    }
    table.add_row(
        "companies written differently, first",
        f"{first:.3f}",
        "TF-IDF " + ", ".join(f"{name} {share:.3f}" for name, share in rivals.items()),
        f"{first / max(rivals.values()):.2f}",
    )
    said = [
        next((m.probability for m in row if m.index == n), 0.0)
        for row, n in zip(found, picked, strict=True)
    ]
    wrongly = [row[0].probability if row else 0.0 for row in others]
    truth = [True] * len(said) + [False] * len(wrongly)
    table.add_row(
        "asked about: known companies, strangers",
        f"{np.mean(np.array(said) >= ASKED):.3f}, {np.mean(np.array(wrongly) >= ASKED):.3f}",
        f"AUC {roc_auc_score(truth, said + wrongly):.3f}",
        "",
    )


ACRONYMS = 300
"""Companies of the register that are called by three or four letters."""
SURE = 0.99
JOINERS = (" & ", " and ", " und ", "+")


def typed(name: str, form: str, rng: random.Random) -> str:
    """A company as people type it: without its form, in capitals, with a slip, a word less, a country more."""
    words = name.split()
    longest = max(words, key=len)
    slip = name.replace(longest, slipped(longest, rng)) if len(longest) > 4 else name
    ways = (
        lambda: name,
        name.lower,
        lambda: f"{name.upper()} {form.upper()}",
        lambda: f"{name}, {form}",
        lambda: slip,
        lambda: f"{slip} {form}",
        lambda: f"{name} {rng.choice(('Deutschland', 'France', 'Italia', 'Europe'))} {form}",
        lambda: "".join(words) if len(words) > 1 else f"{name} {form}",
        lambda: name.replace(" ", "-"),
        lambda: f"Fa. {name}",
    )
    return rng.choice(ways)()


def named_as_typed(table: Figures) -> None:
    """Rows on a register with acronyms in it, asked for as people type, three times drawn anew.

    Half of the strangers have a known acronym or first word with a trade of their own: other companies.
    """
    for seed in (1, 2, 3):
        rng = random.Random(seed)  # noqa: S311 - drawn the same each time
        drawn = companies(rng, KNOWN + STRANGERS)
        short = [
            "".join(rng.choices("ABDEFGIKLMNOPRSTUVW", k=rng.randint(3, 4)))
            for _ in range(ACRONYMS)
        ]
        places = rng.choices(list(FORMS), k=ACRONYMS)
        named = [*drawn[:KNOWN], *dict(zip(short, places, strict=True)).items()]
        forms = [rng.choice(FORMS[country]) for _, country in named]
        known = [
            Named(f"{name} {form}", land) for (name, land), form in zip(named, forms, strict=True)
        ]
        picked = [*rng.sample(range(KNOWN), CANDIDATES), *range(KNOWN, KNOWN + ACRONYMS // 3)]
        asked = [Named(typed(named[n][0], forms[n], rng), named[n][1]) for n in picked]
        near = [(f"{name} {rng.choice(TRADES)}", land) for name, land in named[-ACRONYMS // 2 :]]
        letters = {_letters(name) for name, _ in named}
        strange = [one for one in (*drawn[KNOWN:], *near) if _letters(one[0]) not in letters]
        others = [with_form(*one, rng) for one in strange]
        found = Register(known).matches([*asked, *others], 1)
        right = [bool(row) and row[0].index == n for row, n in zip(found, picked, strict=False)]
        said = [row[0].probability if row else 0.0 for row in found]
        table.add_row(
            f"companies as typed, draw {seed}: first, recall at 99 % precision",
            f"{np.mean(right):.3f}, {_recall(said, [*right, *[False] * len(others)], len(asked)):.3f}",
            f"char_wb 2-4 {_by(asked, known, picked, analyzer='char_wb', ngram_range=(2, 4)):.3f}",
            "",
        )


def _letters(name: str) -> str:
    return fold(name).replace(" ", "")


def _recall(said: list[float], right: list[bool], wanted: int) -> float:
    """The share found by a threshold above which 99 in 100 are right."""
    order = np.argsort(-np.array(said), kind="stable")
    hits = np.cumsum(np.array(right)[order])
    precise = hits / np.arange(1, len(order) + 1) >= SURE
    return float(hits[precise].max() / wanted) if precise.any() else 0.0


def _by(asked: list[Named], known: list[Named], picked: list[int], **how: object) -> float:
    """The share found first by the cosine of one kind of TF-IDF within the country."""
    vectorizer = TfidfVectorizer(preprocessor=fold, sublinear_tf=True, **how)
    there = vectorizer.fit_transform([one.name for one in known])
    cosines = (vectorizer.transform([one.name for one in asked]) @ there.T).toarray()
    countries = np.array([one.country for one in known])
    for row, one in zip(cosines, asked, strict=True):
        row[countries != one.country] = -1
    return float(np.mean(cosines.argmax(axis=1) == picked))


def register(table: Figures, candidates: int = 1000, organisations: int = 100_000) -> None:
    """A row on the time for many candidates in a large register."""
    rng = random.Random(0)  # noqa: S311 - drawn the same each time
    places = rng.choices(list(FORMS), k=organisations)
    known = [
        with_form(f"{_word(rng)} {_word(rng)} {rng.choice(TRADES)}", place, rng) for place in places
    ]
    asked = rng.sample(known, candidates)
    built = took(lambda: Register(known))
    ready = Register(known)
    searched = took(lambda: ready.matches(asked))
    rival = took(lambda: _words_alone([one.name for one in asked], [one.name for one in known]))
    table.add_row(
        f"{candidates} candidates in {organisations} organisations, processor s",
        f"register {built.processor:.1f}, search {searched.processor:.2f}",
        f"words 1-2 TF-IDF, both {rival.processor:.1f}",
        f"{(built.processor + searched.processor) / rival.processor:.1f}",
    )


def _word(rng: random.Random) -> str:
    return "".join(rng.choices(SYLLABLES, k=rng.randint(2, 4))).title()


def _words_alone(asked: list[str], known: list[str]) -> None:
    vectorizer = TfidfVectorizer(ngram_range=(1, 2)).fit(known)
    matrix = vectorizer.transform(known).T.tocsr()
    rows = vectorizer.transform(asked)
    for start in range(0, len(asked), 100):
        (rows[start : start + 100] @ matrix).argmax(axis=1)

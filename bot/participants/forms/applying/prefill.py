"""One paragraph about oneself, and what is proposed from it: nothing is taken without a tap."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from bot.conversation.forms import NOTHING, Question
from bot.conversation.kinds import options
from bot.conversation.kinds.base import Asked, Given, Option
from bot.conversation.kinds.choices import OneOf, SomeOf
from bot.conversation.kinds.texts import FreeText, Whole, numbers_in, whole_numbers
from bot.participants.forms.applying.beside import BESIDE, of_the_host, told_beside
from exchange.words import N_
from matching.organisations.web_domains import own_domain
from matching.places.cities import city as city_of
from matching.topics.vocabulary import related, topic_label
from matching.understanding.aims import activities_for, activities_of, aims_of
from matching.understanding.reading import understand
from matching.understanding.travelling import party_of
from matching.words.names import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from bot.conversation.events import Event
    from bot.conversation.kinds.base import Heard
    from bot.conversation.talk import Talk
    from matching.understanding.reading import Understood

ABOUT = "about"
READ = "read"
CORRECTED = "told"
"""Where what was understood is kept once somebody has corrected it."""
ALL = "suggested"  # of what was read back: it is right
OFFERED_TOPICS = 14
A_REASON = 40  # characters
MANY = tuple(
    fold(one)
    for one in "hundred hundert thousand tausend dozen dutzend douzaine docena dozzina cent cien cento mil honderd duizend sto stov set száz ezer sută sute mie сто хилядa εκατό χίλι hundra tusen sata tuhat simt tūkst šimt mija céad míle".split()
)
FEWER = frozenset(
    fold(one)
    for one in "less fewer under below weniger unter moins menos meno minder onder mniej poniżej méně pod menej kevesebb alatt sub под κάτω manje manj färre under færre alle vähemän alla mazāk mažiau".split()
)
"""With these a number is not reached."""

# What answers which question.
TOLD: Mapping[str, Callable[[Understood], Any]] = {
    "organisation_name": lambda found: found.organisation,
    "organisation_type": lambda found: found.organisation_type,
    "size": lambda found: found.size,
    "country": lambda found: found.country,
    "city": lambda found: found.city,
    "languages": lambda found: list(found.languages),
    "ecosystems": lambda found: list(found.ecosystems),
    "topics": lambda found: list(found.topics[:OFFERED_TOPICS]),
    "wished_countries": lambda found: [one for one in found.wished if one != found.country],
    "months": lambda found: list(found.months),
    "working_days": lambda found: found.working_days,
    "party": lambda found: found.party,
    "offers": lambda found: found.offers,
    "seeks": lambda found: found.seeks,
    "goals": lambda found: list(found.goals),
    "activities": lambda found: list(found.activities),
    "partner_kinds": lambda found: list(found.partner_kinds),
}
READ_OUT = (*TOLD, *BESIDE)
"""Every question that a paragraph may answer."""
DERIVED = {"goals", "activities", "partner_kinds", "ecosystems"}
"""What nobody said in so many words: marked, until it is confirmed."""


@lru_cache(maxsize=4)  # a turn asks for it again and again; words are not kept for long
def read(text: str, today: date | None = None) -> Understood:
    """What a paragraph says."""
    return understand(text, today)


def understood(answers: Mapping[str, Any]) -> Understood:
    """What the paragraph says, nothing if it was skipped."""
    return read(str(answers.get(ABOUT) or ""))


class About(FreeText):
    """A paragraph, out of which answers are read."""

    def hear(self, asked: Asked, event: Event) -> Heard:
        """The paragraph; if nothing is read in it, that is said."""
        heard = super().hear(asked, event)
        if not isinstance(heard, Given):
            return heard
        found = read(heard.value, asked.talk.work.now.date())
        if any(tells(found) for tells in TOLD.values()):
            return heard
        nothing = "I read no answer out of that, so I ask one by one. Your text is kept; “Back” lets you write more."
        return replace(heard, note=asked.say(nothing))


def about(talk: Talk) -> Question:
    """The question for the paragraph."""
    return Question(
        ABOUT,
        N_("In one paragraph"),
        N_(
            "Tell me in a few sentences, in your language: who and where you are, what you do and look for, when. I read the answers out of it. Or skip this, and I ask one by one."
        ),
        About(20, talk.work.scheme.limits.text),
        optional=True,
        resets=("topics", READ, CORRECTED),
        quiet=True,
    )


def topics() -> Question:
    """The topics that were read, to be confirmed; asked only when there are any."""
    return Question(
        "topics",
        N_("Topics"),
        N_("Which topics describe your work? Hosts are found by them in every language."),
        SomeOf(_topics, most=10),
        optional=True,
        applies=lambda answers: bool(understood(answers).topics),
        propose=lambda asked: list(proposed("topics")(asked) or ())[:10],
    )


def _topics(asked: Asked) -> Sequence[Option]:
    """The topics read, then those near them."""
    found = understood(asked.answers).topics
    near = [other for one in found for other in related(one)]
    ids = list(dict.fromkeys((*found, *near)))[: max(OFFERED_TOPICS, len(found))]
    return [Option(one, topic_label(one, asked.say.language)) for one in ids]


def proposed(question: str) -> Callable[[Asked], Any]:
    """What was read as an answer to that question and is not yet taken; None if nothing.

    What was taken away again where it was read back is not proposed anew; what could not be shown there,
    since it depends on an answer that came later, is.
    """

    def propose(asked: Asked) -> Any:
        return told(asked).get(question)

    return propose


def suggested(question: str) -> Callable[[Asked], str]:
    """The same for words that are offered to be taken by a tap."""

    def suggest(asked: Asked) -> str:
        return proposed(question)(asked) or ""

    return suggest


def told(asked: Asked) -> Mapping[str, Any]:
    """What was understood, as corrected, by the ids of the questions."""
    corrected = asked.answers.get(CORRECTED)
    if corrected is not None:
        return dict(corrected)
    text = str(asked.answers.get(ABOUT) or "")
    found = read(text, asked.talk.work.now.date())
    known = {name: value for name, tells in TOLD.items() if (value := tells(found))}
    return {**of_the_host(asked, text, known), **told_beside(asked, text, found)}


def country(asked: Asked) -> str | None:
    """The country that was read, if it takes part."""
    found = proposed("country")(asked)
    work = asked.talk.work
    return found if found in options.any_country(work.scheme, work.now.date()) else None


def city(asked: Asked) -> str | None:
    """The city that was read, if it lies in the country that was given."""
    found = proposed("city")(asked)
    return found if found and city_of(found).country == asked.answers.get("country") else None


def cluster(asked: Asked) -> str | None:
    """The cluster that was named, if the organisation is where it was said to be."""
    same = told(asked).get("country") == asked.answers.get("country")
    return proposed("cluster")(asked) if same else None


def languages(asked: Asked) -> list[str]:
    """The languages that were read, of those that can be chosen."""
    known = {one.id for one in options.languages(asked)}
    return [one for one in proposed("languages")(asked) or () if one in known]


def size_of(typed: str) -> str | None:
    """The class of size of a typed number of people, "60" or "60 to 70"; None where several are told."""
    told = whole_numbers(typed) or (() if _many(typed) else party_of(typed) or numbers_in(typed))
    if len(told) == 1 and _fewer(typed):
        told = (max(1, told[0] - 1),)
    classes = {read(f"We are {number} people.").size for number in told}
    return classes.pop() if len(classes) == 1 else None


def _many(typed: str) -> bool:
    """Whether a number is told by hundreds or dozens, which nobody here counts."""
    return any(word.startswith(MANY) for word in fold(typed).split())


def _fewer(typed: str) -> bool:
    """Whether a number is one that they are below: "less than 10", "unter 50"."""
    return "<" in typed or bool(set(fold(typed).split()) & FEWER)


def allowed(question: Question, asked: Asked, value: Any) -> Any:
    """The part of what was read that the question takes; nothing if none."""
    match question.kind:
        case OneOf():
            return value if value in {one.id for one in question.kind.options(asked)} else None
        case SomeOf():
            ids = {one.id for one in question.kind.options(asked)}
            return [one for one in value or () if one in ids][: question.kind.most]
        case Whole():
            return value if value and question.kind.least <= value <= question.kind.most else None
        case FreeText() if question.id in {"offers", "seeks"}:
            return value if len(value or "") >= question.kind.least else None
        case _:
            return value


def goals(asked: Asked) -> list[str] | None:
    """What the exchange is for, as what they seek tells it first; None where it tells nothing."""
    return list(aims_of(_sought(asked))[:1]) or (["networking"] if _host_told(asked) else None)


def activities(asked: Asked) -> list[str] | None:
    """What would be done: as they tell it, else what is usually done for their goals."""
    told_so = activities_of(_sought(asked))
    wanted = asked.answers.get("goals") or goals(asked) or ()
    chosen = [one for goal in wanted for one in activities_for(goal)]
    return list(dict.fromkeys((*told_so, *chosen))) or None


def motivation(asked: Asked) -> str | None:
    """Of a paragraph, what they seek is why they would like to take part; else it is asked."""
    seeks = str(asked.answers.get("seeks") or sought_by_host(asked) or "")
    return seeks if asked.answers.get(ABOUT) and len(seeks) >= A_REASON else None


def sought_by_host(asked: Asked) -> str | None:
    """Whom a host looks for who has told what there is to see, and nothing more; else it is asked."""
    mine = asked.answers.get("ecosystems")
    if not mine or not _host_told(asked):
        return None
    labels = {one.id: one.label for one in options.scheme_list("ecosystems")(asked)}
    where = ", ".join(labels.get(one, one) for one in mine)
    return asked.say(
        "Partners from {where} who come to see how we work, and tell us how they do.", where=where
    )


def nothing_for_host(asked: Asked) -> str | None:
    """For what a host may leave out: nothing is assumed, and they are not asked for it."""
    return NOTHING if _host_told(asked) else None


def website_of_host(asked: Asked) -> str | None:
    """The web page under the domain of a host's e-mail address, where that is their own."""
    domain = own_domain(str(asked.answers.get("email") or "")) if _host_told(asked) else ""
    return f"https://www.{domain}" if domain else None


def one_place(asked: Asked) -> int | None:
    """One guest at a time, for a host whose words tell no number."""
    return 1 if _host_told(asked) else None


def _host_told(asked: Asked) -> bool:
    """Whether a host has told in a paragraph what is to be known of them."""
    return asked.answers.get("role") == "host" and bool(asked.answers.get(ABOUT))


def _sought(asked: Asked) -> str:
    told_so = (asked.answers.get("seeks"), asked.answers.get("motivation"))
    return "\n".join(str(one) for one in told_so if one)

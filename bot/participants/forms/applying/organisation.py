"""The application's first questions: what is wanted, and which organisation wants it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeAlias

from bot.conversation.forms import Question
from bot.conversation.kinds import options
from bot.conversation.kinds.base import LEAVE, Asked, Given, Noted, Option
from bot.conversation.kinds.choices import OneOf, Other
from bot.conversation.kinds.places import CityName
from bot.conversation.kinds.texts import VatNumber
from bot.conversation.screens import Button
from bot.conversation.talk import Talk
from bot.participants import addresses as to
from bot.participants.forms.applying import by_link, prefill
from bot.participants.forms.applying.contact import Called, WebsiteAndVat
from bot.participants.forms.applying.eligibility import (
    NO_CLUSTER,
    OTHER_CLUSTER,
    needs_a_cluster,
    refused_for_cluster,
    refused_for_size,
    refused_for_type,
)
from bot.participants.forms.applying.read_back import read_back
from exchange.people import partnerships
from exchange.supporting.kinds import body_in
from exchange.words import N_
from matching.questions.asked import is_question
from matching.understanding.concluding import side_meant
from matching.understanding.sides import side_of
from storage.tables import ServiceKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.conversation.events import Event
    from bot.conversation.kinds.base import Heard
    from bot.conversation.screens import Rows

Of: TypeAlias = Callable[[Talk], tuple[Question, ...]]

A_STORY = 8
"""Words that say more than which of the roles it is."""
MORE = 3
"""Words that go on with what was told already."""
SIZED = {"sme", "large_company", "scaling_up_support", "training_provider"}


def _names_other_cluster(answers: Mapping[str, Any]) -> bool:
    return needs_a_cluster(answers) and answers.get("cluster") == OTHER_CLUSTER


def _roles(asked: Asked) -> Sequence[Option]:
    say = asked.say
    return [
        Option("visitor", say("I want to visit"), (say("visitor"), "visit", "visitor")),
        Option("host", say("I want to host"), (say("host"), "host")),
        Option("both", say("Both"), ("both",)),
    ]


def _clusters(asked: Asked) -> Sequence[Option]:
    country = str(asked.answers.get("country", ""))
    known = [
        Option(str(one.id), one.name) for one in partnerships.clusters(asked.talk.work, country)
    ]
    other = Option(OTHER_CLUSTER, asked.say("Another cluster"))
    return [*known, other, Option(NO_CLUSTER, asked.say("No cluster"))]


class RoleOrStory(OneOf):
    """The role; whoever tells all about themselves at once is asked for it, and their words are kept."""

    reads_paragraphs = True

    def hear(self, asked: Asked, event: Event) -> Heard:
        """The role that was typed; a paragraph answers the question that comes after this one."""
        heard, words = super().hear(asked, event), len(event.text.split())
        more = asked.answers.get(prefill.ABOUT) and not isinstance(heard, Given)
        story = words >= (MORE if more else A_STORY)
        if is_question(event.text):
            return heard
        side = side_meant(event.text) if story else side_of(event.text)
        if side and not isinstance(heard, Given):
            heard = Given(side, interpreted=True)
        return self._with_the_story(asked, event, heard) if story else heard

    def _with_the_story(self, asked: Asked, event: Event, heard: Heard) -> Heard:
        """What a paragraph tells beside the role, kept for the question that comes next."""
        told = "\n".join(filter(None, (asked.answers.get(prefill.ABOUT), event.text)))
        kind = prefill.About(20, asked.talk.work.scheme.limits.text)
        story = kind.hear(asked, replace(event, text=told))
        if not isinstance(story, Given):
            return story
        about = {prefill.ABOUT: story.value}
        if isinstance(heard, Given):
            return replace(heard, also=about)
        kept = "Thank you, I read that as soon as you have said which of the two it is."
        return Noted(about, (prefill.READ, prefill.CORRECTED), asked.say(kept))


def organisation_questions(talk: Talk, all_of_them: Of) -> tuple[Question, ...]:
    """What is asked of the organisation; `all_of_them` are the questions that a paragraph answers."""
    return (*_beginning(talk, all_of_them), *_kind(talk), *_address(), *_membership(talk))


def _beginning(talk: Talk, all_of_them: Of) -> tuple[Question, ...]:
    line = talk.work.scheme.limits.line
    return (
        Question(
            "role",
            N_("Role"),
            N_(
                "What would you like to do? Visiting means that you travel and your Partnership pays a lump sum; hosting means that you receive a visitor."
            ),
            RoleOrStory(_roles, width=1),
            resets=("cv",),
            propose=by_link.role,
        ),
        prefill.about(talk),
        read_back(talk, all_of_them),
        Question(
            "organisation_name",
            N_("Organisation"),
            N_("What is the name of your organisation?"),
            Called(2, line, suggest=prefill.suggested("organisation_name")),
            called=N_(
                "name of the organisation, organisation name, company name, name of the company, company, firm, name"
            ),
        ),
    )


def _size(asked: Asked) -> str | None:
    """The size that a paragraph tells, if an organisation of that kind may have it."""
    told: str | None = prefill.proposed("size")(asked)
    known = "organisation_type" in asked.answers
    return None if told and known and refused_for_size(asked.talk, asked.answers, told) else told


def _body(asked: Asked) -> str | None:
    """The kind of body that its name tells, or the paragraph; None asks for it."""
    bodies = [ServiceKind(one.id) for one in asked.talk.work.scheme.bodies]
    told = (asked.answers.get(one) for one in ("organisation_name", prefill.ABOUT))
    return next((found for text in told if text and (found := body_in(str(text), bodies))), None)


def _kind(talk: Talk) -> tuple[Question, ...]:
    told_apart = {one.id for one in talk.work.scheme.organisation_types if one.bodies}
    return (
        Question(
            "organisation_type",
            N_("Kind of organisation"),
            N_("What kind of organisation is it?"),
            OneOf(options.scheme_list("organisation_types"), width=1),
            check=refused_for_type,
            resets=("cluster", "size", "body"),
            called=N_("kind, type, type of organisation"),
        ),
        Question(
            "body",
            N_("Kind of body"),
            N_("Is it one of these? Your Partnership counts them apart. If it is none, skip this."),
            OneOf(options.scheme_list("bodies"), width=1),
            optional=True,
            applies=lambda answers: answers.get("organisation_type") in told_apart,
            assume=_body,
            called=N_("kind of support, kind of centre"),
        ),
        Question(
            "size",
            N_("Size"),
            N_("How many people work there?"),
            OneOf(options.scheme_list("sizes"), width=1, read=prefill.size_of),
            applies=lambda answers: answers.get("organisation_type") in SIZED,
            check=refused_for_size,
            propose=_size,
            called=N_("number of people, employees, staff, headcount"),
        ),
    )


def register_questions() -> tuple[Question, ...]:
    """Where it can be looked up; a host's page may follow from an e-mail address."""
    return (
        Question(
            "website",
            N_("Website"),
            N_(
                "Do you have a website? Your VAT number can go in the same line: “www.example.eu, PT 501 442 600”."
            ),
            WebsiteAndVat(1, 200),
            optional=True,
            assume=prefill.website_of_host,
            called=N_("web page, web address, site"),
        ),
        Question(
            "vat",
            N_("VAT number"),
            N_("Its VAT number? It helps your Partnership to recognise you."),
            VatNumber(4, 20),
            optional=True,
            assume=prefill.nothing_for_host,
            called=N_("vat, vat id, tax number"),
        ),
    )


def _address() -> tuple[Question, ...]:
    return (
        Question(
            "country",
            N_("Country"),
            N_("In which country is it registered?"),
            OneOf(
                options.countries_of(options.any_country),
                width=2,
                size=20,
                find=options.typed_country,
            ),
            resets=("city", "cluster"),
            propose=lambda asked: prefill.country(asked) or by_link.country(asked),
            called=N_("our country, home country"),
        ),
        Question(
            "city",
            N_("City"),
            N_("In which city or town?"),
            CityName(),
            propose=prefill.city,
            called=N_("town, place, location"),
        ),
    )


def _to_join_one(asked: Asked) -> Rows:
    """For who is in no cluster: their Partnership tells them how to join one, and all is kept meanwhile."""
    ask = Button(asked.say("🙋 Ask my Partnership"), to.ASK_PARTNERSHIP())
    return ((ask,), (asked.button(asked.say("✕ Not now"), LEAVE),))


def _membership(talk: Talk) -> tuple[Question, ...]:
    name = Called(2, talk.work.scheme.limits.line)
    return (
        Question(
            "cluster",
            N_("Cluster"),
            N_(
                "Which cluster is your organisation a member of? It should have a profile on the European Cluster Collaboration Platform."
            ),
            OneOf(
                _clusters, width=1, other=Other(OTHER_CLUSTER, "cluster_other", name, NO_CLUSTER)
            ),
            applies=needs_a_cluster,
            check=refused_for_cluster,
            propose=lambda asked: prefill.cluster(asked) or by_link.cluster(asked),
            called=N_("our cluster"),
            ways_round=_to_join_one,
        ),
        Question(
            "cluster_other",
            N_("Name of the cluster"),
            N_("What is the name of your cluster?"),
            name,
            applies=_names_other_cluster,
        ),
    )

"""What a call asks on its papers and in its surveys, and what proves a stay."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from exchange.scheme.kinds import Option, OrganisationType
from exchange.scheme.parts import Part, Text, Whole, check_distinct

QuestionId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z_]{0,11}$")]


class FormQuestion(Part):
    """A question of a paper or a survey; `least` and `most` are characters of a text.

    One that `follows` an earlier one is not asked by itself: what is said to that answers both, and may be changed.
    """

    id: QuestionId
    title: Text
    prompt: Text
    kind: Literal["text", "rating", "score", "choice", "choices", "yes_no"]
    options: tuple[Option, ...] = ()
    optional: bool = False
    least: Whole = 1
    most: Whole = 1000
    only_when: Literal["", "interrupted", "completed"] = ""
    follows: str = ""

    @model_validator(mode="after")
    def _answerable(self) -> Self:
        if bool(self.options) is not self.kind.startswith("choice"):
            raise ValueError(f"question {self.id}: options belong to choices, and only to them")
        if self.least > self.most:
            raise ValueError(f"question {self.id}: least is above most")
        check_ids(self.options, f"options of question {self.id}")
        return self


class EvidenceItem(Part):
    """A line of the checklist that proves a stay; without a `required` one nothing is paid."""

    id: QuestionId
    title: Text
    prompt: Text
    required: bool = True


class Preparation(Part):
    """A line of what a side does before a stay."""

    text: Text
    side: Literal["visitor", "host", "both"] = "both"


class Surveys(Part):
    """What both sides are asked after a stay, finished or broken off."""

    visitor: tuple[FormQuestion, ...]
    host: tuple[FormQuestion, ...]

    @model_validator(mode="after")
    def _each_asked_once(self) -> Self:
        check_ids(self.visitor, "the visitor's survey")
        check_ids(self.host, "the host's survey")
        return self


class Outcomes(Part):
    """What both sides are asked long after a stay, and which answers mean that a goal was reached.

    `came` is the question what came of it, whose answer `nothing` says so, `story` the one that gives
    permission to tell of it, and `words` the one that tells it.
    """

    visitor: tuple[FormQuestion, ...] = ()
    host: tuple[FormQuestion, ...] = ()
    came: QuestionId = "came"
    nothing: QuestionId = "nothing"
    story: QuestionId = "story"
    words: QuestionId = "words"
    reached: dict[str, tuple[str, ...]] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _each_asked_once(self) -> Self:
        check_ids(self.visitor, "the visitor's outcomes")
        check_ids(self.host, "the host's outcomes")
        answers = {one.id for one in self.options}
        for goal, options in self.reached.items():
            if missing := set(options) - answers:
                raise ValueError(f"outcomes.reached.{goal}: no answer {', '.join(sorted(missing))}")
        return self

    @property
    def options(self) -> tuple[Option, ...]:
        """What may have come of it."""
        found = {
            option.id: option
            for one in (*self.visitor, *self.host)
            if one.id == self.came
            for option in one.options
        }
        return tuple(found.values())


def check_ids(
    entries: tuple[Option | OrganisationType | FormQuestion | EvidenceItem, ...], what: str
) -> None:
    """Nothing where each entry has an id of its own, and follows one before it. Raises ValueError, naming `what`."""
    check_distinct((entry.id for entry in entries), what)
    before: set[str] = set()
    for entry in entries:
        if isinstance(entry, FormQuestion) and entry.follows and entry.follows not in before:
            raise ValueError(f"{what}: {entry.id} follows {entry.follows}, which is not before it")
        before.add(entry.id)

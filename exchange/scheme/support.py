"""What a call says of its Agreement for Financial Support: who signs, in which parts it is paid, on which terms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal, Self

from pydantic import Field, model_validator

from exchange.scheme.parts import Part, Text

if TYPE_CHECKING:
    from collections.abc import Iterable

WHOLE = 100
Share = Annotated[int, Field(ge=1, le=WHOLE)]  # hundredths of a lump sum


FIGURES = ("least_days", "whole_days", "km", "payment_days", "report_days")
"""What terms may name; `exchange.scheme.terms` gives them their values."""


class Term(Part):
    """A sentence of the agreement; its places are filled with figures of the call by their names."""

    text: Text


class AgreementRules(Part):
    """The Agreement for Financial Support between a visitor and the Partnership that pays.

    `instalments` are the shares in which it pays, one after the other, the first when the report is validated.
    """

    signing_order: tuple[Literal["VO", "VOP"], ...] = ("VO", "VOP")
    instalments: tuple[Share, ...] = (WHOLE,)
    terms: tuple[Term, ...] = ()

    @model_validator(mode="after")
    def _signed_by_both(self) -> Self:
        if sorted(self.signing_order) != ["VO", "VOP"]:
            raise ValueError("the agreement is signed by VO and VOP, once each")
        check_instalments(self.instalments, "the agreement")
        return self


def check_instalments(instalments: tuple[Share, ...], whose: str) -> None:
    """Nothing where they make up the whole. Raises ValueError."""
    if sum(instalments) != WHOLE:
        raise ValueError(f"the instalments of {whose} do not add up to {WHOLE}")


def check_terms(terms: Iterable[Term]) -> None:
    """Nothing where every place in them is a known figure. Raises ValueError."""
    for term in terms:
        try:
            term.text.format(**dict.fromkeys(FIGURES, 0))
        except (KeyError, IndexError, ValueError) as error:
            raise ValueError(f"agreement, {term.text}: unknown figure {error}") from error

"""What a call says of membership in a cluster: what an unconfirmed one blocks, and who may be an exception."""

from __future__ import annotations

from typing import Literal

from exchange.scheme.parts import Id, Part, Whole

Blocks = Literal["nothing", "acceptance", "payment"]


class MembershipRules(Part):
    """The cluster's people have `answer_days` to answer; then their silence is the desk's.

    While a membership is neither confirmed nor an exception on record, what it `blocks` cannot be
    done. Of the kinds of `exceptional_hosts` hosts alone may apply without a cluster.
    """

    blocks: Blocks = "acceptance"
    answer_days: Whole = 10
    exceptional_hosts: tuple[Id, ...] = ()

    def may_be_exceptional(self, type_id: str, role: str) -> bool:
        """Whether such an organisation may take part without any cluster, by an exception."""
        return role == "host" and type_id in self.exceptional_hosts

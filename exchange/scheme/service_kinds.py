"""What services and bodies that support scaling up are called; which of them a call tells apart is in its file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchange.words import N_
from storage.tables import ServiceKind

if TYPE_CHECKING:
    from collections.abc import Mapping

K = ServiceKind
NAMES: Mapping[ServiceKind, str] = {
    K.TECHNOLOGY_CENTRE: N_("Technology centre"),
    K.DIGITAL_HUB: N_("Digital innovation hub"),
    K.FAB_LAB: N_("Fab lab"),
    K.INCUBATOR: N_("Incubator"),
    K.ACCELERATOR: N_("Accelerator"),
    K.TESTING: N_("Testing and pilot lines"),
    K.TRAINING: N_("Training"),
    K.ADVICE: N_("Advice and contacts"),
}

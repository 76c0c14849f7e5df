"""Every address that a button of the staff bot may have."""

from __future__ import annotations

from bot.conversation.addresses import COUNT, REFERENCE, ROW, WORD, Family, choice_of
from storage.tables import OfficerRole

COMMAND = Family("d", "", WORD)  # one of the commands that have a button

CASE = Family("a", "show", ROW)  # an application
ACCEPT = Family("a", "yes", ROW)
REJECT = Family("a", "no", ROW)
ASK_APPLICANT = Family("a", "ask", ROW)
CV = Family("a", "cv", ROW)
SAME = Family("s", "same", ROW, ROW)  # an application and a resemblance
DIFFERENT = Family("s", "other", ROW, ROW)

EXCHANGE = Family("e", "show", ROW)
SIGN = Family("e", "sign", ROW)
VALIDATE = Family("e", "valid", ROW)
RETURN_REPORT = Family("e", "return", ROW)
PAY = Family("e", "pay", ROW)
CANCEL_EXCHANGE = Family("e", "stop", ROW)
READ_COMMITMENT = Family("e", "read", ROW)
PROOF = Family("e", "proof", ROW)

RUN = Family("k", "run", ROW)  # a cohort's run
PAIRS = Family("k", "pairs", ROW, COUNT)
PAIR = Family("k", "pair", ROW)
LOCK = Family("k", "lock", ROW)
UNLOCK = Family("k", "unlock", ROW)
FORBID = Family("k", "forbid", ROW)
WISHES = Family("k", "wishes", ROW)
FREE = Family("k", "free", ROW)  # a wish
CHANGED = Family("k", "changed", ROW)
CEILINGS = Family("k", "ceilings", ROW)
APPROVE = Family("k", "approve", ROW)
SEND = Family("k", "send", ROW)

QUOTAS = Family("q", "list")
DROP_QUOTA = Family("q", "drop", ROW)

GROUPS = Family("g", "list", COUNT)
GROUP = Family("g", "show", ROW)  # an application in it
TAKE_OUT = Family("g", "out", ROW)
DISSOLVE = Family("g", "drop", ROW)

ACTS = Family("u", "list", COUNT)

INVITE = Family("o", "", choice_of(OfficerRole))

TRY_AGAIN = Family("t", "again", REFERENCE)
LET_BE = Family("t", "leave", REFERENCE)
TRY_ALL = Family("t", "all")

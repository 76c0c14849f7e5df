"""Every address that a button of the staff bot may have."""

from __future__ import annotations

from bot.conversation.addresses import (
    COUNT,
    DAY,
    REFERENCE,
    WORD,
    Family,
    choice_of,
    one_of,
    row,
)
from exchange.access import Thing
from exchange.applying.regions import Development
from exchange.desk import Step
from exchange.reporting.splits import Split
from storage.tables import OfficerRole, Role

AN_APPLICATION, A_RESEMBLANCE = row(Thing.APPLICATION), row(Thing.RESEMBLANCE)
AN_EXCHANGE, AN_ENQUIRY = row(Thing.EXCHANGE), row(Thing.ENQUIRY)
A_RUN, A_PAIR, A_WISH, A_QUOTA = map(row, (Thing.RUN, Thing.PAIR, Thing.WISH, Thing.QUOTA))
A_COLLEAGUE, A_GROUP = row(Thing.COLLEAGUE), row(Thing.STAFF_GROUP)

COMMAND = Family("d", "", WORD)  # one of the commands that have a button

CASE = Family("a", "show", AN_APPLICATION, looks=True)
ACCEPT = Family("a", "yes", AN_APPLICATION)
REJECT = Family("a", "no", AN_APPLICATION)
ASK_APPLICANT = Family("a", "ask", AN_APPLICATION)
CV = Family("a", "cv", AN_APPLICATION, looks=True)
PASS_ON = Family("a", "move", AN_APPLICATION)
TAKE = Family("a", "take", AN_APPLICATION)
LET_GO = Family("a", "leave", AN_APPLICATION)
HOLD_CASE = Family("a", "hold", AN_APPLICATION)
GO_ON_CASE = Family("a", "go", AN_APPLICATION)
UNDO_CASE = Family("a", "undo", AN_APPLICATION, COUNT)  # the decision's number in the record
ENTRY_LINK = Family("a", "link", AN_APPLICATION)
ENTRY_UNLINK = Family("a", "unlink", AN_APPLICATION)
A_TABLE = row(Thing.SENT_TABLE)
TABLE = Family("i", "show", A_TABLE, looks=True)
TABLE_AS = Family("i", "as", A_TABLE, choice_of(Role))
TABLE_FAULTS = Family("i", "faults", A_TABLE, COUNT, looks=True)
ENTER_TABLE = Family("i", "enter", A_TABLE)
DROP_TABLE = Family("i", "drop", A_TABLE)
TABLE_LINKS = Family("i", "links", A_TABLE)
ASK_TABLE_BACK = Family("i", "askback", A_TABLE, looks=True)
TABLE_BACK = Family("i", "back", A_TABLE)
SAME = Family("s", "same", AN_APPLICATION, A_RESEMBLANCE)
DIFFERENT = Family("s", "other", AN_APPLICATION, A_RESEMBLANCE)

ACCEPT_MEMBER = Family("a", "both", AN_APPLICATION)
CONFIRM_MEMBER = Family("a", "member", AN_APPLICATION)
DENY_MEMBER = Family("a", "nomember", AN_APPLICATION)
EXCEPT = Family("a", "except", AN_APPLICATION)
A_MEMBERSHIP = row(Thing.MEMBERSHIP)  # of which another desk asks
MEMBER = Family("m", "yes", A_MEMBERSHIP)
NO_MEMBER = Family("m", "no", A_MEMBERSHIP)
WHO_IS_IT = Family("m", "who", A_MEMBERSHIP)

A_LINK = row(Thing.LINK)
LINK = Family("j", "show", A_LINK, looks=True)
NEW_LINK = Family("j", "new")
POSTER = Family("j", "pdf", A_LINK, WORD, looks=True)  # a language
PICTURE = Family("j", "png", A_LINK, WORD, looks=True)
QR_CODE = Family("j", "qr", A_LINK, looks=True)
STOP_LINK = Family("j", "stop", A_LINK)
ORIGINS = Family("j", "from", looks=True)

AN_OPPORTUNITY = row(Thing.OPPORTUNITY)
OPPORTUNITIES = Family("z", "list", COUNT, looks=True)
OPPORTUNITY = Family("z", "show", AN_OPPORTUNITY, looks=True)
NEW_OPPORTUNITY = Family("z", "new")
OPPORTUNITY_TABLE = Family("z", "table", looks=True)
CHANGE_OPPORTUNITY = Family("z", "change", AN_OPPORTUNITY)
END_OPPORTUNITY = Family("z", "end", AN_OPPORTUNITY)
OPEN_OPPORTUNITY = Family("z", "open", AN_OPPORTUNITY)
GROUP_VISIT = Family("v", "show", row(Thing.GROUP_VISIT), looks=True)

SERVICES = Family("z", "services", COUNT, looks=True)
COOPERATION = Family("z", "partners", looks=True)
TWINNINGS = Family("z", "twins", COUNT, looks=True)
TWINNING = Family("z", "twin", row(Thing.TWINNING), looks=True)

A_COURSE, AN_OWN_COURSE = row(Thing.COURSE), row(Thing.OWN_COURSE)
COURSES = Family("u", "mine", looks=True)
COURSE_PAGE = Family("u", "page", COUNT, looks=True)
COURSE = Family("u", "show", A_COURSE, looks=True)
WANTED_LESSONS = Family("u", "wanted", looks=True)
OWN_COURSE = Family("u", "own", AN_OWN_COURSE, looks=True)
NEW_COURSE = Family("u", "new")
CHANGE_COURSE = Family("u", "change", AN_OWN_COURSE)
CANCEL_COURSE = Family("u", "cancel", AN_OWN_COURSE)
WHO_LEARNT = Family("u", "who", AN_OWN_COURSE, looks=True)
WAS_IN_COURSE = Family("u", "there", row(Thing.LEARNER))
WAS_NOT_IN_COURSE = Family("u", "absent", row(Thing.LEARNER))
ASK_AFTERWARDS = Family("u", "ask", AN_OWN_COURSE)
COURSE_PICTURE = Family("u", "png", AN_OWN_COURSE, looks=True)  # the poster as PNG
COURSE_POSTER = Family("u", "poster", AN_OWN_COURSE, looks=True)

QUESTION = Family("n", "show", AN_ENQUIRY, looks=True)
ANSWER_QUESTION = Family("n", "answer", AN_ENQUIRY)
KEEP_ANSWER = Family("n", "keep", AN_ENQUIRY)
KEPT_ANSWERS = Family("n", "kept", looks=True)
DROP_ANSWER = Family("n", "drop", row(Thing.DESK_ANSWER))

A_MAILING = row(Thing.MAILING)
WRITE = Family("p", "write", AN_APPLICATION)
MAILINGS = Family("p", "list", looks=True)
NEW_MAILING = Family("p", "new")
MAILING = Family("p", "show", A_MAILING, looks=True)
SEND_MAILING = Family("p", "send", A_MAILING)
DROP_MAILING = Family("p", "drop", A_MAILING)

EXCHANGE = Family("e", "show", AN_EXCHANGE, looks=True)
SIGN = Family("e", "sign", AN_EXCHANGE)
VALIDATE = Family("e", "valid", AN_EXCHANGE)
RETURN_REPORT = Family("e", "return", AN_EXCHANGE)
VALIDATE_TO_PAY = Family("e", "vpay", AN_EXCHANGE)  # validated, and the payment begun
PAY = Family("e", "pay", AN_EXCHANGE)
APPROVE_PAYMENT = Family("e", "approve", AN_EXCHANGE)
DECLINE_PAYMENT = Family("e", "decline", AN_EXCHANGE)
CANCEL_EXCHANGE = Family("e", "stop", AN_EXCHANGE)
READ_COMMITMENT = Family("e", "read", AN_EXCHANGE, looks=True)
SIGN_AGREEMENT = Family("e", "agree", AN_EXCHANGE, COUNT)  # the version that was seen
READ_AGREEMENT = Family("e", "money", AN_EXCHANGE, looks=True)
PROOF = Family("e", "proof", AN_EXCHANGE, looks=True)
WAIVE = Family("e", "waive", AN_EXCHANGE)
CORRECT = Family("e", "correct", AN_EXCHANGE)
AMEND = Family("e", "amend", AN_EXCHANGE)
SIGN_AMENDMENT = Family("e", "anew", row(Thing.AMENDMENT))
REFUSE_AMENDMENT = Family("e", "refuse", row(Thing.AMENDMENT))
TAKE_EXCHANGE = Family("e", "take", AN_EXCHANGE)
LET_EXCHANGE_GO = Family("e", "leave", AN_EXCHANGE)
HOLD_EXCHANGE = Family("e", "hold", AN_EXCHANGE)
GO_ON_EXCHANGE = Family("e", "go", AN_EXCHANGE)
UNDO_EXCHANGE = Family("e", "undo", AN_EXCHANGE, COUNT)
DISTANCE = Family("e", "far", AN_EXCHANGE)
SETTLE_DISTANCE = Family("e", "km", AN_EXCHANGE, COUNT)

RUN = Family("k", "run", A_RUN, looks=True)
PAIRS = Family("k", "pairs", A_RUN, COUNT, looks=True)
PAIR = Family("k", "pair", A_PAIR, looks=True)
LOCK = Family("k", "lock", A_PAIR)
UNLOCK = Family("k", "unlock", A_PAIR)
FORBID = Family("k", "forbid", A_PAIR)
WISHES = Family("k", "wishes", A_RUN, looks=True)
FREE = Family("k", "free", A_WISH)
CHANGED = Family("k", "changed", A_RUN, looks=True)
CEILINGS = Family("k", "ceilings", A_RUN, looks=True)
APPROVE = Family("k", "approve", A_RUN)
SEND = Family("k", "send", A_RUN)

A_HOST = row(Thing.HOST)  # of any Partnership
HOSTS_FOR = Family("h", "best", AN_APPLICATION, looks=True)
PAIR_BY_HAND = Family("h", "pair", AN_APPLICATION, A_HOST, looks=True)
BRING_TOGETHER = Family("h", "propose", AN_APPLICATION, A_HOST)

QUOTAS = Family("q", "list", looks=True)
DROP_QUOTA = Family("q", "drop", A_QUOTA)

GROUPS = Family("g", "list", COUNT, looks=True)
GROUP = Family("g", "show", AN_APPLICATION, looks=True)  # an application in it
TAKE_OUT = Family("g", "out", AN_APPLICATION)
DISSOLVE = Family("g", "drop", row(Thing.TRAVEL_GROUP))

UNDO = Family("w", "undo")
STEPS = Family("w", "all", looks=True)
STEP = Family("w", "step", choice_of(Step), looks=True)
ALL_FINE = Family("w", "fine")
ACCEPT_ALL = Family("w", "accept", WORD)
REMIND = Family("w", "remind", choice_of(Step))

WHOSE = one_of("whose", "own", "all")
STATS = Family("b", "stats", WHOSE, looks=True)
SPLIT = Family("b", "split", choice_of(Split), WHOSE, looks=True)
PACE = Family("b", "pace", WHOSE, looks=True)
BUDGET = Family("b", "money", looks=True)
PAYMENTS = Family("b", "paid", looks=True)
REPORT = Family("b", "report", DAY, DAY, looks=True)

MAP = Family("y", "map", WHOSE, looks=True)
TOWNS = Family("y", "towns", COUNT, looks=True)
LANDS = Family("y", "regions", COUNT, looks=True)
FLOWS = Family("y", "flows", WHOSE, looks=True)
CITY = Family("y", "city", WORD, looks=True)  # a place on our map
NAME_CITY = Family("y", "name", WORD)
DROP_CITY = Family("y", "drop", row(Thing.CITY))

REGION = Family("a", "region", AN_APPLICATION)
NAME_REGION = Family("a", "nuts", AN_APPLICATION)
SETTLE_REGION = Family("a", "settle", AN_APPLICATION, choice_of(Development))
CASE_HISTORY = Family("a", "past", AN_APPLICATION, looks=True)
HISTORY = Family("e", "past", AN_EXCHANGE, looks=True)
CASE_HISTORY_PAPER = Family("a", "print", AN_APPLICATION, looks=True)
HISTORY_PAPER = Family("e", "print", AN_EXCHANGE, looks=True)

ACTS = Family("u", "list", COUNT, looks=True)

INVITE = Family("o", "", choice_of(OfficerRole))
OFFICERS = Family("v", "list", looks=True)
REVOKE = Family("v", "out", A_COLLEAGUE)
REVOKE_NOW = Family("v", "now", A_COLLEAGUE)
UNINVITE = Family("v", "uninvite", row(Thing.INVITATION))
UNBIND = Family("v", "unbind", A_GROUP)
WANT_GROUP = Family("v", "want")  # the group in which it is tapped
HAND_OVER = Family("v", "give", A_GROUP)
KEEP_GROUP = Family("v", "keep", A_GROUP)

TRY_AGAIN = Family("t", "again", REFERENCE)
LET_BE = Family("t", "leave", REFERENCE)
TRY_ALL = Family("t", "all")

"""Every address that a button of the participants' bot may have."""

from __future__ import annotations

from bot.conversation.addresses import COUNT, DAY, MONTH, ROW, WORD, Family, choice_of
from matching.ranking.openings import Wish

CONSENT = Family("w", "yes")
NO_CONSENT = Family("w", "no")
APPLY = Family("w", "apply")

SEARCH_HOSTS = Family("h", "search")
INVITATIONS = Family("h", "invitations")
EXCHANGES = Family("h", "exchanges")
ANSWER_DESK = Family("h", "answer")
WITHDRAW_CONSENT = Family("h", "consent")
STATUS = Family("h", "status")

BEST_HOSTS = Family("m", "best", COUNT)  # how many come before
HOST = Family("m", "host", ROW)  # an application
INVITE = Family("m", "invite", ROW)
SEARCH = Family("m", "search")
FOUND_HOSTS = Family("m", "found", COUNT)
WIDEN = Family("m", "open", choice_of(Wish), WORD)
NARROW = Family("m", "shut", choice_of(Wish), WORD)

INVITATION = Family("i", "show", ROW)  # a proposal
ACCEPT = Family("i", "yes", ROW)
DECLINE = Family("i", "no", ROW)
ASK_PARTNER = Family("i", "ask", ROW)
ANSWER_PARTNER = Family("i", "reply", ROW)  # an enquiry
TAKE_BACK = Family("i", "back", ROW)

PARTNER = Family("p", "ask", ROW)  # an application

EXCHANGE = Family("x", "show", ROW)
DATES = Family("x", "dates", ROW)
DATES_MONTH = Family("x", "month", ROW, MONTH)
DATES_DAY = Family("x", "day", ROW, DAY)
OFFER_DATES = Family("x", "offer", ROW)
AGREE_DATES = Family("x", "agree", ROW)
CHANGE_DATES = Family("x", "redate", ROW)
CANCEL_EXCHANGE = Family("x", "stop", ROW)
BREAK_OFF = Family("x", "early", ROW)

WRITE_COMMITMENT = Family("c", "write", ROW)
READ_COMMITMENT = Family("c", "read", ROW)
SIGN_COMMITMENT = Family("c", "sign", ROW)

REPORT = Family("r", "report", ROW)
SURVEY = Family("r", "survey", ROW)

WITHDRAW = Family("q", "yes")
STAY = Family("q", "no")

COPY_DATA = Family("q", "copy")
DELETE_DATA = Family("q", "ask")
ERASE = Family("q", "erase")
CORRECT = Family("q", "fix")

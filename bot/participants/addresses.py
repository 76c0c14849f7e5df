"""Every address that a button of the participants' bot may have."""

from __future__ import annotations

from bot.conversation.addresses import COUNT, DAY, MONTH, WORD, Family, choice_of, one_of, row
from exchange.access import Thing
from exchange.timing.nudges import NUDGES
from matching.ranking.openings import Wish
from storage.tables import ProjectState, ServiceKind

CONSENT = Family("w", "yes")
NO_CONSENT = Family("w", "no")
APPLY = Family("w", "apply")
CHOOSE_CALL = Family("w", "call", COUNT)  # the number of a call in the setting, from 0
CLAIM = Family("w", "mine")  # what the link shows by which they came
NOT_MINE = Family("w", "other")

ANSWER = Family("y", "show", WORD, looks=True)
ASK_PARTNERSHIP = Family("y", "ask")
GO_ON = Family("y", "on")

A_HOST, A_PARTNER = row(Thing.HOST), row(Thing.PARTNER)
A_PROPOSAL, AN_ENQUIRY = row(Thing.PROPOSAL), row(Thing.ENQUIRY)
AN_EXCHANGE, AN_AMENDMENT = row(Thing.EXCHANGE), row(Thing.AMENDMENT)

A_NOTE = row(Thing.NOTE)
ANSWER_NOTE = Family("b", "answer", A_NOTE)
QUIET = Family("b", "quiet")
LOUD = Family("b", "loud")
SEND_REPLY = Family("b", "send")
DROP_REPLY = Family("b", "drop")

SEARCH_HOSTS = Family("h", "search", looks=True)
INVITATIONS = Family("h", "invitations", looks=True)
EXCHANGES = Family("h", "exchanges", looks=True)
ANSWER_DESK = Family("h", "answer")
SEND_CV = Family("h", "cv")
WITHDRAW_CONSENT = Family("h", "consent", for_good=True)
STATUS = Family("h", "status", looks=True)

BEST_HOSTS = Family("m", "best", COUNT, looks=True)  # how many come before
HOST = Family("m", "host", A_HOST, looks=True)
INVITE = Family("m", "invite", A_HOST)
WAIT = Family("m", "wait", A_HOST)
SEARCH = Family("m", "search", looks=True)
FOUND_HOSTS = Family("m", "found", COUNT, looks=True)
WIDEN = Family("m", "open", choice_of(Wish), WORD)
NARROW = Family("m", "shut", choice_of(Wish), WORD)

NO_NUDGES = Family("m", "hush", one_of("nudge", *NUDGES))
NUDGES_AGAIN = Family("m", "nudge", one_of("nudge", *NUDGES))

AN_OPPORTUNITY = row(Thing.OPPORTUNITY)
OPPORTUNITIES = Family("u", "list", COUNT, looks=True)  # a page
OPPORTUNITY = Family("u", "show", AN_OPPORTUNITY, looks=True)
SAVE_OPPORTUNITY = Family("u", "save", AN_OPPORTUNITY)
DISMISS_OPPORTUNITY = Family("u", "no", AN_OPPORTUNITY)

A_SERVICE = row(Thing.SERVICE)
SERVICES = Family("v", "list", one_of("kind", "any", *ServiceKind), COUNT, looks=True)
FOUND_SERVICES = Family("v", "found", COUNT, looks=True)
SERVICE_KINDS = Family("v", "kinds", looks=True)
SERVICE = Family("v", "show", A_SERVICE, looks=True)
REQUEST_SERVICE = Family("v", "ask", A_SERVICE)
OWN_SERVICES = Family("v", "own", looks=True)
NEW_SERVICE = Family("v", "new")
CHANGE_SERVICE = Family("v", "change", A_SERVICE)
END_SERVICE = Family("v", "end", A_SERVICE)

A_CHAIN_PARTNER, AN_INTRODUCTION = row(Thing.CHAIN_PARTNER), row(Thing.INTRODUCTION)
PARTNERS = Family("j", "all")  # the search, or the question for one
SEARCH_CARD = Family("j", "card", looks=True)
NEW_SEARCH = Family("j", "new")
ADD_TO_SEARCH = Family("j", "add")  # the words that were typed last
UNDO_SEARCH = Family("j", "undo")
BE_SHOWN = Family("j", "shown")  # in others' searches
NOT_SHOWN = Family("j", "unseen")
CHAIN_FOUND = Family("j", "list", COUNT, looks=True)
WHOLE_CHAIN = Family("j", "chain", looks=True)
ASK_CHAIN = Family("j", "askall")
CHAIN_PARTNER = Family("j", "show", A_CHAIN_PARTNER, looks=True)
ASK_INTRODUCTION = Family("j", "ask", A_CHAIN_PARTNER)
INTRODUCTIONS = Family("t", "list", looks=True)
INTRODUCTION = Family("t", "show", AN_INTRODUCTION, looks=True)
AGREE_INTRODUCTION = Family("t", "yes", AN_INTRODUCTION)
DECLINE_INTRODUCTION = Family("t", "no", AN_INTRODUCTION)
TELL_INTRODUCTION = Family("t", "later", AN_INTRODUCTION)
A_CONTACT = row(Thing.CONTACT)
KEEP_CONTACT_AWAY = Family("t", "away", A_CONTACT)
BLOCK_CONTACT = Family("t", "block", A_CONTACT)
UNBLOCK_CONTACT = Family("t", "unblock", A_CONTACT)
REPORT_CONTACT = Family("t", "report", A_CONTACT)

A_PROJECT = row(Thing.PROJECT)
PROJECT = Family("e", "show", A_PROJECT, looks=True)
NEW_PROJECT = Family("e", "new", AN_INTRODUCTION)
MOVE_PROJECT = Family("e", "move", A_PROJECT, choice_of(ProjectState))
LEAVE_PROJECT = Family("e", "leave", A_PROJECT)
PROJECT_PARTNERS = Family("e", "who", A_PROJECT, looks=True)
ADD_PARTNER = Family("e", "add", A_PROJECT, AN_INTRODUCTION)

A_CLUSTER = row(Thing.CLUSTER)
OWN_CLUSTER = Family("z", "own", looks=True)
TELL_CLUSTER = Family("z", "tell")
UNTELL_CLUSTER = Family("z", "untell")
TWINS = Family("z", "list", COUNT, looks=True)  # a page
CLUSTER = Family("z", "show", A_CLUSTER, looks=True)

A_TWINNING = row(Thing.TWINNING)
PROPOSE_TWINNING = Family("z", "ask", A_CLUSTER)
TWINNING = Family("z", "twin", A_TWINNING, looks=True)
AGREE_TWINNING = Family("z", "yes", A_TWINNING)
DECLINE_TWINNING = Family("z", "no", A_TWINNING)
ASK_TO_END_TWINNING = Family("z", "over", A_TWINNING, looks=True)
END_TWINNING = Family("z", "end", A_TWINNING, for_good=True)
PLAN_ACTIVITY = Family("z", "plan", A_TWINNING)
CALL_OFF_ACTIVITY = Family("z", "off", row(Thing.ACTIVITY))
TWINNING_PROJECTS = Family("z", "which", A_TWINNING, looks=True)
ADD_TO_TWINNING = Family("z", "add", A_TWINNING, A_PROJECT)
TWINNING_PAGE = Family("z", "page", A_TWINNING, COUNT, looks=True)  # of which year

INVITATION = Family("i", "show", A_PROPOSAL, looks=True)
ACCEPT = Family("i", "yes", A_PROPOSAL)
DECLINE = Family("i", "no", A_PROPOSAL)
ASK_PARTNER = Family("i", "ask", A_PROPOSAL)
ANSWER_PARTNER = Family("i", "reply", AN_ENQUIRY)
TAKE_BACK = Family("i", "back", A_PROPOSAL)
KEEP_AWAY = Family("i", "away", A_PROPOSAL)
BLOCK = Family("i", "block", A_PROPOSAL)
UNBLOCK = Family("i", "unblock", A_PROPOSAL)
REPORT_PARTNER = Family("i", "report", A_PROPOSAL)

A_MEMBERSHIP = row(Thing.MEMBERSHIP)  # in a cluster of theirs
MEMBER = Family("k", "yes", A_MEMBERSHIP)
NO_MEMBER = Family("k", "no", A_MEMBERSHIP)
WHO_IS_IT = Family("k", "who", A_MEMBERSHIP)

A_GROUP_VISIT, AN_OWN_GROUP = row(Thing.GROUP_VISIT), row(Thing.OWN_GROUP_VISIT)
GROUPS = Family("g", "all", looks=True)
OWN_GROUPS = Family("g", "mine", looks=True)
GROUP = Family("g", "show", A_GROUP_VISIT, looks=True)
JOIN_GROUP = Family("g", "join", A_GROUP_VISIT)
TAKE_SEAT = Family("g", "take", A_GROUP_VISIT)
LEAVE_GROUP = Family("g", "leave", A_GROUP_VISIT)
PUBLISH_GROUP = Family("g", "new")
OWN_GROUP = Family("g", "own", AN_OWN_GROUP, looks=True)
CHANGE_GROUP = Family("g", "change", AN_OWN_GROUP)
CANCEL_GROUP = Family("g", "cancel", AN_OWN_GROUP)
GROUP_PICTURE = Family("g", "png", AN_OWN_GROUP, looks=True)  # the poster as PNG
GROUP_POSTER = Family("g", "poster", AN_OWN_GROUP, looks=True)
TALKS = Family("g", "talks", AN_OWN_GROUP, looks=True)
ASK_TALKS = Family("g", "asktalks", AN_OWN_GROUP)
MY_TALKS = Family("g", "mytalks", A_GROUP_VISIT, looks=True)
TALKS_YES = Family("g", "come", row(Thing.TALK_HOST))
TALKS_NO = Family("g", "stay", row(Thing.TALK_HOST))
WHO_WAS_THERE = Family("g", "who", AN_OWN_GROUP, looks=True)
WAS_THERE = Family("g", "there", row(Thing.GUEST))
WAS_NOT_THERE = Family("g", "absent", row(Thing.GUEST))
GROUP_LINK = Family("g", "link", AN_OWN_GROUP)
GROUP_SESSION = Family("g", "sess", AN_OWN_GROUP, COUNT, looks=True)  # which, from 0
WAS_ONLINE = Family("g", "on", row(Thing.GUEST), COUNT)
WAS_NOT_ONLINE = Family("g", "off", row(Thing.GUEST), COUNT)

A_COURSE, AN_OWN_COURSE = row(Thing.COURSE), row(Thing.OWN_COURSE)
COURSES = Family("a", "list", COUNT, looks=True)
FOUND_COURSES = Family("a", "found", COUNT, looks=True)
COURSE = Family("a", "show", A_COURSE, looks=True)
ENROL = Family("a", "in", A_COURSE)
TAKE_COURSE_SEAT = Family("a", "take", A_COURSE)
LEAVE_COURSE = Family("a", "leave", A_COURSE)
WISH_LESSON = Family("a", "wish")
OWN_COURSES = Family("a", "mine", looks=True)
OWN_COURSE = Family("a", "own", AN_OWN_COURSE, looks=True)
NEW_COURSE = Family("a", "new")
CHANGE_COURSE = Family("a", "change", AN_OWN_COURSE)
CANCEL_COURSE = Family("a", "cancel", AN_OWN_COURSE)
WHO_LEARNT = Family("a", "who", AN_OWN_COURSE, looks=True)
WAS_IN_COURSE = Family("a", "there", row(Thing.LEARNER))
WAS_NOT_IN_COURSE = Family("a", "absent", row(Thing.LEARNER))
ASK_AFTERWARDS = Family("a", "ask", AN_OWN_COURSE)
COURSE_PICTURE = Family("a", "png", AN_OWN_COURSE, looks=True)  # the poster as PNG
COURSE_POSTER = Family("a", "poster", AN_OWN_COURSE, looks=True)
COURSE_CALENDAR = Family("a", "ics", A_COURSE, looks=True)
ANSWER_COURSE = Family("a", "test", A_COURSE)
COURSE_CERTIFICATE = Family("a", "paper", A_COURSE, looks=True)
MY_RECORD = Family("a", "record", looks=True)

HOSTING = Family("o", "show", looks=True)
PAUSE = Family("o", "pause")
RESUME = Family("o", "resume")
CHANGE_HOSTING = Family("o", "change")
PLACES_BY_MONTH = Family("o", "months")

PARTNER = Family("p", "ask", A_PARTNER)

EXCHANGE = Family("x", "show", AN_EXCHANGE, looks=True)
DATES = Family("x", "dates", AN_EXCHANGE)
DATES_MONTH = Family("x", "month", AN_EXCHANGE, MONTH)
DATES_DAY = Family("x", "day", AN_EXCHANGE, DAY)
DATES_STAY = Family("x", "stay", AN_EXCHANGE, DAY, DAY)
OFFER_DATES = Family("x", "offer", AN_EXCHANGE)
AGREE_DATES = Family("x", "agree", AN_EXCHANGE)
OFFER_SESSIONS = Family("x", "online", AN_EXCHANGE)
SESSIONS = Family("x", "sessions", AN_EXCHANGE, looks=True)
SESSION_HELD = Family("x", "held", AN_EXCHANGE, COUNT)  # which, from 0
SESSION_NOT_HELD = Family("x", "nothld", AN_EXCHANGE, COUNT)
SESSION_LINK = Family("x", "link", AN_EXCHANGE)
CHANGE_DATES = Family("x", "redate", AN_EXCHANGE)
CANCEL_EXCHANGE = Family("x", "stop", AN_EXCHANGE)
BREAK_OFF = Family("x", "early", AN_EXCHANGE)
WRITE_PARTNER = Family("x", "write", AN_EXCHANGE)
PREPARE = Family("x", "prepare", AN_EXCHANGE, looks=True)
ATTENDANCE = Family("x", "sheet", AN_EXCHANGE, looks=True)

WRITE_COMMITMENT = Family("c", "write", AN_EXCHANGE)
READ_COMMITMENT = Family("c", "read", AN_EXCHANGE, looks=True)
SIGN_COMMITMENT = Family("c", "sign", AN_EXCHANGE)
AMEND = Family("c", "amend", AN_EXCHANGE)
AMENDMENT = Family("c", "change", AN_AMENDMENT, looks=True)
SIGN_AMENDMENT = Family("c", "agree", AN_AMENDMENT)
REFUSE_AMENDMENT = Family("c", "refuse", AN_AMENDMENT)

READ_AGREEMENT = Family("s", "read", AN_EXCHANGE, looks=True)
SIGN_AGREEMENT = Family("s", "sign", AN_EXCHANGE, COUNT)  # the version that was seen

REPORT = Family("r", "report", AN_EXCHANGE)
EVIDENCE = Family("r", "proof", AN_EXCHANGE)
SURVEY = Family("r", "survey", AN_EXCHANGE)
OUTCOMES = Family("r", "later", AN_EXCHANGE)

WITHDRAW = Family("q", "yes", for_good=True)
STAY = Family("q", "no")
STILL_HERE = Family("q", "here")

COPY_DATA = Family("q", "copy")
DELETE_DATA = Family("q", "ask")
ERASE = Family("q", "erase", for_good=True)
CORRECT = Family("q", "fix")

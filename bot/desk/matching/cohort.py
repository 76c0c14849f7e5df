"""`/cohort`: all waiting visitors get hosts at once; look, wish, approve."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from bot.conversation.screens import Button, Pages, Screen, clip, folded, lines, paragraphs
from bot.desk import addresses as to
from bot.desk.officer import officer_of, whose
from bot.words import reasons
from bot.words.cohorts import names_words, percent, run_words
from exchange.cohorts import ceilings, drafts, reading
from exchange.cohorts.input import wishes_of
from exchange.cohorts.reading import Shift
from exchange.finding import hosts
from exchange.people.officers import RIGHTS, Right
from exchange.words import N_
from storage.tables import Application, CohortPair, CohortState, CohortWish, Wish

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from markupsafe import Markup

    from bot.conversation.addresses import Family
    from bot.conversation.talk import Talk
    from exchange.cohorts.reading import Change, PairLine
    from matching.ranking.rank import HostIndex
    from storage.tables import CohortRun

PAGE = 8
CHANGES = 25
SHIFTS: Mapping[Shift, str] = {
    Shift.NEW: N_("＋ <b>{visitor}</b>: {now}"),
    Shift.MOVED: N_("↷ <b>{visitor}</b>: {before} → {now}"),
    Shift.LEFT: N_("− <b>{visitor}</b>: no longer at {before}"),
}
MARKS = {Wish.LOCKED: "🔒", Wish.FORBIDDEN: "🚫"}


def show(talk: Talk) -> None:
    """The draft as things stand now; who may only read sees the last one."""
    may_decide = Right.DECIDE in RIGHTS[officer_of(talk).role]
    find = drafts.preview if may_decide else drafts.last_run
    talk.show(_screen(talk, find(talk.work, officer_of(talk))))


def _screen(talk: Talk, run: CohortRun) -> Screen:
    say, count = talk.say, run.figures["matched"][0]
    rows: list[tuple[Button, ...]] = [
        (
            Button(say("Pairs ({count})", count=count), to.PAIRS(run.id, 0)),
            Button(say("What changed"), to.CHANGED(run.id)),
        ),
        (
            Button(say("Wishes"), to.WISHES(run.id)),
            Button(say("Ceilings"), to.CEILINGS(run.id)),
            Button(say("Quotas"), to.QUOTAS()),
        ),
        (Button(say("👥 Who travels together"), to.GROUPS(0)),),
    ]
    if count and run.state is CohortState.DRAFT:
        rows.append((Button(say("✅ Approve …"), to.APPROVE(run.id)),))
    return Screen(
        lines(whose(talk), _state(talk, run), run_words(talk.work, say, run)),
        tuple(rows),
    )


def _state(talk: Talk, run: CohortRun) -> Markup:
    if run.state is CohortState.APPROVED:
        return talk.say("Cohort {number}, approved: the visitors are asked.", number=run.id)
    if run.state is CohortState.REPLACED:
        return talk.say("Cohort {number}, replaced by a newer draft: /cohort", number=run.id)
    return talk.say("Cohort {number}, a draft. Nothing has been sent.", number=run.id)


def _run(talk: Talk, number: int) -> CohortRun:
    return drafts.run_of(talk.work, officer_of(talk), number)


def _back(talk: Talk, run: CohortRun) -> tuple[Button, ...]:
    return (Button(talk.say("‹ Overview"), to.RUN(run.id)),)


def _overview(talk: Talk, number: int) -> None:
    talk.show(_screen(talk, _run(talk, number)))


def _pairs(talk: Talk, number: int, page: int) -> None:
    run = _run(talk, number)
    count = run.figures["matched"][0]
    pages = Pages(count, PAGE, page, partial(to.PAIRS, run.id))
    here = reading.pair_lines(talk.work, run, limit=PAGE, offset=pages.offset)
    index = hosts.host_index(talk.work)
    head = talk.say.many("<b>{count} pair</b>", "<b>{count} pairs</b>", count)
    buttons = [(Button(clip(_pair_name(one), 60), to.PAIR(one.pair.id)),) for one in here]
    told = (_pair_words(talk, one, _sentences(talk, one.pair, index)) for one in here)
    text = lines(head, folded(paragraphs(*told)))
    talk.show(Screen(text, tuple(buttons)).with_rows(pages.buttons(), _back(talk, run)))


def _pair_name(line: PairLine) -> str:
    mark = "👥 " if line.companions else ""
    return f"{mark}{line.visitor} → {line.host}"


def _pair_words(talk: Talk, line: PairLine, why: Sequence[str]) -> Markup:
    say = talk.say
    return lines(
        say(
            "{lock}<b>{visitor}</b> → <b>{host}</b>, {country}: {score}",
            lock="🔒 " if line.pair.locked else "",
            visitor=line.visitor,
            host=line.host,
            country=say.country(line.host_country),
            score=percent(line.pair.score),
        ),
        say("👥 {count} people, {count} places", count=line.party) if line.party > 1 else "",
        say("👥 Travels together with {names}", names=names_words(say, line.companions))
        if line.companions
        else "",
        *(say("The visitor reads: “{reason}”", reason=one) for one in why[:1]),
    )


def _sentences(talk: Talk, pair: CohortPair, index: HostIndex | None = None) -> list[str]:
    visitor = talk.work.load(Application, pair.visitor_id)
    match = hosts.host_card(talk.work, visitor, pair.host_id, index)
    return list(reasons.sentences(talk.say, talk.work.scheme, match))


def _pair(talk: Talk, number: int) -> None:
    pair = talk.work.load(CohortPair, number)
    run = _run(talk, pair.run_id)
    line, why = reading.pair_line(talk.work, pair), _sentences(talk, pair)
    text = paragraphs(
        _pair_words(talk, line, why),
        lines(*(talk.say("“{reason}”", reason=one) for one in why[1:])),
    )
    rows = [_wishes_about(talk, run, pair), _back(talk, run)]
    if line.companions and run.state is CohortState.DRAFT:
        rows.insert(1, (Button(talk.say("👥 Its group"), to.GROUP(pair.visitor_id)),))
    talk.show(Screen(text, tuple(rows)))


def _wishes_about(talk: Talk, run: CohortRun, pair: CohortPair) -> tuple[Button, ...]:
    if run.state is not CohortState.DRAFT:
        return ()
    forbid = Button(talk.say("🚫 Forbid"), to.FORBID(pair.id))
    if pair.locked:
        return (Button(talk.say("🔓 Unlock"), to.UNLOCK(pair.id)), forbid)
    return (Button(talk.say("🔒 Lock"), to.LOCK(pair.id)), forbid)


def _wish(wished: Wish | None, said: str) -> Callable[[Talk, int], None]:
    def act(talk: Talk, number: int) -> None:
        pair = talk.work.load(CohortPair, number)
        _wished(talk, pair, wished, said)

    return act


def _wished(talk: Talk, pair: CohortPair | CohortWish, wished: Wish | None, said: str) -> None:
    officer = officer_of(talk)
    show_anew(talk, drafts.wish(talk.work, officer, pair.visitor_id, pair.host_id, wished), said)


def show_anew(talk: Talk, run: CohortRun, said: str) -> None:
    """The draft that follows from what was asked, after a word that it was done."""
    screen = _screen(talk, run)
    talk.show(Screen(lines(talk.say(said), screen.text), screen.rows))


def _all_wishes(talk: Talk, number: int) -> None:
    run, say = _run(talk, number), talk.say
    found = wishes_of(talk.work, run.partnership_id)
    if not found:
        text = say("No pair is locked or forbidden. Open a pair to do so.")
        talk.show(Screen(text, (_back(talk, run),)))
        return
    names = [_wish_name(talk, one) for one in found]
    head = say("<b>Locked and forbidden pairs</b>\nTap one to let it be free again.")
    buttons = [
        (Button(clip(name, 60), to.FREE(one.id)),) for name, one in zip(names, found, strict=True)
    ]
    talk.show(Screen(head, (*buttons[:PAGE], _back(talk, run))))


def _wish_name(talk: Talk, one: CohortWish) -> str:
    visitor = reading.organisation_name(talk.work, one.visitor_id)
    return f"{MARKS[one.wish]} {visitor} → {reading.organisation_name(talk.work, one.host_id)}"


def _free(talk: Talk, number: int) -> None:
    found = talk.work.load(CohortWish, number)
    _wished(talk, found, None, N_("🔓 Free again. I have worked the plan out anew:"))


def _changed(talk: Talk, number: int) -> None:
    run, say = _run(talk, number), talk.say
    found = reading.changes(talk.work, run)
    if not found:
        text = say("Nothing has changed since the run before.")
    else:
        rest = len(found) - CHANGES
        text = paragraphs(
            say("<b>Since the run before</b>") if run.previous_id else say("<b>All are new</b>"),
            lines(*(_change(talk, one) for one in found[:CHANGES])),
            say("… and {count} more.", count=rest) if rest > 0 else "",
        )
    talk.show(Screen(text, (_back(talk, run),)))


def _change(talk: Talk, one: Change) -> Markup:
    return talk.say(SHIFTS[one.shift], visitor=one.visitor, before=one.before, now=one.now)


def _ceilings(talk: Talk, number: int) -> None:
    run, say = _run(talk, number), talk.say
    found = ceilings.ceiling_costs(talk.work, officer_of(talk))
    rows = [
        say(
            "• at most {most}: {matched} pairs ({fewer} fewer), fit {total} ({less} less)",
            most=one.most,
            matched=one.matched,
            fewer=one.fewer,
            total=say.fit(one.total),
            less=say.fit(one.less),
        )
        for one in found
    ]
    head = say("<b>If each host country had a ceiling</b>")
    none = "" if rows else say("No country gets more than one visitor: no ceiling would bind.")
    note = (
        say("Nothing is set by looking. /quota sets one, such as /quota Portugal 5.")
        if rows
        else ""
    )
    talk.show(Screen(paragraphs(head, lines(*rows), none, note), (_back(talk, run),)))


def _confirm(talk: Talk, number: int) -> None:
    run, say = _run(talk, number), talk.say
    count = run.figures["matched"][0]
    text = paragraphs(
        say.many(
            "<b>{count} message goes out now</b>, to the visitor.",
            "<b>{count} messages go out now</b>, one to each visitor.",
            count,
        ),
        say(
            "A host is asked once its visitor has agreed: up to {count} more messages, one by one. Both sides may decline, and you are told.",
            count=count,
        ),
    )
    send = Button(
        say.many("✉️ Send {count} message", "✉️ Send {count} messages", count), to.SEND(run.id)
    )
    talk.show(Screen(text, ((send,), _back(talk, run))))


def _send(talk: Talk, number: int) -> None:
    count = drafts.approve(talk.work, officer_of(talk), number)
    if count:
        said = talk.say.many(
            "✅ Approved: {count} visitor is asked now. /cohort shows who still waits for a host.",
            "✅ Approved: {count} visitors are asked now. /cohort shows who still waits for a host.",
            count,
        )
    else:
        said = talk.say("This cohort was approved before: nobody is asked again.")
    talk.settle(said)


TAPS: Mapping[Family, Callable[..., None]] = {
    to.RUN: _overview,
    to.PAIRS: _pairs,
    to.PAIR: _pair,
    to.LOCK: _wish(Wish.LOCKED, N_("🔒 Locked. I have worked the plan out anew:")),
    to.UNLOCK: _wish(None, N_("🔓 Free again. I have worked the plan out anew:")),
    to.FORBID: _wish(Wish.FORBIDDEN, N_("🚫 Forbidden. I have worked the plan out anew:")),
    to.WISHES: _all_wishes,
    to.FREE: _free,
    to.CHANGED: _changed,
    to.CEILINGS: _ceilings,
    to.APPROVE: _confirm,
    to.SEND: _send,
}

"""Forms in action: asked question by question, answered in any way, reviewed and handed in.

One rule decides what comes next: the first question that applies and has no answer yet; when
there is none, the review page.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.conversation import drafts, listening, stickers
from bot.conversation.addresses import NOTHING
from bot.conversation.asking import buttons
from bot.conversation.by_kind import told_by_kind
from bot.conversation.elsewhere import heard_of_another, is_a_story, others, told_early
from bot.conversation.events import Did
from bot.conversation.forms import A_LOT, Filling, Form
from bot.conversation.introductions import without_introduction
from bot.conversation.kinds.base import (
    FORM,
    Again,
    FormName,
    Given,
    Noted,
    Unsure,
)
from bot.conversation.kinds.choices import OneOf
from bot.conversation.kinds.texts import FreeText, Whole
from bot.conversation.naming import (
    denied_by_name,
    named_in,
    wants_change,
    without_wait,
)
from bot.conversation.putting_off import puts_off
from bot.conversation.reviewing import (
    REVIEW,
    changes_screen,
    not_understood,
    review_buttons,
)
from bot.conversation.screens import Screen, paragraphs
from bot.conversation.small_words import Meaning, meaning
from bot.conversation.stepping import (
    PLACE,
    ask,
    go_on,
    is_about,
    leave_place,
    take,
)
from bot.conversation.tapping import (
    do_as_typed,
    leave,
    outdated,
    tapped_earlier,
    tapped_question,
    tapped_review,
)
from bot.conversation.tidying import squeezed
from exchange import access
from exchange.errors import NotFound
from matching.understanding.denial import takes_back
from matching.understanding.speaking_up import is_no_name

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.conversation.addresses import Family
    from bot.conversation.events import Event
    from bot.conversation.forms import Answers, Question
    from bot.conversation.kinds.base import Asked, Heard
    from bot.conversation.talk import Talk

AS_IF_SENT = {Meaning.DONE, Meaning.YES, Meaning.KEEP}
"""What somebody says who believes that the file is there."""
A_MESSAGE, SOME_LINES = 20, 3
"""Words, or lines, of what is no answer to a short question, but has one in it by chance."""
A_SENTENCE, A_LINE = 3, 12
"""Words of what may be about another answer than the one that is asked for."""


def begin(talk: Talk, form_key: str, subject: int = 0, answers: Answers | None = None) -> None:
    """Begin a form, or go on where it was left; say so if there is nothing to say any more.

    Raises KeyError for a form that this bot has not, NotFound for somebody else's subject.
    """
    form = _form(talk, form_key)
    if form is None:
        raise KeyError(form_key)
    found = _filling_of(talk, FormName(form_key, subject))
    if found and _ended(found):
        return
    if found is None and form.about:
        access.check(talk.work, talk.asker, form.about, subject)
    over = None if found else form.ended(talk, subject)
    if over:
        talk.show(over)
        return
    draft = drafts.open_draft(talk, form, subject, answers or {})
    go_on(Filling(talk, form, draft, subject))


def _form(talk: Talk, key: str) -> Form | None:
    found = talk.forms.get(key)
    return found if isinstance(found, Form) else None


def resume(talk: Talk) -> bool:
    """Ask the question again that waits for an answer; False when no form is open."""
    filling = current(talk)
    if filling is None:
        return False
    if _ended(filling):
        return True
    question = filling.question(str(talk.conversation.facts.get("question", "")))
    if question:  # also one that is answered, and is being changed
        ask(filling, question)
    else:
        go_on(filling)
    return True


def current(talk: Talk) -> Filling | None:
    """The form that this conversation is in."""
    if talk.conversation.place != PLACE:
        return None
    facts = talk.conversation.facts
    return _filling_of(talk, FormName(str(facts.get("form")), int(facts.get("subject", 0))))


def hear(talk: Talk) -> bool:
    """Take words or a file as the answer to the question asked; False when no form is open."""
    filling = current(talk)
    if filling is None:
        return False
    if _ended(filling):
        return True
    question = filling.question(str(talk.conversation.facts.get("question", "")))
    _read_caption(filling, question)
    if drafts.said_twice(talk, filling.draft, question.id if question else REVIEW):
        return True
    drafts.note_message(talk, filling.draft, question.id if question else REVIEW)
    if stickers.commits(filling, question):
        stickers.ask_for_words(filling, question)
    elif question is None:
        _hear_on_review(filling)
    elif not _replied(filling, question):
        _hear_question(filling, question)
    return True


def _read_caption(filling: Filling, question: Question | None) -> None:
    """Take what is written under a picture or a file for the answer, where no file is one."""
    event = filling.talk.event
    if event.caption and not (question and question.takes_a_file):
        words = squeezed(event.caption)
        filling.talk.event = replace(event, did=Did.TEXT, text=words, upload=None, caption="")


def _hear_question(filling: Filling, question: Question) -> None:
    """What its buttons say, an answer to another question, or an answer to this one."""
    talk = filling.talk
    if talk.goes_on_with_album() and not _takes_more(filling, question):
        return
    facts = talk.conversation.facts
    asked = filling.asked(question, candidates=tuple(facts.get("candidates", ())))
    if facts.get("declined"):
        asked = asked.without_proposal()
    none = question.optional and denied_by_name(talk.say, question, talk.event.text)
    typed = Meaning.NO if none else talk.event.text
    deed = _put_off(question, talk.event.text) or listening.deed_on(
        typed, buttons(filling, asked, question), asked
    )
    if deed and not _may_be_said(filling, question, deed):
        do_as_typed(filling, question, deed)
    elif not (
        heard_of_another(filling, talk.event.text, others(filling, question), question)
        or told_early(filling, question)
    ):
        take(filling, question, _heard(filling, question, asked))


def _put_off(question: Question, typed: str) -> listening.Deed | None:
    """What words do that say of a file that it comes later: it is left out where it may be, else all waits."""
    if not question.awaits_a_file or not puts_off(typed):
        return None
    return listening.LEFT_OUT if question.put_off else listening.STOP


def _replied(filling: Filling, question: Question) -> bool:
    """Whether words were a reply to another question of this form, and are its answer now."""
    talk = filling.talk
    address = FORM.read(talk.event.answers)
    name, of, *_ = address.values if address else (None, "")
    meant = filling.question(of) if name == filling.name else None
    if meant is None or meant == question or not talk.event.text:
        return False
    heard = meant.hear(filling.asked(meant), talk.event)
    drafts.note_message(talk, filling.draft, meant.id)
    take(filling, meant, replace(heard, interpreted=True) if isinstance(heard, Given) else heard)
    return True


def _takes_more(filling: Filling, question: Question) -> bool:
    """Whether a file is asked for: of files sent together those after the first are not scolded."""
    heard = question.hear(filling.asked(question), filling.talk.event)
    return not isinstance(heard, Again)


def edited(talk: Talk) -> bool:
    """Take an edited message as the new answer to what it answered; False where it answers nothing.

    Only what is open can be corrected so, and only an answer that nothing newer stands for.
    """
    draft = drafts.answered_by(talk)
    filling = _filling_of(talk, FormName(draft.form, draft.subject)) if draft else None
    if draft is None or filling is None or not talk.event.text:
        return False
    if _ended(filling):
        return True
    answered = drafts.question_of(talk, draft)
    if current(talk) is None:
        talk.expect(PLACE, form=draft.form, subject=draft.subject, question=answered)
    if talk.conversation.facts.get("question") == answered:
        return hear(talk)
    told = without_wait(talk.event.text) or talk.event.text
    if answered == drafts.BY_THE_WAY:
        noted = filling.correct(told)
        if isinstance(noted, Noted):
            take(filling, filling.question(str(talk.conversation.facts.get("question"))), noted)
        return isinstance(noted, Noted)
    question = filling.question(answered)
    if question is None:
        return False
    named = named_in(talk.say, [question], told, alone=False)
    event = replace(talk.event, text=(named.value if named else "") or told)
    heard = question.hear(filling.asked(question), event)
    if isinstance(heard, Given):
        changed = filling.talk.say("I read your edited message.")
        heard = replace(heard, interpreted=True, note=paragraphs(changed, heard.note))
    take(filling, question, heard)
    return True


def _may_be_said(filling: Filling, question: Question, deed: listening.Deed) -> bool:
    """Whether that is an answer in itself: who is asked something by a person may not know, or thanks them."""
    kind = question.kind
    to_a_person = not filling.form.review and not (isinstance(kind, FreeText) and kind.why)
    return (
        (to_a_person or deed == listening.NEAREST)
        and deed in listening.SAYABLE
        and is_a_story(question)
    )


def _heard(filling: Filling, question: Question, asked: Asked) -> Heard:
    """What the question understands; a number or a choice out of many words is asked back about.

    A message that was forwarded tells of a meeting “at ten”, and nobody has ten seats because of it.
    """
    heard, typed = _understood(filling, question, asked), filling.talk.event.text
    many = len(typed.split()) >= A_MESSAGE or len(typed.strip().splitlines()) >= SOME_LINES
    if not (many and isinstance(heard, Given)) or getattr(question.kind, "reads_paragraphs", False):
        return heard
    if isinstance(question.kind, OneOf | Whole) and not heard.also:
        return Unsure((str(heard.value),), typed)
    if isinstance(question.kind, OneOf):
        return Again(
            filling.talk.say("That is a lot for this one. Please tap a button, or type its name.")
        )
    return heard


def _understood(filling: Filling, question: Question, asked: Asked) -> Heard:
    """What the question understands, also after its own name: “City: Porto”.

    Where that is nothing, what the words tell of other answers.
    """
    typed, say = filling.talk.event.text, filling.talk.say
    short = len(typed) <= A_LOT and not is_a_story(question)
    named = named_in(say, [question], typed, alone=False) if short else None
    told = named.value if named and named.value else typed
    heard = _in_a_sentence(question, asked, replace(filling.talk.event, text=told))
    words = len(typed.split())
    if isinstance(heard, Given) and short and _is_named(question):
        if _is_listed(question, heard) and not takes_back(typed):
            return heard  # “we are in ZONE” is the cluster of that name, and no move to Zone
        noted = filling.correct(typed) if words > 1 and is_no_name(typed) else None
        return noted if isinstance(noted, Noted) else heard  # “not Cluj, Turda” is nobody's name
    if isinstance(heard, Again) and question.awaits_a_file and meaning(typed) in AS_IF_SENT:
        return _nothing_came(filling, question)
    told_otherwise = bool(words) and question.awaits_a_file  # which takes no words
    if isinstance(heard, Again) and (told_otherwise or A_SENTENCE <= words <= A_LINE):
        noted = filling.correct(typed)
        return noted if isinstance(noted, Noted) else heard
    return heard


def _nothing_came(filling: Filling, question: Question) -> Again:
    """That no file is here though somebody says that they are done, and what goes on."""
    say = filling.talk.say
    if question.put_off:
        return Again(
            say(
                "No file has come yet. Send it here, or tap “{later}” and go on without it.",
                later=say(question.put_off).strip(" ›"),
            )
        )
    return Again(
        say("No file has come yet. Send it here; /cancel stops, and keeps what you have answered.")
    )


def _is_named(question: Question) -> bool:
    """Whether any words may be the answer: a name."""
    kind = question.kind
    return isinstance(kind, FreeText) or (isinstance(kind, OneOf) and kind.other is not None)


def _is_listed(question: Question, heard: Given) -> bool:
    """Whether an answer is one of the choices that stand there, and not a name of one's own."""
    kind = question.kind
    return (
        isinstance(kind, OneOf)
        and kind.other is not None
        and heard.value not in {kind.other.option, kind.other.none}
    )


def _in_a_sentence(question: Question, asked: Asked, event: Event) -> Heard:
    """What the question understands, with or without the words around an answer: “that would be Porto”."""
    heard = question.hear(asked, event)
    left = event.text if is_a_story(question) else without_introduction(event.text)
    if left == event.text:
        return heard
    bare_one = question.hear(asked, replace(event, text=left))
    if isinstance(bare_one, Given):
        return replace(bare_one, interpreted=True)
    return heard if isinstance(heard, Given) or isinstance(bare_one, Again) else bare_one


def tapped(talk: Talk, name: FormName, question_id: str, verb: str, value: str) -> None:
    """Act on a button of a form."""
    filling = _filling_of(talk, name)
    if filling is None:
        outdated(talk)
        return
    if _ended(filling):
        return
    if question_id == REVIEW:
        tapped_review(filling, verb, value)
        return
    expected = talk.conversation.facts if talk.conversation.place == PLACE else {}
    question = filling.question(question_id)
    if (
        question is None
        or expected.get("question") != question_id
        or not is_about(expected, filling)
    ):
        tapped_earlier(filling, question)
        return
    tapped_question(filling, question, verb, value)


def _filling_of(talk: Talk, name: FormName) -> Filling | None:
    form = _form(talk, name.key)
    draft = drafts.find_draft(talk, name.key, name.subject) if form else None
    return Filling(talk, form, draft, name.subject) if form and draft else None


def _ended(filling: Filling) -> bool:
    """Whether others have settled what the form is about: that is said, and the draft goes."""
    over = _over(filling)
    if over is None:
        return False
    drafts.drop(filling.talk, filling.draft)
    leave_place(filling)
    filling.talk.show(over)
    return True


def _over(filling: Filling) -> Screen | None:
    """What has become of the subject; also where it is not this person's any more."""
    talk = filling.talk
    try:
        over = filling.form.ended(talk, filling.subject)
    except NotFound as gone:
        return Screen(talk.say(gone.template))
    if over or talk.may_name(filling.form.about, filling.subject):
        return over
    return Screen(talk.say(NotFound().template))


def _stops(typed: str) -> bool:
    """“Cancel the invitation”, over its last page: a word that stops, and what is stopped."""
    words = typed.split()
    return len(words) in range(2, 5) and meaning(words[0]) is Meaning.LATER


def _hear_on_review(filling: Filling) -> None:
    """Typed over the review page: what its buttons say, or an answer to change, in whichever words."""
    typed = filling.talk.event.text
    deed = listening.deed_on(typed, review_buttons(filling))
    if deed == listening.STOP or (deed is None and _stops(typed)):
        leave(filling)
    elif deed == listening.FIRST:
        ask(filling, filling.asked_for()[0])
    elif deed == listening.NEAREST:
        filling.talk.send(not_understood(filling, typed))
    elif deed:
        tapped_review(filling, *deed)
    elif not typed:
        go_on(filling)
    elif heard_of_another(filling, typed, filling.open_questions(), here=None):
        return
    elif wants_change(typed):
        filling.talk.send(changes_screen(filling, filling.reviewed()))
    elif told := told_by_kind(filling, typed):
        take(filling, *told)
    else:
        filling.talk.send(not_understood(filling, typed))


def _nothing(talk: Talk) -> None:
    """A tap on a heading or an empty day of a calendar: it means nothing."""
    del talk


TAPS: Mapping[Family, Callable[..., None]] = {FORM: tapped, NOTHING: _nothing}

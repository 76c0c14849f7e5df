"""What a call says of people's data: what they agree to, what they are told, how long each thing is kept."""

from __future__ import annotations

from exchange.scheme.parts import Id, Part, Text, Whole


class Consent(Part):
    """What people agree to before anything is kept about them."""

    key: Id
    version: Text
    text: Text


class PrivacyLine(Part):
    """One thing that /privacy tells; periods of the call stand in its text by their names in braces."""

    title: Text
    text: Text


class Dormancy(Part):
    """After how many days without a word people are asked whether they stay, and how many more they have.

    Whoever does not answer rests, and is shown to nobody until they write.
    """

    after_days: Whole = 182
    answer_days: Whole = 30


class Retention(Part):
    """For how long things are kept: days, and for paid exchanges whole years after that of the payment.

    `update_days` and `message_days` are those of raw updates and of words that were sent;
    `stranger_days` of people who never agreed; `draft_days` of forms begun and left; `rejected_days`,
    `withdrawn_days` and `cv_days` count from the decision; `reader_days` are those of charts and
    workbooks; who says nothing for `dormant_days` is asked, and leaves after `answer_days` more;
    an exchange that nobody ends holds its people for `unfinished_days` after its last day;
    `question_days` count from a Partnership's answer to a question, `entry_days` from the day on which
    a desk entered somebody who has not taken it over, `opportunity_days` from the end of a funding programme,
    `lesson_days` from the end of a course.
    """

    update_days: Whole = 7
    message_days: Whole = 14
    stranger_days: Whole = 7
    draft_days: Whole = 60
    rejected_days: Whole = 180
    withdrawn_days: Whole = 90
    cv_days: Whole = 90
    reader_days: Whole = 2
    dormant_days: Whole = 365
    answer_days: Whole = 30
    unfinished_days: Whole = 365
    question_days: Whole = 180
    entry_days: Whole = 120
    opportunity_days: Whole = 365
    lesson_days: Whole = 365
    finished_years: Whole = 5

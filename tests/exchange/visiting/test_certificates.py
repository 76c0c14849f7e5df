"""Both sides' certificates: whose they are, when there is one, in which words, and anew after a correction."""

from __future__ import annotations

from datetime import date

import pytest

from exchange.visiting import closing, correcting, course
from exchange.words import plain_english
from tests.builders.records import pairs
from tests.builders.records.papers import pages_of
from tests.builders.records.works import at


class InGerman:
    """Words of a reader whose language is German."""

    language = "de"

    def __call__(self, text, /, **facts):
        """The words, left as they are."""
        return plain_english(text, **facts)


BOTH = pytest.mark.parametrize("asked", [closing.certificate_file, closing.host_certificate_file])


def too_short(work):
    """A stay of one day, reported and closed."""
    there, pair = pairs.travelling_pair(work)
    course.interrupt_exchange(there, pair.visitor, pair.id, date(2027, 4, 12), "Ill.")
    closing.submit_report(there, pair.visitor, pair.id, pairs.REPORT)
    closing.validate_report(there, pair.vop_officer, pair.id)
    return there, pair


def reported(work):
    """A whole stay whose report waits."""
    back, pair = pairs.returned_pair(work)
    closing.submit_report(back, pair.visitor, pair.id, pairs.REPORT)
    return back, pair


@BOTH
@pytest.mark.parametrize("reached", [pairs.returned_pair, reported, too_short])
def test_there_is_none_before_the_validation_nor_of_a_stay_that_was_too_short(work, asked, reached):
    """Neither for the visitor nor for the host."""
    day, pair = reached(work)
    with pytest.raises(closing.NoCertificate):
        asked(day, pair.exchange, plain_english)


def test_each_side_has_its_own(work):
    """The visitor's says where they were, the host's whom they received; each file is its owner's."""
    day, pair = pairs.validated_pair(work)
    visitors = closing.certificate_file(day, pair.exchange, plain_english)
    hosts = closing.host_certificate_file(day, pair.exchange, plain_english)
    assert (visitors.name, visitors.person_id) == ("certificate-HX-0001.pdf", pair.visitor.id)
    assert (hosts.name, hosts.person_id) == ("certificate-HX-0001-H.pdf", pair.host.id)
    ((own,), (other,)) = pages_of(visitors.content), pages_of(hosts.content)
    assert ("received" in own, "received" in other) == (False, True)
    assert "Alex of Vienna" in own
    assert "Alex of Porto" in other


def test_the_hosts_is_drawn_once_for_each_language(work):
    """Whoever asks again gets the same file, in another language another one."""
    day, pair = pairs.validated_pair(work)
    english, again, german = (
        closing.host_certificate_file(day, pair.exchange, say)
        for say in (plain_english, plain_english, InGerman())
    )
    assert again.id == english.id != german.id


def test_the_visitors_stays_in_the_words_it_was_first_asked_in(work):
    """Until it is taken back: then it is drawn in those of who asks."""
    day, pair = pairs.validated_pair(work)
    english = closing.certificate_file(day, pair.exchange, plain_english)
    assert closing.certificate_file(day, pair.exchange, InGerman()).id == english.id
    pair.exchange.certificate_id = None
    assert closing.certificate_file(day, pair.exchange, InGerman()).id != english.id


@BOTH
def test_a_correction_makes_another(work, asked):
    """What says the days that were planned is out of date."""
    day, pair = pairs.validated_pair(work)
    before = asked(day, pair.exchange, plain_english)
    correcting.correct_stay(day, pair.vop_officer, pair.id, date(2027, 4, 15), "Until Thursday.")
    after = asked(at(day, day.now), pair.exchange, plain_english)
    assert after.id != before.id
    assert "12–15 Apr 2027" in pages_of(after.content)[0]

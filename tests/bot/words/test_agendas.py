"""An agenda is corrected by the day, and fitted to another number of days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.speech import Speech
from bot.words.agendas import corrected, fitted
from matching.times.agendas import by_day

MONDAY = date(2027, 5, 10)
FIVE = "Day 1: hello\nDay 2: the looms\nDay 3: the mill\nDay 4: trials\nDay 5: results"
SAY = Speech("en")


def days(count, first=MONDAY):
    """So many days in a row."""
    return [first + timedelta(days=ahead) for ahead in range(count)]


def texts(agenda, count):
    """What is done on each of so many days."""
    return [text for _, text in by_day(agenda, days(count))]


@pytest.mark.parametrize(
    ("count", "left"),
    [
        (3, ["hello", "the looms", "results"]),
        (1, ["results"]),
        (5, ["hello", "the looms", "the mill", "trials", "results"]),
    ],
)
def test_fewer_days_keep_the_first_and_the_last(count, left):
    """A shorter stay has no days on paper that it has not."""
    assert texts(fitted(SAY, FIVE, days(5), days(count)), count) == left


@given(st.integers(1, 12), st.integers(1, 12))
def test_there_is_a_text_for_every_day_and_no_more(before, after):
    """However many days there were."""
    agenda = "\n".join(f"Day {at}: part {at}" for at in range(1, before + 1))
    found = fitted(SAY, agenda, days(before), days(after))
    assert len(by_day(found, days(20))) == after


def test_what_tells_no_days_stays_as_it_is():
    """Nobody knows what of it to leave out."""
    assert fitted(SAY, "We meet and talk.", days(5), days(3)) == "We meet and talk."


def test_one_day_that_is_written_takes_nothing_from_the_others():
    """By its number or by its name."""
    now = corrected(SAY, FIVE, "Day 3: the dye house", days(5))
    assert texts(now, 5) == ["hello", "the looms", "the dye house", "trials", "results"]
    now = corrected(SAY, FIVE, "Tuesday: cards", days(5))
    assert texts(now, 5)[1] == "cards"


def test_what_tells_no_days_stands_above_a_day_that_is_written():
    """None of it is lost, and the day is told of."""
    now = corrected(SAY, "We meet and talk.", "Tuesday: cards", days(5))
    assert now == "We meet and talk.\nDay 2: cards"


def test_all_of_it_written_anew_is_told_by_the_days_of_the_stay():
    """As people write it: by weekdays, with dates, in any language, a word above."""
    typed = (
        "Bring shoes.\nMonday 10.5.: tour\nDienstag – Labor\n12 May: talks\nDay 4 (Thursday): mill"
    )
    now = corrected(SAY, FIVE, typed, days(5))
    assert texts(now, 5) == ["Bring shoes. tour", "Labor", "talks", "mill", "results"]


HEADS = st.sampled_from(
    "Monday|Tues.|Mittwoch|jeudi|Monday 10.5.|Tuesday, 11 May|12.5.|May 13|Day 1|Tag 2|Päivä 3|4. Tag|"
    "Day 2 to 4|Mo-Mi|Monday and Friday|Sunday|Day 9|Monday 12.5.|Friday morning|Day 1 (by bus)|9:00|"
    "First day|On Friday|3-5 machines|Day|10.–12.5.".split("|")
)
SIGNS = st.sampled_from([": ", " - ", " – ", ". ", " ", ":\n", "\n", "", " : "])
ENDS = st.sampled_from(["\n", ". ", ", ", "; ", " "])
NEUTRAL = st.sampled_from(["looms", "the mill", "gate 47, shoes", "trials: wool", "felt. Flax"])


@given(
    st.lists(st.tuples(HEADS, SIGNS, NEUTRAL, ENDS), min_size=1, max_size=6),
    st.sampled_from(["", "Bring safety boots. ", "Hello\n"]),
    st.integers(1, 12),
)
def test_no_word_is_lost_whatever_heads_the_days(parts, above, count):
    """On the paper, and where its days are told one by one."""
    typed = above + "".join(map("".join, parts))
    paper = corrected(SAY, FIVE, typed, days(count)) or typed
    found = by_day(paper, days(count))
    one_by_one = "\n".join(text for _, text in found) or paper
    for word in f"{above} {' '.join(what for _, _, what, _ in parts)}".split():
        bare = word.strip(".,:")
        wanted = typed.split(bare)
        assert len(paper.split(bare)) >= len(wanted), (typed, paper)
        assert len(one_by_one.split(bare)) >= len(wanted), (typed, one_by_one)


def test_a_day_of_a_long_stay_is_changed_in_place():
    """The others stay together in one line, so that months fit on the paper."""
    proposal = "Day 1: tour\nDay 2 to 20: the mill\nDay 21: results"
    now = corrected(SAY, proposal, "Day 7: customers", days(21))
    assert now.splitlines() == [
        "Day 1: tour",
        "Day 2 to 6: the mill",
        "Day 7: customers",
        "Day 8 to 20: the mill",
        "Day 21: results",
    ]

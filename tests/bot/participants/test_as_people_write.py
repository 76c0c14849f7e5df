"""What tired people write on telephones: the right words in the wrong place, half a correction, a yes to several."""

from __future__ import annotations

import pytest

from tests.screens.players import VISITOR, somebody
from tests.screens.programme import open_stage

ABOUT = (
    "a small weaving mill in cluj romania, 23 of us. we make wool for furniture and want to see laser cutting "
    "in portugal or germany, may or june. english + german fine"
)


@pytest.fixture(scope="module")
def stage():
    """One for all of them; everybody in it is somebody else."""
    found = open_stage("en")
    yield found
    found.close()


@pytest.fixture
def ana(stage, request):
    """Somebody whose paragraph is read back."""
    number = 5000 + request.session.items.index(request.node)
    found = somebody(stage, "Ana", number)
    for typed in ("/start", "yes", "visit", ABOUT):
        found.types(typed)
    return found


@pytest.mark.parametrize("typed", ["actually 30 people, and Austria too", "oh, and Austria too"])
def test_a_wish_more_is_heard_where_all_is_read_back(ana, typed):
    """Though it begins as what takes back an answer given before does."""
    ana.types(typed)
    assert "Germany, 🇵🇹 Portugal, 🇦🇹 Austria" in ana.reads()


def test_what_stands_so_already_is_said_so(ana):
    """Twelve people and twenty-three are one size."""
    ana.types("we are 12 people, not 30")
    assert "That is how I have it:" in ana.reads()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("ana@loom.example", "E-mail: ana@loom.example"),
        ("Ana Pop, ana@loom.example", "Your name: Ana Pop"),
        ("www.loom.example", "Website: https://www.loom.example"),
        ("we have no website", "Website: skipped"),
    ],
)
def test_what_belongs_elsewhere_is_kept_there(ana, typed, kept):
    """Where the name of a cluster is asked for, which any words may be; it is asked for again."""
    for words in ("yes", "Loom Works", typed):
        ana.types(words)
    assert kept in ana.reads()
    assert "Name of the cluster" not in ana.reads()
    assert "Which cluster" in ana.reads()


def test_what_is_taken_back_is_nobodys_name(ana):
    """Nor is it proposed anew."""
    for words in ("yes", "Loom Works", "not Cluj, Turda"):
        ana.types(words)
    assert "Taken away: Cluj-Napoca." in ana.reads()
    assert "In which city or town?" in ana.reads()
    assert "I understood" not in ana.reads()


@pytest.mark.parametrize(
    ("number", "typed"),
    [(59_910, "not Braga, Porto"), (59_911, "Porto, not Braga"), (59_912, "no, Porto")],
)
def test_a_town_stands_in_for_the_one_that_was_wrong(stage, number, typed):
    """Though towns of that name lie in other countries as well."""
    joana = somebody(stage, "Joana", number)
    for words in ("/start", "yes", "visit", "small weaving mill in Braga, 8 people", typed):
        joana.types(words)
    assert "City: Porto" in joana.reads()


WISH = "we want to learn how to dye wool without chemicals"


def test_a_wish_that_comes_later_is_one_more(stage):
    """“Without” takes nothing back in it; what follows from it is not asked for."""
    joana = somebody(stage, "Joana", 59_901)
    for typed in ("/start", "yes", "visit", "small weaving mill in Braga, 8 people", WISH):
        joana.types(typed)
    assert "What you seek: We want to learn how to dye wool without chemicals." in joana.reads()
    assert "Goals: ≈ Learn from a cluster or country" in joana.reads()


def test_a_wish_beside_a_correction_is_kept(stage):
    """One sentence may tell both."""
    joana = somebody(stage, "Joana", 59_902)
    for typed in ("/start", "yes", "visit", "small weaving mill in Braga", f"{WISH} in Austria"):
        joana.types(typed)
    assert "Countries: 🇦🇹 Austria" in joana.reads()
    assert "What you seek: We want to learn how to dye wool" in joana.reads()


def test_all_of_it_may_be_said_at_the_first_question(stage):
    """With the address in it: nothing is cut off, and nothing but the rest is asked."""
    joana = somebody(stage, "Joana", 59_903)
    told = "hi, I'm Joana Prata, owner of Fio Novo, a small weaving mill in Braga, 8 people"
    for typed in ("/start", "yes", f"{told}. {WISH}. I'd like to visit Austria. j@mail.example"):
        joana.types(typed)
    assert "Your name: Joana Prata" in joana.reads()
    assert "E-mail: j@mail.example" in joana.reads()
    assert "What you seek: We want to learn how to dye wool" in joana.reads()


def test_a_cluster_that_is_called_as_a_town_is_the_cluster(stage):
    """“We are in ZONE” moves nobody to Zone."""
    joana = somebody(stage, "Joana", 59_904)
    for typed in ("/start", "yes"):
        joana.types(typed)
    joana.fills({**VISITOR, "country": "Hungary", "city": "Győr"}, until="cluster")
    joana.types("We are in ZONE")
    assert "Zone" not in joana.reads()
    assert "Your name" in joana.reads()


def test_nobody_has_figures_in_their_name(ana):
    """“We are 5” is no name, and is heard as what it is."""
    for words in ("yes", "Loom Works", "Transylvanian Furniture Cluster", "we are 5"):
        ana.types(words)
    assert "Your name: we are 5" not in ana.reads()
    assert "Your name, as it should stand in the papers?" in ana.reads()


def test_a_yes_to_several_is_asked_back(ana):
    """Where an answer is chosen from a list, yes chooses none of it."""
    for words in ("yes", "Loom Works"):
        ana.types(words)
    ana.types("yes")
    assert "Yes – to which of them?" in ana.reads()


@pytest.mark.parametrize("command", ["/help", "/hilfe", "/ayuda"])
def test_help_knows_the_way_back(ana, command):
    """In whichever language it is asked for; the commands are folded."""
    ana.types("yes")
    ana.types(command)
    assert "I take you through" in ana.reads()
    ana.taps("y:on")
    assert "What is the name of your organisation?" in ana.reads()


def test_who_stopped_is_led_back_to_what_is_begun(ana):
    """And not to a new application."""
    for words in ("yes", "later", "send", "yes", "yes"):
        ana.types(words)
    assert "What is the name of your organisation?" in ana.reads()


def test_who_begins_with_a_question_is_answered(stage):
    """Before they are asked for their consent."""
    ben = somebody(stage, "Ben", 4999)
    ben.types("who pays first?")
    assert "You pay your travel and stay yourself" in ben.reads()
    assert "Is that all right with you?" in ben.reads()


def test_a_sentence_is_nobodys_name(ana):
    """Nor the name of their cluster: what it tells is kept where it belongs, and the name is asked for again."""
    for words in ("yes", "Loom Works", "I want to host too"):
        ana.types(words)
    assert "Name of the cluster" not in ana.reads()
    assert "Which cluster" in ana.reads()
    for words in ("Transylvanian Furniture Cluster", "I want to host too"):
        ana.types(words)
    assert "Your name: I want" not in ana.reads()
    assert "Your name, as it should stand in the papers?" in ana.reads()


@pytest.mark.parametrize(
    ("typed", "none"),
    [
        ("we are not a member of any cluster", True),
        ("no", True),
        ("none", True),
        ("not in one yet", True),
        ("not Germany, and we are 12 people", False),
    ],
)
def test_only_who_is_in_no_cluster_says_so(ana, typed, none):
    """A denial of something else, among other words, is none."""
    for words in ("yes", "Loom Works", typed):
        ana.types(words)
    assert ("needs to be a member of a cluster" in ana.reads()) is none
    assert "Which cluster" in ana.reads()


def test_ones_own_country_is_not_wished_for(ana):
    """An exchange goes to another."""
    ana.types("countries to visit: Romania, Austria")
    assert "Countries: 🇩🇪 Germany, 🇵🇹 Portugal, 🇦🇹 Austria" in ana.reads()

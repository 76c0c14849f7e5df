"""The map and the chart of flows: a picture for whatever is known, with names that lie on nothing else."""

from __future__ import annotations

import io
import math
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.image import imread

from bot.conversation.speech import Speech, languages
from exchange.papers.flows import Flow, FlowFigures, flow_figure, flow_png
from exchange.papers.map import MapFigures, Mark, _gathered, _radius, map_figure, map_png
from exchange.visiting.kept_files import on_paper
from tests.sizes import examples

PORTO = Mark("Porto", "PT", 41.15, -8.61, (("Visits", 9),), 1, named=True)
GUIMARAES = Mark("Guimarães", "PT", 41.44, -8.29, (("Visits", 1),))
VIENNA = Mark("Vienna", "AT", 48.21, 16.37, (), 4)
MARKS = (PORTO, GUIMARAES, VIENNA)
FIGURES = MapFigures("Where things were done", MARKS, ((2, 0),), (("PT11", 10),), 2)
KINDS = ("less developed", "in transition", "more developed", "not known")
BLUE, WATER = (0, 51, 153), (246, 248, 252)


def _picture(png):
    return (imread(io.BytesIO(png))[:, :, :3] * 255).round()


def _share(png, colour):
    return (_picture(png) == colour).all(axis=2).mean()


def _words(drawn):
    drawn.canvas.draw()
    texts = [one for axes in drawn.axes for one in axes.texts if one.get_text()]
    return [(one.get_text(), one.get_window_extent()) for one in texts]


def test_the_map_is_a_png_of_telephone_proportions_and_never_blank():
    """With nothing done there are the lands and the sea, and words that say so."""
    png = map_png(MapFigures("Where things were done"))
    assert _picture(png).shape == (1250, 1000, 3)
    assert _share(png, (222, 226, 234)) > 0.15
    assert _share(png, WATER) > 0.2
    assert _share(png, BLUE) == pytest.approx(0, abs=0.001)


def test_what_was_done_is_seen():
    """A circle with its number, the region in colour; equal figures are equal bytes."""
    png = map_png(FIGURES)
    assert _share(png, BLUE) > 0.004
    assert png == map_png(FIGURES)


def test_towns_beside_each_other_are_one_circle():
    """With the figures of both; in the list each stands for itself."""
    words = [text for text, _ in _words(map_figure(FIGURES, on_paper(Speech("en")), language="en"))]
    assert "Porto, Guimarães" in words
    assert "10" in words
    assert {"Porto, Portugal", "Guimarães, Portugal", "All other places"} <= set(words)


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("draw", ["map", "flows"])
def test_no_words_lie_on_others_or_leave_the_picture(language, draw):
    """In every language that we speak."""
    say = on_paper(Speech(language))
    flows = tuple(Flow(start, end, 1 + start) for start in range(4) for end in range(4))
    drawn = (
        map_figure(FIGURES, say, language=language)
        if draw == "map"
        else flow_figure(
            FlowFigures("Visits between kinds of regions", KINDS, flows), say, language=language
        )
    )
    boxes = [one for one in _words(drawn) if one[0] not in "●★"]
    outside = [text for text, box in boxes if box.x0 < 0 or box.x1 > 1000 or box.y1 > 1250]
    assert outside == []
    assert [(a[0], b[0]) for a, b in combinations(boxes, 2) if a[1].overlaps(b[1])] == []


@settings(deadline=None, max_examples=examples(20))
@given(
    st.lists(
        st.tuples(st.floats(35, 65), st.floats(-10, 30), st.integers(0, 9999)),
        min_size=2,
        max_size=12,
    )
)
def test_no_circle_hides_the_number_of_another(places):
    """What lies too near is one circle, with the figures of all; none is lost."""
    told = [
        Mark(f"{at}", "PT", north, east, (("Visits", count),))
        for at, (north, east, count) in enumerate(places)
    ]
    found = sorted(told, key=lambda one: -one.count)
    points = [(one.longitude * 80, one.latitude * 110) for one in found]
    spots = _gathered(found, points, 4)
    assert sum(one.count for one in spots) == sum(one.count for one in found)
    for one, other in combinations(spots, 2):
        away = math.dist(one.at, other.at) / 4
        assert away >= _radius(one.count) + 0.8 * _radius(other.count)


counts = st.integers(min_value=0, max_value=9999)
marks = st.builds(
    lambda name, latitude, longitude, done, came: Mark(
        name, "PT", latitude, longitude, (("Visits", done),) if done else (), came
    ),
    st.text(max_size=60),
    st.floats(min_value=27, max_value=71),
    st.floats(min_value=-31, max_value=46),
    counts,
    counts,
)


@pytest.mark.filterwarnings("error")
@settings(deadline=None, max_examples=examples(6))
@given(st.lists(marks, max_size=6))
def test_any_places_are_drawn(found):
    """Wherever they are, however they are called."""
    ways = tuple((0, at) for at in range(1, len(found)))
    png = map_png(MapFigures("Where things were done", tuple(found), ways, (("XX99", 3),)))
    assert _picture(png).shape == (1250, 1000, 3)


@settings(deadline=None, max_examples=examples(6))
@given(st.dictionaries(st.tuples(st.integers(0, 3), st.integers(0, 3)), counts))
def test_any_flows_are_drawn(found):
    """None as well."""
    flows = tuple(Flow(start, end, count) for (start, end), count in sorted(found.items()))
    assert _picture(flow_png(FlowFigures("Flows", KINDS, flows))).shape == (1250, 1000, 3)

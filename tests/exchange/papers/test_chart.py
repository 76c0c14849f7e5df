"""The chart of the programme: a picture of the right size for whatever figures and words."""

from __future__ import annotations

import io
import threading
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.image import imread
from matplotlib.text import Text

from bot.conversation.speech import Speech, languages
from exchange.papers.chart import Outlook, ProgressFigures, progress_chart, progress_figure
from exchange.visiting.kept_files import on_paper
from tests.sizes import examples

STEPS = ("Applications", "Accepted", "Invitations", "Pairs agreed", "Stays done", "Paid")
FIGURES = ProgressFigures(
    funnel=tuple(zip(STEPS, (1840, 1512, 2304, 903, 612, 588), strict=True)),
    done=612,
    under_way=74,
    target=1000,
    by_month=(("2027-03", 212), ("2027-04", 400)),
)
BLUE, ORANGE = (0, 51, 153), (230, 159, 0)
counts = st.integers(min_value=0, max_value=10**6)


def _size(png):
    height, width, _ = imread(io.BytesIO(png)).shape
    return width, height


def _share(png, colour):
    """How much of the progress bar's middle line has that colour."""
    line = (imread(io.BytesIO(png))[174, 50:950, :3] * 255).round()
    return (line == colour).all(axis=1).mean()


def test_the_chart_is_a_png_of_telephone_proportions():
    """A PNG of 1000 × 1250."""
    png = progress_chart(FIGURES)
    assert (png[:8], _size(png)) == (b"\x89PNG\r\n\x1a\n", (1000, 1250))


@pytest.mark.parametrize(
    ("done", "under_way", "blue", "orange"),
    [
        (0, 0, 0, 0),
        (500, 0, 0.5, 0),
        (250, 250, 0.25, 0.25),
        (990, 50, 0.99, 0.01),
        (1200, 9, 1, 0),
    ],
)
def test_the_bar_shows_the_shares_of_the_target(done, under_way, blue, orange):
    """Blue for what is done, orange for what is under way, and never more than the whole bar."""
    png = progress_chart(ProgressFigures(FIGURES.funnel, done, under_way, 1000))
    assert _share(png, BLUE) == pytest.approx(blue, abs=0.02)
    assert _share(png, ORANGE) == pytest.approx(orange, abs=0.02)


def _words(axes):
    """Titles and words on the chart, and the months under it."""
    put = [one for one in axes.get_children() if isinstance(one, Text)]
    months = axes.get_xticklabels() if axes.axison else []
    return [one for one in (*put, *months) if one.get_text()]


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("outlook", [None, Outlook("2028-02", 700, 1150)])
def test_no_words_lie_on_others_or_leave_the_picture(language, outlook):
    """In every language that we speak."""
    figures = replace(FIGURES, outlook=outlook)
    drawn = progress_figure(figures, on_paper(Speech(language)), language=language)
    drawn.canvas.draw()
    words = [one for axes in drawn.axes for one in _words(axes)]
    boxes = [(one.get_text(), one.get_window_extent()) for one in words]
    assert [text for text, box in boxes if not drawn.bbox.fully_containsx(box.x1)] == []
    assert [(a[0], b[0]) for a, b in combinations(boxes, 2) if a[1].overlaps(b[1])] == []


def test_equal_figures_are_equal_bytes_in_any_thread():
    """Threads drawing at once do not draw into each other's picture."""
    drawn = []
    threads = [
        threading.Thread(target=lambda: drawn.append(progress_chart(FIGURES))) for _ in "123"
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert drawn == [progress_chart(FIGURES)] * 3


def test_words_and_figures_follow_the_reader():
    """The words come from the catalogue, the figures from the language."""

    def in_german(text, /, **facts):
        said.append((text, facts))
        return text.format(**facts)

    said = []
    progress_chart(FIGURES, in_german, language="de")
    assert ("of {target}", {"target": "1.000"}) in said
    assert [text for text, _ in said if text in STEPS] == list(STEPS)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("name", ["$x$ \\frac{", "x" * 500, "👍 工場", "a\nb", "", "_^{}"])
def test_odd_names_are_drawn_as_they_are(name):
    """No text is taken for a formula, runs out of the picture or lacks a letter."""
    odd = ProgressFigures(((name, 3),), 1, 1, 10, ((name, 1),))
    assert _size(progress_chart(odd, lambda text, /, **_: text)) == (1000, 1250)


@settings(deadline=None, max_examples=examples(10))
@given(st.lists(counts, max_size=8), counts, counts, counts, st.lists(counts, max_size=30))
def test_any_figures_are_drawn(funnel, done, under_way, target, months):
    """Nothing yet, more than the target, no target at all: there is a picture."""
    steps = [("Step", count) for count in funnel]
    by_month = [(f"20{27 + n // 12}-{n % 12 + 1:02}", count) for n, count in enumerate(months)]
    png = progress_chart(ProgressFigures(steps, done, under_way, target, by_month))
    assert _size(png) == (1000, 1250)


AS_SEEN = {  # linear red, green and blue of whoever lacks red, green or blue (Viénot 1999, Brettel 1997)
    "everybody": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "no red": ((0.112, 0.888, 0), (0.112, 0.888, 0), (0.004, -0.004, 1)),
    "no green": ((0.293, 0.707, 0), (0.293, 0.707, 0), (-0.021, 0.021, 1)),
    "no colour": ((0.213, 0.715, 0.072),) * 3,
}
LEAST = 3  # contrast of what has to be told apart (WCAG 1.4.11)


def seen(colour, matrix):
    """How bright a colour is to somebody."""
    told = [one / 255 for one in colour]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in told]
    red, green, blue = (
        max(0, sum(a * b for a, b in zip(row, linear, strict=True))) for row in matrix
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("eyes", AS_SEEN)
def test_what_is_done_and_what_is_under_way_are_told_apart_by_all_eyes(eyes):
    """By their brightness alone, whatever colours somebody lacks; words stand beside them."""
    low, high = sorted(seen(one, AS_SEEN[eyes]) for one in (BLUE, ORANGE))
    assert (high + 0.05) / (low + 0.05) >= LEAST

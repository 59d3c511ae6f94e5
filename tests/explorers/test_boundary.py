"""Where a function of the plane is above a level, and the line where it crosses it."""

import re

import numpy as np
import pytest

from autodiff_core.explorers.boundary import line_path, line_points, region_path

STEEP = np.add.outer(np.arange(5.0), 2 * np.arange(7.0)) - 6.3  # a plane: straight along every side


def area(path):
    """The area that a path of straight pieces encloses, one figure at a time."""
    total = 0.0
    for figure in re.findall(r"M([^M]*)z", path):
        if box := re.fullmatch(r"(\d+),(\d+)H(\d+)v1H\d+", figure):
            total += int(box[3]) - int(box[1])
            continue
        x, y = np.array([list(map(float, point.split(","))) for point in figure.split("L")]).T
        total += abs(np.dot(x, np.roll(y, 1)) - np.dot(y, np.roll(x, 1))) / 2
    return total


def test_on_a_plane_every_point_of_the_line_is_at_the_level():
    for level in (-2.0, 0.0, 1.5):
        x, y = line_points(STEEP, level).T
        assert len(x) and np.allclose(y + 2 * x - 6.3, level)


def test_the_regions_above_and_below_share_out_the_picture():
    random = np.random.default_rng(0).standard_normal((9, 12))
    for heights in (STEEP, random):
        rows, columns = np.array(heights.shape) - 1
        above, below = area(region_path(heights)), area(region_path(-heights))
        saddles = sum(
            (a > 0) == (d > 0) != (b > 0) == (c > 0)
            for a, b, c, d in zip(*(heights[r : r + rows, s : s + columns].flat for r, s in np.ndindex(2, 2)))
        )
        assert above + below == pytest.approx(rows * columns, abs=0.7 * saddles + 0.5)
        assert saddles == 0 or heights is random


def test_a_peak_is_a_closed_line_around_it():
    peak = np.zeros((3, 3)) - 1
    peak[1, 1] = 3
    points = {tuple(point) for point in line_points(peak)}
    assert points == {(0.25, 1), (1.75, 1), (1, 0.25), (1, 1.75)}
    assert area(region_path(peak)) == pytest.approx(1.125, abs=0.05)


def test_where_nothing_crosses_there_is_no_line():
    assert line_path(np.ones((3, 4))) == "" and region_path(-np.ones((3, 4))) == ""
    assert region_path(np.ones((3, 4))) == "M0,0H3v1H0zM0,1H3v1H0z"

"""The two moons: two half circles, their labels, and their noise."""

import re

import numpy as np
import pytest

from autodiff_core import GraphError
from autodiff_core.points import two_moons


@pytest.mark.parametrize("count", [2, 5, 300])
def test_every_point_has_two_coordinates_and_a_label(count):
    points, labels = two_moons(count)
    assert (points.shape, labels.shape) == ((count, 2), (count,))
    assert set(labels) == {1.0, -1.0}
    assert (labels > 0).sum() - (labels < 0).sum() == count % 2


def test_without_noise_the_points_are_on_two_half_circles():
    points, labels = two_moons(200, noise=0)
    above, below = points[labels > 0], points[labels < 0] - (1, 0.5)
    for half in (above, below):
        assert np.allclose(np.hypot(*half.T), 1)
    assert above[:, 1].min() >= 0 and below[:, 1].max() <= 0


def test_each_half_circle_reaches_into_the_other():
    points, labels = two_moons(200, noise=0)
    lowest_above = points[labels > 0][:, 1].min()
    assert (points[labels < 0][:, 1] > lowest_above).any()


def test_the_noise_has_the_size_that_is_asked_for():
    clean, _ = two_moons(4000, noise=0)
    noisy, _ = two_moons(4000, noise=0.2)
    assert np.std(noisy - clean) == pytest.approx(0.2, rel=0.03)


def test_the_same_seed_gives_the_same_points_and_another_seed_others():
    (points, labels), (again, same) = two_moons(), two_moons()
    assert (points == again).all() and (labels == same).all()
    assert (two_moons(seed=2)[0] != points).all()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"count": 1}, "count needs a whole number from 2 on, not 1."),
        ({"count": 2.5}, "count needs a whole number from 2 on, not 2.5."),
        ({"noise": -0.1}, "noise needs a number from 0 on, such as 0.1, not -0.1."),
        ({"noise": "much"}, "noise needs a number from 0 on, such as 0.1, not 'much'."),
        ({"seed": None}, "seed needs a whole number from 0 on, not None."),
    ],
)
def test_what_makes_no_points_is_refused_in_one_sentence(wrong, sentence):
    with pytest.raises(GraphError, match=f"^{re.escape(sentence)}$"):
        two_moons(**wrong)

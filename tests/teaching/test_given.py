"""What a lecturer gives: numbers of all kinds are taken, and the rest is refused in a sentence."""

import numpy as np
import pytest

from autodiff_core import GraphError
from autodiff_core.teaching.given import check_draw, check_seed, check_sizes, own_numbers


def test_numbers_of_all_kinds_are_taken():
    check_sizes(alpha=1, push=np.float64(0.01))
    for draw in (None, {}, {"x": (2, 3)}, {"x": range(3)}, {"x": np.arange(3)}):
        check_draw(draw)
    for seed in (0, -5, 2**80, "autumn"):
        check_seed(seed)
    assert own_numbers(({"w": 1}, {"w": 2})) == [{"w": 1}, {"w": 2}]


@pytest.mark.parametrize("size", [0, -0.1, float("inf"), float("nan"), "0.1", None, [1]])
def test_a_size_is_a_number_above_0(size):
    with pytest.raises(GraphError, match="push is a number above 0, such as 0.1, not "):
        check_sizes(push=size)


@pytest.mark.parametrize("draw", [3, [1, 2], "x", {"x": 3}, {"x": ()}, {"x": "23"}, {"x": ["2"]}])
def test_an_input_is_drawn_from_numbers(draw):
    with pytest.raises(GraphError, match="which numbers it is drawn from"):
        check_draw(draw)


@pytest.mark.parametrize("seed", [None, [1], 0.5])
def test_a_seed_is_a_whole_number_or_a_text(seed):
    with pytest.raises(GraphError, match="The seed is a whole number or a text, not "):
        check_seed(seed)


@pytest.mark.parametrize("sheets", [[], "5", [5], [{1: 2}], {"w": 5}, None])
def test_own_numbers_are_a_list_of_dictionaries_with_names(sheets):
    with pytest.raises(GraphError, match="Say how many sheets there are to be"):
        own_numbers(sheets)


def test_half_a_character_is_no_seed():
    with pytest.raises(GraphError, match=r"The seed is a whole number or a text, not '\\ud800'"):
        check_seed("\ud800")

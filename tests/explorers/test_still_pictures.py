"""The static pictures of explorers say in words what is read off them, with the numbers of the moment."""

import re
from xml.etree import ElementTree

import numpy as np

from autodiff_core.explorers import DerivativeExplorer, DescentExplorer, EfficiencyExplorer, FitExplorer
from autodiff_core.lessons import cost, moons_cost, moons_output, moons_parameters
from autodiff_core.points import two_moons

SVG = "{http://www.w3.org/2000/svg}"


def said(explorer):
    return ElementTree.fromstring(explorer.svg()).find(f"{SVG}desc").text


def test_a_derivative_names_its_points_and_both_slopes():
    words = said(DerivativeExplorer(lambda w: w**2, epsilon=0.001))
    assert "w = 3 with J = 9." in words and "w = 3.001 with J = 9.006001." in words
    assert "solid, has slope 6;" in words and "dashed, has slope 6.001." in words
    both = said(DerivativeExplorer(lambda w: w**2, epsilon=0.5, difference="central"))
    assert "Nudged: w = 2.5 with J = 6.25, w = 3.5 with J = 12.25." in both


def test_a_nudge_that_is_lost_in_rounding_is_not_told():
    assert "Nudged" not in said(DerivativeExplorer(lambda w: w**2, epsilon=1e-16))


def test_a_descent_names_its_start_its_end_and_the_lines_of_the_landscape():
    explorer = DescentExplorer(cost, w=5, b=-3)
    assert "The path starts at w = 5 and b = -3, with J = 4.5." in said(explorer)
    assert "It ends" not in said(explorer)
    explorer.steps_done = 1
    assert "It ends at w = 4.4 and b = -3.3, with J = 1.125." in said(explorer)
    assert "for w from -10 to 10 and b from -10 to 10" in said(explorer)
    assert "Lines where J is 1, 2, 5, 10, 20, 50, 100, 200, 500;" in said(explorer)


def test_every_band_of_a_landscape_ends_in_a_line_and_its_number_stands_there_once():
    root = ElementTree.fromstring(DescentExplorer(cost, w=5, b=-3).svg())
    lines = [each.get("d") for each in root.iter(f"{SVG}path") if each.get("class") == "contour"]
    assert len(lines) == 9 and all(lines)
    numbers = [each.text for each in root.iter(f"{SVG}text") if each.get("class") == "level"]
    assert len(numbers) == len(set(numbers)) and {"1", "10", "100"} <= set(numbers)


def test_no_line_goes_along_the_border_of_what_is_not_defined():
    root = ElementTree.fromstring(DescentExplorer(lambda w, v: v * 0 - np.log(w), w=1, v=1).svg())
    lines = [each.get("d") for each in root.iter(f"{SVG}path") if each.get("class") == "contour"]
    across = [float(x) for line in lines for x in re.findall(r"M([\d.]+),", line)]
    assert across and not any("nan" in line for line in lines)
    levels = [float(each.text) for each in root.iter(f"{SVG}text") if each.get("class") == "level"]
    places = [52 + (np.exp(-level) + 10) / 20 * 412 for level in levels]  # of the lines, all upright
    assert levels and all(min(abs(np.array(across) - place)) < 3 for place in places)
    assert len(set(across)) == len(lines)  # and no other


def test_a_landscape_without_hills_has_no_lines():
    assert "Lines" not in said(DescentExplorer(lambda w, v: 0 * w + 0 * v, w=1, v=1))


def test_counted_steps_are_told_at_the_chosen_size_and_at_both_ends():
    words = said(EfficiencyExplorer(n=30, p=7))
    assert all(f"Steps with p = {p}: nudging " in words for p in (1, 7, 29))
    assert said(EfficiencyExplorer(family="doubling", k=20)).endswith(
        "With k = 30: 1073741824 paths, 31 nodes."
    )


def test_a_fit_tells_the_points_on_the_wrong_side_and_how_the_cost_went():
    fit = FitExplorer(moons_cost, moons_output, *two_moons(), moons_parameters())
    fit.train(1)
    wrong, labels = fit.training.wrong(), fit.training.labels
    words = said(fit)
    assert f"{sum(wrong & (labels == 1))} of {sum(labels == 1)} points with label 1" in words
    assert f"{sum(wrong & (labels == -1))} of {sum(labels == -1)} points with label -1" in words
    assert words.endswith(f"and is {fit.cost:.4g} after 1 step.") and "was 0.7013 at the start" in words

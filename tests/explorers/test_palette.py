"""The colours of the quantities: readable on their backgrounds, and different also to colour-blind eyes."""

import re
from itertools import combinations

import numpy as np
import pytest

from autodiff_core.explorers.base import stylesheet

QUANTITIES = ["value", "gradient", "local", "nudge"]
BACKGROUND = ["#ffffff", "#111111"]  # of JupyterLab, light and dark
SOFT = 0.13  # the share of the colour in its soft background

# Linear RGB as it is seen without one kind of cone (Machado, Oliveira and Fernandes 2009).
EYES = {
    "usual": np.eye(3),
    "protan": [[0.1523, 1.0526, -0.2049], [0.1145, 0.7863, 0.0992], [-0.0039, -0.0481, 1.0520]],
    "deutan": [[0.3673, 0.8606, -0.2280], [0.2801, 0.6725, 0.0474], [-0.0118, 0.0429, 0.9689]],
    "tritan": [[1.2555, -0.0767, -0.1788], [-0.0784, 0.9308, 0.1476], [0.0047, 0.6914, 0.3039]],
}
RGB_TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
WHITE = np.array([0.9505, 1.0, 1.0888])


def colours(shade):
    css = stylesheet("style.css")
    found = re.findall(r"--adc-([\w-]+): light-dark\((#\w{6}), (#\w{6})\);", css)
    return {name: rgb(shades[shade]) for name, *shades in found}


def rgb(code):
    return np.array([int(code[i : i + 2], 16) for i in (1, 3, 5)]) / 255


def linear(colour):
    return np.where(colour <= 0.04045, colour / 12.92, ((colour + 0.055) / 1.055) ** 2.4)


def contrast(one, other):
    dark, light = sorted(RGB_TO_XYZ[1] @ linear(colour) for colour in (one, other))
    return (light + 0.05) / (dark + 0.05)


def lab(colour, eye):
    seen = np.clip(np.array(EYES[eye]) @ linear(colour), 0, 1)
    x, y, z = np.cbrt(RGB_TO_XYZ @ seen / WHITE)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


@pytest.mark.parametrize("shade", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("name", [*QUANTITIES, "quiet", "problem"])
def test_text_in_each_colour_has_a_contrast_of_4_5(name, shade):
    colour, paper = colours(shade)[name], rgb(BACKGROUND[shade])
    assert contrast(colour, paper) >= 4.5
    assert contrast(colour, SOFT * colour + (1 - SOFT) * paper) >= 4.5


@pytest.mark.parametrize("eye", EYES)
@pytest.mark.parametrize("shade", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("one", "other"), list(combinations(QUANTITIES, 2)))
def test_no_two_quantities_look_alike_to_any_eye(one, other, shade, eye):
    palette = colours(shade)
    assert np.linalg.norm(lab(palette[one], eye) - lab(palette[other], eye)) > 15

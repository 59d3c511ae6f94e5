"""Derivatives that owe nothing to a derivative rule: central differences, and the complex step."""

from __future__ import annotations

import numpy as np
from random_programs import STEP

from fuzz.kinks import distances, same_sides
from fuzz.programs import NAMES
from fuzz.report import Report
from fuzz.ways import Ways

STRIDE = 1e-4
MOST = 10  # elements of an input that are moved: others are left out by lot


def places(inputs, random) -> list[tuple[int, tuple]]:
    """The elements that are moved: (input, index)."""
    found = [(i, index) for i, x in enumerate(inputs) for index in np.ndindex(np.shape(x))]
    return found if len(found) <= MOST else [found[k] for k in sorted(random.choice(len(found), MOST, False))]


def moved(inputs, place, by):
    i, index = place
    x = np.array(inputs[i], dtype=complex if isinstance(by, complex) else float)
    x[index] += by
    changed = list(inputs)
    changed[i] = x if x.ndim else x[()].item()
    return changed


def _all_moved(inputs, direction, by):
    return [np.asarray(x + by * d) if np.ndim(x) else float(x + by * d) for x, d in zip(inputs, direction)]


def complex_slope(run, inputs, place) -> float:
    return float(np.imag(run(*moved(inputs, place, 1j * STEP)))) / STEP


def check(ways: Ways, report: Report, random) -> None:
    """The gradient, and the second derivative along a direction."""
    run, inputs = ways.case.run, ways.case.inputs
    _, gradients = ways.eager
    if not ways.moderate:
        report.notes["programs with numbers beyond 1e50, infinite or NaN: no differences"] += 1
        return
    direction = [np.asarray(np.round(random.uniform(-1, 1, np.shape(x)), 2)) for x in inputs]
    second = None
    with np.errstate(all="ignore"):
        here = distances(run, inputs)
        smooth = all(
            same_sides(here, distances(run, _all_moved(inputs, direction, k * STRIDE))) for k in (-1, 1)
        )
        for place in places(inputs, random):
            i, index = place
            if not all(
                same_sides(here, distances(run, moved(inputs, place, k * STRIDE))) for k in (-2, -1, 1, 2)
            ):
                report.notes["elements beside a kink: no differences"] += 1
                continue
            found = float(np.asarray(gradients[i])[index])
            what = f"{NAMES[i]}{list(index) or ''}"
            exact = complex_slope(run, inputs, place)
            if np.isfinite(exact):
                report.compare("gradient: complex step", what, found, exact, ways.tolerance)
            else:
                report.notes["the complex step overflows"] += 1
            slope, bound = difference(lambda t: run(*moved(inputs, place, t)), inputs, place, ways)  # noqa: B023
            _near(report, "gradient: central difference", what, found, slope, bound)
            if not smooth:
                report.notes["second derivatives beside a kink: no differences"] += 1
                continue
            if second is None:
                second = ways.along(direction)
            slope, bound = difference(
                lambda t: along_by_complex_step(run, moved(inputs, place, t), direction),  # noqa: B023
                inputs,
                place,
                ways,
            )
            number = np.asarray(second[i])[index]
            _near(report, "second: difference of complex steps", what, number, slope, bound)


def _near(report, way, what, found, slope, bound) -> None:
    if bound < 1e-3 * max(1.0, abs(slope)):
        report.compare(way, what, found, slope, bound)
    else:
        report.notes[f"{way}: too wild for it"] += 1


def along_by_complex_step(run, inputs, direction) -> float:
    """The slope along a direction."""
    return float(np.imag(run(*[x + 1j * STEP * d for x, d in zip(inputs, direction)]))) / STEP


def difference(f, inputs, place, ways) -> tuple[float, float]:
    """A central difference, and a bound on its error.

    Truncation: twice the stride errs four times as much, so three errors lie between the two differences.
    Rounding: of the largest number in the program, and of the place itself.
    """
    near, far = ((f(t) - f(-t)) / (2 * t) for t in (STRIDE, 2 * STRIDE))
    x = abs(float(np.asarray(inputs[place[0]])[place[1]]))
    return near, abs(near - far) + (1e-3 * ways.tolerance + 4e-16 * x * abs(near)) / STRIDE

"""The FitExplorer in Python: what it computes, tells its page, refuses, and how its training ends."""

import re
from xml.etree import ElementTree

import numpy as np
import pytest

from autodiff_core import GraphError, check_gradients, trace
from autodiff_core.explorers import FitExplorer
from autodiff_core.explorers.boundary import line_points
from autodiff_core.lessons import moons_cost, moons_output, moons_parameters
from autodiff_core.points import two_moons

POINTS, LABELS = two_moons()


def explorer(**settings):
    return FitExplorer(moons_cost, moons_output, POINTS, LABELS, moons_parameters(), **settings)


def trained_by_hand(steps, alpha):
    """The same descent, with the backward pass of this one network written out in NumPy."""
    W1, b1, W2, b2 = moons_parameters().values()
    costs = []
    for _ in range(steps + 1):
        a1 = np.tanh(POINTS @ W1 + b1)
        d = a1 @ W2 + b2 - LABELS
        costs.append((d**2).sum() / 2 / len(d))
        dscores = d / len(d)
        dz1 = np.outer(dscores, W2) * (1 - a1**2)
        W1, b1 = W1 - alpha * POINTS.T @ dz1, b1 - alpha * dz1.sum(axis=0)
        W2, b2 = W2 - alpha * a1.T @ dscores, b2 - alpha * dscores.sum()
    return costs


def costs(fit):
    return [cost for _, cost in fit.training.state.curve]


def test_every_cost_of_the_training_is_that_of_backpropagation_written_by_hand():
    fit, by_hand = explorer(), trained_by_hand(400, alpha=0.2)
    fit.train(150)
    assert np.allclose(costs(fit), by_hand[:151], rtol=0, atol=1e-9)
    fit.train(250)
    steps, found = zip(*fit.training.state.curve)
    assert np.allclose(found, [by_hand[step] for step in steps], rtol=0, atol=1e-9)


def test_the_gradients_of_the_cost_pass_the_numerical_check():
    few = slice(None, None, 60)
    assert check_gradients(moons_cost, **moons_parameters(hidden=3), points=POINTS[few], labels=LABELS[few])


def test_the_cost_can_be_recorded_line_by_line():
    graph = trace(moons_cost, **moons_parameters(), points=POINTS, labels=LABELS)
    assert graph.forward()["J"] == explorer().cost


def test_training_lowers_the_cost_at_every_step_until_all_points_are_right():
    fit = explorer()
    assert fit.right < 0.6
    fit.train(400)
    assert (np.diff(costs(fit)) < 0).all()
    assert fit.cost < 0.04 and fit.right == 1
    scores = moons_output(POINTS, **fit.parameters)
    assert (np.sign(scores) == LABELS).all()


def test_the_table_is_printed_with_few_digits_and_is_what_train_returns():
    fit = explorer()
    assert str(fit.train(20)) == "\n".join(
        ["steps  cost    points right", "0      0.7013  54 %", "20     0.1486  87 %"]
    )
    assert fit.plain() == "\n".join(
        [
            "FitExplorer(300 points, 20 steps, alpha=0.2)",
            "parameters: W1 (2, 16), b1 (16,), W2 (16,), b2 number",
            str(fit.table()),
        ]
    )
    assert repr(fit) == "FitExplorer(300 points, 20 steps, alpha=0.2)"


def test_the_digits_printed_are_far_above_the_rounding_of_another_machine():
    start = moons_parameters()
    random = np.random.default_rng(1)
    other = {name: w * (1 + 1e-12 * random.standard_normal(np.shape(w))) for name, w in start.items()}
    curves = []
    for parameters in (start, other):
        fit = FitExplorer(moons_cost, moons_output, POINTS, LABELS, parameters)
        fit.train(1000)
        curves.append(costs(fit))
    assert np.allclose(*curves, rtol=1e-10)


def test_training_goes_on_where_it_stood():
    in_two, in_one = explorer(), explorer()
    in_two.train(30)
    in_two.train(20)
    in_one.train(50)
    assert costs(in_two) == costs(in_one)
    assert in_two.progress().startswith("Step 50 of 50: cost ")
    assert in_two.train(0).rows == in_one.table().rows


def test_restart_goes_back_to_the_start():
    fit = explorer()
    before = {**fit.state, "edition": 3}
    fit.train(10)
    assert fit.state["parameters"] != before["parameters"]
    fit.restart()
    assert fit.state == before
    assert fit.progress() == "Not trained yet: cost 0.7013, 54 % of the points right."


def test_alpha_is_read_at_every_step():
    fit = explorer(alpha=0)
    fit.train(3)
    assert set(costs(fit)) == {fit.cost}
    fit.alpha = 0.2
    fit.train(1)
    assert fit.cost < costs(fit)[0]


# What the page is told


def test_the_boundary_is_where_the_output_on_the_grid_is_0():
    fit = explorer()
    fit.train(400)
    heights = fit._view.heights(fit.training)
    across, down = fit.scene["cells"]
    x, y = np.linspace(*fit.scene["x"], across + 1), np.linspace(*fit.scene["y"][::-1], down + 1)
    for row, column in [(0, 0), (down, across), (3, 40), (20, 7)]:
        score = moons_output(np.array([[x[column], y[row]]]), **fit.parameters)[0]
        assert heights[row, column] == pytest.approx(score, abs=1e-12)
    cells = line_points(heights)
    assert len(cells) > 50
    left, top = (np.interp(cells[:, i], range(len(at)), at) for i, at in enumerate((x, y)))
    places = np.column_stack([left, top])
    assert np.abs(moons_output(places, **fit.parameters)).max() < 0.01


def test_the_curve_keeps_the_first_and_the_last_cost_and_fewer_between_the_longer_it_is():
    fit = explorer()
    for steps, apart in ((159, 1), (1, 2), (339, 4), (1, 4)):
        fit.train(steps)
        kept = [step for step, _ in fit.state["curve"]]
        assert kept == sorted({*range(0, fit.steps, apart), fit.steps})
        assert fit.state["curve"][-1] == [fit.steps, fit.cost] and len(kept) <= 161


def test_the_page_is_told_where_training_stands_and_from_where_it_came():
    fit = explorer(alpha=0.1)
    fit.train(20)
    fit.train(30)
    state = fit.state
    assert (state["steps"], state["goal"], state["since"], state["alpha"]) == (50, 50, 20, 0.1)
    assert state["parameters"] == [np.ravel(w).tolist() for w in fit.parameters.values()]
    assert state["curve"] == [[step, cost] for step, cost in enumerate(costs(fit))]


def test_python_reads_what_the_page_has_trained_and_goes_on_from_there():
    page, fit = explorer(), explorer()
    page.train(30)
    fit.state = {**page.state, "edition": fit.state["edition"]}
    assert fit.steps == 30 and fit.cost == page.cost and fit.plain() == page.plain()
    for name, parameter in fit.parameters.items():
        assert np.array_equal(parameter, page.parameters[name])
        assert np.shape(parameter) == np.shape(moons_parameters()[name])
    assert str(fit.train(20)) == str(page.train(20)) and costs(fit) == costs(page)


def test_what_the_page_told_before_it_heard_of_a_training_in_a_cell_is_too_late():
    fit = explorer()
    late = fit.state
    fit.train(10)
    fit.state = {**late, "steps": 3}
    assert fit.steps == 10 and fit.state["steps"] == 10


def test_the_programs_of_the_page_hold_no_points_and_are_short():
    programs = explorer().scene["programs"]
    assert list(programs) == ["cost", "scores", "grid"]
    assert all(program.startswith(("const c", "export function run(")) for program in programs.values())
    assert sum(map(len, programs.values())) < 3000


# How training ends before its time


def interrupted_at(step, fit, monkeypatch):
    """Let Ctrl-C arrive in the middle of a step."""
    once = fit.training._at

    def at(steps, parameters, curve):
        if steps == step:
            raise KeyboardInterrupt
        return once(steps, parameters, curve)

    monkeypatch.setattr(fit.training, "_at", at)


def test_an_interrupt_keeps_what_was_learnt_and_says_so(monkeypatch, capsys):
    fit, whole = explorer(), explorer()
    interrupted_at(31, fit, monkeypatch)
    table = fit.train(400)
    assert fit.steps == 30 and table.rows[-1][0] == "30"
    sentence = "Interrupted after step 30: what was learnt is kept, and training can go on."
    assert capsys.readouterr().out == sentence + "\n"
    assert (fit.state["message"], fit.state["steps"], fit.state["goal"]) == (sentence, 30, 400)
    monkeypatch.undo()
    fit.train(20)
    whole.train(50)
    assert costs(fit) == costs(whole) and fit.state["message"] == ""


def test_an_error_in_the_code_of_the_learner_is_raised_and_the_state_before_it_is_told(monkeypatch):
    fit = explorer()
    fit.train(2)
    monkeypatch.setattr(fit.training, "_at", lambda steps, parameters, curve: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        fit.train(5)
    assert fit.steps == fit.state["steps"] == 2


def test_an_alpha_that_is_too_large_ends_in_one_sentence_and_a_finite_state(capsys):
    fit = explorer(alpha=1)
    with np.errstate(all="raise"):
        fit.train(400)
    said = capsys.readouterr().out
    assert re.fullmatch(
        r"Stopped after step \d+, because the next cost is no finite number: alpha = 1 is too large, "
        r"so choose a smaller one and start again.\n",
        said,
    )
    assert fit.state["message"] + "\n" == said
    assert np.isfinite(fit.cost) and all(np.isfinite(w).all() for w in fit.parameters.values())
    assert fit.progress().startswith(f"Step {fit.steps} of 400: cost ")
    assert 1 < fit.steps < 400 and costs(fit)[-1] == fit.cost
    assert "nan" not in fit.svg()
    fit.restart()
    fit.alpha = 0.2
    fit.train(20)
    assert fit.cost < 0.16


# Plain forms, and what is refused


@pytest.mark.parametrize("steps", [0, 20, 400])
def test_the_static_picture_is_small_stable_svg(steps):
    fit = explorer()
    fit.train(steps)
    picture = fit.svg()
    assert picture == fit.svg() and len(picture) < 60_000
    assert "nan" not in picture and " id=" not in picture and "var(" not in picture
    title = ElementTree.fromstring(picture).find("{http://www.w3.org/2000/svg}title").text
    assert title == fit.progress()
    scores = moons_output(POINTS, **fit.parameters)
    assert picture.count("m-6.5") == (scores * LABELS <= 0).sum() == round(300 * (1 - fit.right))


def test_what_is_given_in_single_precision_is_trained_in_double():
    single = {name: np.float32(w) for name, w in moons_parameters().items()}
    fit = FitExplorer(moons_cost, moons_output, np.float32(POINTS), np.float32(LABELS), single)
    assert fit.parameters["W1"].dtype == float and fit.cost == pytest.approx(explorer().cost, rel=1e-6)


def test_another_network_can_be_fitted():
    def line(points, w, b):
        return points @ w + b

    def cost(w, b, points, labels):
        return np.mean((line(points, w, b) - labels) ** 2)

    fit = FitExplorer(cost, line, POINTS, LABELS, {"w": [0.0, 0.0], "b": 0})
    fit.train(100)
    assert 0.8 < fit.right < 0.95


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"points": POINTS.T}, "points needs two coordinates for each point"),
        ({"points": POINTS * np.nan}, "points needs finite coordinates"),
        ({"labels": LABELS[:5]}, "labels needs one label for each of the 300 points, not (5,)."),
        ({"labels": (LABELS + 1) / 2}, "Every label is 1 or -1, not 0: give 2 * labels - 1."),
        ({"labels": np.arange(300)}, "Every label is 1 or -1, not 0."),
        ({"parameters": [1, 2]}, "parameters needs the start values by name"),
        ({"parameters": {}}, "parameters needs the start values by name"),
        ({"output": lambda points, *parameters: points}, "one score for each of the 300 points"),
        ({"output": lambda points, *parameters: 1.0}, "one score for each of the 300 points"),
        ({"output": lambda points, *parameters: np.array(["x"] * len(points))}, "needs numbers as scores"),
        ({"output": lambda points, *parameters: points[:, 0] * 1j}, "needs numbers as scores"),
        ({"output": lambda points, *parameters: moons_output(POINTS, *parameters)}, "for one point it"),
        ({"output": 3}, "The output is a function"),
        ({"cost": 3}, "The cost is a function"),
        ({"cost": lambda W1, *rest: np.sum(W1) / 0.0}, "The cost is not finite at the start"),
        ({"cost": lambda W1, *rest: np.sum(W1) if W1[0, 0] > 0 else np.sum(-W1)}, "use np.where"),
        ({"output": lambda points, *parameters: np.cumsum(points @ parameters[0][:, 0])}, "np.cumsum is not"),
        ({"parameters": moons_parameters() | {"W2": np.ones(3)}}, "make the shapes agree."),
        ({"parameters": {"w": 1.0}}, "moons_cost cannot be called with these inputs: missing a required"),
        ({"cost": lambda *parameters: len(5)}, "cannot be computed with these parameters: "),
        ({"alpha": -1}, "alpha needs a number from 0 to 1000, not -1."),
        ({"alpha": "small"}, "alpha needs a number, not 'small'."),
    ],
)
def test_what_does_not_fit_together_is_refused_in_one_sentence(change, sentence):
    right = {
        "cost": moons_cost,
        "output": moons_output,
        "points": POINTS,
        "labels": LABELS,
        "parameters": moons_parameters(),
    }
    with pytest.raises(GraphError, match=re.escape(sentence)):
        FitExplorer(**(right | change))


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        ({"steps": -1}, "steps needs a whole number from 0 to 1,000,000, not -1."),
        ({"steps": 2.5}, "steps needs a whole number from 0 to 1,000,000, not 2.5."),
        ({"steps": True}, "steps needs a whole number from 0 to 1,000,000, not True."),
    ],
)
def test_a_training_that_makes_no_sense_is_refused_in_one_sentence(call, sentence):
    with pytest.raises(GraphError, match=f"^{re.escape(sentence)}$"):
        explorer().train(**call)

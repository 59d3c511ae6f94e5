"""The problems of a sheet: every printed answer is checked against the function and a central difference."""

import random

import pytest

from autodiff_core import lessons, trace
from autodiff_core.questions.tolerance import same
from autodiff_core.teaching import homework
from autodiff_core.teaching.answers import Answers
from autodiff_core.teaching.problems import OPTIONS, problems

GRAPHS = {
    "cost": (lessons.cost, lessons.COST_PARAMETERS),
    "two_uses": (lessons.two_uses, lessons.TWO_USES_PARAMETERS),
    "short_cut": (lessons.short_cut, {"a": 2}),
    "network": ("fill in the network", {}),
}
EPSILON = 1e-6


@pytest.fixture(scope="module", params=GRAPHS)
def sheets(request):
    asked, inputs = GRAPHS[request.param]
    return getattr(lessons, request.param), homework(asked, 5, seed=random.randrange(10**6), **inputs)


def central(fn, inputs, name):
    up, down = (fn(**inputs | {name: inputs[name] + sign * EPSILON}) for sign in (1, -1))
    return (up - down) / (2 * EPSILON)


def blanks(sheet):
    return {blank.label: blank.right for problem in sheet.problems for blank in problem.blanks}


def test_values_and_gradients_of_inputs_are_those_of_the_function(sheets):
    fn, made = sheets
    for sheet in made:
        output, found = sheet.graph.output.name, blanks(sheet)
        assert found[output] == pytest.approx(fn(**sheet.inputs))
        for name in sheet.inputs:
            assert found[f"d{output}/d{name}"] == pytest.approx(central(fn, sheet.inputs, name), abs=1e-4)


def test_gradients_of_nodes_between_are_those_of_a_nudge_there(sheets):
    _, made = sheets
    for sheet in made:
        output, found = sheet.graph.output.name, blanks(sheet)
        for node in sheet.graph.nodes[:-1]:
            up, down = (
                sheet.graph.nudged(node.name, step, **sheet.inputs)[output] for step in (EPSILON, -EPSILON)
            )
            slope = (up - down) / (2 * EPSILON)
            assert found[f"d{output}/d{node.name}"] == pytest.approx(slope, abs=1e-4)


def test_a_step_goes_against_the_slope_by_alpha(sheets):
    fn, made = sheets
    for sheet in made:
        ((label, new),) = [(k, v) for k, v in blanks(sheet).items() if k.startswith("the new ")]
        name = label.removeprefix("the new ")
        assert new == pytest.approx(sheet.inputs[name] - 0.1 * central(fn, sheet.inputs, name), abs=1e-4)


def test_a_nudge_changes_the_output_by_as_much_as_is_said(sheets):
    fn, made = sheets
    for sheet in made:
        problem = next(each for each in sheet.problems if each.title == "A nudge")
        name = problem.text.split("let ")[1].split()[0]
        change, quotient = problem.blanks
        nudged = fn(**sheet.inputs | {name: sheet.inputs[name] + 0.01})
        assert change.right == pytest.approx(nudged - fn(**sheet.inputs))
        assert quotient.right == pytest.approx(change.right / 0.01)


def test_the_sentence_says_size_and_direction_of_the_slope(sheets):
    fn, made = sheets
    for sheet in made:
        problem = next(each for each in sheet.problems if each.title == "In words")
        name = problem.text.split("push of ")[1].split("?")[0]
        slope = central(fn, sheet.inputs, name)
        words, size = problem.right.split(" times as much")[0].split(" by about ")
        assert float(size) == pytest.approx(abs(slope), abs=1e-3)
        assert words.endswith("up" if slope > 0 else "down")


def test_only_one_of_the_mistakes_gives_the_number_and_the_key_names_it(sheets):
    _, made = sheets
    for sheet in made:
        problem = next(each for each in sheet.problems if each.options)
        asked, number = problem.text.split("has found ")[1].split(" on this")[0].split(" = ")
        question = Answers(sheet.graph, 0.1, 0.01).questions[asked]
        wrong = question.numbers(**sheet.inputs).wrong
        giving = [option for option in problem.options if same(float(number), wrong[option])]
        assert len(problem.options) == OPTIONS and len(giving) == 1
        letter = "abcd"[problem.options.index(giving[0])]
        assert problem.right.startswith(f"({letter}) {giving[0]}. ")


def test_where_too_few_mistakes_can_be_told_apart_nobody_is_asked_whose_it_is():
    def plain(a):
        e = a + 1
        return e

    answers = Answers(trace(plain, a=2), 0.1, 0.01)
    made = list(problems(answers, {"a": 1.0}, random.Random(1)))
    assert not any(problem.options for problem in made) and len(made) == 5


def test_a_slope_of_0_has_a_sentence_of_its_own():
    answers = Answers(trace(lessons.network, **lessons.TELLING_INPUTS), 0.1, 0.01)
    closed = lessons.TELLING_INPUTS | {"b2": -20}
    words = next(p for p in problems(answers, closed, random.Random(0)) if p.title == "In words")
    assert "J stays as it is." in words.right

"""A slice of the fuzzing (fuzz/, `make fuzz`): random programs agree in every way, broken rules are found."""

import numpy as np
import pytest
from fuzz import broken, edges, page, run
from fuzz.programs import Case, case
from fuzz.report import Report
from fuzz.shrink import smallest
from fuzz.ways import Ways, operations
from random_programs import TABLES, carry_out

from autodiff_core import grad, replay, trace, value_and_grad
from autodiff_core.array_program import array_javascript
from autodiff_core.operations import TABLE
from autodiff_core.passes import backward_flow, forward_pass

SEED = 2026


def recorded_by(kind: str, name: str) -> set[str]:
    """The operations of one instruction, and of its gradient and the gradient of that."""
    x, y, found = np.array([[0.3, -0.7], [0.4, 0.9]]), np.array([[0.5, 0.2], [-0.8, 0.6]]), set()
    instruction = (kind, name, 0, 1) if kind == "part" else (kind, name, 0)

    def number(x, y):
        output = np.sum(np.sin(carry_out(instruction, [x, y] if kind in ("join", "choice") else [x])))
        found.update(operations(output))
        return output

    def slope(x, y):
        result = np.sum(grad(number)(x, y) ** 2)
        found.update(operations(result))
        return result

    grad(slope, (0, 1))(x, y)
    return found


def test_no_operation_of_the_table_is_missing_from_the_instructions():
    reached = set().union(*[recorded_by(kind, name) for kind, table in TABLES.items() for name in table])
    assert set(TABLE) - reached == set()


def test_random_programs_agree_in_every_way():
    report, failures = run.numbers(SEED, 0, 60)
    assert not failures, "\n".join(map(str, failures))
    assert report.compared["gradient: complex step"] > 150
    assert report.compared["second: difference of complex steps"] > 150


def test_every_operation_agrees_with_ieee_754_at_the_edges_and_with_what_is_stated_at_ties():
    report, javascript = Report(), page.installed()
    edges.check(report, javascript, edges.FEW)
    if javascript:
        javascript.close()
    assert not report.found, report.found[:5]
    assert report.compared["edges: numbers and arrays"] > 2500


@pytest.fixture(scope="module")
def programs():
    return broken.pool(SEED, 150)


@pytest.mark.parametrize("name, position", broken.RULES)
def test_a_rule_that_is_a_thousandth_too_much_is_caught(programs, name, position):
    assert broken.programs_needed(name, position, broken.HOW["a thousandth too much"], programs)


def test_a_broken_rule_is_whole_again_afterwards():
    with broken.broken("sin", 0, broken.HOW["negated"]):
        assert grad(np.sin)(0.0) == -1
    assert grad(np.sin)(0.0) == 1


def test_the_same_seed_gives_the_same_program_and_another_one_another():
    assert repr(case(1, 7)) == repr(case(1, 7)) != repr(case(2, 7))


def test_a_program_is_made_as_small_as_what_is_wrong_with_it():
    programs = [case(SEED, number) for number in range(40)]
    with broken.broken("tanh", 0, broken.HOW["dropped"]):
        failing = next(one for one in programs if not broken.is_right(one))
        small = smallest(failing, lambda one: not broken.is_right(one))
    assert len(small.program) == 1
    assert "tanh" in operations(Ways(small).graph.output.recorded)


def test_the_text_of_a_program_computes_what_its_instructions_compute():
    for number in range(20):
        one = case(SEED, number)
        with np.errstate(all="ignore"):
            np.testing.assert_array_equal(one.function()(*one.inputs), one.run(*one.inputs))


def test_an_error_inside_a_program_is_reported_as_a_mismatch():
    report = Report()
    run.check(Case((0, 0), (("move", "no such", 0),), (1.0, 2.0, 3.0)), report)
    assert {mismatch.way for mismatch in report.found} == {"error"}


# What the fuzzing has found, one test for each

LAST_BIT = {  # np.maximum and np.sum leave an np.float64, and np.tanh of it is not math.tanh in the last bit
    "after np.maximum": (lambda x: np.tanh(np.maximum(x, 0.1)), 0.8),
    "after np.where": (lambda x: np.sinh(np.where(x > 0, x, 1)), 0.8),
    "after a product of arrays": (lambda x: np.tanh(x @ x), np.array([0.4, 0.7])),
}
@pytest.mark.parametrize("fn, x", LAST_BIT.values(), ids=LAST_BIT)
def test_a_compiled_program_gives_the_value_of_the_function_to_the_last_bit(fn, x):
    for moved in np.linspace(0, 0.5, 50):
        at = x + moved
        graph = trace(fn, x=at)
        assert graph.forward()[graph.output.name] == value_and_grad(fn)(at)[0]


@pytest.mark.parametrize("a", [np.nan, 5e-324])
def test_a_power_with_exponent_0_is_flat_in_an_array_of_exponents_too(a):
    np.testing.assert_array_equal(grad(lambda a: np.sum(a ** np.array([0.0])))(np.array([a])), [0])


def test_a_power_with_exponent_0_keeps_its_second_derivative():
    """PyTorch masks it and gives 0; a cure of the one above did so too."""
    slope = grad(lambda a, b: np.sum(a**b))
    second = grad(lambda a, b: np.sum(slope(a, b)), 1)(np.array([2.0]), np.array([0.0]))
    np.testing.assert_allclose(second, [1 / 2])


def test_the_printed_gradient_of_an_array_that_nothing_depends_on_has_its_shape():
    graph = trace(lambda x, y: np.sum(x), x=np.ones(3), y=np.ones((2, 2)))
    scope = {"np": np}
    exec(graph.python, scope)
    _, gradients = scope["run"](*graph.inputs.values())
    assert np.shape(gradients["y"]) == np.shape(graph.backward()["y"]) == (2, 2)


def test_the_size_of_a_mean_can_be_differentiated_in_a_printed_program():
    """np.sign of an np.float64: its comparisons are np.bool_, which cannot be subtracted."""
    graph = trace(lambda y: abs(np.mean(y)), y=np.array([0.5, 1.0]))
    walked = backward_flow(graph.nodes, forward_pass(graph.nodes, tuple(graph.inputs.values())), graph.output)
    np.testing.assert_array_equal(walked[-1].after, [0.5, 0.5])


def test_a_choice_after_the_largest_of_an_array_is_one_number_and_no_array():
    def fn(y):
        return np.tanh(np.where(np.max(y) <= 2, np.max(y) * 0.6, 1.0))

    for largest in np.linspace(0.5, 1.5, 50):
        y = np.array([largest, 0.0])
        graph = trace(fn, y=y)
        value = value_and_grad(fn)(y)[0]
        assert graph.forward()[graph.output.name] == replay(fn, y)(y)[0] == value


NEEDS_NODE = pytest.mark.skipif(page.installed() is None, reason="needs node on the PATH")


@NEEDS_NODE
def test_one_to_any_power_is_one_in_javascript_and_nan_is_true_as_in_python():
    javascript = page.installed()
    for a, b in ((1.0, np.nan), (1.0, np.inf), (-1.0, -np.inf), (np.nan, 3.0)):
        graph = trace(lambda a, b: a**b + np.where(a, b, 1), a=a, b=b)
        values = graph.forward()
        found = javascript.ask(
            "scalar",
            source=graph.javascript,
            inputs=[page.bits(a), page.bits(b)],
            values=[*map(page.bits, values.values())],
        )
        np.testing.assert_equal(page.number(found[1][-1]), values[graph.output.name])
    javascript.close()


@NEEDS_NODE
def test_one_to_any_power_is_one_in_the_javascript_of_arrays():
    a, b = np.array([1.0, 1.0, -1.0, -1.0, 2.0, np.nan]), np.array([np.nan, -np.inf, np.inf, 3.0, 2.0, 0.0])
    javascript = page.installed()
    inputs = [[[6], [*map(page.bits, x.tolist())]] for x in (a, b)]
    [[_, found]] = javascript.ask("array", source=array_javascript(lambda a, b: a**b, (a, b)), inputs=inputs)
    javascript.close()
    np.testing.assert_array_equal([*map(page.number, found)], a**b)

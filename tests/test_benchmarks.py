"""What `make bench` measures is right, and what it prints is whole. Nothing is timed here."""

import importlib.util
import re

import numpy as np
import pytest
from benchmarks import (
    all_tests,
    chain,
    document,
    goals,
    nets,
    replays,
    scalar_engines,
    size,
    timing,
    training,
)
from benchmarks.graphs import COST, NETWORK, README, SQUARE, random_graph, random_source
from benchmarks.rows import Row, number, seconds, spread, table

from autodiff_core.lessons import NETWORK_PARAMETERS, network

GRAPHS = [SQUARE, COST, NETWORK, README, random_graph(100), random_graph(300, seed=1)]
EPSILON = 1e-6


def central_differences(function, arguments):
    """The slope of a function of numbers along each argument."""
    found = []
    for i in range(len(arguments)):
        ends = [[x + step * (i == j) for j, x in enumerate(arguments)] for step in (EPSILON, -EPSILON)]
        found.append((function(*ends[0]) - function(*ends[1])) / (2 * EPSILON))
    return found


# The subjects


@pytest.mark.parametrize("graph", GRAPHS, ids=lambda graph: graph.name)
def test_our_gradients_of_a_graph_are_its_central_differences(graph):
    function = graph.made(lambda z: max(z, 0.0))
    value, *gradients = scalar_engines.as_floats(scalar_engines.ours(graph)())
    assert value == scalar_engines.floats(graph)() == function(*graph.arguments)
    np.testing.assert_allclose(gradients, central_differences(function, graph.arguments), 1e-4, 1e-6)


@pytest.mark.parametrize("engine", [scalar_engines.REPLAY, *scalar_engines.PACKAGES[:3]])
def test_an_engine_that_is_here_gives_the_same_and_one_that_is_not_is_left_out(engine):
    made = scalar_engines.runs(NETWORK, (engine, scalar_engines.OURS))
    assert scalar_engines.OURS in made
    assert (engine in made) == scalar_engines.available(engine)


def test_an_engine_that_is_wrong_is_not_timed(monkeypatch):
    monkeypatch.setitem(scalar_engines.ENGINES, "wrong", lambda graph: lambda: (2.0, [8, 4, 4, 3]))
    with pytest.raises(ArithmeticError, match="wrong on the ReLU network"):
        scalar_engines.runs(NETWORK, ("wrong",))


def test_the_network_is_the_one_of_the_lessons():
    ours = NETWORK.made(lambda z: max(z, 0.0))
    for w1 in (-2.0, 2.0):
        arguments = {**NETWORK_PARAMETERS, "w1": w1}.values()
        assert ours(*arguments) == network(*arguments)


def test_a_random_graph_is_the_same_for_the_same_seed_and_every_line_takes_part():
    source, nodes, arguments = random_source(200, seed=3)
    assert (source, nodes, arguments) == random_source(200, seed=3)
    assert source != random_source(200, seed=4)[0]
    lines = source.splitlines()[1:-1]
    assert len(lines) == nodes and abs(nodes - 200) <= 1
    names = re.findall(r"\w+", source)
    assert not [line for line in lines if names.count(line.split()[0]) < 2]


@pytest.mark.parametrize("net", [nets.MOONS, nets.DIGITS], ids=lambda net: net.name)
def test_the_gradient_by_hand_is_the_central_difference(net):
    parameters, data = net.parameters("float64"), net.given("float64")
    _, gradients = net.by_hand(*parameters, *data)
    random = np.random.default_rng(5)
    for parameter, gradient in zip(parameters, gradients):
        assert gradient.shape == parameter.shape
        at = tuple(random.integers(0, n) for n in parameter.shape)
        ends = []
        for step in (EPSILON, -2 * EPSILON):
            parameter[at] += step
            ends.append(net.by_hand(*parameters, *data)[0])
        parameter[at] += EPSILON
        assert gradient[at] == pytest.approx((ends[0] - ends[1]) / (2 * EPSILON), rel=1e-4, abs=1e-8)


@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("net", [nets.MOONS, nets.DIGITS], ids=lambda net: net.name)
def test_five_steps_of_ours_lead_where_those_by_hand_lead_in_their_precision(net, dtype):
    made = training.steps(net, dtype, (training.HAND, training.OURS, training.REPLAY))
    assert {str(np.asarray(step()).dtype) for step in made.values()} == {dtype}


def test_the_sweep_by_hand_is_the_slope_of_the_cost():
    J, slope = replays.by_hand(replays.SWEPT)
    np.testing.assert_allclose(np.gradient(J, replays.SWEPT)[1:-1], slope[1:-1])


def test_the_chain_is_right_in_a_process_of_its_own_and_a_recursion_error_is_an_answer():
    found = chain.measured(scalar_engines.OURS, 2_000, "resident")
    assert found["right"] and found["seconds"] > 0
    if importlib.util.find_spec("micrograd"):
        assert chain.measured("micrograd", 2_000, "resident") == {"right": False, "error": "RecursionError"}


def test_a_wrong_answer_of_the_chain_is_noticed(monkeypatch):
    ends = lambda graph: lambda: (graph.made(None)(1.0, 0.0), [1.0, 1.0])  # noqa: E731
    monkeypatch.setitem(scalar_engines.ENGINES, "wrong", ends)
    assert not chain.measured("wrong", 10, "resident")["right"]


# The measuring


def test_every_engine_runs_once_in_every_round_in_rotating_order(monkeypatch):
    turns = []
    monkeypatch.setattr(timing, "repetitions", lambda run: 3)
    monkeypatch.setattr(timing, "once", lambda run, count: turns.append(run()) or float(len(turns)))
    times = timing.paired({name: lambda name=name: name for name in "abc"}, 4)
    assert "".join(turns) == "abcbcacababc"
    assert [len(taken) for taken in times.values()] == [4, 4, 4]


def test_a_ratio_is_taken_inside_the_round():
    times = {"a": [1.0, 10.0, 3.0], "b": [2.0, 20.0, 3.0]}
    assert timing.ratio(times, "a", "b") == (0.5, (0.5, 0.75))


def test_what_is_fast_is_repeated_until_it_lasts(monkeypatch):
    monkeypatch.setattr(timing, "once", lambda run, count=1: 0.001)
    assert 20 <= timing.repetitions(lambda: None) <= 40


def test_the_tests_are_run_as_ever_and_take_minutes_or_fail(monkeypatch, tmp_path):
    ran = tmp_path / "ran"
    monkeypatch.setattr(all_tests, "COMMAND", ["sh", "-c", f"echo [$PYTHONPATH] > '{ran}'"])
    monkeypatch.setenv("PYTHONPATH", "tests")
    (row,) = all_tests.rows()
    assert ran.read_text() == "[]\n" and row.measured > 0 and row.unit == "min"
    monkeypatch.setattr(all_tests, "COMMAND", ["false"])
    with pytest.raises(RuntimeError, match="the tests fail"):
        all_tests.rows()


def test_lines_of_code_are_neither_blank_nor_comment_nor_docstring():
    source = '"""Doc."""\n\n# no\nx = 1  # yes\n\ndef f():\n    """Doc\n    of."""\n    return (\n  x\n  )\n'
    assert size.lines_of_code(source) == 5


# The text


def test_numbers_have_three_digits_and_times_a_unit_that_fits():
    assert [number(x) for x in (0.4567, 12.34, 1234.5, 3.0)] == ["0.457", "12.3", "1,234", "3"]
    assert [seconds(x) for x in (2.0, 0.0123, 4.5e-5, 3e-8)] == ["2 s", "12.3 ms", "45 us", "30 ns"]


def test_a_goal_is_reached_missed_or_not_measured():
    rows = [
        Row(2, "late", 0.5, 0.4),
        Row(1, "at most", 0.3, 0.4, "", (0.2, 0.35), "2 us", "a note"),
        Row(1, "at least", 60.0, 50, at_least=True),
        Row(1, "beside", 7.0),
        Row(3, "nothing", None, 1.0),
    ]
    lines = table(rows).splitlines()[2:]
    assert lines[0] == "| 1 | at most | 0.3 | 0.2 to 0.35 | 0.4 | reached | 2 us | a note |"
    assert ["reached" in line for line in lines] == [True, True, False, False, False]
    assert "at least 50" in lines[1] and "missed" in lines[3] and "not measured" in lines[4]
    text = document.tables(rows)
    assert text.startswith("2 of 4 reached.") and text.index("Beside them") < text.index("| beside | 7 |")


def test_a_single_measurement_has_no_quartiles():
    assert spread([3.0]) == (3.0, None)


def test_the_document_has_a_place_for_the_tables_and_keeps_what_is_written_by_hand():
    text = document.DOCUMENT.read_text(encoding="utf-8")
    new = document.written(text, "NEW\n")
    assert "<!-- measured -->\nNEW\n<!-- /measured -->" in new
    assert new.split("<!-- /measured -->")[1] == text.split("<!-- /measured -->")[1]


def test_the_tables_that_are_kept_have_a_row_for_every_goal():
    kept = document.TABLES.search(document.DOCUMENT.read_text(encoding="utf-8"))[0]
    assert set(map(int, re.findall(r"(?m)^\| (\d+) \|", kept))) == set(goals.GOALS)


def test_every_goal_has_a_part_and_every_part_a_module():
    assert {goal for _, goal in goals.PARTS.values()} == set(goals.GOALS)
    for module, _ in goals.PARTS.values():
        assert importlib.util.find_spec(f"benchmarks.{module}")

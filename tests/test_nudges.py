"""Tables of nudges."""

import pytest

from autodiff_core import GraphError, trace
from autodiff_core.lessons import COST_PARAMETERS, NETWORK_PARAMETERS, cost, network, square
from autodiff_core.nudges import nudge_table, ripple


def column(table, name):
    return [row[table.heading.index(name)] for row in table.rows]


def test_a_list_of_inputs_gives_one_row_each():
    table = nudge_table(square, "w", w=[3, 2, -3])
    assert column(table, "w") == [3, 2, -3]
    assert column(table, "J before") == [9, 4, 9]
    assert column(table, "change / epsilon") == pytest.approx([6.001, 4.001, -5.999])
    assert column(table, "gradient") == [6, 4, -6]


def test_a_list_of_epsilons_runs_into_the_wall_of_floating_point():
    table = nudge_table(square, "w", epsilon=[1e-3, 1e-12, 1e-16], w=3)
    assert column(table, "change / epsilon") == pytest.approx([6.001, 6.000533, 0])


def test_a_list_of_nodes_nudges_also_between_inputs_and_output():
    graph = trace(cost, **COST_PARAMETERS)
    table = nudge_table(graph, ["w", "c", "J"])
    assert column(table, "node") == ["w", "c", "J"]
    assert column(table, "central difference") == pytest.approx(column(table, "gradient")) == [6, 3, 1]


def test_without_a_list_there_is_one_row():
    (row,) = nudge_table(square, "w", w=3).rows
    assert row == pytest.approx((9, 9.006001, 0.006001, 6.001, 6, 6))


def test_the_table_prints_as_text_in_columns():
    assert str(nudge_table(square, "w", w=[3, -3])) == (
        " w  J before   J after     change  change / epsilon  central difference  gradient\n"
        " 3         9  9.006001   0.006001             6.001                   6         6\n"
        "-3         9  8.994001  -0.005999            -5.999                  -6        -6"
    )


def test_a_ripple_shows_who_notices():
    table = ripple(cost, "b", epsilon=2, **COST_PARAMETERS)
    changed = [node for node, change in zip(column(table, "node"), column(table, "change")) if change]
    assert changed == ["b", "a", "d", "J"]


def test_a_ripple_goes_through_the_network():
    table = ripple(trace(network, **NETWORK_PARAMETERS), "w1")
    rates = dict(zip(column(table, "node"), column(table, "change / epsilon")))
    wanted = {"w1": 1, "b1": 0, "z1": 1, "a1": 1, "m2": 3, "z2": 3, "a2": 3, "J": 6.0045}
    assert {name: rates[name] for name in wanted} == pytest.approx(wanted)


def test_a_ripple_of_a_graph_takes_new_inputs():
    table = ripple(trace(square, w=3), "w", epsilon=-0.001, w=2)
    assert table.rows[-1][2:] == pytest.approx((4, 3.996001, -0.003999, 3.999))


@pytest.mark.parametrize("table", [nudge_table, ripple])
def test_what_is_no_node_and_no_nudge_is_refused_in_a_sentence(table):
    graph = trace(cost, **COST_PARAMETERS)
    with pytest.raises(GraphError, match="no node called weight"):
        table(graph, "weight")
    with pytest.raises(GraphError, match="epsilon is the size of the nudge"):
        table(graph, "w", epsilon=0)
    with pytest.raises(GraphError, match="no input called z"):
        table(graph, "w", z=1)

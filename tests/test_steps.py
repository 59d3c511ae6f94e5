"""The stream of steps: one for every operation, the seed, and one for every edge, with all its numbers."""

import numpy as np
import pytest
from graphs import cost, fork, square

from autodiff_core import trace


def test_a_pass_forward_and_backward_has_a_step_for_every_operation_and_every_edge():
    steps = trace(cost, w=5, b=-3).steps()
    assert [step.kind for step in steps] == ["forward"] * 4 + ["seed"] + ["backward"] * 7
    assert [step.node.name for step in steps[:5]] == ["c", "a", "d", "J", "J"]
    assert [str(step.edge) for step in steps[5:]] == [
        "d -> J", "a -> d", "y -> d", "c -> a", "b -> a", "w -> c", "x -> c"]  # fmt: skip


def test_a_step_has_its_numbers():
    steps = trace(cost, w=5, b=-3).steps()
    assert [step.value for step in steps[:4]] == [10, 7, 3, 4.5]
    assert steps[4].after == 1.0
    last = steps[-2]
    assert (last.upstream, last.local, last.contribution, last.before, last.after) == (3, 2, 6, 0, 6)


@pytest.mark.parametrize("fn, inputs", [(cost, dict(w=5, b=-3)), (fork, dict(w=2, b=1)), (square, dict(x=3))])
def test_contributions_add_up_to_the_gradients(fn, inputs):
    graph = trace(fn, **inputs)
    sums = dict.fromkeys(graph.backward(), 0.0) | {graph.output.name: 1.0}
    for step in graph.steps():
        if step.kind == "backward":
            assert step.before == sums[step.edge.parent.name]
            assert step.contribution == step.upstream * step.local
            sums[step.edge.parent.name] += step.contribution
            assert step.after == sums[step.edge.parent.name]
    assert sums == graph.backward()


def test_the_slots_are_by_node_and_by_edge():
    graph = trace(fork, w=2, b=1)
    slots = graph.slots()
    assert slots["v"] == list(graph.forward().values()) and slots["g"] == list(graph.backward().values())
    for step in graph.steps():
        if step.edge:
            i = step.edge.index
            assert [slots[k][i] for k in "lcba"] == [step.local, step.contribution, step.before, step.after]


def test_steps_of_arrays_have_contributions_and_no_local_derivative():
    def f(w, x):
        z = w @ x
        J = np.sum(z)
        return J

    backward = [step for step in trace(f, w=np.ones((2, 3)), x=np.arange(3.0)).steps() if step.edge]
    assert [str(step.edge) for step in backward] == ["z -> J", "w -> z", "x -> z"]
    assert all(step.local is None and step.edge.local == "" for step in backward)
    np.testing.assert_array_equal(backward[1].contribution, [[0, 1, 2], [0, 1, 2]])


def test_edges_know_their_argument():
    assert [(str(e), e.argument, e.index) for e in trace(square, x=3).edges] == [
        ("x -> J", 0, 0),
        ("x -> J", 1, 1),
    ]

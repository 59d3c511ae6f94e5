"""Wrong passes: every rule of every operation is right, and still the gradients are not."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

from autodiff_core.errors import GraphError
from autodiff_core.mistakes.rules import forward
from autodiff_core.mistakes.scene import Scene, pass_back
from autodiff_core.orders import sends_of

ALPHA = 0.1  # the learning rate of a step that is taken too early
EPSILON = 0.001  # the nudge of the lessons


def last_step(combine: Callable[[Any, Any], Any]) -> Callable[[Scene], list]:
    """Upstream gradients are right, and what is made of them and the local derivative on the last edge is
    `combine(upstream, local)`; contributions add up.
    """

    def gradients(scene: Scene) -> list:
        found = [1.0 if node is scene.output else 0.0 for node in scene.nodes]
        for node in scene.nodes:
            parts = [combine(scene.gradients[e.node.index], scene.locals[e.index]) for e in scene.users(node)]
            if parts:
                found[node.index] = sum(parts[1:], parts[0])
        return found

    return gradients


def value_for_local(scene: Scene) -> list:
    """The value of the node that an edge enters stands in for the local derivative of that edge."""
    found: list = [1.0 if node is scene.output else 0.0 for node in scene.nodes]
    for node in scene.nodes:
        users = [edge.node.index for edge in scene.users(node)]
        parts = [scene.gradients[i] * scene.values[i] for i in users]
        if parts:
            found[node.index] = sum(parts[1:], parts[0])
    return found


def output_for_its_slope(scene: Scene) -> list:
    """The value of the output stands in for its derivative by the node before."""
    value = scene.values[scene.output.index]
    locals = {e.index: value if e.node is scene.output else scene.locals[e.index] for e in scene.edges}
    return pass_back(scene, locals=locals)


def one_arrow_for_two(scene: Scene) -> list:
    """Of several edges between the same two nodes only one counts."""
    last = {(edge.parent, edge.node): edge for edge in scene.edges}
    return pass_back(scene, edges=[e for e in scene.edges if last[e.parent, e.node] is e])


def in_order(order: str) -> Callable[[Scene], list]:
    """Nodes send in another order than the reverse topological one."""

    def gradients(scene: Scene) -> list:
        try:
            return pass_back(scene, edges=sends_of(scene.graph, order))
        except GraphError:  # more sends than anybody waits for: nobody makes the mistake on such a graph
            return scene.gradients

    return gradients


def twice_without_clearing(scene: Scene) -> list:
    """A second pass, whose gradients are added to those of the first."""
    return [2.0 * gradient for gradient in scene.gradients]


def twice_with_leaves_cleared(scene: Scene) -> list:
    """A second pass for which only the inputs were set to 0: the nodes between keep what they had."""
    found = [0.0 if node.is_leaf else scene.gradients[node.index] for node in scene.nodes]
    found[scene.output.index] = 1.0
    for edge in scene.edges:
        found[edge.parent.index] = (
            found[edge.parent.index] + found[edge.node.index] * scene.locals[edge.index]
        )
    return found


def updates_during_the_pass(scene: Scene) -> list:
    """An input takes its step as soon as its gradient is complete; the rest of the pass reads the new one."""
    left = {node.index: len(scene.users(node)) for node in scene.nodes}
    gradients: dict[int, Any] = {scene.output.index: 1.0}
    values, moved = list(scene.values), False
    # Of one node's edges those to inputs come first: a layer's weights are updated, then the layer is left.
    for edge in sorted(scene.edges, key=lambda edge: (-edge.node.index, not edge.parent.is_leaf)):
        parent = edge.parent.index
        local = scene.local_at(edge, values) if moved else scene.locals[edge.index]
        arrived = gradients[edge.node.index] * local
        gradients[parent] = gradients[parent] + arrived if parent in gradients else arrived
        left[parent] -= 1
        if is_parameter(scene, edge.parent) and not left[parent]:
            values[parent], moved = scene.values[parent] - ALPHA * gradients[parent], True
    return [gradients.get(node.index, 0.0) for node in scene.nodes]


def updates_before_the_pass(scene: Scene) -> list:
    """The inputs have taken a step since the forward pass: local derivatives read the new values."""
    values = [
        value - ALPHA * scene.gradients[node.index] if is_parameter(scene, node) else value
        for node, value in zip(scene.nodes, scene.values)
    ]
    return pass_back(scene, locals={edge.index: scene.local_at(edge, values) for edge in scene.edges})


def everything_at_the_input(scene: Scene) -> list:
    """Local derivatives further on are taken at the value of the input, not of the node before them."""
    found = []
    for target in scene.nodes:
        inside = scene.depends_on(target) - {target.index}
        values = [
            scene.values[target.index] if node.index in inside else scene.values[node.index]
            for node in scene.nodes
        ]
        locals = {
            e.index: scene.local_at(e, values) if e.parent.index in inside else scene.locals[e.index]
            for e in scene.edges
        }
        found.append(pass_back(scene, locals=locals)[target.index])
    return found


def quotient(epsilon: float) -> Callable[[Scene], list]:
    """What a nudge of every node by `epsilon` says: the change of the output, divided by epsilon."""

    def gradients(scene: Scene) -> list:
        fine, before = scene.fine, scene.values[scene.output.index]
        after = [forward(fine, nudged=(n.recorded.age, epsilon))[fine.output.index] for n in scene.nodes]
        return [(each - before) / epsilon for each in after]

    return gradients


def none_at(chosen: Callable) -> Callable[[Scene], list]:
    """Gradient 0 for the nodes that `chosen(scene, node)` is true of."""
    return lambda scene: [
        0.0 if chosen(scene, node) else gradient for node, gradient in zip(scene.nodes, scene.gradients)
    ]


def is_given(scene: Scene, node: Any) -> bool:
    """True for an input with a default value: data or target, no parameter."""
    parameter = inspect.signature(scene.graph._trace.fn).parameters.get(node.name)
    return parameter is not None and parameter.default is not parameter.empty


def is_parameter(scene: Scene, node: Any) -> bool:
    return node.is_leaf and not is_given(scene, node)


def is_between(scene: Scene, node: Any) -> bool:
    return not node.is_leaf and node is not scene.output

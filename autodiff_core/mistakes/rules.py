"""Wrong rules of single operations: forward and derivative rules with a mistake, run on the fine graph."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from autodiff_core.mistakes.scene import Scene, argument_of, pass_back
from autodiff_core.node import Node, call

LEAK = 0.01  # what a closed gate lets through, for those who think that it opens again by itself


def derivative_rule(operation: str, *wrong: Callable | None) -> Callable[[Scene], list]:
    """The backward pass with other derivative rules for one operation, one for each argument (None: right).

    A wrong rule is given what a right one is: the upstream gradient, the result and the arguments.
    """

    def gradients(scene: Scene) -> list:
        fine = scene.fine
        locals = dict(fine.locals)
        for edge in fine.edges:
            rule = wrong[min(argument_of(edge), len(wrong) - 1)]
            if rule and edge.node.operation.name == operation:
                out, arguments = fine.values[edge.node.index], edge.node.arguments_from(fine.values)
                locals[edge.index] = rule(1.0, out, *arguments)
        return scene.from_fine(pass_back(fine, locals=locals))

    return gradients


def forward_rule(operation: str, wrong: Callable) -> Callable[[Scene], list]:
    """The forward pass with another rule for one operation: a function of its arguments."""

    def values(scene: Scene) -> list:
        def compute(node, arguments):
            return wrong(*arguments) if node.operation.name == operation else None

        return scene.from_fine(forward(scene.fine, compute))

    return values


def forward(fine: Scene, instead: Callable = lambda node, arguments: None, nudged: Any = None) -> list:
    """The values of all nodes, recorded anew. `instead(node, arguments)` may give another one; `nudged` is a
    pair of a node (by its recorded age) and what is added to its value.
    """
    found: list = []
    for node, value in zip(fine.nodes, fine.values):
        if node.operation is not None:
            arguments = node.arguments_from(found)
            value = instead(node, arguments)
            value = call(node.operation, *arguments) if value is None else value
        if nudged and node.recorded.age == nudged[0]:
            value = value + nudged[1]
        found.append(value)
    return found


# A constant in a formula is no node: `d**2 / 2` has a constant divisor, `4 * a` a constant factor.


def without_constant_divisor(g, out, a, b):
    return g / b if type(b) is Node else g


def without_constant_factor(own: int) -> Callable:
    def rule(g, out, a, b):
        other = (a, b)[1 - own]
        return g * other if type(other) is Node else g

    return rule


def own_factor(own: int) -> Callable:
    def rule(g, out, a, b):
        return g * (a, b)[own] if type(a) is Node and type(b) is Node else g * (a, b)[1 - own]

    return rule


def without_exponent(g, out, a, b):
    return g * a ** (b - 1) if type(b) is Node or b != 2 else g * a


def without_lowering(g, out, a, b):
    return g * (b * a**b)


def doubled(a, b):
    return a * b if b == 2 or type(b) is Node else a**b


def keep_constant_divisor(a, b):
    return a / b if type(b) is Node else a * 1.0

"""What does not fit together in a learner's engine, in sentences: gradients, local derivatives, parents.

Every check is a pair: what the engine says, and what it should say. A sentence is a template as in
wording.py, in which {m:3} is what the engine says in check 3, and {t:3} what it should say.
"""

from __future__ import annotations

import functools
import math
import operator
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from autodiff_core import operations as ops
from autodiff_core.closeness import relative_error
from autodiff_core.errors import listed
from autodiff_core.fold import Folded
from autodiff_core.node import Node, record
from autodiff_core.passes import Flow, apply_rule, between
from autodiff_core.simplify import simplify
from autodiff_core.wording import fill, gradient, literal

if TYPE_CHECKING:
    from autodiff_core.engines.graph import EngineNode

TOLERANCE = 1e-6  # relative error up to which two numbers agree


class Check(NamedTuple):
    """Does the gradient of a node fit its contributions? With a parent: is the local derivative right?"""

    node: EngineNode
    parent: EngineNode | None = None

    def said(self, gradients: Sequence, local_derivatives: Sequence[tuple]) -> Any:
        """What the engine says, in numbers or in nodes."""
        if self.parent is None:
            return gradients[self.node.index]
        own = zip(self.node.slots(), local_derivatives[self.node.index])
        return functools.reduce(operator.add, [x for (_, parent), x in own if parent is self.parent])

    def right(self, said: Any, sums: Mapping[int, Any], known: set[int]) -> Any:
        """What it should say: the sum of the contributions, or what follows from how the node is computed."""
        return sums.get(self.node.index, 0.0) if self.parent is None else _right_local(self, said, known)

    def sentence(self, number: int, output: EngineNode) -> str:
        said, right = f"{{m:{number}}}", f"{{t:{number}}}"
        name = gradient(output, self.node)
        if self.parent:
            return (
                f"Your engine says that {gradient(self.node, self.parent)} is {said} on the way from "
                f"{self.parent.name} to {self.node.name}, but {literal(self.node.code)} changes by {right} "
                f"per unit of {self.parent.name}: look at that local derivative."
            )
        if self.node is output:
            return (
                f"Your engine says {name} = {said}, but {output.name} changes exactly as much as itself: "
                f"let backward start with the gradient {right}."
            )
        return (
            f"Your engine says {name} = {said}, but the contributions on its edges add up to {right}: "
            "look at how gradients accumulate, and in which order."
        )


def all_checks(nodes: Sequence[EngineNode]) -> tuple[Check, ...]:
    """All checks, in the order of a backward pass, so that the first that fails is nearest to the mistake."""
    return tuple(
        Check(node, parent) for node in reversed(nodes) for parent in (None, *dict.fromkeys(node.parents))
    )


def sums_of(flows: Sequence[Flow], output: EngineNode) -> dict[int, Any]:
    """What the contributions to each node add up to, by the node's index. The output starts with 1."""
    return {output.index: 1.0} | {flow.node.arguments[flow.position].index: flow.after for flow in flows}


def _right_local(check: Check, said: Any, known: set[int]) -> Any:
    """The derivative of a node by a parent, from what the engine computed forward. At a kink any will do.

    Also for a constant that the engine has computed with as a plain number, and made a Value for the parents.
    """
    value, parent = check.node.recorded, check.parent.recorded
    used, inside = between([value], known - {value.age})
    if parent.age not in used and _is_constant(parent):
        return said
    right = _derivative(inside, parent) if inside else 0.0
    for kink in [
        node.operation.kink(*node.inputs) for node in inside if node.operation and node.operation.kink
    ]:
        if type(kink) is Node:
            right = record(ops.where, record(ops.equal, kink, 0), said, right)
    return simplify(right, known)


def _derivative(inside: Sequence[Node], parent: Node) -> Any:
    """The derivative of the last of these nodes by a parent of them all, recorded."""
    operation, arguments = Folded(inside).operation()
    found = [
        apply_rule(rule, 1.0, inside[-1], arguments, x)
        for rule, x in zip(operation.rules, arguments)
        if rule and x is parent
    ]
    return functools.reduce(operator.add, found, 0.0)


def _is_constant(x: Node) -> bool:
    return x.operation is ops.identity and type(x.inputs[0]) is not Node


def forgotten(node: EngineNode, named: Mapping[int, str], known: set[int]) -> str:
    """A sentence if a node is computed from Values that are not among its parents, else nothing.

    A constant may be missing: nobody needs its gradient.
    """
    used, inside = between([node.recorded], known - {node.recorded.age})
    constants = {x.age for each in inside for x in each.inputs if type(x) is Node and _is_constant(x)}
    missing = [age for age in used if age not in {p.recorded.age for p in node.parents} | constants]
    if not missing:
        return ""
    names = listed(dict.fromkeys(named.get(age, "a value without a name") for age in missing))
    return (
        f"{node.code} uses {names} too, but {names} {'is' if len(missing) == 1 else 'are'} not among the "
        f"parents of {node.name}: no gradient gets there."
    )


def failed(sentences: Sequence[str], pairs: Sequence[tuple[float, float]], output: float) -> tuple[str, ...]:
    """The sentence of the first check that fails, if one does, with its numbers."""
    for sentence, (said, right) in zip(sentences, pairs):
        if TOLERANCE < relative_error(said, right, output) < math.inf:
            return (fill(sentence, {"m": [p[0] for p in pairs], "t": [p[1] for p in pairs]}),)
    return ()

"""Gradients of ordinary functions: grad and value_and_grad."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from autodiff_core.arguments import check_defined, leaf_of, none_there, positions_of
from autodiff_core.backward import exact, nodes, one_like, pull_back, pull_back_on_copy
from autodiff_core.node import Node
from autodiff_core.scope import enter, joined, leave, silence
from autodiff_core.tracing import scalar_output
from autodiff_core.values import as_value, unshared
from autodiff_core.watch import UNCLEAR, explain, name_of


def grad(fn: Callable, argnums: int | Sequence[int] = 0) -> Callable:
    """Return a function that computes the gradient of `fn` with respect to one argument, or to several.

    `fn` takes numbers or NumPy arrays and returns one number. The gradient has the shape and precision of
    the argument. Gradients of gradients work: grad(grad(fn)). Keyword arguments are passed on and not
    differentiated. Raises GraphError (one sentence) for what cannot be recorded or differentiated.
    """
    positions_of(fn, argnums, "grad")
    pair = value_and_grad(fn, argnums)

    def gradient(*args, **kwargs):
        __tracebackhide__ = True  # IPython shows the learner's lines, not these
        return pair(*args, **kwargs)[1]

    gradient.__name__ = f"grad_{name_of(fn)}"
    return gradient


def value_and_grad(fn: Callable, argnums: int | Sequence[int] = 0) -> Callable:
    """Like `grad`, but the function returns the pair (value of `fn`, gradient), from one forward pass."""
    name, positions, one = name_of(fn), *positions_of(fn, argnums, "value_and_grad")

    def value_and_gradient(*args, **kwargs):
        __tracebackhide__ = True
        tape, leaves, arguments = enter(), [], list(args)
        try:
            for i in positions:
                try:
                    x = args[i]
                except IndexError:
                    raise none_there(i, fn, args, kwargs) from None
                arguments[i] = leaf = Node(x) if type(x) is float else leaf_of(x, i, fn)
                leaf.tape = joined(tape, leaf.tape) if type(x) is Node else tape
                leaves.append(leaf)
            try:
                output = fn(*arguments, **kwargs)
            except UNCLEAR as error:
                explain(error, fn, arguments, kwargs)
                raise
            if type(output) is not Node or type(output.value) is not float:
                output = scalar_output(output, name)
            value = output.value
            if value != value:
                check_defined(fn, output, arguments)
            if tape.nested or output.age < tape.age:
                value = output  # somebody outside records: nodes
                gradients = pull_back_on_copy(output, one_like(output.value), leaves, nodes, leaves[-1].age)
            else:
                gradients = _gradients(tape, output, leaves)
        finally:
            leave(tape, leaves)
        return value, gradients[0] if one else tuple(gradients)

    value_and_gradient.__name__ = f"value_and_grad_{name}"
    return value_and_gradient


def _gradients(tape: Sequence[Node], output: Node, leaves: Sequence[Node]) -> list:
    """The gradient of the output with respect to each leaf."""
    try:
        gradients = pull_back(tape, output, one_like(output.value), leaves)
    except ArithmeticError:  # where IEEE 754 has infinity or nan, Python's own numbers have an exception
        silence()
        seed, youngest = exact(one_like(output.value)), leaves[-1].age
        gradients = pull_back_on_copy(output, seed, leaves, lambda node: exact(node.value), youngest)
        gradients = [as_value(gradient) for gradient in gradients]
    return gradients if type(gradients[0]) is float else unshared(gradients)

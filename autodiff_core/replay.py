"""Record a function once, and run it again for other numbers, forward and backward, as a printed program.

The program is straight Python: an operation that is used once stands inside the line that uses it. Nothing is
recorded, ordered or looked up when it runs, so that it costs little more than its arithmetic.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import numpy as np

from autodiff_core import operations as ops
from autodiff_core.arguments import leaf_of, positions_of
from autodiff_core.backward import ancestors, nodes, one_like, pull_back_on_copy
from autodiff_core.errors import GraphError
from autodiff_core.gradients import value_and_grad
from autodiff_core.node import Node
from autodiff_core.recording import Recording, recording
from autodiff_core.scope import lasting
from autodiff_core.tracing import scalar_output
from autodiff_core.watch import called, name_of

INFIX = {"+", "-", "*", "/", "@", ">", ">=", "<", "<=", "==", "!="}
DEEPEST = 20  # operations inside one another in a line: a parser runs out of brackets
LARGEST = 20_000  # operations: a larger program takes longer to compile than it is likely to run
SHARED = {"reshape", "transpose", "broadcast_to", "getitem", "identity"}  # may return a part of their input


def replay(fn: Callable, *arguments: Any, argnums: int | Sequence[int] = 0) -> Callable:
    """Run `fn` once, at `arguments`, and return a program that gives what value_and_grad(fn, argnums) gives.

    Where the recording does not hold (another branch, another shape, a number outside a domain), the program
    runs `fn` itself, so its numbers are always those of value_and_grad. Where all `arguments` are numbers,
    the program also takes arrays of one shape in place of some: the value and the gradients are then arrays
    of this shape, element by element, nan where `fn` is not defined. Raises GraphError, in one sentence, as
    value_and_grad does.
    """
    positions, one = positions_of(fn, argnums, "replay")
    again = value_and_grad(fn, argnums)
    if not all(-len(arguments) <= i < len(arguments) for i in positions):
        again(*arguments)  # says in a sentence what is wrong with them
    notes = Recording()
    token = recording.set(notes)
    try:
        with lasting():
            leaves = [leaf_of(x, i, fn) for i, x in enumerate(arguments)]
            output = scalar_output(called(fn, *leaves), name_of(fn))
            if output.value != output.value:
                again(*arguments)
            wanted = [leaves[i] for i in positions]
            gradients = pull_back_on_copy(output, one_like(output.value), wanted, nodes, leaves[-1].age)
    finally:
        recording.reset(token)
    program = Program(leaves, [output, *gradients], notes.branches)
    if len(program.order) > LARGEST:
        return again
    value = program.result(output, output.value)
    texts = [program.result(x, leaves[i].value) for x, i in zip(gradients, positions)]
    comma = "" if one else ","
    if not program.scalar:
        return np.errstate(all="ignore")(program.compiled(value, ", ".join(texts) + comma, again, again))
    nowhere = math.nan, math.nan if one else (math.nan,) * len(texts)

    @cache
    def swept() -> Callable:
        program = Program(leaves, [output, *gradients], notes.branches, arrays=True)
        value, *texts = [own(program.text(x)) for x in (output, *gradients)]
        return program.compiled(value, ", ".join(texts) + comma)

    def one_point(*numbers):
        try:
            return run(*numbers)
        except GraphError:
            return nowhere

    def otherwise(*given):
        for x in given:
            if type(x) is np.ndarray and x.ndim:
                return sweep(one_point, swept(), given)
        plain = [float(x) if isinstance(x, (int, np.floating)) and type(x) is not bool else x for x in given]
        return again(*given) if all(x is y for x, y in zip(given, plain)) else run(*plain)

    run = program.compiled(value, ", ".join(texts) + comma, again, otherwise)
    return run


def own(text: str) -> str:
    """What has a name may be returned twice, or be an argument: +x is a copy if x is an array."""
    return f"+{text}" if text.isidentifier() else text


class Program:
    """Recorded nodes as lines of Python that compute them from x0, x1, ...: the values of the leaves.

    With `arrays` the lines are for arrays also where they were recorded with numbers.
    """

    def __init__(
        self,
        leaves: Sequence[Node],
        results: Sequence,
        branches: Sequence[tuple[Node, bool]],
        arrays: bool = False,
    ):
        self.leaves, self.arrays = leaves, arrays
        results = [x for x in (*results, *[condition for condition, _ in branches]) if type(x) is Node]
        self.order = ancestors(*results)[::-1]
        self.scalar = all(type(node.value) in (float, bool) for node in (*self.order, *leaves))
        used = [*results, *[x for node in self.order for x in node.inputs]]
        self.uses = Counter(x.age for x in used if type(x) is Node)
        self.names: dict[str, Any] = {"np": np}
        self.lines: list[str] = []
        self.texts = {leaf.age: f"x{i}" for i, leaf in enumerate(leaves)}
        self.depths = dict.fromkeys(self.texts, 0)
        self.scaled: dict[int, tuple[float, str]] = {}  # what is a constant times something
        outcomes = {condition.age: outcome for condition, outcome in branches}
        for node in self.order:
            if node.age not in self.texts:
                self._write(node)
            if node.age in outcomes:
                other = f"{'not ' if outcomes[node.age] else ''}{self.texts[node.age]}"
                self.lines.append(f"if {other}: raise ValueError")

    def _write(self, node: Node) -> None:
        """Note the text of a node; it gets a line of its own if several use it, or if it is too deep."""
        text = self._expression(node) if node.operation else self.text(node.value)
        depth = 1 + max([self.depths[x.age] for x in node.inputs if type(x) is Node], default=0)
        if (self.uses[node.age] > 1 and node.operation) or depth > DEEPEST:
            self.lines.append(f"v{len(self.lines)} = {text}")
            text, depth = f"v{len(self.lines) - 1}", 0
            self.scaled.pop(node.age, None)
        self.texts[node.age], self.depths[node.age] = text, depth

    def _expression(self, node: Node) -> str:
        operation, inputs = node.operation, node.inputs
        if operation is ops.multiply and type(inputs[0]) in (int, float) and type(node.value) is float:
            return self._product(node, float(inputs[0]), inputs[1].age)
        texts = [self.text(x) for x in inputs]
        if operation.python in INFIX:
            return f"({texts[0]} {operation.python} {texts[1]})"
        if operation is ops.negative:
            return f"(-{texts[0]})"
        if operation is ops.power and type(inputs[1]) is int:
            return f"({texts[0]} ** {texts[1]})"
        if operation is ops.identity:
            return texts[0]
        if operation is ops.relu and self.scalar and not self.arrays and texts[0].isidentifier():
            return f"(0.0 if {texts[0]} <= 0.0 else {texts[0]})"
        self.names[operation.name] = operation.forward
        return f"{operation.name}({', '.join(texts)})"

    def _product(self, node: Node, constant: float, age: int) -> str:
        """A constant times something. 0.5 * (2 * d) is d: a power of two changes no digit of a number."""
        factor, rest = self.scaled.get(age, (1.0, self.texts[age]))
        if 0.5 not in (abs(math.frexp(constant)[0]), abs(math.frexp(factor)[0])):
            factor, rest = 1.0, self.texts[age]
        self.scaled[node.age] = factor * constant, rest
        return rest if factor * constant == 1 else f"({self.text(factor * constant)} * {rest})"

    def text(self, x: Any) -> str:
        """A node by its text, a number as it is written, anything else by a name."""
        if type(x) is Node:
            return self.texts[x.age]
        if type(x) in (int, float) and math.isfinite(x):
            return f"({x!r})" if repr(x).startswith("-") else repr(x)
        if x is None or type(x) is bool:
            return repr(x)
        name = f"k{len(self.names)}"
        self.names[name] = x
        return name

    def result(self, x: Any, like: Any) -> str:
        """The text of what is returned: in the kind and precision of `like`, and an array of its own."""
        text, node = self.text(x), type(x) is Node
        if type(like) is float:
            return text if self.scalar else f"float({text})"
        value, wanted = np.asarray(x.value if node else x), np.asarray(like).dtype
        if value.dtype != wanted:
            return f"{text}.astype({self.text(wanted)})"
        alone = node and x.operation and self.uses[x.age] == 1 and x.operation.name not in SHARED
        return text if alone or not value.ndim else f"np.array({text})"

    def compiled(
        self, value: str, gradients: str, again: Callable | None = None, otherwise: Callable | None = None
    ) -> Callable:
        """The program as a function. It asks `again` where it does not hold, and `otherwise` for other kinds.

        Without them it takes whatever it is given, and returns None where a branch would be another one.
        """
        arguments = ", ".join(f"x{i}" for i in range(len(self.leaves)))
        kinds = " and ".join(self._kind(f"x{i}", leaf.value) for i, leaf in enumerate(self.leaves))
        text = f"def run({arguments}):\n"
        text += f"    if not ({kinds}): return otherwise({arguments})\n" if again else ""
        text += "    try:\n" + "".join(f"        {line}\n" for line in (*self.lines, f"value = {value}"))
        text += f"        {'if value == value: ' if again else ''}return value, ({gradients})\n"
        text += "    except (ArithmeticError, TypeError, ValueError): pass\n"
        text += f"    return again({arguments})\n" if again else ""
        names = self.names | {"again": again, "otherwise": otherwise}
        exec(compile(text, "<replay>", "exec"), names)
        return names["run"]

    def _kind(self, argument: str, value: Any) -> str:
        if type(value) is np.ndarray:
            same = f"{argument}.shape == {value.shape} and {argument}.dtype == {self.text(value.dtype)}"
            return f"type({argument}) is np.ndarray and {same}"
        return f"type({argument}) is {'float' if type(value) is float else self.text(type(value))}"


@np.errstate(all="ignore")
def sweep(one_point: Callable, swept: Callable, given: Sequence) -> tuple[Any, Any]:
    """A program of numbers for arrays of one shape: all at once, or one by one where branches differ."""
    shapes = {x.shape for x in given if type(x) is np.ndarray}
    shape = shapes.pop() if len(shapes) == 1 else np.broadcast_shapes(*shapes)
    value, gradients = swept(*given) or _one_by_one(one_point, given, shape)
    if type(gradients) is not tuple:
        return _filled(value, shape), _filled(gradients, shape)
    return _filled(value, shape), tuple([_filled(x, shape) for x in gradients])


def _filled(x: Any, shape: tuple) -> np.ndarray:
    return x if type(x) is np.ndarray and x.shape == shape else np.array(np.broadcast_to(x, shape))


def _one_by_one(one_point: Callable, given: Sequence, shape: tuple) -> tuple[Any, Any]:
    each = [np.broadcast_to(np.asarray(x, float), shape).ravel().tolist() for x in given]
    values, gradients = zip(*[one_point(*numbers) for numbers in zip(*each)])
    if type(gradients[0]) is not tuple:
        return np.reshape(values, shape), np.reshape(gradients, shape)
    return np.reshape(values, shape), tuple([np.reshape(x, shape) for x in zip(*gradients)])

"""The recorded graph as a program: printed for the learner, compiled for Python, and as a JavaScript module.

The printed backward pass is backpropagation as one writes it by hand, and it is also what runs.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import numpy as np

from autodiff_core import operations as ops
from autodiff_core.backward import ancestors, one_like, zeros_like
from autodiff_core.node import Node
from autodiff_core.passes import Flow
from autodiff_core.printer import JAVASCRIPT_WORDS, PYTHON_WORDS, Printer, identifiers
from autodiff_core.values import as_value, in_precision_of

if TYPE_CHECKING:
    from autodiff_core.graph import Graph

SCATTER = """\
def scatter(g, shape, index):
    whole = np.zeros(shape, g.dtype)
    np.add.at(whole, index, g)
    return whole
"""
HELPERS = """\
const isOne = (a, b) => a === 1 || (a === -1 && Math.abs(b) === Infinity);  // IEEE 754; Math.pow says NaN
const power = (a, b) => (b === 2 ? a * a : isOne(a, b) ? 1 : Math.pow(a, b));
const relu = (z) => (z <= 0 ? 0 : z);
const sigmoid = (z) => (z < 0 ? Math.exp(z) / (1 + Math.exp(z)) : 1 / (1 + Math.exp(-z)));
const maximum = (a, b) => Math.max(a, b);
const minimum = (a, b) => Math.min(a, b);
"""


class Layout:
    """The variables of a program: one for each node and one for each gradient."""

    def __init__(self, graph: Graph, javascript: bool = False, exact: bool = False):
        words = JAVASCRIPT_WORDS if javascript else PYTHON_WORDS
        self.graph, self.javascript, self.exact = graph, javascript, exact
        self.constants: dict[str, Any] = {}
        self.nodes = identifiers([node.name for node in graph.nodes], words)
        self.inputs = self.nodes[: len(graph.inputs)]

    def printer(self, count: int) -> Printer:
        """A printer that knows the variables of the first `count` nodes."""
        known = {node.recorded.age: name for node, name in zip(self.graph.nodes[:count], self.nodes)}
        return Printer(known, self.javascript, self.nodes, self.constants, self.exact)

    def forward(self, hook: bool = False) -> Printer:
        printer = self.printer(len(self.inputs))
        for node, name in zip(self.graph.nodes, self.nodes):
            if node.recorded.age not in printer.variables:
                printer.assign(node.recorded, name, f"at({node.index}, {{}})" if hook else "{}")
        return printer

    def backward(self, every_flow: bool) -> tuple[Printer, list[str]]:
        """Print the backward pass, and the text of each gradient. With `every_flow`, contributions too."""
        graph, printer = self.graph, self.printer(len(self.graph.nodes))
        gradients = ["0" if self.javascript else _zeros(node.value) for node in graph.nodes]
        flows, given = graph._symbolic, graph._given_gradients
        parents = [] if given else [flow.node.arguments[flow.position].index for flow in flows]
        last = {parent: number for number, parent in enumerate(parents)}

        def name_gradient(index: int, node: Any, wrap: str = "{}") -> None:
            name = printer.new_variable(f"d{graph.output.name}_d{graph.nodes[index].name}")
            if type(node) is Node:
                printer.assign(node, name, wrap)
                gradients[index] = name
            else:
                gradients[index] = printer.text(node)

        for index, gradient in given.items():
            name_gradient(index, gradient)
        if not given:
            seed = one_like(graph.output.value)
            text = "1" if self.javascript else "1.0" if type(seed) is float else f"np.{seed.dtype.name}(1)"
            name_gradient(graph.output.index, flows[0].upstream if flows else Node(seed), text)
        if every_flow:
            printer.prepare([x for pair in graph._checks for x in pair])
        for number, flow in enumerate(flows):
            parent = flow.node.arguments[flow.position].index
            if every_flow:
                twice = [flow.local, *([] if flow.before is None else [flow.contribution])]
                printer.prepare(twice * 2)  # each is used in the sum and shown on its own
            if last.get(parent) == number:
                name_gradient(parent, flow.after)
            elif every_flow:
                printer.prepare([flow.after, flow.after])
        return printer, gradients


def python(graph: Graph) -> str:
    """The text of a Python function that returns the values and the gradients of all nodes.

    It needs `import numpy as np` and `from autodiff_core import relu, sigmoid` where it uses them, and no
    more.
    """
    layout = Layout(graph)
    forward, (backward, gradients) = layout.forward(), layout.backward(every_flow=False)
    arguments = ", ".join(layout.inputs)
    lines = ["# forward pass", *forward.lines, "# backward pass", *backward.lines]
    values = ", ".join(f"{node.name!r}: {name}" for node, name in zip(graph.nodes, layout.nodes))
    grads = ", ".join(f"{node.name!r}: {name}" for node, name in zip(graph.nodes, gradients))
    lines += [f"values = {{{values}}}", f"gradients = {{{grads}}}", "return values, gradients"]
    before = "".join(f"{name} = {_literal(array)}\n" for name, array in layout.constants.items())
    helper = SCATTER if any("scatter(" in line for line in lines) else ""
    return f"{helper}{before}def run({arguments}):\n" + "".join(f"    {line}\n" for line in lines)


def _zeros(value: Any) -> str:
    """The gradient of what the output does not depend on, as Python text."""
    zeros = np.asarray(zeros_like(value))
    if not zeros.ndim:
        return "0.0"
    kind = "" if zeros.dtype == float else f", np.{zeros.dtype.name}"
    return f"np.zeros({zeros.shape}{kind})"


def _literal(array: Any) -> str:
    """An array as Python text that makes the same array again."""
    array = np.asarray(array)
    numbers = repr(array.tolist()).replace("nan", "np.nan").replace("inf", "np.inf")
    if array.size and array.dtype in (float, bool, int):
        return f"np.array({numbers})"
    return f"np.array({numbers}, np.{array.dtype.name}).reshape({array.shape})"


def javascript(graph: Graph) -> str:
    """The text of a JavaScript module with the functions forward, backward, otherPaths and kinks.

    Nodes are passed by position, not by name, so that no variable name can break the program.
    """
    layout = Layout(graph, javascript=True)
    forward, (backward, gradients) = layout.forward(hook=True), layout.backward(every_flow=True)
    names, inputs = ", ".join(layout.nodes), ", ".join(layout.inputs)
    nudged = " ".join(f"{name} = at({i}, {name});" for i, name in enumerate(layout.inputs))
    flows = {
        (f.node.index, f.position): [backward.text(0.0 if x is None else x) for x in f[2:]]
        for f in graph._symbolic
    }
    steps = ",\n    ".join(f"[{', '.join(flows[place])}]" for place in graph._edge_at)
    checks = ", ".join(f"[{', '.join(map(backward.text, pair))}]" for pair in graph._checks)
    results = [
        f"const gradient = [{', '.join(gradients)}];",
        f"const steps = [\n    {steps}\n  ];",
        f"return {{ gradient, steps, checks: [{checks}] }};" if checks else "return { gradient, steps };",
    ]
    conditions = layout.printer(len(graph.nodes))
    branches = [(condition, outcome) for condition, outcome in graph._trace.branches]
    conditions.prepare([condition for condition, _ in branches])
    checks = [
        f"if (Boolean({conditions.text(condition)}) !== {str(outcome).lower()}) found.push({i});"
        for i, (condition, outcome) in enumerate(branches)
    ]
    slopes = layout.printer(len(graph.nodes))
    kinks = _kinks(graph)
    slopes.prepare(kinks)
    return "".join(
        [
            HELPERS,
            f"export function forward([{inputs}], at = (node, value) => value) {{\n",
            indented([nudged, *forward.lines, f"return [{names}];"]),
            f"export function backward([{names}]) {{\n",
            indented([*backward.lines, *results]),
            f"export function otherPaths([{names}]) {{\n",
            indented(["const found = [];", *conditions.lines, *checks, "return found;"]),
            f"export function kinks([{names}]) {{\n",
            indented([*slopes.lines, f"return [{', '.join(slopes.text(k) for k in kinks)}];"]),
        ]
    )


def indented(lines: Sequence[str]) -> str:
    return "".join(f"  {line}\n" for line in lines if line) + "}\n"


def _kinks(graph: Graph) -> list[Any]:
    """For every operation with a kink, the number whose change of sign means that the slope jumps."""
    recorded = [n for n in reversed(ancestors(graph._trace.output)) if n.operation and n.operation.kink]
    return [n.operation.kink(*n.inputs) for n in recorded]


class Compiled:
    """The printed program, compiled: called again for new inputs, it builds no graph and looks nothing up."""

    def __init__(self, graph: Graph):
        self.symbolic = graph._symbolic
        layout = Layout(graph, exact=True)
        forward, (backward, _) = layout.forward(), layout.backward(every_flow=True)
        flows = [", ".join(backward.text(x) for x in (*f[2:5], f.before, f.after)) for f in graph._symbolic]
        names = "".join(f"{name}, " for name in layout.nodes)
        inputs = "".join(f"{name}, " for name in layout.inputs)
        self._run_forward = compiled_function(f"({inputs}) = inputs", forward, f"return [{names}]")
        flowing = "".join(f"({flow}), " for flow in flows)
        self._run_backward = compiled_function(f"({names}) = inputs", backward, f"return [{flowing}]")

    def forward(self, inputs: Sequence) -> list | None:
        """The value of every node, or None where Python and IEEE 754 part ways (1 / 0, an overflow)."""
        try:
            return [v if type(v) is float else as_value(v) for v in self._run_forward(inputs)]
        except (ArithmeticError, ValueError, TypeError):
            return None

    def flows(self, values: Sequence) -> list[Flow] | None:
        """What flows back along every edge, or None as in `forward`."""
        try:
            numbers = self._run_backward(values)
            return [
                Flow(f.node, f.position, *[_plain(x, values[f.node.arguments[f.position].index]) for x in n])
                for f, n in zip(self.symbolic, numbers)
            ]
        except (ArithmeticError, ValueError, TypeError):
            return None


def _plain(x: Any, like: Any) -> Any:
    """A number of the program as the passes give it, in the precision of the value it is a gradient of."""
    if x is None or (type(x) is float and type(like) in (float, bool)):
        return x
    x = as_value(x)
    return x if type(like) in (float, bool) else in_precision_of(zeros_like(like), x)


# NumPy as the printed program sees it: on a float the rules of the table, which are many times faster there.
_NUMPY = SimpleNamespace(
    **{
        name: getattr(np, name)
        for name in "sum mean max min all any concatenate nan inf s_ float16 float32 longdouble".split()
    },
    **{
        op.python[3:]: op.forward
        for op in ops.TABLE.values()
        if op.python.startswith("np.") and "{" not in op.python
    },
    power=ops.power.forward,
)
_NAMES = {
    "np": _NUMPY,
    "relu": lambda z, at_zero=0.0: ops.relu.forward(z, at_zero),
    "sigmoid": ops.sigmoid.forward,
    "scatter": ops.scatter.forward,
}


def compiled_function(unpack: str, printer: Printer, result: str) -> Callable:
    lines = ("pass" if unpack == "() = inputs" else unpack, *printer.lines, result)
    body = "".join(f"    {line}\n" for line in lines)
    names = _NAMES | printer.constants
    exec(compile(f"def run(inputs):\n{body}", "<printed program>", "exec"), names)
    return names["run"]

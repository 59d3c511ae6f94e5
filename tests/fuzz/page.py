"""The printed JavaScript against the printed Python, in one long-lived Node process.

A program of nothing but `+ - * /`, comparisons, square roots and the functions with kinks must agree to the
last bit, in every value, gradient and step: IEEE 754 leaves no choice. For exp, sin, powers and their like it
asks for nothing, so each is compared on the very number that Python has, in units in the last place.
"""

from __future__ import annotations

import json
import shutil
import struct
import subprocess
from pathlib import Path
from typing import Any

import numpy as np

from autodiff_core import GraphError
from autodiff_core.array_program import array_javascript
from autodiff_core.backward import ancestors
from autodiff_core.explorers.base import module
from autodiff_core.node import Node
from fuzz.programs import NAMES
from fuzz.report import Report
from fuzz.ways import POSITIONS, Ways

INEXACT = set("exp expm1 log log1p log2 log10 sin cos tan arctan sinh cosh tanh sigmoid power".split())
MOST_UNITS = 4  # in the last place: what one operation of JavaScript may differ from Python's
PROGRAMS = 3000  # of one process: it keeps what it has loaded


def bits(x: float) -> str:
    return struct.pack(">d", x).hex()


def number(text: str) -> float:
    return struct.unpack(">d", bytes.fromhex(text))[0]


def units(one: float, other: float) -> float:
    """How many units in the last place two numbers differ; infinite if only one of them is finite."""
    if one == other or (np.isnan(one) and np.isnan(other)):
        return 0.0
    if not np.isfinite([one, other]).all():
        return np.inf
    return float(abs(one - other) / np.spacing(max(abs(one), abs(other))))


class Page:
    """The process."""

    def __init__(self, command: str):
        self.command, self.asked, self.process = command, 0, None

    def ask(self, job: str, **what: Any) -> Any:
        if self.process is None or self.asked >= PROGRAMS:
            self.close()
            script = str(Path(__file__).with_suffix(".mjs"))
            self.process = subprocess.Popen(
                [self.command, script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
            )
            self.asked = 0
            self.ask("start", source=module("arrays.js"))
        self.asked += 1
        self.process.stdin.write(json.dumps({"job": job, **what}) + "\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        if "error" in answer:
            raise RuntimeError(f"JavaScript: {answer['error']}")
        return answer["found"]

    def close(self) -> None:
        if self.process:
            self.process.stdin.close()
            self.process.wait()
            self.process.stdout.close()
            self.process = None


def installed() -> Page | None:
    command = shutil.which("node") or shutil.which("nodejs")
    return Page(command) if command else None


def check(ways: Ways, report: Report, page: Page) -> None:
    if ways.case.scalar:
        _scalar("JavaScript", ways.graph, ways, page, report)
        _scalar("JavaScript, unfolded", ways.graph.unfolded(), ways, page, report)
    else:
        _array(ways, page, report)


def _scalar(way, graph, ways, page, report) -> None:
    inputs, values = list(graph.inputs.values()), list(graph.forward().values())
    slots = graph.slots()
    upstream = [slots["g"][edge.node.index] for edge in graph.edges]
    steps = [x for step in zip(upstream, *[slots[kind] for kind in "lcba"]) for x in step]
    answer = page.ask(
        "scalar", source=graph.javascript, inputs=[*map(bits, inputs)], values=[*map(bits, values)]
    )
    alone, found, gradient, flows, paths = ([*map(number, many)] for many in answer)
    report.compare(f"{way}: same branches", "branches", len(paths), 0)
    if graph is not ways.graph:
        for node, theirs, ours in zip(graph.nodes, alone, values):
            _operation(node, theirs, ours, report)
    flowing = [x for flow in graph._symbolic for x in flow[2:] if type(x) is Node]
    exact = [
        not any(n.operation and n.operation.name in INEXACT for n in ancestors(*nodes))
        for nodes in ([graph.output.recorded], [graph.output.recorded, *flowing])
    ]
    for what, theirs, ours, certain in (
        ("values", found, values, exact[0]),
        ("gradients", gradient, list(graph.backward().values()), exact[1]),
        ("steps", flows, steps, exact[1]),
    ):
        kind, tolerance = ("exact operations", 0.0) if certain else ("all operations", 10 * ways.tolerance)
        report.compare(f"{way}: {what}, {kind}", what, theirs, ours, tolerance)


def _operation(node, theirs, ours, report) -> None:
    """A node that is one operation of the table."""
    if not node.operation:
        return
    name = node.operation.name
    if name not in INEXACT:
        report.compare("JavaScript: one exact operation", node.code, theirs, ours)
        return
    if name == "power" and type(node.recorded.inputs[1]) is int:
        name = f"power {node.recorded.inputs[1]}"
    distance = units(theirs, ours)
    report.units[name, distance] += 1
    allowed = MOST_UNITS * float(np.spacing(abs(ours))) if np.isfinite(ours) else 0.0
    report.compare("JavaScript: one other operation", node.code, theirs, ours, allowed)


def _array(ways, page, report) -> None:
    case = ways.case
    value, gradients = ways.eager
    try:
        source = array_javascript(case.run, case.inputs, len(POSITIONS))
    except GraphError as error:
        report.notes[f"JavaScript of arrays refused: {str(error).split(' ', 1)[1][:50]}..."] += 1
        return
    inputs = [[np.shape(x), [*map(bits, np.ravel(x).tolist())]] for x in case.inputs]
    found = page.ask("array", source=source, inputs=inputs)
    for name, ours, (shape, data) in zip(("J", *NAMES), (value, *gradients), found):
        theirs = np.reshape([*map(number, data)], shape)
        what = "value" if name == "J" else "gradient"
        report.compare(f"JavaScript of arrays: {what}", name, theirs, ours, 10 * ways.tolerance)

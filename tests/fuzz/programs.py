"""A random program from a seed: its instructions, its inputs and its text."""

from __future__ import annotations

import inspect
import linecache
from dataclasses import dataclass
from typing import Any

import numpy as np
import random_programs
from random_programs import TABLES, carry_out, finish, reads

NAMES = ("x", "y", "z")
EXACT = {  # instructions of operations for which IEEE 754 leaves no choice, so that every language must agree
    *("relu", "abs", "sqrt", "negative", "reciprocal", "half", "add", "subtract", "divide", "product"),
    *("maximum", "minimum", "where", "at least", "less", "equal", "not equal", "both", "sign", "all"),
}
SCALAR = ("move", "join", "choice")
ALL = tuple(TABLES)
SHAPES = [(), (1,), (3,), (2, 1), (2, 3), (2, 1, 3), (0,)]
SPECIAL = [
    0.0,
    -0.0,
    1.0,
    -1.0,
    np.inf,
    -np.inf,
    np.nan,
    1e308,
    -1e308,
    1e-308,
    5e-324,
    1e200,
    -1e-200,
    710.0,
]
WEIGHTS = [4, 2, 6, 3, 6, 3, 0.3]


@dataclass(frozen=True)
class Case:
    """A program with its inputs, and the seed that makes it again."""

    seed: tuple[int, int]
    program: tuple
    inputs: tuple
    exact: bool = False

    @property
    def scalar(self) -> bool:
        return not any(map(np.ndim, self.inputs))

    def run(self, *inputs, note=None) -> Any:
        return random_programs.run(self.program, inputs, note, _half if self.exact else np.sin)

    def text(self) -> str:
        """The program as a Python function with a named line for each instruction."""
        names, unused = list(NAMES), set(NAMES)
        lines = [f"def J({', '.join(NAMES)}):"]
        for number, instruction in enumerate(self.program):
            arguments = [names[place] for place in reads(instruction, len(names))]
            names.append(f"v{number}")
            unused = unused.difference(arguments) | {names[-1]}
            lines.append(f"    v{number} = carry_out({instruction!r}, [{', '.join(arguments)}])")
        ends = [name for name in names if name in unused]
        lines += [f"    J = finish([{', '.join(ends)}], each)", "    return J"]
        return "\n".join(lines) + "\n"

    def function(self):
        """The text, compiled: what `trace` watches to find its named lines."""
        file = f"<program {self.seed}>"
        inspect.modulesbyfile[file] = __name__  # or it is looked for among all modules, 2000 with PyTorch
        linecache.cache[file] = (0, None, self.text().splitlines(True), file)
        scope = {"carry_out": carry_out, "finish": finish, "each": _half if self.exact else np.sin}
        exec(compile(self.text(), file, "exec"), scope)
        return scope["J"]


def _half(value):
    return value / 2


def case(seed: int, number: int) -> Case:
    """Program `number` of the run with this seed: short or deep, of numbers or of arrays."""
    random = np.random.default_rng([seed, number])
    scalar = random.random() < 0.45
    length = int(random.choice([6, 14, 40, 400], p=[0.6, 0.32, 0.07, 0.01]))
    length = int(random.integers(1 + length // 4, length + 1))
    exact = scalar and random.random() < 0.3
    kinds = SCALAR if scalar else ALL
    share = np.array([{"move": 4, "join": 3, "choice": 1.5, "shape": 2, "part": 4}[kind] for kind in kinds])
    program = [
        _instruction(random, str(kind), exact)
        for kind in random.choice(kinds, size=length, p=share / share.sum())
    ]
    inputs = tuple(_input(random, scalar, special=random.random() < 0.02) for _ in NAMES)
    return Case((seed, number), tuple(program), inputs, exact)


def _instruction(random, kind: str, exact: bool) -> tuple:
    names = [name for name in TABLES[kind] if name in EXACT or not exact]
    reach = 3 if random.random() < 0.8 else 12  # how far back it looks
    places = [int(p) for p in random.integers(0, reach, size=1 if kind in ("move", "shape") else 2)]
    if kind == "part":
        places[1] = int(random.integers(0, 12))
    return (kind, names[random.integers(len(names))], *places)


def _input(random, scalar: bool, special: bool) -> Any:
    weights = np.array(WEIGHTS) / sum(WEIGHTS)
    shape = () if scalar else SHAPES[random.choice(len(SHAPES), p=weights)]
    x = np.round(random.uniform(-2, 2, shape), 3)
    if random.random() < 0.1:  # whole numbers: ties and zeros
        x = np.round(x)
    x = x * (10.0 ** random.integers(-6, 4) if random.random() < 0.1 else 1.0) + 0.0
    if special:
        x = np.where(random.random(shape) < 0.7, random.choice(SPECIAL, shape), x)
    return x if np.ndim(x) else float(x)

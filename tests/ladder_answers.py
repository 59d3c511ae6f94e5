"""Answers to the tasks of lesson 08: right, empty, and wrong in the ways that are typical."""

from typing import NamedTuple

NODE = """
class Value:
    def __init__(self, value, parents=(), local_derivatives=()):
        self.value = value
        self.parents = parents
        self.local_derivatives = local_derivatives
        self.gradient = 0
"""
OPERATORS = """
def add(self, other):
    other = other if isinstance(other, Value) else Value(other)
    return Value(self.value + other.value, (self, other), (1, 1))

def multiply(self, other):
    other = other if isinstance(other, Value) else Value(other)
    return Value(self.value * other.value, (self, other), (other.value, self.value))

Value.__add__, Value.__mul__ = add, multiply
"""
LOCAL_DERIVATIVES = """
def power(self, exponent):
    return Value(self.value**exponent, (self,), (exponent * self.value ** (exponent - 1),))

Value.__pow__ = power
"""
TOPOLOGICAL_ORDER = """
def topological_order(self):
    order, seen = [], set()

    def visit(v):
        if v not in seen:
            seen.add(v)
            for parent in v.parents:
                visit(parent)
            order.append(v)

    visit(self)
    return order

Value.topological_order = topological_order
"""
BACKWARD = """
def backward(self):
    order = self.topological_order()
    for v in order:
        v.gradient = 0
    self.gradient = 1
    for v in reversed(order):
        for parent, local in zip(v.parents, v.local_derivatives):
            parent.gradient += v.gradient * local

Value.backward = backward
"""
RELU = """
def relu(self):
    gate = self.value > 0
    return Value(gate * self.value, (self,), (gate,))

Value.relu = relu
"""
RIGHT = {
    "node": NODE,
    "operators": OPERATORS,
    "local derivatives": LOCAL_DERIVATIVES,
    "topological order": TOPOLOGICAL_ORDER,
    "backward": BACKWARD,
    "relu": RELU,
}
# The cell of task 2 before task 3 adds the third argument to it.
OPERATORS_AT_FIRST = OPERATORS.replace(", (1, 1)", "").replace(", (other.value, self.value)", "")
EMPTY = {
    "node": "class Value:\n    def __init__(self, value, parents=(), local_derivatives=()):\n        ...",
    "operators": (
        "def add(self, other):\n    ...\ndef multiply(self, other):\n    return ...\n"
        "Value.__add__, Value.__mul__ = add, multiply"
    ),
    "local derivatives": "def power(self, exponent):\n    'A docstring.'\nValue.__pow__ = power",
    "topological order": "def topological_order(v):\n    pass\nValue.topological_order = topological_order",
    "backward": "def backward(self):\n    return None\nValue.backward = backward",
    "relu": "def relu(self):\n    ...\nValue.relu = relu",
}


class Wrong(NamedTuple):
    """A wrong answer: the idea behind it, its code, the property it fails, and words of the feedback."""

    task: str
    idea: str
    fails: str
    says: str
    code: str
    alone: bool  # it fails this property and no other


def wrong(task, idea, fails, says, *changes, alone=True):
    """The right answer with some of its text replaced, or (a single text) another answer."""
    code = RIGHT[task]
    if task == "local derivatives":
        code = OPERATORS + code  # its other half stands in the cell of task 2
    for change in changes:
        if isinstance(change, str):
            code = change
        else:
            assert change[0] in code, change
            code = code.replace(*change)
    return Wrong(task, idea, fails, says, code, alone)


def order(body):
    return f"def topological_order(self):\n{body}\nValue.topological_order = topological_order"


def backward(body):
    return f"def backward(self):\n{body}\nValue.backward = backward"


SUM = "Value(self.value + other.value, (self, other), (1, 1))"
WRAP = "    other = other if isinstance(other, Value) else Value(other)\n"
CLEAR = "    for v in order:\n        v.gradient = 0\n"
SEED = "    self.gradient = 1\n"
WALK = BACKWARD.partition("        for parent")[0].partition("\n")[2].partition("\n")[2]
EACH = "zip(v.parents, v.local_derivatives)"
AT_THE_END = "\nValue.backward"

NOT_ASKED = order("""
    order = []
    for parent in self.parents:
        order += parent.topological_order()
    return order + [self]
""")
BY_BREADTH = order("""
    order, seen = [self], {self}
    for v in order:
        for parent in v.parents:
            if parent not in seen:
                seen.add(parent)
                order.append(parent)
    return order[::-1]
""")
EVERY_PATH = order("""
    order = []

    def visit(v):
        for parent in v.parents:
            visit(parent)
        if v not in order:
            order.append(v)

    visit(self)
    return order
""")
STACK = order("""
    order, seen, stack = [], set(), [(self, False)]
    while stack:
        v, ready = stack.pop()
        if ready:
            order.append(v)
        elif v not in seen:
            seen.add(v)
            stack += [(v, True), *[(parent, False) for parent in v.parents]]
    return order
""")
NODE_BY_NODE = f"""
        for p in v.parents:
            p.gradient = sum(v.gradient * local for parent, local in {EACH} if parent is p)
"""
LEAVES_OVERWRITTEN = f"""
        for p in set(v.parents):
            g = sum(v.gradient * local for parent, local in {EACH} if parent is p)
            p.gradient = p.gradient + g if p.parents else g
"""
HANDED_ON_AGAIN = f"""
    for v in self.topological_order():
        v.gradient = 0
    self.gradient = 1

    def hand_on(v):
        for parent, local in {EACH}:
            parent.gradient += v.gradient * local
            hand_on(parent)

    hand_on(self)
"""
BREADTH_FIRST = f"""
    queue, seen = [self], {{self}}
    for v in queue:
        v.gradient = 0
        for parent in v.parents:
            if parent not in seen:
                seen.add(parent)
                queue.append(parent)
    self.gradient = 1
    for v in queue:
        for parent, local in {EACH}:
            parent.gradient += v.gradient * local
"""
PATH_BY_PATH = f"""
    for v in self.topological_order():
        v.gradient = 0

    def arrive(v, upstream):
        v.gradient += upstream
        for parent, local in {EACH}:
            arrive(parent, upstream * local)

    arrive(self, 1)
"""

WRONG = [
    wrong("node", "keeps text", "v.value is", "a str", ("= value", "= str(value)")),
    wrong(
        "node", "keeps no number", "v.value is", "does not set self.value",
        ("self.value = value", "pass"), alone=False,
    ),
    wrong("node", "keeps parents in a set", "v.parents is", "a set forgets", ("= parents", "= set(parents)")),
    wrong("node", "is always a leaf", "v.parents is", "are ()", ("= parents", "= ()")),
    wrong(
        "node", "keeps parents twice", "v.local_derivatives is", "not a number",
        ("= local_derivatives", "= parents"),
    ),
    wrong("node", "begins with None", "v.gradient is", "is None", ("gradient = 0", "gradient = None")),
    wrong("node", "begins with the seed", "v.gradient is", "should be 0", ("gradient = 0", "gradient = 1")),
    wrong(
        "node", "keeps it on the class", "Every Value has", "stored on the class",
        ("self.value = value", "Value.value = value"),
    ),
    wrong("operators", "subtracts", "(a + b).value", "-1", ("self.value + other", "self.value - other")),
    wrong(
        "operators", "copied from add", "(a * b).value", "copied from add",
        ("self.value * other", "self.value + other"),
    ),
    wrong("operators", "does not return", "(a + b).value", "return", ("return ", ""), alone=False),
    wrong(
        "operators", "returns a number", "(a + b).value", "7, not a Value",
        (SUM, "self.value + other.value"), alone=False,
    ),
    wrong(
        "operators", "adds Values", "(a + b).value", "finds no end",
        ("self.value + other.value", "self + other"), alone=False,
    ),
    wrong(
        "operators", "adds in place", "a + b and a * b are new", "in place",
        (f"return {SUM}", "self.value += other.value; return self"), alone=False,
    ),
    wrong(
        "operators", "changes an operand", "a + b and a * b are new", "a.value is 9",
        (f"return {SUM}", f"out = {SUM}; self.value = 9; return out"),
    ),
    wrong(
        "operators", "keeps parents in a set", "A Value used twice", "a set forgets",
        ("(self, other), (1, 1)", "{self, other}, (1, 1)"), alone=False,
    ),
    wrong(
        "operators", "drops repeats", "A Value used twice", "the parents of a + a are (a)",
        ("(self, other), (1, 1)", "tuple({self: 1, other: 1}), (1, 1)"),
    ),
    wrong(
        "operators", "keeps no parents", "A Value used twice", "second argument",
        (", (self, other), (1, 1)", ""), alone=False,
    ),
    wrong(
        "operators", "turns parents round", "a + b and a * b have the parents", "wrong way round",
        ("(self, other), (o", "(other, self), (o"),
    ),
    wrong("operators", "does not wrap", "A plain number is wrapped", "wrap it", (WRAP, "")),
    wrong(
        "operators", "a number as a parent", "A plain number is wrapped", "is 2, not a Value",
        (WRAP, ""), ("other.value", "getattr(other, \"value\", other)"),
    ),
    wrong(
        "local derivatives", "values of the terms", "a + b has", "the value of a",
        ("(1, 1)", "(self.value, other.value)"),
    ),
    wrong("local derivatives", "nothing yet for the sum", "a + b has", "no third argument", (", (1, 1)", "")),
    wrong(
        "local derivatives", "one for two parents", "a + b has", "2 parents and 1 local",
        ("(1, 1)", "(1,)"),
    ),
    wrong(
        "local derivatives", "swapped", "a * b has", "swapped",
        ("(other.value, self.value)", "(self.value, other.value)"),
    ),
    wrong(
        "local derivatives", "the exponent as a parent", "a ** n has the value", "no parent",
        ("(self,)", "(self, Value(exponent))"), alone=False,
    ),
    wrong(
        "local derivatives", "times for to the power", "a ** n has the value", "is 12",
        ("self.value**exponent", "self.value*exponent"),
    ),
    wrong(
        "local derivatives", "no comma", "a ** n has the value", "needs a comma",
        ("(self,)", "(self)"), alone=False,
    ),
    wrong(
        "local derivatives", "the exponent as it was", "a ** n has the local", "not gone down",
        ("(exponent - 1)", "exponent"),
    ),
    wrong(
        "local derivatives", "the factor forgotten", "a ** n has the local", "n in front is missing",
        ("exponent * self", "self"),
    ),
    wrong(
        "local derivatives", "Values for numbers", "Local derivatives are plain", "other.value, not other",
        ("(other.value, self.value)", "(other, self)"),
    ),
    wrong(
        "topological order", "goes one step only", "The order holds every", "without a",
        order("    return [*dict.fromkeys(self.parents), self]"),
    ),
    wrong(
        "topological order", "leaves itself out", "The order holds every", "output itself is left out",
        ("return order", "return order[:-1]"),
    ),
    wrong(
        "topological order", "returns a set", "The order holds every", "a set has no order",
        ("return order", "return seen"), alone=False,
    ),
    wrong(
        "topological order", "asks nobody who was seen", "Each Value is in the order once", "[a, b, a, c, d]",
        NOT_ASKED, alone=False,
    ),
    wrong(
        "topological order", "adds itself again", "Each Value is in the order once", "d, d]",
        ("return order", "return order + [self]"),
    ),
    wrong(
        "topological order", "starts with the output", "Parents stand before", "the wrong way round",
        ("return order", "return order[::-1]"),
    ),
    wrong(
        "topological order", "places on arrival", "Parents stand before", "before its parent",
        ("            order.append(v)\n", ""),
        ("seen.add(v)\n", "seen.add(v)\n            order.append(v)\n"),
    ),
    wrong("topological order", "goes by breadth", "Parents stand before", "before its parent", BY_BREADTH),
    wrong(
        "topological order", "remembers the last call", "A second call", "the second []",
        ("(self):\n    order, seen = [], set()", "(self, seen=set()):\n    order = []"),
    ),
    wrong(
        "topological order", "follows every path", "Each Value is visited once", "follows every path",
        EVERY_PATH,
    ),
    wrong("backward", "no seed", "The output's own gradient", "seed", (SEED, ""), alone=False),
    wrong(
        "backward", "its value as the seed", "The output's own gradient", "that is its value",
        ("gradient = 1", "gradient = self.value"), alone=False,
    ),
    wrong(
        "backward", "tidies the seed away", "The output's own gradient", "seed",
        (AT_THE_END, "    self.gradient = 0\n" + AT_THE_END),
    ),
    wrong(
        "backward", "upstream forgotten", "Along a chain", "upstream gradient is missing",
        ("v.gradient * local", "local"), alone=False,
    ),
    wrong(
        "backward", "upstream forgotten in chains", "Along a chain", "upstream gradient is missing",
        ("v.gradient * local", "(v.gradient if len(order) > 3 else 1) * local"),
    ),
    wrong(
        "backward", "adds the rates", "Along a chain", "they multiply",
        ("v.gradient * local", "v.gradient + local"), alone=False,
    ),
    wrong(
        "backward", "starts at the leaves", "Along a chain", "from the output to the leaves",
        ("reversed(order)", "order"), alone=False,
    ),
    wrong("backward", "overwrites", "Two uses in one node", "overwritten", ("+=", "="), alone=False),
    wrong(
        "backward", "parents as keys", "Two uses in one node", "in a dict",
        (EACH, f"dict({EACH}).items()"),
    ),
    wrong(
        "backward", "overwrites node by node", "Uses in several nodes", "was overwritten",
        backward(WALK + NODE_BY_NODE), alone=False,
    ),
    wrong(
        "backward", "overwrites leaves", "Uses in several nodes", "only the contribution",
        backward(WALK + LEAVES_OVERWRITTEN),
    ),
    wrong(
        "backward", "hands on at every arrival", "A Value hands its gradient on", "more than once",
        backward(HANDED_ON_AGAIN), alone=False,
    ),
    wrong(
        "backward", "goes by breadth", "A Value hands its gradient on", "before its last contribution",
        backward(BREADTH_FIRST),
    ),
    wrong("backward", "clears nothing", "A second backward", "first pass are still", (CLEAR, "")),
    wrong(
        "backward", "clears leaves only", "A second backward", "nodes between",
        (CLEAR, "    [setattr(v, 'gradient', 0) for v in order if not v.parents]\n"),
    ),
    wrong(
        "backward", "updates on the way", "Nothing but gradients", "after backward, the value",
        (AT_THE_END, "    self.value -= 0.1 * self.gradient\n" + AT_THE_END),
    ),
    wrong("backward", "path by path", "Each Value hands on once", "every path", backward(PATH_BY_PATH)),
    wrong("relu", "the value as it is", "relu lets", "relu of -3 is -3", ("gate * self.value", "self.value")),
    wrong("relu", "the absolute value", "relu lets", "is 3", ("gate * self.value", "abs(self.value)")),
    wrong(
        "relu", "a leaf when shut", "relu(z) has one parent", "second argument",
        ("return Value(gate", "return Value(0) if not gate else Value(gate"), alone=False,
    ),
    wrong(
        "relu", "a copy as its parent", "relu(z) has one parent", "not handed over",
        ("(self,)", "(Value(self.value),)"),
    ),
    wrong("relu", "no comma", "Open, at z = 2", "needs a comma", ("(gate,)", "(gate)"), alone=False),
    wrong(
        "relu", "the value for the slope", "Open, at z = 2", "the value, not the slope",
        ("(gate,)", "(gate * self.value,)"),
    ),
    wrong("relu", "leaks", "Closed, at z = -3", "lets the gradient through", ("(gate,)", "(1,)")),
    wrong(
        "relu", "turns round", "Closed, at z = -3", "absolute value",
        ("(gate,)", "(1 if gate else -1 if self.value else 0,)"),
    ),
    wrong(
        "relu", "divides by z", "Exactly at z = 0", "division by z",
        ("(gate,)", "(gate * self.value / self.value,)"),
    ),
]

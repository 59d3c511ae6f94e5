"""Answers to the code exercises: right, and wrong in the ways that are typical."""

from typing import NamedTuple

RIGHT = {
    "central difference": """
def slope(f, w, epsilon):
    return (f(w + epsilon) - f(w - epsilon)) / (2 * epsilon)
""",
    "relative error": """
def relative_error(gradient, difference):
    largest = max(abs(gradient), abs(difference))
    if largest == 0:
        return 0
    return abs(gradient - difference) / largest
""",
    "forward pass": """
def forward(w, b, x, y):
    c = w * x
    a = c + b
    d = a - y
    J = d**2 / 2
    return c, a, d, J
""",
    "backward pass": """
def backward(w, b, x, y):
    d = w * x + b - y
    dd = d
    da = dd * 1
    dc = da * 1
    dw = dc * x
    db = da * 1
    return dd, da, dc, dw, db
""",
    "two gates": """
def backward(w1, b1, w2, b2, x, y):
    z1 = w1 * x + b1
    a1 = z1 * (z1 > 0)
    z2 = w2 * a1 + b2
    a2 = z2 * (z2 > 0)
    dz2 = (a2 - y) * (z2 > 0)
    db2, dw2, da1 = dz2, dz2 * a1, dz2 * w2
    dz1 = da1 * (z1 > 0)
    return dz1 * x, dz1, dw2, db2
""",
    "accumulate": """
def gradients(edges, order):
    grad = dict.fromkeys(order, 0)
    grad[order[0]] = 1
    for node in order:
        for parent, local in edges[node]:
            grad[parent] += grad[node] * local
    return grad
""",
    "sending order": """
def sending_order(edges, output):
    waiting = dict.fromkeys(edges, 0)
    for node in edges:
        for parent, local in edges[node]:
            waiting[parent] += 1
    order = [output]
    for node in order:
        for parent, local in edges[node]:
            waiting[parent] -= 1
            if waiting[parent] == 0:
                order.append(parent)
    return order
""",
    "one step": """
def step(w, b, x, y, alpha):
    d = w * x + b - y
    dw, db = d * x, d
    w = w - alpha * dw
    b = b - alpha * db
    return w, b
""",
    "the bill": """
def steps(nodes, edges, parameters):
    return nodes * (parameters + 1), nodes + edges
""",
    "paths": """
def paths(parents, order):
    number = dict.fromkeys(order, 0)
    number[order[0]] = 1
    for node in order:
        for parent in parents[node]:
            number[parent] += number[node]
    return number
""",
    "training loop": """
def train(parameters, cost, alpha, steps):
    for _ in range(steps):
        for p in parameters:
            p.grad = 0
        cost().backward()
        for p in parameters:
            p.value -= alpha * p.grad
""",
}


DICT_OUTSIDE = """
kept = {}
def gradients(edges, order):
    if set(kept) != set(order):
        kept.clear()
    for node in order:
        kept.setdefault(node, 0)
    kept[order[0]] = 1
    for node in order:
        for parent, local in edges[node]:
            kept[parent] += kept[node] * local
    return kept
"""
ZEROING_AT_THE_END = """
def train(parameters, cost, alpha, steps):
    for _ in range(steps):
        cost().backward()
        for p in parameters:
            p.value -= alpha * p.grad
            p.grad = 0
"""


class Wrong(NamedTuple):
    """A wrong answer: the right one with `new` in place of `old` (all of it, if `old` is empty); how the
    sentence that fails begins, and what the feedback says."""

    task: str
    idea: str
    old: str
    new: str
    fails: str
    says: str

    @property
    def code(self) -> str:
        right = RIGHT[self.task]
        if not self.old:
            return self.new
        assert self.old in right, self
        return right.replace(self.old, self.new)


def wrong(task, *rows):
    return [Wrong(task, *row) for row in rows]


CENTRAL = "(f(w + epsilon) - f(w - epsilon)) / (2 * epsilon)"
LINE, BOTH_SIDES, GIVEN = "Of the straight line", "Of f(w) = w**2", "It nudges by the epsilon"
EQUAL, NO_SIGN, LARGER = "Two equal numbers", "The error is never negative", "It is measured by the larger"
C, A, D, J = "c is the weighted input", "a adds", "d is the error", "J is half"
FIRST, PASSED, PRODUCT, BIAS = (
    "The first step back",
    "A sum and a difference",
    "At the product",
    "The gradient for b",
)
OPEN, HIDDEN, OUTPUT = "With both gates open", "A closed hidden gate", "A closed output gate"
IN_ACC = "            grad[parent] += grad[node] * local"
PLACE, W_STEP, B_STEP, ANY = "It gives two numbers", "w goes against", "b goes against", "Every alpha"

WRONG = [
    *wrong(
        "central difference",
        ("by epsilon", "(2 * epsilon)", "epsilon", LINE, "it is twice as far"),
        ("by 2, times epsilon", "(2 * epsilon)", "2 * epsilon", LINE, "put brackets round 2 * epsilon"),
        ("no division", CENTRAL, "f(w + epsilon) - f(w - epsilon)", LINE, "not divided by anything"),
        ("one side, no division", CENTRAL, "f(w + epsilon) - f(w)", LINE, "only one side is nudged"),
        (
            "one side, twice as far",
            "f(w - epsilon)",
            "f(w)",
            LINE,
            "only one side is nudged, and it is divided",
        ),
        (
            "wrong way round",
            CENTRAL,
            "(f(w - epsilon) - f(w + epsilon)) / (2 * epsilon)",
            LINE,
            "wrong way round",
        ),
        (
            "brackets",
            CENTRAL,
            "f(w + epsilon) - f(w - epsilon) / (2 * epsilon)",
            LINE,
            "brackets round the diff",
        ),
        ("forward", CENTRAL, "(f(w + epsilon) - f(w)) / epsilon", BOTH_SIDES, "the forward difference"),
        ("backward", CENTRAL, "(f(w) - f(w - epsilon)) / epsilon", BOTH_SIDES, "the backward difference"),
        ("own epsilon", "    return", "    epsilon = 0.001\n    return", GIVEN, "takes the place of epsilon"),
        (
            "epsilon of its own sort",
            "    return",
            "    epsilon = 0.3\n    return",
            GIVEN,
            "another number is nudged by",
        ),
        ("no return", "return", "result =", LINE, "none (is there a return?)"),
        ("prints", "    return " + CENTRAL, "    print(" + CENTRAL + ")", LINE, "none (is there a return?)"),
        ("typo", "epsilon)) /", "epsilom)) /", LINE, "nothing is called epsilom there"),
    ),
    *wrong(
        "relative error",
        ("a ratio", "abs(gradient - difference)", "abs(gradient)", EQUAL, "one number divided by the other"),
        ("a sum", "gradient - difference", "gradient + difference", EQUAL, "something else is divided"),
        ("a sign", "abs(gradient - difference)", "(gradient - difference)", NO_SIGN, "a sign is left"),
        (
            "a sign below",
            "max(abs(gradient), abs(difference))",
            "max(gradient, difference)",
            NO_SIGN,
            "a sign is left",
        ),
        ("absolute", " / largest", "", LARGER, "is not compared with anything"),
        ("the smaller", "max(", "min(", LARGER, "by the smaller of the two"),
        ("by the gradient", "/ largest", "/ abs(gradient)", LARGER, "by the size of the gradient"),
        ("by the difference", "/ largest", "/ abs(difference)", LARGER, "by the size of the difference"),
        ("by both", "/ largest", "/ (abs(gradient) + abs(difference))", LARGER, "by both sizes together"),
        (
            "size last",
            "max(abs(gradient), abs(difference))",
            "abs(max(gradient, difference))",
            LARGER,
            "-4 and -2",
        ),
        ("zeros", "if largest == 0", "if False", "Two zeros agree", "something is divided by 0"),
    ),
    *wrong(
        "forward pass",
        (
            "three numbers",
            "return c, a, d, J",
            "return a, d, J",
            "It gives four numbers",
            "3 numbers, and not 4",
        ),
        ("only J", "return c, a, d, J", "return J", "It gives four numbers", "return c, a, d, j"),
        ("no return", "return c, a, d, J", "c, a, d, J", "It gives four numbers", "no line with return"),
        ("a sum", "w * x", "w + x", C, "a product was read as a sum"),
        ("a product", "c + b", "c * b", A, "a sum was read as a product"),
        ("no bias", "c + b", "c", A, "what is added in one of the lines was left out"),
        ("other way round", "a - y", "y - a", D, "the sign is the opposite"),
        ("plus", "a - y", "a + y", D, "a minus sign was read as a plus"),
        ("no half", "d**2 / 2", "d**2", J, "the half"),
        ("twice", "d**2 / 2", "d * 2 / 2", J, "the exponent was read as a factor"),
        ("no square", "d**2 / 2", "d / 2", J, "the exponent was left out"),
        ("the half squared", "d**2 / 2", "(d / 2)**2", J, "the half is squared, too"),
        ("swapped", "return c, a, d, J", "return a, c, d, J", C, "that is a, not c"),
        (
            "one example",
            "return c, a, d, J",
            "return 10, 7, 3, 4.5",
            C,
            "the same number comes out at every input",
        ),
        ("from outside", "(w, b, x, y)", "(w, b)", "the function has other inputs", "w, b, x and y"),
    ),
    *wrong(
        "backward pass",
        ("four numbers", "return dd, da", "return da", "It gives five numbers", "in this order: dj/dd"),
        ("no half", "dd = d\n", "dd = 2 * d\n", FIRST, "the half"),
        ("one at the start", "dd = d\n", "dd = 1\n", FIRST, "at every input"),
        ("the cost", "dd = d\n", "dd = d**2 / 2\n", FIRST, "the value of the output"),
        ("half left", "dd = d\n", "dd = d / 2\n", FIRST, "the exponent did not come down"),
        ("sign at a", "da = dd * 1", "da = -dd", PASSED, "the sign is the opposite"),
        ("times c", "dc = da * 1", "dc = da * w * x", PASSED, "a local derivative of 1 has become"),
        ("own factor", "dc * x", "dc * w", PRODUCT, "the factor that moves"),
        ("no factor", "dc * x", "dc", PRODUCT, "you stopped one edge early"),
        ("no upstream", "dc * x", "x", PRODUCT, "the local derivative on the last edge"),
        ("a sum", "dc * x", "dc + x", PRODUCT, "were added, where they multiply"),
        ("times b", "db = da * 1", "db = da * b", BIAS, "something else arrives at b"),
        ("one", "db = da * 1", "db = 1", BIAS, "at every input"),
        ("swapped", "dw, db", "db, dw", PRODUCT, "you stopped one edge early"),
        ("a nudge", "dd = d\n", "dd = ((d + 1e-3)**2 - d**2) / 2e-3\n", FIRST, "still has the nudge in it"),
    ),
    *wrong(
        "two gates",
        ("three", "dw2, db2\n", "dw2\n", "It gives four numbers", "3 numbers, and not 4"),
        ("no times x", "dz1 * x, dz1, ", "dz1, dz1, ", OPEN, "you stopped one edge early"),
        ("own factor", "dz1 * x, dz1, ", "dz1 * w1, dz1, ", OPEN, "that is dj/dx, not dj/dw1"),
        ("no half", "(a2 - y)", "2 * (a2 - y)", OPEN, "the half"),
        ("other way round", "(a2 - y)", "(y - a2)", OPEN, "opposite"),
        ("past w2", "dz2 * w2", "dz2", OPEN, "that is dj/db2, not dj/db1: something between"),
        ("times the value", "(a2 - y) * (z2 > 0)", "(a2 - y) * a2", OPEN, "what comes out of the gate"),
        ("hidden gate leaks", "da1 * (z1 > 0)", "da1", HIDDEN, "a relu was taken to hand the gradient on"),
        ("no gate forward", "z1 * (z1 > 0)", "z1", HIDDEN, "the gate of z1 is not looked at"),
        (
            "output gate leaks",
            "(a2 - y) * (z2 > 0)",
            "(a2 - y)",
            OUTPUT,
            "a relu was taken to hand the gradient on",
        ),
    ),
    *wrong(
        "accumulate",
        ("a number", "return grad", "return grad[node]", "It gives a dict", "not a dict"),
        ("no seed", "    grad[order[0]] = 1\n", "", "It gives a dict", "is 0, and it should be 1"),
        (
            "only what is reached",
            "dict.fromkeys(order, 0)",
            "{}",
            "It gives a dict",
            "name or a number that is not there",
        ),
        (
            "local only",
            "grad[node] * local",
            "local",
            "Along a chain",
            "the local derivative on the last edge",
        ),
        ("upstream only", "grad[node] * local", "grad[node]", "Along a chain", "without a single factor"),
        ("sum", "grad[node] * local", "grad[node] + local", "Along a chain", "not the product of the two"),
        ("overwrites", "+=", "=", "Two arrows from one node", "takes the place of the one that is there"),
        (
            "one arrow for two",
            "in edges[node]",
            "in dict(edges[node]).items()",
            "Two arrows",
            "takes the place",
        ),
        (
            "multiplies",
            IN_ACC,
            "            grad[parent] = (grad[parent] or 1) * grad[node] * local",
            "Two arrows",
            "contributions of two arrows were multiplied",
        ),
        (
            "overwrites between nodes",
            IN_ACC,
            "            same = sum(l for p, l in edges[node] if p == parent)\n"
            "            grad[parent] = grad[node] * same",
            "Contributions of several nodes",
            "takes the place of the one that is there",
        ),
        (
            "own order",
            "for node in order",
            "for node in edges",
            "Nodes send in the given order",
            "the walk goes through",
        ),
        (
            "recursion",
            "    for node in order:\n        for parent, local in edges[node]:\n" + IN_ACC,
            "    def send(node):\n        for parent, local in edges[node]:\n"
            "            grad[parent] += grad[node] * local\n            send(parent)\n    send(order[0])",
            "Nodes send in the given order",
            "a node sent its whole gradient on each time",
        ),
        ("dict outside", "", DICT_OUTSIDE, "A second call gives the same", "the dict is made outside"),
        (
            "takes edges out",
            "in edges[node]:",
            "in edges.pop(node):",
            "A second call",
            "something is taken out",
        ),
    ),
    *wrong(
        "sending order",
        (
            "a set",
            "return order",
            "return set(order)",
            "Every node is in the order once",
            "a set has no order",
        ),
        ("nothing", "return order", "order", "Every node is in the order once", "is there a return"),
        (
            "without output",
            "return order",
            "return order[1:]",
            "Every node is in the order once",
            "j is not in it",
        ),
        ("whenever reached", "== 0", ">= 0", "Every node is in the order once", "whenever something arrives"),
        ("alphabet", "return order", "return sorted(order)", "No node is too early", "sends before"),
        ("order of the dict", "return order", "return list(edges)", "No node is too early", "sends before"),
        ("turned round", "return order", "return order[::-1]", "No node is too early", "the wrong way round"),
        (
            "first arrival",
            "if waiting[parent] == 0",
            "if parent not in order",
            "No node is too early",
            "the first of its",
        ),
        (
            "all paths",
            "    order = [output]\n",
            "    def walk(node):\n        for parent, local in edges[node]:\n            walk(parent)\n"
            "    walk(output)\n    order = [output]\n",
            "Every node is looked at once",
            "follows every path",
        ),
    ),
    *wrong(
        "one step",
        ("one number", "return w, b", "return w", PLACE, "return w, b"),
        ("climbs", "- alpha * dw", "+ alpha * dw", W_STEP, "uphill"),
        ("no alpha", "- alpha * dw", "- dw", W_STEP, "the learning rate was left out"),
        ("only the step", "w = w - alpha * dw", "w = -alpha * dw", W_STEP, "how far the step goes"),
        ("the gradient", "w = w - alpha * dw", "w = dw", W_STEP, "this is the gradient"),
        ("own factor", "d * x, d", "d * w, d", W_STEP, "the factor that moves"),
        ("no times x", "d * x, d", "d, d", W_STEP, "you stopped one edge early"),
        ("the cost", "d * x, d", "d**2 / 2, d", W_STEP, "value of the output"),
        ("b stays", "b = b - alpha * db", "b = b", B_STEP, "the value before the step"),
        ("b climbs", "- alpha * db", "+ alpha * db", B_STEP, "uphill"),
        ("b from the new w", "alpha * db", "alpha * (w * x + b - y)", B_STEP, "w has taken its step before"),
        (
            "w from the new b",
            "dw, db = d * x, d\n    w = w - alpha * dw\n    b = b - alpha * db",
            "b = b - alpha * d\n    w = w - alpha * (w * x + b - y) * x",
            W_STEP,
            "b has taken its step before",
        ),
        ("step of w", "alpha * db", "alpha * dw", B_STEP, "step of b is another one"),
        ("fixed alpha", "    d = w", "    alpha = 0.1\n    d = w", ANY, "is a number of its own, 0.1"),
    ),
    *wrong(
        "the bill",
        (
            "one",
            "return nodes * (parameters + 1), nodes + edges",
            "return nodes * parameters",
            PLACE,
            "2 numbers",
        ),
        ("no start", "(parameters + 1)", "parameters", "Nudging", "the cost at the start is missing"),
        ("central", "(parameters + 1)", "2 * parameters", "Nudging", "central differences"),
        ("passes", "nodes * (parameters + 1)", "parameters + 1", "Nudging", "each of them visits all nodes"),
        ("added", "nodes * (parameters + 1)", "nodes + parameters + 1", "Nudging", "are added"),
        ("edges only", ", nodes + edges", ", edges", "Backprop", "the forward pass is missing"),
        ("n + p", "nodes + edges", "nodes + parameters", "Backprop", "each edge is passed once"),
        ("2 n", "nodes + edges", "2 * nodes", "Backprop", "what is passed there are edges"),
        ("each", ", nodes + edges", ", parameters * (nodes + edges)", "Backprop", "a pass of its own"),
        (
            "each backward",
            "nodes + edges",
            "nodes + parameters * edges",
            "Backprop",
            "a backward pass of its own",
        ),
        ("times", "nodes + edges", "nodes * edges", "Backprop", "are multiplied"),
        (
            "swapped",
            "nodes * (parameters + 1), nodes + edges",
            "nodes + edges, nodes * (parameters + 1)",
            "Nud",
            "another",
        ),
    ),
    *wrong(
        "paths",
        ("a number", "return number", "return number[node]", "One path leads from the output", "not a dict"),
        ("no start", "    number[order[0]] = 1\n", "", "One path leads from the output", "it should be 1"),
        ("length", "+= number[node]", "= number[node] + 1", "In a chain", "arrows are counted"),
        ("overwrites", "+= number[node]", "= number[node]", "Where roads part", "takes the place"),
        ("set", "in parents[node]", "in set(parents[node])", "Two arrows from one node", "counted once"),
        (
            "walks",
            "    return number",
            "    def walk(node):\n        return 1 + sum(walk(parent) for parent in parents[node])\n"
            "    walk(order[0])\n    return number",
            "It walks no path",
            "every path is followed",
        ),
    ),
    *wrong(
        "training loop",
        ("no zeroing", "p.grad = 0", "pass", "Three steps", "nobody empties .grad"),
        (
            "zeroing outside",
            "    for _ in range(steps):\n        for p in parameters:\n            p.grad = 0\n",
            "    for p in parameters:\n        p.grad = 0\n    for _ in range(steps):\n",
            "Three steps",
            "nobody empties .grad",
        ),
        (
            "zeroing after",
            "            p.grad = 0\n",
            "            pass\n",
            "Three steps",
            "nobody empties .grad",
        ),
        (
            "zeroing at the end",
            "",
            ZEROING_AT_THE_END,
            "What an earlier pass has left",
            "it is emptied later",
        ),
        ("climbs", "-=", "+=", "One step", "uphill"),
        ("no alpha", "alpha * p.grad", "p.grad", "One step", "alpha is left out"),
        (
            "a copy",
            "p.value -= alpha * p.grad",
            "w = p.value - alpha * p.grad",
            "One step",
            "no value has changed",
        ),
        (
            "only the first",
            "        for p in parameters:\n            p.value",
            "        for p in parameters[:1]:\n            p.value",
            "One step",
            "only the first parameter moves",
        ),
        ("once too often", "range(steps)", "range(steps + 1)", "One step", "another number"),
        ("always one", "range(steps)", "range(1)", "Three steps", "the loop runs once"),
        ("no backward", "cost().backward()", "cost()", "One step", "no value has changed"),
        ("no brackets", "cost().backward()", "cost.backward()", "One step", "nothing is called backward"),
        (
            "one forward pass",
            "    for _ in range(steps):\n",
            "    J = cost()\n    cost = lambda: J\n    for _ in range(steps):\n",
            "Three steps",
            "all rounds share one forward pass",
        ),
        (
            "two forward passes",
            "        cost().back",
            "        cost()\n        cost().back",
            "Each step takes",
            "10 forward",
        ),
    ),
]

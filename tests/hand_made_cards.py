"""Cards written by hand, for the tests: the four-node cost with its answers spelled out, and choices."""

from autodiff_core import trace
from autodiff_core.explorers.graph_spec import spec_of_graph
from autodiff_core.lessons import cost

# dJ/dw: the right number, then five wrong ones, then the gradients of other nodes.
ANSWERS = """
export function answers([w, b, x, y, c, a, d, J]) {
  return [[d * x, [x, d * w, 2 * d * x, J * x, 0 / 0], [d, d * w, -d]]];
}
"""
MISTAKES = [
    (
        "forgets the upstream gradient",
        "Perhaps you took the local derivative on the last edge for the whole gradient.",
        "The next node moves by that much: and how much does the output move for each unit of the next node?",
    ),
    (
        "takes its own factor",
        "Perhaps the derivative of w × x by w was taken to be w itself.",
        "If w goes up by 1, by how much does w × x go up?",
    ),
    (
        "forgets the half",
        "Perhaps the derivative of `d**2 / 2` was taken to be 2 × d.",
        "What does the half do to the 2 that comes down?",
    ),
    (
        "starts from the value of the output",
        "Perhaps the way back began with the value of the output, where it begins with 1.",
        "When the output goes up by 1, by how much does the output go up?",
    ),
    ("divides by nothing", "Perhaps something was divided by 0.", "What is left?"),
]
SETS = [[5, -3, 2, 4], [2, 1, 3, 5], [-1, 2, 4, 1.5]]
TEXT = ["At w = {v:0}, b = {v:1}, x = {v:2} and y = {v:3}: what is dJ/dw?", "`J` is the four-node cost."]


def number_card(**changes):
    """dJ/dw of the four-node cost: 6 at first, then 6 and -14."""
    graph = trace(cost, w=5, b=-3)
    of_graph = spec_of_graph(graph, dict(graph.inputs), dict.fromkeys(graph.inputs, ""), {})
    backward = [step.symbols for step in graph.steps() if step.kind != "forward"]
    return {
        "name": "the way back to w",
        "lesson": "03",
        "kind": "predict",
        "heading": "Predict",
        "effort": "",
        "text": TEXT,
        "form": "number",
        "program": graph.javascript + ANSWERS,
        **{key: of_graph[key] for key in ("nodes", "edges", "steps", "output")},
        "inputs": list(graph.inputs),
        "sets": SETS,
        "blanks": [
            {
                "asked": "dJ/dw",
                "right": next(line for line in backward if line.startswith("dJ/dw")) + ".",
                "wrong": [0, 1, 2, 3, 4],
                "others": ["dJ/db", "dJ/dx", "dJ/dy"],
                "hints": [
                    "w is used in `c = w * x`, so what comes back to w comes along one arrow.",
                    "What arrives from further up, the upstream gradient: dJ/dc = {g:4}.",
                    "On the way to w, the local derivative: dc/dw = x = {l:0}. One multiplication is left.",
                ],
                "solution": backward,
            }
        ],
        "mistakes": [dict(zip(("name", "thinking", "question"), each)) for each in MISTAKES],
        "options": [],
        "svg": "",
        "tolerance": "A fraction will do. It is right within 0.5 % of the exact number.",
    } | changes


def direction_card(**changes):
    """Does J go up or down with w? Up at first, then up, then down."""
    options = [
        {"text": "up", "right": False, "idea": "Perhaps you looked at w alone, which is {v:0}."},
        {"text": "down", "right": False, "idea": "Perhaps b = {v:1} looked like a sign to you. What is d?"},
        {"text": "no change", "right": False, "idea": "Perhaps w looked far away from J."},
    ]
    text = ["At w = {v:0}, b = {v:1}, x = {v:2} and y = {v:3}: w goes up a little. Which way does J go?"]
    return number_card(form="direction", options=options, text=text, tolerance="") | changes


def choice_card(**changes):
    """A question without a graph."""
    options = [
        ("the forward pass, once for every parameter", False, "That is nudging. Count the passes."),
        ("one forward pass and one backward pass", True, ""),
        ("one backward pass, and nothing else", False, "From where would the local derivatives come?"),
    ]
    blank = {
        "asked": "",
        "right": "All gradients come out of the same walk back.",
        "wrong": [],
        "others": [],
        "hints": ["How often does the walk back pass an edge?", "Once.", "And whose values does it need?"],
        "solution": [],
    }
    nothing = {key: [] for key in ("nodes", "inputs", "steps", "edges", "sets", "mistakes")}
    own = dict(
        heading="Exit question",
        form="choice",
        text=["A graph has a hundred parameters. What does it take to find all their gradients?"],
        program="",
        blanks=[blank],
        options=[dict(zip(("text", "right", "idea"), each)) for each in options],
        tolerance="",
    )
    return number_card(**nothing, **own) | changes

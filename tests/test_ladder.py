"""The ladder of lesson 08: what every right, empty, typical wrong and hostile answer is told."""

import ast
import functools
import itertools
import linecache
import re
from pathlib import Path

import nbformat
import pytest
from ladder_answers import EMPTY, OPERATORS_AT_FIRST, RIGHT, STACK, WRONG

from autodiff_core import check_gradients, small_engine
from autodiff_core.engines import trace_with
from autodiff_core.errors import GraphError
from autodiff_core.exercises.task import LINE
from autodiff_core.ladder import TASKS, broken, check, check_all, failures, finished
from autodiff_core.lessons import cost, network, two_uses

NOTEBOOK = nbformat.read(Path(__file__).parents[1] / "notebooks/08_build_your_own.ipynb", as_version=4)
PROSE = "\n\n".join(cell.source for cell in NOTEBOOK.cells if cell.cell_type == "markdown")
CODE = [cell.source for cell in NOTEBOOK.cells if cell.cell_type == "code"]
STARTS = {  # how the cell of a task begins
    "node": "class Value:",
    "operators": "def add(",
    "local derivatives": "def power(",
    "topological order": "def topological_order(",
    "backward": "def backward(",
    "relu": "def relu(",
}
every_task = pytest.mark.parametrize("name", TASKS)


def engine(answers=RIGHT):
    """The class that comes of running these cells, in the order of the ladder."""
    space = {}
    for name in TASKS:
        exec(answers[name], space)
    return space["Value"]


def solved(**answers):
    return engine(RIGHT | {name.replace("_", " "): code for name, code in answers.items()})


def cells(answers):
    """The code cells of the lesson with answers in the place of the skeletons."""
    def answer_to(source):
        return next((code for name, code in answers.items() if source.startswith(STARTS[name])), source)

    return list(map(answer_to, CODE))


def run_lesson(answers):
    """What the last line of each cell gives, and all names at the end, after a run from top to bottom."""
    space, shown = {}, []
    for number, source in enumerate(cells(answers)):
        file = f"<lesson 08, cell {number}>"
        linecache.cache[file] = (len(source), None, source.splitlines(True), file)
        *body, last = ast.parse(source).body
        if isinstance(last, ast.Expr):
            exec(compile(ast.Module(body, []), file, "exec"), space)
            shown.append(eval(compile(ast.Expression(last.value), file, "eval"), space))
        else:
            exec(compile(source, file, "exec"), space)
    return shown, space


@functools.cache
def finished_lesson():
    return run_lesson(RIGHT)


def words(feedback):
    return " ".join(repr(feedback).split()).lower()


# Right, and empty


@every_task
def test_a_right_answer_is_right_and_leads_on(name):
    feedback = check(name, engine())
    assert feedback
    assert repr(feedback).startswith(f"Right.\nAll {len(TASKS[name].properties)} properties hold.\n")
    assert repr(feedback).split("\n")[-1].endswith("?")


@every_task
def test_an_untouched_skeleton_is_not_attempted(name):
    before = itertools.takewhile(lambda each: each != name, TASKS)
    at_first = RIGHT | {"operators": OPERATORS_AT_FIRST}
    feedback = check(name, engine(EMPTY | {each: at_first[each] for each in before}))
    assert not feedback
    assert repr(feedback).startswith("Not attempted yet.\nComplete ")


@every_task
@pytest.mark.parametrize("answer", [None, ..., type("Value", (), {})], ids=["None", "...", "empty class"])
def test_no_answer_is_not_attempted(name, answer):
    assert check(name, answer).status == "Not attempted yet"


def test_the_first_form_of_the_operators_is_right_and_opens_the_next_task():
    answers = EMPTY | {"node": RIGHT["node"], "operators": OPERATORS_AT_FIRST}
    assert check("operators", engine(answers))
    assert check("local derivatives", engine(answers)).status == "Not attempted yet"
    begun = engine(answers | {"operators": RIGHT["operators"]})
    assert words(check("local derivatives", begun)).startswith("not yet: power is still empty.")


def test_one_of_two_functions_is_named_if_it_is_still_empty():
    empty = re.sub(r"(def multiply.*?:\n)(.*?)\n\n", r"\1    ...\n\n", RIGHT["operators"], flags=re.S)
    assert "multiply is still empty" in words(check("operators", solved(operators=empty)))


def test_a_task_asks_for_those_it_builds_on():
    answers = RIGHT | {"topological order": EMPTY["topological order"]}
    assert "builds on the task 'topological order'" in words(check("backward", engine(answers)))


def test_the_kink_is_a_convention_and_named():
    assert "yours uses 0: a convention, as this package does" in words(check("relu", engine()))
    other = RIGHT["relu"].replace("(gate,)", "(self.value >= 0,)")
    assert "yours uses 1: a convention, this package uses 0" in words(check("relu", solved(relu=other)))


def test_a_deep_chain_is_a_bonus():
    assert "no trouble either" in words(check("topological order", solved(topological_order=STACK)))
    with_calls = check("topological order", engine())
    assert with_calls and "bonus, if you like" in words(with_calls)


# Typical wrong answers


@pytest.mark.parametrize("wrong", WRONG, ids=lambda wrong: f"{wrong.task}: {wrong.idea}")
def test_a_wrong_answer_is_told_which_property_fails_and_why(wrong):
    answer = engine(RIGHT | {wrong.task: wrong.code})
    feedback = check(wrong.task, answer)
    first, *rest = repr(feedback).split("\n")
    assert not feedback
    assert first.startswith(f"Not yet: {wrong.fails}")
    assert wrong.says.lower() in words(feedback)
    assert any(line.startswith("Probably: ") for line in rest) and rest[-1].endswith("?")
    assert all(len(line) <= LINE for line in rest)
    found = failures(TASKS[wrong.task], answer)
    assert found[0][0].sentence == feedback.failed
    assert (len(found) == 1) == wrong.alone


def test_every_property_fails_alone_for_some_wrong_answer():
    alone = {(wrong.task, wrong.fails) for wrong in WRONG if wrong.alone}
    for name, task in TASKS.items():
        for each in task.properties:
            assert any(each.sentence.startswith(start) for at, start in alone if at == name), each.sentence


@pytest.mark.parametrize("gate", ["np.where(self.value > 0, 1.0, 0.0)", "np.heaviside(self.value, 0)"])
def test_numbers_of_numpy_are_numbers(gate):
    code = RIGHT["relu"].replace("self.value > 0", gate)
    assert code != RIGHT["relu"] and check("relu", solved(relu=f"import numpy as np\n{code}"))


EQUAL = "Value.__eq__ = lambda self, other: self.value == other.value\n"
BY_NUMBER = EQUAL + "Value.__hash__ = lambda self: hash(self.value)\n"


def test_values_that_are_told_apart_by_their_number_are_found_out():
    feedback = check("topological order", solved(node=f"{RIGHT['node']}\n{BY_NUMBER}"))
    assert not feedback and "a and b hold the same number and count as one" in words(feedback)


def test_a_class_that_cannot_go_into_a_set_is_told_how_it_can():
    unhashable = f"{RIGHT['node']}\n{EQUAL}Value.__hash__ = None\n"
    feedback = check("topological order", solved(node=unhashable))
    assert not feedback and "@dataclass(eq=false), or keep id(v) in the set" in words(feedback)
    by_id = RIGHT["topological order"].replace("in seen", "in map(id, seen)").replace("if v ", "if id(v) ")
    by_id = by_id.replace("seen = [], set()", "seen = [], []").replace("seen.add", "seen.append")
    Value = solved(node=unhashable, topological_order=by_id)
    assert check_all(Value)
    assert trace_with(broken(Value, "overwrites"), lambda w: w * w, w=3).backward()["w"] == 3


def test_a_list_of_local_derivatives_is_told_what_makes_a_tuple():
    a_list = RIGHT["operators"].replace("(1, 1)", "[1, 1]")
    assert a_list != RIGHT["operators"]
    assert "round brackets make a tuple" in words(check("local derivatives", solved(operators=a_list)))


# Hostile answers


class Unfriendly(type):
    def __getattr__(cls, name):
        raise RuntimeError(name)

    def __instancecheck__(cls, x):
        raise RuntimeError("no")


class Odd:
    """Says of everything that it is equal to it, cannot be shown, and has every attribute."""

    def __init__(self, *anything):
        pass

    def __eq__(self, other):
        raise ValueError("incomparable")

    def __repr__(self):
        raise ValueError("unspeakable")

    def __getattr__(self, name):
        return Odd()

    def __call__(self, *anything):
        return Odd()

    __add__ = __mul__ = __pow__ = __call__
    __hash__ = None


class Exits:
    def __init__(self, *anything):
        raise SystemExit("bye")

    def __add__(self, other):
        raise GeneratorExit

    __mul__ = __pow__ = topological_order = backward = relu = __add__


class SilentError(Exception):
    def __str__(self):
        raise ValueError("not even this")


class Raises(Exits):
    def __init__(self, *anything):
        raise SilentError


class Endless:
    def __init__(self, *anything):
        self.value = Endless()

    def __getattr__(self, name):
        return getattr(self, name + "_")

    def __add__(self, other):
        return self + other

    __mul__ = __pow__ = __add__


def str_of_type(x):
    return type(x).__name__


@every_task
@pytest.mark.parametrize(
    "answer",
    ["Value", 3, 3.5, [], {}, len, lambda: 1, object(), object, int, str, bool, Exception, Odd, Odd(), Exits,
     Raises, Endless, Unfriendly("Value", (), {}), small_engine, RIGHT["node"]],
    ids=str_of_type,
)  # fmt: skip
def test_nothing_makes_a_check_raise(name, answer):
    feedback = check(name, answer)
    assert not feedback
    assert repr(feedback).startswith(("Not yet: ", "Not attempted yet."))
    assert not check_all(answer)


@pytest.mark.parametrize("name", ["nodes", "", None, 3, [], Odd()])
def test_an_unknown_task_is_answered_in_a_sentence(name):
    assert "the tasks are 'node', 'operators'" in words(check(name, engine()))


def test_what_is_forgotten_is_asked_for():
    assert 'too: check("node", value).' in words(check("node"))
    assert "the tasks are" in words(check()) and "the tasks are" in words(check(engine()))
    assert not check_all() and finished() is small_engine.Value


@pytest.mark.parametrize(
    "arguments, sentence",
    [
        ((3, "swaps"), "broken needs the class of your values first, and got 3"),
        ((small_engine.Value(2.0), "swaps"), "got a Value: write broken"),
        ((small_engine.Value, ["swaps"]), "can be broken in these ways: 'overwrites'"),
        ((small_engine.Value,), "can be broken in these ways: 'overwrites'"),
    ],
)
def test_an_engine_that_cannot_be_broken_is_refused_in_a_sentence(arguments, sentence):
    with pytest.raises(GraphError, match=sentence):
        broken(*arguments)


def test_what_an_answer_prints_is_not_shown(capsys):
    loud = RIGHT["operators"].replace("    return", "    print('here I am')\n    return")
    assert check("operators", solved(operators=loud))
    assert capsys.readouterr() == ("", "")


def test_an_interrupted_check_stops():
    stopped = RIGHT["relu"].replace("    return", "    raise KeyboardInterrupt\n    return")
    with pytest.raises(KeyboardInterrupt):
        check("relu", solved(relu=stopped))


def test_the_line_in_which_python_stopped_is_shown(tmp_path):
    module = tmp_path / "cell.py"
    module.write_text(RIGHT["relu"].replace("self.value > 0", "self.valu > 0"), encoding="utf-8")
    Value = engine()
    exec(compile(module.read_text(encoding="utf-8"), module, "exec"), {"Value": Value})
    assert "in the line: gate = self.valu > 0" in words(check("relu", Value))


@pytest.mark.parametrize(
    "slip, says",
    [
        (("self.value > 0", "selv.value > 0"), "nothing is called selv there. is it spelled right?"),
        (("self.value > 0", "self.valu > 0"), "nothing is called valu there. is it spelled right?"),
        (("gate * self.value", "gate / 0"), "a slip in that line. what does python's own message say?"),
        (("(gate,)", "(gate,), 1"), "the inputs of a function are not those of the skeleton"),
        (("gate * self.value", "gate + self"), "a value stands where its number is wanted"),
        (("self.value > 0", "self > 0"), "a value stands where its number is wanted"),
        (("self.value > 0", "None.value"), "a function returned nothing"),
        (("self.value > 0", "....value"), "a function that is still empty is called"),
    ],
)
def test_a_message_of_python_is_explained(slip, says):
    feedback = check("relu", solved(relu=RIGHT["relu"].replace(*slip)))
    assert "python stopped with" in words(feedback) and f"probably: {says}" in words(feedback)


# What comes of it


def test_a_finished_engine_is_handed_back_and_another_stands_in_until_then(capsys):
    Value = engine()
    assert finished(Value) is Value
    assert capsys.readouterr().out == ""
    assert finished(engine(RIGHT | {"backward": EMPTY["backward"]})) is small_engine.Value
    assert capsys.readouterr().out.startswith("Task 5 (Backward) is open, ")
    assert finished(None) is small_engine.Value


def test_the_table_of_the_ladder_says_what_is_done():
    overwrites = RIGHT["backward"].replace("+=", "=")
    ladder = check_all(solved(relu=EMPTY["relu"], backward=overwrites))
    assert not ladder
    states = [line.rpartition("  ")[2] for line in repr(ladder).split("\n")]
    assert states == ["state", *["right"] * 4, "not yet", "not attempted yet"]
    assert check_all(engine())


@pytest.mark.parametrize(
    "mistake, fn, inputs, wrong",
    [
        ("overwrites", two_uses, {"w": 2, "b": 1}, {"w"}),
        ("forgets upstream", two_uses, {"w": 2, "b": 1}, {"w", "b", "x", "y"}),
        ("swaps", two_uses, {"w": 2, "b": 1}, {"w", "x"}),
        ("leaks", network, {"w1": 2, "b1": -8, "w2": 3, "b2": 1}, {"w1", "b1", "x"}),
    ],
)
@pytest.mark.parametrize("kind", ["learner's", "small"])
def test_an_engine_can_be_broken_on_purpose_and_is_itself_not_touched(kind, mistake, fn, inputs, wrong):
    Value = finished_lesson()[1]["Value"] if kind == "learner's" else small_engine.Value
    rows = check_gradients(trace_with(broken(Value, mistake), fn, **inputs)).rows
    differ = {row.name for row in rows if row.verdict == "DIFFERS"}
    more = {"b"} if kind == "learner's" and mistake == "swaps" else set()  # there a - b is a product, too
    assert differ == wrong | more
    assert {row.verdict for row in check_gradients(trace_with(Value, fn, **inputs)).rows} == {"agrees"}


@pytest.mark.parametrize("fn, inputs", [(cost, dict(w=5, b=-3)), (network, dict(w1=2, b1=-8, w2=3, b2=1))])
@pytest.mark.parametrize("mistake, says", [("swaps", "look at that local derivative"), ("leaks", "relu")])
def test_a_broken_engine_is_wrong_in_its_mistake_only(fn, inputs, mistake, says):
    notes = trace_with(broken(small_engine.Value, mistake), fn, **inputs).notes()
    assert all(says in note for note in notes)
    assert bool(notes) == (mistake == "swaps" or fn is network)


def test_an_unknown_mistake_is_answered_in_a_sentence():
    with pytest.raises(GraphError, match="'overwrites', 'forgets upstream', 'swaps' and 'leaks'"):
        broken(small_engine.Value, "sleeps")


# The lesson


def test_the_lesson_shows_effort_and_hints_as_the_ladder_has_them():
    assert NOTEBOOK.cells
    for number, task in enumerate(TASKS.values(), start=1):
        assert f"### Task {number}: {task.title}\n\n*{task.effort}.*\n" in PROSE
        section = PROSE.partition(f"### Task {number}: ")[2].partition("###")[0]
        places = [
            section.index(f"<summary>{which} hint</summary>\n\n{hint}\n")
            for which, hint in zip(("First", "Second", "Third"), task.hints, strict=True)
        ]
        assert places == sorted(places)
    minutes = int(re.search(r"About (\d+) minutes", PROSE)[1])
    assert sum(task.minutes for task in TASKS.values()) <= minutes - 10  # the rest takes its time too


def test_every_task_has_one_skeleton_and_one_check_and_no_solution_can_be_read():
    for name, start in STARTS.items():
        (skeleton,) = [source for source in CODE if source.startswith(start)]
        assert CODE[CODE.index(skeleton) + 1] == f'check("{name}", Value)'
        space = {"Value": type("Value", (), {})}
        exec(skeleton, space)
        assert check(name, space["Value"]).status == "Not attempted yet"
    for line in map(str.strip, "\n".join(RIGHT.values()).splitlines()):
        if len(line.split()) > 2 and not line.startswith(("def ", "class ", "Value.")):
            assert line not in PROSE + "\n".join(CODE), line


def test_the_lesson_runs_for_somebody_who_has_solved_nothing():
    shown, space = run_lesson({})
    assert space["Engine"] is small_engine.Value
    assert sum(getattr(each, "status", "") == "Not attempted yet" for each in shown) == len(TASKS)


def test_the_finished_lesson_passes_every_check_and_its_explorers_show_the_learners_engine():
    shown, space = finished_lesson()
    checks = [each for each in shown if hasattr(each, "status")]
    assert len(checks) == len(TASKS) and all(checks)
    assert space["Engine"] is space["Value"]
    explorers = [each for each in shown if hasattr(each, "gradients")]
    first, second, third, last = [each.gradients for each in explorers]
    assert {name: first[name] for name in "wbxydac"} == dict(w=6, b=3, x=15, y=-3, d=3, a=3, c=3)
    assert {name: second[name] for name in ("w1", "b1", "w2", "b2")} == dict(w1=0, b1=0, w2=0, b2=-4)
    assert third["w"] == 4
    assert last["a"] == 11
    assert len(explorers[0].graph.nodes) == 12  # a - y and d**2 / 2 are each two operations and a constant


def test_a_mistake_of_the_learner_is_on_the_graph():
    mistaken = run_lesson(RIGHT)[1]["Value"]
    mistaken.relu = lambda self: mistaken(self.value * (self.value > 0), (self,), (1,))
    graph = trace_with(mistaken, network, w1=2, b1=-8, w2=3, b2=1)
    assert graph.backward()["w1"] == -12
    assert not check_gradients(graph)


def test_the_finished_engine_moves_across_the_kink():
    graph = trace_with(finished_lesson()[1]["Value"], network, w1=2, b1=-8, w2=3, b2=1)
    assert graph.backward(b1=0)["w1"] == 6
    assert graph.guards == ()


def test_cells_can_be_run_again_in_any_order_after_the_first():
    own = [source for source in cells(RIGHT) if source.lstrip().startswith("def ") and "Value." in source]
    for order in (own[::-1], own[1:] + own[:1]):
        space = {}
        exec(RIGHT["node"], space)
        for source in order:
            exec(source, space)
        assert check_all(space["Value"])


def test_the_engine_is_about_sixty_lines():
    given = next(source for source in CODE if source.startswith("Value.__radd__"))
    documented = sum(source.count('"""') for source in CODE) // 2
    lines = [line for source in (*RIGHT.values(), given) for line in source.splitlines() if line.strip()]
    assert 50 <= len(lines) + documented <= 65

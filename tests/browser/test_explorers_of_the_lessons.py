"""Every explorer of every lesson, in JupyterLab: moved, stepped, nudged, and held against plain Python."""

import re

import pytest
from explorer_page import DerivativeShown, GraphShown
from lesson_source import LESSONS, named_lines, nudged, places
from playwright.sync_api import expect

from autodiff_core import grad, trace
from autodiff_core.numbers import format_number
from autodiff_core.wording import fill

PLACES = [place for lesson in LESSONS for place in places(lesson)]


def at_places(*kinds):
    return pytest.mark.parametrize("place", [each for each in PLACES if each.kind in kinds], ids=str)


graphs, derivatives = at_places("graph"), at_places("derivative")
each_explorer = at_places("graph", "derivative")
# Dragging and playing are the same lines for every graph, and the slowest: the smallest and the largest do.
ALL_GRAPHS = [each for each in PLACES if each.kind == "graph"]
BY_SIZE = sorted(ALL_GRAPHS, key=lambda each: len(trace(each.function, **each.start).edges))
two_graphs = pytest.mark.parametrize("place", [BY_SIZE[0], BY_SIZE[-1]], ids=str)
FORWARD, BACK = "One step forward", "One step back"
FIRST, LAST = "First: clear the board", "Last: the whole picture"


@pytest.fixture
def shown(lab, place):
    kind = {"graph": GraphShown, "derivative": DerivativeShown}[place.kind]
    found = kind(lab.page.locator(".adc").nth(place.number), place.where)
    if place.kind == "graph":
        found.reset()
    else:
        start_again(found, place)
    return found


def start_again(shown, place):
    shown.control("radio", "forward").check()
    shown.type(argument(place), next(iter(place.start.values())))
    shown.type("epsilon ε", place.options.get("epsilon", 0.001))


def argument(place):
    return next(iter(place.start))


def number(text):
    return float(text.strip("()").replace("infinity", "inf"))


# -- a graph: moving


def check_numbers(shown, place, control):
    """Everything in the picture, for the inputs that stand in the fields."""
    state = shown.read()
    inputs = {each["name"]: float(each["field"]) for each in state["inputs"]}
    for each in state["inputs"]:
        resting = min(max(inputs[each["name"]], float(each["min"])), float(each["max"]))
        half = float(each["step"]) / 2
        shown.expect_near(f"{control}: slider {each['name']}", each["slider"], resting, 0, half + 1e-9)
        shown.expect(
            f"{control}: spoken {each['name']}", each["spoken"], format_number(inputs[each["name"]])
        )
    shown.expect(f"{control}: fields", set(inputs), set(place.start))
    graph, nodes = trace(place.function, **inputs), {each["name"]: each for each in state["nodes"]}
    J = graph.output.name
    for kind, right in [("value", graph.forward()), ("gradient", graph.backward())]:
        printed = {name: format_number(each) for name, each in right.items()}
        shown.expect(f"{control}: {kind}", {name: node[kind] for name, node in nodes.items()}, printed)
    # Without the engine: the lines as Python computes them, the slopes as differences of the output.
    for name, right in named_lines(place.function, inputs).items():
        shown.expect_near(f"{control}: value of {name}", nodes[name]["value"], right)
    for name, node in nodes.items():
        by_difference = nudged(place.function, inputs, name, 1e-5)
        if not by_difference.kink:
            small = 1e-7 * max(1, abs(by_difference.before))
            what = f"{control}: gradient of {name} against a difference"
            shown.expect_near(what, node["gradient"], by_difference.central, 1e-5, small)
        shown.expect(f"{control}: labels of {name}", node["labels"], ["value", f"d{J}/d{name}"])
    # Chain rule, with the page's own numbers: a gradient is the sum of upstream times local, over all edges.
    sums = dict.fromkeys(nodes, 0.0) | {J: 1.0}
    for edge in state["edges"]:
        node, parent = re.fullmatch(r"d(\w+)/d(\w+)", edge["name"]).groups()
        sums[parent] += number(nodes[node]["gradient"]) * number(edge["local"].removeprefix("= "))
    for name, total in sums.items():
        shown.expect_near(
            f"{control}: sum of edges into {name}", nodes[name]["gradient"], total, 1e-4, 1e-4
        )
    return inputs


@graphs
def test_each_slider_and_each_field_moves_the_numbers(shown, place):
    assert check_numbers(shown, place, "at first") == place.start, shown.where
    for position, each in enumerate(shown.read()["inputs"]):
        name, before = each["name"], float(each["field"])
        keys = [("ArrowRight", before + float(each["step"])), ("Home", float(each["min"]))]
        numbers = [-0.75, 137.5, before + 0.25]
        if position:  # what the first one is asked holds for all: they are made by the same lines
            keys, numbers = keys[:1], numbers[-1:]
        for key, right in keys:
            shown.key("slider", name, key)
            inputs = check_numbers(shown, place, f"slider {name}, {key}")
            shown.expect_near(f"slider {name}, {key}", inputs[name], right)
        for typed in numbers:
            shown.type(name, typed)
            inputs = check_numbers(shown, place, f"field {name}, typing {typed}")
            shown.expect(f"field {name}", inputs[name], typed)
    shown.control("spinbutton", name).press("ArrowUp")
    inputs = check_numbers(shown, place, f"field {name}, ArrowUp")
    shown.expect_near(f"field {name}, ArrowUp", inputs[name], typed + float(each["step"]))


@two_graphs
def test_100_fast_drags_end_on_the_right_numbers(shown, place):
    name = next(iter(place.start))
    shown.drag(name, 100)
    inputs = check_numbers(shown, place, f"slider {name}, dragged")
    assert inputs[name] != place.start[name], f"{shown.where}, slider {name} did not move"


@graphs
def test_each_number_stands_in_its_own_place(shown):
    wrong = shown.root.evaluate(
        """(root) => [...root.querySelectorAll(".ad-node")].flatMap((node) => {
            const box = (kind) => node.querySelector(kind).getBoundingClientRect();
            const within = (a, b) => a.left >= b.left - 1 && a.right <= b.right + 1
              && a.top >= b.top - 1 && a.bottom <= b.bottom + 1;
            const [value, gradient] = [box(".ad-value-box"), box(".ad-gradient-box")];
            const right = within(box(".ad-value"), value) && within(box(".ad-gradient"), gradient)
              && within(gradient, box(".ad-card")) && value.bottom <= gradient.top;
            return right ? [] : [node.querySelector(".ad-name").textContent];
        })"""
    )
    shown.expect("cards whose numbers stand elsewhere", wrong, [])


# -- a graph: stepping


def board(state):
    """What a step changes: numbers, marks and sentences."""
    numbers = [(each["name"], each["value"], each["gradient"]) for each in state["nodes"]]
    edges = [(each["name"], each["local"], each["back"]) for each in state["edges"]]
    return numbers, edges, state["story"], state["step"], state["where"]


@graphs
def test_stepping_fills_in_values_and_sends_gradients_back(shown, place):
    whole = shown.read()
    gradients = {each["name"]: each["gradient"] for each in whole["nodes"]}
    values = {each["name"]: each["value"] for each in whole["nodes"]}
    edges = whole["edges"]
    graph = trace(place.function, **place.start)
    slots, sentences = graph.slots(), graph.steps()
    lines = [name for name in values if name not in place.start]
    last = len(lines) + 1 + len(edges)

    shown.step(FIRST, 0)
    boards, tally = [board(shown.read())], dict.fromkeys(values, 0.0)
    seen = {name: value if name in place.start else "" for name, value in values.items()}
    for step in range(1, last + 1):
        control = f"step {step} of {last}"
        shown.step(FORWARD, step)
        state = shown.read()
        story = state["story"]
        boards.append(board(state))
        if step <= len(lines):
            name = lines[step - 1]
            seen[name] = values[name]
            shown.expect(f"{control}: the words", f"compute {name}" in story[0], True)
            shown.expect(f"{control}: the result", story[1].split(" = ")[-1], values[name])
        elif step == len(lines) + 1:
            tally[lines[-1]] = 1.0
        else:
            (edge,) = [edge for edge, each in zip(edges, state["edges"]) if each["back"]]
            node, parent = re.fullmatch(r"d(\w+)/d(\w+)", edge["name"]).groups()
            product = re.search(r" = (\S+) × (\S+) = (\S+)$", story[1])
            upstream, local, contribution = map(number, product.groups())
            shown.expect(f"{control}: upstream gradient", product[1], gradients[node])
            shown.expect(f"{control}: local derivative", f"= {product[2].strip('()')}", edge["local"])
            shown.expect_near(f"{control}: the product", contribution, upstream * local, 1e-4, 1e-5)
            total = re.fullmatch(r"before (\S+) \+ (\S+) = after (\S+)", story[2])
            before, plus, after = map(number, total.groups())
            shown.expect_near(f"{control}: before", before, tally[parent])
            shown.expect(f"{control}: what is added", plus, contribution)
            shown.expect_near(f"{control}: after", after, before + plus, 1e-4, 1e-5)
            tally[parent] = after
        right = [fill(text, slots) for text in (sentences[step - 1].words, sentences[step - 1].symbols)]
        shown.expect(f"{control}: sentences", story[:2], right)
        shown.expect(f"{control}: values", {each["name"]: each["value"] for each in state["nodes"]}, seen)
        for each in state["nodes"]:
            total = tally[each["name"]]
            if each["gradient"]:
                shown.expect_near(f"{control}: gradient of {each['name']}", each["gradient"], total)
            else:
                shown.expect(f"{control}: gradient of {each['name']}, not yet reached", total, 0.0)
        pass_ = "forward" if step <= len(lines) else "backward"
        shown.expect(f"{control}: the place", state["where"], f"Step {step} of {last}: {pass_} pass")
    found = {each["name"]: each["gradient"] for each in state["nodes"]}
    shown.expect("after the last step: gradients", found, gradients)

    def at(control, step):
        shown.at_step(control, step)
        shown.expect(control, board(shown.read()), boards[step])

    shown.control("button", BACK).click()
    at(f"button {BACK}", last - 1)
    keys = ["ArrowLeft", "ArrowRight", "Home", "ArrowRight", "End"]
    for key, step in zip(keys, [last - 2, last - 1, 0, 1, last]):
        shown.picture.press(key)
        at(f"picture, key {key}", step)
    for key, step in [("ArrowLeft", last - 1), ("Home", 0), ("ArrowRight", 1)]:
        shown.scrubber.press(key)
        at(f"scrubber, key {key}", step)
    shown.scrubber.fill(str(last // 2))
    at("scrubber, dragged", last // 2)
    shown.control("button", LAST).click()
    at(f"button {LAST}", last)


# Pauses in the moment in which the first step is done: a hand, or a test, may come later on a busy machine.
PAUSE_AT_STEP_1 = """(where) => {
  const watch = new MutationObserver(() => {
    if (!where.textContent.startsWith("Step 1 of")) return;
    watch.disconnect();
    const buttons = [...where.closest(".ad-stepper").querySelectorAll("button")];
    buttons.find((each) => each.textContent.includes("Pause")).click();
  });
  watch.observe(where, { childList: true, characterData: true, subtree: true });
}"""


@two_graphs
def test_play_walks_and_pause_stops(shown):
    last = shown.read()["step"]
    shown.root.get_by_label("Speed").select_option("very fast")
    shown.root.locator(".ad-where").evaluate(PAUSE_AT_STEP_1)
    shown.control("button", "Play").click()
    shown.at_step("Play from the end begins again, and Pause stops", 1)
    shown.control("button", "Play").wait_for()
    # Longer than any step takes at this speed: nothing to wait for, since nothing may happen.
    shown.page.wait_for_timeout(700)
    shown.expect("button Pause", shown.read()["step"], 1)
    shown.step(LAST, last)
    shown.step(BACK, last - 1)
    shown.control("button", "Play").click()
    shown.at_step("Play to the end", last)
    shown.control("button", "Play").wait_for()


# -- a graph: nudging


@graphs
def test_any_node_can_be_nudged_and_the_quotients_are_right(shown, place):
    whole = shown.read()
    numbers = {each["name"]: each for each in whole["nodes"]}
    (J,) = [name for name, each in numbers.items() if each["labels"][1] == f"d{name}/d{name}"]
    shown.root.get_by_label("Nudge a node").check()
    for name, each in numbers.items():
        shown.control("combobox", "Node").select_option(label=name)
        shown.type("epsilon", 0.001)
        check_nudge(shown, place, J, name, 0.001, each)
    shown.key("slider", "epsilon", "ArrowLeft")
    check_nudge(shown, place, J, name, 1e-4, each)
    first = next(iter(numbers))
    shown.root.locator(".ad-node").first.click()
    check_nudge(shown, place, J, first, 1e-4, numbers[first])
    shown.root.get_by_label("Nudge a node").uncheck()
    shown.expect("without a nudge", board(shown.read())[0], board(whole)[0])


def check_nudge(shown, place, J, name, epsilon, at_rest):
    control = f"nudge of {name} by {epsilon}"
    right, state = nudged(place.function, place.start, name, epsilon), shown.read()
    gradient, forward, central = state["nudge"]
    noise = 1e-15 * max(1, abs(right.before)) / epsilon
    labelled = ["backward pass", at_rest["labels"][1], at_rest["gradient"]]
    shown.expect(f"{control}: row gradient", gradient[:3], labelled)
    for row, quotient in [(forward, right.forward), (central, right.central)]:
        shown.expect_near(f"{control}: {row[0]}", row[2], quotient, 1e-8, 2 * noise)
        apart = abs(quotient - number(gradient[2])) / max(abs(quotient), abs(number(gradient[2])), 1e-5)
        if apart > 1e-6:
            shown.expect_near(f"{control}: relative error of {row[0]}", row[3], apart, 0.06)
    node = next(each for each in state["nodes"] if each["name"] == name)
    output = next(each for each in state["nodes"] if each["name"] == J)
    beside, quotient = node["gradient"].split(" | ")
    shown.expect(f"{control}: the gradient stays", beside, at_rest["gradient"])
    shown.expect_near(f"{control}: the quotient beside it", quotient, right.forward, 1e-5, 2 * noise)
    shown.expect(f"{control}: its label", node["labels"][1], f"{at_rest['labels'][1]} | Δ{J}/ε")
    if right.after != right.before:
        before, after = map(number, output["value"].split(" → "))
        shown.expect_near(f"{control}: change of {J}", after - before, right.after - right.before, 0.01, 2e-6)
    shown.expect(f"{control}: a kink is said", "A kink is crossed" in state["nudgeWords"], right.kink)


# -- a derivative


def check_derivative(shown, place, control):
    state = shown.read()
    w, epsilon = float(state["w"]["field"]), float(state["epsilon"]["field"])
    rest = {name: each for name, each in place.start.items() if name != argument(place)}

    def J(at):
        return float(place.function(at, **rest))

    rounding = 4e-16 * max(1.0, abs(J(w)), abs(J(w + epsilon)))
    for side, low, step in [("forward", w, epsilon), ("central", w - epsilon, 2 * epsilon)]:
        change, found = J(w + epsilon) - J(low), state[side]
        slope = change / step
        right = {"to": J(w + epsilon), "from": J(low), "change": change, "step": step, "slope": slope}
        right["error"] = abs(slope - grad(place.function)(w))
        for row, each in right.items():
            relative, noise = (1e-5, 1e-5) if row == "error" else (1e-9, 0)
            noise = max(noise, 0) * 1e-10 + (rounding / step if row in ("slope", "error") else rounding)
            shown.expect_near(f"{control}: {side} {row}", found[row], each, relative, noise)
    kink_free = not nudged(place.function, {**rest, argument(place): w}, argument(place), 1e-5).kink
    if kink_free:
        by_difference = (J(w + 1e-5) - J(w - 1e-5)) / 2e-5
        shown.expect_near(f"{control}: derivative", state["derivative"], by_difference, 1e-6, 1e-8)
    shown.expect(f"{control}: derivative", state["derivative"], format_number(grad(place.function)(w), 10))
    shown.expect(f"{control}: spoken", state["w"]["spoken"], format_number(w))
    return state


@derivatives
def test_slider_field_and_difference_move_curve_table_and_words(shown, place):
    w = argument(place)
    before = check_derivative(shown, place, "at first")
    for key in ("ArrowRight", "Home"):
        shown.key("slider", w, key)
        now = check_derivative(shown, place, f"slider {w}, {key}")
        for what in ("point", "words"):
            assert now[what] != before[what], f"{shown.where}, slider {w}, {key}: the same {what}"
        before = now
    for typed in (2.25, 0.4):
        shown.type(w, typed)
        now = check_derivative(shown, place, f"field {w}, typing {typed}")
        assert now["words"].startswith(f"{w} goes from {typed} to"), f"{shown.where}: {now['words']}"
    shown.control("radio", "forward").press("ArrowRight")
    now = check_derivative(shown, place, "difference, ArrowRight")
    shown.expect("difference central", shown.control("radio", "central").is_checked(), True)
    assert now["words"].startswith(f"From {w} - ε to {w} + ε"), f"{shown.where}: {now['words']}"
    shown.drag(w, 100)
    check_derivative(shown, place, f"slider {w}, dragged")


@derivatives
def test_epsilon_goes_down_to_the_wall_and_the_wall_is_said_in_words(shown, place):
    shown.type(argument(place), 3)
    shown.type("epsilon ε", 0.01)
    keys = ["End", "ArrowLeft", "ArrowRight", "Home", "ArrowRight"]
    for key, epsilon in zip(keys, [1, 0.1, 1, 1e-16, 1e-15]):
        shown.key("slider", "epsilon ε", key)
        state = check_derivative(shown, place, f"slider epsilon, {key}")
        shown.expect(f"slider epsilon, {key}", float(state["epsilon"]["field"]), epsilon)
    shown.key("slider", "epsilon ε", "ArrowLeft")
    state = check_derivative(shown, place, "slider epsilon at 1e-16")
    lost = state["forward"]["change"], state["forward"]["slope"]
    shown.expect("slider epsilon at 1e-16: change and slope", lost, ("0", "0"))
    wall = "3 + 1e-16 is stored as 3: the nudge was lost."
    shown.expect("slider epsilon at 1e-16: the words", state["words"][: len(wall)], wall)
    for typed in (0.25, 1e-9):
        shown.type("epsilon ε", typed)
        check_derivative(shown, place, f"field epsilon, typing {typed}")


# -- both: keyboard and screen reader

NAMELESS = re.compile(r"- '?(?:slider|spinbutton|button|combobox|checkbox|radio|img)\b(?! \"[^\"]+\")")
CONTROL = re.compile(r"- '?((?:slider|spinbutton|button|combobox|checkbox|radio) \"[^\"]+\")")

TITLES = """(all) => all.map((picture) => ["title", "desc"].map((kind) =>
  picture.querySelector(`:scope > ${kind}`)?.textContent))"""


@each_explorer
def test_every_control_has_a_name_of_its_own_and_every_picture_a_title_and_words(shown):
    if shown.root.get_by_label("Nudge a node").count():
        shown.root.get_by_label("Nudge a node").check()
    tree = shown.root.aria_snapshot()
    shown.expect("controls without a name", [line for line in tree.splitlines() if NAMELESS.search(line)], [])
    names = CONTROL.findall(tree)
    shown.expect("controls of the same name", sorted({each for each in names if names.count(each) > 1}), [])
    for title, description in shown.root.locator("svg[role=img]").evaluate_all(TITLES):
        assert title and description and len(description) > len(title), f"{shown.where}: picture {title!r}"


@each_explorer
def test_tab_reaches_every_control_in_order_and_leaves(shown):
    order = shown.tab_through()
    shown.expect("controls reached by Tab", order, [*range(len(order) - 1), -1])


@each_explorer
def test_what_happens_is_told_to_a_screen_reader(shown, place):
    if place.kind == "graph":
        shown.step(FIRST, 0)
        region, move = shown.root.locator(".ad-story"), lambda: shown.step(FORWARD, 1)
    else:
        region = shown.root.locator(".adc-live")
        move = lambda: shown.key("slider", argument(place), "ArrowRight")  # noqa: E731
    before = region.text_content()
    move()
    assert region.text_content() != before, f"{shown.where}: the live region did not change"
    expect(region, f"{shown.where}: it is not spoken").to_have_attribute("aria-live", "polite")

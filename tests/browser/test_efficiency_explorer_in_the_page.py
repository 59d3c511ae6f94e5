"""EfficiencyExplorer in a real browser without a kernel: it counts as Python does, every control works."""

import re

import pytest
from plain_page import control

from autodiff_core.counting import METHODS, compare, paths
from autodiff_core.explorers import EfficiencyExplorer
from autodiff_core.families import doubling, row
from autodiff_core.numbers import format_number

SIZES = [(3, 1), (3, 2), (7, 4), (12, 11), (40, 1), (100, 20), (200, 60), (200, 199)]
NAMES = list(METHODS)


def words(view):
    return view.page.get_by_role("status").last.inner_text()


def walk_words(view):
    return view.page.locator(".adc-eff-walk").get_by_role("status").inner_text()


def counts(view):
    """The table of counts as it stands in the page."""
    rows = view.page.locator(".adc-eff-counts tbody tr")
    return [rows.nth(i).locator("th, td").all_inner_texts() for i in range(rows.count())]


def as_text(table):
    """A table of Python in the texts of the page."""

    def cell(each):
        return each if isinstance(each, str) else format_number(each, 16)

    return [[cell(each) for each in line] for line in table.rows]


# The page counts what Python counts


@pytest.mark.parametrize("n, p", SIZES)
def test_the_counts_of_the_page_are_those_of_python_for_rows(mount, n, p):
    assert counts(mount(EfficiencyExplorer(n=n, p=p))) == as_text(compare(row(n, p)))


@pytest.mark.parametrize("k", [1, 2, 5, 10, 15])
def test_the_counts_of_the_page_are_those_of_python_for_doublings(mount, k):
    shown, right = counts(mount(EfficiencyExplorer(family="doubling", k=k))), as_text(compare(doubling(k)))
    assert [line[:5] for line in shown] == [line[:5] for line in right]
    assert [float(line[5]) for line in shown] == pytest.approx([float(line[5]) for line in right])


@pytest.mark.parametrize("k", [16, 20, 30])
def test_paths_that_are_not_walked_are_counted_all_the_same(mount, k):
    view = mount(EfficiencyExplorer(family="doubling", k=k))
    assert counts(view)[2] == ["one path at a time", "", "", f"not run: {2**k} paths", "", ""]
    assert f"{paths(doubling(k))[0]} paths lead from the end back to x, through {k + 1} nodes." in words(view)
    assert counts(view)[3][1:4] == [str(k), str(2 * k), str(3 * k)]


def test_gradients_and_numbers_left_over_are_those_of_python(mount):
    """Backpropagation in the page against Python's, which tests compare with central differences."""
    view = mount(EfficiencyExplorer(n=5, p=3))
    module, settings = EfficiencyExplorer._esm, EfficiencyExplorer().settings
    found = view.page.evaluate(
        """async ([source, settings]) => {
            const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
            const { METHODS, rowGraph } = await import(url);
            const graphs = [[5, 3], [9, 8], [50, 7]].map(([n, p]) => rowGraph(n, p, settings));
            return graphs.map((graph) => METHODS.map(({ run }) => run(graph, settings)));
        }""",
        [f"{module}\nexport {{ METHODS, rowGraph }};", settings],
    )
    for (n, p), shown in zip([(5, 3), (9, 8), (50, 7)], found):
        right = [run(row(n, p)) for run in METHODS.values()]
        gradients = [list(each.gradients.values()) for each in right]
        assert [each["gradients"] for each in shown] == [pytest.approx(each, rel=1e-9) for each in gradients]
        assert [each["held"] for each in shown] == [each.held for each in right]


def test_a_mark_of_the_picture_stands_where_its_count_says(mount):
    view = mount(EfficiencyExplorer(n=100, p=20))
    marks = view.page.locator(".adc-eff-axes .adc-eff-chosen")
    places = [re.findall(r"[\d.]+", each) for each in marks.evaluate_all(TRANSFORMS)]
    ticks = view.page.evaluate(TICKS)
    steps = [line[3] for line in compare(row(100, 20)).rows]
    decade = ticks["100"] - ticks["1000"]
    read = [100 * 10 ** ((ticks["100"] - float(y)) / decade) for _, y in places]
    assert read == pytest.approx(steps, rel=0.02)
    assert len({x for x, _ in places}) == 1


TRANSFORMS = "(all) => all.map((each) => each.getAttribute('transform'))"
TICKS = """() => {
  const inner = document.querySelector(".adc-eff-axes svg");
  const texts = [...document.querySelectorAll(".adc-eff-axes .adc-grid text[text-anchor='end']")];
  const top = inner.getAttribute("y");
  return Object.fromEntries(texts.map((each) => [each.textContent, each.getAttribute("y") - top]));
}"""


# Every control


def test_the_words_say_what_the_sizes_cost(mount):
    view = mount(EfficiencyExplorer())
    assert words(view) == (
        "n = 100, p = 20. All 20 gradients take 2100 steps by nudging and 219 by backpropagation: a factor "
        "of 9.6. A nudge of 0.001 is off by up to 0.0066; the other methods are exact."
    )
    view.set(p=1)
    assert "The one gradient takes 200 steps by nudging and 200 by backpropagation: just as" in words(view)


def test_arrow_keys_move_slider_field_table_and_words(mount):
    view = mount(EfficiencyExplorer())
    control(view, "slider", "p").press("ArrowRight")
    assert view.get("p") == 21
    assert control(view, "spinbutton", "p").input_value() == "21"
    assert counts(view)[0][3] == "2200"
    control(view, "slider", "n").press("ArrowRight")
    assert (view.get("n"), counts(view)[0][3]) == (101, str(101 * 22))
    assert words(view).startswith("n = 101, p = 21.")


def test_the_families_are_chosen_with_the_mouse_or_the_keyboard(mount):
    view = mount(EfficiencyExplorer(k=4))
    control(view, "radio", "x = x + x, k times").check()
    assert view.get("family") == "doubling"
    assert (control(view, "slider", "k").is_visible(), control(view, "slider", "n").is_visible()) == (
        True,
        False,
    )
    control(view, "slider", "k").press("End")
    assert (view.get("k"), "1073741824 paths" in words(view)) == (30, True)
    control(view, "radio", "x = x + x, k times").press("ArrowLeft")
    assert view.get("family") == "row"
    assert control(view, "slider", "k").is_visible() is False


def test_with_fewer_nodes_there_is_room_for_fewer_parameters(mount):
    view = mount(EfficiencyExplorer(n=100, p=50))
    control(view, "spinbutton", "n").fill("10")
    assert (view.get("n"), view.get("p")) == (10, 9)
    slider = control(view, "slider", "p")
    assert [slider.get_attribute("max"), slider.input_value()] == ["9", "9"]
    assert control(view, "spinbutton", "p").input_value() == "9"
    view.page.wait_for_function("window.messages.length > 0")
    assert view.messages() == [{"n": 10, "p": 9}]


@pytest.mark.parametrize(
    ("name", "typed", "sentence"),
    [
        ("n", "2.5", "n goes from 3 to 200: n stays 100."),
        ("n", "50.5", "n is a whole number: n stays 100."),
        ("n", "1000", "n goes from 3 to 200: n stays 100."),
        ("p", "100", "p goes from 1 to 99: p stays 20."),
        ("p", "", "Type a number: until then p stays 20."),
    ],
)
def test_bad_text_in_a_field_gets_one_sentence_and_the_last_good_value_stays(mount, name, typed, sentence):
    view = mount(EfficiencyExplorer())
    field = control(view, "spinbutton", name)
    field.fill(typed)
    problem = view.page.locator(f"#{field.get_attribute('aria-describedby')}")
    assert (problem.inner_text(), view.get(name)) == (sentence, {"n": 100, "p": 20}[name])
    field.press("Tab")
    assert field.input_value() == str(view.get(name))


def test_a_value_set_in_python_moves_the_controls(mount):
    view = mount(EfficiencyExplorer())
    view.set(n=150, p=30)
    assert control(view, "slider", "n").input_value() == "150"
    assert control(view, "spinbutton", "p").input_value() == "30"
    assert counts(view) == as_text(compare(row(150, 30)))
    view.set(family="doubling", k=5)
    assert control(view, "radio", "x = x + x, k times").is_checked()
    assert counts(view)[2][2] == str(5 * 2**5)


# Walk through it


def walk(view, method):
    view.page.get_by_text("Walk through it, step by step").click()
    control(view, "combobox", "Method").select_option(method)


def tallies(view):
    """The small numbers at nodes and edges: how often each was touched."""
    return [int(text) for text in view.page.locator(".adc-eff-tally").all_text_contents() if text]


@pytest.mark.parametrize("method", NAMES)
def test_a_walk_touches_as_much_as_was_counted(mount, method):
    view = mount(EfficiencyExplorer(n=7, p=4))
    walk(view, method)
    count = METHODS[method](row(7, 4))
    control(view, "button", "Last: the whole picture").click()
    assert f"So far {count.nodes} evaluated, {count.edges} passed." in walk_words(view)
    assert sum(tallies(view)) == count.steps


def test_backpropagation_touches_everything_once_and_paths_begin_anew(mount):
    view = mount(EfficiencyExplorer(n=7, p=4))
    walk(view, "backpropagation")
    control(view, "button", "Last: the whole picture").click()
    assert tallies(view) == [1] * 17
    control(view, "combobox", "Method").select_option("one path at a time")
    control(view, "button", "Last: the whole picture").click()
    assert max(tallies(view)) == 4


def test_a_walk_goes_by_keyboard_and_says_every_step(mount):
    view = mount(EfficiencyExplorer(n=3, p=2))
    view.page.get_by_text("Walk through it").press("Enter")
    view.page.locator(".ad-stepper").wait_for()
    assert walk_words(view) == "Nothing is done yet. Go forward, or press Play."
    slider = view.page.locator(".ad-scrub input")
    said = []
    for _ in range(7):
        slider.press("ArrowRight")
        said.append(walk_words(view).split(". So far")[0])
    assert said == [
        "Forward pass: node 1 is evaluated",
        "Forward pass: node 2 is evaluated",
        "Forward pass: node 3 is evaluated",
        "Backward pass: the edge from node 3 to node 2 is passed",
        "Backward pass: the edge from node 2 to node 1 is passed",
        "Backward pass: the edge from node 2 to b1 is passed",
        "Backward pass: the edge from node 1 to w1 is passed",
    ]
    slider.press("Home")
    assert tallies(view) == []


def test_a_walk_plays_step_by_step_also_with_reduced_motion(mount):
    view = mount(EfficiencyExplorer(n=3, p=1))
    view.page.emulate_media(reduced_motion="reduce")
    walk(view, "nudging")
    view.page.get_by_label("Speed").select_option("very fast")
    control(view, "button", "Play").click()
    view.page.wait_for_function(
        "document.querySelector('.adc-eff-walk [role=status]').textContent.includes('So far 6 evaluated')"
    )
    moving = "(all) => all.filter((each) => getComputedStyle(each).transitionDuration !== '0s').length"
    assert view.page.locator(".adc-eff-graph *").evaluate_all(moving) == 0


def test_a_graph_that_is_too_large_to_walk_says_so_and_a_smaller_one_begins_anew(mount):
    view = mount(EfficiencyExplorer())
    walk(view, "nudging")
    assert walk_words(view) == "To walk through it, choose a graph of at most 10 nodes."
    assert view.page.locator(".ad-stepper").count() == 0
    view.set(n=5)
    assert walk_words(view).startswith("Nothing is done yet.")
    view.set(family="doubling", k=8)
    control(view, "combobox", "Method").select_option("one path at a time")
    assert walk_words(view) == "That is more than anyone would walk: choose a smaller graph."


# For everyone


def test_every_control_and_picture_has_a_name_and_no_id_is_used_twice(mount):
    view = mount(EfficiencyExplorer(n=7, p=4))
    for role, names in {"slider": ["n", "p"], "spinbutton": ["n", "p"]}.items():
        for name in names:
            assert control(view, role, name).count() == 1
    titles = [each.text_content() for each in view.page.locator("svg[role=img] > title").all()]
    assert titles == [
        "7 nodes in a row, 4 of them with a parameter of its own; the last one is the cost J.",
        "Steps, counted",
    ]
    ids = view.page.locator("[id]").evaluate_all("(all) => all.map((each) => each.id)")
    assert len(ids) == len(set(ids))


def test_lines_differ_by_mark_and_dash_not_by_colour_alone(mount):
    view = mount(EfficiencyExplorer())
    signs = view.page.locator(".adc-eff-counts .adc-eff-sign")
    looks = signs.evaluate_all(
        """(all) => all.map((sign) => [getComputedStyle(sign.querySelector("line")).strokeDasharray,
                                       sign.querySelector("path").getAttribute("d")])"""
    )
    assert len({dash for dash, _ in looks}) == len({mark for _, mark in looks}) == 4


@pytest.mark.parametrize("width", [380, 700, 1000, 1900])
@pytest.mark.parametrize("sizes", [{"n": 200, "p": 199}, {"family": "doubling", "k": 30}])
def test_nothing_sticks_out_of_the_page(plain_page, width, sizes):
    plain_page.page.set_viewport_size({"width": width, "height": 900})
    view = plain_page.mount(EfficiencyExplorer(**sizes))
    for each in view.page.locator("summary").all():
        each.click()
    view.two_frames()
    assert view.page.evaluate("document.documentElement.scrollWidth") <= width


def test_after_many_fast_moves_the_picture_is_final_and_the_kernel_hears_few_messages(mount):
    view = mount(EfficiencyExplorer())
    shown = control(view, "slider", "p").evaluate(
        """(slider) => {
            for (let p = 1; p <= 60; p += 1) {
              slider.value = p;
              slider.dispatchEvent(new Event("input", { bubbles: true }));
            }
            return document.querySelector(".adc-eff-counts tbody td:nth-child(4)").textContent;
        }"""
    )
    assert shown == "6100"
    view.page.wait_for_function("window.messages.at(-1)?.p === 60")
    assert len(view.messages()) <= 3


def test_unmounting_leaves_nothing_behind(mount):
    view = mount(EfficiencyExplorer())
    view.page.evaluate("window.unmount()")
    before = words(view)
    view.set(p=50)
    assert words(view) == before

"""DerivativeExplorer in a real browser without a kernel: what a learner does, sees and hears."""

from itertools import product

import numpy as np
import pytest
from plain_page import control

from autodiff_core.explorers import DerivativeExplorer
from autodiff_core.numbers import format_number


def words(view):
    return view.page.get_by_role("status").inner_text()


def column(view, head):
    """The numbers of one column of the table, from top to bottom."""
    place = ["forward", "central"].index(head) + 2
    return view.page.locator(f".adc-readout tbody tr :nth-child({place})").all_inner_texts()


def derivative(view):
    return view.page.locator(".adc-pill").inner_text()


def test_the_example_of_the_source_document_is_in_sight(mount):
    view = mount(DerivativeExplorer())
    assert column(view, "forward") == ["9.006001", "9", "0.006001", "0.001", "6.001", "0.001"]
    assert column(view, "central")[:5] == ["9.006001", "8.994001", "0.012", "0.002", "6"]
    assert derivative(view) == "6"
    assert words(view) == (
        "w goes from 3 to 3.001, J from 9 to 9.006001. The change 0.006001 is 6.001 times the nudge. "
        "The derivative is 6."
    )


def test_the_page_and_python_say_the_same_numbers(mount):
    explorer = DerivativeExplorer(w=2.3)
    view = mount(explorer)
    for function, epsilon in product(["w**2", "w**3", "1 / w"], [1, 0.1, 1e-3, 1e-8, 1e-12, 1e-15, 1e-16]):
        explorer.function, explorer.epsilon = function, epsilon
        view.set(function=function, epsilon=epsilon)
        assert column(view, "forward")[4] == format_number(explorer.forward_difference, 10)
        assert column(view, "central")[4] == format_number(explorer.central_difference, 10)
        assert derivative(view) == format_number(explorer.derivative, 10)


def test_a_function_of_the_learner_runs_in_the_page(mount):
    explorer = DerivativeExplorer(lambda w: np.exp(-w * w) * np.tanh(w) + w / 3, w=0.5)
    assert derivative(mount(explorer)) == format_number(explorer.derivative, 10)


def test_arrow_keys_move_slider_field_picture_and_words(mount):
    view = mount(DerivativeExplorer())
    control(view, "slider", "w").press("ArrowRight")
    assert view.get("w") == 3.1
    assert control(view, "spinbutton", "w").input_value() == "3.1"
    assert derivative(view) == "6.2"
    assert words(view).startswith("w goes from 3.1 to 3.101, J from 9.61 to 9.616201.")


def test_one_step_of_epsilon_is_a_factor_of_ten_and_is_spoken_as_a_number(mount):
    view = mount(DerivativeExplorer())
    slider = control(view, "slider", "epsilon ε")
    assert slider.get_attribute("aria-valuetext") == "0.001"
    slider.press("ArrowLeft")
    assert (view.get("epsilon"), slider.get_attribute("aria-valuetext")) == (1e-4, "0.0001")
    slider.press("Home")
    assert (view.get("epsilon"), slider.get_attribute("aria-valuetext")) == (1e-16, "1e-16")
    slider.press("End")
    assert view.get("epsilon") == 1
    control(view, "spinbutton", "epsilon ε").press("ArrowDown")
    assert view.get("epsilon") == 0.1


def test_at_the_wall_the_words_say_why_the_difference_is_0(mount):
    view = mount(DerivativeExplorer(epsilon=1e-16))
    assert words(view).startswith("3 + 1e-16 is stored as 3: the nudge was lost.")
    assert column(view, "forward")[2:] == ["0", "1e-16", "0", "6"]
    view.set(epsilon=1e-15)
    assert "J from 9 to 9.000000000000005." in words(view)
    assert "the change made to w is 8.88178e-16, not 1e-15." in words(view)
    view.set(epsilon=1e-12)
    assert "share their first 12 digits" in words(view)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Type a number: until then epsilon ε stays 0.001."),
        ("e", "That is not a number: epsilon ε stays 0.001."),
        ("2", "epsilon ε goes from 1e-16 to 1: epsilon ε stays 0.001."),
        ("0", "epsilon ε goes from 1e-16 to 1: epsilon ε stays 0.001."),
    ],
)
def test_bad_text_in_a_field_gets_one_sentence_and_the_last_good_value_stays(mount, typed, sentence):
    view = mount(DerivativeExplorer())
    field = control(view, "spinbutton", "epsilon ε")
    field.press("Control+a")
    field.press("Delete")
    field.press_sequentially(typed)
    problem = view.page.locator(f"#{field.get_attribute('aria-describedby')}")
    assert (problem.inner_text(), field.get_attribute("aria-invalid")) == (sentence, "true")
    assert view.get("epsilon") == 0.001
    field.press("Tab")
    assert field.input_value() == "0.001"
    field.fill("0.5")
    assert (problem.inner_text(), view.get("epsilon")) == ("", 0.5)


def test_a_number_that_is_being_typed_is_left_alone(mount):
    view = mount(DerivativeExplorer())
    field = control(view, "spinbutton", "w")
    field.fill("2.50")
    assert (field.input_value(), view.get("w")) == ("2.50", 2.5)


def test_a_w_beyond_the_slider_widens_the_picture_and_the_slider(mount):
    view = mount(DerivativeExplorer())
    control(view, "spinbutton", "w").fill("7")
    slider = control(view, "slider", "w")
    assert (slider.get_attribute("min"), slider.get_attribute("max"), slider.input_value()) == (
        "-10",
        "10",
        "7",
    )
    slider.press("ArrowLeft")
    assert view.get("w") == 6.8


def test_a_value_set_in_python_moves_the_controls(mount):
    view = mount(DerivativeExplorer())
    view.set(w=-3, epsilon=0.01, function="w**3", difference="central")
    assert control(view, "slider", "w").input_value() == "-3"
    assert control(view, "spinbutton", "epsilon ε").input_value() == "0.01"
    assert control(view, "combobox", "Function").input_value() == "w**3"
    assert control(view, "radio", "central").is_checked()
    assert derivative(view) == "27"


def test_choosing_with_the_mouse(mount):
    view = mount(DerivativeExplorer())
    control(view, "combobox", "Function").select_option("J = 1 / w")
    control(view, "radio", "central").check()
    assert (view.get("function"), view.get("difference")) == ("1 / w", "central")
    assert words(view).startswith("From w - ε to w + ε, J goes from 0.3334444815 to 0.3332222592.")


def test_after_100_fast_moves_the_picture_is_final_and_the_kernel_hears_few_messages(mount):
    view = mount(DerivativeExplorer(w=0))
    said = view.page.evaluate(
        """() => {
            const slider = document.querySelector("input[type=range]");
            for (let i = 1; i <= 100; i += 1) {
              slider.value = -5 + i / 20;
              slider.dispatchEvent(new Event("input", { bubbles: true }));
            }
            slider.value = 4;
            slider.dispatchEvent(new Event("input", { bubbles: true }));
            return document.querySelector(".adc-pill").textContent;
        }"""
    )
    assert said == "8"
    view.page.wait_for_function("window.messages.length > 0")
    assert view.messages() == [{"w": 4}]


def test_an_echo_of_an_older_value_does_not_undo_what_was_moved_since(mount):
    view = mount(DerivativeExplorer())
    control(view, "slider", "w").evaluate(
        """(slider) => {
            slider.value = 1;
            slider.dispatchEvent(new Event("input", { bubbles: true }));
            window.model.set("w", 3);
        }"""
    )
    assert (view.get("w"), derivative(view)) == (1, "2")


def test_an_echo_of_an_older_value_leaves_what_is_being_typed_alone(mount):
    view = mount(DerivativeExplorer())
    view.page.evaluate("window.setTimeout = () => 1")  # the pause before the kernel is told never ends
    field = control(view, "spinbutton", "epsilon ε")
    field.press("Control+a")
    field.press_sequentially("1e")
    view.set(epsilon=0.25)
    field.press_sequentially("-9")
    assert (field.input_value(), view.get("epsilon")) == ("1e-9", 1e-9)


def test_the_picture_changes_in_the_same_task_as_the_slider(mount):
    view = mount(DerivativeExplorer())
    shown = control(view, "slider", "w").evaluate(
        """(slider) => {
            slider.value = 2;
            slider.dispatchEvent(new Event("input", { bubbles: true }));
            return document.querySelector(".adc-pill").textContent;
        }"""
    )
    assert shown == "4"


def test_no_line_is_drawn_through_a_pole_and_the_gap_is_said(mount):
    view = mount(DerivativeExplorer(lambda w: 1 / w, w=0.5))
    assert view.page.locator(".adc-curve-picture .adc-curve").get_attribute("d").count("M") == 2
    assert "The curve breaks at w = 0." in view.page.locator(".adc-note").all_inner_texts()
    view.set(w=0)
    assert words(view) == "J is infinity at w = 0: nothing can be compared."


def test_where_j_is_not_a_number_nothing_is_drawn_and_the_words_say_so(mount):
    view = mount(DerivativeExplorer(lambda w: np.log(w), w=1))
    notes = view.page.locator(".adc-note").all_inner_texts()
    assert "Nothing is drawn from w = -6 to 0: J is not a number there." in notes
    view.set(w=-1)
    assert words(view) == "J is not a number at w = -1: nothing can be compared."
    assert "NaN" not in view.page.locator(".adc-axes").first.evaluate("(svg) => svg.outerHTML")


def test_a_branch_that_was_not_recorded_is_left_out(mount):
    def steps(w):
        if w > 0:
            J = w * w
        else:
            J = 5 + w * w
        return J

    view = mount(DerivativeExplorer(steps, w=1))
    view.set(w=-1)
    assert "the code takes a branch that was not recorded" in words(view)


def test_a_kink_between_the_two_points_is_flagged(mount):
    view = mount(DerivativeExplorer(lambda w: np.maximum(w, 0), w=-0.5, epsilon=1))
    assert "The nudge crosses a kink" in words(view)
    view.set(w=2)
    assert "kink" not in words(view)


def test_every_control_and_picture_has_a_name_and_no_id_is_used_twice(mount):
    view = mount(DerivativeExplorer())
    roles = ["slider", "spinbutton", "combobox", "radio"]
    names = [name for role in roles for name in view.page.get_by_role(role).evaluate_all(NAMES)]
    assert names == ["w", "epsilon ε", "w", "epsilon ε", "Function", "forward", "central"]
    pictures = view.page.get_by_role("img")
    assert [pictures.nth(i).locator("title").text_content() for i in range(3)] == [
        "The curve",
        "Under the magnifier",
        "The error, for every ε",
    ]
    ids = view.page.locator("[id]").evaluate_all("(all) => all.map((each) => each.id)")
    assert len(ids) == len(set(ids))


NAMES = """(all) => all.map((each) => (each.labels[0] ?? document.getElementById(
  each.getAttribute("aria-labelledby"))).textContent)"""


@pytest.mark.parametrize("width", [380, 700, 1000, 1900])
def test_nothing_sticks_out_of_the_page(plain_page, width):
    plain_page.page.set_viewport_size({"width": width, "height": 900})
    view = plain_page.mount(DerivativeExplorer())
    view.two_frames()
    assert view.page.evaluate("document.documentElement.scrollWidth") <= width


def test_unmounting_leaves_nothing_behind(mount):
    view = mount(DerivativeExplorer())
    view.page.evaluate("window.unmount()")
    before = derivative(view)
    view.set(w=1)
    assert derivative(view) == before

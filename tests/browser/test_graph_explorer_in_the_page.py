"""GraphExplorer in a real browser, in a plain page without a kernel: moving, stepping, nudging, reading."""

import pytest
from graphs import branch, chain, cost, network, odd_names, quotient, square
from plain_page import control, press
from playwright.sync_api import expect

from autodiff_core import relu
from autodiff_core.explorers import GraphExplorer
from autodiff_core.numbers import format_number


@pytest.fixture
def mount(plain_page):
    plain_page.page.emulate_media(reduced_motion="reduce")
    return plain_page.mount


def explorer(**options):
    return GraphExplorer(cost, **{"w": 5, "b": -3, **options})


def texts(view, kind):
    return view.page.locator(f".ad-picture .{kind}").all_text_contents()


def values(view):
    return dict(zip(texts(view, "ad-name"), texts(view, "ad-value")))


def gradients(view):
    return dict(zip(texts(view, "ad-name"), texts(view, "ad-gradient")))


def story(view):
    return [line for line in view.page.locator(".ad-story p").all_text_contents() if line]


def trouble(view):
    return view.page.locator(".ad-trouble").text_content()


def printed(numbers):
    return {name: format_number(number) for name, number in numbers.items()}


# -- moving


def test_the_whole_picture_is_there_at_first(mount):
    view = mount(explorer())
    assert values(view) == {
        "w": "5",
        "b": "-3",
        "x": "2",
        "y": "4",
        "c": "10",
        "a": "7",
        "d": "3",
        "J": "4.5",
    }
    assert gradients(view) == {
        "w": "6",
        "b": "3",
        "x": "15",
        "y": "-3",
        "c": "3",
        "a": "3",
        "d": "3",
        "J": "1",
    }
    assert texts(view, "ad-local") == ["= 2", "= 5", "= 1", "= 1", "= 1", "= -1", "= 3"]
    assert texts(view, "ad-code") == ["c = w * x", "a = c + b", "d = a - y", "J = d**2 / 2"]


@pytest.mark.parametrize("name", ["w", "b", "x", "y"])
def test_every_input_has_a_labelled_slider_and_a_labelled_field(mount, name):
    made = explorer()
    view = mount(made)
    control(view, "slider", name).press("ArrowRight")
    setattr(made, name, getattr(made, name) + 0.1)
    assert view.get(name) == pytest.approx(getattr(made, name))
    assert values(view) == printed(made.values) and gradients(view) == printed(made.gradients)
    control(view, "spinbutton", name).fill("-1.5")
    setattr(made, name, -1.5)
    assert values(view) == printed(made.values) and gradients(view) == printed(made.gradients)


def test_a_number_outside_the_range_counts_and_the_slider_rests_at_its_end(mount):
    view = mount(explorer())
    control(view, "spinbutton", "w").fill("250")
    assert values(view)["c"] == "500"
    assert control(view, "slider", "w").input_value() == "10"
    assert control(view, "spinbutton", "w").input_value() == "250"


def test_no_number_gives_one_sentence_and_nothing_is_lost(mount):
    view = mount(explorer())
    control(view, "spinbutton", "w").fill("")
    assert "w stays 5" in view.page.get_by_role("alert").filter(has_text="w").text_content()
    assert values(view)["w"] == "5" and view.get("w") == 5


def test_python_moves_the_page_and_hears_of_it(mount):
    view = mount(explorer())
    view.set(w=1)
    assert values(view)["J"] == "12.5" and control(view, "spinbutton", "w").input_value() == "1"
    control(view, "slider", "w").press("ArrowLeft")
    view.page.wait_for_function("window.messages.length > 0")
    assert view.messages()[-1]["w"] == 0.9


def test_the_start_values_come_back(mount):
    view = mount(explorer())
    view.set(w=1, y=-2)
    press(view, "Start values")
    assert values(view)["J"] == "4.5"


def test_names_that_a_widget_uses_itself(mount):
    view = mount(GraphExplorer(odd_names, layout=3, keys=4, id=5))
    control(view, "spinbutton", "layout").fill("1")
    control(view, "spinbutton", "id").fill("0")
    assert view.get("layout_") == 1 and values(view)["J"] == "4"


def test_a_value_used_twice_has_two_edges(mount):
    view = mount(GraphExplorer(square, x=3))
    assert texts(view, "ad-local") == ["= 3", "= 3"] and gradients(view)["x"] == "6"


# -- stepping


def test_first_clears_the_board_and_forward_fills_in_values(mount):
    view = mount(explorer())
    press(view, "First: clear the board")
    assert values(view) == {**dict.fromkeys("caJd", ""), "w": "5", "b": "-3", "x": "2", "y": "4"}
    assert set(gradients(view).values()) == set(texts(view, "ad-local")) == {""}
    press(view, "One step forward")
    assert values(view)["c"] == "10" and values(view)["a"] == ""
    assert story(view) == ["Forward: compute c from w and x.", "c = w * x = 5 * 2 = 10"]


def test_backward_says_the_product_and_the_sum(mount):
    view = mount(explorer(step=8))
    press(view, "One step forward")
    words, symbols, total = story(view)
    assert words.startswith("Backward from a to c")
    assert symbols == "dJ/dc = dJ/da × da/dc = 3 × 1 = 3" and total == "before 0 + 3 = after 3"
    assert gradients(view)["c"] == "3" and gradients(view)["w"] == ""
    assert "Step 9 of 12" in view.page.locator(".ad-where").text_content()


def test_gradients_add_up_where_a_value_is_used_twice(mount):
    view = mount(GraphExplorer(square, x=3, step=3))
    assert gradients(view)["x"] == "3"
    press(view, "One step forward")
    assert gradients(view)["x"] == "6" and story(view)[-1] == "before 3 + 3 = after 6"


def test_every_step_can_be_reached_from_both_sides_and_says_what_python_says(mount):
    made = explorer()
    view = mount(made)
    press(view, "First: clear the board")
    forth, back = [], []
    for _ in range(12):
        press(view, "One step forward")
        forth.append((values(view), gradients(view), story(view)))
    for _ in range(12):
        back.append((values(view), gradients(view), story(view)))
        press(view, "One step back")
    assert forth == back[::-1]
    assert "\n".join(line for *_, lines in forth for line in lines) == "\n".join(
        line.split(". ", 1)[1] if line[0].isdigit() else line.strip() for line in made.transcript.splitlines()
    )
    assert forth[-1][1] == printed(made.gradients)


def test_the_keyboard_steps_too(mount):
    view = mount(explorer())
    view.page.locator(".ad-box").focus()
    for key, place in [("Home", 0), ("ArrowRight", 1), ("ArrowRight", 2), ("ArrowLeft", 1), ("End", 12)]:
        view.page.keyboard.press(key)
        assert view.get("step") == place
    control(view, "button", "One step back").press("ArrowLeft")
    assert view.get("step") == 11
    scrubber = view.page.locator(".ad-scrub input")
    scrubber.press("ArrowLeft")
    assert view.get("step") == 10 and scrubber.get_attribute("aria-valuetext").startswith("Step 10 of 12")


def test_an_edit_keeps_the_step_and_changes_its_numbers(mount):
    view = mount(explorer(step=9))
    control(view, "spinbutton", "w").fill("1")
    assert view.get("step") == 9 and story(view)[1].endswith("= -5 × 1 = -5")
    assert values(view)["c"] == "2" and gradients(view)["w"] == ""


def test_play_goes_to_the_end_by_itself(mount):
    view = mount(explorer())
    view.page.get_by_label("Speed").select_option("4")
    press(view, "Play")
    view.page.wait_for_function("window.model.get('step') >= 2")
    press(view, "Pause")
    stopped = view.get("step")
    view.page.wait_for_timeout(700)
    assert view.get("step") == stopped
    press(view, "Play")
    view.page.wait_for_function("window.model.get('step') === 12", timeout=20_000)
    assert control(view, "button", "Play").is_visible()


def test_the_upstream_gradient_is_seen_going_back(plain_page):
    view = plain_page.mount(explorer(step=10))
    seen = """() => {
      window.seen = [];
      const pill = document.querySelector(".ad-flow");
      new MutationObserver(() => {
        if (pill.hasAttribute("display")) return;
        window.seen.push([pill.textContent, pill.getAttribute("transform")]);
      }).observe(pill, { attributes: true });
    }"""
    view.page.evaluate(seen)
    press(view, "One step forward")
    assert gradients(view)["w"] == ""  # not yet there
    view.page.wait_for_function("document.querySelectorAll('.ad-gradient')[0].textContent === '0 + 6 = 6'")
    view.page.wait_for_function("document.querySelectorAll('.ad-gradient')[0].textContent === '6'")
    went = view.page.evaluate("window.seen")
    assert list(dict.fromkeys(text for text, _ in went)) == ["3", "3 × 2", "6"]
    across = [float(place.split("(")[1].split(" ")[0]) for _, place in went]
    assert across == sorted(across, reverse=True) and across[0] - across[-1] > 50


def test_with_reduced_motion_nothing_moves_and_the_step_is_marked(mount):
    view = mount(explorer(step=10))
    press(view, "One step forward")
    assert gradients(view)["w"] == "6"
    assert view.page.locator(".ad-edge.ad-back").get_attribute("data-edge") == "0"
    assert not view.page.locator(".ad-flow").is_visible()


def test_what_happens_is_spoken_once_the_hand_rests(mount):
    view = mount(explorer(step=3))
    region = view.page.get_by_role("status").and_(view.page.locator(".ad-story"))
    for move in (
        lambda: press(view, "One step forward"),
        lambda: control(view, "slider", "w").press("ArrowRight"),
    ):
        move()
        assert region.get_attribute("aria-live") == "off"
        expect(region).to_have_attribute("aria-live", "polite")


# -- nudging


def nudge(view, node, epsilon="0.001"):
    view.page.get_by_label("Nudge a node").check()
    view.page.get_by_label("Node", exact=True).select_option(label=node)
    control(view, "spinbutton", "epsilon").fill(epsilon)
    rows = view.page.locator(".ad-nudge-body tbody tr").all()
    return {row.locator("th").inner_text(): row.locator("td").all_inner_texts()[1:] for row in rows}


def test_a_nudge_shows_new_values_and_the_quotient_beside_the_gradient(mount):
    view = mount(explorer())
    found = nudge(view, "w")
    assert found["backward pass"][0] == "6"
    assert found["forward difference"] == ["6.002", "0.00033"]
    assert found["central difference"][0] == "6"
    assert values(view)["J"] == "4.5 → 4.506002" and values(view)["b"] == "-3"
    assert gradients(view)["w"] == "6 | 6.002"
    assert view.page.locator(".ad-changed").count() == 5
    view.page.get_by_label("Nudge a node").uncheck()
    assert values(view)["J"] == "4.5" and gradients(view)["w"] == "6"
    assert view.page.locator(".ad-changed").count() == 0


@pytest.mark.parametrize("node, gradient", [("c", "3"), ("a", "3"), ("d", "3"), ("J", "1"), ("y", "-3")])
def test_any_node_can_be_nudged(mount, node, gradient):
    found = nudge(mount(explorer()), node, "0.0001")
    assert found["backward pass"][0] == gradient
    assert float(found["central difference"][0]) == pytest.approx(float(gradient), rel=1e-7)


def test_a_click_on_a_node_chooses_it(mount):
    view = mount(explorer())
    nudge(view, "w")
    view.page.locator("[data-node='5']").click()
    assert values(view)["a"] == "7 → 7.001" and values(view)["c"] == "10"


def test_a_kink_that_is_crossed_is_said(mount):
    def gate(z):
        J = relu(z)
        return J

    view = mount(GraphExplorer(gate, z=-0.0005))
    nudge(view, "z")
    words = view.page.locator(".ad-nudge-words")
    assert "kink" in words.text_content()
    control(view, "spinbutton", "epsilon").fill("0.0001")
    assert "kink" not in words.text_content()


# -- honest about trouble


def test_a_number_that_is_none_is_named(mount):
    view = mount(GraphExplorer(quotient, x=3))
    assert not view.page.locator(".ad-trouble").is_visible()
    control(view, "spinbutton", "x").fill("1")
    assert trouble(view) == "v is infinity, J is NaN."
    control(view, "spinbutton", "x").fill("2")
    assert trouble(view) == ""


def test_a_branch_not_taken_is_said(mount):
    view = mount(GraphExplorer(branch, x=3))
    control(view, "spinbutton", "x").fill("-2")
    assert trouble(view).startswith("branch was recorded where x > 0 is true.")
    assert "ad-other-path" in view.page.locator(".ad-picture").get_attribute("class")


# -- other forms


def test_the_table_holds_all_numbers_and_follows(mount):
    view = mount(explorer())
    view.page.get_by_text("Table of all numbers").click()
    control(view, "spinbutton", "w").fill("1")
    rows = [row.inner_text().split("\t") for row in view.page.locator(".ad-tables tr").all()]
    assert ["c", "c = w * x", "2", "-5"] in rows and ["w → c", "dc/dw", "x", "2"] in rows


def test_the_transcript_is_the_one_of_python(mount):
    made = explorer()
    view = mount(made)
    view.page.get_by_text("Transcript of all steps").click()
    lines = view.page.locator(".ad-transcript div").all_inner_texts()
    assert lines == [
        line.split(". ", 1)[1] if line[0].isdigit() else line.strip() for line in made.transcript.splitlines()
    ]


def test_text_stays_inside_its_card_with_any_numbers(mount):
    view = mount(explorer())
    outside = """() => [...document.querySelectorAll(".ad-node, .ad-edge")].flatMap((part) => {
      const box = (part.querySelector(".ad-card") ?? part.querySelector(".ad-chip")).getBoundingClientRect();
      return [...part.querySelectorAll("text")].filter((text) => text.checkVisibility()).filter((text) => {
        const at = text.getBoundingClientRect();
        const across = at.left < box.left || at.right > box.right;
        return text.textContent && (across || at.top < box.top || at.bottom > box.bottom);
      }).map((text) => text.textContent);
    })"""
    for w, x in [(5, 2), (-12345.678, 0.000123456), (-1.23456e-10, 98765.4321), (1e300, 1e300)]:
        view.set(w=w, x=x)
        assert view.page.evaluate(outside) == []


@pytest.mark.parametrize("width", [380, 700, 1600])
def test_the_page_never_scrolls_sideways(mount, width):
    view = mount(GraphExplorer(network, w1=2, b1=0, w2=3, b2=1))
    view.page.set_viewport_size({"width": width, "height": 800})
    assert view.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("size", [14, 18])
def test_a_field_for_a_number_stays_in_its_column_whatever_the_size_of_the_type(mount, size):
    view = mount(explorer())
    view.page.add_style_tag(content=f":root {{ --jp-content-font-size1: {size}px }}")
    outside = """() => [...document.querySelectorAll(".ad-inputs .adc-number")].filter((each) =>
      each.querySelector("input:not([type=range])").getBoundingClientRect().right
        > each.getBoundingClientRect().right + 1).length"""
    for width in range(380, 1201, 30):
        view.page.set_viewport_size({"width": width, "height": 800})
        assert view.page.evaluate(outside) == 0, width


def test_a_wide_graph_scrolls_to_the_step_or_shrinks_on_request(mount):
    view = mount(GraphExplorer(network, w1=2, b1=0, w2=3, b2=1))
    press(view, "One step back")
    view.page.locator(".ad-box").press("Home")
    for _ in range(7):
        view.page.locator(".ad-box").press("ArrowRight")
    assert view.page.evaluate("document.querySelector('.ad-box').scrollLeft") > 0
    press(view, "Fit the whole graph")
    assert view.page.evaluate(
        "(box => box.scrollWidth <= box.clientWidth)(document.querySelector('.ad-box'))"
    )


# -- moving fast

# The output's value after each move, read in the same task: nothing waits for a timer, a frame or the kernel.
MOVES = """(times) => {
  const slider = document.querySelector(".ad-inputs input[type=range]"), shown = [];
  for (let i = 0; i < times; i += 1) {
    i % 2 ? slider.stepDown() : slider.stepUp();
    slider.dispatchEvent(new Event("input", { bubbles: true }));
    shown.push(document.querySelector(".ad-output .ad-value").textContent);
  }
  return shown;
}"""


def test_the_picture_changes_in_the_same_task_as_the_slider(mount):
    view = mount(explorer())
    made = [explorer(w=w).values["J"] for w in (5.1, 5)]
    assert view.page.evaluate(MOVES, 4) == [format_number(J) for J in made] * 2


def test_after_100_fast_moves_the_picture_is_final_and_the_kernel_hears_one_message(mount):
    made = explorer()
    view = mount(made)
    view.page.evaluate(MOVES, 101)
    made.w = 5.1
    assert values(view) == printed(made.values)
    view.page.wait_for_function("window.messages.length > 0")
    assert view.messages() == [{"w": 5.1}]


def test_300_nodes(mount):
    view = mount(GraphExplorer(chain, x=1))
    assert len(texts(view, "ad-value")) == 301
    assert len(set(view.page.evaluate(MOVES, 10))) == 2

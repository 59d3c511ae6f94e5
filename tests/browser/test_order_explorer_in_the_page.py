"""OrderExplorer in a real browser, in a plain page without a kernel: every order, by hand, every control."""

import re

import pytest
from plain_page import control, press
from playwright.sync_api import expect

from autodiff_core import lessons
from autodiff_core.explorers import OrderExplorer
from autodiff_core.numbers import format_number
from autodiff_core.orders import ORDERS

FIRST, LAST = "First: clear the board", "Last: the whole picture"
FORWARD, BACK = "One step forward", "One step back"


@pytest.fixture
def mount(plain_page):
    plain_page.page.emulate_media(reduced_motion="reduce")
    return plain_page.mount


def explorer(function=lessons.two_roads, **options):
    return OrderExplorer(function, **{"a": 2, **options})


def two_blocks(w, x=2):
    """Two forks, one behind the other, with slopes that move."""
    p = w * x
    q = p * p
    r = q + p
    s = r * q
    J = s - r
    return J


def texts(view, kind):
    return view.page.locator(kind).all_text_contents()


def gradients(view):
    return dict(zip(texts(view, ".ad-picture .ad-name"), texts(view, ".ad-picture .ad-gradient")))


def rows(view):
    """The table of verdicts: name of the gradient, found, right, words."""
    found = view.page.locator(".ado-outcome tbody tr").all()
    return [row.locator("th, td").all_text_contents() for row in found]


def story(view):
    return [line for line in texts(view, ".ad-story p") if line]


def sender(view, node):
    return view.page.get_by_role("button", name=re.compile(f"^{node}: "))


def let_send(view, *nodes):
    for node in nodes:
        sender(view, node).click()


def check(view, made):
    """Everything in the page is what Python says of the same order at the same inputs."""
    played = made.played
    printed = {name: format_number(x) for name, x in played.gradients.items()}
    assert gradients(view) == printed
    J = made.graph.output.name
    assert rows(view) == [
        [f"d{J}/d{name}", printed[name], format_number(played.right[name]), words]
        for name, words in played.verdicts.items()
    ]


# -- orders


@pytest.mark.parametrize("function", [lessons.two_roads, lessons.short_cut, lessons.two_uses, two_blocks])
@pytest.mark.parametrize("order", ORDERS)
def test_page_and_python_find_the_same_in_every_order_at_every_step(mount, function, order):
    start = {"a": 2} if function in (lessons.two_roads, lessons.short_cut) else {"w": 1.5}
    start |= {"b": 1} if function is lessons.two_uses else {}
    made = OrderExplorer(function, order=order, **start)
    view = mount(made)
    check(view, made)
    press(view, FIRST)
    for sent in made.played.sends:
        press(view, FORWARD)
        words, symbols = story(view)
        assert f"{words}\n{symbols}" == repr(sent).replace("\nToo late", " Too late")
        assert gradients(view)[sent.edge.parent.name] == format_number(sent.after) or view.get("step") == len(
            made.played.sends
        )
    check(view, made)
    assert control(view, "button", FORWARD).is_enabled()
    name = next(iter(start))
    control(view, "slider", name).press("ArrowLeft")
    setattr(made, name, view.get(name))
    check(view, made)
    assert view.get(name) == pytest.approx(start[name] - 0.1)


def test_choosing_an_order_moves_numbers_rule_and_trait(mount):
    made, view = explorer(), mount(explorer())
    for order, rule in ORDERS.items():
        control(view, "radio", order).check()
        made.order = order
        assert view.get("order") == order and view.get("step") is None
        assert texts(view, ".ado-rule") == [rule.rule]
        check(view, made)


def test_a_new_order_begins_at_the_beginning_while_stepping(mount):
    view = mount(explorer(step=3))
    control(view, "radio", "depth-first").check()
    assert view.get("step") == 0
    assert gradients(view) == {"a": "", "b": "", "c": "", "d": "", "e": "1"}
    assert story(view)[0] == "The forward pass is done, and the gradient of e is 1."


def test_all_orders_are_compared_at_the_present_inputs(mount):
    view = mount(OrderExplorer(two_blocks, w=1.5))
    view.page.get_by_text("All orders compared").click()
    made = OrderExplorer(two_blocks, w=1.5)

    def lines():
        return [row.locator("td").all_text_contents() for row in view.page.locator("details tbody tr").all()]

    def right():
        played = [made._play(order) for order in ORDERS]
        return [[each.summary, str(len(each.sends))] for each in played]

    assert lines() == right() and lines()[0][0] == "✓ all gradients right"
    control(view, "spinbutton", "w").fill("-2")
    made.w = -2
    assert lines() == right()


def test_what_is_wrong_is_said_by_a_sign_and_an_outline(mount):
    view = mount(explorer(order="depth-first"))
    labels = texts(view, ".ad-picture .ad-gradient-row .ad-label")
    assert labels == ["✗ de/da", "✓ de/db", "✓ de/dc", "✓ de/dd", "✓ de/de"]
    assert texts(view, ".ad-picture .ado-wrong .ad-name") == ["a"]
    assert story(view)[0] == "In this order: ✗ wrong: a 20 instead of 24."


def test_the_moment_it_goes_wrong_is_marked_in_the_story(mount):
    view = mount(explorer(order="depth-first", step=3))
    assert view.page.locator(".ado-trouble").count() == 0
    press(view, FORWARD)
    assert story(view)[0].startswith("Too early: b sends 5 back to a, but only 1 of its 2 contributions")
    assert view.page.locator(".ado-trouble").count() == 1
    press(view, BACK)
    assert view.page.locator(".ado-trouble").count() == 0


# -- by hand


def test_by_hand_every_button_says_what_has_arrived(mount):
    view = mount(explorer(order="by hand"))
    assert texts(view, ".ado-send") == [
        "e: the output, its gradient is 1",
        "d: 0 of 1 contributions have arrived",
        "c: 0 of 1 contributions have arrived",
        "b: 0 of 2 contributions have arrived",
    ]
    let_send(view, "e", "d")
    assert texts(view, ".ado-send")[2:] == [
        "c: 1 of 1 contributions have arrived",
        "b: 1 of 2 contributions have arrived",
    ]
    assert (view.get("senders"), gradients(view)["b"]) == (["e", "d"], "5")


@pytest.mark.parametrize("senders", [["e", "d", "b", "c"], ["e", "c", "b", "d"], ["e", "c", "d", "b"]])
def test_by_hand_the_page_finds_what_python_finds(mount, senders):
    view = mount(explorer(order="by hand"))
    let_send(view, *senders)
    check(view, explorer(order="by hand", senders=senders))


def test_by_hand_too_early_and_too_late_are_said_at_once(mount):
    view = mount(explorer(order="by hand"))
    let_send(view, "e", "d", "b")
    assert story(view)[0].startswith("Too early: b sends 5 back to a")
    assert rows(view)[0] == ["de/da", "20", "", ""]
    let_send(view, "c")
    assert "Too late: b has sent already. This 1 stays at b and goes no further." in story(view)[0]
    assert story(view)[-1] == "All nodes have sent: ✗ wrong: a 20 instead of 24."


def test_by_hand_everything_that_the_node_has_sent_is_told_and_marked(mount):
    view = mount(explorer(order="by hand"))
    let_send(view, "e")
    assert [line.split(" back to ")[-1] for line in story(view)[::2]] == ["c.", "d."]
    assert view.page.locator(".ad-edge.ad-back").count() == 2
    press(view, BACK)
    assert len(story(view)) == 2 and view.page.locator(".ad-edge.ad-back").count() == 1


def test_by_hand_nothing_is_stepped_through_before_something_was_sent(mount):
    view = mount(explorer(order="by hand"))
    forward = control(view, "button", "One step forward")
    assert forward.is_disabled() and view.page.locator(".ad-scrub input").is_disabled()
    let_send(view, "e")
    assert forward.is_enabled() and view.page.locator(".ad-scrub input").is_enabled()


def test_by_hand_undo_and_start_again(mount):
    view = mount(explorer(order="by hand"))
    assert control(view, "button", "Undo").is_disabled()
    let_send(view, "e", "d", "b")
    press(view, "Undo")
    assert (view.get("senders"), gradients(view)["a"]) == (["e", "d"], "")
    press(view, "Start again")
    assert view.get("senders") == [] and gradients(view)["e"] == "1" and gradients(view)["c"] == ""


def test_by_hand_a_node_that_cannot_send_says_why(mount):
    view = mount(explorer(order="by hand"))
    said = view.page.locator(".ado-hand [role=alert]")
    sender(view, "b").click(force=True)  # it is marked as disabled, and can still be asked
    assert said.text_content() == "b has nothing to send yet: no contribution has arrived."
    assert sender(view, "b").get_attribute("aria-disabled") == "true"
    let_send(view, "e")
    assert said.text_content() == ""
    sender(view, "e").click(force=True)
    assert said.text_content() == "e has sent already. Each node sends once."
    view.page.locator('.ad-node[data-node="0"]').click()
    assert said.text_content() == "a was not computed from anything: what arrives there stays there."
    assert view.get("senders") == ["e"]


def test_by_hand_a_node_of_the_picture_can_be_clicked(mount):
    view = mount(explorer(order="by hand"))
    for index in (4, 3, 2, 1):
        view.page.locator(f'.ad-node[data-node="{index}"]').click()
    assert view.get("senders") == ["e", "d", "c", "b"]
    check(view, explorer(order="by hand", senders=["e", "d", "c", "b"]))


def test_in_another_order_a_click_on_a_node_does_nothing(mount):
    view = mount(explorer())
    view.page.locator('.ad-node[data-node="4"]').click()
    assert view.get("senders") == [] and not view.page.locator(".ado-hand").is_visible()


def test_by_hand_the_stepper_goes_back_through_what_was_sent(mount):
    view = mount(explorer(order="by hand"))
    let_send(view, "e", "d", "b")
    press(view, BACK)
    assert view.get("step") == 3 and gradients(view)["a"] == ""
    let_send(view, "c")
    assert view.get("step") is None and gradients(view)["b"] == "6"


def test_by_hand_with_the_keyboard_alone(mount):
    view = mount(explorer())
    control(view, "radio", "topological").focus()
    view.page.keyboard.press("ArrowLeft")  # round to the last one
    assert view.get("order") == "by hand"
    for node in ("e", "d", "c", "b"):
        sender(view, node).focus()
        view.page.keyboard.press("Enter")
        assert view.page.evaluate("document.activeElement.textContent").startswith(f"{node}: has sent")
    assert gradients(view)["a"] == "24"


def test_what_was_sent_by_hand_is_still_there_when_coming_back(mount):
    view = mount(explorer(order="by hand"))
    let_send(view, "e", "d")
    control(view, "radio", "breadth-first").check()
    assert view.get("step") == 0
    control(view, "radio", "by hand").check()
    assert gradients(view)["b"] == "5" and view.get("step") is None


# -- the rest of the controls


def test_arrow_keys_the_scrubber_and_play(mount):
    view = mount(explorer(order="plain recursion", step=0))
    view.page.locator(".ad-box").focus()
    view.page.keyboard.press("ArrowRight")
    assert view.get("step") == 1
    view.page.keyboard.press("End")
    assert view.get("step") == 6 and gradients(view)["a"] == "28"
    scrubber = view.page.locator(".ad-scrub input")
    assert scrubber.get_attribute("max") == "6"
    scrubber.fill("3")
    assert view.get("step") == 3 and gradients(view)["a"] == "4"
    control(view, "radio", "topological").check()
    assert scrubber.get_attribute("max") == "5"
    control(view, "combobox", "Speed").select_option("very fast")
    press(view, "Play")
    view.page.wait_for_function("window.model.get('step') === 5")


def test_python_moves_the_page(mount):
    view = mount(explorer())
    view.set(order="depth-first")
    assert gradients(view)["a"] == "20" and control(view, "radio", "depth-first").is_checked()
    view.set(order="by hand", senders=["e", "c"])
    assert gradients(view)["b"] == "1"
    view.set(order="topological", step=6)  # the longest order has six sends, this one five
    assert gradients(view)["a"] == "24"


def test_start_values_come_back(mount):
    view = mount(explorer())
    control(view, "spinbutton", "a").fill("7")
    assert texts(view, ".ad-picture .ad-value")[0] == "7"
    press(view, "Start values")
    assert view.get("a") == 2


def test_numbers_that_are_none_are_said(mount):
    view = mount(OrderExplorer(lambda a: a / (a - 2), a=3))
    view.set(a=2)
    assert "is infinity" in view.page.locator(".ad-trouble").text_content()


def test_with_motion_the_gradient_travels_and_then_the_board_is_as_it_should_be(plain_page):
    plain_page.page.emulate_media(reduced_motion="no-preference")
    view = plain_page.mount(explorer(order="plain recursion", step=5))
    before = gradients(view)["a"]
    view.page.evaluate(
        """() => {  // every change is noted when it is made, however few frames a busy machine draws
            window.seen = [];
            const picture = document.querySelector(".ad-picture");
            const pill = picture.querySelector(".ad-flow"), arrives = picture.querySelector(".ad-gradient");
            const note = () => window.seen.push([!pill.hasAttribute("display"), arrives.textContent]);
            new MutationObserver(note).observe(picture, {
              subtree: true, attributes: true, childList: true, characterData: true,
            });
        }"""
    )
    press(view, FORWARD)
    view.page.wait_for_function("document.querySelector('.ad-picture .ad-gradient').textContent === '28'")
    seen = view.page.evaluate("window.seen")
    assert before == "4" and [True, "4"] in seen
    assert list(dict.fromkeys(text for _, text in seen)) == ["4", "4 + 24 = 28", "28"]


def test_with_reduced_motion_nothing_travels(mount):
    view = mount(explorer(step=0))
    press(view, FORWARD)
    assert not view.page.locator(".ad-flow").is_visible() and gradients(view)["c"] == "1"


def test_the_picture_changes_at_once_and_the_kernel_hears_little(mount):
    view = mount(explorer())
    shown = view.page.evaluate(
        """() => {
            const radio = document.querySelector('input[value="plain recursion"]');
            radio.click();
            return [document.querySelector(".ad-picture .ad-gradient").textContent, window.messages.length];
        }"""
    )
    assert shown == ["28", 0]
    view.page.wait_for_function("window.messages.length > 0")
    assert view.messages()[0] == {"order": "plain recursion"}


def test_what_happens_is_spoken_once_the_hand_rests(mount):
    view = mount(explorer(step=0))
    live = view.page.locator(".ad-story")
    for move in (lambda: press(view, FORWARD), lambda: control(view, "slider", "a").press("ArrowRight")):
        move()
        assert live.get_attribute("aria-live") == "off"
        expect(live).to_have_attribute("aria-live", "polite")


def test_a_graph_that_is_wider_than_the_page_is_shown_whole_if_asked_for(plain_page):
    plain_page.page.set_viewport_size({"width": 380, "height": 900})
    view = plain_page.mount(explorer())
    scrolls = "(box) => box.scrollWidth > box.clientWidth"
    assert view.page.locator(".ad-box").evaluate(scrolls)
    press(view, "Fit the whole graph")
    assert not view.page.locator(".ad-box").evaluate(scrolls)


@pytest.mark.parametrize("order", ["depth-first", "by hand"])
@pytest.mark.parametrize("width", [380, 1000, 1900])
def test_nothing_sticks_out_of_the_page_and_ids_are_unique(plain_page, order, width):
    plain_page.page.set_viewport_size({"width": width, "height": 900})
    view = plain_page.mount(explorer(order=order))
    view.two_frames()
    assert view.page.evaluate("document.documentElement.scrollWidth") <= width
    ids = view.page.locator("[id]").evaluate_all("(all) => all.map((each) => each.id)")
    assert len(ids) == len(set(ids))


def test_in_a_narrow_page_the_edge_in_question_scrolls_into_sight(mount):
    view = mount(explorer(step=0))
    view.page.set_viewport_size({"width": 380, "height": 900})
    place = "document.querySelector('.ad-box').scrollLeft"
    assert view.page.evaluate(place) == 0
    press(view, FORWARD)  # from e, far to the right
    assert view.page.evaluate(place) > 100
    press(view, FORWARD, 4)  # from b to a
    assert view.page.evaluate(place) < 100


def test_unmounting_leaves_nothing_behind(mount):
    view = mount(explorer())
    view.page.evaluate("window.unmount()")
    view.set(order="depth-first")
    assert gradients(view)["a"] == "24"

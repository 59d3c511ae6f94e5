"""A lesson on paper: every question with room to write, no answer before the end, all of it in one file."""

import base64
import re
from html import unescape
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from autodiff_core import trace
from autodiff_core.cards import CARDS
from autodiff_core.lessons import NETWORK_PARAMETERS, network
from autodiff_core.picture import draw
from autodiff_core.practice.card_spec import spec_of_card
from autodiff_core.publish.handout import COLUMNS, Handout
from autodiff_core.publish.record import VIEW, Recorded
from autodiff_core.teaching import wrong_answers

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
LESSONS = sorted(NOTEBOOKS.glob("[0-9][0-9]_*.ipynb"))
TITLE = new_markdown_cell("# 03 Backward")
ANSWERS = '<section class="answers">'
UNFOLDS = (
    "Look.\n\n<details>\n<summary><b>What you will find</b></summary>\n\nIt is $42$.\n\n</details>\n\nGo on."
)


def handout(*cells, states=None):
    """The handout of a lesson of these cells."""
    return Handout(
        Recorded(NOTEBOOKS / "03_backward.ipynb", new_notebook(cells=[TITLE, *cells]), states or {})
    )


def card(name, *below):
    """The handout of a lesson that asks one card, with these cells below it."""
    data = {VIEW: {"model_id": "1"}, "image/svg+xml": drawn(), "text/plain": ""}
    cell = new_code_cell(f'card("{name}")', outputs=[new_output("execute_result", data)])
    return handout(cell, *below, states={"1": {"spec": spec_of_card(CARDS[name])}})


def drawn():
    graph = trace(network, **NETWORK_PARAMETERS)
    return draw(graph).svg


def shown(data, source="f()"):
    return handout(new_code_cell(source, outputs=[new_output("execute_result", data)]))


def parts(made):
    """What stands before the answers, and the answers."""
    return made.html.split(ANSWERS)


def words(html):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", re.sub(r"<style>.*?</style>", "", html))).split())


@pytest.mark.parametrize(
    "name", ["one small step", "a factor below 0", "what a gradient says", "fill in the forward pass"]
)
def test_a_card_has_its_question_where_it_stands_and_its_answer_at_the_end(name):
    before, answers = map(words, parts(card(name)))
    expected = wrong_answers(name)
    asks, answer, idea = (words(text.replace("`", "")) for text in (expected.asks, *expected.right[:2]))
    assert asks in before and idea not in before
    assert answer in answers and idea in answers


def test_what_a_cell_below_a_card_shows_stands_at_the_end_up_to_the_next_heading():
    def prints(text):
        return new_code_cell("f()", outputs=[new_output("stream", text=text)])

    same, next_part = new_markdown_cell("And now:"), new_markdown_cell("## Next\n\nGo on.")
    before, answers = parts(card("one small step", same, prints("forty"), next_part, prints("fifty")))
    assert "What it shows: number 2 at the end." in before and "fifty" in before
    assert "forty" in answers and "forty" not in before and "fifty" not in answers


def test_a_number_has_a_place_and_room_and_an_option_a_box():
    before, _ = parts(card("one small step"))
    assert '<p class="asked">change of J = <span></span></p>' in before and before.count("<i></i>") == 2
    before, _ = parts(card("a factor below 0"))
    assert re.findall("<li>(.*?)</li>", before) == ["up", "down", "no change"]


def test_a_graph_to_fill_in_is_drawn_and_its_numbers_stand_at_the_end():
    before, answers = parts(card("fill in the forward pass"))
    assert "<figure" in before and "c = 12, a = 10, d = 5, J = 12.5" in words(answers)


def test_a_card_is_shown_without_its_code_and_without_its_picture_for_the_screen():
    before, _ = parts(card("one small step"))
    assert "highlight" not in before and "<svg" not in before


def test_what_unfolds_in_the_notebook_stands_at_the_end_with_the_same_number():
    before, answers = parts(handout(new_markdown_cell(UNFOLDS)))
    assert "<mn>42</mn>" in answers and "42" not in before
    assert "What you will find: number 1 at the end." in before and before.count("<i></i>") == 3
    assert "<b>1</b> What you will find" in answers
    assert words(before).endswith("at the end. Go on.")


def test_hints_inside_hints_stand_at_the_end_one_after_the_other():
    inner = "<details>\n<summary>Second hint</summary>\n\nB\n\n</details>"
    source = f"<details>\n<summary>First hint</summary>\n\nA\n\n{inner}\n\n</details>"
    before, answers = parts(handout(new_markdown_cell(source)))
    assert words(answers) == "Answers 1 First hint A Second hint. B"
    assert "First hint: number 1 at the end." in before and "<i></i>" not in before


def test_an_exercise_has_room_for_its_missing_lines_and_its_check_says_nothing():
    data = {"text/plain": "Not attempted yet."}
    write = new_code_cell('def slope(f):\n    """Its slope."""\n    ...')
    checks = new_code_cell('check("slope", slope)', outputs=[new_output("execute_result", data)])
    named = new_code_cell('check("patient 2", ...)', outputs=[new_output("execute_result", data)])
    before, _ = parts(handout(write, checks, named))
    assert before.count("<i></i>") == 6 + 2
    assert "Not attempted yet." not in before


def test_the_picture_of_a_graph_is_cut_into_strips_and_light():
    before, _ = parts(shown({"image/svg+xml": drawn(), "text/plain": ""}))
    assert before.count("<figure") == 2 and "prefers-color-scheme" not in before


def test_another_picture_has_its_table_beside_it():
    svg = '<svg class="a" viewBox="0 0 560 340" width="560" height="340"></svg>'
    before, _ = parts(
        shown({"image/svg+xml": svg, "text/plain": "FitExplorer(...)\nsteps  cost\n0      0.52"})
    )
    assert before.count("<figure") == 1 and '<pre class="output">steps  cost\n0      0.52</pre>' in before


@pytest.mark.parametrize("longest, smaller", [(COLUMNS, False), (COLUMNS + 10, True), (2 * COLUMNS, False)])
def test_a_table_that_is_somewhat_too_wide_is_set_smaller(longest, smaller):
    assert ("font-size" in shown({"text/plain": "x" * longest}).html) == smaller


def test_text_is_escaped():
    made = shown({"text/plain": "<script>&amp;</script>"}, source="'<img src=x>'")
    assert "<script>" not in made.html and "<img" not in made.html


def test_links_lead_to_other_handouts_and_images_are_part_of_the_page(tmp_path):
    (tmp_path / "a.svg").write_text("<svg/>")
    source = "[Next](04_relu_network.ipynb#x) [out](https://example.org) ![picture](a.svg)"
    made = Handout(Recorded(tmp_path / "l.ipynb", new_notebook(cells=[TITLE, new_markdown_cell(source)]), {}))
    assert 'href="04_relu_network.html#x"' in made.html and 'href="https://example.org"' in made.html
    assert f'src="data:image/svg+xml;base64,{base64.b64encode(b"<svg/>").decode()}"' in made.html


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_no_lesson_tells_before_the_end_what_it_folds_away(path):
    notebook = nbformat.read(path, as_version=4)
    made = Handout(Recorded(path, notebook, {}))
    before, answers = parts(made)
    folded = "".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown").count(
        "<details>"
    )
    tops = re.findall(r": number (\d+) at the end", before)
    assert "<details" not in made.html and tops == [str(n + 1) for n in range(len(made.answers))]
    assert folded >= len(tops) > 0
    assert not re.search(r'<(?:script|link|iframe)|@import|url\(|\bsrc="(?!data:)', made.html)

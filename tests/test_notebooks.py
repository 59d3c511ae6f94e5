"""The lessons: how each is built, how it is stored, and that it shows the numbers of the source document."""

import ast
import inspect
import re
from pathlib import Path

import nbformat
import pytest

from autodiff_core import lessons

ROOT = Path(__file__).parents[1]
PATHS = sorted((ROOT / "notebooks").glob("[0-9][0-9]_*.ipynb"))
NOTEBOOKS = {path.stem: nbformat.read(path, as_version=4) for path in PATHS}
PARTS = ["Predict", "Move", "Explain", "Check", "Write", "Recap", "Next"]
EXPLORER = re.compile(r"\b[A-Z]\w+Explorer\(")

every_lesson = pytest.mark.parametrize("name", NOTEBOOKS)


def code(name):
    return [cell for cell in NOTEBOOKS[name].cells if cell.cell_type == "code"]


def prose(name):
    return "\n\n".join(cell.source for cell in NOTEBOOKS[name].cells if cell.cell_type == "markdown")


def headings(name):
    return re.findall(r"^(#+) (.*)$", re.sub(r"(?ms)^```.*?^```$", "", prose(name)), re.M)


def outputs(name):
    """All that the cells of a lesson have printed, as text."""
    return "\n".join(
        output.get("text") or output.get("data", {}).get("text/plain", "")
        for cell in code(name)
        for output in cell.outputs
    )


def shows(name, *wanted):
    """The texts that do not stand among the outputs of a lesson, as words of their own."""
    text = outputs(name)
    return [each for each in wanted if not re.search(rf"(?<![\w.-]){re.escape(each)}(?![\w.])", text)]


# How a lesson is built


def test_the_lessons_are_numbered_in_order():
    assert [name[:2] for name in NOTEBOOKS] == [f"{number:02d}" for number in range(len(NOTEBOOKS))]


@every_lesson
def test_a_lesson_opens_with_its_question_its_aims_and_its_minutes(name):
    opening = NOTEBOOKS[name].cells[0].source
    assert opening.startswith(f"# {name[:2]} ")
    assert opening.index("**The question.**") < opening.index("**Aims.**") < opening.index("**Time.**")
    assert re.findall(r"^(\d)\. ", opening, re.M) == ["1", "2", "3"]
    longest = 60 if name[:2] in ("08", "10") else 35  # to build an engine, or to examine ten, takes longer
    assert 20 <= int(re.search(r"\*\*Time\.\*\* About (\d+) minutes", opening)[1]) <= longest


@every_lesson
def test_a_lesson_has_all_its_parts_and_the_learner_predicts_before_moving(name):
    titles = [re.match(r"\w+", title)[0] for _, title in headings(name)]
    parts = [title for title in titles if title in PARTS]
    assert set(parts) == set(PARTS)
    assert parts[0] == "Predict"
    assert titles[-2:] == ["Recap", "Next"]


@every_lesson
def test_headings_skip_no_level(name):
    levels = [len(marks) for marks, _ in headings(name)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in zip(levels, levels[1:]))


@every_lesson
def test_every_prediction_can_be_compared_with_an_answer(name):
    text = prose(name)
    assert text.count("<details>") == text.count("</details>") == text.count("</summary>\n\n") >= 2


@every_lesson
def test_links_lead_somewhere(name):
    links = re.findall(r"\]\(([^)]+)\)", prose(name))
    for link in links:
        assert link.startswith("https://") or (ROOT / "notebooks" / link).exists(), link
    following = [each for each in NOTEBOOKS if each > name]
    assert not following or f"{following[0]}.ipynb" in NOTEBOOKS[name].cells[-1].source


@every_lesson
def test_cells_are_short_and_import_at_the_top_only(name):
    for number, cell in enumerate(code(name)):
        assert len(cell.source.splitlines()) <= 12, cell.source
        assert "#" not in cell.source, "prose explains, not comments"
        assert number == 0 or "import " not in cell.source
    assert all(re.match(r"from |import |$", line) for line in code(name)[0].source.splitlines())


@every_lesson
def test_the_learner_writes_a_function_and_explores_it(name):
    (cell,) = [cell for cell in code(name) if "def mine(" in cell.source]
    assert EXPLORER.match(cell.source.splitlines()[-1])


@every_lesson
def test_a_cell_with_an_explorer_ends_with_it(name):
    for cell in code(name):
        if made := EXPLORER.search(cell.source):
            last = cell.source.splitlines()[-1]
            assert EXPLORER.match(last) or cell.source[: made.start()].endswith(f"{last} = ")


@every_lesson
def test_functions_that_the_lessons_share_are_the_same_in_notebook_and_package(name):
    for cell in code(name):
        for statement in ast.parse(cell.source).body:
            shared = vars(lessons).get(getattr(statement, "name", ""))
            if isinstance(statement, ast.FunctionDef) and inspect.getmodule(shared) is lessons:
                own = ast.parse(inspect.getsource(shared)).body[0]
                del own.body[0]  # the docstring
                assert ast.dump(statement) == ast.dump(own)


def test_the_example_graphs_start_at_the_numbers_of_the_package():
    def calls(name, function):
        nodes = (node for cell in code(name) for node in ast.walk(ast.parse(cell.source)))
        made = [node for node in nodes if isinstance(node, ast.Call) and node.args]
        made = [call for call in made if ast.unparse(call.args[0]) == function]
        return [{key.arg: ast.literal_eval(key.value) for key in call.keywords} for call in made]

    for name in ("02_forward", "03_backward"):
        assert lessons.COST_PARAMETERS.items() <= calls(name, "cost")[0].items()
    in_network = calls("04_relu_network", "network")
    assert lessons.NETWORK_PARAMETERS in in_network
    assert lessons.TELLING_INPUTS in in_network


def test_minutes_are_those_of_the_readme():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for name in NOTEBOOKS:
        minutes = re.search(r"About (\d+) minutes", prose(name))[1]
        assert re.search(rf"\(notebooks/{name}\.ipynb\) \| {minutes} \|", readme), name


def test_the_licence_of_the_prose_stands_at_the_foot_of_the_first_lesson():
    assert "CC BY 4.0" in NOTEBOOKS["00_start_here"].cells[-1].source


# How a lesson is stored


@every_lesson
def test_outputs_are_stored_in_one_run_from_top_to_bottom(name):
    assert [cell.execution_count for cell in code(name)] == list(range(1, len(code(name)) + 1))
    assert "widgets" not in NOTEBOOKS[name].metadata
    assert not any("execution" in cell.metadata for cell in code(name))


@every_lesson
def test_cells_have_ids_that_say_where_they_are(name):
    ids = [cell.id for cell in NOTEBOOKS[name].cells]
    assert ids == [f"l{name[:2]}-{number:02d}" for number in range(1, len(ids) + 1)]


@every_lesson
def test_nothing_is_said_on_stderr_and_errors_are_deliberate_sentences(name):
    for cell in code(name):
        for output in cell.outputs:
            assert output.get("name") != "stderr"
            if output.output_type == "error":
                assert "raises-exception" in cell.metadata.tags
                assert output.ename == "GraphError" and len(output.traceback) == 1


@every_lesson
def test_every_explorer_has_its_plain_forms(name):
    for cell in code(name):
        if EXPLORER.search(cell.source):
            data = cell.outputs[-1].data
            assert data["text/plain"] and data["image/svg+xml"].startswith("<svg")


def test_an_error_without_a_stack_trace_is_shown():
    assert any(output.output_type == "error" for cell in code("00_start_here") for output in cell.outputs)


# The numbers of the source document, each computed and shown where it is taught


def test_derivatives_of_the_source_document():
    assert not shows("01_derivatives", "9", "3.001", "9.006001", "0.001", "0.006001", "6.001")
    assert "(6.0, 4.0, -6.0)" in outputs("01_derivatives")


def test_the_four_nodes_of_the_source_document():
    assert not shows("02_forward", "c = w * x", "a = c + b", "d = a - y", "J = d**2 / 2", "(10, 7, 3, 4.5)")


def test_every_step_back_of_the_source_document():
    steps = ["dJ/dJ × dJ/dd", "dJ/dd × dd/da", "dJ/da × da/dc", "dJ/dc × dc/dw", "dJ/da × da/db"]
    assert [step for step in steps if step not in outputs("03_backward")] == []
    by_hand = [cell for cell in code("03_backward") if cell.source.startswith("dJ_d")]
    shown = {cell.source.split()[0]: cell.outputs[0].data["text/plain"] for cell in by_hand}
    assert shown == {"dJ_dd": "3", "dJ_da": "3", "dJ_dc": "3", "dJ_dw": "6", "dJ_db": "3"}


def test_the_network_of_the_source_document():
    text = outputs("04_relu_network")
    values = {"x": 1, "y": 5, "w1": 2, "b1": 0, "w2": 3, "b2": 1, "z1": 2, "a1": 2, "z2": 7, "a2": 7, "J": 2}
    for node, value in values.items():
        assert re.search(rf"^{node} .* {value} +-?\d+$", text, re.M), node
    for node, gradient in {"w1": 6, "b1": 6, "w2": 4, "b2": 2}.items():
        assert re.search(rf"^{node} +{gradient} +{gradient} .*agrees$", text, re.M), node


# Numbers beyond it, from which a wrong engine or a wrong lesson would differ


@pytest.mark.parametrize(
    "name, wanted",
    [
        ("01_derivatives", ["12.006001", "-0.25", "6.1", "6.00001", "5.999999964", "6.000000496", "12.61"]),
        ("02_forward", ["12.5", "0.75"]),
        ("03_backward", ["66.009", "22.001", "4.5030005", "4.506002", "-12", "54", "8.0"]),
        ("04_relu_network", ["6.0045", "4.002", "2.0005", "-12", "-11.9955", "12.5", "-1.74"]),
        ("05_forks", ["13", "-14", "-18", "-13.99", "24", "20", "4", "28", "-42.0", "30", "162", "66"]),
        ("06_updating_parameters", ["4.4", "-3.3", "1.125", "0.0162", "0.002312", "5.6", "12.5", "1.2"]),
        ("07_efficiency", ["76", "27", "19", "2100", "219", "1048576", "2097151", "102", "(7, 13)"]),
        ("08_build_your_own", ["-14", "4.5", "13", "[24, 18]"]),
        ("09_frameworks", ["12.0", "27.0", "18.0", "None", "9.0060005188", "5.9605", "-8", "1.9200"]),
        ("10_debugging_clinic", ["-14", "22", "67.5", "13.5", "15", "24", "12"]),
    ],
)
def test_numbers_that_tell_mistakes_apart(name, wanted):
    assert not shows(name, *wanted)

"""Each patient has its one bug: the numbers of the bank, and right ones wherever the bug is silent."""

import inspect

import pytest

from autodiff_core import check_gradients, lessons, trace
from autodiff_core.clinic import NAMES, examine, patient, symptoms, two_passes
from autodiff_core.clinic.bugs import BUGS, BY_NAME, SOURCE, engine_from
from autodiff_core.clinic.graphs import TESTS, right, said
from autodiff_core.clinic.ward import CHART, has
from autodiff_core.engines import trace_with
from autodiff_core.errors import GraphError
from autodiff_core.explorers import GraphExplorer
from autodiff_core.mistakes import MISTAKES

NUMBERS = range(1, 11)
HEALTHY = engine_from(SOURCE)
ONE_PASS = [number for number, test in enumerate(TESTS) if not test.twice]
AGAIN = "adds to the gradients of the pass before"

every_patient = pytest.mark.parametrize("number", NUMBERS)
every_test = pytest.mark.parametrize("test", range(len(TESTS)), ids=[test.name for test in TESTS])
every_bug = pytest.mark.parametrize("bug", BUGS, ids=NAMES)


def bug_of(number):
    (bug,) = [bug for bug in BUGS if has(number, bug)]
    return bug


def test_every_bug_has_one_patient_and_the_numbers_are_not_those_of_the_list():
    names = [bug_of(number).name for number in NUMBERS]
    assert sorted(names) == sorted(NAMES) and len(CHART) == 10
    assert all(own != listed for own, listed in zip(names, NAMES))


def test_the_names_are_those_of_the_bank():
    assert set(NAMES) <= set(MISTAKES)


@every_test
def test_a_right_engine_passes_every_test_once_and_twice(test):
    fn, inputs, _, _ = TESTS[test]
    assert examine(HEALTHY, fn, **inputs) and examine(two_passes(HEALTHY), fn, **inputs)
    assert said(HEALTHY, test) == right(test)


def constants_as_inputs(fn):
    """Of these functions a copy whose constants are inputs: to an engine a constant is a Value, too."""

    def two_roads(a, four=4, three=3, five=5):
        b = a * four
        c = b + three
        d = b * five
        e = c + d
        return e

    def short_cut(a, four=4, three=3, five=5):
        b = a * four
        c = b + three
        d = c * five
        e = b + d
        return e

    return locals().get(fn.__name__, fn)


@every_bug
@pytest.mark.parametrize("test", ONE_PASS, ids=[TESTS[number].name for number in ONE_PASS])
def test_what_a_patient_says_is_what_the_bank_computes(bug, test):
    if bug.name == AGAIN:
        pytest.skip("shows in a second pass: see below")
    fn, inputs, _, _ = TESTS[test]
    graph = trace(constants_as_inputs(fn), **inputs).unfolded()  # an engine makes a node of each operation
    bank = MISTAKES[bug.name].gradients(graph)
    assert {name: bank[name] for name in right(test)} == pytest.approx(said(bug.engine(), test))


def test_a_second_pass_doubles_the_gradients_of_the_inputs_as_in_the_bank():
    engine = BY_NAME[AGAIN].engine()
    for number in ONE_PASS:
        fn, inputs, _, _ = TESTS[number]
        assert said(engine, number) == right(number)
        bank = MISTAKES[AGAIN].gradients(trace(fn, **inputs))
        graph = trace_with(two_passes(engine), fn, **inputs)
        assert {name: graph.backward()[name] for name in graph.inputs} == {
            name: bank[name] for name in graph.inputs
        }


@every_patient
def test_a_patient_is_wrong_on_some_test_and_differs_there_from_every_other_one(number):
    assert any(said(patient(number), test) != right(test) for test in range(len(TESTS)))
    for other in NUMBERS:
        if other != number:
            assert any(
                said(patient(number), test) != said(patient(other), test) for test in range(len(TESTS))
            )


@every_patient
@every_test
def test_the_examination_finds_what_is_wrong_by_nudges_alone(number, test):
    fn, inputs, _, twice = TESTS[test]
    engine = two_passes(patient(number)) if twice else patient(number)
    found = examine(engine, fn, **inputs)
    wrong = {name for name, x in said(patient(number), test).items() if x != right(test)[name]}
    assert {name for name in found.wrong if name in right(test)} == wrong
    assert bool(found) == (not found.wrong)
    by_inputs = {row.name: row.verdict for row in check_gradients(trace_with(engine, fn, **inputs)).rows}
    assert by_inputs.items() <= {row.name: row.verdict for row in found.rows}.items()


@every_patient
@every_test
def test_a_patient_runs_in_the_explorer_which_says_what_does_not_fit(number, test):
    fn, inputs, _, twice = TESTS[test]
    engine = two_passes(patient(number)) if twice else patient(number)
    explorer = GraphExplorer(trace_with(engine, fn, **inputs))
    assert explorer.plain() and explorer.svg().startswith("<svg")
    assert bool(explorer.graph.notes()) == bool(examine(engine, fn, **inputs).wrong)


@every_patient
def test_nothing_that_is_easily_looked_at_gives_the_bug_away(number):
    kind = patient(number)
    assert kind is patient(number) and kind.__name__ == f"Patient{number}"
    told = " ".join(
        [repr(kind), str(kind.__doc__), str(kind.backward.__doc__), kind.backward.__qualname__, *vars(kind)]
    )
    assert not any(
        word in told for word in bug_of(number).name.split() if len(word) > 4 and word != "gradient"
    )
    for each in (kind, kind.backward, kind.__mul__):
        with pytest.raises((OSError, TypeError)):
            inspect.getsource(each)


@pytest.mark.parametrize("number", [0, 11, -1, 3.0, "3", None, True, [3]])
def test_there_is_no_other_patient(number):
    with pytest.raises(GraphError, match="The patients have the numbers 1 to 10"):
        patient(number)


@every_bug
def test_a_bug_is_one_edit_of_the_engine(bug):
    own, healthy = bug._edited().splitlines(), SOURCE.splitlines()
    changed = [line for line, other in zip(own, healthy) if line != other]
    assert len(own) == len(healthy) and len(changed) <= 2
    assert [line.strip() for line in bug.wrong.splitlines()] == [line.strip() for line in changed]
    assert f"def {bug.place}(" in bug._edited()


def test_an_edit_that_no_longer_fits_the_engine_is_noticed():
    with pytest.raises(ValueError, match="no longer"):
        BUGS[0]._replace(right="parent.gradient *= 1").engine()


def test_the_names_print_as_a_list_with_a_sentence_each():
    lines = repr(NAMES).splitlines()
    assert len(lines) == 11 and all(line.startswith(bug.name) for line, bug in zip(lines[1:], BUGS))


def test_the_table_of_symptoms_counts_the_wrong_gradients():
    table = symptoms()
    assert list(table) == list(NAMES)
    assert table["overwrites at a fork"]["two_uses"] == {"w": -18.0}
    assert table["loses the minus sign"]["cost"] == {"y": 3.0}
    assert table["starts from the value of the output"]["squared"] == {"e": 9.0, "x": 54.0}
    assert table[AGAIN] == {test.name: {} for test in TESTS} | {
        "two passes": {"y": -6, "x": 30, "b": 6, "w": 12}
    }
    heading, *rows = repr(table).splitlines()
    assert len(rows) == 10 and heading.split()[-2:] == ["two", "passes"]
    assert rows[0].split()[-8:] == ["1", "2", "2", "·", "1", "·", "·", "·"]


def test_the_closed_gate_is_closed_and_the_other_one_is_open():
    fn, inputs, name, _ = TESTS[6]
    values = trace(fn, **inputs).forward()
    assert name == "closed gate" and values["z1"] < 0 < values["z2"]
    assert fn is lessons.network

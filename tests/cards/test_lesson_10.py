"""The cards of lesson 10 against the engines of the clinic."""

import pytest

from autodiff_core import trace
from autodiff_core.cards.lesson_10 import A_CLEAN_BILL_OF_HEALTH, FOUR_TESTS, THE_SAME_PATIENT
from autodiff_core.clinic import examine, patient, symptoms
from autodiff_core.lessons import COST_PARAMETERS, cost, two_uses
from autodiff_core.mistakes import MISTAKES


def test_an_engine_that_overwrites_is_right_on_the_cost():
    found = MISTAKES["overwrites at a fork"].gradients(trace(cost, **COST_PARAMETERS))
    assert found == trace(cost, **COST_PARAMETERS).backward()
    assert [option.text for option in A_CLEAN_BILL_OF_HEALTH.options if option.right] == ["None."]


def test_the_right_answer_is_what_patient_1_says_and_the_true_gradient_is_known_as_such():
    for inputs in THE_SAME_PATIENT.screened.sets[:10]:
        given = dict(zip(("w", "b", "x", "y"), inputs))
        [numbers] = THE_SAME_PATIENT.screened.numbers(inputs)
        says = MISTAKES["loses the minus sign"].gradients(trace(two_uses, **given))["w"]
        assert numbers.right == pytest.approx(says)
        true = trace(two_uses, **given).backward()["w"]
        assert numbers.wrong["gives the true gradient"] == pytest.approx(true)
    assert not examine(patient(1), two_uses, w=2, b=1)


@pytest.mark.parametrize("number, name", [(-14, "gives the true gradient"), (14, "turns both parts round")])
def test_the_answers_of_the_old_table_are_met(number, name):
    assert THE_SAME_PATIENT.questions[0].diagnose(number).name == name
    assert THE_SAME_PATIENT.questions[0].diagnose(18).name == "leaves out the other use"


def test_of_the_choices_only_the_right_four_tests_find_all_mistakes():
    table = symptoms()
    columns = list(next(iter(table.values())))

    def column(words):
        [found] = [name for name in columns if name.split(",")[0].replace("_", " ") == words]
        return found

    for option in FOUR_TESTS.options:
        kept = [column(words) for words in option.text.split(", ")]
        finds_all = all(any(row[test] for test in kept) for row in table.values())
        assert finds_all == option.right, option.text

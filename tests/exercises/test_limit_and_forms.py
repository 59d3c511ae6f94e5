"""What takes too long is stopped; what has another form than is asked for is refused in a sentence."""

import signal
import sys
import threading
import time

import pytest

from autodiff_core.exercises import TASKS, AClass, AFunction, AValue, Fails, Property, Task, judge
from autodiff_core.exercises.limit import TooLong, limited

has_timer = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="this system has no timer")
A_MOMENT = 0.2


@pytest.fixture
def short_of_time(monkeypatch):
    module = sys.modules["autodiff_core.exercises.judge"]
    monkeypatch.setattr(module, "limited", lambda: limited(A_MOMENT))


def timer_is_off():
    return signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def endless(*anything):
    while True:
        pass


def sleeping(*anything):
    time.sleep(60)


@has_timer
@pytest.mark.parametrize("answer", [endless, sleeping], ids=["loop", "sleep"])
def test_an_endless_answer_is_stopped_and_told_so(answer, short_of_time):
    feedback = judge(TASKS["central difference"], answer)
    said = " ".join(repr(feedback).split())
    assert not feedback and "It takes longer than 5 seconds and was stopped." in said
    assert "Probably: A loop that does not end. What should end it, and does that ever change?" in said
    assert timer_is_off()


@has_timer
def test_an_answer_that_swallows_the_stop_in_each_property_is_stopped_all_the_same(short_of_time):
    def swallows_once(*anything):
        try:
            endless()
        except BaseException:  # noqa: B036
            endless()

    assert not judge(TASKS["central difference"], swallows_once)
    assert timer_is_off()


@has_timer
def test_the_timer_is_put_back_and_what_is_quick_is_not_stopped():
    before = signal.getsignal(signal.SIGALRM)
    with limited(60):
        assert not timer_is_off()
        with limited(0.001):  # one at a time: the outer one counts
            time.sleep(0.01)
    assert timer_is_off() and signal.getsignal(signal.SIGALRM) is before


@has_timer
def test_the_time_is_over_in_the_code_inside():
    with pytest.raises(TooLong), limited(0.01):
        endless()
    assert timer_is_off()


@has_timer
def test_beside_the_main_thread_and_beside_another_timer_nothing_is_stopped():
    found = []

    def work():
        with limited(0.001):
            time.sleep(0.05)
            found.append("done")

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert found == ["done"]
    signal.setitimer(signal.ITIMER_REAL, 60)
    try:
        with limited(0.001):
            time.sleep(0.05)
        assert 0 < signal.getitimer(signal.ITIMER_REAL)[0] <= 60
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def test_without_a_timer_a_check_works_as_well(monkeypatch):
    monkeypatch.delattr(signal, "setitimer", raising=False)
    assert judge(TASKS["central difference"], lambda f, w, e: (f(w + e) - f(w - e)) / (2 * e))


def test_an_interrupted_check_stops():
    def interrupted(*anything):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        judge(TASKS["central difference"], interrupted)


# Forms


def is_six(answer):
    if answer != 6:
        raise Fails("it is another number")


def task(form, test=is_six):
    six = Property("It is 6.", test, "Something else.", "What is 2 times 3?")
    return Task("six", "03", "Six", 1, 1, form, "Put a number there", ("a", "b", "c"), (six,), "And 7?")


@pytest.mark.parametrize("answer", [None, ..., (..., ...), [..., 3], (None, 1)])
def test_a_value_that_is_not_given_yet_is_not_attempted(answer):
    feedback = judge(task(AValue("answer")), answer)
    assert repr(feedback).startswith("Not attempted yet.\nPut a number there.")


def test_a_value_is_judged():
    assert repr(judge(task(AValue("answer")), 6)) == "Right.\nThe property holds.\nAnd 7?"
    assert repr(judge(task(AValue("answer")), 7)).startswith("Not yet: It is 6.\nIt is another number.\n")
    assert "Hand over your answer, too" in repr(judge(task(AValue("answer"))))


@pytest.mark.parametrize("answer", [len, int, lambda: 6])
def test_a_function_in_place_of_its_result_is_refused(answer):
    assert "Hand over the result that it gives: answer." in repr(judge(task(AValue("answer")), answer))


def test_a_class_in_place_of_a_function_and_the_other_way_round():
    assert "Hand over the function itself, without brackets: f." in repr(judge(task(AFunction("f", ())), int))
    assert "Hand over the class itself, without brackets: Value." in repr(
        judge(task(AClass("Value", ("go",))), len)
    )


def test_a_function_whose_inputs_cannot_be_read_is_called_all_the_same():
    def calls(answer):
        is_six(answer({"six": 6}, "six"))

    assert judge(task(AFunction("f", ("a", "b")), calls), dict.get)
    assert judge(task(AFunction("f", ("a",)), lambda f: is_six(f(1, 5, 6))), max)


def test_generators_and_coroutines_are_told_to_return():
    def later(f, w, epsilon):
        yield 6

    async def much_later(f, w, epsilon):
        return 6

    for answer in (later, much_later):
        assert "return, not yield" in repr(judge(TASKS["central difference"], answer))


def test_a_cause_of_the_bank_is_said_as_one_sentence():
    def fails(answer):
        raise Fails("it is 5", "Perhaps you took one away.", "Why 1?")

    lines = repr(judge(task(AValue("answer"), fails), 5)).split("\n")
    assert lines == ["Not yet: It is 6.", "It is 5.", "Probably you took one away.", "Why 1?"]


@pytest.mark.parametrize(
    "came, says",
    [
        (10**400, "is a whole number too large for a float"),
        (float("nan"), "is nan, and it should be 5"),
        (1j, "is a complex, not a number"),
        ("5", "is a string, '5', not a number"),
        ("<b>" * 99, "is a string, not a number"),
        (None, "is None (is there a return?), not a number"),
        ([5], "is a list, not a number"),
        (float, "is a type, not a number"),
    ],
)
def test_what_is_no_number_is_said(came, says):
    said = " ".join(repr(judge(TASKS["central difference"], lambda f, w, epsilon: came)).split())
    assert f"slope(five_times, 3, 0.2) {says}" in said

"""What an engine really sends on the way back, noted while it does."""

import pytest
from engines_of_others import engine

from autodiff_core.clinic import examine, sends, two_passes
from autodiff_core.clinic.bugs import BY_NAME
from autodiff_core.errors import GraphError
from autodiff_core.lessons import cost, squared, two_roads, two_uses
from autodiff_core.small_engine import Value


def test_a_right_engine_sends_from_the_output_back_and_adds():
    assert [tuple(send) for send in sends(Value, cost, w=5, b=-3)] == [
        ("J", "v1", 0, 0.5),
        ("v1", "d", 0, 3),
        ("d", "a", 0, 3),
        ("d", "y", 0, -3),
        ("a", "c", 0, 3),
        ("a", "b", 0, 3),
        ("c", "w", 0, 6),
        ("c", "x", 0, 15),
    ]


def test_a_node_that_sends_too_early_is_seen_to_receive_after_it_has_sent():
    found = sends(BY_NAME["sends too early"].engine(), two_roads, a=2)
    senders, receivers = [send.sender for send in found], [send.node for send in found]
    assert senders.index("b") < max(place for place, node in enumerate(receivers) if node == "b")
    assert tuple(found[-1]) == ("c", "b", 5, 6)


def test_what_is_overwritten_is_seen_to_disappear():
    found = sends(BY_NAME["overwrites at a fork"].engine(), two_uses, w=2, b=1)
    assert [send[2:] for send in found if send.node == "w"] == [(0, 4), (4, -18)]


def test_an_arrow_that_does_not_count_is_not_there():
    assert len(sends(Value, squared, x=3)) == 2
    assert len(sends(BY_NAME["counts two arrows from one node once"].engine(), squared, x=3)) == 1


def test_a_second_pass_begins_with_what_the_first_has_left():
    kind = BY_NAME["adds to the gradients of the pass before"].engine()
    assert [send.before for send in sends(two_passes(kind), squared, x=3)] == [0, 3, 6, 9]
    assert [send.before for send in sends(two_passes(Value), squared, x=3)] == [0, 3, 0, 3]


def test_an_engine_with_functions_that_pass_gradients_on_can_be_watched_too():
    found = [tuple(send) for send in sends(engine("closures"), cost, w=5, b=-3)]
    # It keeps children in a set: which of them is sent to first depends on where they lie in memory.
    assert found.index(("a", "c", 0, 3)) < min(found.index(("c", "w", 0, 6)), found.index(("c", "x", 0, 15)))


def test_an_engine_is_itself_again_afterwards():
    before = dict(vars(Value))
    sends(Value, cost, w=5, b=-3)
    assert dict(vars(Value)) == before and examine(Value, cost, w=5, b=-3)


def test_it_prints_as_a_table_with_a_number_for_each_send():
    assert repr(sends(Value, squared, x=3)).splitlines() == [
        "   from  to  before  after",
        "1  e     x        0      3",
        "2  e     x        3      6",
    ]


def test_an_engine_with_slots_is_refused_in_a_sentence():
    with pytest.raises(GraphError, match="Value has slots: what it sends cannot be watched"):
        sends(engine("tuples"), cost, w=5, b=-3)


@pytest.mark.parametrize("tool", [sends, examine, lambda *given, **inputs: two_passes(given[0])])
def test_what_is_no_engine_is_refused_in_a_sentence(tool):
    with pytest.raises(GraphError, match="needs the class of your values"):
        tool(3, cost, w=5, b=-3)


def test_constants_are_shown_as_numbers():
    table = repr(examine(Value, two_roads, a=2))
    assert "d = b * 5" in table and "c = b + 3" in table and "v1" not in table

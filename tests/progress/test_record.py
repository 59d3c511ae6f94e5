"""A record of an item: the best status is kept, and two accounts can be joined."""

import operator
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autodiff_core.progress.record import MOST_TRIES, STATUSES, Record, is_sound, joined, made_now

TIMES = [f"2026-11-24T18:05:0{second}Z" for second in range(10)]
NAMES = st.sampled_from(string.ascii_lowercase[:4])
TIME = st.sampled_from(TIMES)
RECORDS = st.builds(Record, NAMES, st.sampled_from(STATUSES), st.integers(0, 9), TIME, TIME)
ACCOUNTS = st.lists(RECORDS).map(lambda records: {record.item: record for record in records})


def test_a_note_is_made_with_the_time_in_utc():
    record = made_now("slope", "tried")
    assert record[:3] == ("slope", "tried", 1)
    assert record.first == record.last
    assert is_sound(record)


@pytest.mark.parametrize("status", ["new", "", "RIGHT", None, 1, ["right"], {}])
def test_what_is_no_status_makes_no_record(status):
    assert made_now("slope", status) is None


@pytest.mark.parametrize("item", ["", None, 3, b"slope", ["slope"]])
def test_what_is_no_name_makes_no_record(item):
    assert made_now(item, "right") is None


@pytest.mark.parametrize(
    "tries, kept", [(0, 0), (-1, 0), (7, 7), (10**30, MOST_TRIES), (None, 1), ("2", 1), (2.5, 1), (True, 1)]
)
def test_tries_are_a_count(tries, kept):
    assert made_now("slope", "right", tries).tries == kept


def test_half_a_character_is_replaced():
    assert made_now("slope \ud800", "right").item == "slope ?"


@pytest.mark.parametrize(
    "change",
    [
        {"item": ""},
        {"item": None},
        {"status": "new"},
        {"status": 1},
        {"tries": -1},
        {"tries": 1.0},
        {"tries": True},
        {"tries": MOST_TRIES + 1},
        {"first": "2026-11-24 18:05:00"},
        {"last": "2026-11-24T18:05:00+01:00"},
        {"last": None},
    ],
)
def test_a_record_that_cannot_be_is_seen(change):
    sound = Record("slope", "right", 1, TIMES[0], TIMES[1])
    assert is_sound(sound)
    assert not is_sound(sound._replace(**change))


@given(ACCOUNTS, ACCOUNTS)
def test_the_better_status_the_first_and_the_last_time_and_more_tries_win(a, b):
    together = joined(a, b)
    assert together.keys() == a.keys() | b.keys()
    for item, record in together.items():
        both = [account[item] for account in (a, b) if item in account]
        assert STATUSES.index(record.status) == max(STATUSES.index(each.status) for each in both)
        assert record.tries == max(each.tries for each in both)
        assert record.first == min(each.first for each in both)
        assert record.last == max(each.last for each in both)


@given(ACCOUNTS, ACCOUNTS, ACCOUNTS)
def test_the_order_and_the_number_of_merges_do_not_matter(a, b, c):
    assert joined(a, b) == joined(b, a)
    assert joined(joined(a, b), c) == joined(a, joined(b, c))
    assert joined(joined(a, b), b) == joined(a, b)


@given(ACCOUNTS, ACCOUNTS)
def test_tries_add_up_where_asked(a, b):
    for item, record in joined(a, b, operator.add).items():
        assert record.tries == sum(account[item].tries for account in (a, b) if item in account)


def test_tries_stop_at_a_number_that_every_file_can_hold():
    many = {"slope": Record("slope", "tried", MOST_TRIES, TIMES[0], TIMES[0])}
    assert joined(many, many, operator.add) == many

"""What is known of an item: its best status, how many tries, and when. And how two accounts are joined."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime, timezone
from typing import Any, NamedTuple

STATUSES = ("tried", "helped", "right")  # each is better than the one before
DONE = ("helped", "right")
WORDS = {"": "not yet", "tried": "tried", "helped": "right, with help", "right": "right"}
MOST_TRIES = 10**9
TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")  # in order as texts, too


class Record(NamedTuple):
    """One item. `status` is one of STATUSES, `first` and `last` are times in UTC, as 2026-11-24T18:05:00Z."""

    item: str
    status: str
    tries: int
    first: str
    last: str


def made_now(item: Any, status: Any, tries: Any = 1) -> Record | None:
    """The record of one note. None if there is no such status, or the item is not a name."""
    if not (isinstance(item, str) and item and isinstance(status, str) and status in STATUSES):
        return None
    item = item.encode("utf-8", "replace").decode("utf-8")  # half a character cannot be stored
    tries = tries if type(tries) is int else 1
    now = datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    return Record(item, status, min(max(tries, 0), MOST_TRIES), now, now)


def is_sound(record: Record) -> bool:
    """True if this can be a record: what a file says is not believed unseen."""
    return (
        all(isinstance(text, str) for text in (record.item, record.status, record.first, record.last))
        and record.item != ""
        and record.status in STATUSES
        and type(record.tries) is int
        and 0 <= record.tries <= MOST_TRIES
        and bool(TIME.fullmatch(record.first) and TIME.fullmatch(record.last))
    )


def joined(
    records: Mapping[str, Record], others: Mapping[str, Record], tries: Callable[[int, int], int] = max
) -> dict[str, Record]:
    """Two accounts as one: of each item the better status, the first time and the last.

    tries: max where both may tell of the same tries, operator.add where they do not.
    """
    together = dict(records)
    for item, b in others.items():
        a = together.get(item)
        together[item] = b if a is None else Record(
            item,
            max(a.status, b.status, key=STATUSES.index),
            min(tries(a.tries, b.tries), MOST_TRIES),
            min(a.first, b.first),
            max(a.last, b.last),
        )
    return together

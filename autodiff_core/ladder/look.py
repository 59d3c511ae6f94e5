"""Look at what a learner's engine made: Values, parents, local derivatives. Fails says what came instead."""

from __future__ import annotations

import itertools
import numbers
from collections.abc import Mapping, Sequence
from typing import Any

from autodiff_core.exercises.run import Fails, shown

NO_PARENTS = "No parents are handed to Value. They are its second argument."


class TooManyVisits(Exception):
    """The parents in a graph were read more often than any walk needs that visits every node once."""


def of_kind(owner: type, x: Any, what: str) -> Any:
    """`x`, if it is one of the learner's Values."""
    if not isinstance(x, owner):
        raise Fails(f"{what} is {shown(x)}, not a Value")
    return x


def parents(x: Any, what: str) -> tuple:
    """The parents of a Value, if they are a tuple."""
    if not isinstance(x.parents, tuple):
        kind = type(x.parents)
        lost = "A set forgets the order, and that a Value was used twice. " if kind is set else ""
        comma = "A tuple of one needs a comma, as in (self,). " if hasattr(x.parents, "parents") else ""
        raise Fails(f"the parents of {what} are {shown(x.parents)}, not a tuple", (lost + comma).strip())
    return x.parents


def same_parents(x: Any, wanted: Sequence, what: str, name_of: Mapping[int, str], cause: str = "") -> None:
    """The parents of `x` are these very Values, in this order."""
    found = parents(x, what)
    if len(found) != len(wanted) or any(f is not w for f, w in zip(found, wanted)):
        names = ", ".join(name_of.get(id(f), shown(f)) for f in found)
        swapped = len(found) == len(wanted) and all(f is w for f, w in zip(found, wanted[::-1]))
        raise Fails(
            f"the parents of {what} are ({names})",
            "They are the right two, the wrong way round." if swapped else cause if found else NO_PARENTS,
        )


def locals_of(x: Any, count: int, what: str) -> tuple:
    """The local derivatives of a Value, if they are a tuple with one for each of `count` parents."""
    found = x.local_derivatives
    if not isinstance(found, tuple):
        tuples = "Round brackets make a tuple, as in (1, 2), and a tuple of one needs a comma, as in (1,)."
        raise Fails(f"the local derivatives of {what} are {shown(found)}, not a tuple", tuples)
    if len(found) != count:
        raise Fails(f"{what} has {count} parent{'s'[: count > 1]} and {len(found)} local derivatives")
    return found


def plain(x: Any) -> Any:
    """The number in a Value; a number is its own."""
    return x if isinstance(x, numbers.Real) else x.value


def counted(owner: type, budget: int) -> type:
    """A kind of Value whose parents can be read `budget` times, all in all, and then raise TooManyVisits."""
    reads = itertools.count(1)

    class Counted(owner):
        @property
        def parents(self):
            if next(reads) > budget:
                raise TooManyVisits
            return self._parents

        @parents.setter
        def parents(self, parents):
            self._parents = parents

    return Counted

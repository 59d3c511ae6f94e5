"""The small graphs on which the tasks are tested."""

from __future__ import annotations

LEVELS = 40  # of a graph in which every Value is used twice: 41 Values, 2**40 paths
VISITS = 10_000  # more than enough for 41 Values
BOTH = (("+", lambda a, b: a + b), ("*", lambda a, b: a * b))


def pair(Value, x=3.0, y=4.0):
    return Value(x), Value(y)


def diamond(Value):
    """a, its two users, and the Value that uses both of them; and their names."""
    a = Value(3.0)
    b, c = Value(6.0, (a,), (2.0,)), Value(9.0, (a,), (3.0,))
    d = Value(15.0, (b, c), (1.0, 1.0))
    return d, {id(v): name for v, name in zip((a, b, c, d), "abcd")}, (a, b, c, d)


def late_user(Value):
    """b is used by e at once, and by e's other parent over two steps more."""
    a = Value(1.0)
    b = Value(4.0, (a,), (4.0,))
    c = Value(7.0, (b,), (1.0,))
    d = Value(35.0, (c,), (5.0,))
    e = Value(39.0, (d, b), (1.0, 1.0))
    return e, {id(v): name for v, name in zip((a, b, c, d, e), "abcde")}, (a, b, c, d, e)


def twins(Value):
    """Two leaves that hold the same number, and their sum."""
    a, b = pair(Value, 3.0, 3.0)
    c = Value(6.0, (a, b), (1.0, 1.0))
    return c, {id(v): name for v, name in zip((a, b, c), "abc")}, (a, b, c)


def doubling(Value, levels=LEVELS, uses=2):
    v = Value(1.0)
    for _ in range(levels):
        v = Value(v.value, (v,) * uses, (0.5,) * uses)
    return v

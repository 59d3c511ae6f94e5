"""Text that does harm elsewhere is drawn as it stands, or refused in a sentence. `make hostile` tries all."""

import functools

import pytest
from hostile import CANARY, GROUPS, HOSTILE
from hostile_attack import Drawn, attack, judge
from hostile_entrances import ENTRANCES

SLICE = (  # what differs most
    f"</script><script>window.{CANARY}=1</script>",
    f"</text></svg><img src=x onerror=window.{CANARY}=1>",
    f"'); window.{CANARY}=1; ('",
    '"]; graph [',
    "{v:99}",
    "\u202e\0\x1b\ud800",
    "class",
    "x·y",
)
NEVER_DRAWN = {  # what is no number, no node, no card
    "a name that no input has",
    "a value that is no number",
    "an error in an engine of one's own",
    "what is asked of a graph",
    "the place of a file",
}


@functools.cache
def result():
    return attack(SLICE)


def test_there_are_many_texts_of_many_kinds_and_many_entrances():
    assert len(HOSTILE) >= 200 and len(GROUPS) >= 15 and len(ENTRANCES) >= 30
    assert len([text for text in HOSTILE if CANARY in text]) >= 40


def test_at_every_entrance_hostile_text_is_drawn_or_refused_and_nothing_runs():
    assert result().wrong == []


@pytest.mark.parametrize("entrance", ENTRANCES)
def test_an_entrance_draws_what_it_is_made_for(entrance):
    made = result()
    assert made.drawn[entrance] + made.refused[entrance] == len(SLICE)
    assert (made.drawn[entrance] == 0) == (entrance in NEVER_DRAWN)


@pytest.mark.parametrize(
    "drawn",
    [
        Drawn("html", "<p>a</p><b>w</b>"),
        Drawn("html", "<p onclick='1'>a</p>"),
        Drawn("html", "<p>a</p>", whole=True),
        Drawn("svg", "<p>\x01</p>"),
        Drawn("svg", "<p>w"),
        Drawn("fragment", "<script>1</script>"),
        Drawn("state", "\ud800"),
        Drawn("state", "{'w'}"),
        Drawn("python", "def run(<b>): pass"),
        Drawn("notebook", "<b>"),
        Drawn("csv", "a,b\r\n=1,2\r\n"),
        Drawn("sentence", "w" * 1000),
        Drawn("sentence", "no end"),
    ],
    ids=lambda drawn: f"{drawn.kind} {drawn.content[:12]!a}",
)
def test_what_is_wrong_is_seen(drawn):
    with pytest.raises((AssertionError, ValueError, SyntaxError)):
        judge(drawn, "w", {("p",)})

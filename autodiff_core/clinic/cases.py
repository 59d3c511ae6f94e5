"""How hard each patient is, and three hints for each: from a question to nearly the line."""

from __future__ import annotations

from typing import NamedTuple


class Case(NamedTuple):
    """Difficulty from 1 to 5, minutes, and the hints in their order."""

    difficulty: int
    minutes: int
    hints: tuple[str, str, str]


CASES = (
    Case(
        1,
        3,
        (
            "Which gradients of cost are wrong, and what do they have in common with the right numbers?",
            "The size is right. Which operation has a -1 on one of its edges?",
            "Make a graph of that one operation, examine it, and look at its two local derivatives.",
        ),
    ),
    Case(
        1,
        3,
        (
            "Divide each wrong gradient by the right one. What do you notice?",
            "The table begins at the output. Is the first row right?",
            "No edge has been passed yet, and the number is wrong already. Which value of the graph is it?",
        ),
    ),
    Case(
        2,
        4,
        (
            "Is there a graph here on which the engine is right? Which operation does it lack?",
            "Which node comes first among the wrong ones, from the output on, and how is it used?",
            "From 3 to 3.001 the square goes up by 0.006. Which number does the engine put on that edge?",
        ),
    ),
    Case(
        2,
        4,
        (
            "In cost only two of the gradients are wrong. Into which node do both go?",
            "Write down what the engine says for the two, and what is right. What has happened to them?",
            "The local derivatives on the edges into c are 5 and 2. Which belongs to which edge?",
        ),
    ),
    Case(
        3,
        5,
        (
            "Compare each number of the engine with the label on the edge that leaves the node.",
            "Take other values of y, at the end of the graph. Which gradients should change, and do they?",
            "A contribution is upstream gradient times local derivative. Which of the two is in the table?",
        ),
    ),
    Case(
        2,
        4,
        (
            "All graphs without a certain operation are right. Which one have you not used yet?",
            "It is right as well as long as a certain number is positive. Make it negative.",
            "network with b1=-8: which local derivative is on the edge from z1 to a1, and which should be?",
        ),
    ),
    Case(
        3,
        4,
        (
            "Every graph is right when it is examined once. What have you not done to this engine yet?",
            "In training, backward() is called again and again. Examine two_passes(...) of it.",
            "Which numbers are twice the right ones? What should have happened before the second pass?",
        ),
    ),
    Case(
        3,
        4,
        (
            "cost is right at every input. What is there in two_uses that is not in cost?",
            "Which contributions should arrive at the first wrong node? Is one of them in the table?",
            "sends() shows the gradient before and after each send. In which row is something lost?",
        ),
    ),
    Case(
        4,
        5,
        (
            "There is a graph of a single line on which it is wrong. Try to make it even simpler.",
            "With two_uses it is right, although w is used twice there. What is different?",
            "sends() for squared: how many rows should there be, and how many are there?",
        ),
    ),
    Case(
        5,
        7,
        (
            "Its numbers are right on cost, two_uses, squared and network. What has not been there yet?",
            "Take a node in the middle that is used twice. Is it wrong itself, or what it sends to?",
            "sends() for two_roads: when does b send, and what arrives at b after that?",
        ),
    ),
)

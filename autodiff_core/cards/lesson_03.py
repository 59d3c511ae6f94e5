"""The cards of lesson 03: one walk backwards finds every gradient."""

from __future__ import annotations

from autodiff_core.cards.card import FILL, Card
from autodiff_core.lessons import COST_PARAMETERS, cost

CARDS = (
    Card("the whole chain", "03", "predict", fn=cost, inputs=COST_PARAMETERS, asked="dJ/dw"),
    Card(
        "fill in the cost",
        "03",
        "exercise",
        FILL,
        "fill in the graph",
        fn=cost,
        inputs={"w": 4, "b": 5},
        difficulty=2,
        minutes=5,
    ),
)

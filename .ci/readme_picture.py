"""Draw the picture of README.md: the four-node graph with its values, gradients and local derivatives."""

from pathlib import Path

from autodiff_core import trace
from autodiff_core.lessons import COST_PARAMETERS, cost
from autodiff_core.picture import draw

PICTURE = Path(__file__).parents[1] / "notebooks" / "images" / "four_node_graph.svg"


def drawing():
    return draw(trace(cost, **COST_PARAMETERS)).svg + "\n"


if __name__ == "__main__":
    PICTURE.parent.mkdir(exist_ok=True)
    PICTURE.write_text(drawing(), encoding="utf-8")
    print(f"stored {PICTURE.relative_to(PICTURE.parents[2])}")

"""What has a name, and the nearest name where there is none."""

import pytest

from autodiff_core import GraphError
from autodiff_core.teaching.named import named


def test_a_name_leads_to_its_thing():
    assert named("one", {"one": 1}, "card") == 1


@pytest.mark.parametrize(
    "name, hint", [("oen", "Did you mean 'one'?"), (7, "The names stand in the lessons.")]
)
def test_another_name_gets_a_sentence(name, hint):
    with pytest.raises(GraphError) as error:
        named(name, {"one": 1}, "card")
    assert str(error.value) == f"There is no card called {name!r}. {hint}"

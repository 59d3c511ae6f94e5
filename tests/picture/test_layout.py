"""Layouts: with Graphviz and without it; always left to right and without overlap."""

import pytest

from autodiff_core.picture import layout

SIZES = ((100, 60), (100, 60), (80, 40), (80, 40), (120, 60), (80, 40), (120, 60))
ARROWS = ((0, 2, 1), (2, 4, 2), (1, 3, 1), (3, 4, 2), (4, 5, 8), (5, 6, 16))  # two boxes into 4, 4 into 6


@pytest.fixture(params=["Graphviz", "no Graphviz"])
def placed(request, monkeypatch):
    layout.place.cache_clear()
    if request.param == "no Graphviz":
        without_graphviz(monkeypatch)
    yield layout.place(SIZES, ARROWS)
    layout.place.cache_clear()


def without_graphviz(monkeypatch):
    monkeypatch.setattr(layout, "laid_out", lambda dot: None)


def boxes(placed):
    for (x, y), (width, height) in zip(placed.centres, SIZES):
        yield x - width / 2, y - height / 2, x + width / 2, y + height / 2


def test_boxes_do_not_overlap_and_stay_inside(placed):
    found = list(boxes(placed))
    for i, (left, top, right, bottom) in enumerate(found):
        assert 0 <= left and 0 <= top and right <= placed.width and bottom <= placed.height
        for other in found[i + 1 :]:
            assert right <= other[0] or other[2] <= left or bottom <= other[1] or other[3] <= top


def test_arrows_go_from_left_to_right_between_the_sides_of_their_boxes(placed):
    found = list(boxes(placed))
    for (tail, head, _), curve in zip(ARROWS, placed.curves):
        assert len(curve) % 3 == 1
        assert curve[0] == pytest.approx((found[tail][2], placed.centres[tail][1]), abs=0.2)
        assert curve[-1] == pytest.approx((found[head][0], placed.centres[head][1]), abs=0.2)
        assert curve[0][0] < curve[-1][0]


def test_a_box_that_is_used_late_stands_close_to_its_use(monkeypatch):
    without_graphviz(monkeypatch)
    sizes, arrows = ((10, 10),) * 5, ((0, 1, 1), (1, 2, 1), (2, 4, 1), (3, 4, 1))
    placed = layout.place.__wrapped__(sizes, arrows)
    assert placed.centres[3][0] == placed.centres[2][0]


def test_an_arrow_over_several_columns_gets_a_place_of_its_own_in_each(monkeypatch):
    without_graphviz(monkeypatch)
    placed = layout.place.__wrapped__(((10, 50),) * 3, ((0, 1, 1), (1, 2, 1), (0, 2, 1)))
    heights = [y for x, y in placed.curves[2] if abs(x - placed.centres[1][0]) < 20]
    assert all(abs(y - placed.centres[1][1]) > 25 for y in heights)


def test_where_there_is_no_graphviz_one_line_says_what_to_install(monkeypatch):
    without_graphviz(monkeypatch)
    assert "pip install pygraphviz" in layout.place.__wrapped__(SIZES, ARROWS).note
    assert "\n" not in layout.NOTE


def test_nothing_to_lay_out():
    assert layout.place((), ()).centres == ()


def test_a_layout_says_nothing_on_stderr(capfd):
    layout.place.__wrapped__(SIZES, ARROWS)
    assert capfd.readouterr() == ("", "")

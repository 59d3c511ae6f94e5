"""A cell that runs again leaves few old explorers behind, and none that is on show is ever closed."""

import gc
import weakref

import ipywidgets
import pytest
from ipywidgets.widgets import widget as core

from autodiff_core.explorers import GraphExplorer, lifetime
from autodiff_core.lessons import cost


class Kernel:
    """IPython as far as it is asked: which cell runs, what comes after it, and the history of outputs."""

    def __init__(self):
        self.events, self.after, self.runs = self, set(), 0
        self.user_ns, self.cell = {"Out": {}}, "first"

    def register(self, event, call):
        assert event == "post_run_cell"
        self.after.add(call)

    def get_parent(self):
        return {"metadata": {"cellId": self.cell}, "header": {"msg_id": str(self.runs)}}

    def run(self, cell, code):
        """Run a cell that shows what `code` returns."""
        self.cell, self.runs = cell, self.runs + 1
        shown = code()
        shown._repr_mimebundle_()
        self.user_ns["Out"][self.runs] = self.user_ns[f"_{self.runs}"] = shown
        for call in self.after:
            call(None)
        return shown


@pytest.fixture
def kernel(monkeypatch):
    kernel = Kernel()
    monkeypatch.setattr(lifetime, "get_ipython", lambda: kernel)
    monkeypatch.setattr(lifetime, "KEPT", 3)
    before = set(core._instances)
    yield kernel
    for name in set(core._instances) - before:
        if name in core._instances:  # an explorer closes its layout
            core._instances[name].close()


def explorer():
    return GraphExplorer(cost, w=5, b=-3)


def test_a_cell_that_runs_again_and_again_leaves_only_the_last_few_explorers(kernel):
    counts = []
    for _ in range(12):
        last = weakref.ref(kernel.run("a", explorer))
        counts.append((len(core._instances), len(kernel.user_ns["Out"])))
    assert len(set(counts[4:])) == 1 and counts[0] < counts[4], counts
    gc.collect()
    assert last().comm is not None


def test_what_another_cell_shows_or_a_container_or_a_link_holds_is_never_closed(kernel):
    shown, held, linked = (kernel.run("a", explorer) for _ in range(3))
    kernel.run("b", lambda: shown)
    box = ipywidgets.HBox([held])
    link = ipywidgets.jslink((linked, "w"), (ipywidgets.FloatText(), "value"))
    old = kernel.run("a", explorer)
    for _ in range(12):
        kernel.run("a", explorer)
    assert [each.comm is not None for each in (shown, held, linked, old)] == [True, True, True, False]
    assert box.children == (held,) and link.source[0] is linked


def test_an_explorer_that_was_closed_is_opened_again_when_it_is_shown(kernel):
    kept = kernel.run("a", explorer)
    kept.w, name = 7, kept.model_id
    kept.close()
    assert kept.comm is None and kept.layout.comm is None
    live, _ = kept._repr_mimebundle_()
    assert live["application/vnd.jupyter.widget-view+json"]["model_id"] == name
    assert kept.w == 7 and core._instances[name] is kept


def test_closing_leaves_a_layout_alone_that_another_widget_has(kernel):
    one, other = explorer(), explorer()
    one.layout = other.layout
    one.close()
    assert other.layout.comm is not None


def test_where_cells_have_no_names_nothing_is_closed(monkeypatch):
    monkeypatch.setattr(lifetime, "get_ipython", lambda: None)
    made = explorer()
    made._repr_mimebundle_()
    lifetime.cells.after_run()
    assert made not in lifetime.cells.runs and made.comm is not None
    made.close()

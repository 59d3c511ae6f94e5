"""From the slider to the picture in JupyterLab, and the frames of what moves, beside what a learner would
otherwise use: `interact`, the program `dot` and matplotlib.

usage: python tests/benchmarks/in_the_lab.py [ROUNDS]      (prints its part of the table)

Everything happens in one page of one browser, round after round. Work of the page is CPU time of its main
thread, so that a busy machine does not change it much. How soon the picture changes is measured in the page,
from the time stamp of the key to the last change of the picture. The frames of a graph that plays are counted
beside those of the same page while nothing but a dot moves in it.
"""

from __future__ import annotations

import shutil
import statistics
import sys
from collections import defaultdict
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1]))
from benchmarks.lab import PROGRAM, chromium, lab, opened  # noqa: E402
from benchmarks.rows import Row, number, spread, table  # noqa: E402

GOAL = 5
ROUNDS = 5
SIZES = (8, 12, 25, 50)  # 8: the document's four nodes and their four inputs
MOVES = 30  # of a slider, a frame each
KEYS = 5  # pressed one after the other, each when the last has done all that it does
WORK, FRAME = 3.0, 1000 / 60  # ms
SECONDS = 4  # of a graph that plays

EXPLORERS = """
import numpy as np
from autodiff_core import trace
from autodiff_core.explorers import GraphExplorer
from autodiff_core.lessons import cost

def of_size(nodes):
    def chain(w, b):
        h = w * b
        for i in range(nodes - 3):
            h = np.tanh(h) if i % 3 == 2 else h + b if i % 3 else h * w
        return h
    return GraphExplorer(trace(chain, w=0.9, b=0.4)) if nodes > 8 else GraphExplorer(cost, w=5, b=-3)
"""
# What a learner would write with the usual parts: the graph by dot, the cost curve by matplotlib.
USUAL = """
import graphviz
import matplotlib.pyplot as plt
from IPython.display import display
from ipywidgets import FloatSlider, interact

def picture(w):
    b, x, y = -3, 2, 4
    c = w * x
    a = c + b
    d = a - y
    J = d**2 / 2
    nodes = [("w", w, d * x), ("b", b, d), ("c", c, d), ("a", a, d), ("d", d, d), ("J", J, 1)]
    graph = graphviz.Digraph(graph_attr={"rankdir": "LR"}, node_attr={"shape": "record"})
    for name, value, slope in nodes:
        graph.node(name, f"{name} | {value:.4g} | {slope:.4g}")
    graph.edges(["wc", "ca", "ba", "ad", "dJ"])
    display(graph)
    ws = np.linspace(-10, 10, 201)
    plt.figure(figsize=(5, 3))
    plt.plot(ws, (ws * x + b - y)**2 / 2)
    plt.plot(w, J, "o")
    plt.show()

interact(picture, w=FloatSlider(value=0, min=-10, max=10, step=0.2));
"""
OURS = ".ad-explorer >> nth={} >> .ad-picture"
OUR_SLIDER = ".ad-explorer >> nth={} >> input[type=range] >> nth=0"
THEIRS, THEIR_SLIDER = ".widget-interact", ".widget-interact [role=slider]"

# A move in every frame; `at` is the explorer, or null for the same loop with nothing to do in it.
MOVE = """async ({ at, count }) => {
  const slider = document.querySelectorAll(".ad-explorer")[at]?.querySelector("input[type=range]");
  const frame = () => new Promise(requestAnimationFrame);
  await frame();
  for (let i = 0; i < count; i += 1) {
    if (slider) {
      slider.value = Number(slider.min) + (slider.max - slider.min) * (0.5 + 0.4 * Math.sin(i / 3));
      slider.dispatchEvent(new Event("input", { bubbles: true }));
    }
    await frame();
  }
}"""
# A step forward in every frame. What flows along an edge is stopped by the next step.
STEP = """async ({ at, count }) => {
  const explorer = document.querySelectorAll(".ad-explorer")[at];
  const button = (name) => explorer.querySelector(`button[title="${name}"]`);
  const frame = () => new Promise(requestAnimationFrame);
  button("First: clear the board").click();
  for (let i = 0; i < count; i += 1) {
    button("One step forward").click();
    await frame();
  }
}"""
# From the next key on: when it was pressed, when the last thing changed, and the frames that have begun.
LISTEN = """(root) => {
  const seen = { key: null, last: null, frames: [] };
  window.seen = seen;
  const changed = () => { seen.last = performance.now(); };
  const all = { subtree: true, childList: true, characterData: true, attributes: true };
  new MutationObserver(changed).observe(root, all);
  root.addEventListener("load", changed, true);
  const count = (now) => {
    seen.frames.push(performance.now());
    if (seen === window.seen) requestAnimationFrame(count);
  };
  const pressed = (event) => {
    seen.key = event.timeStamp;
    requestAnimationFrame(count);
  };
  addEventListener("keydown", pressed, { capture: true, once: true });
}"""
AT_REST = """() => seen.last && performance.now() - seen.last > 500
  && jupyterapp.shell.currentWidget.sessionContext.session.kernel.status === "idle" """
# Frames a second. With a dot: one that moves, so that this page, too, has something to paint.
FRAMES = """async ({ milliseconds, dot }) => {
  const times = [];
  const moving = document.createElement("div");
  const look = { position: "fixed", top: 0, width: "30px", height: "30px", background: "green" };
  Object.assign(moving.style, look);
  if (dot) document.body.append(moving);
  await new Promise((done) => {
    const next = (now) => {
      times.push(now);
      moving.style.left = `${times.length}px`;
      if (now - times[0] < milliseconds) requestAnimationFrame(next);
      else done();
    };
    requestAnimationFrame(next);
  });
  moving.remove();
  return (times.length - 1) / (times.at(-1) - times[0]) * 1000;
}"""


class Measured:
    """The page with all explorers, and what was found in it: {what: [a number for each round]}."""

    def __init__(self, lab_page, sent):
        self.page, self.sent, self.found = lab_page.page, sent, defaultdict(list)
        self.devtools = self.page.context.new_cdp_session(self.page)
        self.devtools.send("Performance.enable", {"timeDomain": "threadTicks"})

    def _spent(self):
        metrics = self.devtools.send("Performance.getMetrics")["metrics"]
        return {each["name"]: 1000 * each["value"] for each in metrics}

    def work(self, act, at, count=MOVES):
        """Milliseconds of CPU for each of `count` acts: (of scripts, of everything)."""
        before = self._spent()
        self.page.evaluate(act, {"at": at, "count": count})
        after = self._spent()
        return [(after[name] - before[name]) / count for name in ("ScriptDuration", "TaskDuration")]

    def key(self, slider, root):
        """(milliseconds, frames) from a key on the slider to the last change below `root`."""
        self.page.locator(root).evaluate(LISTEN)
        self.page.locator(slider).press("ArrowRight")
        self.page.wait_for_function(AT_REST, timeout=60_000)
        seen = self.page.evaluate("() => { const { seen } = window; window.seen = null; return seen; }")
        return seen["last"] - seen["key"], 1 + sum(frame < seen["last"] for frame in seen["frames"])

    def keys(self, slider, root):
        self.page.locator(slider).focus()
        pressed = [self.key(slider, root) for _ in range(KEYS)]
        return [statistics.median(each) for each in zip(*pressed)]

    def frames_of_a_play(self, at):
        """While the last values and first gradients play: (frames a second, those of a dot, work a frame)."""
        explorer = self.page.locator(".ad-explorer").nth(at)
        explorer.scroll_into_view_if_needed()
        explorer.get_by_label("Speed").select_option("4")
        explorer.locator(".ad-scrub input").fill(str(SIZES[at] - 6))
        dot = self.page.evaluate(FRAMES, {"milliseconds": 1000 * SECONDS, "dot": True})
        before = self._spent()
        explorer.get_by_role("button", name="Play").click()
        playing = self.page.evaluate(FRAMES, {"milliseconds": 1000 * SECONDS, "dot": False})
        work = self._spent()["TaskDuration"] - before["TaskDuration"]
        explorer.get_by_role("button", name="Pause").click()
        explorer.get_by_role("button", name="Last").click()
        return playing, dot, work / (playing * SECONDS)

    def one_round(self, with_dot):
        found, last = self.found, len(SIZES) - 1
        _, idle = self.work(MOVE, None)
        for at, nodes in enumerate(SIZES):
            self.page.locator(".ad-explorer").nth(at).scroll_into_view_if_needed()
            sent = len(self.sent)
            script, everything = self.work(MOVE, at)
            found["messages"].append(len(self.sent) - sent)
            found["script", nodes].append(script)
            found["everything", nodes].append(everything - idle)
            self.page.wait_for_timeout(500)  # the kernel is told, and answers
        found["step"].append(self.work(STEP, last)[1] - idle)
        milliseconds, frames = self.keys(OUR_SLIDER.format(0), OURS.format(0))
        found["milliseconds"].append(milliseconds)
        found["frames"].append(self.keys(OUR_SLIDER.format(last), OURS.format(last))[1])
        if with_dot:
            self.page.locator(THEIRS).scroll_into_view_if_needed()
            usual, _ = self.keys(THEIR_SLIDER, THEIRS)
            found["usual"].append(usual)
            found["times"].append(usual / milliseconds)
        playing, dot, work = self.frames_of_a_play(last)
        found["playing"].append(playing)
        found["play"].append(playing / dot)
        found["frame"].append(work)


def measured(rounds, with_dot):
    """What was found: {what: [a number for each round]}."""
    sent = []

    def note(message):
        sent.append(message)

    cells = [EXPLORERS, *(f"of_size({nodes})" for nodes in SIZES), *([USUAL] if with_dot else [])]
    with lab(slider=cells) as server, chromium() as browser:
        lab_page = opened(browser, server, "slider", lambda socket: socket.on("framesent", note))
        lab_page.run_all()
        lab_page.page.locator(".ad-explorer").nth(len(SIZES) - 1).wait_for()
        if trouble := lab_page.trouble():
            raise RuntimeError("\n".join(trouble))
        measuring = Measured(lab_page, sent)
        measuring.one_round(with_dot)  # the first is slower: nothing of it is kept
        measuring.found.clear()
        for _ in range(rounds):
            measuring.one_round(with_dot)
        lab_page.close()
    return measuring.found


def rows(rounds=ROUNDS):
    """This part of the table."""
    if PROGRAM is None:
        return [Row(GOAL, "slider to picture in JupyterLab", None, WORK, "ms", note="no Chromium here")]
    with_dot = shutil.which("dot") is not None
    found = measured(rounds, with_dot)

    def row(what, key, limit, unit="", **more):
        middle, quartiles = spread(found[key])
        return Row(GOAL, what, middle, limit, unit, quartiles, **more)

    made = [
        row(f"a move of a slider, {nodes} nodes: all that the page computes", ("script", nodes), WORK, "ms",
            beside=f"{number(spread(found['everything', nodes])[0], 'ms')} with style, layout and paint")
        for nodes in SIZES
    ]  # fmt: skip
    last = SIZES[-1]
    made.append(row(f"with style, layout and paint, {last} nodes", ("everything", last), FRAME, "ms"))
    made.append(row("messages to the kernel while a slider moves", "messages", 0, "messages"))
    made.append(row(f"frames from a key to the picture, {last} nodes", "frames", 1, "frames"))
    usual = "`interact` + `dot` + matplotlib / ours, from a key to the picture"
    if with_dot:
        times = [number(spread(found[each])[0], "ms") for each in ("usual", "milliseconds")]
        made.append(row(usual, "times", 50, at_least=True, beside=" and ".join(times)))
    else:
        made.append(Row(GOAL, usual, None, 50, at_least=True, note="no `dot` here (apt install graphviz)"))
    made.append(row(f"a step, {last} nodes: all work of the page", "step", FRAME, "ms"))
    made.append(row(f"a frame while it plays, {last} nodes: all work of the page", "frame", FRAME, "ms"))
    made.append(
        row(f"frames a second while it plays, {last} nodes / while a dot moves", "play", 0.98,
            beside=number(spread(found["playing"])[0], "frames a second"), at_least=True)
    )  # fmt: skip
    return made


if __name__ == "__main__":
    print(table(rows(*map(int, sys.argv[1:]))))

// FitExplorer: the points, the boundary and the cost of a training that runs in the kernel. The page shows and asks.

import { bind, hasKernel, watch } from "./binding.js";
import { buttonRow, liveRegion, numberInput } from "./controls.js";
import { change, followSize, html, write } from "./dom.js";
import { costPicture, planePicture } from "./fit_pictures.js";
import { presentable } from "./present.js";

const NO_PYTHON = "No Python is running behind this page: run the notebook, then press again.";
const PATIENCE = 3000; // milliseconds without an answer, until the page says that none came

async function render({ model, el }) {
  const scene = model.get("scene");
  const alpha = numberInput({
    label: "alpha α",
    value: model.get("alpha"),
    min: 0,
    max: 1,
    step: 0.05,
    limits: model.get("alpha_limits"),
  });
  const buttons = buttonRow("Training", [
    { label: `Train ${scene.press} steps`, title: `Train ${scene.press} steps`, onClick: () => ask("train") },
    { label: "Pause", title: "Pause", onClick: () => ask("pause") },
    { label: "Start again", title: "Start again", onClick: () => ask("restart") },
  ]);
  const bar = html("progress", { "aria-label": "Progress of the training" });
  const words = html("p", { class: "adc-fit-words", role: "status" });
  const said = liveRegion();
  const plane = planePicture(scene);
  const cost = costPicture();
  const root = html(
    "div",
    { class: "adc adc-fit" },
    html("div", { class: "adc-controls" }, buttons.element, alpha.element),
    html("div", { class: "adc-fit-progress" }, bar, words),
    said.element,
    html("div", { class: "adc-fit-panels" }, plane.element, cost.element),
  );
  el.replaceChildren(root);

  let waiting = null; // for the kernel to answer a button
  let silence = null; // of a kernel that is training: a timer, and the news after which none came
  let lastNews = null;
  let asked = model.get("now").answers;
  let heard = "";

  function ask(button) {
    const { where } = model.get("now");
    if (!model.send || !hasKernel(model)) say(NO_PYTHON);
    else if (where === "cell") say("A cell is training: wait until it has ended, or interrupt the kernel.");
    else {
      clearTimeout(waiting);
      try {
        model.send({ button });
      } catch { // a kernel that was started again does not know this view
        return say(NO_PYTHON);
      }
      asked += 1;
      waiting = setTimeout(() => say("Python has not answered yet: it may be busy, or this cell has to be run again."), PATIENCE);
    }
  }

  const say = (sentence) => said.say(sentence);

  /** A training that is under way tells the page many times a second. A kernel that has died does not say so itself. */
  function missNews() {
    say(hasKernel(model) ? "No news from Python: one step takes long, or Python has stopped." : NO_PYTHON);
    lastNews = model.get("now");
  }

  function update() {
    const now = model.get("now");
    if (now.answers >= asked) clearTimeout(waiting);
    asked = Math.max(asked, now.answers);
    change(bar, { max: Math.max(now.goal, 1), value: now.steps });
    // Twenty numbers a second are not to be spoken: only those at the end of a training are.
    change(words, { "aria-live": now.where ? "off" : "polite" });
    write(words, now.progress);
    // What the page itself said stays until the kernel has something else to say.
    const word = JSON.stringify([now.message, now.where, now.answers]);
    if (word !== heard || (lastNews && lastNews !== now)) {
      say(now.message);
      lastNews = null;
    }
    heard = word;
    clearTimeout(silence);
    if (now.where) silence = setTimeout(missNews, PATIENCE);
    plane.show(now);
    cost.show(now);
  }

  const layOut = () => {
    plane.resize();
    cost.resize(plane.height());
    update();
  };
  const released = [bind(model, "alpha", alpha), watch(model, ["now"], update), followSize(root, layOut)];
  return () => {
    clearTimeout(waiting);
    clearTimeout(silence);
    released.forEach((release) => release());
  };
}

export default { render: presentable(render) };

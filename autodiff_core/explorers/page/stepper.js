// The controls that walk through the steps: first, back, play, forward, last, a scrubber, a speed, the arrow keys.

import { buttonRow, nameButton, select } from "./controls.js";
import { change, html, uniqueId, write } from "./dom.js";

const SPEEDS = [["0.5", "slow"], ["1", "normal"], ["2", "fast"], ["4", "very fast"]];
const FORWARD_PAUSE = 1300; // milliseconds that a step of the forward pass stays, at speed 1
const BACKWARD_PAUSE = 2200; // longer, since something moves along the edge

/**
 * The stepper of `steps`. `go(done, { flows })` is called to show the board after `done` steps; flows is true when the
 * learner goes one step ahead, so that what moves may be seen moving.
 *
 * show(done)  tell the stepper where the board is (null: at rest);  keys(element)  let the arrow keys work there too;  stop()
 * setSteps(steps)  walk through other steps from now on, or none; `show` then says where
 */
export function stepper(steps, go) {
  let at = steps.length;
  let timer = null;
  const row = buttonRow("Steps", [
    { label: "⇤ First", title: "First: clear the board", key: "Home", onClick: () => jump(0) },
    { label: "← Back", title: "One step back", key: "ArrowLeft PageUp", onClick: () => jump(at - 1) },
    { label: "▶ Play", title: "Play", key: "p", onClick: toggle },
    { label: "Forward →", title: "One step forward", key: "ArrowRight PageDown", onClick: () => jump(at + 1, true) },
    { label: "Last ⇥", title: "Last: the whole picture", key: "End", onClick: () => jump(steps.length) },
  ]);
  const [, , play] = row.buttons;
  const speeds = select({ label: "Speed", options: SPEEDS, value: "1" });
  const list = speeds.element.querySelector("select");
  const id = uniqueId("scrubber");
  const scrubber = html("input", { type: "range", id, min: 0, max: steps.length, step: 1, value: at });
  scrubber.value = at;
  const label = html("label", { for: id, class: "ad-where" });
  scrubber.addEventListener("input", () => jump(scrubber.valueAsNumber, scrubber.valueAsNumber === at + 1));
  const element = html(
    "div",
    { class: "ad-stepper", role: "group", "aria-label": "Step by step" },
    row.element,
    html("div", { class: "ad-scrub" }, label, scrubber),
    speeds.element,
  );
  speeds.element.classList.add("ad-aside");
  keys(element);

  function jump(done, flows = false) {
    stop();
    go(Math.min(Math.max(done, 0), steps.length), { flows });
  }

  function toggle() {
    if (timer !== null) return stop();
    if (at === steps.length) go(0, { flows: false });
    else advance();
    if (at < steps.length) wait();
  }

  function wait() {
    nameButton(play, "❚❚ Pause", "Pause");
    const pause = at && steps[at - 1].kind === "backward" ? BACKWARD_PAUSE : FORWARD_PAUSE;
    timer = setTimeout(() => {
      advance();
      if (at < steps.length) wait();
      else stop();
    }, pause / speed());
  }

  function advance() {
    go(Math.min(at + 1, steps.length), { flows: true });
  }

  function stop() {
    clearTimeout(timer);
    timer = null;
    nameButton(play, "▶ Play", "Play");
  }

  function speed() {
    return Number(list.value);
  }

  function show(done) {
    at = done ?? steps.length;
    const pass = done ? (steps[done - 1].kind === "forward" ? "forward pass" : "backward pass") : "before the first step";
    const words = !steps.length ? "No step yet" : done === null ? `All ${steps.length} steps done` : `Step ${done} of ${steps.length}: ${pass}`;
    write(label, words);
    if (scrubber.valueAsNumber !== at) scrubber.value = at;
    change(scrubber, { "aria-valuetext": words });
  }

  function setSteps(others) {
    steps = others;
    change(scrubber, { max: steps.length });
    for (const each of [...row.buttons, scrubber]) each.disabled = !steps.length; // a button that does nothing would say nothing
  }

  function keys(where) {
    where.addEventListener("keydown", (event) => {
      if (event.altKey || event.ctrlKey || event.metaKey || event.target.localName === "select") return;
      const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: steps.length }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      jump(to, event.key === "ArrowRight");
    });
  }

  show(null);
  return { element, show, setSteps, keys, stop, speed };
}

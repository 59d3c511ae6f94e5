// Walk through one method step by step: what it touches is pointed out in the drawing and counted there.

import { liveRegion, select } from "./controls.js";
import { html } from "./dom.js";
import { stepper } from "./stepper.js";
import { METHODS } from "./efficiency_methods.js";
import { MOST_NODES_DRAWN } from "./efficiency_schematic.js";

const MOST_STEPS = 400; // more than anyone would walk

/** { element, show(graph), stop() }: closed until the learner opens it; `drawing` is the schematic above. */
export function methodWalk(drawing, settings) {
  const options = METHODS.map(({ name }) => [name, name]);
  const chosen = select({ label: "Method", options, value: METHODS.at(-1).name });
  const words = liveRegion();
  const place = html("div");
  const element = html(
    "details",
    { class: "ad-folded adc-eff-walk", "data-scene": "Step by step" },
    html("summary", {}, "Walk through it, step by step"),
    chosen.element,
    place,
    words.element,
  );
  const list = chosen.element.querySelector("select");
  let graph = null;
  let steps = null;

  function start() {
    stop();
    if (!element.open || !graph) return;
    const log = [];
    const { run } = METHODS.find(({ name }) => name === list.value);
    const small = graph.nodes.length <= MOST_NODES_DRAWN;
    if (small) run(graph, settings, log);
    if (!small || log.length > MOST_STEPS || !log.length) {
      words.say(small
        ? "That is more than anyone would walk: choose a smaller graph."
        : `To walk through it, choose a graph of at most ${MOST_NODES_DRAWN} nodes.`);
      return;
    }
    const go = (done) => {
      steps.show(done);
      drawing.mark(log.slice(0, done));
      words.say(done ? said(log[done - 1], graph, done, log) : "Nothing is done yet. Go forward, or press Play.");
    };
    steps = stepper(log, go);
    place.replaceChildren(steps.element);
    go(0);
  }

  function stop() {
    steps?.stop();
    steps = null;
    place.replaceChildren();
    drawing.mark(null);
    words.say("");
  }

  function show(wanted) {
    graph = wanted;
    start();
  }

  chosen.onInput = start;
  element.addEventListener("toggle", start);
  return { element, show, stop };
}

/** One step in words, with what has been counted so far. */
function said({ kind, pass, at, i }, { inputs, names, nodes }, done, log) {
  const nameOf = (place) => (place < inputs.length ? names[place] : `node ${place - inputs.length + 1}`);
  const evaluated = log.slice(0, done).filter((step) => step.i === undefined).length;
  const ends = i === undefined ? [] : [nameOf(nodes[at - inputs.length].from[i]), nameOf(at)];
  if (kind === "backward") ends.reverse();
  const doing = i === undefined ? `${nameOf(at)} is evaluated` : `the edge from ${ends[0]} to ${ends[1]} is passed`;
  return `${pass}: ${doing}. So far ${evaluated} evaluated, ${done - evaluated} passed.`;
}

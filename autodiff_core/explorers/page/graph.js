// The explorer of a graph: its inputs, and below them the view of the graph as it was recorded. All of it is computed in this page.
//
// Where the inputs lead to another branch of the function, a kernel, if there is one, records it again and sends the new graph.

import { bind, tell } from "./binding.js";
import { numberInput } from "./controls.js";
import { html } from "./dom.js";
import { graphView } from "./graph_view.js";
import { presentable } from "./present.js";
import { load } from "./program.js";
import { troublePlace } from "./trouble.js";

async function render({ model, el }) {
  const { inputs } = model.get("spec");
  const longest = Math.max(...inputs.map((each) => each.label.length));
  const controls = inputs.map((each) => numberInput({ ...each, value: model.get(each.trait) }));
  const trouble = troublePlace();
  const reset = html("button", { type: "button", class: "ad-aside", onclick: startAgain }, "Start values");
  const root = html(
    "div",
    { class: "adc ad-explorer" },
    html("div", { class: "ad-inputs", style: `--ad-longest: ${longest}` }, ...controls.map((each) => each.element)),
    trouble.element,
  );
  let view = null;
  await takeOver();
  el.append(root);

  // The model may change several inputs at once; each change is computed, since that takes less than a frame.
  const parts = inputs.map((each, i) => bind(model, each.trait, controls[i]));
  const heard = [...inputs.map((each) => [`change:${each.trait}`, recompute]), ["change:step", showStep], ["change:spec", takeOver]];
  for (const [event, call] of heard) model.on(event, call);

  /** Show the graph that the model holds now. The inputs stay as they are, also the one that is being dragged. */
  async function takeOver() {
    const spec = model.get("spec");
    const program = await load(spec.program);
    if (spec !== model.get("spec")) return; // one that is newer still is on its way
    const before = view?.state();
    view?.stop();
    view?.elements.forEach((each) => each.remove());
    view = graphView({ model, spec, program, trouble, reset, before });
    root.append(...view.elements);
    view.recompute();
  }

  function recompute() {
    view.recompute();
  }

  function showStep() {
    view.showStep();
  }

  function startAgain() {
    for (const each of inputs) tell(model, each.trait, each.start);
  }

  return () => {
    view.stop();
    parts.forEach((part) => part());
    for (const [event, call] of heard) model.off(event, call);
  };
}

export default { render: presentable(render, { hidden: () => ({ step: 0 }), revealed: () => ({ step: null }) }) };

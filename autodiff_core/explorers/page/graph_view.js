// The view of one recorded graph: its picture, its steps, its nudges and its tables.

import { board, boxed } from "./board.js";
import { tell } from "./binding.js";
import { spokenAtRest } from "./controls.js";
import { html, write } from "./dom.js";
import { flow } from "./flow.js";
import { tables, transcript } from "./ledger.js";
import { formatNumber } from "./numbers.js";
import { moved, nudged, nudgePanel } from "./nudge.js";
import { passOf } from "./program.js";
import { stepper } from "./stepper.js";
import { boardAfter, sentencesOf } from "./steps.js";
import { wholeGraph } from "./whole_graph.js";

/**
 * Everything below the inputs. `program` computes it, `trouble` is the place for what is wrong, `reset` a button to stand with the others.
 *
 * elements  in their order;  recompute()  for new inputs;  showStep()  for another step;  state()  what the reader has opened, for the
 *   view of a graph that takes the place of this one;  stop()
 */
export function graphView({ model, spec, program, trouble, reset, before = {} }) {
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const last = spec.steps.length;
  let pass = null;
  let held = null; // the view to show when what moves has arrived

  const picture = board(spec.svg, spec);
  const box = boxed(picture, spec.title);
  const pill = flow(picture);
  const whole = wholeGraph(box, picture.width, before);
  const walk = stepper(spec.steps, go);
  walk.keys(box);
  const story = html("div", { class: "ad-story" });
  const hush = spokenAtRest(story);
  const sentences = [html("p"), html("p", { class: "ad-symbols" }), html("p", { class: "ad-symbols" })];
  story.append(...sentences);
  const nudging = nudgePanel(spec, () => refresh(), before.nudge);
  picture.onNode((index) => nudging.choose(index));
  const folded = [tables(spec), transcript(spec)];
  folded.forEach((each, i) => { each.element.open = before.open?.[i] ?? false; });
  const elements = [
    box,
    walk.element,
    story,
    html("div", { class: "ad-extras" }, nudging.element, html("span", { class: "adc-buttons" }, whole.element, reset)),
    nudging.body,
    ...folded.map((each) => each.element),
  ];

  function compute() {
    return passOf(program, spec.inputs.map((each) => model.get(each.trait)));
  }

  function recompute() {
    pill.stop();
    pass = compute();
    refresh({ moved: true });
  }

  function showStep() {
    pill.stop();
    refresh();
  }

  /** Show everything, for the present inputs, step and nudge. `moved` says that it is for inputs. */
  function refresh({ moved = false } = {}) {
    const step = model.get("step");
    const done = step ?? last;
    const view = boardAfter(spec, pass, done, step !== null);
    const chosen = nudging.chosen();
    if (chosen) addNudge(view, chosen);
    held = view;
    picture.show(view);
    walk.show(step);
    hush(!moved || !chosen); // while a node is nudged, that is what is spoken of inputs that move
    tellStory(step);
    trouble.tell(picture, spec, program, pass);
    for (const each of folded) each.refresh(pass);
  }

  function go(done, { flows }) {
    pill.stop();
    tell(model, "step", done);
    const step = spec.steps[done - 1];
    if (step) bringIntoSight(step);
    if (flows && step?.kind === "backward" && !still.matches) letFlow(step);
  }

  /** Show the board as it was, then send the upstream gradient back along the edge, then show it as it is. */
  function letFlow(step) {
    const parent = spec.edges[step.edge].parent;
    const [, , contribution, before, after] = pass.flows[step.edge];
    const shown = held;
    const waiting = boardAfter(spec, pass, model.get("step") - 1, false).gradients[parent];
    const during = (text) => ({ ...shown, gradients: shown.gradients.map((each, i) => (i === parent ? text : each)) });
    picture.show(during(waiting));
    const sum = [before, contribution, after].map((each) => formatNumber(each));
    pill.run(
      step.edge,
      pass.flows[step.edge],
      walk.speed(),
      () => picture.show(during(`${sum[0]} + ${contribution < 0 ? `(${sum[1]})` : sum[1]} = ${sum[2]}`)),
      () => picture.show(held),
    );
  }

  function addNudge(view, { index, epsilon }) {
    const inputs = spec.inputs.map((each) => model.get(each.trait));
    const result = nudged(program, inputs, pass, spec.output, index, epsilon);
    result.values.forEach((value, i) => {
      if (Object.is(value, pass.values[i]) || !view.values[i]) return;
      view.values[i] = moved(pass.values[i], value);
      view.nodeMarks[i] += " ad-changed";
    });
    view.nodeMarks[index] += " ad-nudged";
    if (view.gradients[index]) {
      view.gradients[index] += ` | ${formatNumber(result.forward[0])}`;
      view.labels = { [index]: `${picture.nodes[index].word} | Δ${spec.nodes[spec.output].name}/ε` };
    }
    nudging.say(result, pass, { index });
  }

  function tellStory(step) {
    const output = spec.nodes[spec.output];
    const lines =
      step === null
        ? [`The whole picture: ${output.name} = ${formatNumber(pass.values[spec.output])}, with the gradient of ${output.name} at every node.`,
          "Press First, then Forward (or the arrow keys), to see how it comes about."]
        : step === 0
          ? ["The board is clear: only the inputs have values. Forward computes one line after the other, then the gradients come back."]
          : sentencesOf(spec.steps[step - 1], pass);
    sentences.forEach((each, i) => write(each, lines[i] ?? ""));
    story.classList.toggle("ad-resting", !step);
  }

  function bringIntoSight(step) {
    const element = step.kind === "backward" ? picture.edges[step.edge].element : picture.nodes[step.node].element;
    picture.reveal(element, !still.matches);
  }

  function state() {
    const nudge = nudging.chosen();
    return {
      ...whole.state(),
      open: folded.map((each) => each.element.open),
      nudge: nudge && { name: spec.nodes[nudge.index].name, epsilon: nudge.epsilon },
    };
  }

  function stop() {
    walk.stop();
    pill.stop();
    whole.stop();
  }

  return { elements, recompute, showStep, state, stop };
}

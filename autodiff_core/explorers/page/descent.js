// DescentExplorer: a landscape, a point on it, and steps of gradient descent. All of it is computed in this page.

import { bind, tell, watch } from "./binding.js";
import { costCurve } from "./cost_curve.js";
import { buttonRow, choice, liveRegion, nameButton, numberInput, select } from "./controls.js";
import { descender } from "./descent_path.js";
import { earlySentence, lastStep, pathTable } from "./descent_tables.js";
import { judged, stepSentence } from "./descent_words.js";
import { followSize, html } from "./dom.js";
import { landscape } from "./landscape.js";
import { presentable } from "./present.js";
import { load } from "./program.js";

const MANY = 10; // steps of the second button
const RUN_PAUSE = 350; // milliseconds between the first steps of a run, to watch them one by one
const RUN_WATCHED = 12;
const RUN_FAST = 60;
const SETTLED = ["diverged", "dead", "on a kink", "converged"]; // where a run stops

async function render({ model, el }) {
  const spec = model.get("spec");
  const programs = await Promise.all(spec.functions.map((each) => load(each.javascript)));
  const functions = new Map(spec.functions.map((each, i) => [each.name, descender(each, programs[i])]));
  const names = spec.parameters.map(({ label }) => label);
  const traits = spec.parameters.map(({ trait }) => trait);
  let now = null; // what is shown: { f, names, points, alpha, over, ends, during, verdict }
  let timer = null;

  const chosen = select({ label: "Function", options: [...functions.keys()].map((name) => [name, name]) });
  chosen.element.hidden = functions.size === 1;
  const order = choice({
    label: "Update",
    options: [["after", "after the backward pass"], ["during", "during it"]],
  });
  const during = { set: (on) => order.set(on ? "during" : "after") };
  order.onInput = (word) => during.onInput(word === "during");
  const sides = ["Across", "Up"].map((label) => select({ label, options: names.map((name) => [name, name]) }));
  sides.forEach((side, k) => {
    side.element.hidden = names.length === 2;
    side.onInput = (name) => turn(k, name);
  });
  const alpha = numberInput({ label: "alpha α", value: model.get("alpha"), ...spec.alpha });
  const starts = spec.parameters.map((each) =>
    numberInput({ ...each, label: `${each.label} at the start`, value: model.get(each.trait) }));
  const row = buttonRow("Steps of the descent", [
    { label: "One step", title: "One step", key: "ArrowRight PageDown", onClick: () => go(1) },
    { label: `${MANY} steps`, title: `${MANY} steps`, key: "m", onClick: () => go(MANY) },
    { label: "▶ Run", title: "Run", key: "p", onClick: toggle },
    { label: "← Back", title: "Back by one step", key: "ArrowLeft PageUp", onClick: () => go(-1) },
    { label: "Reset", title: "Reset to the start", key: "Home", onClick: () => go(-spec.mostSteps) },
  ]);
  const [one, many, run, back, reset] = row.buttons;
  const words = liveRegion();
  words.element.classList.add("ad-answer");
  const [land, curve] = [landscape(spec.land), costCurve()];
  const [step, history] = [lastStep(names), pathTable(names)];
  const root = html(
    "div",
    { class: "adc adc-descent" },
    html("div", { class: "adc-controls" }, chosen.element, order.element, ...sides.map((side) => side.element)),
    html("div", { class: "adc-controls adc-alpha" }, alpha.element),
    html("div", { class: "adc-controls adc-starts" }, ...starts.map((each) => each.element)),
    html("div", { class: "adc-controls adc-walk" }, row.element),
    html(
      "div",
      { class: "adc-panels" },
      land.element,
      html("div", { class: "adc-said" }, words.element, curve.element),
    ),
    step.element,
    history.element,
  );
  el.replaceChildren(root);

  function update() {
    const f = functions.get(model.get("function"));
    const over = model.get("over").map((name) => names.indexOf(name));
    const settings = { alpha: model.get("alpha"), during: model.get("during") };
    const points = f.descend(traits.map((trait) => model.get(trait)), settings.alpha, model.get("steps_done"), settings.during);
    const verdict = judged(points, f.output, names, spec);
    const ends = over.map((i) => [spec.parameters[i].min, spec.parameters[i].max]);
    now = { f, names, points, over, ends, verdict, ...settings };
    sides.forEach((side, k) => side.set(names[over[k]]));
    for (const part of [land, curve, step]) part.show(now);
    history.refresh([now, spec]);
    words.say([stepSentence(points, f.gates, f.output, spec), earlySentence(now, spec), verdict.sentence].filter(Boolean).join(" "));
    root.dataset.regime = verdict.regime;
    const [ahead, behind] = [canStep(), taken() > 0];
    for (const button of [one, many, run]) button.disabled = !ahead;
    for (const button of [back, reset]) button.disabled = !behind;
  }

  const taken = () => now.points.length - 1;
  const canStep = () => Number.isFinite(now.points.at(-1).cost) && taken() < spec.mostSteps;

  /** Take some steps more, or take some back. */
  function go(steps) {
    stop();
    walk(steps);
  }

  function walk(steps) {
    root.classList.toggle("adc-moving", steps === 1);
    tell(model, "steps_done", Math.min(Math.max(taken() + steps, 0), spec.mostSteps));
  }

  function toggle() {
    if (timer !== null) return stop();
    nameButton(run, "❚❚ Pause", "Pause");
    let walked = 0;
    const advance = () => {
      walk(1);
      walked += 1;
      if (!canStep() || SETTLED.includes(now.verdict.regime)) return stop();
      timer = setTimeout(advance, walked < RUN_WATCHED ? RUN_PAUSE : RUN_FAST);
    };
    advance();
  }

  function stop() {
    clearTimeout(timer);
    timer = null;
    nameButton(run, "▶ Run", "Run");
  }

  /** Draw over another parameter; over the one of the other axis, and the two change places. */
  function turn(side, name) {
    const over = [...model.get("over")];
    if (over[1 - side] === name) over[1 - side] = over[side];
    over[side] = name;
    tell(model, "over", over);
  }

  const released = [
    bind(model, "alpha", alpha),
    bind(model, "during", during),
    bind(model, "function", chosen),
    ...traits.map((trait, i) => bind(model, trait, starts[i])),
  ];
  // A start that is moved begins a new path; one that Python sets keeps the number of steps.
  for (const control of [alpha, ...starts]) {
    const { onInput } = control;
    control.onInput = (value) => {
      stop();
      root.classList.remove("adc-moving");
      if (control !== alpha) tell(model, "steps_done", 0);
      onInput(value);
    };
  }

  const layOut = () => {
    for (const picture of [land, curve]) picture.resize();
    update();
  };
  released.push(
    watch(model, ["alpha", "during", "function", "over", "steps_done", ...traits], update),
    followSize(root, layOut),
  );
  return () => {
    stop();
    released.forEach((release) => release());
  };
}

export default { render: presentable(render, { hidden: () => ({ steps_done: 0 }) }) };

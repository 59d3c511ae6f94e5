// DerivativeExplorer: a curve, a point, a nudge, and how close the difference comes to the derivative.

import { bind, watch } from "./binding.js";
import { choice, liveRegion, numberInput, select } from "./controls.js";
import { followSize, html } from "./dom.js";
import { presentable } from "./present.js";
import { load } from "./program.js";
import { widened } from "./axes.js";
import { differences, errorCurve, oneNumberFunction, sentences } from "./difference.js";
import { curvePicture, errorPicture, magnifier } from "./derivative_pictures.js";
import { formatNumber } from "./numbers.js";
import { readout } from "./readout.js";
import { sequence } from "./sequences.js";

const SLIDER_STEPS = 100;

async function render({ model, el }) {
  const recorded = model.get("functions");
  const programs = await Promise.all(recorded.map((each) => load(each.javascript)));
  const functions = new Map(recorded.map((each, i) => [each.name, oneNumberFunction(each, programs[i])]));
  const [epsilonMin, epsilonMax] = model.get("epsilon_limits");
  const argument = model.get("argument"); // the trait; the name in the learner's code is argumentName
  const { argumentName } = recorded[0];

  const point = numberInput({ label: argumentName, value: model.get(argument), min: -1, max: 1 });
  const epsilon = numberInput({
    label: "epsilon ε",
    value: model.get("epsilon"),
    min: epsilonMin,
    max: epsilonMax,
    scale: "log",
    limits: [epsilonMin, epsilonMax],
  });
  const chosen = select({ label: "Function", options: recorded.map(({ name, output }) => [name, `${output} = ${name}`]) });
  const kind = choice({ label: "Difference", options: [["forward", "forward"], ["central", "central"]] });
  chosen.element.hidden = recorded.length === 1;
  epsilon.element.classList.add("adc-nudging");

  const table = readout();
  const words = liveRegion();
  words.element.classList.add("ad-answer");
  const curve = curvePicture();
  const zoom = magnifier();
  const errors = errorPicture();
  const ofErrors = sequence("Table of the errors", errorRows);
  const pictures = [curve, zoom, errors];
  const root = html(
    "div",
    { class: "adc adc-derivative" },
    html("div", { class: "adc-controls" }, chosen.element, kind.element),
    html("div", { class: "adc-controls" }, point.element, epsilon.element),
    html(
      "div",
      { class: "adc-panels" },
      curve.element,
      html("div", { class: "adc-said" }, words.element, table.element),
      zoom.element,
      errors.element,
    ),
    ofErrors.element,
  );
  el.replaceChildren(root);

  let shown = null; // the function in the picture
  let range = null; // its range: it grows when w leaves it, and does not shrink under the learner's hand

  function update() {
    const f = functions.get(model.get("function"));
    const w = model.get(argument);
    const e = model.get("epsilon");
    const side = model.get("difference");
    if (f !== shown) range = model.get("range");
    const wanted = widened(range, w);
    if (f !== shown || wanted[0] !== range[0]) {
      range = wanted;
      point.setRange(...range, (range[1] - range[0]) / SLIDER_STEPS);
    }
    shown = f;
    const numbers = differences(f, w, e);
    const now = { f, w, epsilon: e, kind: side, numbers, range };
    words.say(sentences(f, w, e, side, numbers).join(" "));
    table.show(now);
    curve.show(now);
    zoom.show(now);
    const points = errorCurve(f, w);
    errors.show({ ...now, points });
    ofErrors.refresh({ ...now, points });
  }

  const layOut = () => {
    pictures.forEach((picture) => picture.resize());
    update();
  };
  const released = [
    bind(model, argument, point),
    bind(model, "epsilon", epsilon),
    bind(model, "function", chosen),
    bind(model, "difference", kind),
    watch(model, [argument, "epsilon", "function", "difference"], update),
    followSize(root, layOut),
  ];
  return () => released.forEach((release) => release());
}

/** The errors at powers of ten, as the picture of them shows more closely. */
function errorRows({ f, w, points }) {
  return {
    caption: `How far the difference is from the derivative at ${f.argumentName} = ${formatNumber(w)}`,
    heads: ["epsilon", "forward", "central"],
    rows: points.filter(([epsilon]) => Number.isInteger(Math.log10(epsilon))).map((row) => row.map((each) => formatNumber(each, 3))),
  };
}

export default { render: presentable(render) };

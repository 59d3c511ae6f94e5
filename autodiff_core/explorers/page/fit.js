// FitExplorer: the points, the boundary and the cost of a training, and the buttons that run it in the page.

import { bind } from "./binding.js";
import { buttonRow, liveRegion, numberInput, spokenAtRest } from "./controls.js";
import { change, followSize, html, write } from "./dom.js";
import { costPicture, planePicture } from "./fit_pictures.js";
import { trainingOf } from "./fit_training.js";
import { formatNumber } from "./numbers.js";
import { presentable } from "./present.js";
import { sequence, spread } from "./sequences.js";

async function render({ model, el }) {
  const scene = model.get("scene");
  const training = await trainingOf(model);
  const alpha = numberInput({
    label: "alpha α",
    value: model.get("alpha"),
    min: 0,
    max: 1,
    step: 0.05,
    limits: model.get("alpha_limits"),
  });
  const buttons = buttonRow("Training", [
    { label: `Train ${scene.press} steps`, title: `Train ${scene.press} steps`, key: "ArrowRight PageDown", onClick: training.train },
    { label: "Pause", title: "Pause", key: "p", onClick: training.pause },
    { label: "Start again", title: "Start again", key: "Home", onClick: training.restart },
  ]);
  const bar = html("progress", { "aria-label": "Progress of the training" });
  const words = html("p", { class: "adc-fit-words ad-answer" });
  const hush = spokenAtRest(words); // numbers that run are not to be spoken: only those at the end of a training are
  const said = liveRegion();
  const plane = planePicture(scene);
  const cost = costPicture(scene);
  const tables = [
    sequence("Table of the costs", costRows),
    sequence("Table of the points", ({ wrong }) => pointRows(scene, wrong)),
  ];
  const root = html(
    "div",
    { class: "adc adc-fit" },
    html("div", { class: "adc-controls" }, buttons.element, alpha.element),
    html("div", { class: "adc-fit-progress" }, bar, words),
    said.element,
    html("div", { class: "adc-fit-panels" }, plane.element, cost.element),
    ...tables.map((each) => each.element),
  );
  el.replaceChildren(root);

  function update() {
    const now = training.now();
    change(bar, { max: Math.max(now.goal, 1), value: now.steps });
    hush();
    write(words, now.words);
    said.say(now.message);
    plane.show(now, training.heights());
    cost.show(now);
    for (const each of tables) each.refresh(now);
  }

  const layOut = () => {
    plane.resize();
    cost.resize(plane.height());
    update();
  };
  const released = [bind(model, "alpha", alpha), training.watch(update), followSize(root, layOut)];
  return () => released.forEach((release) => release());
}

const MOST_ROWS = 21;

function costRows({ curve }) {
  const rows = spread(curve, MOST_ROWS).map(([steps, J]) => [String(steps), formatNumber(J)]);
  return { caption: "The cost J after so many steps", heads: ["steps", "cost J"], rows };
}

function pointRows({ points, labels }, wrong) {
  const rows = points.map((point, i) => [
    ...[i + 1, ...point].map((each) => formatNumber(each, 4)),
    String(labels[i]),
    wrong.includes(i) ? "wrong" : "right",
  ]);
  return { caption: "The points, and on which side of the boundary each is", heads: ["point", "first coordinate", "second coordinate", "label", "side"], rows };
}

export default { render: presentable(render) };

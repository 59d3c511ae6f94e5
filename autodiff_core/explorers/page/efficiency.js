// EfficiencyExplorer: four ways to all gradients, run and counted in the page on graphs whose size the learner chooses.

import { bind, tell, watch } from "./binding.js";
import { choice, liveRegion, numberInput } from "./controls.js";
import { followSize, html, scrollBox, write } from "./dom.js";
import { formatNumber } from "./numbers.js";
import { table } from "./ledger.js";
import { countPaths, doublingGraph, rowGraph } from "./efficiency_graphs.js";
import { METHODS, farthest } from "./efficiency_methods.js";
import { efficiencyPicture, methodSign } from "./efficiency_picture.js";
import { schematic } from "./efficiency_schematic.js";
import { methodWalk } from "./efficiency_walk.js";
import { presentable } from "./present.js";
import { sequence } from "./sequences.js";

const TRAITS = ["family", "n", "p", "k"];
const HEADS = ["method", "nodes evaluated", "edges passed", "steps", "numbers kept", "largest difference"];
const UNIT = "One step is one node evaluated, or one edge passed: multiplied by its local derivative, and added up. Numbers kept: "
  + "the most that are held at one time, because they are still needed. Largest difference: from the gradients of backpropagation.";
const DIFFERENCE_DIGITS = 3;
const whole = (x) => formatNumber(x, 16);

function render({ model, el }) {
  const settings = model.get("settings");
  const sizes = Object.fromEntries(["n", "p", "k"].map((name) => {
    const [min, max] = settings.limits[name];
    return [name, numberInput({ label: name, value: model.get(name), min, max, step: 1, limits: [min, max], whole: true })];
  }));
  const family = choice({ label: "Graph", options: settings.families, value: model.get("family") });
  const words = liveRegion();
  words.element.classList.add("ad-answer");
  const counts = table("Steps, counted", HEADS, METHODS.map(({ name }) => [name]));
  counts.rows.forEach((cells, i) => {
    cells[0].prepend(methodSign(i));
    for (const cell of cells.slice(1)) cell.classList.add("ad-answer");
  });
  const picture = efficiencyPicture();
  const ofCurves = sequence("Table of the curves", curveRows);
  const drawing = schematic();
  const walk = methodWalk(drawing, settings);
  const root = html(
    "div",
    { class: "adc adc-efficiency" },
    html("div", { class: "adc-controls" }, family.element),
    html("div", { class: "adc-controls" }, sizes.n.element, sizes.p.element, sizes.k.element),
    drawing.element,
    walk.element,
    words.element,
    scrollBox({ class: "adc-eff-counts", "data-scene": "Counts" }, "Steps, counted", counts.element),
    html("p", { class: "adc-note ad-aside" }, UNIT),
    picture.element,
    ofCurves.element,
  );
  el.replaceChildren(root);

  const measure = (graph) => METHODS.map(({ run }) => run(graph, settings));
  const curves = new Map(); // by n: the counts for some p; they are run once
  function curveOf(n) {
    if (!curves.has(n)) {
      const chosen = [...settings.some.filter((p) => p < n - 1), n - 1];
      curves.set(n, chosen.map((p) => ({ p, counts: measure(rowGraph(n, p, settings)) })));
    }
    return curves.get(n);
  }
  const [fewest, most] = settings.limits.k;
  const doublings = Array.from({ length: most - fewest + 1 }, (_, i) => {
    const graph = doublingGraph(fewest + i);
    return { k: fewest + i, paths: countPaths(graph).paths, nodes: graph.inputs.length + graph.nodes.length };
  });

  let drawn = "";

  function update() {
    const [isRow, n, p, k] = [model.get("family") === "row", model.get("n"), model.get("p"), model.get("k")];
    if (p > n - 1) return tell(model, "p", n - 1); // which updates again
    sizes.n.element.hidden = sizes.p.element.hidden = !isRow;
    sizes.k.element.hidden = isRow;
    sizes.p.setRange(1, n - 1, 1, [1, n - 1]);
    const graph = isRow ? rowGraph(n, p, settings) : doublingGraph(k);
    const found = measure(graph);
    const { paths } = countPaths(graph);
    fillIn(found, paths);
    if (JSON.stringify(graph) !== drawn) {
      drawn = JSON.stringify(graph);
      drawing.show(graph);
      walk.show(graph);
    }
    if (isRow) picture.showRow({ n, p, curve: curveOf(n), counts: found });
    else picture.showDoubling({ k, all: doublings });
    ofCurves.refresh(isRow ? { n, curve: curveOf(n) } : { all: doublings });
    words.say(isRow ? rowWords(n, p, found, settings.epsilon) : doublingWords(k, paths, found));
    return undefined;
  }

  function fillIn(found, paths) {
    const right = found.at(-1);
    found.forEach((count, i) => {
      const cells = counts.rows[i].slice(1);
      const texts = count
        ? [count.nodes, count.edges, count.steps, count.kept].map(whole).concat(formatNumber(farthest(count, right), DIFFERENCE_DIGITS))
        : ["", "", `not run: ${whole(paths)} paths`, "", ""];
      cells.forEach((cell, j) => write(cell, texts[j]));
    });
  }

  const layOut = () => { picture.resize(); update(); };
  const released = [
    bind(model, "family", family),
    ...Object.entries(sizes).map(([name, control]) => bind(model, name, control)),
    watch(model, TRAITS, update),
    followSize(root, layOut),
  ];
  return () => {
    walk.stop();
    released.forEach((release) => release());
  };
}

/** What the curves show: the steps for some p, or the paths and nodes for every k. */
function curveRows({ n, curve, all }) {
  if (all) return { caption: "Paths and nodes", heads: ["k", "paths", "nodes"], rows: all.map(({ k, paths, nodes }) => [k, paths, nodes].map(whole)) };
  const rows = curve.map(({ p, counts }) => [p, ...counts.map(({ steps }) => steps)].map(whole));
  return { caption: `Steps for all p gradients, n = ${n}`, heads: ["p", ...METHODS.map(({ name }) => name)], rows };
}

function rowWords(n, p, [nudging, , , backpropagation], epsilon) {
  const ratio = nudging.steps / backpropagation.steps;
  const compared = ratio === 1 ? "just as many" : `a factor of ${formatNumber(ratio, 2)}`;
  const gradients = p === 1 ? "The one gradient takes" : `All ${p} gradients take`;
  return `n = ${n}, p = ${p}. ${gradients} ${whole(nudging.steps)} steps by nudging and ${whole(backpropagation.steps)} by `
    + `backpropagation: ${compared}. A nudge of ${formatNumber(epsilon)} is off by up to `
    + `${formatNumber(farthest(nudging, backpropagation), 2)}; the other methods are exact.`;
}

function doublingWords(k, paths, [, , walked, backpropagation]) {
  const walk = walked ? `Walking them one at a time passes ${whole(walked.edges)} edges` : "Walking them one at a time is not run";
  return `k = ${k}. ${whole(paths)} paths lead from the end back to x, through ${k + 1} nodes. ${walk}; `
    + `backpropagation passes ${whole(backpropagation.edges)}, each edge once.`;
}

export default { render: presentable(render) };

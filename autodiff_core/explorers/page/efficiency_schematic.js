// A small drawing of the graph that is counted: all of it if it is short, else its beginning and its end.

import { change, html, svg, uniqueId, write } from "./dom.js";

const [STEP, RADIUS, MIDDLE, HEIGHT] = [64, 17, 74, 104];
const [FIRST, LAST] = [6, 3]; // the nodes shown of a long graph
const SIGNS = { start: "×", multiply: "×", add: "+", relu: "ReLU", cost: "J" };

/** { element, show(graph) }. Circles are nodes, boxes above them are parameters, arrows are edges. */
export function schematic() {
  const titleId = uniqueId("title");
  const title = svg("title", { id: titleId });
  const drawn = svg("g");
  const picture = svg("svg", { class: "adc-eff-graph", role: "img", "aria-labelledby": titleId }, title, drawn);
  const element = html("div", { class: "adc-eff-drawing" }, picture);

  function show({ inputs, nodes }) {
    const doubles = nodes.every(({ from }) => from[0] === from[1]);
    const long = nodes.length > FIRST + LAST + 1;
    const shown = nodes.map((_, k) => k).filter((k) => !long || k < FIRST || k >= nodes.length - LAST);
    const first = doubles ? [circle(0, "x", "adc-eff-input")] : [];
    const placeOf = (i) => i + first.length + (long && i >= FIRST ? 1 : 0);
    const parts = shown.flatMap((k, i) => {
      const at = placeOf(i);
      const hasBefore = doubles || k > 0;
      const arrows = !hasBefore ? [] : doubles ? [bow(at, -1), bow(at, 1)] : [arrow(at)];
      const own = doubles ? null : nodes[k].from.find((place) => place < inputs.length);
      const isLast = k === nodes.length - 1;
      return [...arrows, ...(own === undefined || own === null ? [] : [box(at, own)]), circle(at, SIGNS[nodes[k].kind], isLast ? "adc-eff-end" : "")];
    });
    const gap = long ? [svg("text", { x: centre(placeOf(FIRST) - 1), y: MIDDLE, dy: "0.3em", class: "adc-eff-sign-text" }, "…")] : [];
    const width = centre(placeOf(shown.length - 1)) + RADIUS + 4;
    const top = doubles ? MIDDLE - 30 : 0; // no parameters stand above the doublings
    change(picture, { viewBox: `0 ${top} ${width} ${HEIGHT - top}`, width, height: HEIGHT - top });
    drawn.replaceChildren(...first, ...parts, ...gap);
    write(title, doubles
      ? `x and ${nodes.length} nodes in a row; each adds the one before it to itself, so two edges lead from each to the next.`
      : `${nodes.length} nodes in a row, ${inputs.length} of them with a parameter of its own; the last one is the cost J.`);
  }

  return { element, show };
}

const centre = (i) => RADIUS + 4 + i * STEP;

function circle(i, sign, kind) {
  return svg(
    "g",
    { class: `adc-eff-node ${kind}` },
    svg("circle", { cx: centre(i), cy: MIDDLE, r: RADIUS }),
    svg("text", { x: centre(i), y: MIDDLE, dy: "0.34em", class: sign.length > 1 ? "adc-eff-small" : "" }, sign),
  );
}

/** The parameter of a node, above it: w1, b1, w2, b2, ... */
function box(i, parameter) {
  const [x, y] = [centre(i), 16];
  return svg(
    "g",
    { class: "adc-eff-parameter" },
    svg("line", { x1: x, x2: x, y1: y + 11, y2: MIDDLE - RADIUS - 1, class: "adc-eff-edge" }),
    head(x, MIDDLE - RADIUS - 1, 90),
    svg("rect", { x: x - 19, y: y - 12, width: 38, height: 23, rx: 3 }),
    svg("text", { x, y, dy: "0.32em" }, `${"wb"[parameter % 2]}${Math.floor(parameter / 2) + 1}`),
  );
}

function arrow(i) {
  const [from, to] = [centre(i) - STEP + RADIUS, centre(i) - RADIUS - 1];
  return svg("g", {}, svg("line", { x1: from, x2: to, y1: MIDDLE, y2: MIDDLE, class: "adc-eff-edge" }), head(to, MIDDLE, 0));
}

/** One of two bent arrows, above (-1) or below (1) the line of nodes. */
function bow(i, side) {
  const [from, to] = [centre(i) - STEP + RADIUS * 0.8, centre(i) - RADIUS * 0.85];
  const [y, bent] = [MIDDLE + side * RADIUS * 0.6, MIDDLE + side * 27];
  return svg(
    "g",
    {},
    svg("path", { d: `M${from},${y}Q${(from + to) / 2},${bent} ${to},${y}`, class: "adc-eff-edge" }),
    head(to, y, side * -34),
  );
}

const head = (x, y, angle) =>
  svg("path", { d: "M0,0L-7,-3.6L-7,3.6Z", transform: `translate(${x},${y}) rotate(${angle})`, class: "adc-eff-head" });

// A small drawing of the graph that is counted: all of it if it is short, else its beginning and its end.

import { change, scrollBox, svg, uniqueId, write } from "./dom.js";

const [STEP, RADIUS, MIDDLE, HEIGHT] = [76, 17, 74, 116];
const [FIRST, LAST] = [6, 3]; // the nodes shown of a long graph
export const MOST_NODES_DRAWN = FIRST + LAST + 1;
const SIGNS = { start: "×", multiply: "×", add: "+", relu: "ReLU", cost: "J" };

/**
 * { element, show(graph), mark(steps) }. Circles are nodes, boxes above them are parameters, arrows are edges.
 * mark(steps) writes at every node and edge how often the steps have touched it, and points out the last; mark(null) takes that away.
 */
export function schematic() {
  const titleId = uniqueId("title");
  const title = svg("title", { id: titleId });
  const drawn = svg("g");
  const meaning = svg("desc", {}, "Circles are nodes, boxes above them are parameters, arrows are edges. The table below counts what is done in them.");
  const picture = svg("svg", { class: "adc-eff-graph", role: "img", "aria-labelledby": titleId }, title, meaning, drawn);
  const element = scrollBox({ class: "adc-eff-drawing", "data-scene": "Counts | Step by step" }, "The graph", picture);
  let places = new Map(); // "at" or "at,i" -> { part, count }

  function show(graph) {
    const { inputs, nodes } = graph;
    const doubles = nodes.every(({ from }) => from[0] === from[1]);
    const long = nodes.length > MOST_NODES_DRAWN;
    const shown = nodes.map((_, k) => k).filter((k) => !long || k < FIRST || k >= nodes.length - LAST);
    const offset = doubles ? 1 : 0; // x itself stands before the doublings
    const columnOf = (i) => i + offset + (long && i >= FIRST ? 1 : 0);
    places = new Map();
    const keep = (key, part) => { places.set(key, part); return part.element; };
    const parts = shown.flatMap((k, column) => {
      const [at, end] = [columnOf(column), k === nodes.length - 1];
      const edges = nodes[k].from.map((place, i) => {
        const made = doubles ? bow(at, i ? 1 : -1) : place < inputs.length ? box(at, graph.names[place]) : arrow(at);
        return keep(`${k + inputs.length},${i}`, made);
      });
      return [...edges, keep(`${k + inputs.length}`, circle(at, SIGNS[nodes[k].kind], end ? "adc-eff-end" : ""))];
    });
    if (doubles) parts.unshift(circle(0, graph.names[0], "adc-eff-input").element);
    if (long) parts.push(svg("text", { x: centre(columnOf(FIRST) - 1), y: MIDDLE, dy: "0.3em", class: "adc-eff-dots" }, "…"));
    const width = centre(columnOf(shown.length - 1)) + RADIUS + 4;
    const top = doubles ? MIDDLE - 42 : 0; // no parameters stand above the doublings
    change(picture, { viewBox: `0 ${top} ${width} ${HEIGHT - top}`, width, height: HEIGHT - top });
    drawn.replaceChildren(...parts);
    write(title, doubles
      ? `x and ${nodes.length} nodes in a row; each adds the one before it to itself, so two edges lead from each to the next.`
      : `${nodes.length} nodes in a row, ${inputs.length} of them with a parameter of its own; the last one is the cost J.`);
  }

  function mark(steps) {
    const touched = new Map();
    for (const step of steps ?? []) touched.set(keyOf(step), (touched.get(keyOf(step)) ?? 0) + 1);
    const last = steps?.length ? keyOf(steps.at(-1)) : null;
    places.forEach(({ element: part, count }, key) => {
      part.classList.toggle("adc-eff-touched", touched.has(key));
      part.classList.toggle("adc-eff-lit", key === last);
      write(count, touched.has(key) ? `${touched.get(key)}` : "");
    });
  }

  return { element, show, mark };
}

const keyOf = ({ at, i }) => (i === undefined ? `${at}` : `${at},${i}`);
const centre = (i) => RADIUS + 4 + i * STEP;

/** How often a part was touched: a small number beside it. */
const tally = (x, y) => svg("text", { x, y, class: "adc-eff-tally" });

function circle(i, sign, kind) {
  const count = tally(centre(i), MIDDLE + RADIUS + 15);
  const element = svg(
    "g",
    { class: `adc-eff-node ${kind}` },
    svg("circle", { cx: centre(i), cy: MIDDLE, r: RADIUS }),
    svg("text", { x: centre(i), y: MIDDLE, dy: "0.34em", class: sign.length > 1 ? "adc-eff-small" : "" }, sign),
    count,
  );
  return { element, count };
}

/** The parameter of a node, above it, and the edge between them. */
function box(i, name) {
  const [x, y] = [centre(i), 16];
  const count = tally(x + 10, y + 28);
  const element = svg(
    "g",
    { class: "adc-eff-parameter" },
    svg("line", { x1: x, x2: x, y1: y + 11, y2: MIDDLE - RADIUS - 1, class: "adc-eff-edge" }),
    head(x, MIDDLE - RADIUS - 1, 90),
    svg("rect", { x: x - 19, y: y - 12, width: 38, height: 23, rx: 3 }),
    svg("text", { x, y, dy: "0.32em" }, name),
    count,
  );
  return { element, count };
}

function arrow(i) {
  const [from, to] = [centre(i) - STEP + RADIUS, centre(i) - RADIUS - 1];
  const count = tally((from + to) / 2 - 3, MIDDLE - 6);
  const line = svg("line", { x1: from, x2: to, y1: MIDDLE, y2: MIDDLE, class: "adc-eff-edge" });
  return { element: svg("g", {}, line, head(to, MIDDLE, 0), count), count };
}

/** One of two bent arrows, above (-1) or below (1) the line of nodes. */
function bow(i, side) {
  const [from, to] = [centre(i) - STEP + RADIUS * 0.8, centre(i) - RADIUS * 0.85];
  const [y, bent] = [MIDDLE + side * RADIUS * 0.6, MIDDLE + side * 29];
  const count = tally((from + to) / 2, MIDDLE + (side < 0 ? -25 : 34));
  const line = svg("path", { d: `M${from},${y}Q${(from + to) / 2},${bent} ${to},${y}`, class: "adc-eff-edge" });
  return { element: svg("g", {}, line, head(to, y, side * -30), count), count };
}

const head = (x, y, angle) =>
  svg("path", { d: "M0,0L-7,-3.6L-7,3.6Z", transform: `translate(${x},${y}) rotate(${angle})`, class: "adc-eff-head" });

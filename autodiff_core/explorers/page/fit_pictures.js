// The two pictures of the FitExplorer: the plane with points and boundary, and the cost over the steps.

import { axes } from "./axes.js";
import { explain } from "./captioned.js";
import { path } from "./curve.js";
import { change, html, svg, write } from "./dom.js";
import { gridLines } from "./fit_descent.js";
import { outline, region } from "./surface.js";

const MARKS = {
  plus: () => svg("circle", { r: 3.6, class: "adc-fit-plus" }),
  minus: () => svg("rect", { x: -2.8, y: -2.8, width: 5.6, height: 5.6, class: "adc-fit-minus" }),
  ring: () => svg("circle", { r: 6.5, class: "adc-fit-ring" }),
  boundary: () => svg("line", { x1: -13, x2: 13, class: "adc-fit-boundary" }),
};
const TONES = [0, 1, 2, 3].map((i) => `adc-fit-tone adc-fit-tone${i}`);

function figure(heading, plot, ...after) {
  const note = html("span", { class: "ad-answer" });
  const caption = html("figcaption", {}, html("strong", {}, heading), " ", note);
  return { note, element: html("figure", { class: "adc-panel" }, caption, plot.element, ...after) };
}

/** The plane: { element, resize(), height(), show(now, heights) }, where heights is the output on the grid, row by row. */
export function planePicture(scene) {
  const plot = axes({
    title: "The plane",
    description: "The points of two classes, and the boundary on which the score of the network is 0. "
      + "Points on the wrong side of it have a ring.",
    xName: "first coordinate",
    yName: "second coordinate",
    className: "adc-fit-plane",
  });
  const key = html("ul", { class: "adc-key" });
  explain(key, [
    [MARKS.plus(), "label 1"],
    [MARKS.minus(), "label -1"],
    [MARKS.boundary(), "boundary: score 0"],
    [MARKS.ring(), "on the wrong side"],
  ]);
  const { element, note } = figure("The plane", plot, key);
  const lines = gridLines(scene);
  const base = svg("rect", { class: TONES[0], width: "100%", height: "100%" });
  const tones = TONES.slice(1).map((tone) => svg("path", { class: tone }));
  const boundary = svg("path", { class: "adc-fit-boundary" });
  const marks = scene.labels.map((label) => (label > 0 ? MARKS.plus() : MARKS.minus()));
  const rings = scene.points.map(() => MARKS.ring());
  plot.inside.append(base, ...tones, boundary, ...rings, ...marks);
  const ratio = (scene.y[1] - scene.y[0]) / (scene.x[1] - scene.x[0]);

  function resize() {
    const width = Math.round(element.clientWidth) || 420;
    plot.resize(width, width);
    // Both coordinates in one scale: what the axes themselves take is the same for every size.
    plot.resize(width, Math.round(plot.size.width * ratio + width - plot.size.height));
    plot.show({ x: scene.x, y: scene.y });
    scene.points.forEach(([x, y], i) => {
      const place = { transform: `translate(${plot.X(x)},${plot.Y(y)})` };
      change(marks[i], place);
      change(rings[i], place);
    });
  }

  function show(now, heights) {
    const across = lines.xs.length;
    const grid = { ...lines, heights: lines.ys.map((_, row) => heights.subarray(row * across, (row + 1) * across)) };
    const { X, Y } = plot;
    const regions = scene.levels.map((level) => region(grid, level));
    tones.forEach((tone, i) => change(tone, { d: outline(regions[i].area, X, Y, true) }));
    change(boundary, { d: outline(regions[scene.levels.indexOf(0)].lines, X, Y, false) });
    const wrong = new Set(now.wrong);
    rings.forEach((ring, i) => change(ring, { visibility: wrong.has(i) ? "visible" : "hidden" }));
    write(note, `${now.wrong.length} of ${scene.points.length} points on the wrong side`);
  }

  return { element, resize, show, height: () => plot.element.clientHeight };
}

/** The cost: { element, resize(height), show(now) }. */
export function costPicture({ headroom, emptyAxis }) {
  const plot = axes({
    title: "The cost",
    description: "The cost after every step of the training.",
    xName: "",
    yName: "cost J",
    className: "adc-fit-cost",
  });
  const { element } = figure("The cost after each step", plot);
  const line = svg("path", { class: "adc-fit-curve" });
  const point = svg("circle", { r: 5, class: "adc-point" });
  plot.inside.append(line, point);

  function resize(height) {
    plot.resize(Math.round(element.clientWidth) || 300, Math.max(Math.min(height, 380), 200));
  }

  function show({ curve, goal, steps }) {
    const costs = curve.map(([, J]) => J);
    const last = Math.max(goal, steps) || emptyAxis;
    const top = headroom * Math.min(Math.max(...costs), 2 * costs[0]) || 1; // a cost that explodes leaves through the top
    const air = 0.03 * last;
    plot.show({ x: [-air, last + air], y: [0, top] });
    change(line, { d: path([curve], plot.X, plot.Y) });
    change(point, { cx: plot.X(steps), cy: plot.Y(Math.min(costs.at(-1), top)) });
  }

  return { element, resize, show };
}

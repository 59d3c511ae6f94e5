// The cost over the steps of a descent.

import { heights } from "./axes.js";
import { captioned } from "./captioned.js";
import { path } from "./curve.js";
import { change, show, svg, write } from "./dom.js";
import { formatNumber } from "./numbers.js";

const LOG_FROM = 100; // the largest cost over the smallest: from here on powers of ten are counted
const SHORTEST = 10; // steps along the axis at least
const MOST_DECADES = 16;
const MOST_DOTS = 200; // a longer curve is a line without dots

/** The picture, made once: { element, resize(), show(now) }, where now is what descent.js shows. */
export function costCurve() {
  const { plot, element, resize, caption } = captioned(
    "The cost, step by step",
    {
      className: "adc-cost-curve",
      description: "The cost at the start and after each step. The table of the path says the same in numbers.",
      ratio: 0.5,
      lowest: 200,
      highest: 480,
    },
  );
  const line = svg("path", { class: "adc-curve" });
  const marks = svg("g");
  const here = svg("circle", { r: 5, class: "adc-point" });
  plot.inside.append(line, marks, here);

  function show_({ f, points }) {
    const costs = points.map((point) => point.cost);
    const known = costs.filter(Number.isFinite);
    const positive = known.filter((cost) => cost > 0);
    const log = known.every((cost) => cost >= 0) && Math.max(...positive) > LOG_FROM * Math.min(...known);
    const top = log ? Math.ceil(Math.log10(Math.max(...positive)) + 0.1) : 0;
    const floor = log ? Math.max(Math.floor(Math.log10(Math.min(...positive))) - 1, top - MOST_DECADES) : 0;
    const height = (cost) => (log ? Math.max(cost > 0 ? Math.log10(cost) : floor, floor) : cost);
    const steps = Math.max(points.length - 1, SHORTEST);
    const [low, high] = log ? [floor - 0.3, top] : heights([0, ...known]);
    plot.show({ x: [-0.03 * steps, 1.03 * steps], y: [low, high], ...(log ? { yTicks: decades(floor, top) } : {}) });
    plot.rename("", f.output); // the heading names the steps; a name would stand where a curve ends that has converged
    const places = costs.flatMap((cost, k) => (Number.isFinite(cost) ? [[k, height(cost)]] : []));
    change(line, { d: places.length > 1 ? path([places], plot.X, plot.Y) : "" });
    marks.replaceChildren(
      ...(places.length <= MOST_DOTS ? places.slice(0, -1) : []).map(([k, cost]) =>
        svg("circle", { cx: plot.X(k), cy: plot.Y(cost), r: 3, class: "adc-cost-mark" })),
    );
    show(here, places.length > 0);
    if (places.length) change(here, { cx: plot.X(places.at(-1)[0]), cy: plot.Y(places.at(-1)[1]) });
    write(caption, log ? "in powers of ten" : "");
  }

  return { element, resize, show: show_ };
}

/** About six of the powers of ten from `low` to `high`; the lowest stands for 0 and all that is below it. */
function decades(low, high) {
  const apart = Math.max(Math.ceil((high - low) / 6), 1);
  const ticks = [];
  for (let k = high; k >= low; k -= apart) ticks.push([k, formatNumber(Number(`1e${k}`))]);
  return ticks;
}

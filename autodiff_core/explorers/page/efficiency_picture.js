// The pictures of the EfficiencyExplorer: steps over p for a row, and paths beside nodes for doublings.

import { axes, heightIn, pixel } from "./axes.js";
import { formatNumber } from "./numbers.js";
import { change, html, svg, write } from "./dom.js";

const RATIO = 0.62;
const SHORT = ["nudging", "forward mode", "path by path", "backprop"]; // beside the lines
const SHAPES = ["circle", "triangle", "diamond", "square"];
const OUTLINES = {
  circle: "M-4.5,0a4.5,4.5 0 1,0 9,0a4.5,4.5 0 1,0 -9,0Z",
  triangle: "M0,-5.5L5.5,4.5L-5.5,4.5Z",
  diamond: "M0,-6L6,0L0,6L-6,0Z",
  square: "M-4.5,-4.5H4.5V4.5H-4.5Z",
};

/** The sign of method i: its mark on a piece of its line, as beside its name in the table. */
export function methodSign(i) {
  return svg(
    "svg",
    { width: 38, height: 14, viewBox: "-19 -7 38 14", class: `adc-eff-sign adc-eff-${i}`, "aria-hidden": "true" },
    svg("line", { x1: -18, x2: 18, class: "adc-eff-line" }),
    svg("path", { d: OUTLINES[SHAPES[i]], class: "adc-eff-mark" }),
  );
}

/** Ticks from `low` to `high` on an axis by powers of ten, about `most` at most: 1, 2, 5, 10, ... or powers of ten, or some of these. */
function powerTicks(low, high, most) {
  const fine = (high - low) * 3 <= most;
  const powers = Array.from({ length: Math.floor(high) - Math.floor(low) + 1 }, (_, i) => Math.floor(low) + i);
  const every = Math.max(Math.ceil((high - low) / most), 1);
  return powers
    .filter((power) => power % every === 0)
    .flatMap((power) => (fine ? [1, 2, 5] : [1]).map((digit) => Number(`${digit}e${power}`)))
    .map((value) => [Math.log10(value), value < 1e5 ? formatNumber(value) : value.toExponential().replace("+", "")])
    .filter(([at]) => at >= low && at <= high);
}

/** The figure: { element, resize(), showRow(...), showDoubling(...) }. */
export function efficiencyPicture() {
  const plot = axes({
    title: "Steps, counted",
    className: "adc-eff-axes",
    description: "The table above says the same in numbers for the sizes chosen.",
  });
  const caption = html("figcaption");
  const note = html("p", { class: "adc-note ad-aside" });
  const element = html("figure", { class: "adc-eff-figure ad-answer", "data-scene": "Curves" }, caption, plot.element, note);
  const line = (kind, points) =>
    svg("path", { class: kind, d: `M${points.map(([x, y]) => `${plot.X(x)},${plot.Y(y)}`).join("L")}` });
  const mark = (i, [x, y], chosen) =>
    svg("path", { class: `adc-eff-mark${chosen ? " adc-eff-chosen" : ""}`, d: OUTLINES[SHAPES[i]], transform: `translate(${plot.X(x)},${plot.Y(y)})` });

  function resize() {
    const width = Math.round(element.clientWidth) || 420;
    plot.resize(width, heightIn(element, width * RATIO, 250, 400));
  }

  /** Names at the right ends of the lines, pushed apart so that none covers another. */
  function labels(ends) {
    const gap = 15;
    const placed = ends.map((end) => ({ ...end, top: plot.Y(end.at[1]) })).sort((a, b) => a.top - b.top);
    placed.forEach((each, i) => { if (i) each.top = Math.max(each.top, placed[i - 1].top + gap); });
    const over = Math.max(0, (placed.at(-1)?.top ?? 0) - (plot.size.height - 6));
    return placed.map(({ at, top, text, kind }) =>
      svg("text", { class: `adc-eff-label ${kind}`, x: pixel(plot.X(at[0]) + 10), y: pixel(top - over), dy: "0.33em" }, text));
  }

  /** Set the view: x and y are the ends of the data; `room` pixels at the right are for the names of the lines. */
  function view(x, y, xTicks, room) {
    const share = Math.min(room / plot.size.width, 0.5);
    const wide = [x[0] - 0.04 * (x[1] - x[0]), x[1] + ((x[1] - x[0]) * share) / (1 - share)];
    plot.show({ x: wide, y, xTicks, yTicks: powerTicks(y[0], y[1], plot.size.height / 40) });
  }

  /** curve: [{ p, counts }] for some p, counts: those of the chosen p; drawn over log p. */
  function showRow({ n, p, curve: others, counts }) {
    const log = Math.log10;
    const curve = [...others.filter((each) => each.p !== p), { p, counts }].sort((a, b) => a.p - b.p);
    const lines = counts.map((_, i) => curve.map((each) => [log(each.p), log(each.counts[i].steps)]));
    const guides = [curve.map((each) => [log(each.p), log(n * each.p)]), curve.map((each) => [log(each.p), log(n + each.p)])];
    const heights = [...lines, ...guides].flat().map(([, y]) => y);
    const last = Math.max(log(n - 1), 0.3);
    view([0, last], [Math.min(...heights) - 0.22, Math.max(...heights) + 0.15], powerTicks(0, last + 0.05, plot.size.width / 48), 115);
    plot.rename("parameters p", "steps");
    const drawn = lines.map((points, i) => svg(
      "g",
      { class: `adc-eff-${i}` },
      line("adc-eff-line", points),
      ...points.map((point) => mark(i, point)),
      mark(i, [log(p), log(counts[i].steps)], true),
    ));
    const beneath = (x, f, text) =>
      svg("text", { class: "adc-eff-label adc-eff-formula", x: plot.X(x) + 8, y: plot.Y(log(f(10 ** x))) + 12 }, text);
    plot.inside.replaceChildren(
      svg("line", { class: "adc-now", x1: plot.X(log(p)), x2: plot.X(log(p)), y1: 0, y2: plot.size.height }),
      ...guides.map((points) => line("adc-eff-guide", points)),
      beneath(0.08 * last, (q) => n * q, "n × p"),
      beneath(0.8 * last, (q) => n + q, "n + p"),
      ...drawn,
      ...labels(lines.map((points, i) => ({ at: points.at(-1), text: SHORT[i], kind: `adc-eff-${i}` }))),
    );
    caption.replaceChildren(html("strong", {}, `Steps for all p gradients, n = ${n}`), ` The upright line is p = ${p}.`);
    write(note, "Every mark was counted here, in this page. The two thin dotted lines are no counts: they draw the formulas n × p and n + p. "
      + "Both axes go by powers of ten.");
  }

  /** all: [{ k, paths, nodes }] for every k; drawn over k, with log heights. */
  function showDoubling({ k, all }) {
    const heights = [all.map((each) => [each.k, Math.log10(each.paths)]), all.map((each) => [each.k, Math.log10(each.nodes)])];
    const last = all.at(-1).k;
    view([1, last], [0, Math.log10(all.at(-1).paths) + 0.6], [1, 5, 10, 15, 20, 25, 30].map((each) => [each, String(each)]), 60);
    plot.rename("doublings k", "number");
    const chosen = all[k - 1];
    plot.inside.replaceChildren(
      svg("line", { class: "adc-now", x1: plot.X(k), x2: plot.X(k), y1: 0, y2: plot.size.height }),
      ...heights.map((points, i) => svg(
        "g",
        { class: `adc-eff-${i + 2}` },
        line("adc-eff-line", points),
        mark(i + 2, points[k - 1], true),
      )),
      ...labels(heights.map((points, i) => ({ at: points.at(-1), text: ["paths", "nodes"][i], kind: `adc-eff-${i + 2}` }))),
    );
    caption.replaceChildren(
      html("strong", {}, "Paths and nodes"),
      ` At k = ${k}: ${formatNumber(chosen.paths, 16)} paths, ${chosen.nodes} nodes.`,
    );
    write(note, "The upright axis goes by powers of ten: where paths go up as a straight line, each doubling makes twice as many. "
      + "The paths are counted without walking them. There is one parameter only, so nudging and forward mode are cheap here as well.");
  }

  return { element, resize, showRow, showDoubling };
}

// A picture with two axes, made once; later only its view is changed and what is drawn in it. Also: which view shows a curve.

import { formatNumber } from "./numbers.js";
import { change, svg, uniqueId, write } from "./dom.js";

/** Round numbers from `low` to `high`, about `count` of them: steps of 1, 2 or 5 times a power of ten. */
export function roundNumbers(low, high, count) {
  const rough = (high - low) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * [1, 2, 5, 10].find((each) => each * power >= rough * 0.999);
  const first = Math.ceil(low / step);
  const ticks = [];
  // Counted from 0: added to a very large number, 1 changes nothing, and the loop would never end.
  for (let k = 0; (first + k) * step <= high && k <= 10 * count; k += 1) ticks.push((first + k) * step);
  return ticks.map((at) => (Math.abs(at) < step / 2 ? 0 : at));
}

/** Double the range about its middle until `value` is in it. A view that moves this way moves seldom. */
export function widened([low, high], value) {
  if (!Number.isFinite(value)) return [low, high];
  const middle = (low + high) / 2;
  let reach = (high - low) / 2;
  while (Math.abs(value - middle) > reach) reach *= 2;
  return [middle - reach, middle + reach];
}

/** The heights that show a curve with these values: all of them, or without its peaks where those would flatten the rest. */
export function heights(values) {
  const sorted = values.filter(Number.isFinite).sort((a, b) => a - b);
  if (sorted.length === 0) return [-1, 1];
  const at = (share) => sorted[Math.round(share * (sorted.length - 1))];
  let [low, high] = [at(0), at(1)];
  const middle = at(0.9) - at(0.1);
  if (high - low > 4 * middle && middle > 0) {
    low = Math.max(low, at(0.1) - middle);
    high = Math.min(high, at(0.9) + middle);
  }
  const air = 0.08 * (high - low) || 1;
  return [low - air, high + air];
}

/** The height of a picture in `element`: `wanted`, but from `lowest` to `highest`, or to what its style allows (--adc-highest). */
export function heightIn(element, wanted, lowest, highest) {
  const allowed = Number(getComputedStyle(element).getPropertyValue("--adc-highest")) || highest;
  return Math.round(Math.min(Math.max(wanted, lowest), allowed));
}

/**
 * A picture with axes: { element, inside, X, Y, resize(width, height), show(view) }.
 * `inside` is the clipped area to draw in; X and Y turn values into its pixels.
 * A view is { x: [low, high], y: [low, high], xTicks, yTicks }, where ticks are [value, text]; left out, they are round numbers.
 */
export function axes({ title, description, xName, yName, className }) {
  const titleId = uniqueId("title");
  const descriptionId = uniqueId("description");
  const grid = svg("g", { class: "adc-grid", "aria-hidden": "true" });
  const inside = svg("svg", { "aria-hidden": "true" });
  const xText = svg("text", { "text-anchor": "end", dy: "-0.45em", class: "adc-axis-name" }, xName);
  const yText = svg("text", { class: "adc-axis-name", y: "0.95em", x: 2 }, yName);
  const element = svg(
    "svg",
    { class: `adc-axes ${className}`, role: "img", "aria-labelledby": titleId, "aria-describedby": descriptionId },
    svg("title", { id: titleId }, title),
    svg("desc", { id: descriptionId }, description),
    grid,
    inside,
    xText,
    yText,
  );
  const size = { width: 0, height: 0, left: 0, top: 0 };
  let view = null;
  let drawn = "";

  const X = (x) => pixel(((x - view.x[0]) / (view.x[1] - view.x[0])) * size.width);
  const Y = (y) => pixel(((view.y[1] - y) / (view.y[1] - view.y[0])) * size.height);

  function resize(width, height) {
    const em = parseFloat(getComputedStyle(element).fontSize) || 14;
    Object.assign(size, { left: 3.4 * em, top: 1.5 * em });
    Object.assign(size, { width: Math.max(width - size.left - em, 50), height: Math.max(height - size.top - 1.5 * em, 50) });
    change(element, { width, height, viewBox: `0 0 ${width} ${height}` });
    change(inside, { x: size.left, y: size.top, width: size.width, height: size.height });
    change(xText, { x: size.left + size.width - 4, y: size.top + size.height });
    drawn = "";
  }

  function show(wanted) {
    view = wanted;
    const xTicks = view.xTicks ?? withText(roundNumbers(...view.x, size.width / 70));
    const yTicks = view.yTicks ?? withText(roundNumbers(...view.y, size.height / 45));
    const asked = JSON.stringify([view, xTicks, yTicks]);
    if (asked === drawn) return;
    drawn = asked;
    grid.replaceChildren(
      ...xTicks.filter(([at]) => at >= view.x[0] && at <= view.x[1]).flatMap(([at, text]) => tick(X(at), null, text, at === 0)),
      ...yTicks.filter(([at]) => at >= view.y[0] && at <= view.y[1]).flatMap(([at, text]) => tick(null, Y(at), text, at === 0)),
    );
  }

  function tick(x, y, text, isZero) {
    const { left, top, width, height } = size;
    const line = y === null
      ? { x1: left + x, x2: left + x, y1: top, y2: top + height }
      : { x1: left, x2: left + width, y1: top + y, y2: top + y };
    const place = y === null
      ? { x: left + x, y: top + height, dy: "1.15em", "text-anchor": "middle" }
      : { x: left - 5, y: top + y, dy: "0.33em", "text-anchor": "end" };
    return [svg("line", { ...line, class: isZero ? "adc-zero" : undefined }), svg("text", place, text)];
  }

  const rename = (x, y) => { write(xText, x); write(yText, y); };
  return { element, inside, size, X, Y, resize, show, rename };
}

const withText = (numbers) => numbers.map((at) => [at, formatNumber(at, 4)]);

/** A coordinate as it is written into the picture: short, finite, and not so far outside that a browser loses it. */
export const pixel = (value) => Math.round(Math.min(Math.max(value, -1e5), 1e5) * 100) / 100;

// The three pictures of the DerivativeExplorer: the curve, the same under a magnifier, and the error over epsilon.
//
// Each is { element, resize(), show(now) }: axes and lines are made once, then only points, lines and text are changed.

import { formatNumber } from "./numbers.js";
import { change, html, show, svg, write } from "./dom.js";
import { heights, widened } from "./axes.js";
import { captioned, explain } from "./captioned.js";
import { follow, path } from "./curve.js";
import { print, printBeside } from "./difference.js";

const RATIO = 0.62;
const AIR = 0.1; // of the range, beside it: room for the nudged point

const MARKS = {
  point: () => svg("circle", { r: 5.5, class: "adc-point" }),
  nudged: () => svg("path", { d: "M0,-7L7,0L0,7L-7,0Z", class: "adc-nudged" }),
  square: () => svg("rect", { x: -5, y: -5, width: 10, height: 10, class: "adc-nudged" }),
};
const LINES = { curve: "adc-curve", tangent: "adc-tangent", secant: "adc-secant", forward: "adc-forward", central: "adc-central" };

/** A picture whose legend lists `signs`, each a mark or a line; their texts are set later. */
function panel(heading, options, signs) {
  const parts = captioned(heading, { ratio: RATIO, lowest: 210, highest: 380, ...options });
  const texts = signs.map(() => html("span"));
  const drawn = signs.map((sign) => MARKS[sign]?.() ?? svg("line", { x1: -13, x2: 13, class: LINES[sign] }));
  explain(parts.key, drawn.map((sign, i) => [sign, texts[i]]));
  return { ...parts, texts };
}

const put = (mark, x, y) => change(mark, { transform: `translate(${x},${y})` });

/** The straight line through (x, y) with this slope, from one side of the picture to the other. */
function straight(line, plot, [low, high], x, y, slope) {
  const visible = [x, y, slope].every(Number.isFinite);
  show(line, visible);
  if (!visible) return;
  // Cut where the line leaves the picture, so that a steep line keeps its direction.
  change(line, { x1: plot.X(low), y1: plot.Y(y + slope * (low - x)), x2: plot.X(high), y2: plot.Y(y + slope * (high - x)) });
}

export function curvePicture() {
  const { plot, element, resize, caption, texts, note } = panel(
    "The curve",
    {
      className: "adc-curve-picture",
      description: "The curve, the point on it, the nudged point, the secant through both and the tangent at the point. "
        + "The table beside it says the same in numbers.",
    },
    ["point", "nudged", "secant", "tangent"],
  );
  for (const slope of texts.slice(2)) slope.classList.add("ad-answer");
  const curve = svg("path", { class: LINES.curve });
  const tangent = svg("line", { class: LINES.tangent });
  const secant = svg("line", { class: LINES.secant });
  const legs = svg("path", { class: "adc-legs" });
  const [point, nudged] = [MARKS.point(), MARKS.nudged()];
  plot.inside.append(curve, legs, tangent, secant, nudged, point);
  let followed = { of: null };

  function show({ f, w, kind, numbers, range }) {
    const air = AIR * (range[1] - range[0]);
    const x = [range[0] - air, range[1] + air];
    if (followed.of !== f || followed.x[0] !== x[0]) {
      const found = follow(f.at, ...x);
      followed = { of: f, x, y: heights(found.pieces.flat().map(([, y]) => y)), ...found };
      plot.rename(f.argumentName, f.output);
    }
    const y = widened(followed.y, numbers.J);
    plot.show({ x, y });
    const { low, high, Jlow, Jhigh, slope } = numbers[kind];
    change(curve, { d: path(followed.pieces, plot.X, plot.Y) });
    straight(tangent, plot, x, w, numbers.J, numbers.derivative);
    straight(secant, plot, x, high, Jhigh, slope);
    change(legs, { d: Number.isFinite(slope) ? path([[[low, Jlow], [high, Jlow], [high, Jhigh]]], plot.X, plot.Y) : "" });
    mark(point, plot, w, numbers.J);
    mark(nudged, plot, high, Jhigh);
    write(caption, `${f.output} = ${f.name}`);
    write(texts[0], `${f.argumentName} = ${print(w)}`);
    write(texts[1], `${f.argumentName} + ε = ${printBeside(high, w)}`);
    write(texts[2], `secant, slope ${formatNumber(slope)}`);
    write(texts[3], `tangent, slope ${formatNumber(numbers.derivative)}`);
    write(note, remarks(f, followed));
  }

  return { element, resize, show };
}

function mark(sign, plot, x, y) {
  const visible = Number.isFinite(x) && Number.isFinite(y);
  show(sign, visible);
  if (visible) put(sign, plot.X(x), plot.Y(y));
}

/** What the curve leaves out, in words. */
function remarks({ argumentName: w, output: J }, { breaks, gaps }) {
  const at = (x) => formatNumber(Math.abs(x) < 1e-9 ? 0 : x, 3);
  return [
    ...breaks.map((x) => `The curve breaks at ${w} = ${at(x)}.`),
    ...gaps.map(([from, to]) => `Nothing is drawn from ${w} = ${at(from)} to ${at(to)}: ${J} is not a number there.`),
  ].join(" ");
}

export function magnifier() {
  const { plot, element, resize, caption, texts } = panel(
    "Under the magnifier",
    {
      className: "adc-magnifier",
      description: "A window around the point, four epsilon wide: the curve, the secant and the tangent, magnified.",
    },
    ["curve", "secant", "tangent"],
  );
  const curve = svg("path", { class: LINES.curve });
  const tangent = svg("line", { class: LINES.tangent });
  const secant = svg("line", { class: LINES.secant });
  const [point, nudged, other] = [MARKS.point(), MARKS.nudged(), MARKS.nudged()];
  plot.inside.append(curve, tangent, secant, other, nudged, point);
  const [HALF, SAMPLES] = [2, 161]; // the window reaches two epsilons to each side

  function show({ f, w, epsilon, kind, numbers }) {
    const { J, derivative } = numbers;
    const { Jhigh, Jlow, slope } = numbers[kind];
    const points = Array.from({ length: SAMPLES }, (_, i) => {
      const t = HALF * ((2 * i) / (SAMPLES - 1) - 1);
      return [t, f.at(w + t * epsilon) - J];
    });
    const finite = (numbers) => numbers.filter(Number.isFinite).map(Math.abs);
    const usual = Math.max(...finite([derivative * HALF * epsilon, Jhigh - J, Jlow - J]));
    const reach = 1.15 * Math.max(Math.min(Math.max(...finite(points.map(([, y]) => y))), 2 * usual), usual) || epsilon;
    const a = f.argumentName;
    const view = { x: [-HALF, HALF], y: [-reach, reach] };
    plot.show({ ...view, xTicks: [[-1, `${a} - ε`], [0, a], [1, `${a} + ε`]] });
    plot.rename("", `change of ${f.output}`);
    const pieces = [[]];
    for (const each of points) Number.isFinite(each[1]) ? pieces.at(-1).push(each) : pieces.push([]);
    change(curve, { d: path(pieces.filter((piece) => piece.length), plot.X, plot.Y) });
    straight(tangent, plot, view.x, 0, 0, derivative * epsilon);
    straight(secant, plot, view.x, kind === "forward" ? 0 : -1, Jlow - J, slope * epsilon);
    mark(point, plot, 0, J - J);
    mark(nudged, plot, 1, Jhigh - J);
    mark(other, plot, -1, kind === "central" ? Jlow - J : NaN);
    const wide = `${formatNumber(2 * HALF * epsilon)} wide`;
    const seen = (y) => Math.abs(y) / (2 * reach) > 1 / plot.size.height; // more than a pixel
    const apart = points.some(([t, y]) => seen(y - t * derivative * epsilon)) || seen((slope - derivative) * HALF * epsilon);
    write(caption, apart ? wide : `${wide}: the curve and both lines are one`);
    write(texts[0], `${f.output} = ${f.name}`);
    write(texts[1], "secant");
    write(texts[2], "tangent");
  }

  return { element, resize, show };
}

const DECADES = [-16, -12, -8, -4, 0];
const FLOOR = -18; // where an error of exactly 0 is drawn, below the smallest decade

export function errorPicture() {
  const { plot, element, resize, caption, texts } = panel(
    "The error, for every ε",
    {
      className: "adc-error-picture",
      description: "How far the forward and the central difference are from the derivative, for epsilon from 1 down to 1e-16. "
        + "Both axes count powers of ten.",
    },
    ["forward", "central"],
  );
  for (const text of texts) text.classList.add("ad-answer");
  const lines = [svg("path", { class: LINES.forward }), svg("path", { class: LINES.central })];
  const now = svg("line", { class: "adc-now" });
  const marks = [MARKS.nudged(), MARKS.square()];
  const wall = svg("rect", { class: "adc-wall", y: 0 });
  plot.inside.append(wall, now, ...lines, ...marks);
  plot.rename("ε", "error");
  const height = (error) => (error === 0 ? FLOOR : Math.max(Math.log10(error), FLOOR));

  function show({ f, w, epsilon, numbers, points }) {
    const largest = Math.max(...points.flatMap(([, forward, central]) => [forward, central]).filter(Number.isFinite), 1);
    const top = Math.ceil(Math.log10(largest) / 2) * 2 + 1;
    const yDecades = Array.from({ length: Math.floor(top / 4) + 5 }, (_, i) => -16 + 4 * i);
    plot.show({
      x: [-16.4, 0.4],
      y: [FLOOR - 0.8, top],
      xTicks: DECADES.map((k) => [k, formatNumber(Number(`1e${k}`))]),
      yTicks: [[FLOOR, "0"], ...yDecades.map((k) => [k, formatNumber(Number(`1e${k}`))])],
    });
    lines.forEach((line, i) => {
      const drawn = points.filter((each) => Number.isFinite(each[i + 1]));
      const places = drawn.map((each) => [Math.log10(each[0]), height(each[i + 1])]);
      change(line, { d: places.length ? path([places], plot.X, plot.Y) : "" });
    });
    const x = Math.log10(epsilon);
    change(now, { x1: plot.X(x), x2: plot.X(x), y1: 0, y2: plot.size.height });
    mark(marks[0], plot, x, height(numbers.forward.error));
    mark(marks[1], plot, x, height(numbers.central.error));
    const lost = points.find(([each]) => w + each === w);
    const edge = lost ? plot.X(Math.log10(lost[0])) : 0;
    change(wall, { x: 0, width: Math.max(edge, 0), height: plot.size.height });
    write(caption, lost ? `grey: ${f.argumentName} + ε is stored as ${f.argumentName}` : "");
    write(texts[0], `forward, now ${formatNumber(numbers.forward.error, 3)}`);
    write(texts[1], `central, now ${formatNumber(numbers.central.error, 3)}`);
  }

  return { element, resize, show };
}

// The landscape of a descent: the cost over two parameters in bands and contour lines, and on it the path and the next step.

import { pixel } from "./axes.js";
import { captioned, explain } from "./captioned.js";
import { afterStep } from "./descent_path.js";
import { change, show, svg, write } from "./dom.js";
import { formatNumber } from "./numbers.js";
import { joined, labelPlaces, outline, region, roomFor, roundLevels, sampled } from "./surface.js";

const MOST_MARKS = 200; // a longer path is a line without marks
const LABEL_SPACE = 30; // pixels around a label
const SHORTEST_ARROW = 4; // pixels
const WIDEST_SIGN = 30; // pixels
const NO_COLOUR = "the function is not defined there, or takes a branch that was not recorded";
const HEAD = "M0,0L-11,-5.5L-11,5.5Z";

const isPlace = (place) => place.every(Number.isFinite);

const SIGNS = {
  start: () => svg("circle", { r: 6, class: "adc-start" }),
  here: () => svg("circle", { r: 5.5, class: "adc-here" }),
  next: () => svg("path", { d: "M-13,0H6M13,0L4,-5L4,5Z", class: "adc-next adc-next-head" }),
  kink: () => svg("path", { d: "M-14,0H14", class: "adc-kink" }),
};

/**
 * The picture, made once: { element, resize(), show(now) }, where now is what descent.js shows. The settings are those that
 * it shares with the picture that Python draws: LAND in descent_picture.py.
 */
export function landscape({ mostLevels, fewestLevels, widest, shares: [palest, strongest] }) {
  const { plot, element, resize, caption, key, note } = captioned(
    "The cost as a landscape",
    {
      className: "adc-landscape",
      description: "The cost over two parameters, in bands that are deeper in colour where the cost is higher, with contour lines; "
        + "on it the path of the descent from the start, and the arrow of the next step. The table of the path says the same in "
        + "numbers.",
      ratio: 0.8,
      lowest: 200,
      highest: 480,
    },
  );
  const land = svg("g");
  const labels = svg("g", { class: "adc-contour-labels" });
  const [halo, track] = [svg("path", { class: "adc-halo" }), svg("path", { class: "adc-track" })];
  const marks = svg("g");
  const [start, here] = [SIGNS.start(), SIGNS.here()];
  const [arrow, beneath] = ["adc-next", "adc-halo"].map((kind) => svg("line", { class: kind }));
  const head = svg("path", { d: HEAD, class: "adc-next-head" });
  plot.inside.append(land, halo, track, marks, start, beneath, arrow, head, labels, here);
  let drawn = "";

  function show_(now) {
    const { f, names, points, alpha, over, ends } = now;
    const last = points.at(-1);
    const next = afterStep(last, alpha);
    const [a, b] = over;
    const along = (i, k) => roomFor(ends[k], [...points.map(({ parameters }) => parameters[i]), next[i]], widest);
    const view = { x: along(a, 0), y: along(b, 1) };
    const held = last.parameters.map((value, i) => (over.includes(i) ? null : value));
    const asked = JSON.stringify([f.name, over, view, held, plot.size]);
    plot.show(view);
    plot.rename(names[a], names[b]);
    if (asked !== drawn) draw(now, view);
    drawn = asked;
    const placeOf = ({ parameters }) => [plot.X(parameters[a]), plot.Y(parameters[b])];
    const places = points.map(placeOf).filter(isPlace); // a step can lead to what is no number
    const line = places.length > 1 ? `M${places.map((place) => place.join()).join("L")}` : "";
    change(halo, { d: line });
    change(track, { d: line });
    const between = places.length <= MOST_MARKS ? places.slice(1, -1) : [];
    marks.replaceChildren(...between.map(([x, y]) => svg("circle", { cx: x, cy: y, r: 3, class: "adc-step-mark" })));
    moveTo(start, places[0]);
    moveTo(here, places.at(-1));
    show(here, isPlace(placeOf(last)));
    point(places.at(-1), [plot.X(next[a]), plot.Y(next[b])], next);
    tell(now, view, held);
  }

  function moveTo(sign, [x, y]) {
    sign.style.transform = `translate(${x}px, ${y}px)`;
  }

  /** The arrow from here to where the next step leads. */
  function point([x1, y1], [x2, y2], next) {
    const far = Math.hypot(x2 - x1, y2 - y1);
    const visible = next.every(Number.isFinite) && far > SHORTEST_ARROW;
    for (const each of [arrow, beneath, head]) show(each, visible);
    if (!visible) return;
    const back = Math.min(9 / far, 1);
    for (const each of [arrow, beneath]) change(each, { x1, y1, x2: pixel(x2 - back * (x2 - x1)), y2: pixel(y2 - back * (y2 - y1)) });
    const angle = (Math.atan2(y2 - y1, x2 - x1) * 180) / Math.PI;
    change(head, { transform: `translate(${x2},${y2}) rotate(${pixel(angle)})` });
  }

  /** The bands, the contour lines with their labels, and the dashed lines where a gate stands on its kink. */
  function draw({ f, points, alpha, over: [a, b] }, view) {
    const at = (x, y) => points.at(-1).parameters.map((value, i) => (i === a ? x : i === b ? y : value));
    const [grid, ...ofGates] = sampled((x, y) => f.heightsAt(at(x, y)), 1 + f.gates.length, view);
    const levels = roundLevels(grid.heights, mostLevels, fewestLevels);
    const { X, Y } = plot;
    const regions = [-Infinity, ...levels].map((level) => region(grid, level));
    const bands = regions.map(({ area }, k) => {
      const share = Math.round(palest + ((strongest - palest) * k) / Math.max(levels.length, 1));
      return svg("path", { d: outline(area, X, Y, true), class: "adc-band", style: `--adc-share: ${share}%` });
    });
    const contours = regions.slice(1).map(({ lines }) => lines);
    const kinks = ofGates.map((gate) => region(gate, 0).lines);
    land.replaceChildren(
      ...bands,
      ...contours.map((lines) => svg("path", { d: outline(lines, X, Y, false), class: "adc-contour" })),
      ...kinks.flatMap((lines) => {
        const d = outline(joined(lines, X, Y), X, Y, false);
        return ["adc-halo", "adc-kink"].map((kind) => svg("path", { d, class: kind }));
      }),
    );
    const places = labelPlaces(
      [...kinks, ...contours.reverse()].map((lines) => lines.map(([[x, y]]) => [X(x), Y(y)])),
      plot.size,
      [
        [plot.size.width, plot.size.height], // there stands the name of the axis
        ...[points[0].parameters, points.at(-1).parameters, afterStep(points.at(-1), alpha)]
          .map((each) => [X(each[a]), Y(each[b])]).filter(isPlace),
      ],
      LABEL_SPACE,
    );
    const texts = [...f.gates.map(({ name }) => `${name} = 0`), ...levels.reverse().map((level) => formatNumber(level, 4))];
    labels.replaceChildren(
      ...places.flatMap((place, i) =>
        place ? [svg("text", { x: pixel(place[0]), y: pixel(place[1]), dy: "0.33em", "text-anchor": "middle" }, texts[i])] : [],
      ),
    );
    element.dataset.empty = grid.heights.flat().some(Number.isNaN);
    element.classList.toggle("adc-has-kinks", kinks.some((lines) => lines.length > 0));
  }

  function tell({ f, names, over: [a, b], points, alpha }, view, held) {
    write(caption, `${f.output} over ${names[a]} and ${names[b]}; the stronger the blue, the higher`);
    explain(key, [
      [SIGNS.start(), "start"],
      [SIGNS.here(), `after step ${points.length - 1}`],
      [SIGNS.next(), "next step: -α × gradient"],
      ...(element.classList.contains("adc-has-kinks") ? [[SIGNS.kink(), "a gate on its kink"]] : []),
    ], WIDEST_SIGN);
    const others = held.flatMap((value, i) => (value === null ? [] : [`${names[i]} = ${formatNumber(value, 4)}`]));
    const fixed = f.inputs.flatMap((name, i) => (names.includes(name) ? [] : [`${name} = ${formatNumber(f.values[i], 4)}`]));
    const inside = ([x, y]) => x >= view.x[0] && x <= view.x[1] && y >= view.y[0] && y <= view.y[1];
    const outside = points.some(({ parameters }) => !inside([parameters[a], parameters[b]]));
    write(
      note,
      [
        others.length || fixed.length ? `The slice at ${[...others, ...fixed].join(", ")}.` : "",
        others.length ? `The other parameters move too, and the landscape changes with them.` : "",
        element.dataset.empty === "true" ? `Where there is no colour, ${f.output} is not known: ${NO_COLOUR}.` : "",
        outside ? "The path leaves the picture." : "",
      ].filter(Boolean).join(" "),
    );
  }

  return { element, resize, show: show_ };
}

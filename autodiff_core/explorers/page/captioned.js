// A picture with axes, under a heading with a caption, over a legend and a note.

import { axes, heightIn } from "./axes.js";
import { html, svg } from "./dom.js";

/**
 * The parts, made once: { plot (see axes.js), element, resize(), caption, key, note }.
 * `ratio` is height over width, and the height is at least `lowest` and at most `highest` pixels.
 */
export function captioned(heading, { className, description, ratio, lowest, highest }) {
  const plot = axes({ title: heading, className, description });
  const caption = html("span");
  const key = html("ul", { class: "adc-key" });
  const note = html("p", { class: "adc-note" });
  const title = html("figcaption", {}, html("strong", {}, heading), " ", caption);
  const element = html("figure", { class: "adc-panel", "data-scene": heading }, title, plot.element, key, note);
  const resize = () => {
    const width = Math.round(element.clientWidth) || 420;
    plot.resize(width, heightIn(element, width * ratio, lowest, highest));
  };
  return { plot, element, resize, caption, key, note };
}

/** Fill a legend: each entry is [sign, text], where a sign is an SVG element drawn around (0, 0), up to `width` pixels wide. */
export function explain(key, entries, width = 28) {
  const size = { width, height: 16, viewBox: `${-width / 2} -8 ${width} 16` };
  const swatch = (sign) => svg("svg", { ...size, "aria-hidden": "true" }, sign);
  key.replaceChildren(...entries.map(([sign, text]) => html("li", {}, swatch(sign), text)));
}

// The numbers of a descent: the last step written out, and the whole path behind one click.

import { fillWords, gateNotes, listedNames } from "./descent_words.js";
import { html, write } from "./dom.js";
import { folded, table } from "./ledger.js";
import { formatNumber } from "./numbers.js";

const bracketed = (text) => (text.startsWith("-") ? `(${text})` : text);

/** The last step: for each parameter its gradient, alpha times that, and the update in full. */
export function lastStep(names) {
  const heads = ["parameter", "gradient", "α × gradient", "update"];
  const { element, rows } = table("", heads, names.map((name) => [name]));
  const caption = element.querySelector("caption");
  for (const cell of rows.flatMap((cells) => cells.slice(1))) cell.classList.add("ad-answer");
  const box = html("div", { class: "adc-scrolls", "data-scene": "The last step", tabindex: 0, role: "group", "aria-label": "Last step" }, element);

  function show({ f, points, alpha, during }) {
    const before = points.at(-2) ?? points[0];
    const after = points.length > 1 ? points.at(-1) : null;
    const order = during ? ", updated during the backward pass" : "";
    write(caption, after ? `Step ${points.length - 1}${order}` : "Before the first step");
    rows.forEach((cells, i) => {
      const [old, gradient] = [before.parameters[i], before.gradients[i]].map((each) => formatNumber(each));
      const rule = `${names[i]} ← ${names[i]} - α d${f.output}/d${names[i]}`;
      const numbers = `${old} - ${bracketed(formatNumber(alpha))} × ${bracketed(gradient)}`;
      write(cells[1], gradient);
      write(cells[2], formatNumber(alpha * before.gradients[i]));
      write(cells[3], after ? `${rule} = ${numbers} = ${formatNumber(after.parameters[i])}` : rule);
    });
  }

  return { element: box, show };
}

/** What the mistake of updating during the pass has done in the last step, in words; nothing in the right order. */
export function earlySentence({ f, names, points, during }, { words }) {
  if (!during || points.length < 2) return "";
  const { gradients, right } = points.at(-2);
  const wrong = names.flatMap((name, i) => {
    const slots = { J: f.output, name, used: formatNumber(gradients[i]), right: formatNumber(right[i]) };
    return gradients[i] === right[i] ? [] : [fillWords(words.wrong, slots)];
  });
  return wrong.length ? fillWords(words["too early"], { gradients: listedNames(wrong) }) : words["not too early"];
}

/** One row for each point, behind one click: { element, refresh([now, spec]) }. */
export function pathTable(names) {
  return folded("Table of the whole path", () => {
    const element = html("div", { class: "adc-scrolls adc-path-table", tabindex: 0, role: "group", "aria-label": "The whole path" });
    return { element, fillIn: ([now, spec]) => element.replaceChildren(wholePath(names, now, spec)) };
  });
}

function wholePath(names, { f, points }, spec) {
  const J = f.output;
  const heads = ["step", ...names, J, ...names.map((name) => `d${J}/d${name}`), "notes"];
  const rows = points.map((point, k) => [
    String(k),
    ...[...point.parameters, point.cost, ...point.gradients].map((each) => formatNumber(each)),
    gateNotes(point, f.gates, spec),
  ]);
  return table("The start and every step", heads, rows).element;
}

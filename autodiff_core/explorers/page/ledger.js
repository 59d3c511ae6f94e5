// The numbers of the picture as tables, and all steps as text: what a screen reader, or a pencil, wants.

import { html, scrollBox, write } from "./dom.js";
import { formatNumber } from "./numbers.js";
import { sentencesOf } from "./steps.js";

/** Something behind one click. `refresh(pass)` brings it up to date if it is open, and it is brought up to date on opening. */
export function folded(title, make) {
  const element = html("details", { class: "ad-folded ad-aside" }, html("summary", {}, title));
  let latest = null;
  let fillIn = null;
  const refresh = (pass) => {
    latest = pass;
    if (!element.open || !latest) return;
    if (!fillIn) {
      const made = make();
      element.append(made.element);
      ({ fillIn } = made);
    }
    fillIn(latest);
  };
  element.addEventListener("toggle", () => refresh(latest));
  return { element, refresh };
}

/** Two tables: nodes with code, value and gradient; edges with their local derivative. */
export function tables(spec) {
  return folded("Table of all numbers", () => {
    const of = `gradient of ${spec.nodes[spec.output].name}`;
    const nodes = table(
      "Nodes",
      ["node", "code", "value", of],
      spec.nodes.map((node) => [node.name, node.input ? "input" : node.code]),
    );
    const edges = table(
      "Edges",
      ["edge", "local derivative", "formula", "number"],
      spec.edges.map((edge) => [`${spec.nodes[edge.parent].name} → ${spec.nodes[edge.node].name}`, edge.label, edge.formula]),
    );
    return {
      element: scrollBox({ class: "ad-tables" }, "All numbers", nodes.element, edges.element),
      fillIn(pass) {
        nodes.rows.forEach((cells, i) => {
          write(cells[2], formatNumber(pass.values[i]));
          write(cells[3], formatNumber(pass.gradients[i]));
        });
        edges.rows.forEach((cells, i) => write(cells[3], formatNumber(pass.flows[i][1])));
      },
    };
  });
}

/** Every step with its sentences. */
export function transcript(spec) {
  return folded("Transcript of all steps", () => {
    const items = spec.steps.map((step) => step.sentences.map(() => html("div")));
    const element = html("ol", { class: "ad-transcript", tabindex: 0, "aria-label": "Steps" }, ...items.map((lines) => html("li", {}, ...lines)));
    return {
      element,
      fillIn: (pass) => spec.steps.forEach((step, i) => sentencesOf(step, pass).forEach((line, j) => write(items[i][j], line))),
    };
  });
}

/** A table with a caption; rows[i][j] is the cell, and the first cell of a row is its header. */
export function table(caption, heads, rows) {
  const cells = rows.map((row) =>
    heads.map((_, j) => html(j ? "td" : "th", j ? {} : { scope: "row" }, row[j] ?? "")),
  );
  const element = html(
    "table",
    { class: "ad-table" },
    html("caption", {}, caption),
    html("thead", {}, html("tr", {}, ...heads.map((head) => html("th", { scope: "col" }, head)))),
    html("tbody", {}, ...cells.map((row) => html("tr", {}, ...row))),
  );
  return { element, rows: cells };
}

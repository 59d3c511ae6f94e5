// The steps of the two passes: what the board shows after each of them, and what each of them says.

import { formatNumber } from "./numbers.js";

const SLOT = /\{(\(?)([vglcbamtro]):(\d+)\)?\}/g;

/** Fill the slots of a sentence that Python wrote (see wording.py) with the numbers of a pass (see passOf in program.js). */
export function fillSlots(template, pass) {
  const look = {
    v: (i) => pass.values[i],
    g: (i) => pass.gradients[i],
    l: (i) => pass.flows[i]?.[1],
    c: (i) => pass.flows[i]?.[2],
    b: (i) => pass.flows[i]?.[3],
    a: (i) => pass.flows[i]?.[4],
    m: (i) => pass.checks?.[i]?.[0],
    t: (i) => pass.checks?.[i]?.[1],
    r: (i) => pass.answers?.[i]?.[0],
  };
  return template.replace(SLOT, (slot, bracket, kind, index) => {
    if (kind === "o") return "{";
    const found = look[kind](Number(index));
    if (found === undefined) return slot; // no number of this graph: somebody's own words
    const number = formatNumber(found);
    return bracket && number.startsWith("-") ? `(${number})` : number;
  });
}

/** The sentences of one step: in words, in symbols and numbers, and how the contribution is added. */
export function sentencesOf(step, pass) {
  return step.sentences.map((template) => fillSlots(template, pass));
}

/** What the board shows after the first `done` steps; `active` marks the last of them. */
export function boardAfter(spec, pass, done, active) {
  const { nodes, edges, steps, output } = spec;
  const all = done === steps.length;
  const view = {
    values: nodes.map((node, i) => (all || node.input ? formatNumber(pass.values[i]) : "")),
    gradients: nodes.map((_, i) => (all ? formatNumber(pass.gradients[i]) : "")),
    locals: edges.map((_, i) => (all ? local(pass, i) : "")),
    nodeMarks: nodes.map(() => ""),
    edgeMarks: edges.map(() => ""),
  };
  if (!all) {
    for (const step of steps.slice(0, done)) {
      if (step.kind === "forward") view.values[step.node] = formatNumber(pass.values[step.node]);
      else if (step.kind === "seed") view.gradients[output] = formatNumber(pass.gradients[output]);
      else {
        view.gradients[edges[step.edge].parent] = formatNumber(pass.flows[step.edge][4]);
        view.locals[step.edge] = local(pass, step.edge);
      }
    }
  }
  if (active && done) markStep(view, edges, steps[done - 1]);
  return view;
}

function local(pass, edge) {
  return `= ${formatNumber(pass.flows[edge][1])}`;
}

function markStep(view, edges, step) {
  if (step.kind === "backward") {
    view.edgeMarks[step.edge] = "ad-back";
    view.nodeMarks[step.node] = "ad-sends";
    view.nodeMarks[edges[step.edge].parent] = "ad-receives";
    return;
  }
  view.nodeMarks[step.node] = step.kind === "seed" ? "ad-receives" : "ad-computes";
  if (step.kind === "forward") {
    edges.forEach((edge, i) => {
      if (edge.node === step.node) view.edgeMarks[i] = "ad-ahead";
    });
  }
}

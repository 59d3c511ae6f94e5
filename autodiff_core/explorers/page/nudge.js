// The nudge: add epsilon to one node, compute the rest again, and hold the quotient against the gradient.

import { relativeError } from "./closeness.js";
import { numberInput, select, spokenAtRest } from "./controls.js";
import { html, scrollBox, show, uniqueId, write } from "./dom.js";
import { table } from "./ledger.js";
import { formatError, formatNumber } from "./numbers.js";

/**
 * What happens to the output when `epsilon` is added to node `index`.
 *
 * values  of all nodes after the nudge;  forward, central  [quotient, relative error];  kink  true if one was crossed
 */
export function nudged(program, inputs, pass, output, index, epsilon) {
  const nudgedBy = (change) => program.forward(inputs, (i, value) => (i === index ? value + change : value));
  const [up, down] = [nudgedBy(epsilon), nudgedBy(-epsilon)];
  const gradient = pass.gradients[index];
  const compared = (quotient) => [quotient, relativeError(quotient, gradient, pass.values[output])];
  return {
    values: up,
    forward: compared((up[output] - pass.values[output]) / epsilon),
    central: compared((up[output] - down[output]) / (2 * epsilon)),
    kink: crossed(program, pass.values, up) || crossed(program, pass.values, down),
  };
}

function crossed(program, before, after) {
  const [a, b] = [program.kinks(before), program.kinks(after)];
  return a.some((each, i) => Math.sign(each) !== Math.sign(b[i]));
}

/** Old and new number, the new one with enough digits to see the difference: "4.5 → 4.506002". */
export function moved(before, after) {
  const ratio = Math.abs(after / (after - before));
  const digits = Number.isFinite(ratio) && ratio > 0 ? Math.ceil(Math.log10(ratio)) + 4 : 6;
  return `${formatNumber(before)} → ${formatNumber(after, Math.min(Math.max(digits, 6), 16))}`;
}

/**
 * The controls: a switch, the node, epsilon, and a table of results. `onChange` is called when any of them moves. They start as
 * `before` says, { name of the node, epsilon }, or with the switch off.
 *
 * element  the switch;  body  the rest;  chosen()  { index, epsilon } while the nudge is on, else null;  say(result, pass)  fill the table;  choose(index)
 */
export function nudgePanel(spec, onChange, before = null) {
  const J = spec.nodes[spec.output].name;
  const id = uniqueId("nudge");
  const on = html("input", { type: "checkbox", id });
  on.checked = before !== null;
  const first = Math.max(0, spec.nodes.findIndex(({ name }) => name === before?.name));
  const node = select({
    label: "Node",
    options: spec.nodes.map(({ name }, i) => [String(i), name]),
    value: String(first),
    onInput: onChange,
  });
  const list = node.element.querySelector("select");
  const epsilon = numberInput({
    label: "epsilon", value: before?.epsilon ?? 0.001, min: 1e-12, max: 1, scale: "log", limits: [1e-15, 1], onInput: onChange,
  });
  const question = "Is the gradient right?";
  const results = table(question, ["way", "formula", "number", "relative error"], [
    ["backward pass"], ["forward difference"], ["central difference"],
  ]);
  results.element.classList.add("ad-answer");
  const words = html("p", { class: "ad-nudge-words ad-answer" });
  const hush = spokenAtRest(words);
  const body = html(
    "div",
    { class: "ad-nudge-body" },
    html("div", { class: "adc-controls" }, node.element, epsilon.element),
    words,
    scrollBox({ class: "adc-scrolls" }, question, results.element),
  );
  const element = html("label", { class: "ad-switch", for: id }, on, "Nudge a node");
  on.addEventListener("change", () => {
    show(body, on.checked);
    onChange();
  });
  show(body, on.checked);

  function say(result, pass, { index }) {
    const name = spec.nodes[index].name;
    const delta = result.values[spec.output] - pass.values[spec.output];
    hush();
    write(
      words,
      `${name} moves by epsilon, and ${J} goes ${moved(pass.values[spec.output], result.values[spec.output])}: ` +
        `it changes by ${formatNumber(delta)}.` +
        (result.kink ? " A kink is crossed on the way: there the slope jumps, so the quotients need not agree with the gradient." : ""),
    );
    body.classList.toggle("ad-kink", result.kink);
    const [gradient, forward, central] = results.rows;
    fillRow(gradient, spec.nodes[index].gradient, pass.gradients[index]);
    fillRow(forward, `(${J}(${name} + epsilon) - ${J}) / epsilon`, ...result.forward);
    fillRow(central, `(${J}(${name} + epsilon) - ${J}(${name} - epsilon)) / (2 epsilon)`, ...result.central);
  }

  return {
    element,
    body,
    say,
    chosen: () => (on.checked ? { index: Number(list.value), epsilon: epsilon.value } : null),
    choose(index) {
      if (!on.checked || list.value === String(index)) return;
      list.value = String(index);
      onChange();
    },
  };
}

function fillRow(cells, formula, number, error) {
  write(cells[1], formula);
  write(cells[2], formatNumber(number, 10));
  write(cells[3], error === undefined ? "" : formatError(error));
}

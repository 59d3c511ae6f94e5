// What is wrong with a pass, in words: another branch than the recorded one, numbers that are none, and what does not fit
// together in an engine that a learner wrote.

import { relativeError } from "./closeness.js";
import { spokenAtRest } from "./controls.js";
import { html, show, write } from "./dom.js";
import { formatNumber } from "./numbers.js";
import { fillSlots } from "./steps.js";

/** The place for it, hidden if all is well: { element, tell }. The picture pales if the code would take another branch here. */
export function troublePlace() {
  const element = html("p", { class: "ad-trouble" });
  const hush = spokenAtRest(element);
  function tell(picture, spec, program, pass) {
    const { words, otherPath } = troubleOf(spec, program, pass);
    hush();
    write(element, words);
    show(element, words !== "");
    picture.element.classList.toggle("ad-other-path", otherPath);
  }
  return { element, tell };
}

/** { words, otherPath }: the sentences ("" if all is well), and true if the code would take another branch here. */
function troubleOf(spec, program, pass) {
  const other = [...new Set(program.otherPaths(pass.values).map((i) => spec.guards[i]))];
  const odd = (all, name) =>
    spec.nodes.flatMap((node, i) => (Number.isFinite(all[i]) ? [] : [`${node[name]} is ${formatNumber(all[i])}`]));
  const [values, gradients] = [odd(pass.values, "name"), odd(pass.gradients, "gradient")];
  const strange = values.length ? values : gradients;
  const few = strange.slice(0, 4).join(", ") + (strange.length > 4 ? ` and ${strange.length - 4} more` : "");
  // On another branch the numbers are of the recorded one, and say nothing about the engine.
  const checked = other.length ? [] : failedCheck(spec, pass);
  const words = [...spec.remarks, ...other, ...checked, ...(few ? [`${few}.`] : [])];
  return { words: words.join(" "), otherPath: other.length > 0 };
}

/** The sentence of the first check that fails, if one does: the same rule as in engines/checks.py. */
function failedCheck({ checks, output }, pass) {
  const error = ([said, right]) => relativeError(said, right, pass.values[output]);
  const first = (pass.checks ?? []).findIndex((pair) => error(pair) > checks.tolerance && error(pair) < Infinity);
  return first < 0 ? [] : [fillSlots(checks.sentences[first], pass)];
}

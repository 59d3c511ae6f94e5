// What is wrong with a pass, in words: another branch than the recorded one, and numbers that are none.

import { formatNumber } from "./numbers.js";

/** { words, otherPath }: the sentences ("" if all is well), and true if the code would take another branch here. */
export function troubleOf(spec, program, pass) {
  const other = program.otherPaths(pass.values).map((i) => spec.guards[i]);
  const odd = (all, name) =>
    spec.nodes.flatMap((node, i) => (Number.isFinite(all[i]) ? [] : [`${node[name]} is ${formatNumber(all[i])}`]));
  const [values, gradients] = [odd(pass.values, "name"), odd(pass.gradients, "gradient")];
  const strange = values.length ? values : gradients;
  const few = strange.slice(0, 4).join(", ") + (strange.length > 4 ? ` and ${strange.length - 4} more` : "");
  return { words: [...other, ...(few ? [`${few}.`] : [])].join(" "), otherPath: other.length > 0 };
}

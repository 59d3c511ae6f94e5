// The graphs of the EfficiencyExplorer, built in the page as data: the same families as autodiff_core/families.py.
//
// A graph is { inputs: [values], names: [of inputs], nodes: [{ kind, from: [places] }] }. Inputs have the places 0, 1, ...; then come the nodes.

/** What each kind of node computes from the values `v` at its places `from`, and its local derivative with respect to argument i. */
export const KINDS = {
  start: { value: (v, from) => 1 * v[from[0]], local: () => 1 },
  multiply: { value: (v, from) => v[from[0]] * v[from[1]], local: (v, from, i) => v[from[1 - i]] },
  add: { value: (v, from) => v[from[0]] + v[from[1]], local: () => 1 },
  relu: { value: (v, from) => Math.max(v[from[0]], 0), local: (v, from) => (v[from[0]] > 0 ? 1 : 0) },
  cost: { value: (v, from) => v[from[0]] ** 2 / 2, local: (v, from) => v[from[0]] },
};

/** A row of n nodes with p parameters (1 <= p < n), spread evenly, at most one at a node; the last node is the cost. */
export function rowGraph(n, p, { weights, bias }) {
  const inputs = Array.from({ length: p }, (_, i) => (i % 2 ? bias : weights[(i / 2) % weights.length]));
  const dueAt = (k) => Math.ceil((k * p) / (n - 1)); // parameters that have come in before node k
  const nodes = Array.from({ length: n }, (_, k) => {
    const before = k ? [p + k - 1] : [];
    if (k === n - 1) return { kind: "cost", from: before };
    const next = dueAt(k);
    if (dueAt(k + 1) === next) return { kind: "relu", from: before };
    return { kind: k === 0 ? "start" : next % 2 ? "add" : "multiply", from: [...before, next] };
  });
  const names = inputs.map((_, i) => `${"wb"[i % 2]}${Math.floor(i / 2) + 1}`);
  return { inputs, names, nodes };
}

/** x = x + x, k times. */
export function doublingGraph(k) {
  return { inputs: [1], names: ["x"], nodes: Array.from({ length: k }, (_, i) => ({ kind: "add", from: [i, i] })) };
}

/** How many paths lead from the end to the inputs, and how many edges these have in all; no path is walked. */
export function countPaths({ inputs, nodes }) {
  const count = () => new Array(inputs.length + nodes.length).fill(0);
  const [number, edges] = [count(), count()];
  number[number.length - 1] = 1;
  for (let at = number.length - 1; at >= inputs.length; at -= 1) {
    for (const parent of nodes[at - inputs.length].from) {
      number[parent] += number[at];
      edges[parent] += edges[at] + number[at];
    }
  }
  const sum = (each) => each.slice(0, inputs.length).reduce((a, b) => a + b, 0);
  return { paths: sum(number), edges: sum(edges) };
}

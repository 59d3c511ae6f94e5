// Four ways to all gradients of a graph, each carried out and counted, as in autodiff_core/counting.py.
//
// One step is one node evaluated, or one edge passed: multiplied by its local derivative, and added up.

import { KINDS, countPaths } from "./efficiency_graphs.js";

/**
 * What one method does: { gradients, nodes, edges, steps, kept }; `held` numbers are kept at this moment, `kept` at most.
 * A `log`, if there is one, gets every step: { kind, pass, at, i }: node `at` is evaluated, or (with i) its edge from argument i passed.
 */
function counter(log) {
  return {
    pass: "",
    gradients: [],
    nodes: 0,
    edges: 0,
    kept: 0,
    held: 0,
    get steps() { return this.nodes + this.edges; },
    node(at) {
      this.nodes += 1;
      log?.push({ kind: "forward", pass: this.pass, at });
    },
    edge(kind, at, i) {
      this.edges += 1;
      log?.push({ kind, pass: this.pass, at, i });
    },
    keep(numbers) {
      this.held += numbers;
      this.kept = Math.max(this.kept, this.held);
    },
  };
}

const valueOf = (node, values) => KINDS[node.kind].value(values, node.from);
const localOf = (node, i, values) => KINDS[node.kind].local(values, node.from, i);

/** For each node, how many values nobody needs any more once it is evaluated. */
function letGoAfter({ inputs, nodes }) {
  const lastUse = new Map();
  nodes.forEach((node, k) => node.from.forEach((place) => { if (place >= inputs.length) lastUse.set(place, k); }));
  const letGo = new Array(nodes.length).fill(0);
  lastUse.forEach((k) => { letGo[k] += 1; });
  return letGo;
}

/** One pass forward; what no later node needs is let go, `each` numbers at a time. Returns the output. */
function sweep({ nodes }, start, letGo, count, each, visit) {
  const values = [...start];
  for (let k = 0; k < nodes.length; k += 1) {
    const at = values.length;
    values.push(valueOf(nodes[k], values));
    count.node(at);
    count.keep(each);
    visit?.(nodes[k], at, values);
    count.keep(-each * letGo[k]);
  }
  count.keep(-each); // the result is handed on
  return values[values.length - 1];
}

/** One pass forward after which every value is still there. */
function keepingAll({ inputs, nodes }, count) {
  const values = [...inputs];
  count.pass = "Forward pass";
  for (const node of nodes) {
    count.node(values.length);
    values.push(valueOf(node, values));
  }
  count.keep(nodes.length);
  return values;
}

function byNudging(graph, { epsilon }, log) {
  const count = counter(log);
  count.pass = "Pass 1, nothing nudged";
  const letGo = letGoAfter(graph);
  const output = (inputs) => sweep(graph, inputs, letGo, count, 1);
  const start = output(graph.inputs);
  count.keep(1);
  graph.inputs.forEach((value, i) => {
    const moved = [...graph.inputs];
    moved[i] = value + epsilon;
    count.pass = `Pass ${i + 2}, ${graph.names[i]} nudged`;
    count.gradients.push((output(moved) - start) / epsilon);
  });
  return count;
}

function byForwardMode(graph, settings, log) {
  const count = counter(log);
  const letGo = letGoAfter(graph);
  graph.inputs.forEach((_, chosen) => {
    count.pass = `Pass ${chosen + 1}, per unit of ${graph.names[chosen]}`;
    const derivatives = graph.inputs.map((__, i) => (i === chosen ? 1 : 0));
    sweep(graph, graph.inputs, letGo, count, 2, ({ kind, from }, at, values) => {
      derivatives[at] = 0;
      for (let i = 0; i < from.length; i += 1) {
        derivatives[at] += KINDS[kind].local(values, from, i) * derivatives[from[i]];
        count.edge("forward", at, i);
      }
    });
    count.gradients.push(derivatives.at(-1));
  });
  return count;
}

function byPaths(graph, { most }, log) {
  if (countPaths(graph).edges > most) return null;
  const count = counter(log);
  const values = keepingAll(graph, count);
  count.keep(1); // the product along the path
  graph.inputs.forEach((_, input) => count.gradients.push(sumOfPaths(graph, input, values, count)));
  return count;
}

/** Walk every path from the end to one input, and multiply the local derivatives along it anew. */
function sumOfPaths({ inputs, names, nodes }, input, values, count) {
  const leads = new Array(values.length).fill(false); // to this input
  leads[input] = true;
  nodes.forEach((node, k) => { leads[inputs.length + k] = node.from.some((place) => leads[place]); });
  const stack = [[values.length - 1, null]];
  let sum = 0;
  let walks = 0;
  while (stack.length) {
    let [place, walked] = stack.pop(); // walked: the last edge, and what was walked before it
    if (place === input) {
      let product = 1;
      const edges = [];
      for (; walked; walked = walked.before) edges.push(walked);
      edges.reverse(); // from the end to the input
      count.pass = `Path ${walks += 1} to ${names[input]}`;
      for (const { node, at, i } of edges) {
        product *= localOf(node, i, values);
        count.edge("backward", at, i);
      }
      sum += product;
    } else if (place >= inputs.length) {
      const node = nodes[place - inputs.length];
      node.from.forEach((parent, i) => { if (leads[parent]) stack.push([parent, { node, at: place, i, before: walked }]); });
    }
  }
  return sum;
}

function byBackpropagation(graph, settings, log) {
  const { inputs, nodes } = graph;
  const count = counter(log);
  const values = keepingAll(graph, count);
  const gradients = [];
  gradients[values.length - 1] = 1;
  count.keep(1);
  count.pass = "Backward pass";
  for (let at = values.length - 1; at >= inputs.length; at -= 1) {
    const node = nodes[at - inputs.length];
    node.from.forEach((parent, i) => {
      if (parent >= inputs.length && gradients[parent] === undefined) count.keep(1);
      gradients[parent] = (gradients[parent] ?? 0) + gradients[at] * localOf(node, i, values);
      count.edge("backward", at, i);
    });
    count.keep(-2); // nobody asks for this node's value and gradient again
  }
  count.gradients = gradients.slice(0, inputs.length);
  return count;
}

/** The methods in the order of the table; run(graph, settings, log) gives a count, or null where it is not run. */
export const METHODS = [
  { name: "nudging", run: byNudging },
  { name: "forward mode", run: byForwardMode },
  { name: "one path at a time", run: byPaths },
  { name: "backpropagation", run: byBackpropagation },
];

/** How far the gradients of one count are from those of another, at most. */
export const farthest = (one, other) => Math.max(...one.gradients.map((gradient, i) => Math.abs(gradient - other.gradients[i])));

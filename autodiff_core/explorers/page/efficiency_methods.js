// Four ways to all gradients of a graph, each carried out and counted, as in autodiff_core/counting.py.
//
// One step is one node evaluated, or one edge passed: multiplied by its local derivative, and added up.

import { KINDS, countPaths } from "./efficiency_graphs.js";

/** What one method does: { gradients, nodes, edges, steps, kept }; `held` numbers are kept at this moment, `kept` at most. */
function counter() {
  return {
    gradients: [],
    nodes: 0,
    edges: 0,
    kept: 0,
    held: 0,
    get steps() { return this.nodes + this.edges; },
    keep(numbers) {
      this.held += numbers;
      this.kept = Math.max(this.kept, this.held);
    },
  };
}

const argumentsOf = (node, values) => node.from.map((place) => values[place]);
const localOf = (node, i, values) => KINDS[node.kind].local(i, argumentsOf(node, values));

/** One pass forward; what no later node needs is let go, `each` numbers at a time. Returns the output. */
function sweep({ inputs, nodes }, start, count, each, visit) {
  const lastUse = new Map();
  nodes.forEach((node, k) => node.from.forEach((place) => { if (place >= inputs.length) lastUse.set(place, k); }));
  const letGo = new Array(nodes.length).fill(0);
  lastUse.forEach((k) => { letGo[k] += 1; });
  const values = [...start];
  nodes.forEach((node, k) => {
    values.push(KINDS[node.kind].value(argumentsOf(node, values)));
    count.nodes += 1;
    count.keep(each);
    visit(node, k + inputs.length, values);
    count.keep(-each * letGo[k]);
  });
  count.keep(-each); // the result is handed on
  return values[values.length - 1];
}

/** One pass forward after which every value is still there. */
function keepingAll({ inputs, nodes }, count) {
  const values = [...inputs];
  for (const node of nodes) values.push(KINDS[node.kind].value(argumentsOf(node, values)));
  count.nodes += nodes.length;
  count.keep(nodes.length);
  return values;
}

function byNudging(graph, { epsilon }) {
  const count = counter();
  const output = (inputs) => sweep(graph, inputs, count, 1, () => {});
  const start = output(graph.inputs);
  count.keep(1);
  graph.inputs.forEach((value, i) => {
    const moved = [...graph.inputs];
    moved[i] = value + epsilon;
    count.gradients.push((output(moved) - start) / epsilon);
  });
  return count;
}

function byForwardMode(graph) {
  const count = counter();
  graph.inputs.forEach((_, chosen) => {
    const derivatives = graph.inputs.map((__, i) => (i === chosen ? 1 : 0));
    sweep(graph, graph.inputs, count, 2, (node, at, values) => {
      derivatives[at] = 0;
      node.from.forEach((parent, i) => {
        derivatives[at] += localOf(node, i, values) * derivatives[parent];
        count.edges += 1;
      });
    });
    count.gradients.push(derivatives.at(-1));
  });
  return count;
}

function byPaths(graph, { most }) {
  if (countPaths(graph).edges > most) return null;
  const count = counter();
  const values = keepingAll(graph, count);
  count.keep(1); // the product along the path
  graph.inputs.forEach((_, input) => count.gradients.push(sumOfPaths(graph, input, values, count)));
  return count;
}

/** Walk every path from the end to one input, and multiply the local derivatives along it anew. */
function sumOfPaths({ inputs, nodes }, input, values, count) {
  const leads = new Array(values.length).fill(false); // to this input
  leads[input] = true;
  nodes.forEach((node, k) => { leads[inputs.length + k] = node.from.some((place) => leads[place]); });
  const stack = [[values.length - 1, null]];
  let sum = 0;
  while (stack.length) {
    let [place, walked] = stack.pop(); // walked: the last edge, and what was walked before it
    if (place === input) {
      let product = 1;
      for (; walked; walked = walked.before) {
        product *= localOf(walked.node, walked.i, values);
        count.edges += 1;
      }
      sum += product;
    } else if (place >= inputs.length) {
      const node = nodes[place - inputs.length];
      node.from.forEach((parent, i) => { if (leads[parent]) stack.push([parent, { node, i, before: walked }]); });
    }
  }
  return sum;
}

function byBackpropagation(graph) {
  const { inputs, nodes } = graph;
  const count = counter();
  const values = keepingAll(graph, count);
  const gradients = [];
  gradients[values.length - 1] = 1;
  count.keep(1);
  for (let at = values.length - 1; at >= inputs.length; at -= 1) {
    const node = nodes[at - inputs.length];
    node.from.forEach((parent, i) => {
      if (parent >= inputs.length && gradients[parent] === undefined) count.keep(1);
      gradients[parent] = (gradients[parent] ?? 0) + gradients[at] * localOf(node, i, values);
      count.edges += 1;
    });
    count.keep(-2); // nobody asks for this node's value and gradient again
  }
  count.gradients = gradients.slice(0, inputs.length);
  return count;
}

/** The methods in the order of the table; each gives a count, or null where it is not run. */
export const METHODS = [
  { name: "nudging", run: byNudging },
  { name: "forward mode", run: byForwardMode },
  { name: "one path at a time", run: byPaths },
  { name: "backpropagation", run: byBackpropagation },
];

/** How far the gradients of one count are from those of another, at most. */
export const farthest = (one, other) => Math.max(...one.gradients.map((gradient, i) => Math.abs(gradient - other.gradients[i])));

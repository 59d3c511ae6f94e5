// A backward pass played in some order: the sends, the numbers and the verdicts of orders/play.py, in the page.

import { formatNumber } from "./numbers.js";

const LUCKY = 1e-9; // as in orders/play.py
const NAMED_SLOT = /\{(\(?)(\w+)\)?\}/g;

/** Fill a sentence that Python wrote: {name} by a text or a number, {(name)} with brackets round a negative one. */
export function fillNamed(sentence, parts) {
  return sentence.replace(NAMED_SLOT, (_, bracket, name) => {
    const text = typeof parts[name] === "string" ? parts[name] : formatNumber(parts[name]);
    return bracket && text.startsWith("-") ? `(${text})` : text;
  });
}

/**
 * Send gradients along the edges `sends` (indices), one after the other.
 *
 * again  whether a node may send more than once;  locals  the local derivative of every edge
 * sends  what happened at each;  gradients, paths  of every node: what was found, and how many paths are in it
 * arrived, expected  how many contributions each node has, and gets in all;  senders  the nodes that have sent
 */
export function play({ nodes, edges, output }, sends, again, locals) {
  const gradients = nodes.map((_, i) => (i === output ? 1 : 0));
  const paths = [...gradients];
  const expected = nodes.map((_, i) => edges.filter((edge) => edge.parent === i).length);
  const arrived = nodes.map(() => new Set());
  const lastSent = new Map();
  const senders = new Set();

  function send(edge) {
    const { node, parent } = edges[edge];
    const [upstream, local, before] = [gradients[node], locals[edge], gradients[parent]];
    const contribution = upstream * local;
    const sent = { edge, upstream, local, contribution, before, after: before + contribution };
    Object.assign(sent, { arrived: arrived[node].size, expected: expected[node], already: lastSent.get(edge) });
    sent.kinds = [kindOf(sent, node === output, again), ...(senders.has(parent) && !again ? ["late"] : [])];
    gradients[parent] = sent.after;
    paths[parent] += paths[node];
    arrived[parent].add(edge);
    lastSent.set(edge, upstream);
    senders.add(node);
    return sent;
  }

  return { sends: sends.map(send), gradients, paths, arrived: arrived.map((each) => each.size), expected, senders };
}

function kindOf({ arrived, expected, already }, isOutput, again) {
  if (isOutput) return "seed";
  if (already !== undefined) return "again";
  if (arrived === expected) return "in time";
  return again ? "early, and again later" : "early";
}

/** The sentences of one send: what happens, and the sum. */
export function sentencesOfSend({ nodes, edges, sentences }, sent) {
  const { node, parent } = edges[sent.edge];
  const parts = { ...sent, node: nodes[node].name, parent: nodes[parent].name };
  return [sent.kinds.map((kind) => fillNamed(sentences[kind], parts)).join(" "), fillNamed(sentences.sum, parts)];
}

/** For each node: { found, right, words } with a sign in front, from what an order and the right order have found. */
export function verdicts({ nodes, sentences }, played, right) {
  return nodes.map(({ name }, i) => {
    const [found, paths, all] = [played.gradients[i], played.paths[i], right.paths[i]];
    const near = Math.abs(found - right.gradients[i]) <= LUCKY * Math.max(Math.abs(found), Math.abs(right.gradients[i]));
    const kind = paths === all ? "right" : near ? "luck" : paths < all ? "missing" : "too often";
    const words = fillNamed(sentences[kind], { paths, all, missing: all - paths });
    return { name, found, right: right.gradients[i], words, isWrong: kind === "missing" || kind === "too often" };
  });
}

/** One line on all gradients that an order finds: right, or which of them are wrong. */
export function summary({ sentences }, judged) {
  const wrong = judged.filter(({ isWrong }) => isWrong);
  const parts = wrong.map(({ name, found, right }) => fillNamed(sentences.instead, { node: name, found, right }));
  return parts.length ? fillNamed(sentences["not all right"], { wrong: parts.join(", ") }) : sentences["all right"];
}

// The state of a graph that is filled in: what stands in each blank, and what that says about it. Pure functions.
//
// attempt  { set, entries, at, shown }: the index of the numbers; for each blank { answers, hints, solution } as in card_state.js
//   (the list may be shorter than the blanks are many); the blank that was last talked about, or null; whether the rest was shown.
// scene    { spec, program, inputs, pass }: the graph, its program, and the numbers of both passes for these inputs.

import { parseAnswer } from "./answer.js";
import { afterAnswer, afterHelp, betterStatus } from "./card_state.js";
import { diagnose } from "./diagnose.js";

const UNTOUCHED = { answers: [], hints: 0, solution: false };

/** The attempt at these numbers before anything is filled in. */
export function freshFilling(set) {
  return { set, entries: [], at: null, shown: false };
}

export function entryOf({ entries }, i) {
  return entries[i] ?? UNTOUCHED;
}

/** The text that was compared last in the blank `i`; "" if none was. */
export function textIn(attempt, i) {
  return entryOf(attempt, i).answers.at(-1) ?? "";
}

/** The node that a blank belongs to, and whether its value or its gradient is asked for. */
export function whereIs({ nodes }, { asked }) {
  const node = nodes.findIndex(({ name, gradient }) => asked === name || asked === gradient);
  return { node, kind: nodes[node].gradient === asked ? "gradient" : "value" };
}

/**
 * The verdict on what stands in each blank, null where nothing stands: as diagnose gives it, with the number, and besides
 * { verdict: "follows", from }: the number that follows from other wrong ones, in the blanks `from`.
 */
export function judged(scene, attempt) {
  return judgedTexts(scene, scene.spec.blanks.map((_, i) => textIn(attempt, i)));
}

function judgedTexts(scene, texts) {
  const { spec, pass } = scene;
  const own = new Map(); // by blank: the right number, or the learner's where it is the first that is wrong
  const first = [];
  return spec.blanks.map((blank, i) => {
    if (!texts[i]) return null;
    const answer = parseAnswer(texts[i]);
    const verdict = { ...diagnose(answer, blank, pass.answers[i]), number: answer.number, key: answer.number };
    if (verdict.verdict === "right") own.set(i, verdict.right);
    else {
      const from = sourcesOf(scene, own, first, i, answer);
      if (from.length) return { ...verdict, verdict: "follows", from };
      own.set(i, answer.number);
      first.push(i);
    }
    return verdict;
  });
}

/** The first wrong numbers that this answer follows from, without a mistake of its own; [] if it does not. */
function sourcesOf(scene, own, first, i, answer) {
  if (!first.length) return [];
  const follows = (known) => diagnose(answer, { wrong: [], others: [] }, [carried(scene, known, i), [], []]).verdict === "right";
  if (!follows(own)) return [];
  const needed = first.filter((j) => !follows(without(own, j)));
  return needed.length ? needed : first;
}

function without(own, i) {
  const rest = new Map(own);
  rest.delete(i);
  return rest;
}

/** The number in the blank `i` if both passes are carried on from the numbers `own` (blank to number), and rightly. */
function carried({ spec, program, inputs }, own, i) {
  const known = { value: new Map(), gradient: new Map() };
  for (const [j, number] of own) {
    const { node, kind } = whereIs(spec, spec.blanks[j]);
    known[kind].set(node, number);
  }
  const { node, kind } = whereIs(spec, spec.blanks[i]);
  const values = program.forward(inputs, (at, value) => known.value.get(at) ?? value);
  return kind === "value" ? values[node] : carriedBack(spec, program.backward(values).steps, known.gradient)[node];
}

/** The gradients, back from the output along all edges; what is `known` is taken as it is. */
function carriedBack({ nodes, edges, output }, flows, known) {
  const gradients = nodes.map((_, i) => (i === output ? 1 : 0));
  for (let i = nodes.length - 1; i >= 0; i -= 1) {
    gradients[i] = known.get(i) ?? gradients[i];
    edges.forEach(({ node, parent }, edge) => {
      if (node === i) gradients[parent] += gradients[i] * flows[edge][1];
    });
  }
  return gradients;
}

/** What each blank looks like: "right", "shown", "follows", "wrong", or "" where nothing stands. */
export function marksOf(verdicts, { shown }) {
  return verdicts.map((verdict) => {
    if (verdict?.verdict === "right") return "right";
    if (shown) return "shown";
    return !verdict ? "" : verdict.verdict === "follows" ? "follows" : "wrong";
  });
}

/** True for a blank that shows its number: nothing is left to be filled in there. */
export function isClosed(mark) {
  return mark === "right" || mark === "shown";
}

/** The status that an attempt has reached. */
export function statusOf(marks, { entries, shown }) {
  if (!marks.every(isClosed)) return "tried";
  return shown || entries.some((entry) => entry?.solution) ? "helped" : "right";
}

/** What an answer in the blank `i` changes: { attempt, record }. */
export function afterEntry(scene, attempt, record, i, text) {
  const { blanks } = scene.spec;
  const texts = blanks.map((_, j) => textIn(attempt, j));
  const judge = (each) => judgedTexts(scene, texts.map((own, j) => (i === j ? each : own)))[i];
  const after = afterAnswer(entryOf(attempt, i), record, text, judge, blanks[i].hints.length);
  const next = withEntry(attempt, blanks.length, i, after.attempt);
  const status = statusOf(marksOf(judged(scene, next), next), next);
  return { attempt: next, record: { ...after.record, status: betterStatus(record.status, status) } };
}

/** What asking for help in the blank `i` changes. */
export function withHelp(attempt, record, i, blanks) {
  const after = afterHelp(entryOf(attempt, i), record, blanks[i].hints.length);
  return { attempt: withEntry(attempt, blanks.length, i, after.attempt), record: after.record };
}

function withEntry(attempt, blanks, i, entry) {
  const entries = Array.from({ length: blanks }, (_, j) => (i === j ? entry : entryOf(attempt, j)));
  return { ...attempt, entries, at: i };
}

// What becomes of a descent, judged from its numbers: the rules of autodiff_core/descent/words.py, with its sentences.

import { formatNumber } from "./numbers.js";

/** Fill the slots {name} of a template. */
export const fillWords = (template, slots) => template.replace(/\{(\w+)\}/g, (_, name) => slots[name]);

/** 'w', 'w and b', 'w, b and x'. */
export const listedNames = (names) =>
  names.length > 1 ? `${names.slice(0, -1).join(", ")} and ${names.at(-1)}` : (names[0] ?? "none");

/** The regime of the points and its sentence: { regime, sentence }. `names` are the parameters, `spec` what Python sent. */
export function judged(points, output, names, { words, limits }) {
  const costs = points.map((point) => point.cost);
  const last = points.at(-1);
  const step = points.length - 1;
  const rise = costs.findIndex((cost, k) => k > 0 && cost > costs[k - 1]);
  const regime = regimeOf(points, costs, limits);
  const idle = names.filter((_, i) => last.gradients[i] === 0);
  const learning = names.filter((name) => !idle.includes(name));
  const slots = {
    J: output,
    step,
    steps: step === 1 ? `${step} step` : `${step} steps`,
    first: formatNumber(costs[0]),
    after: formatNumber(last.cost),
    rises: limits.rises,
    gates: listedNames(last.held.map(({ name }) => name)),
    rise,
    learning: listedNames(learning),
    idle: listedNames(idle),
  };
  const said = [words[regime]];
  if (rise > 0 && rise < step && !limits.noWordOfRises.includes(regime)) said.push(words["rose before"]);
  if (idle.length && learning.length && last.held.length) said.push(words.idle);
  return { regime, sentence: said.map((each) => fillWords(each, slots)).join(" ") };
}

function regimeOf(points, costs, { small, same, rises }) {
  const steepest = points.map(({ gradients }) => Math.max(...gradients.map(Math.abs)));
  const [last, before] = [costs.at(-1), costs.at(-2) ?? costs.at(-1)];
  const { held, elsewhere } = points.at(-1);
  const flat = steepest.at(-1) === 0;
  if (elsewhere) return "other branch";
  if (!Number.isFinite(last)) return !Number.isNaN(last) && points.length > 1 ? "diverged" : "undefined";
  if (flat && held.length) return held.some(({ at }) => at < 0) ? "dead" : "on a kink";
  if (points.length === 1) return flat ? "converged" : "start";
  if (steepest.at(-1) <= small * Math.max(...steepest)) return "converged";
  if (Math.abs(last - before) <= same * Math.abs(last)) {
    // From one side to the other and back, the slope changes its sign; what does not move keeps it.
    const turned = points.at(-1).gradients.some((slope, i) => slope * points.at(-2).gradients[i] < 0);
    return turned ? "swings" : "stands";
  }
  if (last > before) {
    const ends = costs.slice(-rises - 1);
    const onEnd = costs.length > rises && ends.every((cost, k) => k === 0 || cost > ends[k - 1]);
    return onEnd && last > costs[0] ? "diverges" : "overshot";
  }
  return "on its way";
}

/** What the last step did: whether the cost fell, and which gate shut, opened or landed on its kink. */
export function stepSentence(points, gates, output, { words }) {
  if (points.length < 2) return "";
  const [before, after] = points.slice(-2);
  const kind = after.cost < before.cost ? "fell" : after.cost > before.cost ? "rose" : "stayed";
  const slots = { step: points.length - 1, J: output, before: formatNumber(before.cost), after: formatNumber(after.cost) };
  const said = Number.isNaN(after.cost) ? [] : [fillWords(words[kind], slots)];
  gates.forEach(({ name, slope }, i) => {
    const [was, is] = [before.gates[i], after.gates[i]];
    const tell = (word, more) => said.push(fillWords(words[word], { gate: name, ...more }));
    if (is === 0 && was !== 0) {
      tell("lands");
      if (slope !== null) tell("slope", { slope: formatNumber(slope) });
    } else if (slope !== null && is < 0 && was >= 0) tell("shuts");
    else if (slope !== null && is > 0 && was <= 0) tell("opens");
  });
  return said.join(" ");
}

/** The notes on the gates at one point, as descent.py writes them. */
export function gateNotes(point, gates, { words }) {
  return gates
    .flatMap(({ name, slope }, i) => {
      const at = point.gates[i];
      const word = at === 0 ? "on the kink" : slope !== null && at < 0 ? "closed" : null;
      return word ? [fillWords(words[word], { gate: name })] : [];
    })
    .join(", ");
}

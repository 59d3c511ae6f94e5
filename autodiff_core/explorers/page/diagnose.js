// What an answer is: right, or which wrong number. Pure functions, without a page and without a sentence.

const TOLERANCE = 0.005; // of the right number; the sentence that says so is written in Python
const SMALLEST = 1e-9;
const CLOSE = 0.05;
const POWERS = 9; // powers of ten by which an answer may be off and still be known
const FEWEST_DIGITS = 2; // of an answer that counts as rounded

/**
 * Say what an answer is.
 *
 * answer   as parseAnswer gives it
 * blank    { wrong, others } of the spec: the indices of the mistakes, and the labels of the other numbers, in the order of the numbers
 * numbers  [right, [wrong, ...], [other, ...]] as the program of the card computes them
 *
 * { verdict: "unread", problem }, "right" with rounded, "mistake" with mistake (its index in spec.mistakes), "sign", "other" with
 * label, "close", "power" with power (of ten, by which the answer is too large), or "unknown"; each but the first with right.
 */
export function diagnose(answer, blank, numbers) {
  if (answer.problem) return { verdict: "unread", problem: answer.problem };
  const { number } = answer;
  const [right, wrong, others] = numbers;
  if (near(number, right)) return { verdict: "right", right, rounded: Math.abs(number - right) > SMALLEST * Math.max(1, Math.abs(right)) };
  if (isRounded(answer, right)) return { verdict: "right", right, rounded: true };
  const mistake = nearest(answer, wrong);
  if (mistake !== null) return { verdict: "mistake", right, mistake: blank.wrong[mistake] };
  if (matches({ ...answer, number: -number }, right)) return { verdict: "sign", right };
  const other = nearest(answer, others);
  if (other !== null) return { verdict: "other", right, label: blank.others[other] };
  if (within(CLOSE, number, right)) return { verdict: "close", right };
  const power = powerBetween(number, right);
  return power ? { verdict: "power", right, power } : { verdict: "unknown", right };
}

/** Which way the right number points: "up", "down" or "no change". */
export function directionOf(right) {
  if (Math.abs(right) <= SMALLEST) return "no change";
  return right > 0 ? "up" : "down";
}

/** True if one of two answers, as parseAnswer gives them, says the other within the tolerance, or rounded. */
export function isSameAnswer(one, other) {
  return matches(one, other.number) || matches(other, one.number);
}

function near(number, target) {
  return within(TOLERANCE, number, target);
}

function within(part, number, target) {
  const most = Math.max(part * Math.abs(target), SMALLEST);
  return Number.isFinite(target) && Math.abs(number - target) <= most * (1 + SMALLEST); // 6.03 is within 0.5 % of 6
}

/** True if the answer is the target, rounded (a tie either way) to the digits that were typed. */
function isRounded({ number, digits, place }, target) {
  return digits >= FEWEST_DIGITS && Math.abs(number - target) <= 0.5 * 10 ** place * (1 + SMALLEST);
}

function matches(answer, target) {
  return near(answer.number, target) || isRounded(answer, target);
}

/** The index of the number that the answer matches, of several the nearest; null if there is none. */
function nearest(answer, targets) {
  const distance = (i) => Math.abs(answer.number - targets[i]);
  const matching = targets.flatMap((target, i) => (matches(answer, target) ? [i] : []));
  return matching.length ? matching.reduce((best, i) => (distance(i) < distance(best) ? i : best)) : null;
}

function powerBetween(number, right) {
  const power = Math.round(Math.log10(Math.abs(number / right)));
  return Math.abs(power) <= POWERS && near(number / 10 ** power, right) ? power : 0;
}

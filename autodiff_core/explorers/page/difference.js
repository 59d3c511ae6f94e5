// The numbers of the explorer: forward and central difference, their errors, and what there is to say about them.

import { formatNumber } from "./numbers.js";

export const DIGITS = 10; // 9.006001 has seven
const ERROR_DIGITS = 6;
const DOUBLE_DIGITS = 16; // significant digits of a double, nearly


export const print = (x) => formatNumber(x, DIGITS);

/** Print x with more digits, if it takes them to tell it from `other`; 17 tell any two doubles apart. */
export function printBeside(x, other) {
  const enough = [DIGITS, 16, 17].find((digits) => x === other || formatNumber(x, digits) !== formatNumber(other, digits));
  return formatNumber(x, enough);
}
export const printError = (x) => formatNumber(x, ERROR_DIGITS);

/** One function of the explorer as functions of w alone: `recorded` is what Python sent, `program` its module. */
export function oneNumberFunction(recorded, program) {
  const valuesAt = (w) => program.forward(recorded.values.with(recorded.argument, w));
  const otherPaths = (w) => program.otherPaths(valuesAt(w)).map((i) => recorded.guards[i]);
  return {
    ...recorded,
    /** J(w); NaN where the code would take a branch that was not recorded. */
    at(w) {
      const values = valuesAt(w);
      return program.otherPaths(values).length ? NaN : values[recorded.node];
    },
    derivative: (w) => program.backward(valuesAt(w)).gradient[recorded.argument],
    otherPaths,
    kinkBetween(w1, w2) {
      const [before, after] = [program.kinks(valuesAt(w1)), program.kinks(valuesAt(w2))];
      return before.some((at, i) => Math.sign(at) !== Math.sign(after[i]));
    },
  };
}

/** Both differences of `f` at w: each { low, high, Jlow, Jhigh, change, step, slope, error }, and J and the derivative. */
export function differences(f, w, epsilon) {
  const J = f.at(w);
  const derivative = f.derivative(w);
  const difference = (low, high, step) => {
    const [Jlow, Jhigh] = [low === w ? J : f.at(low), f.at(high)];
    const change = Jhigh - Jlow;
    return { low, high, Jlow, Jhigh, change, step, slope: change / step, error: Math.abs(change / step - derivative) };
  };
  return {
    J,
    derivative,
    forward: difference(w, w + epsilon, epsilon),
    central: difference(w - epsilon, w + epsilon, 2 * epsilon),
  };
}

/** What happened, in a few plain sentences. `kind` is "forward" or "central". */
export function sentences(f, w, epsilon, kind, numbers) {
  const { argument: a, output: J } = names(f);
  const others = f.otherPaths(w);
  if (others.length) return [`At ${a} = ${print(w)} the code takes a branch that was not recorded: ${others[0]}`];
  if (!Number.isFinite(numbers.J)) return [`${J} is ${notANumber(numbers.J)} at ${a} = ${print(w)}: nothing can be compared.`];
  const difference = numbers[kind];
  const before = printBeside;
  const after = (x, y) => printBeside(y, x);
  const { low, high, Jlow, Jhigh, change, slope } = difference;
  const stored = kind === "forward" ? `${print(w)} + ${print(epsilon)} is stored as ${print(w)}`
    : `${print(w)} + ${print(epsilon)} and ${print(w)} - ${print(epsilon)} are both stored as ${print(w)}`;
  if (low === high) {
    return [`${stored}: the nudge was lost.`, `${J} does not change at all, so the difference says 0.`, derivativeSays(f, numbers)];
  }
  if (!Number.isFinite(change)) return [`${J} is ${notANumber(Jhigh - Jlow)} at the nudged ${a}: nothing can be compared.`];
  const said = [
    kind === "forward"
      ? `${a} goes from ${before(low, high)} to ${after(low, high)}, ${J} from ${before(Jlow, Jhigh)} to ${after(Jlow, Jhigh)}.`
      : `From ${a} - ε to ${a} + ε, ${J} goes from ${before(Jlow, Jhigh)} to ${after(Jlow, Jhigh)}.`,
    `The change ${print(change)} is ${print(slope)} times ${kind === "forward" ? "the nudge" : "the step 2ε"}.`,
    derivativeSays(f, numbers),
  ];
  return [...said, ...rounding(f, difference, numbers), ...(f.kinkBetween(low, high) ? [KINK] : [])];
}

const KINK = "The nudge crosses a kink, where the derivative jumps: there the difference need not agree with it.";
const names = (f) => ({ argument: f.argumentName, output: f.output });
const notANumber = (x) => (Number.isNaN(x) ? "not a number" : formatNumber(x));
const derivativeSays = (f, { derivative }) => `The derivative is ${print(derivative)}.`;

/** How floating point spoils a small nudge: the nudge itself is rounded, and the two values of J share most digits. */
function rounding(f, { low, high, Jlow, Jhigh, change, step }, { derivative }) {
  const { argument: a, output: J } = names(f);
  const made = high - low;
  if (change === 0 && derivative !== 0) return [`Both values of ${J} are stored as the same number: the change was lost.`];
  if (Math.abs(made / step - 1) > 0.01) {
    return [`Numbers near ${print(low)} are stored in steps: the change made to ${a} is ${printError(made)}, not ${printError(step)}.`];
  }
  const shared = Math.floor(-Math.log10(Math.abs(change) / Math.max(Math.abs(Jlow), Math.abs(Jhigh))));
  if (change === 0 || shared < DOUBLE_DIGITS / 2) return [];
  const left = Math.max(DOUBLE_DIGITS - shared, 0);
  return [`The two values of ${J} share their first ${shared} digits, so of the change only about ${left} ${left === 1 ? "is" : "are"} left.`];
}

/** The errors for many epsilons from 1 down to 1e-16: [[epsilon, forward error, central error]]. */
export function errorCurve(f, w, perDecade = 4) {
  return Array.from({ length: 16 * perDecade + 1 }, (_, i) => {
    const epsilon = i % perDecade === 0 ? Number(`1e-${i / perDecade}`) : 10 ** (-i / perDecade);
    const { forward, central } = differences(f, w, epsilon);
    return [epsilon, forward.error, central.error];
  });
}

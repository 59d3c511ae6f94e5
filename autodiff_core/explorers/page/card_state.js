// The state of a card: what was answered on the present numbers, and the record that is kept. Pure functions.
//
// attempt  { set, answers, hints, solution }: the index of the numbers, the texts that were compared, how many hints are to be seen,
//   and whether the worked solution is.
// record   { status, tries, hints }: the best status so far, and how often an answer was compared and a hint was asked for.

const STATUSES = ["new", "tried", "helped", "right"]; // from the least to the best
const KEPT_ANSWERS = 20;

/** The attempt at these numbers before anything is answered. */
export function freshAttempt(set) {
  return { set, answers: [], hints: 0, solution: false };
}

/**
 * Where an attempt stands. `judge(text)` gives the verdict on an answer, with its `key`: equal for answers that say the same.
 *
 * { last, solved, repeated }  the last verdict or null;  true if any of the answers is right;  true if the last one was there before
 */
export function standing({ answers }, judge) {
  const verdicts = answers.map(judge);
  const last = verdicts.at(-1) ?? null;
  const solved = verdicts.some(({ verdict }) => verdict === "right");
  return { last, solved, repeated: verdicts.slice(0, -1).some(({ key }) => key === last.key) };
}

/** What one more answer changes: { attempt, record }. After an answer that nothing is known of the next of `hints` hints is shown. */
export function afterAnswer(attempt, record, text, judge, hints) {
  const before = standing(attempt, judge);
  const { verdict } = judge(text);
  const shown = verdict === "unknown" && !before.solved ? Math.min(attempt.hints + 1, hints) : attempt.hints;
  const reached = verdict !== "right" ? "tried" : attempt.solution ? "helped" : "right";
  return {
    attempt: { ...attempt, answers: [...attempt.answers, text].slice(-KEPT_ANSWERS), hints: shown },
    record: {
      status: betterStatus(record.status, before.solved ? record.status : reached),
      tries: record.tries + (before.solved ? 0 : 1),
      hints: record.hints + shown - attempt.hints,
    },
  };
}

/** What asking for help changes: the next of `hints` hints, or after the last one the worked solution. */
export function afterHelp(attempt, record, hints) {
  if (attempt.hints >= hints) return { attempt: { ...attempt, solution: true }, record };
  return { attempt: { ...attempt, hints: attempt.hints + 1 }, record: { ...record, hints: record.hints + 1 } };
}

/** True after an answer that nothing is known of, if none of `hints` hints is left to be shown by itself. */
export function isStuck(verdict, attempt, hints) {
  return verdict?.verdict === "unknown" && attempt.hints >= hints;
}

/** The better of two statuses. */
export function betterStatus(one, other) {
  return STATUSES.indexOf(one) > STATUSES.indexOf(other) ? one : other;
}

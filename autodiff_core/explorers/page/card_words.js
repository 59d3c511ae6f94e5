// What the page says to an answer: every sentence of the practice that Python has not written.

import { sayNumber } from "./answer.js";
import { hasKernel } from "./kernel.js";

export const NAMES = {
  answer: "Your answer",
  compare: "Compare",
  hint: "A hint",
  solution: "Worked solution",
  another: "Another one",
  graph: "The graph",
};
export const CHOOSE_FIRST = "Choose one first: a guess is welcome.";
const NO_KERNEL =
  "The kernel of this card has ended: your answers are compared, and not kept. After Run All Cells (in the menu Run) they are kept again.";
const NO_STORAGE = "This browser keeps nothing for this page: your answers are compared, and not kept.";
export const NEW_NUMBERS = "New numbers. What do you predict now?";

const ICONS = { unread: "?", right: "✓", mistake: "?", idea: "?", sign: "±", other: "⇄", close: "≈", power: "10ⁿ", unknown: "?" };

/**
 * The reply to an answer: { right, icon, title, lines }, the lines as texts.
 *
 * verdict   from diagnose; for an option { verdict: "right" or "idea", idea }, with the idea behind it
 * scene     { number, asked, why, mistakes, fill }: the number answered (if it was one), what was asked, the template why it is right,
 *   spec.mistakes, and a function that fills the slots of a template
 */
export function replyTo(verdict, scene) {
  const [title, ...lines] = REPLIES[verdict.verdict](verdict, scene);
  return { right: verdict.verdict === "right", icon: ICONS[verdict.verdict], title, lines: lines.filter(Boolean) };
}

const REPLIES = {
  unread: ({ problem }) => [problem],
  right: ({ right, rounded, idea }, { asked, why, fill }) => [
    "Right.",
    fill(why || idea || ""),
    rounded && `Near enough: ${asked} is ${sayNumber(right)}.`,
  ],
  mistake: ({ mistake }, { number, mistakes, fill }) => {
    const { name, thinking, question } = mistakes[mistake];
    return [`Not yet. Whoever ${name} finds ${sayNumber(number)}.`, fill(thinking), fill(question)];
  },
  idea: ({ idea }, { fill }) => ["Not yet.", fill(idea || "Follow a small push from line to line: which of them turn it round?")],
  sign: (_, { asked }) => [
    "The right size, with the wrong sign.",
    "Only the sign is another one: somewhere a minus got lost, or came in.",
    nudgeQuestion(asked),
  ],
  other: ({ label }, { asked }) => [
    `Not yet. That is ${label}.`,
    `Your number stands in this graph, in another place: the question asks for ${asked}.`,
    "What lies between the two?",
  ],
  close: () => [
    "Close, but not it.",
    "You are within 5 % of it: perhaps something was rounded on the way.",
    "Where did you round, and what comes out if you keep all digits until the end?",
  ],
  power: ({ power }) => [
    `Nearly: a factor of ${sayNumber(10 ** Math.abs(power))} too ${power > 0 ? "large" : "small"}.`,
    "The digits are right. Perhaps a 0 got lost or came in, or the decimal point moved on the way.",
    "Which of the numbers on the way ends with a 0, or has a decimal point in it?",
  ],
  unknown: (_, { number }) => [
    `Not yet. ${sayNumber(number)} is not it.`,
    "This card knows no mistake that leads to this number: so take it step by step.",
  ],
};

/** For a derivative like dJ/dw the question about its sign can be asked by its names. */
function nudgeQuestion(asked) {
  const [, output, input] = /^d(\w+)\/d(\w+)$/.exec(asked) ?? [];
  return output ? `Let ${input} go up a little: does ${output} go up or down?` : "At which step does the sign come about?";
}

/** What is added to a reply that alone leads no further. `help` is the name of the button for help, or "". */
export function furtherHelp(help, repeated) {
  const again = repeated ? "You have tried this before." : "";
  return help ? `${again} The button “${help}” takes you further.`.trim() : again;
}

export function afterSolution(more) {
  return more ? "That was with the worked solution in sight. Try another one without it." : "That was with the worked solution in sight.";
}

/** The name of the button for help: hints first, then the worked solution; "" when all is shown. */
export function helpName({ hints, solution }, count, solvable) {
  if (hints < count) return NAMES.hint;
  return solvable && !solution ? NAMES.solution : "";
}

/** What was answered, as the page says it back: the words before it, the answer, and the words after it. */
export function answerWords(answers) {
  const earlier = answers.slice(0, -1);
  return ["You: ", answers.at(-1), earlier.length ? `, before: ${earlier.join("; ")}` : ""];
}

export function hintLabel(i, count) {
  return `Hint ${i + 1} of ${count}`;
}

export function statusWords({ status, tries }) {
  const words = { new: "", tried: "tried", helped: "✓ right, with help", right: "✓ right" }[status];
  return words && `${words}, ${tries === 1 ? "1 try" : `${tries} tries`}`;
}

/** Why answers are not kept, or "" if they are. The model of a page without Jupyter says itself if it `keeps` them. */
export function unkeptWords(model) {
  if (model.keeps !== undefined) return model.keeps ? "" : NO_STORAGE;
  return hasKernel(model) ? "" : NO_KERNEL;
}

export function lessonWords(lesson, done, of) {
  return `Lesson ${lesson}: ${done} of ${of}`;
}

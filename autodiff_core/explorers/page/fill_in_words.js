// What is said about a graph that is filled in, besides what a card says to one answer.

import { sayAnswer } from "./answer.js";

export const FILL_NAMES = {
  rest: "Show the rest",
  again: "Start again",
  picture: "The graph, with a field for each blank",
  fresh: "New numbers, and an empty graph.",
};

/** What stands in the place of a blank: an icon, and words for it. Colours only agree. */
export const FILL_MARKS = {
  "": ["", ""],
  right: ["✓", "right"],
  wrong: ["✎", "not yet"],
  follows: ["↰", "follows from a number that is not right yet"],
  shown: ["→", "shown"],
};

/** The name of a field: "value of c", or "dJ/dc". */
export function fieldName({ kind }, asked) {
  return kind === "value" ? `value of ${asked}` : asked;
}

export function progressWords(done, of) {
  return `${done} of ${of} filled in`;
}

/** What the icons that are to be seen mean. */
export function markKey(marks) {
  const seen = Object.keys(FILL_MARKS).filter((mark) => mark && marks.includes(mark));
  return seen.map((mark) => FILL_MARKS[mark].join(" ")).join(", ");
}

/** The small print: the tolerance, and how one goes on. */
export function howTo(tolerance) {
  return `${tolerance} Enter compares, and so does leaving a field. Tab goes the way of the passes, and the key ? gives a hint.`;
}

/** The name of the button for help, which says for which blank it is. */
export function helpFor(name, asked) {
  return name && `${name} for ${asked}`;
}

export function leftOver(asked) {
  return `On the way to ${asked}`;
}

/** The reply to a number that follows from other wrong ones: `sources` as [what was asked, the text that stands there]. */
export function followsReply(asked, sources) {
  const given = sources.map(([name, text]) => `${name} = ${sayAnswer(text)}`).join(" and ");
  const names = sources.map(([name]) => name).join(" and ");
  return {
    right: false,
    icon: FILL_MARKS.follows[0],
    title: `It follows from your ${given}.`,
    lines: [`The step to ${asked} itself is right: it started from a number that is not.`, `${sources.length > 1 ? "Are" : "Is"} ${names} right?`],
  };
}

/** What is said when the rest is shown; `more` is true if there are other numbers. */
export function restShown(more) {
  return `Here is the whole graph. Look at each place that you had not filled in: which line, or which arrow, leads there?${more ? " Then try another one." : ""}`;
}

/** A line about blanks that no longer follow from what stands before them; "" if there are none. */
export function released(names) {
  return names.length ? `Your ${names.join(", ")} came from the old number: work ${names.length > 1 ? "them" : "it"} out again.` : "";
}

/** What is said when nothing is left to be filled in. */
export function allFilled(blanks, remark) {
  const back = blanks.some(({ asked }) => asked.includes("/"));
  return [`All ${blanks.length} are filled in: one walk forward${back ? ", and one walk back" : ""}.`, ...(remark ? [remark] : [])];
}

/** What has come of a graph. Its tries are not said: every number is one. */
export function fillStatus({ status }) {
  return { new: "", tried: "begun", helped: "filled in, with help", right: "✓ right" }[status];
}

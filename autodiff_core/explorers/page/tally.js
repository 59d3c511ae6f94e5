// The votes of a room for the answers to a card. They stay in this page while it is open, and go nowhere else.

import { parseAnswer, sayAnswer } from "./answer.js";
import { isSameAnswer } from "./diagnose.js";
import { html, show, write } from "./dom.js";
import { hearing, voteRow } from "./tally_parts.js";

/**
 * The tally of a card: { element, restart() when the numbers are others }.
 *
 * options  the texts of a choice, or null where the room says numbers;  asked  what is asked for, as "dJ/dw"
 * replyTo  what the card says to the text of an answer: { right, title, lines }, to be seen when answers are revealed
 */
export function tally({ options, asked, replyTo }) {
  let rows = []; // in the order in which they were first said: { texts, part }
  let votes = []; // all of them, in their order, each the row that it is for
  const list = html("ol", { class: "ad-tally-rows" });
  const total = html("strong", { role: "status" });
  const undo = html("button", { type: "button", "data-key": "Backspace", onclick: takeBack }, "Take back");
  const clear = html("button", { type: "button", onclick: restart }, "Clear");
  const field = options ? null : hearing(asked, hear);
  const foot = html("div", { class: "ad-tally-foot" }, total, html("span", { class: "adc-buttons" }, undo, clear));
  const element = html("div", { class: "ad-tally ad-presented" }, field, list, foot);

  function restart() {
    [rows, votes] = [[], []];
    list.replaceChildren();
    options?.forEach((option, i) => add(String(i), option));
    refresh();
  }

  function add(text, label) {
    const row = { texts: [text], part: voteRow(label, (more) => (more ? votes.push(row) : takeFrom(row)) && refresh()) };
    row.part.reply(replyTo(text));
    rows.push(row);
    list.append(row.part.element);
    return row;
  }

  /** Votes for an answer that was heard: for the row that says the same, if there is one. */
  function hear(text, count) {
    const answer = parseAnswer(text);
    const row = rows.find(({ texts }) => isSameAnswer(parseAnswer(texts[0]), answer)) ?? add(text, "");
    row.texts = [...new Set([...row.texts, text])];
    row.part.label(row.texts.map(sayAnswer).join(", also "));
    votes.push(...Array(count).fill(row));
    refresh();
  }

  function takeFrom(row) {
    const last = votes.lastIndexOf(row);
    if (last >= 0) votes.splice(last, 1);
    return true;
  }

  function takeBack() {
    votes.pop();
    refresh();
  }

  function refresh() {
    // An answer that nobody gives any more was a slip of the lecturer's.
    if (!options) rows = rows.filter((row) => votes.includes(row) || row.part.element.remove());
    rows.forEach(({ part }, i) => part.show(i, votes.filter((row) => row === rows[i]).length, votes.length));
    write(total, votes.length === 1 ? "1 vote" : `${votes.length} votes`);
    undo.disabled = clear.disabled = votes.length === 0;
    show(foot, options !== null || votes.length > 0);
  }

  return { element, restart };
}

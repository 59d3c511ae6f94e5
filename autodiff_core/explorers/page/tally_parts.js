// The parts of a tally: the row of one answer with its votes and its bar, and the place where answers that were heard are typed.

import { parseAnswer } from "./answer.js";
import { change, html, prose, uniqueId, write } from "./dom.js";

const DIGITS = 9; // so many rows have a digit as their key

/**
 * The row of one answer. `vote(more)` is called for one vote more (true) or fewer (false).
 *
 * element;  label(text);  reply({ right, title, lines })  what the card says;  show(i, votes, all)  as row number `i`, of `all` votes
 */
export function voteRow(text, vote) {
  const key = html("kbd", { "aria-hidden": "true" });
  const name = html("span", { class: "ad-tally-label" });
  const count = html("span", { class: "ad-tally-count" });
  const bar = html("span", { class: "ad-tally-bar" });
  const [fewer, more] = [["−", false], ["+", true]].map(([sign, on]) => html("button", { type: "button", onclick: () => vote(on) }, sign));
  const verdict = html("div", { class: "ad-tally-verdict" });
  const scale = html("span", { class: "ad-tally-scale", "aria-hidden": "true" }, bar);
  const element = html("li", {}, key, name, count, html("span", { class: "adc-buttons" }, fewer, more), scale, verdict);

  function label(words) {
    name.replaceChildren(prose("span", {}, words));
    const plain = words.replaceAll("`", "");
    change(fewer, { "aria-label": `One vote fewer for ${plain}` });
    change(more, { "aria-label": `One vote more for ${plain}` });
  }

  function reply({ right, title, lines }) {
    const sign = html("span", { "aria-hidden": "true" }, right ? "✓ " : "✗ ");
    verdict.replaceChildren(html("p", { class: "ad-card-title" }, sign, prose("span", {}, title)), ...lines.flatMap((line) => [" ", prose("p", {}, line)]));
    change(element, { "data-verdict": right ? "right" : "wrong" });
  }

  function show(i, votes, all) {
    const share = all ? Math.round((100 * votes) / all) : 0;
    write(key, i < DIGITS ? String(i + 1) : "");
    for (const [button, mark] of [[more, ""], [fewer, "Shift+"]]) {
      if (i < DIGITS) change(button, { "data-key": `${mark}${i + 1}` });
      else button.removeAttribute("data-key");
    }
    fewer.disabled = votes === 0;
    write(count, `${votes === 1 ? "1 vote" : `${votes} votes`}, ${share} %`);
    bar.style.width = `${all ? (100 * votes) / all : 0}%`;
  }

  label(text);
  return { element, label, reply, show };
}

/** Where the lecturer types an answer to what is `asked` and its votes. `hear(text, votes)` is called with one that can be read. */
export function hearing(asked, hear) {
  const [id, countId, problemId] = ["heard", "votes", "problem"].map(uniqueId);
  const problem = html("p", { id: problemId, class: "adc-problem", role: "alert" });
  const field = html("input", { type: "text", id, inputmode: "decimal", autocomplete: "off", spellcheck: "false", "aria-describedby": problemId });
  const count = html("input", { type: "number", id: countId, min: 1, max: 999, step: 1, value: 1 });
  const element = html(
    "div",
    { class: "ad-tally-heard" },
    html("label", { for: id }, "Heard: ", html("code", {}, `${asked} =`)),
    field,
    html("label", { for: countId }, "votes"),
    count,
    html("button", { type: "button", onclick: add }, "Add"),
    problem,
  );
  element.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target.localName !== "input") return;
    event.preventDefault();
    add();
  });

  function add() {
    const votes = count.valueAsNumber;
    const wrong = parseAnswer(field.value).problem ?? (votes >= 1 && Number.isInteger(votes) ? "" : "Votes are a whole number from 1.");
    write(problem, wrong);
    if (wrong) return;
    hear(field.value.trim(), votes);
    field.value = "";
    count.value = 1;
    field.focus();
  }

  return element;
}

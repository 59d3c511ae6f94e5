// The parts of a card beside the answer: its head, the picture, the talk about an answer, the hints, and the bar of the lesson.

import { board, boxed, numbersSaid } from "./board.js";
import { NAMES, answerWords, hintLabel, lessonWords, statusWords } from "./card_words.js";
import { change, html, prose, show, uniqueId, write } from "./dom.js";
import { boardAfter } from "./steps.js";

/** The heading, how hard it is and what has come of it, in the `words` for a record: { element, id, refresh(record) }. */
export function cardHead({ heading, effort }, words = statusWords) {
  const id = uniqueId("card");
  const status = html("span", { class: "ad-card-status" });
  const element = html(
    "header",
    { class: "ad-aside", role: "presentation" }, // of the card, and not of the page: no landmark
    html("h3", { id }, heading),
    effort ? html("span", { class: "ad-card-effort" }, effort) : null,
    status,
  );
  return { element, id, refresh: (record) => { write(status, words(record)); show(status, status.textContent !== ""); } };
}

/** The picture of the graph: { element, refresh(pass, whole) }. Only when it is `whole` more than the inputs is told. */
export function cardPicture(spec) {
  if (!spec.svg) return { element: null, refresh: () => {} };
  if (!spec.program) {
    const drawn = new DOMParser().parseFromString(spec.svg, "image/svg+xml").documentElement;
    return { element: html("div", { class: "ad-card-picture" }, document.importNode(drawn, true)), refresh: () => {} };
  }
  const picture = board(spec.svg, spec);
  const tellNumbers = numbersSaid(picture.element, spec.nodes);
  const refresh = (pass, whole) => {
    const view = boardAfter(spec, pass, whole ? spec.steps.length : 0, false);
    picture.show(view);
    tellNumbers(view.values, view.gradients);
  };
  return { element: html("div", { class: "ad-card-picture" }, boxed(picture, NAMES.graph)), refresh };
}

/** What was answered and what the card says to it, as a talk: { element, say(typed, reply), sayOnly(text) }; reply as from replyTo. */
export function talk() {
  const typed = html("p", { class: "ad-card-typed" });
  const reply = html("div", { class: "ad-card-reply", role: "status", "aria-live": "polite", "aria-atomic": "true" });
  const element = html("div", { class: "ad-card-talk" }, typed, reply);

  function say(answers, { right, icon, title, lines }) {
    const [before, latest, earlier] = answerWords(answers);
    typed.replaceChildren(before, html("strong", {}, latest), html("span", { class: "ad-card-earlier" }, earlier));
    reply.replaceChildren(
      html("span", { class: "ad-card-icon", "aria-hidden": "true" }, icon),
      prose("p", { class: "ad-card-title" }, title),
      ...lines.map((line) => prose("p", {}, line)),
    );
    mark(right ? "right" : "wrong");
  }

  function sayOnly(text) {
    typed.replaceChildren();
    reply.replaceChildren(...(text ? [html("p", {}, text)] : []));
    mark(text ? "note" : "nothing");
  }

  function mark(kind) {
    change(reply, { "data-kind": kind });
    show(typed, typed.hasChildNodes());
  }

  return { element, say, sayOnly };
}

/** The hints one under the other, and below them the worked solution: { element, refresh(hints, solution) }, both arrays of texts. */
export function ladder(count) {
  const rungs = html("ol", { class: "ad-card-hints" });
  const steps = html("ol", { class: "ad-card-steps" });
  const worked = html("div", { class: "ad-card-solution" });
  const element = html("div", { class: "ad-card-ladder ad-aside", "aria-live": "polite" }, rungs, worked);

  function refresh(hints, solution) {
    matchLength(rungs, hints, (hint, i) =>
      html("li", {}, html("span", { class: "ad-card-hint-label" }, hintLabel(i, count)), prose("span", {}, hint)),
    );
    show(rungs, hints.length > 0);
    matchLength(steps, solution, (line) => prose("li", {}, line));
    if (solution.length && !worked.hasChildNodes()) worked.append(html("p", { class: "ad-card-title" }, NAMES.solution), steps);
    if (!solution.length) worked.replaceChildren();
    show(worked, solution.length > 0);
  }

  return { element, refresh };
}

/** Make a list as long as `texts`. What stands there already stays, so that only what is new is spoken. */
function matchLength(list, texts, make) {
  while (list.children.length > texts.length) list.lastChild.remove();
  texts.slice(list.children.length).forEach((text, i) => list.append(make(text, list.children.length)));
}

/** How far the lesson is: { element, refresh(done, of, unkept) }, and why answers are `unkept`, or "". Without any items no bar is shown. */
export function lessonBar(lesson) {
  const id = uniqueId("bar");
  const label = html("label", { for: id });
  const bar = html("progress", { id });
  const reason = html("span");
  const element = html("footer", { class: "ad-aside", role: "presentation" }, label, bar, reason);

  function refresh(done, of, unkept) {
    show(element, of > 0 || unkept !== "");
    write(reason, unkept);
    show(reason, unkept !== "");
    [label, bar].forEach((each) => show(each, of > 0));
    if (of <= 0) return;
    write(label, lessonWords(lesson, done, of));
    change(bar, { max: of, value: done });
  }

  return { element, refresh };
}

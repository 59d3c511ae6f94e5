// PredictCard: a question is answered before anything is revealed, and a wrong answer meets the idea behind it.

import { parseAnswer, sayAnswer } from "./answer.js";
import { tell, watch } from "./binding.js";
import { answerPlace } from "./card_answer.js";
import { cardHead, cardPicture, ladder, lessonBar, talk } from "./card_parts.js";
import { afterAnswer, afterHelp, freshAttempt, isStuck, standing } from "./card_state.js";
import { NAMES, NEW_NUMBERS, afterSolution, furtherHelp, helpName, replyTo, unkeptWords } from "./card_words.js";
import { diagnose, directionOf } from "./diagnose.js";
import { html, prose, show, uniqueId, write } from "./dom.js";
import { onKernelLoss } from "./kernel.js";
import { presentable } from "./present.js";
import { load, passOf } from "./program.js";
import { fillSlots } from "./steps.js";
import { tally } from "./tally.js";

async function render({ model, el }) {
  const spec = model.get("spec");
  const program = spec.program ? await load(spec.program) : null;
  const blank = spec.blanks[0];
  const hints = blank.hints.length;
  let pass = null; // the numbers of the graph, and the right and wrong answers
  let computed = null; // the index of the inputs that the pass belongs to
  let firstDirection = null; // of the first inputs: the ideas behind the options are about this one
  let shown = null; // the answer that stands in its place because this attempt has it

  const head = cardHead(spec);
  const question = html("div", { id: uniqueId("question"), class: "ad-card-question" });
  const picture = cardPicture(spec);
  const place = answerPlace(spec, blank, question.id);
  const said = talk();
  const rungs = ladder(hints);
  const texts = spec.form === "number" ? null : spec.options.map(({ text }) => text);
  const room = tally({ options: texts, asked: blank.asked, replyTo: (text) => replyTo(judge(text), sceneOf(judge(text))) });
  const help = html("button", { type: "button", class: "ad-aside", onclick: moreHelp });
  const another = html("button", { type: "button", onclick: otherNumbers }, NAMES.another);
  const bar = lessonBar(spec.lesson);
  const root = html(
    "div", // a section would be a slide of a lecture
    { class: "adc ad-card-view", role: "group", "aria-labelledby": head.id },
    head.element,
    html(
      "div",
      { class: "ad-card-body" },
      question,
      picture.element,
      place.element,
      room.element,
      said.element,
      rungs.element,
      html("div", { class: "adc-buttons" }, help, another),
    ),
    bar.element,
  );
  place.onAnswer = compare;
  refresh();
  el.append(root);
  const parts = [watch(model, ["record", "attempt", "done", "of"], refresh), onKernelLoss(model, el, refresh)];
  return () => parts.forEach((part) => part());

  /** Show what the model holds. All that is to be seen follows from it, so that two views of one card agree. */
  function refresh() {
    const [attempt, record] = [model.get("attempt"), model.get("record")];
    if (attempt.set !== computed) takeNumbers(attempt);
    const { last, solved, repeated } = standing(attempt, judge);
    const helping = helpName(attempt, hints, blank.solution.length > 0);
    head.refresh(record);
    picture.refresh(pass, solved || attempt.solution);
    fillPlace(attempt);
    if (last) said.say(attempt.answers.map(spoken), reply(last, attempt, solved ? "" : helping, repeated));
    else said.sayOnly(attempt.set && !attempt.hints ? NEW_NUMBERS : "");
    rungs.refresh(blank.hints.slice(0, attempt.hints).map(fill), attempt.solution ? blank.solution.map(fill) : []);
    write(help, helping);
    show(help, helping !== "" && !solved);
    help.classList.toggle("ad-card-main", repeated || isStuck(last, attempt, hints));
    show(another, spec.sets.length > 1 && (solved || attempt.solution));
    bar.refresh(model.get("done"), model.get("of"), unkeptWords(model));
  }

  function takeNumbers({ set }) {
    computed = set;
    if (program) {
      firstDirection ??= directionOf(passOf(program, spec.sets[0]).answers[0][0]);
      pass = passOf(program, spec.sets[set]);
    }
    question.replaceChildren(...spec.text.map((template) => prose("p", {}, fill(template))));
    rungs.refresh([], []);
    room.restart();
  }

  function fill(template) {
    return pass ? fillSlots(template, pass) : template;
  }

  function directionNow() {
    return directionOf(pass.answers[0][0]);
  }

  /** The verdict on a text that was compared, with a key that answers which say the same have in common. */
  function judge(text) {
    if (spec.form === "number") {
      const answer = parseAnswer(text);
      return { ...diagnose(answer, blank, pass.answers[0]), number: answer.number, key: answer.number };
    }
    const option = spec.options[Number(text)];
    const right = spec.form === "direction" ? option.text === directionNow() : option.right;
    const holds = spec.form === "choice" || directionNow() === firstDirection;
    return { verdict: right ? "right" : "idea", idea: holds ? option.idea : "", key: text };
  }

  function spoken(text) {
    return spec.form === "number" ? sayAnswer(text) : spec.options[Number(text)].text.replaceAll("`", "").replace(/\.$/, "");
  }

  function reply(last, attempt, helping, repeated) {
    const said = replyTo(last, sceneOf(last));
    if (said.right && attempt.solution) said.lines.push(afterSolution(spec.sets.length > 1));
    if (!said.right && (repeated || isStuck(last, attempt, hints))) said.lines.push(furtherHelp(helping, repeated));
    return said;
  }

  function sceneOf({ number }) {
    return { number, asked: blank.asked, why: blank.right, mistakes: spec.mistakes, fill };
  }

  /** The answer of this attempt stands in its place, unless something else is being typed there over it. */
  function fillPlace({ set, answers }) {
    const answer = answers.at(-1) ?? "";
    if (shown?.set === set && shown.answer === answer) return;
    shown = { set, answer };
    place.set(answer);
    place.complain("");
  }

  function compare() {
    const { text, problem } = place.read();
    const wrong = problem ?? (spec.form === "number" ? parseAnswer(text).problem : "");
    place.complain(wrong ?? "");
    if (wrong) return;
    const after = afterAnswer(model.get("attempt"), model.get("record"), text, judge, hints);
    shown = { set: after.attempt.set, answer: text }; // it stands there already
    keep(after);
    place.focus();
  }

  function moreHelp() {
    keep(afterHelp(model.get("attempt"), model.get("record"), hints));
    if (help.hidden) (another.hidden ? place : another).focus();
  }

  function otherNumbers() {
    tell(model, "attempt", freshAttempt((model.get("attempt").set + 1) % spec.sets.length));
    root.dispatchEvent(new Event("cover", { bubbles: true }));
    place.focus();
  }

  function keep({ attempt, record }) {
    tell(model, "attempt", attempt);
    tell(model, "record", record);
  }
}

const fresh = (model) => freshAttempt(model.get("attempt").set);

export default {
  render: presentable(render, {
    hidden: (model) => ({ attempt: fresh(model) }),
    revealed: (model) => ({ attempt: { ...fresh(model), solution: true } }),
  }),
};

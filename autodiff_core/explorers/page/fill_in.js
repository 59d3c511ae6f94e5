// FillInGraph: a graph whose values and gradients are blanks, filled in where they stand. A wrong one meets the idea behind it.

import { parseAnswer, sayAnswer } from "./answer.js";
import { tell, watch } from "./binding.js";
import { cardHead, ladder, lessonBar, talk } from "./card_parts.js";
import { betterStatus, isStuck } from "./card_state.js";
import { NAMES, afterSolution, furtherHelp, helpName, replyTo, unkeptWords } from "./card_words.js";
import { html, prose, show, uniqueId, write } from "./dom.js";
import { fillInPicture } from "./fill_in_picture.js";
import { afterEntry, entryOf, freshFilling, isClosed, judged, marksOf, statusOf, textIn, withHelp } from "./fill_in_state.js";
import { FILL_NAMES, allFilled, fillStatus, followsReply, helpFor, howTo, leftOver, markKey, progressWords, released, restShown } from "./fill_in_words.js";
import { onKernelLoss } from "./kernel.js";
import { isPresented, presentable } from "./present.js";
import { load, passOf } from "./program.js";
import { fillSlots } from "./steps.js";

async function render({ model, el }) {
  const spec = model.get("spec");
  const program = await load(spec.program);
  const count = Math.max(...spec.blanks.map((blank) => blank.hints.length));
  let scene = null; // { spec, program, inputs, pass } of the present numbers
  let computed = null; // the index of the inputs that the scene belongs to
  let current = 0; // the blank that has the focus, or had it last
  let helped = null; // the blank whose hints are to be seen
  let lastSaid = ""; // so that the same is not read aloud again
  let note = ""; // a line about other blanks, said after the last answer

  const head = cardHead(spec, fillStatus);
  const question = html("div", { id: uniqueId("question"), class: "ad-card-question" });
  const picture = fillInPicture(spec, { enter, leave, choose, help: moreHelp });
  const problem = html("p", { class: "adc-problem", role: "alert" });
  const filled = html("strong");
  const key = html("span", { class: "ad-fill-key" });
  const button = (onclick, name) => html("button", { type: "button", onclick }, name);
  const [help, rest] = [button(moreHelp, ""), button(showRest, FILL_NAMES.rest)];
  const [again, another] = [button(startAgain, FILL_NAMES.again), button(otherNumbers, NAMES.another)];
  const buttons = html("div", { class: "adc-buttons" }, help, rest, again, another);
  const said = talk();
  const rungsLabel = html("p", { class: "ad-card-hint-label" });
  const rungs = ladder(count);
  const bar = lessonBar(spec.lesson);
  const root = html(
    "div", // a section would be a slide of a lecture
    { class: "adc ad-card-view ad-fill-view", role: "group", "aria-labelledby": head.id },
    head.element,
    html(
      "div",
      { class: "ad-card-body" },
      question,
      picture.element,
      html("div", { class: "ad-fill-row ad-aside" }, html("p", {}, filled, key), buttons),
      problem,
      said.element,
      html("div", { class: "ad-fill-help ad-aside" }, rungsLabel, rungs.element),
      html("small", { class: "ad-card-tolerance ad-aside" }, howTo(spec.tolerance)),
    ),
    bar.element,
  );
  refresh();
  el.append(root);
  const parts = [watch(model, ["record", "attempt", "done", "of"], refresh), onKernelLoss(model, el, refresh)];
  return () => parts.forEach((part) => part());

  /** Show what the model holds. All that is to be seen follows from it, so that two views of one graph agree. */
  function refresh() {
    const attempt = model.get("attempt");
    if (attempt.set !== computed) takeNumbers(attempt);
    const verdicts = judged(scene, attempt);
    const marks = marksOf(verdicts, attempt);
    const finished = marks.every(isClosed);
    head.refresh(model.get("record"));
    const states = marks.map((mark, i) => ({ mark, text: textIn(attempt, i) }));
    picture.refresh(scene.pass, states, attempt.set);
    write(filled, progressWords(marks.filter((mark) => mark === "right").length, marks.length));
    write(key, markKey(marks));
    const helping = isClosed(marks[current]) ? "" : helpIn(current, attempt);
    write(help, helping);
    show(help, helping !== "");
    show(rest, attempt.entries.length > 0 && !finished);
    show(again, attempt.entries.length > 0 || attempt.shown);
    show(another, spec.sets.length > 1);
    another.classList.toggle("ad-card-main", finished);
    sayWhat(attempt, verdicts, finished);
    showHelp(attempt);
    bar.refresh(model.get("done"), model.get("of"), unkeptWords(model));
  }

  function takeNumbers({ set }) {
    computed = set;
    const inputs = spec.sets[set % spec.sets.length];
    scene = { spec, program, inputs, pass: passOf(program, inputs) };
    [current, helped, note] = [0, null, ""];
    question.replaceChildren(...spec.text.map((template) => prose("p", {}, fill(template))));
  }

  function fill(template) {
    return fillSlots(template, scene.pass);
  }

  /** Say what there is to say, unless it stands there already: it would be read aloud again. */
  function sayWhat(attempt, verdicts, finished) {
    const { at, shown, set, entries } = attempt;
    const verdict = shown || at === null ? null : verdicts[at];
    const remark = shown ? restShown(spec.sets.length > 1) : set && !entries.length ? FILL_NAMES.fresh : "";
    const saying = verdict ? [spokenIn(attempt, at), replyFor(at, attempt, verdict)] : [remark];
    if (verdict && note) saying[1].lines.push(note);
    if (verdict && finished) {
      const helped = statusOf(marksOf(verdicts, attempt), attempt) === "helped";
      saying[1].lines.push(...allFilled(spec.blanks, helped ? afterSolution(spec.sets.length > 1) : ""));
    }
    if (JSON.stringify(saying) === lastSaid) return;
    lastSaid = JSON.stringify(saying);
    if (verdict) said.say(...saying);
    else said.sayOnly(remark);
  }

  /** What was answered in the blank `i`; the last one says for which. */
  function spokenIn(attempt, i) {
    const said = entryOf(attempt, i).answers.map(sayAnswer);
    return [...said.slice(0, -1), `${spec.blanks[i].asked} = ${said.at(-1)}`];
  }

  /** The name of the button for help with the blank `i`; "" when all is shown. */
  function helpIn(i, attempt) {
    const { asked, hints } = spec.blanks[i];
    return helpFor(helpName(entryOf(attempt, i), hints.length, true), asked);
  }

  function replyFor(at, attempt, verdict) {
    const { asked, right, hints } = spec.blanks[at];
    const entry = entryOf(attempt, at);
    if (verdict.verdict === "follows") {
      return followsReply(asked, verdict.from.map((i) => [spec.blanks[i].asked, textIn(attempt, i)]));
    }
    const reply = replyTo(verdict, { number: verdict.number, asked, why: right, mistakes: spec.mistakes, fill });
    const repeated = entry.answers.slice(0, -1).some((text) => parseAnswer(text).number === verdict.number);
    if (!reply.right && (repeated || isStuck(verdict, entry, hints.length))) {
      reply.lines.push(furtherHelp(helpIn(at, attempt), repeated));
    }
    return reply;
  }

  /** The hints and the worked solution of one blank: of the one that was last asked about. */
  function showHelp(attempt) {
    const of = attempt.shown ? null : attempt.at ?? current;
    if (of !== helped) rungs.refresh([], []);
    helped = of;
    const entry = of === null ? entryOf(attempt, -1) : entryOf(attempt, of);
    const { hints = [], solution = [], asked = "" } = spec.blanks[of] ?? {};
    write(rungsLabel, entry.hints ? leftOver(asked) : "");
    rungs.refresh(hints.slice(0, entry.hints).map(fill), entry.solution ? solution.map(fill) : []);
  }

  /** The blank `i` has got the focus. What was said about it comes back, unless another one was compared just now. */
  function choose(i, compared) {
    current = i;
    const attempt = model.get("attempt");
    const { answers, hints } = entryOf(attempt, i);
    if (!compared && attempt.at !== i && (answers.length || hints)) {
      note = "";
      tell(model, "attempt", { ...attempt, at: i });
    } else refresh();
  }

  /** Enter in the field `i`: compare, and go on to the next one if that was right. */
  function enter(i, text) {
    if (compare(i, text) !== "right") return said.element.scrollIntoView({ block: "nearest" });
    const next = picture.openAfter(i);
    if (next === null) (another.hidden ? again : another).focus();
    else picture.focus(next, true);
  }

  /** The field `i` is left: what was typed there is compared, unless that has been done. True if something was. */
  function leave(i, text) {
    write(problem, "");
    if (text.trim() === "" || text === textIn(model.get("attempt"), i)) return false;
    compare(i, text);
    return true;
  }

  /** The word of the verdict on this text in the blank `i`; "" if it cannot be read, which is said and not counted. */
  function compare(i, text) {
    const wrong = parseAnswer(text).problem ?? "";
    write(problem, wrong && `${spec.blanks[i].asked}: ${wrong}`);
    picture.complain(i, wrong !== "");
    if (wrong) return "";
    const [attempt, record] = [model.get("attempt"), model.get("record")];
    const before = judged(scene, attempt);
    const after = afterEntry(scene, attempt, record, i, text);
    const verdicts = judged(scene, after.attempt);
    const loose = (_, j) => before[j]?.verdict === "follows" && !["follows", "right"].includes(verdicts[j].verdict);
    note = released(spec.blanks.filter(loose).map(({ asked }) => asked));
    keep(after);
    return verdicts[i].verdict;
  }

  function moreHelp() {
    note = "";
    keep(withHelp(model.get("attempt"), model.get("record"), current, spec.blanks));
    picture.focus(current);
  }

  function showRest() {
    write(problem, "");
    const [attempt, record] = [model.get("attempt"), model.get("record")];
    keep({ attempt: { ...attempt, shown: true }, record: { ...record, status: betterStatus(record.status, "helped") } });
    (another.hidden ? again : another).focus();
  }

  function startAgain() {
    begin(model.get("attempt").set);
  }

  function otherNumbers() {
    begin((model.get("attempt").set + 1) % spec.sets.length);
  }

  function begin(set) {
    [current, note] = [0, ""];
    write(problem, "");
    picture.clear();
    tell(model, "attempt", freshFilling(set));
    picture.focus(0);
  }

  function keep({ attempt, record }) {
    tell(model, "attempt", attempt);
    if (!isPresented(root)) tell(model, "record", record);
  }
}

const fresh = (model) => freshFilling(model.get("attempt").set);

export default {
  render: presentable(render, {
    hidden: (model) => ({ attempt: fresh(model) }),
    revealed: (model) => ({ attempt: { ...fresh(model), shown: true } }),
  }),
};

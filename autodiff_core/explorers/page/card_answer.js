// Where an answer is given: a field for a number, or a few options as large buttons. Each { element, read(), set(text), onAnswer,
// complain(sentence), focus() }; the text of an option is its index.

import { CHOOSE_FIRST, NAMES } from "./card_words.js";
import { html, prose, uniqueId, write } from "./dom.js";

const ARROWS = { up: "↑", down: "↓", "no change": "=" };

/** The place for the answer to `blank`, in the form that the spec asks for. `describedBy` is the id of the question. */
export function answerPlace(spec, blank, describedBy) {
  return spec.form === "number" ? numberPlaceOf(spec, blank, describedBy) : optionPlace(spec, describedBy);
}

function numberPlaceOf(spec, blank, describedBy) {
  const [id, small] = [uniqueId("answer"), html("small", { id: uniqueId("tolerance"), class: "ad-card-tolerance" }, spec.tolerance)];
  const problem = complaint();
  const field = html("input", {
    type: "text",
    id,
    inputmode: "decimal",
    autocomplete: "off",
    autocapitalize: "off",
    spellcheck: "false",
    enterkeyhint: "go",
    "aria-describedby": `${describedBy} ${small.id} ${problem.element.id}`,
  });
  field.addEventListener("input", () => complain(""));
  const equals = html("span", { "aria-hidden": "true" }, " =");
  const label = html("label", { for: id, class: "adc-code" }, blank.asked, equals);
  const place = form(html("div", { class: "ad-card-row" }, label, field, compareButton()), problem.element, small);

  function complain(sentence) {
    problem.say(sentence);
    field.setAttribute("aria-invalid", sentence !== "");
  }

  return Object.assign(place, {
    read: () => ({ text: field.value }),
    set: (text) => { field.value = text; },
    focus: () => field.focus(),
    complain,
  });
}

function optionPlace(spec, describedBy) {
  const name = uniqueId("option");
  const problem = complaint();
  const inputs = spec.options.map((_, i) => html("input", { type: "radio", name, value: i }));
  const labels = spec.options.map(({ text }, i) => {
    const arrow = html("span", { class: "ad-card-arrow", "aria-hidden": "true" }, ARROWS[text]);
    return html("label", { class: "ad-card-option" }, inputs[i], spec.form === "direction" ? arrow : null, prose("span", {}, text));
  });
  const group = html(
    "fieldset",
    { class: `ad-card-options ad-card-${spec.form}`, "aria-describedby": `${describedBy} ${problem.element.id}` },
    html("legend", {}, NAMES.answer),
    ...labels,
  );
  group.addEventListener("input", () => problem.say(""));
  const place = form(group, problem.element, html("div", { class: "ad-card-row" }, compareButton()));

  function read() {
    const chosen = inputs.find((input) => input.checked);
    return chosen ? { text: chosen.value } : { problem: CHOOSE_FIRST };
  }

  return Object.assign(place, {
    read,
    set: (text) => inputs.forEach((input) => { input.checked = input.value === text; }),
    focus: () => (inputs.find((input) => input.checked) ?? inputs[0]).focus(),
    complain: problem.say,
  });
}

/** A form that goes nowhere: Enter and the button both call `onAnswer`. */
function form(...children) {
  const element = html("form", { class: "ad-card-form ad-aside", novalidate: true }, ...children);
  const place = { element, onAnswer: null };
  const compare = (event) => {
    event.preventDefault();
    place.onAnswer?.();
  };
  element.addEventListener("submit", compare);
  // In a radio button, and in JupyterLab in a field too, Enter alone submits no form. Shift+Enter runs the cell.
  const ownEnter = ({ key, target, shiftKey, ctrlKey, metaKey, altKey }) =>
    key === "Enter" && target.localName === "input" && !(shiftKey || ctrlKey || metaKey || altKey);
  element.addEventListener("keydown", (event) => ownEnter(event) && compare(event));
  return place;
}

function compareButton() {
  return html("button", { type: "submit", class: "ad-card-main" }, NAMES.compare);
}

function complaint() {
  const element = html("p", { id: uniqueId("problem"), class: "adc-problem", role: "alert" });
  return { element, say: (sentence) => write(element, sentence) };
}

// The controls of an explorer: native elements with a label, each { element, set(value), onInput }.
//
// `set` moves the control and is silent; `onInput` is called with a good value when the learner moves it.

import { formatNumber } from "./numbers.js";
import { change, html, uniqueId, write } from "./dom.js";

const FIELD_DIGITS = 10;

// How a slider's position stands for a value: evenly, or by powers of ten (then one step is a factor of ten).
const SCALES = {
  even: { place: (value) => value, value: (place) => place, next: (value, way, step) => value + way * step },
  log: {
    place: (value) => Math.log10(value),
    value: (place) => Number(`1e${Math.round(place)}`),
    next: (value, way) => Number(`1e${Math.round(Math.log10(value)) + way}`),
  },
};

/**
 * A slider and a number field for one number, kept in step.
 *
 * label  the name of the number; both inputs carry it
 * min, max, step  the ends and the step of the slider (for scale "log" the ends are values, and a step is a factor of ten)
 * limits  [smallest, largest] value that may be typed; without it any finite number may
 * whole  true if only whole numbers may be typed
 */
export function numberInput({ label, value, min, max, step = 0.1, scale = "even", limits, whole = false, onInput }) {
  const { place, value: valueAt, next } = SCALES[scale];
  let [smallest, largest] = limits ?? [-Infinity, Infinity];
  const fieldId = uniqueId("field");
  const labelId = uniqueId("label");
  const problemId = uniqueId("problem");
  const slider = html("input", { type: "range", "aria-labelledby": labelId });
  const field = html("input", { type: "number", id: fieldId, "aria-describedby": problemId, step: "any" });
  const problem = html("p", { id: problemId, class: "adc-problem", role: "alert" });
  const element = html(
    "div",
    { class: "adc-number" },
    html("label", { id: labelId, for: fieldId }, label),
    slider,
    field,
    problem,
  );
  const control = { element, onInput, set, setRange, get value() { return value; } };

  slider.addEventListener("input", () => accept(valueAt(slider.valueAsNumber)));
  field.addEventListener("input", read);
  field.addEventListener("change", leave);
  field.addEventListener("keydown", (event) => {
    const way = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (!way) return;
    event.preventDefault();
    const wanted = Number(formatNumber(next(value, way, step), FIELD_DIGITS));
    if (wanted >= smallest && wanted <= largest) accept(wanted);
  });

  function read() {
    const typed = field.valueAsNumber;
    const stays = `${label} stays ${formatNumber(value, FIELD_DIGITS)}.`;
    if (field.validity.badInput) complain(`That is not a number: ${stays}`);
    else if (field.value === "") complain(`Type a number: until then ${stays}`);
    else if (!Number.isFinite(typed)) complain(`That number is too large: ${stays}`);
    else if (typed < smallest || typed > largest) {
      complain(`${label} goes from ${formatNumber(smallest)} to ${formatNumber(largest)}: ${stays}`);
    } else if (whole && !Number.isInteger(typed)) complain(`${label} is a whole number: ${stays}`);
    else accept(typed);
  }

  // Left with something wrong in it, the field shows the last good value again; the sentence stays to say why.
  function leave() {
    field.setAttribute("aria-invalid", "false");
    fieldShows(value);
  }

  function accept(good) {
    set(good);
    control.onInput?.(good);
  }

  function set(good) {
    value = good;
    complain("");
    fieldShows(good);
    slider.value = place(good);
    slider.setAttribute("aria-valuetext", formatNumber(good));
  }

  // A field in which someone types "2.50" is left alone: it already says the number.
  function fieldShows(good) {
    if (field.valueAsNumber !== good || field.value === "") field.value = formatNumber(good, FIELD_DIGITS);
  }

  function complain(sentence) {
    write(problem, sentence);
    field.setAttribute("aria-invalid", sentence !== "");
  }

  function setRange(low, high, newStep = step, newLimits = [smallest, largest]) {
    step = newStep;
    [smallest, largest] = newLimits;
    Object.assign(slider, { min: place(low), max: place(high), step: scale === "log" ? 1 : step });
    slider.value = place(value);
  }

  setRange(min, max);
  set(value);
  return control;
}

/** A list to choose one of `options`, each [value, text]. */
export function select({ label, options, value, onInput }) {
  const id = uniqueId("select");
  const list = html("select", { id }, ...options.map(([each, text]) => html("option", { value: each }, text)));
  const element = html("div", { class: "adc-select" }, html("label", { for: id }, label), list);
  const control = { element, onInput, set: (chosen) => { list.value = chosen; } };
  list.addEventListener("input", () => control.onInput?.(list.value));
  if (value !== undefined) control.set(value);
  return control;
}

/** A few `options`, each [value, text], all in sight, one of them chosen. */
export function choice({ label, options, value, onInput }) {
  const name = uniqueId("choice");
  const inputs = options.map(([each]) => html("input", { type: "radio", name, value: each }));
  const labels = options.map(([, text], i) => html("label", {}, inputs[i], text));
  const legend = html("span", { id: uniqueId("legend"), class: "adc-legend" }, label);
  const element = html("div", { class: "adc-choice", role: "radiogroup", "aria-labelledby": legend.id }, legend, ...labels);
  const control = { element, onInput, set: (chosen) => inputs.forEach((input) => { input.checked = input.value === chosen; }) };
  element.addEventListener("input", (event) => control.onInput?.(event.target.value));
  if (value !== undefined) control.set(value);
  return control;
}

/** A row of buttons, each { label, title, onClick }, and `key` if a room has one for it. `buttons` are the elements, in this order. */
export function buttonRow(label, descriptions) {
  const buttons = descriptions.map((each) =>
    html("button", { type: "button", title: each.title, "aria-label": each.title, "data-key": each.key, onclick: each.onClick }, each.label),
  );
  return { element: html("div", { class: "adc-buttons", role: "group", "aria-label": label }, ...buttons), buttons };
}

/** Let a button that is there already say, and be called, something else. */
export function nameButton(button, label, title) {
  write(button, label);
  change(button, { "aria-label": title, title });
}

/** A sentence that a screen reader speaks when it has changed: { element, say(text) }. */
export function liveRegion() {
  const element = html("p", { class: "adc-live" });
  const hush = spokenAtRest(element);
  function say(text) {
    hush();
    write(element, text);
  }
  return { element, say };
}

const SPOKEN_AFTER = 500; // milliseconds without a change

/**
 * Let a screen reader speak what stands in `element` once the hand rests, and then once: who drags a slider is not read twenty sentences.
 * Returns a function to be called before each change; given false, that change is none to be spoken. What stands there from the start is
 * not spoken either.
 */
export function spokenAtRest(element) {
  let timer = null;
  let spoken = null;
  let isNews = false;
  change(element, { role: "status", "aria-live": "polite", "aria-atomic": true });

  function speak() {
    const words = element.textContent;
    const isSpoken = isNews && spoken !== null && words !== spoken;
    [spoken, isNews] = [words, false];
    change(element, { "aria-live": "polite" });
    if (isSpoken) element.replaceChildren(...element.childNodes); // only what changes while a region is live is spoken
  }

  return (speaks = true) => {
    isNews ||= speaks;
    change(element, { "aria-live": "off" });
    clearTimeout(timer);
    timer = setTimeout(speak, SPOKEN_AFTER);
  };
}

// The picture of a graph with a field over each place that is blank. The fields grow, shrink and scroll with the picture.

import { READABLE, numberPlace, numbersSaid } from "./board.js";
import { change, html, show, uniqueId, write } from "./dom.js";
import { isClosed, whereIs } from "./fill_in_state.js";
import { FILL_MARKS, FILL_NAMES, fieldName } from "./fill_in_words.js";
import { formatNumber } from "./numbers.js";


/**
 * element  a box that scrolls;  refresh(pass, states, set)  states: { mark, text } for each blank;  focus(i, compared);
 * clear() all fields;  complain(i, wrong)  mark a field that cannot be read;  openAfter(i)  the next blank that is open, or null
 *
 * on  { enter(i, text), leave(i, text), choose(i, compared), help() }: what happens in the fields; `leave` says whether it compared
 *   anything, and that goes on to the `choose` of the field that has the focus next.
 */
export function fillInPicture(spec, on) {
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const drawn = document.importNode(new DOMParser().parseFromString(spec.svg, "image/svg+xml").documentElement, true);
  const { width } = drawn.viewBox.baseVal;
  const nodes = [...drawn.querySelectorAll(".ad-node")];
  const numbers = spec.nodes.map((_, i) => ({ value: placeIn(nodes[i], ".ad-value"), gradient: placeIn(nodes[i], ".ad-gradient") }));
  const locals = [...drawn.querySelectorAll(".ad-edge")].map((edge) => placeIn(edge, ".ad-local"));
  const where = spec.blanks.map((blank) => whereIs(spec, blank));
  const tellNumbers = numbersSaid(drawn, spec.nodes);
  let compared = false; // was the field before, as it was left
  const blanks = spec.blanks.map((blank, i) => blankPlace(i, where[i], blank.asked, nodes[where[i].node]));
  const layer = html("div", { class: "ad-fill-layer" }, ...blanks.map(({ element }) => element));
  const sheet = html("div", { class: "ad-fill-sheet", style: `--ad-fill-width: ${width}` }, drawn, layer);
  const attributes = { class: "ad-box ad-fill-box", style: `--ad-readable: ${READABLE}`, tabindex: 0, role: "group" };
  const box = html("div", { ...attributes, "aria-label": FILL_NAMES.picture }, sheet);

  function blankPlace(i, { node, kind }, asked, drawnNode) {
    const row = drawnNode.querySelector(`.ad-${kind}-row`);
    const name = fieldName(where[i], asked);
    const icon = html("span", { "aria-hidden": "true" });
    const [words, said] = [html("span", { class: "ad-fill-said" }), html("span", { class: "ad-fill-said" })];
    const mark = html("span", { id: uniqueId("mark"), class: "ad-fill-mark" }, icon, words);
    const field = html("input", {
      type: "text",
      inputmode: "decimal",
      autocomplete: "off",
      autocapitalize: "off",
      spellcheck: "false",
      enterkeyhint: "next",
      placeholder: "?",
      "aria-label": name,
      "aria-describedby": mark.id,
      class: "ad-fill-field",
    });
    const element = html("div", { class: "ad-fill-place", "data-kind": kind, style: boundsOf(drawnNode, row) }, field, said, mark);
    let shown = null; // { set, text } that stands in the field because it was compared
    let state = { mark: "", text: "" };

    field.addEventListener("input", () => { complain(false); showMark(); });
    field.addEventListener("keydown", (event) => {
      if (event.key === "?") { event.preventDefault(); on.help(); }
      if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); on.enter(i, field.value); }
    });
    field.addEventListener("blur", () => {
      if (on.leave(i, field.value)) compared = true;
      setTimeout(() => { compared = false; });
    });
    field.addEventListener("focus", () => {
      bringIntoSight(element);
      on.choose(i, compared);
      compared = false;
    });

    function refresh(pass, next, set) {
      state = next;
      const closed = isClosed(next.mark);
      if (shown?.set !== set || shown.text !== next.text) {
        shown = { set, text: next.text };
        field.value = next.text;
        complain(false);
      }
      const number = closed ? formatNumber((kind === "value" ? pass.values : pass.gradients)[node]) : "";
      numbers[node][kind](number);
      row.classList.toggle("ad-fill-open", !closed);
      write(said, closed ? `${name}: ${number},` : "");
      show(field, !closed);
      showMark();
    }

    /** A mark belongs to what was compared: it goes while something else is typed. */
    function showMark() {
      const edited = !field.hidden && field.value !== state.text;
      const shownMark = edited ? "" : state.mark;
      const [sign, meaning] = FILL_MARKS[shownMark];
      write(icon, sign);
      write(words, meaning);
      change(element, { "data-mark": shownMark });
      change(row, { "data-mark": shownMark });
    }

    function complain(wrong) {
      change(field, { "aria-invalid": wrong });
    }

    function clear() {
      field.value = "";
      shown = null;
      complain(false);
    }

    return { element, field, refresh, complain, clear };
  }

  /** What is not asked stands there from the start. Of a local derivative only its name does, until the gradient behind it is right. */
  function refresh(pass, states, set) {
    const asked = { value: new Set(), gradient: new Set() };
    where.forEach(({ node, kind }) => asked[kind].add(node));
    numbers.forEach(({ value, gradient }, node) => {
      if (!asked.value.has(node)) value(formatNumber(pass.values[node]));
      if (!asked.gradient.has(node)) gradient(formatNumber(pass.gradients[node]));
    });
    blanks.forEach((blank, i) => blank.refresh(pass, states[i], set));
    const isOpen = (node, kind) => where.some((each, i) => each.node === node && each.kind === kind && !isClosed(states[i].mark));
    const told = (kind, all) => all.slice(0, spec.nodes.length).map((each, node) => (isOpen(node, kind) ? "" : formatNumber(each)));
    tellNumbers(told("value", pass.values), told("gradient", pass.gradients));
    locals.forEach((local, edge) => local(isOpen(spec.edges[edge].parent, "gradient") ? "" : `= ${formatNumber(pass.flows[edge][1])}`));
  }

  function openAfter(i) {
    const order = [...blanks.keys()].map((_, step) => (i + 1 + step) % blanks.length);
    return order.find((j) => !blanks[j].field.hidden) ?? null;
  }

  function focus(i, afterComparing = false) {
    compared = afterComparing;
    blanks[i].field.focus();
  }

  function bringIntoSight(element) {
    if (box.scrollWidth <= box.clientWidth) return;
    element.scrollIntoView({ block: "nearest", inline: "center", behavior: still.matches ? "auto" : "smooth" });
  }

  return {
    element: box,
    refresh,
    focus,
    clear: () => blanks.forEach((blank) => blank.clear()),
    complain: (i, wrong) => blanks[i].complain(wrong),
    openAfter,
  };
}

/** A function that writes a number into its place; where the picture has no such place, it does nothing. */
function placeIn(part, selector) {
  const text = part.querySelector(selector);
  return text ? numberPlace(text) : () => {};
}

/** Where a row of a card stands in the picture, as variables of a style, in pixels of the picture. */
function boundsOf(node, row) {
  const [x, y] = /translate\(([-\d.]+) ([-\d.]+)\)/.exec(node.getAttribute("transform")).slice(1).map(Number);
  const rect = row.querySelector("rect");
  const of = (name) => Number(rect.getAttribute(name));
  return `--x: ${x + of("x")}; --y: ${y + of("y")}; --w: ${of("width")}; --h: ${of("height")}; --r: ${of("rx")}`;
}

// The picture of a graph in the page: drawn by Python, laid out once; here only texts and marks change.

import { change, html, svg, write } from "./dom.js";

const CHARACTER = 0.61; // of the size of a number: the width of one of its characters, at most
export const READABLE = 0.75; // at less than this part of its size the picture scrolls in its box

/**
 * Take the SVG that Python drew into the page.
 *
 * element  the <svg>;  width  as it was laid out, in pixels;  onNode(call)  call with the index of a clicked node
 * show({ values, gradients, locals, nodeMarks, edgeMarks, labels })  arrays by index: texts ("" for nothing), names of marks,
 *   and what a gradient's place is called where that is more than usual
 */
export function board(svgText, spec) {
  const drawn = new DOMParser().parseFromString(svgText, "image/svg+xml").documentElement;
  const element = document.importNode(drawn, true);
  withoutNumbers(element);
  const { width } = element.viewBox.baseVal;
  element.style.setProperty("--ad-width", `${width}px`);
  const nodes = [...element.querySelectorAll(".ad-node")].map((node) => ({
    element: node,
    value: numberPlace(node.querySelector(".ad-value")),
    gradient: numberPlace(node.querySelector(".ad-gradient")),
    label: node.querySelector(".ad-gradient-row .ad-label"),
    word: node.querySelector(".ad-gradient-row .ad-label").textContent,
    mark: marker(node),
  }));
  const edges = [...element.querySelectorAll(".ad-edge")].map((edge) => ({
    element: edge,
    wire: edge.querySelector(".ad-wire"),
    chip: edge.querySelector(".ad-chip"),
    local: numberPlace(edge.querySelector(".ad-local")),
    mark: marker(edge),
  }));

  function show(view) {
    nodes.forEach((node, i) => {
      node.value(view.values[i]);
      node.gradient(view.gradients[i]);
      write(node.label, view.labels?.[i] ?? node.word);
      node.mark(view.nodeMarks[i]);
    });
    edges.forEach((edge, i) => {
      edge.local(view.locals[i]);
      edge.mark(view.edgeMarks[i]);
    });
  }

  /** Scroll the box that the picture stands in, if it is too small for it, until a part of the picture is in sight. */
  function reveal(part, smooth) {
    const box = element.parentElement;
    if (box.scrollWidth <= box.clientWidth && box.scrollHeight <= box.clientHeight) return;
    part.scrollIntoView({ block: "nearest", inline: "center", behavior: smooth ? "smooth" : "auto" });
  }

  const onNode = (call) => nodes.forEach(({ element: node }, i) => node.addEventListener("click", () => call(i)));
  return { element, nodes, edges, show, reveal, onNode, width };
}

const CARDS = " In the cards: "; // so svg.py begins the numbers that it has drawn

/** The description of a picture, without the numbers that stood in it when it was drawn: here they change. */
function withoutNumbers(element) {
  const description = element.querySelector("desc");
  write(description, description.textContent.split(CARDS, 1)[0]);
  return description;
}

/** A function that writes into the description of a picture which numbers stand in it now: texts by node, "" for none yet. */
export function numbersSaid(element, nodes) {
  const description = withoutNumbers(element);
  const always = description.textContent;
  return (values, gradients) => {
    const parts = nodes.map(({ name }, i) =>
      `${name} ${values[i] ? `= ${values[i]}` : "without a value yet"}${gradients[i] ? `, gradient ${gradients[i]}` : ""}`);
    write(description, `${always} Now: ${parts.join("; ")}.`);
  };
}

/** The box around a board: it can have the focus, and scrolls. */
export function boxed(picture, title) {
  const attributes = { class: "ad-box", style: `--ad-readable: ${READABLE}`, tabindex: 0, role: "group", "aria-label": title };
  return html("div", attributes, picture.element);
}

/**
 * A function that writes a number into its place. Too long for it, the text is set closer; it never leaves its box. To a room a number is
 * as large as its place allows (--ad-fitting), and a place without a number shows a question mark.
 */
export function numberPlace(text) {
  const [x, y, anchor] = ["x", "y", "text-anchor"].map((name) => text.getAttribute(name) ?? undefined);
  text.after(svg("text", { class: "ad-plate", x, y, "text-anchor": anchor }, "?"));
  const fits = Number(text.dataset.fits);
  const { room } = text.dataset;
  let shown = text.textContent;
  let fitted = null; // the length that the text was fitted for: most numbers keep theirs, and then the style stays as it is
  return (number) => {
    if (number === shown) return;
    shown = number;
    text.textContent = number;
    if (number.length === fitted) return;
    fitted = number.length;
    text.style.setProperty("--ad-fitting", `${room / (CHARACTER * Math.max(number.length, 1))}px`);
    if (number.length > fits) change(text, { textLength: room, lengthAdjust: "spacingAndGlyphs" });
    else if (text.hasAttribute("textLength")) text.removeAttribute("textLength");
  };
}

function marker(element) {
  const own = element.getAttribute("class");
  let shown = "";
  return (marks = "") => {
    if (marks === shown) return;
    shown = marks;
    element.setAttribute("class", marks ? `${own} ${marks}` : own);
  };
}

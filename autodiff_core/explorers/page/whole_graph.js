// The button that shows a graph whole where the page is too narrow for it.

import { READABLE } from "./board.js";
import { change, html, show } from "./dom.js";
import { isPresented } from "./present.js";

// At less than READABLE of its size a graph may be seen whole or larger, scrolling: the reader chooses. Unless that
// happens, it is whole down to the scale WHOLE, or to what its style says (--ad-whole): to see where the cost stands comes first. To a room
// its numbers come first.
const WHOLE = 0.5;

/**
 * For a picture of this width in its box: { element, state(), stop() }. `before` is the state of the one whose place it takes.
 */
export function wholeGraph(box, width, before = {}) {
  let chosen = before.chosen ?? false; // the reader has said whether to see the whole graph
  const element = html("button", { type: "button", "aria-pressed": before.whole ?? "false", onclick: toggle }, "Fit the whole graph");
  const size = new ResizeObserver(fitOrScroll);
  size.observe(box);

  const isWhole = () => element.getAttribute("aria-pressed");

  function fitOrScroll() {
    const scale = box.clientWidth / width;
    show(element, scale < READABLE);
    const least = isPresented(box) ? READABLE : Number(getComputedStyle(box).getPropertyValue("--ad-whole")) || WHOLE;
    if (!chosen) change(element, { "aria-pressed": scale >= least });
    box.classList.toggle("ad-whole", isWhole() === "true");
  }

  function toggle() {
    chosen = true;
    change(element, { "aria-pressed": isWhole() === "false" });
    fitOrScroll();
  }

  return { element, state: () => ({ chosen, whole: isWhole() }), stop: () => size.disconnect() };
}

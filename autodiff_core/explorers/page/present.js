// The presenter view: an explorer or a card fills the screen in large type, its answers hidden until they are revealed.
//
// Its elements stand in a modal dialog meanwhile, which lies over everything whatever the page around it does. They say themselves what
// they are to a room, by a class: ad-answer (covered until revealed), ad-aside (left out), ad-presented (there for the room alone). A
// data-scene makes a part one of several that are seen one at a time (present_scenes.js), a data-key gives a button a key (present_keys.js).

import { tell } from "./binding.js";
import { change, html, write } from "./dom.js";
import { keyButton, keyList, pressedButton } from "./present_keys.js";
import { scenes } from "./present_scenes.js";

const ROOM = [860, 500]; // pixels for an explorer, at least; they are magnified until they fill the screen
const KEPT = ["keydown", "keyup", "keypress", "wheel", "mousedown", "pointerdown", "contextmenu", "touchstart", "touchmove", "touchend"];
const NOTHING = () => ({});

/**
 * Give what `render` makes its presenter view. Each entry module exports `{ render: presentable(render) }`.
 *
 * hidden, revealed  functions of the model that give traits by name: those that hide, and that reveal, what the page shows step by step.
 *   At the end they are again what they were before.
 */
export function presentable(render, { hidden = NOTHING, revealed = NOTHING } = {}) {
  return async ({ model, el }) => {
    const release = await render({ model, el });
    const presenter = presenterView(model, el.querySelector(".adc"), hidden, revealed);
    el.append(presenter.element);
    return () => {
      presenter.stop();
      release?.();
    };
  };
}

/** True while an element is shown to a room: what is done to it then is no learner's progress. */
export function isPresented(element) {
  return element.closest(".adc-stage") !== null;
}

function presenterView(model, root, hidden, revealed) {
  let before = {}; // the traits as they were

  const opener = html("button", { type: "button", "aria-haspopup": "dialog", onclick: open }, "Present");
  const place = html("div", { class: "adc-present" }, opener);
  const pictures = scenes(root);
  const said = html("p", { class: "adc-stage-said", role: "status", "aria-live": "polite" });
  const word = html("span");
  const reveal = keyButton("r", word, () => cover(!isCovered()));
  const list = keyList();
  const keys = keyButton("h ?", "Keys", () => change(keys, { "aria-expanded": list.toggle(stage) }));
  const leave = keyButton("Escape", "Close", () => dialog.close());
  const bar = html(
    "div",
    { class: "adc-stage-bar", role: "group", "aria-label": "Presenter view" },
    pictures.element,
    said,
    html("span", { class: "adc-buttons" }, reveal, keys, leave),
  );
  const stage = html("div", { class: "adc adc-stage" }, list.element, bar);
  const dialog = html("dialog", { class: "adc-dialog", "aria-label": "Presenter view" }, stage);
  const size = new ResizeObserver(magnify);

  dialog.addEventListener("keydown", press);
  stage.addEventListener("cover", () => cover(true));
  // What happens here is not for the notebook or the slides around it.
  for (const kind of KEPT) dialog.addEventListener(kind, (event) => event.stopPropagation());
  dialog.addEventListener("close", putBack);
  stage.addEventListener("fullscreenchange", () => {
    if (!stage.matches(":fullscreen")) dialog.close();
  });

  function press(event) {
    const button = pressedButton(event, stage);
    if (!button) return;
    event.preventDefault();
    button.click();
  }

  /** Where what had the focus is gone, the page itself gets the keys. */
  function catchStray(event) {
    if (event.composedPath().includes(dialog)) return;
    event.stopPropagation();
    press(event);
  }

  function open() {
    opener.disabled = true; // until it is closed: it opens once
    before = Object.fromEntries(Object.keys(hidden(model)).map((trait) => [trait, model.get(trait)]));
    place.style.paddingTop = getComputedStyle(root).height; // what stands below stays where it is
    stage.prepend(root);
    root.classList.add("adc-presenting");
    place.after(dialog);
    dialog.showModal();
    stage.requestFullscreen?.()?.catch(() => {}); // where that is not allowed, the dialog covers the window
    size.observe(dialog);
    window.addEventListener("keydown", catchStray, true);
    pictures.begin();
    cover(true);
    (root.querySelector(".ad-box") ?? reveal).focus();
  }

  async function putBack() {
    size.disconnect();
    window.removeEventListener("keydown", catchStray, true);
    const left = stage.matches(":fullscreen") ? document.exitFullscreen().catch(() => {}) : null;
    list.close();
    root.classList.remove("adc-presenting");
    place.before(root);
    place.style.paddingTop = "";
    dialog.remove();
    pictures.end();
    set(before);
    await left; // until then, a full screen that is asked for anew would be taken away with this one
    opener.disabled = false;
    opener.focus({ preventScroll: true });
  }

  function isCovered() {
    return stage.dataset.answers === "hidden";
  }

  /** Hide the answers, or reveal them. */
  function cover(on) {
    stage.dataset.answers = on ? "hidden" : "revealed";
    set((on ? hidden : revealed)(model));
    write(word, on ? "Reveal" : "Hide");
    write(said, on ? "The answers are hidden." : "The answers are revealed.");
  }

  function set(traits) {
    for (const [trait, value] of Object.entries(traits)) tell(model, trait, value);
  }

  function magnify() {
    const [width, height] = ROOM;
    stage.style.zoom = Math.max(Math.min(dialog.clientWidth / width, dialog.clientHeight / height), 1);
  }

  return { element: place, stop: () => dialog.open && dialog.close() };
}

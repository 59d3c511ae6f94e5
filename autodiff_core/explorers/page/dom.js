// Make and change elements of the page. Text goes in as text, never as markup.

/** Make an HTML element. Attributes that start with "on" are listeners; undefined and false leave an attribute out. */
export function html(tag, attributes = {}, ...children) {
  const element = fill(document.createElement(tag), attributes, children);
  if (element.tabIndex >= 0 || tag === "summary") {
    element.addEventListener("keydown", (event) => element.toggleAttribute(NO_SHORTCUTS, isForControl(event)));
  }
  return element;
}

// JupyterLab takes arrows and letters as its own shortcuts, unless the very element in focus has this attribute.
const NO_SHORTCUTS = "data-lm-suppress-shortcuts";

/** True for keys that the control in focus uses itself. Saving, running the cell and leaving it stay with JupyterLab. */
function isForControl({ key, shiftKey, ctrlKey, metaKey, altKey, currentTarget }) {
  const typedInto = ["number", "text"].includes(currentTarget.type);
  if (ctrlKey || metaKey || altKey) return typedInto && /^[acvxyz]$/i.test(key);
  return key !== "Escape" && !(shiftKey && key === "Enter");
}

/** An element with a text in it; what stands between backticks is code. */
export function prose(tag, attributes, text) {
  return html(tag, attributes, ...text.split("`").map((part, i) => (i % 2 ? html("code", {}, part) : part)));
}

/** Make an SVG element, with the same rules. */
export function svg(tag, attributes = {}, ...children) {
  return fill(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);
}

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** Change attributes of an element that is already in the picture, and only those that differ. */
export function change(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    const text = String(value);
    if (element.getAttribute(name) !== text) element.setAttribute(name, text);
  }
}

/** Change the text of an element, if it differs. */
export function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** Show or hide an element of either kind. */
export function show(element, visible) {
  if (visible) element.removeAttribute("display");
  else change(element, { display: "none" });
  element.hidden = !visible;
}

// Each explorer is its own copy of this module, so the counter alone would give two explorers the same ids.
const copy = Math.random().toString(36).slice(2, 8);
let made = 0;

/** An id that no other element of the page has. */
export function uniqueId(stem) {
  made += 1;
  return `adc-${stem}-${copy}-${made}`;
}

/** A box that scrolls sideways: as long as its content is too wide for it, Tab reaches it and arrow keys scroll it. */
export function scrollBox(attributes, name, ...children) {
  const box = html("div", { ...attributes, tabindex: 0 }, ...children);
  const reach = { tabindex: 0, role: "group", "aria-label": name };
  const sizes = new ResizeObserver(() => {
    if (box.scrollWidth > box.clientWidth + 1) change(box, reach);
    else for (const each of Object.keys(reach)) box.removeAttribute(each);
  });
  for (const each of [box, ...children]) sizes.observe(each);
  return box;
}

/**
 * Call `layOut` now, whenever the size of the element changes, and on its event "layout": then something in it is to be seen that was
 * not. Returns a function that ends it.
 */
export function followSize(element, layOut) {
  const sizes = new ResizeObserver(layOut);
  sizes.observe(element);
  element.addEventListener("layout", layOut);
  layOut();
  return () => sizes.disconnect();
}

// What scrolls in its own box can be scrolled without a mouse: it gets the focus, and a name, for as long as it is too wide.

(() => {
  "use strict";

  const NAMES = [[".highlight pre, .prose pre", "Code"], ["pre", "Output"], [".scrolls", "Table"]]; // a formula speaks for itself
  const ANY = ".cell pre, .cell > .scrolls, .prose .scrolls, .outputs > .scrolls, math[display='block']";

  function look(box) {
    const isTooWide = box.scrollWidth > box.clientWidth + 1 && !box.closest(".explorer-view");
    const name = NAMES.find(([kind]) => box.matches(kind))?.[1];
    const given = { tabindex: 0, ...(name && { role: "group", "aria-label": name }) };
    for (const [key, value] of Object.entries(given)) isTooWide ? box.setAttribute(key, value) : box.removeAttribute(key);
  }

  const sizes = new ResizeObserver((changed) => changed.forEach(({ target }) => look(target)));
  for (const box of document.querySelectorAll(ANY)) sizes.observe(box);
})();

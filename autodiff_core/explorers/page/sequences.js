// The numbers of a curve as a table, behind one click: what the picture beside it shows, for those who do not see it.

import { folded, table } from "./ledger.js";
import { html } from "./dom.js";

/**
 * { element, refresh(now) }. `rowsOf(now)` gives { caption, heads, rows }, rows of texts of which the first names the row; it is asked only
 * while the table is open.
 */
export function sequence(title, rowsOf) {
  return folded(title, () => {
    const element = html("div", { class: "ad-sequence", tabindex: 0, role: "group", "aria-label": title });
    let shown = "";
    const fillIn = (now) => {
      const { caption, heads, rows } = rowsOf(now);
      const wanted = JSON.stringify([caption, heads, rows]);
      if (wanted !== shown) element.replaceChildren(table(caption, heads, rows).element);
      shown = wanted;
    };
    return { element, fillIn };
  });
}

/** At most `most` of them, evenly spread, the first and the last among them. */
export function spread(all, most) {
  const apart = Math.max(Math.ceil((all.length - 1) / (most - 1)), 1);
  return all.filter((_, i) => i === all.length - 1 || (i % apart === 0 && i + apart / 2 < all.length - 1));
}

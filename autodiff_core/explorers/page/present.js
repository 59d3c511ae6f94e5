// The presenter view: an explorer or a card fills the screen, for a room to look at.

/** Give what `render` makes its presenter view. Each entry module exports `{ render: presentable(render) }`. */
export function presentable(render) {
  return render;
}

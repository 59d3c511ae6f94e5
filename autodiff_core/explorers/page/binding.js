// Join a control to a trait of the model: the page acts at once, the kernel is told when the hand rests.

import { hasKernel } from "./kernel.js";

const REST = 150; // milliseconds without a change, after which the kernel is told. A hand that moves costs it nothing.
const queues = new WeakMap(); // model -> what was set in the page and not yet told to the kernel

/** Set a trait from the page. Many calls in a row become one message, which carries the last value. */
export function tell(model, trait, value) {
  if (!queues.has(model)) queues.set(model, { untold: new Map(), guarded: new Set(), timer: null });
  const queue = queues.get(model);
  if (!queue.guarded.has(trait)) {
    // The kernel echoes each message. An echo of an older value must not undo what the learner has moved since.
    model.on(`change:${trait}`, () => {
      if (queue.untold.has(trait)) model.set(trait, queue.untold.get(trait));
    });
    queue.guarded.add(trait);
  }
  queue.untold.set(trait, value);
  model.set(trait, value);
  clearTimeout(queue.timer);
  queue.timer = setTimeout(() => {
    queue.untold.clear();
    if (hasKernel(model)) model.save_changes();
  }, REST);
}

/** Let `control` and the trait follow each other. Returns a function that parts them. */
export function bind(model, trait, control) {
  // A control that is there already is left alone: someone may be typing in it while an older value comes back as an echo.
  const follow = () => {
    const value = queues.get(model)?.untold.get(trait) ?? model.get(trait);
    if (control.value !== value) control.set(value);
  };
  control.onInput = (value) => tell(model, trait, value);
  model.on(`change:${trait}`, follow);
  follow();
  return () => model.off(`change:${trait}`, follow);
}

/** Call `update` whenever one of these traits changes. Returns a function that ends it. */
export function watch(model, traits, update) {
  const events = traits.map((trait) => `change:${trait}`);
  events.forEach((event) => model.on(event, update));
  return () => events.forEach((event) => model.off(event, update));
}

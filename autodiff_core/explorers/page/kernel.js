// Whether a kernel hears what the page sets. One that began anew runs, and knows nothing of the explorers of the one before.

const PARTED = ".jupyter-widgets-disconnected"; // a view that is drawn when its model has no kernel any more
const parted = new WeakSet(); // models

/** False once the kernel of this model has ended: the page goes on without it, and says nothing to nobody. */
export function hasKernel(model) {
  const kernel = model.widget_manager?.kernel; // undefined where the page was never in a notebook
  return kernel !== null && !kernel?.isDisposed && kernel?.status !== "dead" && !parted.has(model);
}

/** Call `hear` when the kernel of the model that is shown in `view` ends. Returns a function that ends it. */
export function onKernelLoss(model, view, hear) {
  const part = () => {
    parted.add(model);
    hear();
  };
  if (view.matches(PARTED)) part();
  const kernel = model.widget_manager?.kernel;
  model.on("comm_live_update", part); // it was live: the kernel is restarted, or died and restarts by itself
  kernel?.statusChanged?.connect(hear); // it may be dead
  kernel?.disposed?.connect(hear); // it was shut down, or another one was chosen
  return () => {
    model.off("comm_live_update", part);
    kernel?.statusChanged?.disconnect(hear);
    kernel?.disposed?.disconnect(hear);
  };
}

// Whether a kernel hears what the page sets. One that began anew runs, and knows nothing of the explorers of the one before.

const ENDED = ["restarting", "autorestarting", "dead"]; // what a kernel says as it ends, asked to or not
const PARTED = ".jupyter-widgets-disconnected"; // on the view of a model that its manager has parted from the kernel
const parted = new WeakSet(); // models

/** False once the kernel of this model has ended: the page goes on without it, and says nothing to nobody. */
export function hasKernel(model) {
  const kernel = model.widget_manager?.kernel; // undefined where the page was never in a notebook
  return kernel !== null && !kernel?.isDisposed && kernel?.status !== "dead" && !parted.has(model);
}

/** Call `hear` when the kernel of the model that is shown in `view` ends. Returns a function that ends it. */
export function onKernelLoss(model, view, hear) {
  const manager = model.widget_manager;
  const kernel = manager?.kernel;
  const look = () => {
    if (!view.matches(PARTED)) return;
    parted.add(model);
    hear();
  };
  const listen = (_, status) => {
    // A manager parts its models from a kernel that is restarted, and forgets to from one that died and restarts by itself.
    if (ENDED.includes(status)) manager.disconnect?.();
  };
  look(); // drawn only now, from what a notebook has kept
  model.on("comm_live_update", look);
  kernel?.statusChanged?.connect(listen);
  kernel?.disposed?.connect(hear); // shut down, or another one was chosen
  return () => {
    model.off("comm_live_update", look);
    kernel?.statusChanged?.disconnect(listen);
    kernel?.disposed?.disconnect(hear);
  };
}

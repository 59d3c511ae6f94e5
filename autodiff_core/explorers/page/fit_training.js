// The training of a FitExplorer in the page: a few steps of the descent in each frame, in agreement with the kernel, if there is one.

import { fitDescent } from "./fit_descent.js";
import { hasKernel } from "./kernel.js";
import { formatNumber } from "./numbers.js";

const PACE = 200; // steps a second at most, so that the boundary can be watched as it bends
const BUDGET = 10; // milliseconds of a frame for steps; the rest is for the picture, and for the reader
const MOST_OWED = PACE / 10; // steps: after a pause training goes on at its pace
const LONGEST_FILM = 1000; // steps
const NEWS = 1000; // milliseconds between two reports to the kernel

const trainings = new WeakMap(); // by model: all its views show one training

/** The training of a model: a promise of { now(), heights(), train(), pause(), restart(), watch(view) }. */
export function trainingOf(model) {
  if (!trainings.has(model)) trainings.set(model, newTraining(model));
  return trainings.get(model);
}

async function newTraining(model) {
  const scene = model.get("scene");
  const descent = await fitDescent(scene);
  const views = new Set();
  let goal = 0;
  let message = "";
  let told = null; // the value of the trait that was set here, or followed
  let film = null; // where Python has trained to, while the page is on its way there
  let frame = null; // the number of the next animation frame, while training runs
  let [owed, before, reported] = [0, 0, 0]; // steps; milliseconds

  const changed = () => views.forEach((view) => view());
  const isRunning = () => frame !== null;

  function run() {
    [owed, before, reported] = [0, performance.now(), performance.now()];
    frame = requestAnimationFrame(advance);
  }

  function advance(time) {
    const inSight = !matchMedia("(prefers-reduced-motion: reduce)").matches; // if not, the end is shown when it is reached
    const end = film ? film.steps : goal;
    owed = inSight ? Math.min(owed + (PACE * Math.max(time - before, 0)) / 1000, MOST_OWED) : Infinity;
    before = time;
    const late = performance.now() + BUDGET;
    let goesOn = true;
    for (; goesOn && owed >= 1 && descent.state.steps < end && performance.now() < late; owed -= 1) {
      const alpha = film ? film.alpha : model.get("alpha");
      goesOn = descent.step(alpha);
      if (!goesOn) message = filled(scene.words.diverged, { steps: descent.state.steps, alpha: formatNumber(alpha) });
    }
    if (!goesOn || descent.state.steps >= end) return stop(message);
    frame = requestAnimationFrame(advance);
    if (!film && time - reported > NEWS) report(time);
    if (inSight) changed();
  }

  /** Training is over, for now: the kernel is told where it stands, or a film ends where Python's training did. */
  function stop(said) {
    cancelAnimationFrame(frame);
    frame = null;
    if (film) goTo(film);
    else {
      message = said;
      report();
    }
    changed();
  }

  function goTo(state) {
    descent.goTo(state);
    [goal, message, film] = [state.goal, state.message, null];
  }

  function report(time = performance.now()) {
    const { steps, curve, parameters } = descent.state;
    const news = { steps, goal, curve, parameters: parameters.map(({ data }) => [...data]), message };
    told = { ...model.get("state"), ...news, since: steps, alpha: model.get("alpha") };
    reported = time;
    model.set("state", told);
    if (hasKernel(model)) model.save_changes();
  }

  /** The trait was set. If Python went some steps on from where the page stands, the page goes the same way in sight. */
  function follow() {
    const state = model.get("state");
    if (state === told) return;
    told = state;
    cancelAnimationFrame(frame);
    [frame, film] = [null, null];
    const steps = state.steps - state.since;
    if (views.size > 0 && state.since === descent.state.steps && steps > 0 && steps <= LONGEST_FILM) {
      [film, goal, message] = [state, state.goal, ""];
      run();
    } else goTo(state);
    changed();
  }

  function train() {
    if (film) stop();
    goal = (isRunning() ? goal : descent.state.steps) + scene.press;
    message = "";
    if (!isRunning()) run();
    changed();
  }

  function pause() {
    if (isRunning()) stop(filled(scene.words.paused, descent.state));
  }

  function restart() {
    [film, goal] = [null, 0];
    descent.restart();
    stop("");
  }

  function watch(view) {
    views.add(view);
    return () => {
      views.delete(view);
      if (views.size === 0 && isRunning()) stop("");
    };
  }

  /** What is shown of the state, and in which words. */
  function now() {
    const { steps, cost, curve } = descent.state;
    const wrong = descent.wrong();
    const percent = Math.floor((100 * (scene.points.length - wrong.length)) / scene.points.length);
    const words = filled(goal ? scene.words.now : scene.words.before, { steps, goal, cost: formatNumber(cost, scene.digits), percent });
    return { steps, goal, curve, wrong, words, message };
  }

  told = model.get("state");
  goTo(told);
  model.on("change:state", follow);
  return { now, heights: descent.heights, train, pause, restart, watch };
}

const filled = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_, name) => values[name]);

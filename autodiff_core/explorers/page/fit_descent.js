// The descent of a FitExplorer in the page, one step at a time, with the programs that Python printed: what Training is in Python.

import { arrays } from "./arrays.js";
import { load } from "./program.js";

/**
 * A promise of { state, restart(), goTo(told), step(alpha), wrong(), heights() }. The state is never changed, only replaced:
 * { steps, parameters, cost, gradients, curve }, where curve lists [step, cost] from the start to here.
 */
export async function fitDescent(scene) {
  const [cost, scores, grid] = await Promise.all(["cost", "scores", "grid"].map((name) => load(scene.programs[name])));
  const [points, labels, corners] = [scene.points, scene.labels, gridPoints(scene)].map(arrayOf);
  const start = scene.start.map(({ shape, data }) => ({ shape, data: Float64Array.from(data) }));
  const descent = { state: null, restart, goTo, step, wrong, heights };

  function at(steps, parameters, curve) {
    const [{ data: [J] }, ...gradients] = cost.run(arrays, [...parameters, points, labels]);
    const apart = 2 ** (32 - Math.clz32(Math.floor(steps / scene.mostPoints)));
    return { steps, parameters, cost: J, gradients, curve: [...curve.filter(([each]) => each % apart === 0), [steps, J]] };
  }

  function restart() {
    descent.state = at(0, start, []);
  }

  /** Stand where Python, or another view of this model, has trained to. */
  function goTo({ steps, parameters, curve }) {
    const shaped = parameters.map((data, i) => ({ shape: start[i].shape, data: Float64Array.from(data) }));
    descent.state = at(steps, shaped, curve.filter(([each]) => each < steps));
  }

  /** One step. False if the cost would not be finite any more: then the descent stays where it was. */
  function step(alpha) {
    const { steps, parameters, gradients, curve } = descent.state;
    const rate = { shape: [], data: [alpha] };
    const moved = parameters.map((w, i) => arrays.subtract(w, arrays.multiply(rate, gradients[i])));
    const after = at(steps + 1, moved, curve);
    const finite = Number.isFinite(after.cost) && moved.every(({ data }) => data.every(Number.isFinite));
    if (finite) descent.state = after;
    return finite;
  }

  /** The points, by number, of which the score has not the sign of the label. */
  function wrong() {
    const found = scores.run(arrays, [points, ...descent.state.parameters])[0].data;
    return scene.labels.flatMap((label, i) => (found[i] * label > 0 ? [] : [i]));
  }

  /** The score at the points of the grid, row by row from the top. */
  function heights() {
    return grid.run(arrays, [corners, ...descent.state.parameters])[0].data;
  }

  restart();
  return descent;
}

/** A list of numbers, or of rows of numbers, as an array. */
function arrayOf(list) {
  return { shape: [list.length, ...(Array.isArray(list[0]) ? [list[0].length] : [])], data: Float64Array.from(list.flat()) };
}

/** The coordinates of the columns of the grid, from the left, and of its rows, from the top. */
export function gridLines({ x: [left, right], y: [bottom, top], cells: [across, down] }) {
  const along = (from, to, count) => Array.from({ length: count + 1 }, (_, i) => from + ((to - from) * i) / count);
  return { xs: along(left, right, across), ys: along(top, bottom, down) };
}

function gridPoints(scene) {
  const { xs, ys } = gridLines(scene);
  return ys.flatMap((y) => xs.map((x) => [x, y]));
}

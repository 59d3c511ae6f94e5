// Gradient descent in the page: the same steps as autodiff_core/descent/path.py, computed by the graph's own program.

/** A function to descend on: `recorded` is what Python sent of it, `program` its module. */
export function descender(recorded, program) {
  const { places, values: recordedInputs, node, edges, gates } = recorded;

  /** The values of all nodes with the parameters at `here`; null where the code would take a branch that was not recorded. */
  function valuesAt(here) {
    const inputs = [...recordedInputs];
    places.forEach((place, i) => { inputs[place] = here[i]; });
    const values = program.forward(inputs);
    return program.otherPaths(values).length ? null : values;
  }

  /** The cost, and then the input of each gate: it is shut, on its kink or open where that is below, at or above 0. */
  function heightsAt(here) {
    const values = valuesAt(here);
    if (!values) return [NaN, ...gates.map(() => NaN)];
    const kinks = gates.length ? program.kinks(values) : [];
    return [values[node], ...gates.map((gate) => kinks[gate.place])];
  }

  /**
   * { parameters, cost, gradients (those the next step uses), right (those of the backward pass), gates, held }, and
   * { elsewhere: true } where the code would take another branch.
   */
  function pointAt(here, alpha, during) {
    const values = valuesAt(here);
    const nothing = here.map(() => NaN);
    const gone = { parameters: here, cost: NaN, gradients: nothing, right: nothing, gates: gates.map(() => NaN), held: [] };
    if (!values) return { ...gone, elsewhere: true };
    if (Number.isNaN(values[node])) return gone;
    const { gradient } = program.backward(values);
    const right = places.map((place) => gradient[place]);
    const kinks = program.kinks(values);
    const inputsOfGates = gates.map((gate) => kinks[gate.place]);
    const held = gates.flatMap(({ name, line, slope }, i) => {
      const at = inputsOfGates[i];
      const shut = slope !== null && (at < 0 || (at === 0 && slope === 0));
      return shut && gradient[line] !== 0 ? [{ name, at }] : [];
    });
    const gradients = during ? tooEarly(values, alpha) : right;
    return { parameters: here, cost: values[node], gradients, right, gates: inputsOfGates, held };
  }

  /**
   * The gradients that arrive if each parameter is updated as soon as its own is complete: the local derivatives further
   * back then see the new value, though the forward pass used the old one.
   */
  function tooEarly(before, alpha) {
    const values = [...before];
    const arrived = values.map(() => 0);
    arrived[node] = 1;
    let { steps } = program.backward(values);
    for (const { edge, node: from, parent, last } of edges) {
      arrived[parent] += arrived[from] * steps[edge][1];
      if (!last || !places.includes(parent)) continue;
      values[parent] -= alpha * arrived[parent];
      ({ steps } = program.backward(values)); // the local derivatives as they are now
    }
    return places.map((place) => arrived[place]);
  }

  /** The points of a descent: the start, and one for each step. It ends early where the cost is not finite. */
  function descend(start, alpha, steps, during) {
    const points = [pointAt(start, alpha, during)];
    while (points.length <= steps && Number.isFinite(points.at(-1).cost)) {
      points.push(pointAt(afterStep(points.at(-1), alpha), alpha, during));
    }
    return points;
  }

  return { ...recorded, heightsAt, descend };
}

/** Where one step leads from a point: each parameter less alpha times its gradient. */
export const afterStep = ({ parameters, gradients }, alpha) => parameters.map((value, i) => value - alpha * gradients[i]);

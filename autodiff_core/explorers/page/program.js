// Load a program that Python printed from a recorded graph (graph.javascript): its forward and its backward pass.

/** Import the ES module `source` from a blob URL, as anywidget imports the explorer itself. Nothing is evaluated from text. */
export async function load(source) {
  const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  try {
    return await import(url);
  } finally {
    URL.revokeObjectURL(url);
  }
}

/**
 * The numbers of both passes for these inputs, by index: what the slots of the sentences are filled from (see fillSlots). The program of
 * a card has `answers` too: for each of its blanks [right, [wrong, ...], [other, ...]].
 */
export function passOf(program, inputs) {
  const values = program.forward(inputs);
  const { gradient, steps, checks } = program.backward(values);
  return { values, gradients: gradient, flows: steps, checks, answers: program.answers?.(values) };
}

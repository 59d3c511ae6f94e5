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

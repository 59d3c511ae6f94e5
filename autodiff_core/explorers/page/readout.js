// The table of numbers: forward and central difference side by side, and the derivative they should come to.

import { html, scrollBox, write } from "./dom.js";
import { print, printBeside, printError } from "./difference.js";

const CAPTION = "The difference, step by step";

/** A table made once: { element, show({ f, epsilon, kind, numbers }) }. */
export function readout() {
  const answers = ["change", "slope", "error"];
  const rows = ["to", "from", "change", "step", "slope", "error"].map((name) => {
    const cell = () => html("td", { class: answers.includes(name) && "ad-answer" });
    const [label, forward, central] = [html("th", { scope: "row" }), cell(), cell()];
    return { name, label, forward, central, element: html("tr", { class: `adc-${name}` }, label, forward, central) };
  });
  const heads = ["forward", "central"].map((kind) => html("th", { scope: "col" }, kind));
  const derivativeName = html("span");
  const derivative = html("span", { class: "adc-pill ad-answer" });
  const table = html(
    "table",
    { class: "ad-table" },
    html("caption", {}, CAPTION),
    html("thead", {}, html("tr", {}, html("td"), ...heads)),
    html("tbody", {}, ...rows.map((row) => row.element)),
  );
  const element = html(
    "div",
    {},
    scrollBox({ class: "adc-readout" }, CAPTION, table),
    html("p", { class: "adc-derivative-line" }, derivativeName, derivative),
  );

  function show({ f, kind, numbers }) {
    const { argumentName: w, output: J } = f;
    const labels = {
      to: `${J} after`,
      from: `${J} before`,
      change: `change of ${J}`,
      step: "divided by",
      slope: "change / step",
      error: "error",
    };
    for (const row of rows) {
      write(row.label, labels[row.name]);
      for (const side of ["forward", "central"]) {
        write(row[side], cellText(row.name, numbers[side]));
        row[side].classList.toggle("adc-chosen", side === kind);
      }
    }
    heads.forEach((head, i) => { head.className = kind === ["forward", "central"][i] ? "adc-chosen" : ""; });
    write(derivativeName, `derivative d${J}/d${w}`);
    write(derivative, print(numbers.derivative));
  }

  return { element, show };
}

function cellText(row, { Jlow, Jhigh, change, step, slope, error }) {
  switch (row) {
    case "to": return printBeside(Jhigh, Jlow);
    case "from": return printBeside(Jlow, Jhigh);
    case "error": return printError(error);
    default: return print({ change, step, slope }[row]);
  }
}

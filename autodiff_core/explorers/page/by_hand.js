// The order made by hand: a button for every node that can send, undo, and start again.

import { change, html, write } from "./dom.js";
import { fillNamed } from "./order_play.js";

/**
 * The panel. `choose(names)` is called with the names of the nodes that have sent, when that changes.
 *
 * element;  send(index)  let a node send, or say why it cannot;  refresh(names, played)  show who has sent and what has arrived
 */
export function handPanel(spec, choose) {
  const { nodes, edges, output, sentences } = spec;
  const able = nodes.map((_, i) => i).filter((i) => edges.some(({ node }) => node === i)).reverse();
  let senders = [];
  let state = null;
  const buttons = able.map((i) => html("button", { type: "button", class: "ado-send", onclick: () => send(i) }));
  const undo = html("button", { type: "button", onclick: () => step(senders.slice(0, -1)) }, "Undo");
  const restart = html("button", { type: "button", onclick: () => step([]) }, "Start again");
  const problem = html("p", { class: "adc-problem", role: "alert" });
  const group = html("div", { class: "ado-senders", role: "group", "aria-label": "Let a node send its gradient back" }, ...buttons);
  const element = html(
    "div",
    { class: "ado-hand" },
    html("p", {}, "Click a node, here or in the picture: it sends its gradient back."),
    group,
    html("span", { class: "adc-buttons" }, undo, restart),
    problem,
  );

  function send(i) {
    const why = reason(i);
    write(problem, why);
    if (!why) step([...senders, nodes[i].name]);
  }

  function step(names) {
    write(problem, "");
    choose(names);
  }

  /** Why a node cannot send now; empty if it can. */
  function reason(i) {
    const parts = { node: nodes[i].name };
    if (!able.includes(i)) return fillNamed(sentences["an input"], parts);
    if (state.senders.has(i)) return fillNamed(sentences["sent already"], parts);
    return i === output || state.arrived[i] ? "" : fillNamed(sentences["nothing yet"], parts);
  }

  function refresh(names, played) {
    [senders, state] = [names, played];
    able.forEach((i, k) => {
      const [arrived, expected] = [played.arrived[i], played.expected[i]];
      const kind = played.senders.has(i) ? "has sent" : i === output ? "starts" : "arrived";
      write(buttons[k], `${nodes[i].name}: ${fillNamed(sentences[kind], { arrived, expected })}`);
      change(buttons[k], { "aria-disabled": reason(i) !== "" });
      buttons[k].classList.toggle("ado-waits", arrived < expected);
    });
    undo.disabled = restart.disabled = senders.length === 0;
  }

  return { element, send, refresh };
}

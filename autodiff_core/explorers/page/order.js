// The explorer of orders: a backward pass in the order chosen or made by hand, and what is wrong with its gradients.

import { bind, tell } from "./binding.js";
import { board, boxed } from "./board.js";
import { handPanel } from "./by_hand.js";
import { choice, numberInput, spokenAtRest } from "./controls.js";
import { html, show, write } from "./dom.js";
import { flow } from "./flow.js";
import { folded, table } from "./ledger.js";
import { formatNumber } from "./numbers.js";
import { play, sentencesOfSend, summary, verdicts } from "./order_play.js";
import { presentable } from "./present.js";
import { load } from "./program.js";
import { stepper } from "./stepper.js";
import { troublePlace } from "./trouble.js";
import { wholeGraph } from "./whole_graph.js";

const GOOD = ["seed", "in time"]; // the kinds of sends that do no harm

async function render({ model, el }) {
  const spec = model.get("spec");
  const program = await load(spec.program);
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const names = [...spec.orders, spec.byHand].map(({ name }) => name);
  let pass = null;
  let whole = null; // the present order, played to its end
  let held = null; // the view to show when what moves has arrived

  const picture = board(spec.svg, spec);
  const box = boxed(picture, spec.title);
  box.dataset.scene = "Picture";
  const pill = flow(picture);
  const longest = Math.max(...spec.inputs.map((each) => each.label.length));
  const controls = spec.inputs.map((each) => numberInput({ ...each, value: model.get(each.trait) }));
  const fit = wholeGraph(box, picture.width);
  const reset = html("button", { type: "button", class: "ad-aside", onclick: startValues }, "Start values");
  const trouble = troublePlace();
  const orders = choice({ label: "Order", options: names.map((name) => [name, name]) });
  const rule = html("p", { class: "ado-rule" });
  const hand = handPanel(spec, letSend);
  picture.onNode((index) => isByHand() && hand.send(index));
  const walk = stepper([], go);
  walk.keys(box);
  const story = html("div", { class: "ad-story" });
  const hush = spokenAtRest(story);
  const judgement = table("", ["gradient", "found", "right", "verdict"], spec.nodes.map(({ gradient }) => [gradient]));
  const caption = judgement.element.querySelector("caption");
  const compared = folded("All orders compared, at these inputs", compareOrders);
  const root = html(
    "div",
    { class: "adc ad-explorer ado-explorer" },
    html("div", { class: "ad-inputs", style: `--ad-longest: ${longest}` }, ...controls.map((each) => each.element)),
    trouble.element,
    html("div", { class: "ado-choose" }, orders.element, html("span", { class: "adc-buttons" }, fit.element, reset)),
    rule,
    hand.element,
    box,
    walk.element,
    html("div", { class: "ado-outcome" }, story, html("div", { class: "ad-tables", "data-scene": "Table" }, judgement.element)),
    compared.element,
  );
  el.append(root);

  const parts = [...spec.inputs.map((each, i) => bind(model, each.trait, controls[i])), bind(model, "order", orders)];
  let orderBefore = model.get("order");
  orders.element.addEventListener("input", () => { orderBefore = model.get("order"); }, { capture: true });
  orders.element.addEventListener("input", beginOrder);
  const moves = [...spec.inputs.map((each) => each.trait), "order", "senders", "step"];
  const called = moves.map((trait) => [`change:${trait}`, ["order", "step"].includes(trait) ? refresh : recompute]);
  for (const [event, call] of called) model.on(event, call);
  recompute();

  function isByHand() {
    return model.get("order") === spec.byHand.name;
  }

  /** The edges along which the present order sends, and its rule. */
  function chosenOrder() {
    if (!isByHand()) return spec.orders.find(({ name }) => name === model.get("order"));
    const edgesOf = (sender) => spec.edges.flatMap(({ node }, i) => (spec.nodes[node].name === sender ? [i] : []));
    return { ...spec.byHand, again: false, sends: model.get("senders").flatMap(edgesOf) };
  }

  function playOrder({ sends, again }, done = sends.length) {
    return play(spec, sends.slice(0, done), again, pass.flows.map(([, local]) => local));
  }

  // -- what the learner does

  /** A new order begins with nothing sent, except that a whole picture stays a whole picture. */
  function beginOrder() {
    const start = orderBefore === spec.byHand.name ? 0 : model.get("step") && 0;
    tell(model, "step", isByHand() ? null : start);
  }

  function letSend(senders) {
    const more = senders.length > model.get("senders").length;
    pill.stop();
    tell(model, "senders", senders);
    tell(model, "step", null);
    if (!more) return;
    picture.reveal(picture.edges[whole.sends.at(-1).edge].element, !still.matches);
    letFlow(whole.sends.length);
  }

  function go(done, { flows }) {
    tell(model, "step", done);
    if (done) picture.reveal(picture.edges[whole.sends[done - 1].edge].element, !still.matches);
    if (flows && done) letFlow(done);
  }

  function startValues() {
    for (const each of spec.inputs) tell(model, each.trait, each.start);
  }

  // -- what is shown

  function recompute() {
    const values = program.forward(spec.inputs.map((each) => model.get(each.trait)));
    const { gradient, steps } = program.backward(values);
    pass = { values, gradients: gradient, flows: steps };
    refresh();
  }

  function refresh() {
    pill.stop();
    const order = chosenOrder();
    whole = playOrder(order);
    const last = order.sends.length;
    const done = Math.min(model.get("step") ?? last, last);
    const now = playOrder(order, done);
    const finished = done === last && (!isByHand() || last === spec.edges.length);
    const judged = verdicts(spec, now, playOrder(spec.orders[0]));
    held = viewOf(now, finished ? judged : null, model.get("step") !== null || isByHand());
    picture.show(held);
    walk.setSteps(order.sends.map(() => ({ kind: "backward" })));
    walk.show(model.get("step") === null ? null : done);
    write(rule, order.rule);
    show(hand.element, isByHand());
    hand.refresh(model.get("senders"), whole);
    tellStory(now, finished ? judged : null);
    trouble.tell(picture, spec, program, pass);
    judge(now, judged, finished);
    compared.refresh(pass);
  }

  /** What the board shows: values, what has arrived, verdicts in the end; `active` marks the last send. */
  function viewOf(now, judged, active) {
    const reached = spec.nodes.map((_, i) => i === spec.output || now.arrived[i] > 0);
    const view = {
      values: pass.values.map((each) => formatNumber(each)),
      gradients: now.gradients.map((each, i) => (reached[i] || judged ? formatNumber(each) : "")),
      locals: pass.flows.map(([, local]) => `= ${formatNumber(local)}`),
      nodeMarks: spec.nodes.map((_, i) => (judged?.[i].isWrong ? "ado-wrong" : "")),
      edgeMarks: spec.edges.map(() => ""),
      labels: judged?.map(({ words }, i) => `${words[0]} ${picture.nodes[i].word}`),
    };
    for (const { edge } of active ? latest(now) : []) {
      view.edgeMarks[edge] = "ad-back";
      view.nodeMarks[spec.edges[edge].node] += " ad-sends";
      view.nodeMarks[spec.edges[edge].parent] += " ad-receives";
    }
    return view;
  }

  /** The last send; by hand, all that the last node has sent. */
  function latest({ sends }) {
    const last = sends.at(-1);
    const together = isByHand() && model.get("step") === null;
    return sends.filter((each) => each === last || (together && spec.edges[each.edge].node === spec.edges[last.edge].node));
  }

  /** Send the upstream gradient back along the edge of send number `done`, on the board as it was before. */
  function letFlow(done) {
    if (still.matches) return;
    const order = chosenOrder();
    const shown = held;
    const { edge, upstream, local, contribution, before, after } = playOrder(order, done).sends.at(-1);
    const { parent } = spec.edges[edge];
    const waiting = viewOf(playOrder(order, done - 1), null, false).gradients[parent];
    const during = (text) => ({ ...shown, labels: undefined, gradients: shown.gradients.map((each, i) => (i === parent ? text : each)) });
    const [first, more, sum] = [before, contribution, after].map((each) => formatNumber(each));
    picture.show(during(waiting));
    pill.run(
      edge,
      [upstream, local, contribution],
      walk.speed(),
      () => picture.show(during(`${first} + ${contribution < 0 ? `(${more})` : more} = ${sum}`)),
      () => picture.show(held),
    );
  }

  function tellStory(now, judged) {
    const sent = latest(now);
    const whatNow = isByHand() ? "Which node sends first?" : "Press Forward, to see the first gradient being sent.";
    const lines =
      model.get("step") === null && judged && !isByHand()
        ? [`In this order: ${summary(spec, judged)}.`, "Press First, then Forward (or the arrow keys), to see how it comes about."]
        : sent.length
          ? sent.flatMap((each) => sentencesOfSend(spec, each))
          : [`The forward pass is done, and the gradient of ${spec.nodes[spec.output].name} is 1.`, whatNow];
    if (isByHand() && judged) lines.push(`All nodes have sent: ${summary(spec, judged)}.`);
    hush();
    story.replaceChildren(...lines.map((line, i) => html("p", { class: i % 2 ? "ad-symbols" : undefined }, line)));
    const resting = !sent.length || lines[1].startsWith("Press");
    story.classList.toggle("ad-resting", resting);
    story.classList.toggle("ado-trouble", !resting && sent.some(({ kinds }) => kinds.some((kind) => !GOOD.includes(kind))));
  }

  function judge(now, judged, finished) {
    write(caption, finished ? "The gradients in this order" : "The gradients so far");
    judged.forEach(({ found, right, words, isWrong }, i) => {
      const [, foundCell, rightCell, verdict] = judgement.rows[i];
      const reached = finished || i === spec.output || now.arrived[i] > 0;
      write(foundCell, reached ? formatNumber(found) : "");
      write(rightCell, finished ? formatNumber(right) : "");
      write(verdict, finished ? words : "");
      verdict.className = finished && isWrong ? "ado-wrong" : "";
    });
  }

  function compareOrders() {
    const made = table("", ["order", "gradients", "sends"], spec.orders.map(({ name }) => [name]));
    return {
      element: html("div", { class: "ad-tables" }, made.element),
      fillIn: () => spec.orders.forEach((order, i) => {
        write(made.rows[i][1], summary(spec, verdicts(spec, playOrder(order), playOrder(spec.orders[0]))));
        write(made.rows[i][2], String(order.sends.length));
      }),
    };
  }

  return () => {
    walk.stop();
    pill.stop();
    fit.stop();
    parts.forEach((part) => part());
    for (const [event, call] of called) model.off(event, call);
  };
}

export default { render: presentable(render, { hidden: () => ({ step: 0 }), revealed: () => ({ step: null }) }) };

// The upstream gradient on its way back: a pill that moves along an edge and is multiplied at its chip.

import { change, svg } from "./dom.js";
import { formatNumber } from "./numbers.js";

const TRAVEL = 1500; // milliseconds for one edge, at speed 1
const CHIP_REACHED = 0.36; // parts of that time: on the way to the chip, at the chip, on the way to the parent, adding up
const CHIP_LEFT = 0.58;
const ARRIVED = 0.86;

/**
 * One moving pill for a board.
 *
 * run(edge, flow, speed, onSum, onEnd)  move along `edge`; `flow` is [upstream, local, contribution, before, after];
 *   onSum is called when the pill arrives and its number is added, onEnd at the end
 * stop()  end at once, as if it had arrived
 */
export function flow(board) {
  const box = svg("rect", { class: "ad-flow-box", y: -13, height: 26, rx: 13 });
  const text = svg("text", { class: "ad-flow-text", "text-anchor": "middle", y: 5 });
  const pill = svg("g", { class: "ad-flow", display: "none", "aria-hidden": "true" }, box, text);
  board.element.append(pill);
  let end = null;

  function run(edge, [upstream, local, contribution], speed, onSum, onEnd) {
    stop();
    const { wire, chip } = board.edges[edge];
    const length = wire.getTotalLength();
    const middle = lengthAtChip(wire, length, chip);
    const legs = [formatNumber(upstream), `${formatNumber(upstream)} × ${formatNumber(local)}`, formatNumber(contribution)];
    let started = null;
    let summed = false;
    let frame = requestAnimationFrame(move);
    end = () => {
      cancelAnimationFrame(frame);
      pill.setAttribute("display", "none");
      end = null;
      onEnd();
    };

    function move(now) {
      started ??= now;
      const time = ((now - started) * speed) / TRAVEL;
      if (time >= 1) return end();
      if (time >= ARRIVED && !summed) {
        summed = true;
        pill.setAttribute("display", "none");
        onSum();
      }
      if (!summed) {
        const leg = time < CHIP_REACHED ? 0 : time < CHIP_LEFT ? 1 : 2;
        const place = [
          () => length + (middle - length) * ease(time / CHIP_REACHED),
          () => middle,
          () => middle * (1 - ease((time - CHIP_LEFT) / (ARRIVED - CHIP_LEFT))),
        ][leg]();
        put(wire.getPointAtLength(place), legs[leg]);
      }
      frame = requestAnimationFrame(move);
    }
  }

  function put({ x, y }, words) {
    if (text.textContent !== words) {
      const width = 22 + 8.6 * words.length;
      text.textContent = words;
      change(box, { x: -width / 2, width });
    }
    pill.setAttribute("transform", `translate(${x} ${y})`);
    pill.removeAttribute("display");
  }

  function stop() {
    end?.();
  }

  return { run, stop };
}

function ease(part) {
  return part * part * (3 - 2 * part);
}

/** How far along the wire its chip is. */
function lengthAtChip(wire, length, chip) {
  const x = Number(chip.getAttribute("x")) + Number(chip.getAttribute("width")) / 2;
  let [low, high] = [0, length];
  for (let i = 0; i < 12; i += 1) {
    const half = (low + high) / 2;
    if (wire.getPointAtLength(half).x < x) low = half;
    else high = half;
  }
  return low;
}

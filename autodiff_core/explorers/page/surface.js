// A function of two numbers as a landscape: its grid, the levels at which the colour changes, bands and contour lines.

import { roundNumbers } from "./axes.js";

const CELLS = 64; // along each side of the grid

/**
 * Evaluate `f(x, y)`, which gives `count` heights at once, at the corners of a grid over the view: a grid for each of them,
 * { xs, ys, heights }, where heights[j][i] belongs to xs[i], ys[j].
 */
export function sampled(f, count, view) {
  const along = ([low, high]) => Array.from({ length: CELLS + 1 }, (_, i) => low + ((high - low) * i) / CELLS);
  const [xs, ys] = [along(view.x), along(view.y)];
  const found = ys.map((y) => xs.map((x) => f(x, y)));
  return Array.from({ length: count }, (_, k) => ({ xs, ys, heights: found.map((row) => row.map((each) => each[k])) }));
}

/**
 * The costs at which the colour changes, from low to high: at most `most` round numbers 1, 2, 5, 10, ...; where that gives fewer
 * than `fewest`, or some cost is below 0, evenly spaced ones.
 */
export function roundLevels(heights, most, fewest) {
  const finite = heights.flat().filter(Number.isFinite);
  const lowest = finite.reduce((a, b) => Math.min(a, b), Infinity);
  const highest = finite.reduce((a, b) => Math.max(a, b), -Infinity);
  if (!(lowest < highest)) return [];
  const found = [];
  for (let power = Math.floor(Math.log10(highest)); lowest >= 0 && found.length < most && power > -300; power -= 1) {
    for (const digit of [5, 2, 1]) {
      const level = Number(`${digit}e${power}`);
      if (level > lowest && level < highest) found.push(level);
    }
    if (Number(`1e${power}`) <= lowest) break;
  }
  if (found.length >= fewest) return found.slice(0, most).reverse();
  return roundNumbers(lowest, highest, most + 1).filter((level) => level > lowest && level < highest);
}

/**
 * Where the heights are at least `level`: { area, lines }. `area` lists polygons of points [x, y], whole cells of a row joined
 * into one; `lines` lists the pieces [from, to] of the contour line. Where a corner is not a number there is nothing.
 */
export function region({ xs, ys, heights }, level) {
  const area = [];
  const lines = [];
  const [across, down] = [xs.length - 1, ys.length - 1];
  for (let j = 0; j < down; j += 1) {
    let run = null; // where the whole cells of this row began
    const close = (i) => {
      if (run !== null) area.push([[xs[run], ys[j]], [xs[i], ys[j]], [xs[i], ys[j + 1]], [xs[run], ys[j + 1]]]);
      run = null;
    };
    for (let i = 0; i < across; i += 1) {
      const corners = [[i, j], [i + 1, j], [i + 1, j + 1], [i, j + 1]].map(([a, b]) => [xs[a], ys[b], heights[b][a]]);
      const inside = corners.filter((corner) => corner[2] >= level).length;
      const known = !corners.some((corner) => Number.isNaN(corner[2]));
      if (known && inside === 4) {
        run ??= i;
        continue;
      }
      close(i);
      if (known && inside > 0) cutCell(corners, level, area, lines);
    }
    close(across);
  }
  return { area, lines };
}

/** Walk around a cell: the part of it that is inside, and the piece of the line from where the walk leaves to where it returns. */
function cutCell(corners, level, area, lines) {
  const polygon = [];
  const crossings = []; // [point, leaves]
  corners.forEach((corner, k) => {
    const next = corners[(k + 1) % 4];
    const here = corner[2] >= level;
    if (here) polygon.push(corner.slice(0, 2));
    if (here !== next[2] >= level) {
      const point = between(corner, next, level);
      polygon.push(point);
      crossings.push([point, here]);
    }
  });
  area.push(polygon);
  crossings.forEach(([point, leaves], k) => {
    if (leaves) lines.push([point, crossings[(k + 1) % crossings.length][0]]);
  });
}

function between([x1, y1, a], [x2, y2, b], level) {
  const part = Number.isFinite(b - a) ? (level - a) / (b - a) : 0.5;
  return [x1 + part * (x2 - x1), y1 + part * (y2 - y1)];
}

/** Pieces [from, to] in a chain become one line, so that its dashes run on. Points are the same where they are drawn alike. */
export function joined(pieces, X, Y) {
  const key = ([x, y]) => `${X(x)},${Y(y)}`;
  const ends = new Map(); // the free end of a line -> the line
  const lines = new Set();
  for (const piece of pieces) {
    let line = piece;
    for (const at of [0, 1]) {
      const other = ends.get(key(piece[at]));
      if (!other || other === line) continue;
      const before = key(other.at(-1)) === key(piece[at]) ? other : [...other].reverse();
      line = at === 0 ? [...before, ...line.slice(1)] : [...line.slice(0, -1), ...[...before].reverse()];
      lines.delete(other);
      for (const end of [other[0], other.at(-1)]) ends.delete(key(end));
    }
    lines.add(line);
    for (const end of [line[0], line.at(-1)]) ends.set(key(end), line);
  }
  return [...lines];
}

/** The `d` of an SVG path: polygons closed, pieces of lines open. */
export function outline(shapes, X, Y, closed) {
  return shapes.map((points) => `M${points.map(([x, y]) => `${X(x)},${Y(y)}`).join("L")}${closed ? "Z" : ""}`).join("");
}

/** The range doubled about its middle until every value is in it, to at most `widest` times its size: a path may run away. */
export function roomFor([low, high], values, widest) {
  const middle = (low + high) / 2;
  let reach = (high - low) / 2;
  const limit = widest * reach;
  for (const value of values) {
    while (Number.isFinite(value) && Math.abs(value - middle) > reach && reach < limit) reach *= 2;
  }
  return [middle - reach, middle + reach];
}

/**
 * A place for the label of each contour line: a point on it, in pixels, that keeps `space` from the border, from the other labels
 * and from `taken`; nearest to the diagonal of the picture, so that labels stand in a row. Null where there is no room.
 */
export function labelPlaces(contours, { width, height }, taken, space) {
  const used = [...taken];
  const far = ([x, y]) => used.every(([a, b]) => Math.hypot((x - a) / 1.6, y - b) > space);
  const within = ([x, y]) => x > space && x < width - space && y > space / 2 && y < height - space / 2;
  const offDiagonal = ([x, y]) => Math.abs(y / height - x / width);
  return contours.map((points) => {
    const free = points.filter((point) => within(point) && far(point));
    const best = free.reduce((a, b) => (a && offDiagonal(a) <= offDiagonal(b) ? a : b), null);
    if (best) used.push(best);
    return best;
  });
}

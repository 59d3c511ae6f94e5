// The points of a curve: where it is drawn, where it breaks, and where there is nothing to draw.

const POINTS = 201;
const HALVINGS = 40;

/**
 * Follow `f` from `low` to `high`. Returns { pieces, breaks, gaps }:
 * pieces  lists of [x, y], each drawn as one unbroken line
 * breaks  the x at which the curve jumps or goes to infinity: no line is drawn through there
 * gaps    [from, to] ranges in which f is not a finite number
 */
export function follow(f, low, high) {
  const points = Array.from({ length: POINTS }, (_, i) => pointOf(f, low + ((high - low) * i) / (POINTS - 1)));
  const finite = points.filter(isFinitePoint).map(([, y]) => y);
  const usual = (Math.max(...finite) - Math.min(...finite)) / 50;
  const pieces = [];
  const breaks = [];
  const gaps = [];
  let piece = [];
  let gapStart = isFinitePoint(points[0]) ? null : low;
  const close = () => { if (piece.length) pieces.push(piece); piece = []; };

  points.forEach((point, i) => {
    const before = points[i - 1];
    if (!before) { if (isFinitePoint(point)) piece.push(point); return; }
    if (isFinitePoint(before) && isFinitePoint(point)) {
      const steep = Math.abs(point[1] - before[1]) > usual;
      const sides = steep ? jump(f, before, point) : null;
      if (sides) {
        piece.push(sides[0]);
        close();
        piece.push(sides[1]);
        breaks.push((sides[0][0] + sides[1][0]) / 2);
      }
      piece.push(point);
    } else if (isFinitePoint(before)) {
      const edge = edgeOfGap(f, before, point);
      piece.push(edge);
      close();
      gapStart = edge[0];
    } else if (isFinitePoint(point)) {
      const edge = edgeOfGap(f, point, before);
      gaps.push([gapStart, edge[0]]);
      gapStart = null;
      piece.push(edge, point);
    }
  });
  close();
  if (gapStart !== null) gaps.push([gapStart, high]);
  // One sample that falls on a pole looks like a gap of no width.
  const wide = (gap) => gap[1] - gap[0] > (high - low) * 1e-6;
  return { pieces, gaps: gaps.filter(wide), breaks: [...breaks, ...gaps.filter((gap) => !wide(gap)).map(([x]) => x)] };
}

const pointOf = (f, x) => [x, f(x)];
const isFinitePoint = ([, y]) => Number.isFinite(y);

/** Halve the interval towards its steeper half. If the jump does not shrink, the curve breaks there: return both sides. */
function jump(f, left, right) {
  const first = Math.abs(right[1] - left[1]);
  for (let i = 0; i < HALVINGS; i += 1) {
    const middle = pointOf(f, (left[0] + right[0]) / 2);
    if (!isFinitePoint(middle)) return [edgeOfGap(f, left, middle), edgeOfGap(f, right, middle)];
    if (Math.abs(middle[1] - left[1]) > Math.abs(right[1] - middle[1])) right = middle;
    else left = middle;
  }
  return Math.abs(right[1] - left[1]) > first / 2 ? [left, right] : null;
}

/** The last point, coming from `inside`, at which f is still finite. */
function edgeOfGap(f, inside, outside) {
  for (let i = 0; i < HALVINGS; i += 1) {
    const middle = pointOf(f, (inside[0] + outside[0]) / 2);
    if (isFinitePoint(middle)) inside = middle;
    else outside = middle;
  }
  return inside;
}

/** The `d` of an SVG path through the pieces. */
export function path(pieces, X, Y) {
  return pieces.map((piece) => "M" + piece.map(([x, y]) => `${X(x)},${Y(y)}`).join("L")).join("");
}

// How close a gradient and another number are: the same rule as in closeness.py.

const NOISE = 1e-5; // numbers this much smaller than the output drown in the rounding of the output

/** |a - b| relative to the largest of |a|, |b| and the noise of the rounding of `output`. */
export function relativeError(a, b, output) {
  const noise = NOISE * Math.max(1, Math.abs(output));
  return a === b ? 0 : Math.abs(a - b) / Math.max(Math.abs(a), Math.abs(b), noise);
}

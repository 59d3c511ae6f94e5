// How a number is printed in the page: the rule of autodiff_core/numbers.py, character for character.

const SMALLEST_PLAIN_EXPONENT = -4;
const LARGEST_PLAIN_EXPONENT = 5;
const SMALLEST_ERROR = 1e-9;

/** Print the number `x` with at most `digits` significant digits. */
export function formatNumber(x, digits = 6) {
  if (Number.isNaN(x)) return "NaN";
  if (!Number.isFinite(x)) return x > 0 ? "infinity" : "-infinity";
  if (x === 0) return "0";
  // toExponential rounds the exact value of the double, and a tie away from zero.
  const [mantissa, power] = Math.abs(x).toExponential(digits - 1).split("e");
  const figures = mantissa.replace(".", "").replace(/0+$/, "");
  return (x < 0 ? "-" : "") + layOut(figures, Number(power), Math.max(digits - 1, LARGEST_PLAIN_EXPONENT));
}

/** Print a relative error: two digits, and no digits at all where they would be only rounding. */
export function formatError(x) {
  return x < SMALLEST_ERROR ? "below 1e-9" : formatNumber(x, 2);
}

function layOut(figures, exponent, largestPlain) {
  if (exponent < SMALLEST_PLAIN_EXPONENT || exponent > largestPlain) {
    const fraction = figures.length > 1 ? "." + figures.slice(1) : "";
    return `${figures[0]}${fraction}e${exponent}`;
  }
  if (exponent < 0) return "0." + "0".repeat(-exponent - 1) + figures;
  const whole = figures.slice(0, exponent + 1).padEnd(exponent + 1, "0");
  const fraction = figures.slice(exponent + 1);
  return fraction ? `${whole}.${fraction}` : whole;
}

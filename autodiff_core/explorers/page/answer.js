// Read what a learner typed as an answer: one number, written in any way that can mean one thing only.

import { formatNumber } from "./numbers.js";

const LONGEST = 60; // characters
const READ_DIGITS = 10; // digits when a number is said back

const UNSEEN = /\p{Cf}/gu; // marks that change the direction of text, joiners
const SIGN_MARKS = { minus: /[\u2010-\u2015\u2212\uFE58\uFE63\uFF0D]/g, plus: /[\uFE62\uFF0B]/g };
const BAR_MARKS = /[\u2044\u2215\uFF0F]/g;
const LONE_FRACTION = /^([+-]? ?)([\u00BC-\u00BE\u2150-\u215E\u2189])$/; // ½, which is 1/2; but 2½ is not 21/2
const POINT_MARKS = /[\u066B\uFF0E]/g;
const COMMA_MARKS = /[\u066C\uFF0C]/g;

const UNSIGNED = String.raw`(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?`;
const NUMBER = new RegExp(`^[+-]? ?${UNSIGNED}$`);
const FRACTION = new RegExp(`^([+-]? ?${UNSIGNED}) ?/ ?([+-]? ?${UNSIGNED})$`);
const ALLOWED = "such as -6, 0.5, 1/2 or 2e-3";

/**
 * Read the text of an answer. Never fails, whatever the text.
 *
 * { number, digits, place, plain }  digits: the significant digits that were typed; place: the power of ten of the last one (both
 *   null for a fraction, which is exact); plain: false if the text says its number in another way than the page would
 * { problem }  one sentence: what cannot be read, and what can
 */
export function parseAnswer(text) {
  const typed = simplified(text);
  if (typed === "") return { problem: "Type a number first: a guess is welcome." };
  if (typed.length > LONGEST) return { problem: `That is too long for a number: type one of at most ${LONGEST} characters, ${ALLOWED}.` };
  const decimal = withPoint(typed);
  const fraction = FRACTION.exec(decimal);
  if (!fraction && !NUMBER.test(decimal)) return { problem: whyNot(typed) };
  const [over, under] = fraction ? fraction.slice(1).map(numberWritten) : [numberWritten(decimal), 1];
  if (under === 0) return { problem: "Nothing can be divided by 0: type a fraction with another number below, such as 1/2." };
  const number = over / under + 0; // and no -0
  if (!Number.isFinite(number)) return { problem: `That number is too large to compute with: type a smaller one, ${ALLOWED}.` };
  if (number === 0 && /[1-9]/.test(mantissa(decimal))) {
    return { problem: `That number is too small to tell from 0: type a larger one, ${ALLOWED}.` };
  }
  const written = fraction ? { digits: null, place: null } : { digits: digitsOf(decimal), place: placeOf(decimal) };
  return { number, ...written, plain: !fraction && NUMBER.test(String(text).trim()) };
}

/** How a number is said back to the one who typed it: with more digits than a picture has room for. */
export function sayNumber(number) {
  return formatNumber(number, READ_DIGITS);
}

/** An answer as the page says it back: as it was typed, and as a number where that looks different. */
export function sayAnswer(text) {
  const { number, plain } = parseAnswer(text);
  const typed = text.replace(UNSEEN, "").trim();
  return plain ? typed : `${typed} = ${sayNumber(number)}`;
}

/** Digits of every script, and every minus, bar and point, as ASCII; without what cannot be seen; one space for many. */
function simplified(text) {
  return String(text)
    .replace(UNSEEN, "")
    .replace(/\p{Nd}/gu, asciiDigit)
    .replace(SIGN_MARKS.minus, "-")
    .replace(SIGN_MARKS.plus, "+")
    .replace(POINT_MARKS, ".")
    .replace(COMMA_MARKS, ",")
    .replace(LONE_FRACTION, (_, sign, one) => sign + one.normalize("NFKC"))
    .replace(BAR_MARKS, "/")
    .replace(/[\s\p{Cc}]+/gu, " ")
    .trim();
}

/** Decimal digits stand in Unicode in rows from 0 to 9: the place in its row is the digit. */
function asciiDigit(digit) {
  let before = 0;
  while (/^\p{Nd}$/u.test(String.fromCodePoint(digit.codePointAt(0) - before - 1))) before += 1;
  return String(before % 10);
}

/** A comma is taken as a decimal point where it cannot stand between thousands: "1,5", but not "1,500". */
function withPoint(typed) {
  return /^[^,.]*,\d+[^,.]*$/.test(typed) && !/[1-9]\d{0,2},\d{3}(?!\d)/.test(typed) ? typed.replace(",", ".") : typed;
}

function whyNot(typed) {
  if (/nan|inf|undefined|∞/i.test(typed)) return `Every answer here is an ordinary number: type one, ${ALLOWED}.`;
  if (/^[^<>]*\d ?[%‰]$/.test(typed)) return "Type it without the per cent sign: 0.5 in the place of 50 %.";
  if (/^[\d.,+-]*,[\d.,+-]*$/.test(typed)) return "Type a decimal point, and nothing between thousands: 1,500 could be 1.5 or 1500.";
  if (/^[^<>]*= ?[+-]?[\d.]/.test(typed)) return `Type only the number that stands after the equals sign, ${ALLOWED}.`;
  if (/\d ?[*×·⋅^/+()-]+ ?[\d(.]|[²³]/.test(typed)) return "Work it out: type the one number that comes out (2e-3 is 2 × 10^-3).";
  if (/^[+-]?[\d. ]*\d[\d. ]*$/.test(typed)) return `That is more than one number: type one, without spaces inside, ${ALLOWED}.`;
  if (/^[+-]?[\d. ]+[*×·]? ?\p{L}/u.test(typed)) return `Type a number alone, without a unit, and with numbers in the place of letters, ${ALLOWED}.`;
  return `That cannot be read as a number: type one in digits, ${ALLOWED}.`;
}

function numberWritten(written) {
  return Number(written.replaceAll(" ", ""));
}

function mantissa(written) {
  return written.split(/[eE/]/)[0];
}

function digitsOf(written) {
  return mantissa(written).replace(/[^\d]/g, "").replace(/^0+/, "").length;
}

function placeOf(written) {
  const decimals = mantissa(written).split(".")[1]?.length ?? 0;
  return Number(/[eE](.*)/.exec(written)?.[1] ?? 0) - decimals;
}

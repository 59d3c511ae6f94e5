// Arrays of numbers, for the programs that array_program.py prints: one function for each row of the table of operations.
//
// An array is { shape, data }: the numbers of all rows in one Float64Array, the last axis counted first. One number has the shape [].
// Truth values are 1 and 0. Shapes, axes and places come with the program, so nothing is checked here.

const size = (shape) => shape.reduce((product, n) => product * n, 1);

/** The distance in `data` between neighbours along each axis. */
function strides(shape) {
  const found = new Array(shape.length);
  let distance = 1;
  for (let axis = shape.length - 1; axis >= 0; axis -= 1) {
    found[axis] = distance;
    distance *= shape[axis];
  }
  return found;
}

const known = new Map(); // a program asks for the same places at every step

/** For every element of an array of this shape, in order: the sum of its indices times `steps`. */
function places(shape, steps) {
  const asked = `${shape}|${steps}`;
  if (known.has(asked)) return known.get(asked);
  let found = new Int32Array(1);
  shape.forEach((n, axis) => {
    const longer = new Int32Array(found.length * n);
    for (let k = 0; k < longer.length; k += 1) longer[k] = found[Math.floor(k / n)] + (k % n) * steps[axis];
    found = longer;
  });
  known.set(asked, found);
  return found;
}

const taken = (a, shape, from) => {
  const data = new Float64Array(from.length);
  for (let k = 0; k < data.length; k += 1) data[k] = a.data[from[k]];
  return { shape, data };
};

const sameShape = (one, other) => one.length === other.length && one.every((n, axis) => n === other[axis]);

/** The shape of two arrays together: axes are counted from the last one, and one of length 1 is stretched. */
function together(one, other) {
  if (one.length < other.length) return together(other, one);
  const before = one.length - other.length;
  return one.map((n, axis) => (axis >= before && n === 1 ? other[axis - before] : n));
}

function broadcast_to(a, shape) {
  if (sameShape(a.shape, shape)) return a;
  if (a.data.length === 1) return { shape, data: new Float64Array(size(shape)).fill(a.data[0]) };
  const before = shape.length - a.shape.length;
  const own = strides(a.shape);
  return taken(a, shape, places(shape, shape.map((_, axis) => (axis < before || a.shape[axis - before] === 1 ? 0 : own[axis - before]))));
}

const each = (f) => (a) => {
  const data = new Float64Array(a.data.length);
  for (let k = 0; k < data.length; k += 1) data[k] = f(a.data[k]);
  return { shape: a.shape, data };
};

const pairs = (f) => (a, b) => {
  const shape = together(a.shape, b.shape);
  const [x, y] = [broadcast_to(a, shape).data, broadcast_to(b, shape).data];
  const data = new Float64Array(x.length);
  for (let k = 0; k < data.length; k += 1) data[k] = f(x[k], y[k]);
  return { shape, data };
};

/** Go along some axes, from `start` on: `f` takes what was found so far and the next element. */
const along = (f, start) => (a, axes, shape) => {
  const kept = a.shape.map((n, axis) => (axes.includes(axis) ? 1 : n));
  const to = places(a.shape, strides(kept).map((step, axis) => (axes.includes(axis) ? 0 : step)));
  const data = new Float64Array(size(shape)).fill(start);
  for (let k = 0; k < to.length; k += 1) data[to[k]] = f(data[to[k]], a.data[k]);
  return { shape, data };
};

const sum = along((total, x) => total + x, 0);

/** The product of two matrices, of two stacks of matrices, or with a vector: a row on the left, a column on the right. */
function matmul(a, b) {
  const [left, right] = [a.shape.length > 1 ? a.shape : [1, ...a.shape], b.shape.length > 1 ? b.shape : [...b.shape, 1]];
  const [rows, inner, columns] = [left.at(-2), left.at(-1), right.at(-1)];
  const stack = together(left.slice(0, -2), right.slice(0, -2));
  const x = broadcast_to({ shape: left, data: a.data }, [...stack, rows, inner]).data;
  const y = broadcast_to({ shape: right, data: b.data }, [...stack, inner, columns]).data;
  const data = new Float64Array(size(stack) * rows * columns);
  for (let row = 0; row < size(stack) * rows; row += 1) {
    const matrix = Math.floor(row / rows) * inner;
    for (let i = 0; i < inner; i += 1) {
      const factor = x[row * inner + i];
      for (let column = 0; column < columns; column += 1) data[row * columns + column] += factor * y[(matrix + i) * columns + column];
    }
  }
  const shape = [...stack, ...(a.shape.length > 1 ? [rows] : []), ...(b.shape.length > 1 ? [columns] : [])];
  return { shape, data };
}

function concatenate(...given) {
  const axis = given.pop();
  const length = given.reduce((total, a) => total + a.shape[axis], 0);
  const shape = given[0].shape.map((n, i) => (i === axis ? length : n));
  const data = new Float64Array(size(shape));
  const inner = size(shape.slice(axis + 1));
  let start = 0;
  for (const a of given) {
    const part = a.shape[axis] * inner; // what lies together in `a`, and in the whole
    for (let k = 0; k < a.data.length; k += 1) data[start + Math.floor(k / part) * length * inner + (k % part)] = a.data[k];
    start += part;
  }
  return { shape, data };
}

function scatter(g, shape, to) {
  const data = new Float64Array(size(shape));
  to.forEach((place, k) => { data[place] += g.data[k]; });
  return { shape, data };
}

function where(condition, a, b) {
  const shape = [condition, a, b].map((x) => x.shape).reduce(together);
  const [c, x, y] = [condition, a, b].map((array) => broadcast_to(array, shape).data);
  return { shape, data: c.map((truth, k) => (truth !== 0 ? x[k] : y[k])) };
}

/** Powers as NumPy and IEEE 754 have them: JavaScript's own of 1 and -1 are NaN at the infinite ones. */
const power = (a, b) => (b === 2 ? a * a : a === 1 || (a === -1 && Math.abs(b) === Infinity) ? 1 : Math.pow(a, b));

export const arrays = {
  add: pairs((a, b) => a + b),
  subtract: pairs((a, b) => a - b),
  multiply: pairs((a, b) => a * b),
  divide: pairs((a, b) => a / b),
  power: pairs(power),
  negative: each((a) => -a),
  matmul,
  exp: each(Math.exp),
  expm1: each(Math.expm1),
  log: each(Math.log),
  log1p: each(Math.log1p),
  log2: each(Math.log2),
  log10: each(Math.log10),
  sqrt: each(Math.sqrt),
  sin: each(Math.sin),
  cos: each(Math.cos),
  tan: each(Math.tan),
  arctan: each(Math.atan),
  sinh: each(Math.sinh),
  cosh: each(Math.cosh),
  tanh: each(Math.tanh),
  sigmoid: each((a) => (a < 0 ? Math.exp(a) / (1 + Math.exp(a)) : 1 / (1 + Math.exp(-a)))),
  relu: each((a) => (a <= 0 ? 0 : a)),
  abs: each(Math.abs),
  maximum: pairs((a, b) => Math.max(a, b)),
  minimum: pairs((a, b) => Math.min(a, b)),
  where,
  sign: each(Math.sign),
  identity: (a) => a,
  greater: pairs((a, b) => Number(a > b)),
  greater_equal: pairs((a, b) => Number(a >= b)),
  less: pairs((a, b) => Number(a < b)),
  less_equal: pairs((a, b) => Number(a <= b)),
  equal: pairs((a, b) => Number(a === b)),
  not_equal: pairs((a, b) => Number(a !== b)),
  logical_and: pairs((a, b) => Number(a !== 0 && b !== 0)),
  logical_or: pairs((a, b) => Number(a !== 0 || b !== 0)),
  logical_not: each((a) => Number(a === 0)),
  sum,
  mean: (a, axes, shape) => arrays.divide(sum(a, axes, shape), { shape: [], data: [a.data.length / size(shape)] }),
  max: along((most, x) => Math.max(most, x), -Infinity),
  min: along((least, x) => Math.min(least, x), Infinity),
  all: along((truth, x) => Number(truth !== 0 && x !== 0), 1),
  any: along((truth, x) => Number(truth !== 0 || x !== 0), 0),
  reshape: (a, shape) => ({ shape, data: a.data }),
  transpose(a, axes) {
    const [shape, own] = [a.shape, strides(a.shape)].map((list) => axes.map((axis) => list[axis]));
    return taken(a, shape, places(shape, own));
  },
  broadcast_to,
  getitem: taken,
  scatter,
  concatenate,
};

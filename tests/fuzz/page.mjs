// One long-lived process for all printed programs: a line of JSON in, a line of JSON out, numbers as their 64 bits.
import { createInterface } from "node:readline";

const bits = new DataView(new ArrayBuffer(8));
const number = (text) => (bits.setBigUint64(0, BigInt(`0x${text}`)), bits.getFloat64(0));
const text = (x) => (bits.setFloat64(0, Number(x)), bits.getBigUint64(0).toString(16).padStart(16, "0"));
const load = (source) => import(`data:text/javascript;base64,${Buffer.from(source).toString("base64")}`);
let arrays;

const jobs = {
  // The functions of arrays.js, for the programs of arrays.
  async start({ source }) {
    ({ arrays } = await load(source));
    return Object.keys(arrays);
  },
  // A scalar program: each node computed from the values that Python has for those before it, then the whole by itself.
  async scalar({ source, inputs, values }) {
    const program = await load(source);
    const own = [];
    program.forward(inputs.map(number), (node, value) => ((own[node] = value), number(values[node])));
    const { gradient, steps } = program.backward(values.map(number));
    const found = program.forward(inputs.map(number));
    return [own, found, gradient, steps.flat(), program.otherPaths(found)].map((list) => list.map(text));
  },
  async array({ source, inputs }) {
    const { run } = await load(source);
    const given = inputs.map(([shape, data]) => ({ shape, data: Float64Array.from(data, number) }));
    return run(arrays, given).map(({ shape, data }) => [shape, Array.from(data, text)]);
  },
  // A function of one or two numbers, on many of them: `body` is an expression of a and b.
  async table({ source, rows }) {
    const { f } = await load(source);
    return rows.map((row) => text(f(...row.map(number))));
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const { job, ...what } = JSON.parse(line);
  let answer;
  try {
    answer = { found: await jobs[job](what) };
  } catch (error) {
    answer = { error: String(error) };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}

// Reads this many hostile byte strings with this seed: node fuzz.mjs <count> <seed>. Prints how many were values and
// errors.
import { serialize } from "node:v8";
import { V8Serializer } from "@coffer/serializer-v8";

const serializer = new V8Serializer();
const [count, seed] = process.argv.slice(2).map(Number);
/** All tags that V8 has or had, with Node's. */
const TAGS = Buffer.from("_0TFIUNdDZynxzps\"cSoa{A@$}b;:',!BuWVt?vRrmiqwPeMk\\^~jElgsCGhH.-");
const CORPUS = [
  { a: 1, b: [1, 2.5, "x", "é日", null, undefined, true, -0], c: { d: [[]] } },
  new Map([
    ["a", 1],
    [{ b: 3 }, new Set([1, "1"])],
  ]),
  [new Date(5), 5n, -(2n ** 100n), /a+/gi],
  [new RangeError("m", { cause: new Error("n") }), Object("text"), Object(1), Object(5n), Object(true)],
  [
    Buffer.from("hello"),
    new Float64Array([1, 2]),
    new Uint8Array([1, 2, 3]).buffer,
    new DataView(new ArrayBuffer(4)),
  ],
  Object.assign(new Array(4), { 0: 1, 1: 2, 2: 3, 3: 4 }),
  [1.5, 2.5, 3.5],
  cycle(),
  "x".repeat(100),
].map((value) => serialize(value));

function cycle() {
  /** @type {{ list: unknown[] }} */
  const value = { list: [] };
  value.list.push(value, value.list);
  return value;
}

let state = (seed ?? 1) >>> 0 || 1;
/** @param {number} below */
function random(below) {
  state = (state + 0x6d2b79f5) >>> 0;
  let mixed = Math.imul(state ^ (state >>> 15), state | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
}

/** Random tags and bytes after the header. */
function invented() {
  const data = Buffer.alloc(3 + random(40));
  for (let at = 2; at < data.length; at++) {
    data[at] = random(3) === 0 ? random(256) : /** @type {number} */ (TAGS[random(TAGS.length)]);
  }
  data.set([0xff, random(20) === 0 ? random(256) : 15]);
  return data;
}

/** A value with bytes changed, lost, doubled, or replaced by the largest lengths. */
function damaged() {
  let data = Buffer.from(/** @type {Buffer} */ (CORPUS[random(CORPUS.length)]));
  for (let left = random(4); left > 0; left--) {
    const at = 2 + random(data.length - 2);
    data[at] = random(2) === 0 ? random(256) : /** @type {number} */ (TAGS[random(TAGS.length)]);
  }
  if (random(5) === 0) data = data.subarray(0, random(data.length));
  if (random(5) === 0) data = Buffer.concat([data, data.subarray(2)]);
  if (random(5) === 0) {
    const at = random(data.length + 1);
    const length = Buffer.from([255, 255, 255, random(256) | 128, random(16)]);
    data = Buffer.concat([data.subarray(0, at), length, data.subarray(at + random(2))]);
  }
  return data;
}

let values = 0;
let errors = 0;
for (let round = 0; round < (count ?? 0); round++) {
  const data = random(3) === 0 ? invented() : damaged();
  const started = performance.now();
  try {
    serializer.loads(data);
    values++;
  } catch (error) {
    if (!(error instanceof Error))
      throw new Error(`${data.toString("hex")} throws something other than an Error`);
    errors++;
  }
  if (performance.now() - started > 2000) throw new Error(`${data.toString("hex")} takes too long`);
}
console.log(JSON.stringify({ values, errors }));

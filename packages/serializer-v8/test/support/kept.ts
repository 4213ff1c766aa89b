const cycle: { self?: unknown; list: unknown[] } = { list: [] };
cycle.self = cycle;
cycle.list.push(cycle, new Map([[cycle, cycle]]));

/** Values that must come back equal, by description. */
export const KEPT: Readonly<Record<string, unknown>> = {
  "a Date": new Date(1_709_212_455_123),
  "a Map": new Map<unknown, unknown>([
    ["10", 1],
    ["9", new Date(0)],
    [3, [new Map()]],
    [{ a: 1 }, null],
  ]),
  "a Set": new Set([1, "1", null, undefined, [2], new Set([new Map([["a", 1n]])])]),
  BigInts: [0n, -1n, 5n, 2n ** 64n, -(2n ** 4000n)],
  RegExps: [/a+/gi, /\u{1F600}|é/dsuy, /(?<year>\d{4})\//m],
  errors: [new Error("a"), new RangeError("é", { cause: { why: [new TypeError("b")] } }), new SyntaxError()],
  "boxed values": [Object(1), Object("é"), Object(true), Object(5n)],
  "a Buffer": Buffer.from([0, 255, 128, 0x31]),
  "typed arrays": [
    new Int8Array([1, -1]),
    new Uint8Array([1, 255]),
    new Uint8ClampedArray([3]),
    new Int16Array([1, -2]),
    new Uint16Array([1, 65_535]),
    new Int32Array([1, -(2 ** 31)]),
    new Uint32Array([1, 2 ** 32 - 1]),
    new Float32Array([1.5, -0, Number.NaN]),
    new Float64Array([1 / 3, Number.NEGATIVE_INFINITY]),
    new BigInt64Array([-1n]),
    new BigUint64Array([2n ** 64n - 1n]),
    new Float64Array(0),
  ],
  "a part of a typed array": new Uint16Array([1, 2, 3, 4]).subarray(1, 3),
  "an ArrayBuffer": new Uint8Array([1, 2]).buffer,
  "a DataView": new DataView(new Uint8Array([1, 2, 3]).buffer, 1),
  "undefined at any place": [undefined, { a: undefined }, new Map([[undefined, undefined]])],
  "NaN, -0 and the infinities": [Number.NaN, -0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  "texts of two bytes a character, at odd places": ["日", "a", "\ud800", { 日: "本", a: ["語"] }],
  "a list that was made longer than it was filled": Object.assign(new Array(3), { 0: 1, 1: undefined, 2: 3 }),
  "an array with properties besides its items": Object.assign([1, "a"], { total: 40, more: [{ é: 1 }] }),
  "an object that contains itself": cycle,
};

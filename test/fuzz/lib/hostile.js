import { MAX_VALUE_BYTES } from "./subjects.js";

/** @param {string} text */
const utf8 = (text) => Buffer.from(text);

/** @param {number[]} bytes @param {number} times */
const repeated = (bytes, times) => Buffer.alloc(bytes.length * times, Buffer.from(bytes));

/** What an attacker or another program may have stored, to be read without a compressor and with each. */
export const HOSTILE = [
  Buffer.alloc(0),
  // As deeply nested as possible.
  utf8("[".repeat(200_000)),
  utf8(`${"[".repeat(100_000)}${"]".repeat(100_000)}`),
  utf8(`${'{"a":'.repeat(50_000)}1${"}".repeat(50_000)}`),
  repeated([0x91], 300_000),
  repeated([0x81, 0xa1, 0x61], 100_000),
  Buffer.concat([Buffer.from([0xff, 0x0f]), repeated([0x41, 0x01], 200_000)]),
  Buffer.concat([Buffer.from([0xff, 0x0f]), repeated([0x6f, 0x22, 0x01, 0x61], 100_000)]),
  // Prototypes.
  utf8('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}'),
  utf8('[{"__proto__":[],"toString":1},{"then":{}}]'),
  Buffer.from([0x81, 0xa9, ...utf8("__proto__"), 0x81, 0xa8, ...utf8("polluted"), 0xc3]),
  // Lengths beyond the data, or beyond any limit.
  Buffer.from([0xdd, 0xff, 0xff, 0xff, 0xff]),
  Buffer.from([0xdf, 0x7f, 0xff, 0xff, 0xff, 0xc0]),
  Buffer.from([0xdb, 0xff, 0xff, 0xff, 0xff, 0x61]),
  Buffer.from([0xc6, 0xff, 0xff, 0xff, 0xfe, 0x00]),
  Buffer.from([0xc9, 0xff, 0xff, 0xff, 0xff, 0x01]),
  Buffer.from([0xff, 0x0f, 0x41, 0xff, 0xff, 0xff, 0xff, 0x0f]),
  Buffer.from([0xff, 0x0f, 0x22, 0xff, 0xff, 0xff, 0xff, 0x0f, 0x61]),
  Buffer.from([0xff, 0x0f, 0x5a, 0xfe, 0xff, 0xff, 0x7f]),
  // Very long integers and floats, and special floats.
  utf8("1".repeat(4300)),
  utf8(`-${"9".repeat(4301)}`),
  utf8("7".repeat(500_000)),
  utf8(`[${"8".repeat(100_000)}]`),
  utf8(`1e${"9".repeat(10_000)}`),
  utf8("[NaN,Infinity,-Infinity,-0]"),
  // Invalid text.
  Buffer.from([0x22, 0xc3, 0x28, 0x22]),
  Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22]),
  Buffer.from([0xa2, 0xc3, 0x28]),
  Buffer.from([0xff, 0xfe, 0xfd, 0xfc]),
  utf8("\ufeff{}"),
  utf8('"\\ud800"'),
  // Python's pickle.
  Buffer.from([0x80, 0x04, 0x95, 0x0a, 0, 0, 0, 0, 0, 0, 0, 0x7d, 0x94, 0x2e]),
];

/** Data that inflates to more than MAX_VALUE_BYTES. */
export const BOMBS = [Buffer.alloc(MAX_VALUE_BYTES + 1, "0"), Buffer.alloc(16 * MAX_VALUE_BYTES, '"a",')];

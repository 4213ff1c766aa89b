import assert from "node:assert/strict";
import type { CaseBody, Cases } from "../suite/cases.js";
import { comesBackOrIsRefused, dumped } from "./round-trip.js";
import type { SerializerContext } from "./serializer-context.js";

class Point {
  x = 1;
}

/** Values that naive serializers change, by description. New ones for each case. */
const TRICKY: Readonly<Record<string, () => unknown>> = {
  "a Map": () =>
    new Map<unknown, unknown>([
      ["a", 1],
      [2, { b: 3 }],
    ]),
  "a Set": () => new Set([1, "1", null]),
  "a Date": () => new Date(1_700_000_000_123),
  "an invalid Date": () => new Date(Number.NaN),
  "a bigint in a container": () => [5n, 2n ** 70n],
  "an integer beyond 2^53 in a container": () => [2 ** 53 + 2],
  "undefined in a list": () => [1, undefined, 2],
  "a list with holes": () => Object.assign(new Array(3), { 0: 1, 2: 2 }),
  NaN: () => Number.NaN,
  infinity: () => [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  "minus zero": () => -0,
  "minus zero in a container": () => [-0],
  "a regular expression": () => /a+/gi,
  "an Error": () => new RangeError("message"),
  "an instance of a class": () => new Point(),
  "a boxed text": () => Object("text"),
  "a Buffer": () => Buffer.from([0, 255, 128]),
  "a typed array": () => new Float32Array([1.5, -2]),
  "an ArrayBuffer": () => new Uint8Array([1, 2]).buffer,
  "a lone surrogate": () => "\ud800",
  "an object with toJSON": () => ({ toJSON: () => "something else" }),
  "a cycle": () => {
    const cycle: { self?: unknown } = {};
    cycle.self = cycle;
    return cycle;
  },
};

const cases: [title: string, body: CaseBody<SerializerContext>][] = Object.entries(TRICKY).map(
  ([name, make]) => [
    `${name} is rejected, or comes back equal`,
    ({ serializer }) => comesBackOrIsRefused(serializer, make()),
  ],
);

export const faithful: Cases<SerializerContext> = {
  ...Object.fromEntries(cases),

  "an undefined property is rejected, comes back, or is the only thing left out": ({ serializer }) => {
    let data: Buffer;
    try {
      data = dumped(serializer, { a: 1, b: undefined });
    } catch {
      return;
    }
    const { a, b, ...more } = serializer.loads(data) as Record<string, unknown>;
    assert.deepEqual({ a, b, more }, { a: 1, b: undefined, more: {} });
  },

  "functions and symbols are rejected, at any depth": ({ serializer }) => {
    for (const value of [() => 1, Symbol("s"), [() => 1], { deep: { f: () => 1 } }, [[Symbol("s")]]]) {
      assert.throws(() => serializer.dumps(value));
    }
  },

  "a property called __proto__ is rejected or stays data": ({ serializer }) => {
    const value = JSON.parse('{"__proto__": {"polluted": true}, "a": 1}');
    let data: Buffer;
    try {
      data = dumped(serializer, value);
    } catch {
      return;
    }
    const loaded = serializer.loads(data) as Record<string, unknown>;
    assert.equal(loaded.polluted, undefined);
    assert.ok(Object.hasOwn(loaded, "__proto__"), "the property must not be lost");
    assert.equal(({} as Record<string, unknown>).polluted, undefined);
  },

  "an object without a prototype is rejected, or comes back with its properties": ({ serializer }) => {
    const bare: object = Object.assign(Object.create(null), { a: 1 });
    let data: Buffer;
    try {
      data = dumped(serializer, bare);
    } catch {
      return;
    }
    assert.deepEqual({ ...(serializer.loads(data) as object) }, { a: 1 });
  },

  "the value is not changed": ({ serializer }) => {
    const value = Object.freeze({ list: Object.freeze([1, "a", null]), nested: Object.freeze({ b: 1.5 }) });
    const before = JSON.stringify(value);
    serializer.dumps(value);
    assert.equal(JSON.stringify(value), before);
  },
};

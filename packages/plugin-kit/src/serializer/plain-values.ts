import type { Cases } from "../suite/cases.js";
import { comesBack } from "./round-trip.js";
import type { SerializerContext } from "./serializer-context.js";

const nested = { user: { name: "Ada", tags: ["a", "b", []], address: null, active: true, score: 1.5 } };

export const plainValues: Cases<SerializerContext> = {
  "null and booleans come back": ({ serializer }) => {
    for (const value of [null, true, false]) comesBack(serializer, value);
  },

  "floats come back exactly": ({ serializer }) => {
    for (const value of [
      0.1,
      -1.5,
      1 / 3,
      1e-7,
      5e-324,
      1e16,
      1e21,
      2 ** 53,
      2 ** 60,
      -(2 ** 70),
      1.7976931348623157e308,
    ]) {
      comesBack(serializer, value, String(value));
    }
  },

  "strings come back, whatever they contain": ({ serializer }) => {
    for (const value of [
      "",
      "text",
      "5",
      "-5",
      "null",
      " 12 ",
      "ümlaut 日本語 😀",
      "\0\n\r\u2028\x7f\"'\\/",
      "x".repeat(70_000),
    ]) {
      comesBack(serializer, value);
    }
  },

  "lists and objects come back, in order and at any depth": ({ serializer }) => {
    for (const value of [[], {}, [1, "1", null, true, 1.5, [2]], nested, { "": 1, "a b": 2, ü: 3, "5": 4 }]) {
      comesBack(serializer, value);
    }
    let deep: unknown = "bottom";
    for (let level = 0; level < 200; level++) deep = level % 2 ? [deep] : { deep };
    comesBack(serializer, deep);
  },

  "integers within containers come back": ({ serializer }) => {
    comesBack(serializer, [0, 1, -1, 127, 128, 255, 256, 65_536, -32_769, 2 ** 31, -(2 ** 31) - 1, 2 ** 32]);
    comesBack(serializer, { max: Number.MAX_SAFE_INTEGER, min: Number.MIN_SAFE_INTEGER });
  },

  "a large value comes back": ({ serializer }) => {
    comesBack(
      serializer,
      Array.from({ length: 5000 }, (_, n) => ({ n, name: `name ${n}`, half: n / 2 })),
    );
  },
};

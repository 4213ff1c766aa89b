import assert from "node:assert/strict";
import { parseInteger } from "@coffer/backend-kit";
import type { Cases } from "../suite/cases.js";
import { dumped } from "./round-trip.js";
import type { SerializerContext } from "./serializer-context.js";

const VALUE = { text: "ümlaut 😀", list: [1.5, null, { deep: "x".repeat(50) }] };

export const storedForm: Cases<SerializerContext> = {
  "no value is stored as bare digits, which would be read as an integer": ({ serializer }) => {
    const suspicious = [
      2 ** 53,
      2 ** 64,
      -(2 ** 60),
      1e20,
      -0,
      1e300,
      "5",
      "-5",
      "0",
      "",
      [5],
      [],
      null,
      true,
    ];
    for (const value of suspicious) {
      let data: Buffer;
      try {
        data = dumped(serializer, value);
      } catch {
        continue;
      }
      assert.equal(parseInteger(data), undefined, `${String(value)} is stored as ${data}`);
      assert.ok(data.length > 0, `${String(value)} is stored as empty bytes`);
    }
  },

  "a value is read from a part of a larger buffer, which may be overwritten afterwards": ({ serializer }) => {
    const data = dumped(serializer, VALUE);
    const larger = Buffer.concat([Buffer.from("before"), data, Buffer.from("after")]);
    const view = larger.subarray(6, 6 + data.length);
    const loaded = serializer.loads(view);
    assert.deepEqual(view, data, "loads must not change its input");
    larger.fill(0);
    assert.deepEqual(loaded, VALUE);
  },

  "bytes are read from a view that is a subclass of Buffer": ({ serializer }) => {
    const data = dumped(serializer, VALUE);
    const buffer = Buffer.allocUnsafeSlow(data.length + 3);
    data.copy(buffer, 3);
    assert.deepEqual(serializer.loads(buffer.subarray(3)), VALUE);
  },

  "stored bytes do not change while other values are stored": ({ serializer }) => {
    const first = serializer.dumps(VALUE);
    const copy = Buffer.from(first);
    for (let n = 0; n < 1000; n++) serializer.dumps({ n, text: `number ${n}` });
    assert.deepEqual(Buffer.from(first), copy);
    assert.deepEqual(serializer.loads(copy), VALUE);
  },

  "each load creates a new value": ({ serializer }) => {
    const data = dumped(serializer, VALUE);
    const first = serializer.loads(data) as { list: unknown[] };
    first.list.push("mine");
    assert.deepEqual(serializer.loads(data), VALUE);
  },

  "an instance reads what another instance wrote": ({ serializer, another }) => {
    assert.deepEqual(another().loads(dumped(serializer, VALUE)), VALUE);
  },
};

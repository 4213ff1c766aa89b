import assert from "node:assert/strict";
import type { Serializer } from "@coffer/cache-core";
import type { Cases } from "../suite/cases.js";
import { random } from "../suite/random.js";
import { randomBytes } from "../suite/random-bytes.js";
import { dumped } from "./round-trip.js";
import type { SerializerContext } from "./serializer-context.js";

const VALUE = { text: "ümlaut 😀", list: [1.5, null, true, { deep: ["x", 5] }], long: "y".repeat(300) };

export const damagedBytes: Cases<SerializerContext> = {
  "empty bytes are an error": ({ serializer }) => {
    assert.throws(() => serializer.loads(Buffer.alloc(0)));
  },

  "a truncated value is an error": ({ serializer }) => {
    const data = dumped(serializer, VALUE);
    for (const length of [1, 2, Math.floor(data.length / 2), data.length - 1]) {
      assert.throws(
        () => serializer.loads(data.subarray(0, length)),
        `the first ${length} of ${data.length} bytes`,
      );
    }
  },

  "bytes after the value are an error": ({ serializer }) => {
    const data = dumped(serializer, VALUE);
    assert.throws(() => serializer.loads(Buffer.concat([data, data])));
    assert.throws(() => serializer.loads(Buffer.concat([data, Buffer.from([0xc1, 0x00])])));
  },

  "random bytes give a value or an error in time": ({ serializer }) => {
    for (let seed = 1; seed <= 2000; seed++) {
      readsOrThrows(serializer, randomBytes(seed % 64, seed));
    }
  },

  "a value with flipped bits or bytes gives a value or an error in time": ({ serializer }) => {
    const data = dumped(serializer, VALUE);
    const next = random(7);
    for (let n = 0; n < 2000; n++) {
      const damaged = Buffer.from(data);
      damaged[next(damaged.length)] = next(256);
      damaged[next(damaged.length)] = next(256);
      readsOrThrows(serializer, damaged);
    }
  },

  "bytes of the other formats are an error": ({ serializer }) => {
    const foreign = {
      pickle: Buffer.from("80049505000000000000008c0161942e", "hex"),
      zlib: Buffer.from("789cab56ca48cdc9c9070005650213", "hex"),
      gzip: Buffer.from("1f8b0800000000000003ab56ca48cdc9c907000565021300", "hex"),
      "reserved in msgpack": Buffer.from([0xc1, 0xc1]),
    };
    for (const [format, data] of Object.entries(foreign)) assert.throws(() => serializer.loads(data), format);
  },

  "extreme nesting gives a value or an error": ({ serializer }) => {
    let deep: unknown = 1;
    for (let level = 0; level < 20_000; level++) deep = [deep];
    let data: Buffer;
    try {
      data = dumped(serializer, deep);
    } catch {
      data = Buffer.from("[".repeat(100_000));
    }
    readsOrThrows(serializer, data);
    readsOrThrows(serializer, Buffer.alloc(100_000, 0x91)); // msgpack: a list with a list with a list, ...
  },
};

/** Whatever `loads` makes of the bytes, it returns in time and throws nothing but an Error. */
function readsOrThrows(serializer: Serializer, data: Buffer): void {
  const started = performance.now();
  try {
    serializer.loads(data);
  } catch (error) {
    assert.ok(error instanceof Error, `${data.toString("hex")}: it must throw an Error`);
  }
  const took = performance.now() - started;
  assert.ok(took < 2000, `${data.subarray(0, 64).toString("hex")} took ${Math.round(took)} ms`);
}

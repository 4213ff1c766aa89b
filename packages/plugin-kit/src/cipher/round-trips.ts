import assert from "node:assert/strict";
import type { Cases } from "../suite/cases.js";
import { randomBytes } from "../suite/random-bytes.js";
import type { CipherSuiteContext } from "./cipher-suite-context.js";
import { CONTEXTS, PLACES, VALUE } from "./contexts.js";

/** Bare integers, texts, and bytes of all sizes up to a few megabytes. */
const samples = (): Buffer[] => [
  Buffer.alloc(0),
  Buffer.from("0"),
  Buffer.from("-42"),
  Buffer.from('{"name":"Ada"}'),
  randomBytes(1, 1),
  randomBytes(15, 2),
  randomBytes(16, 3),
  randomBytes(70_000, 4),
  Buffer.alloc(3_000_000, "0123456789"),
];

export const roundTrips: Cases<CipherSuiteContext> = {
  "bytes of any size come back, also empty ones": async ({ cipher }) => {
    for (const data of samples()) {
      for (const context of CONTEXTS) {
        const encrypted = await cipher.encrypt(Buffer.from(data), context);
        assert.ok(Buffer.isBuffer(encrypted), "encrypt must return a Buffer");
        const plain = await cipher.decrypt(encrypted, context);
        assert.ok(Buffer.isBuffer(plain), "decrypt must return a Buffer");
        assert.ok(plain.equals(data), `${data.length} bytes as ${context.kind}`);
      }
    }
  },

  "an instance reads what another instance with the same keys wrote": async ({ cipher, twin }) => {
    const data = Buffer.from("the same keys");
    for (const context of PLACES) {
      assert.ok((await twin.decrypt(await cipher.encrypt(data, context), context)).equals(data));
    }
  },

  "the ciphertext does not contain the plaintext, and is not a number": async ({ cipher }) => {
    for (const text of ["7", "a secret that is long enough to be found", "x".repeat(1000)]) {
      for (const context of CONTEXTS) {
        const encrypted = (await cipher.encrypt(Buffer.from(text), context)).toString("latin1");
        assert.ok(text.length === 1 || !encrypted.includes(text.slice(0, 20)), text.slice(0, 20));
        assert.doesNotMatch(encrypted, /^-?\d+$/);
      }
    }
  },

  "equal values and fields are encrypted to different bytes each time": async ({ cipher }) => {
    for (const context of CONTEXTS.filter(({ kind }) => kind !== "member")) {
      const seen = new Set<string>();
      for (let n = 0; n < 100; n++) {
        seen.add((await cipher.encrypt(Buffer.from("the same"), context)).toString("hex"));
      }
      assert.equal(seen.size, 100, context.kind);
    }
  },

  "the input is not changed, and may be a part of a larger buffer": async ({ cipher }) => {
    const larger = Buffer.from("before the bytes after");
    const copy = Buffer.from(larger);
    const encrypted = await cipher.encrypt(larger.subarray(7, 16), VALUE);
    assert.ok(larger.equals(copy), "encrypt must not change its input");
    const around = Buffer.concat([Buffer.from("xx"), encrypted, Buffer.from("yy")]);
    const before = Buffer.from(around);
    const plain = await cipher.decrypt(around.subarray(2, 2 + encrypted.length), VALUE);
    assert.equal(plain.toString(), "the bytes");
    assert.ok(around.equals(before), "decrypt must not change its input");
  },

  "concurrent calls each return their own result": async ({ cipher }) => {
    await Promise.all(
      Array.from({ length: 100 }, async (_, n) => {
        const context = { kind: "value", key: `key ${n}` } as const;
        const data = Buffer.from(`${n} `.repeat(n % 5 ? 50 : 20_000));
        assert.ok((await cipher.decrypt(await cipher.encrypt(data, context), context)).equals(data));
      }),
    );
  },
};

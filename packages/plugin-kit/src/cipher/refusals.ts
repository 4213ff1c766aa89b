import assert from "node:assert/strict";
import type { Cipher, CipherContext } from "@coffer/cache-core";
import type { Cases } from "../suite/cases.js";
import { random } from "../suite/random.js";
import { randomBytes } from "../suite/random-bytes.js";
import type { CipherSuiteContext } from "./cipher-suite-context.js";
import { CONTEXTS, PLACES } from "./contexts.js";

const DATA = Buffer.from('{"name":"Ada","roles":["admin"]}');

export const refusals: Cases<CipherSuiteContext> = {
  "bytes moved to another key, version or field are an error, and so is a member in the place of a value":
    async ({ cipher }) => {
      for (const [index, from] of PLACES.entries()) {
        const encrypted = await cipher.encrypt(DATA, from);
        for (const [other, to] of PLACES.entries()) {
          if (other !== index) await fails(cipher, encrypted, to, `from ${show(from)} to ${show(to)}`);
        }
      }
    },

  "bytes that were never encrypted are an error": async ({ cipher }) => {
    for (const text of ["", "0", "42", "-1", '{"name":"Ada"}', "null", "\x01herd:", "x".repeat(1000)]) {
      for (const context of CONTEXTS) {
        await fails(cipher, Buffer.from(text), context, JSON.stringify(text.slice(0, 20)));
      }
    }
    for (let seed = 1; seed <= 300; seed++) {
      await fails(cipher, randomBytes(seed, seed), CONTEXTS[seed % 3] as CipherContext, `${seed} bytes`);
    }
  },

  "bytes encrypted with other keys are an error": async ({ cipher, stranger }) => {
    for (const context of CONTEXTS) {
      await fails(cipher, await stranger.encrypt(DATA, context), context, context.kind);
    }
  },

  "any changed bit is an error": async ({ cipher }) => {
    for (const context of CONTEXTS) {
      const encrypted = await cipher.encrypt(DATA, context);
      for (let bit = 0; bit < encrypted.length * 8; bit++) {
        const changed = Buffer.from(encrypted);
        changed[bit >> 3] = (changed[bit >> 3] as number) ^ (1 << (bit & 7));
        await fails(cipher, changed, context, `bit ${bit} of ${context.kind}`);
      }
    }
  },

  "truncated bytes, and bytes with a suffix, are an error": async ({ cipher }) => {
    for (const context of CONTEXTS) {
      const encrypted = await cipher.encrypt(DATA, context);
      for (let length = 0; length < encrypted.length; length++) {
        await fails(cipher, encrypted.subarray(0, length), context, `${length} bytes of ${context.kind}`);
      }
      await fails(cipher, Buffer.concat([encrypted, Buffer.alloc(1)]), context, "one byte more");
    }
  },

  "parts of two values joined together are an error": async ({ cipher }) => {
    const next = random(3);
    for (const context of CONTEXTS) {
      const one = await cipher.encrypt(DATA, context);
      const other = await cipher.encrypt(Buffer.from(DATA).reverse(), context);
      for (let n = 0; n < 100; n++) {
        const at = 1 + next(one.length - 1);
        const mixed = Buffer.concat([one.subarray(0, at), other.subarray(at)]);
        if (!mixed.equals(one) && !mixed.equals(other)) await fails(cipher, mixed, context, `cut at ${at}`);
      }
    }
  },

  "after an error the next value can be read": async ({ cipher }) => {
    for (const context of CONTEXTS) {
      await fails(cipher, Buffer.from("42"), context, context.kind);
      assert.ok((await cipher.decrypt(await cipher.encrypt(DATA, context), context)).equals(DATA));
    }
  },
};

async function fails(cipher: Cipher, data: Buffer, context: CipherContext, what: string): Promise<void> {
  await assert.rejects(async () => cipher.decrypt(data, context), Error, what);
}

function show(context: CipherContext): string {
  return JSON.stringify(context);
}

import assert from "node:assert/strict";
import type { Cases } from "../suite/cases.js";
import { needing } from "../suite/needing.js";
import type { KeyFunctionContext } from "./key-function-context.js";
import { KEYS, PLACES } from "./places.js";

export const keys: Cases<KeyFunctionContext> = {
  "a key becomes a string, the same each time": ({ make }) => {
    for (const [prefix, version] of PLACES) {
      for (const key of KEYS) {
        const redisKey = make(key, prefix, version);
        assert.equal(typeof redisKey, "string", JSON.stringify(key));
        assert.equal(make(key, prefix, version), redisKey);
      }
    }
  },

  "every combination of key, version and prefix has its own Redis key": ({ make }) => {
    const owners = new Map<string, string>();
    for (const [prefix, version] of PLACES) {
      for (const key of KEYS) {
        const redisKey = make(key, prefix, version);
        const owner = JSON.stringify([key, prefix, version]);
        assert.equal(owners.get(redisKey), undefined, `${owner} has the Redis key of another: ${redisKey}`);
        owners.set(redisKey, owner);
      }
    }
  },

  "the reverse function returns the original key": needing("reverse", ({ make, reverse }) => {
    for (const [prefix, version] of PLACES) {
      for (const key of KEYS) assert.equal(reverse(make(key, prefix, version)), key);
    }
  }),
};

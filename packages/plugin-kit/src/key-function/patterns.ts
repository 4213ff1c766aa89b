import assert from "node:assert/strict";
import { escapeGlob, globTest } from "@coffer/backend-kit";
import type { Version } from "@coffer/cache-core";
import type { Cases } from "../suite/cases.js";
import type { KeyFunctionContext } from "./key-function-context.js";
import { KEYS, PLACES } from "./places.js";

/** A pattern as the core passes it: prefix and version are escaped. */
function patternOf(
  { make }: KeyFunctionContext,
  pattern: string,
  [prefix, version]: readonly [string, Version],
) {
  return globTest(make(pattern, escapeGlob(prefix), escapeGlob(String(version))));
}

export const patterns: Cases<KeyFunctionContext> = {
  "a pattern is converted like a key, and matches the keys that it names": (context) => {
    for (const place of PLACES) {
      for (const pattern of ["*", "user:*", "user:?", "*user*"]) {
        const matches = patternOf(context, pattern, place);
        const found = KEYS.filter((key) => matches(context.make(key, ...place)));
        const named = KEYS.filter((key) => globTest(pattern)(key));
        assert.deepEqual(found, named, `${pattern} in ${JSON.stringify(place)}`);
      }
    }
  },

  "a pattern matches no key of another prefix or version": (context) => {
    for (const place of PLACES) {
      const matches = patternOf(context, "*", place);
      for (const other of PLACES) {
        if (other === place) continue;
        const found = KEYS.filter((key) => matches(context.make(key, ...other)));
        assert.deepEqual(
          found,
          [],
          `with a pattern for ${JSON.stringify(place)}, in ${JSON.stringify(other)}`,
        );
      }
    }
  },
};

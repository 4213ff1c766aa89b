import type { KeyFunction, ReverseKeyFunction } from "@coffer/cache-core";
import { runSuite } from "../suite/run-suite.js";
import type { SuiteOptions } from "../suite/runner.js";
import type { KeyFunctionContext } from "./key-function-context.js";
import { keys } from "./keys.js";
import { patterns } from "./patterns.js";

/** Options of `keyFunctionSuite`. */
export interface KeyFunctionSuiteOptions extends SuiteOptions {
  /** The function under test. */
  readonly keyFunction: KeyFunction;
  /** The function for `REVERSE_KEY_FUNCTION`. Left out: the case that needs it is skipped. */
  readonly reverseKeyFunction?: ReverseKeyFunction | undefined;
}

/** Tests what functions for `KEY_FUNCTION` and `REVERSE_KEY_FUNCTION` must do. Needs no server. */
export function keyFunctionSuite(options: KeyFunctionSuiteOptions): void {
  const { keyFunction: make, reverseKeyFunction: reverse } = options;
  runSuite<KeyFunctionContext>(options, {
    name: "a key function",
    groups: { keys, patterns },
    lacks: reverse === undefined ? { reverse: "there is no reverseKeyFunction" } : {},
    around: async (run) => run({ make, reverse: reverse ?? String }),
  });
}

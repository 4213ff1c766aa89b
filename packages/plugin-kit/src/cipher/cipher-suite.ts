import type { Cipher } from "@coffer/cache-core";
import type { Groups } from "../suite/cases.js";
import { runSuite } from "../suite/run-suite.js";
import type { SuiteOptions } from "../suite/runner.js";
import type { CipherSuiteContext } from "./cipher-suite-context.js";
import { memberCases } from "./members.js";
import { refusals } from "./refusals.js";
import { roundTrips } from "./round-trips.js";

/** Options of `cipherSuite`. */
export interface CipherSuiteOptions extends SuiteOptions {
  /** Creates the cipher, each time with the same keys. */
  readonly create: () => Cipher;
  /** Creates a cipher with other keys, with the same names if keys have names. */
  readonly createStranger: () => Cipher;
}

const groups: Groups<CipherSuiteContext> = {
  "round trips": roundTrips,
  refusals,
  members: memberCases,
};

/** Tests what every cipher must do, whether it returns values or promises. */
export function cipherSuite(options: CipherSuiteOptions): void {
  const { create, createStranger } = options;
  runSuite(options, {
    name: "a cipher",
    groups,
    around: async (run) => run({ cipher: create(), twin: create(), stranger: createStranger() }),
  });
}

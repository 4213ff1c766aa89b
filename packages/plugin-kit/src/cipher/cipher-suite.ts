import type { Cipher } from "@coffer/cache-core";
import type { Groups } from "../suite/cases.js";
import { runSuite } from "../suite/run-suite.js";
import type { SuiteOptions } from "../suite/runner.js";
import type { CipherSuiteContext } from "./cipher-suite-context.js";
import { memberCases } from "./members.js";
import { refusals } from "./refusals.js";
import { roundTrips } from "./round-trips.js";

export interface CipherSuiteOptions extends SuiteOptions {
  /** Makes the cipher, each time with the same keys. */
  readonly create: () => Cipher;
  /** Makes one with other keys, by the same names where keys have names. */
  readonly createStranger: () => Cipher;
}

const groups: Groups<CipherSuiteContext> = {
  "round trips": roundTrips,
  refusals,
  members: memberCases,
};

/** What every cipher has to do, whether it answers at once or with a promise. */
export function cipherSuite(options: CipherSuiteOptions): void {
  const { create, createStranger } = options;
  runSuite(options, {
    name: "a cipher",
    groups,
    around: async (run) => run({ cipher: create(), twin: create(), stranger: createStranger() }),
  });
}
